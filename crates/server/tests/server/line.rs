//! The line between a server and its database, which can be cut: what was open ends, and new
//! connections are refused until it is mended.

use std::net::SocketAddr;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpSocket, TcpStream},
    sync::Mutex,
    task::{JoinHandle, JoinSet},
};

/// A relay to one address.
pub struct Line {
    /// Where it is called.
    pub address: SocketAddr,
    to: SocketAddr,
    relay: Mutex<Option<JoinHandle<()>>>,
    /// While it is cut: a port that is bound and not listened on refuses, and nobody else gets it.
    held: Mutex<Option<TcpSocket>>,
}

impl Line {
    pub fn to(to: SocketAddr) -> Self {
        let socket = bound("127.0.0.1:0".parse().unwrap());
        let address = socket.local_addr().unwrap();
        let relay = tokio::spawn(relay(socket.listen(64).unwrap(), to));
        Self { address, to, relay: Mutex::new(Some(relay)), held: Mutex::default() }
    }

    pub async fn cut(&self) {
        if let Some(relay) = self.relay.lock().await.take() {
            relay.abort();
            let _ = relay.await;
            *self.held.lock().await = Some(bound(self.address));
        }
    }

    pub async fn mend(&self) {
        if let Some(socket) = self.held.lock().await.take() {
            let relay = relay(socket.listen(64).unwrap(), self.to);
            *self.relay.lock().await = Some(tokio::spawn(relay));
        }
    }
}

fn bound(address: SocketAddr) -> TcpSocket {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_reuseaddr(true).unwrap();
    socket.bind(address).unwrap();
    socket
}

/// Its connections end with it.
async fn relay(listener: TcpListener, to: SocketAddr) {
    let mut connections = JoinSet::new();
    while let Ok((mut near, _)) = listener.accept().await {
        connections.spawn(async move {
            let mut far = TcpStream::connect(to).await?;
            copy_bidirectional(&mut near, &mut far).await
        });
    }
}

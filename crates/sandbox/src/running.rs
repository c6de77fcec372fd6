//! Starts a sandbox and is the handle to it. Called by the program and by tests.

use crate::alipay::AlipayMode;
use crate::face::FaceMode;
use crate::sandbox::Sandbox;
use crate::{CarrierMode, Config, Message, ScannerMode, scanner, smtp, web};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long `stop` waits for answers that are on their way.
const STOP_WITHIN: Duration = Duration::from_secs(2);

/// A sandbox that runs. Stops when it is dropped; [`Running::stop`] also waits for that.
pub struct Running {
    /// Where portal, carrier and inbox listen.
    pub http: SocketAddr,
    /// Where the mail sink listens.
    pub smtp: SocketAddr,
    /// Where the virus scanner listens.
    pub scanner: SocketAddr,
    sandbox: Arc<Sandbox>,
    stop: watch::Sender<bool>,
    tasks: [JoinHandle<()>; 3],
}

/// Binds all ports and starts to serve. Must be called within a tokio runtime.
///
/// # Errors
///
/// When a port cannot be bound; the message names the address.
pub async fn start(config: Config) -> io::Result<Running> {
    let http_listener = bind(config.http).await?;
    let smtp_listener = bind(config.smtp).await?;
    let scanner_listener = bind(config.scanner).await?;
    let (http, smtp) = (http_listener.local_addr()?, smtp_listener.local_addr()?);
    let scanner = scanner_listener.local_addr()?;
    let (stop, stopped) = watch::channel(false);
    let sandbox = Arc::new(Sandbox::new(config, stopped)?);
    let tasks = [
        tokio::spawn(web::serve(http_listener, Arc::clone(&sandbox))),
        tokio::spawn(smtp::listen(smtp_listener, Arc::clone(&sandbox))),
        tokio::spawn(scanner::listen(scanner_listener, Arc::clone(&sandbox))),
    ];
    Ok(Running { http, smtp, scanner, sandbox, stop, tasks })
}

async fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        io::Error::new(error.kind(), format!("cannot listen on {address}: {error}"))
    })
}

impl Running {
    /// Changes the recovery server's address, `http://host:port`: the portal's links, its log-on,
    /// and people who come back from Alipay or the face provider go there from now on.
    pub fn set_server(&self, url: impl AsRef<str>) {
        self.sandbox.set_server_url(url.as_ref());
    }

    /// Changes how the carrier behaves from the next call on.
    pub fn set_carrier(&self, mode: CarrierMode) {
        self.sandbox.carrier.switch.set_mode(mode);
    }

    /// Changes how Alipay's gateway behaves from the next call on.
    pub fn set_alipay(&self, mode: AlipayMode) {
        self.sandbox.alipay.switch.set_mode(mode);
    }

    /// Changes how the face provider behaves from the next call or picture on.
    pub fn set_face(&self, mode: FaceMode) {
        self.sandbox.face.switch.set_mode(mode);
    }

    /// Changes how the virus scanner behaves from the next connection on.
    pub fn set_scanner(&self, mode: ScannerMode) {
        self.sandbox.scanner.switch.set_mode(mode);
    }

    /// The messages for a phone number or mail address, newest first; all when it is empty.
    #[must_use]
    pub fn messages(&self, to: &str) -> Vec<Message> {
        self.sandbox.inbox.messages(to)
    }

    /// Stops all servers and waits until they have let their ports go, at most about 2 seconds.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        for mut task in self.tasks {
            if tokio::time::timeout(STOP_WITHIN, &mut task).await.is_err() {
                task.abort();
            }
        }
    }
}

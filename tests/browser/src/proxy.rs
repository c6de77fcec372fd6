//! A raw TCP proxy between browser and server that can fail as networks fail. Called by tests of
//! faults. Knows only as much HTTP as it needs to tell requests apart; changes nothing on the
//! way unless a [`Fault`] says so.

mod exchange;

use exchange::Request;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// What the network does to a request.
#[derive(Clone, Debug)]
pub enum Fault {
    /// The connection is reset; the server never sees the request.
    Reset,
    /// The server does what it was asked; its answer is lost.
    LoseReply,
    /// The answer stops after so many bytes of its body.
    Truncate(usize),
    /// Something in between answers instead of the server: the whole answer, head and body.
    Answer(String),
    /// The request waits so long before it reaches the server.
    Delay(Duration),
    /// The request waits until [`Proxy::release`].
    Hold,
}

/// Which requests a fault befalls, and how often.
#[derive(Clone, Debug)]
struct Rule {
    method: String,
    path: String,
    fault: Fault,
    times: u32,
}

/// A running proxy. It stops with the runtime that it was started on.
#[derive(Clone, Debug)]
pub struct Proxy {
    /// Where browsers connect.
    pub address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    upstream: Mutex<Option<SocketAddr>>,
    rules: Mutex<Vec<Rule>>,
    seen: Mutex<Vec<String>>,
    released: watch::Sender<bool>,
}

impl Proxy {
    /// Starts on a free port; the error is the operating system's.
    pub async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            upstream: Mutex::default(),
            rules: Mutex::default(),
            seen: Mutex::default(),
            released: watch::Sender::new(false),
        });
        let proxy = Self { address, shared };
        tokio::spawn(proxy.clone().serve(listener));
        Ok(proxy)
    }

    /// Names the server to pass requests to.
    pub fn forward_to(&self, server: SocketAddr) {
        *lock(&self.shared.upstream) = Some(server);
    }

    /// Lets the next `times` requests with this method and path meet the fault. One `*` in the
    /// path stands for anything. Rules are tried in the order in which they were given.
    pub fn befall(&self, method: &str, path: &str, fault: Fault, times: u32) {
        let (method, path) = (method.to_owned(), path.to_owned());
        lock(&self.shared.rules).push(Rule { method, path, fault, times });
    }

    /// Ends all faults.
    pub fn heal(&self) {
        lock(&self.shared.rules).clear();
        self.release();
    }

    /// Lets the held requests go on.
    pub fn release(&self) {
        self.shared.released.send_replace(true);
    }

    /// How many requests with this method and exact path have arrived.
    #[must_use]
    pub fn count(&self, method: &str, path: &str) -> usize {
        let wanted = format!("{method} {path}");
        lock(&self.shared.seen).iter().filter(|seen| **seen == wanted).count()
    }

    /// Every request that has arrived, as `METHOD /path`, in order.
    #[must_use]
    pub fn seen(&self) -> Vec<String> {
        lock(&self.shared.seen).clone()
    }

    async fn serve(self, listener: TcpListener) {
        while let Ok((client, _)) = listener.accept().await {
            let proxy = self.clone();
            tokio::spawn(async move {
                // A visitor who leaves in the middle is no failure of the proxy.
                drop(proxy.exchange(client).await);
            });
        }
    }

    /// Serves the one request of a connection: every answer ends its connection, so that a fault
    /// befalls one request only.
    async fn exchange(&self, mut client: TcpStream) -> std::io::Result<()> {
        let Some(request) = Request::read(&mut client).await? else { return Ok(()) };
        lock(&self.shared.seen).push(format!("{} {}", request.method, request.path));
        match self.fault_for(&request) {
            None => self.pass(&request, &mut client, usize::MAX).await,
            Some(Fault::Truncate(bytes)) => self.pass(&request, &mut client, bytes).await,
            Some(Fault::Reset) => client.set_zero_linger(),
            Some(Fault::LoseReply) => {
                let mut server = self.upstream().await?;
                request.send(&mut server).await?;
                exchange::swallow(&mut server).await?;
                client.set_zero_linger()
            }
            Some(Fault::Answer(answer)) => exchange::answer(&mut client, &answer).await,
            Some(Fault::Delay(time)) => {
                tokio::time::sleep(time).await;
                self.pass(&request, &mut client, usize::MAX).await
            }
            Some(Fault::Hold) => {
                let mut released = self.shared.released.subscribe();
                drop(released.wait_for(|released| *released).await);
                self.pass(&request, &mut client, usize::MAX).await
            }
        }
    }

    async fn pass(
        &self,
        request: &Request,
        client: &mut TcpStream,
        body_limit: usize,
    ) -> std::io::Result<()> {
        let mut server = self.upstream().await?;
        request.send(&mut server).await?;
        exchange::relay(&mut server, client, body_limit).await
    }

    async fn upstream(&self) -> std::io::Result<TcpStream> {
        let upstream = *lock(&self.shared.upstream);
        TcpStream::connect(upstream.ok_or(std::io::ErrorKind::NotConnected)?).await
    }

    fn fits(wanted: &str, path: &str) -> bool {
        match wanted.split_once('*') {
            None => wanted == path,
            Some((start, end)) => path.strip_prefix(start).is_some_and(|rest| rest.ends_with(end)),
        }
    }

    fn fault_for(&self, request: &Request) -> Option<Fault> {
        let mut rules = lock(&self.shared.rules);
        let rule = rules.iter_mut().find(|rule| {
            rule.times > 0 && rule.method == request.method && Self::fits(&rule.path, &request.path)
        })?;
        rule.times -= 1;
        Some(rule.fault.clone())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A complete answer with a status line, a content type and a body, for [`Fault::Answer`].
#[must_use]
pub fn whole_answer(status: &str, content_type: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n{body}"
    )
}

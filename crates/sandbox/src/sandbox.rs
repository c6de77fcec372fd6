//! What the parts of one sandbox share: inbox, parties, clock, the server's address, and the
//! signal to stop.

use crate::alipay::Alipay;
use crate::carrier::Carrier;
use crate::face::FaceProvider;
use crate::inbox::Inbox;
use crate::scanner::Scanner;
use crate::{Clock, Config};
use reqwest::Url;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::watch;

/// The shared state of one sandbox.
pub struct Sandbox {
    /// The messages that arrived.
    pub inbox: Inbox,
    /// The SMS carrier.
    pub carrier: Carrier,
    /// Alipay.
    pub alipay: Alipay,
    /// The face provider.
    pub face: FaceProvider,
    /// The virus scanner.
    pub scanner: Scanner,
    /// The folder of the built page.
    pub regain_dist: Option<PathBuf>,
    /// How long a party is slow.
    pub slow_for: Duration,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Asks the recovery server.
    pub client: reqwest::Client,
    server_url: RwLock<String>,
    redirect_origins: Vec<String>,
    stop: watch::Receiver<bool>,
}

impl Sandbox {
    /// Builds the state; `stop` turns true, or closes, when the sandbox stops.
    pub fn new(config: Config, stop: watch::Receiver<bool>) -> io::Result<Self> {
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(10))
            .redirect(reqwest::redirect::Policy::none())
            // The server is beside us: a proxy for the outside world must not see log-ons.
            .no_proxy()
            .build()
            .map_err(io::Error::other)?;
        let sandbox = Self {
            inbox: Inbox::default(),
            alipay: Alipay::new()?,
            face: FaceProvider::new(
                config.face_key_id.unwrap_or_else(|| config.sms_key_id.clone()),
                config.face_key_secret.unwrap_or_else(|| config.sms_key_secret.clone()),
                config.face_session_lifetime,
            ),
            carrier: Carrier::new(config.sms_key_id, config.sms_key_secret),
            scanner: Scanner::default(),
            regain_dist: config.regain_dist,
            slow_for: config.slow_for,
            clock: config.clock,
            client,
            server_url: RwLock::default(),
            redirect_origins: config.redirect_origins,
            stop,
        };
        sandbox.set_server_url(&config.server_url);
        Ok(sandbox)
    }

    /// The recovery server's address, without a slash at the end.
    pub fn server_url(&self) -> String {
        self.server_url.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes the recovery server's address.
    pub fn set_server_url(&self, url: &str) {
        let mut server_url = self.server_url.write().unwrap_or_else(PoisonError::into_inner);
        url.trim_end_matches('/').clone_into(&mut server_url);
    }

    /// The origins to which people may be sent back, as they stand in a header.
    pub fn redirect_origins(&self) -> Vec<String> {
        let urls = self.redirect_origins.iter().cloned().chain([self.server_url()]);
        urls.filter_map(|url| Some(Url::parse(&url).ok()?.origin().ascii_serialization())).collect()
    }

    /// Reads an address to which somebody is to be sent back; `None` when it is no URL, or one of
    /// an origin that is not allowed.
    pub fn return_url(&self, text: &str) -> Option<Url> {
        let url = Url::parse(text).ok()?;
        let origin = url.origin().ascii_serialization();
        self.redirect_origins().contains(&origin).then_some(url)
    }

    /// Returns when the sandbox stops.
    pub async fn stopped(&self) {
        // An error means that the owner is gone, which is a stop as well.
        let _ = self.stop.clone().wait_for(|is_stopped| *is_stopped).await;
    }

    /// Waits, at most until the sandbox stops.
    pub async fn wait(&self, duration: Duration) {
        let _ = tokio::time::timeout(duration, self.stopped()).await;
    }
}

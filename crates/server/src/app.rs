//! What every operation may use, made once at start.

use crate::{
    alipay,
    appeals::Folder,
    clock::Clock,
    config::{Config, Settings},
    hasher::Hasher,
    http::headers::SecurityHeaders,
    keys::Keys,
    pages::Pages,
    random::Random,
    routes::Probe,
    scanner::Scanner,
    store::Store,
};
use regain_contract::CountryCode;
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64},
};
use tokio::sync::{Mutex, Notify, Semaphore, watch};

/// The server's parts.
pub(crate) struct App {
    pub settings: Settings,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub store: Store,
    pub keys: Keys,
    pub hasher: Hasher,
    pub headers: SecurityHeaders,
    pub pages: Option<Pages>,
    /// The client of every third party but the mail server.
    pub http: reqwest::Client,
    /// Alipay; `None` when the method is not offered.
    pub alipay: Option<alipay::Gateway>,
    /// The folder of documents.
    pub documents: Folder,
    /// The virus scanner, if there is one.
    pub scanner: Option<Scanner>,
    /// The places for documents that come in: each is in memory as it is (APL-02).
    pub uploads: Semaphore,
    /// The one place for a document that is looked into: a picture may need some hundred megabytes.
    pub inspections: Semaphore,
    /// Told when there is something to send.
    pub outbox: Notify,
    /// Changes with each committed command, for long polls.
    pub changes: watch::Sender<u64>,
    /// Policy violations that browsers reported.
    pub csp_reports: AtomicU64,
    /// Set when the server is about to stop.
    pub is_closing: AtomicBool,
    /// What was last found out about the database, held while it is being found out.
    pub probe: Mutex<Option<Probe>>,
}

impl App {
    /// The options.
    pub fn options(&self) -> &Config {
        &self.settings.options
    }

    /// The calling code of phone numbers typed without one: the portal's, else the option's.
    pub fn country_code(&self, told: Option<CountryCode>) -> String {
        told.map_or_else(|| self.options().country_code.clone(), |code| code.to_string())
    }

    /// Milliseconds since 1970.
    pub fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// Tells long polls and the outbox worker that something was committed.
    pub fn committed(&self) {
        self.changes.send_modify(|count| *count = count.wrapping_add(1));
        self.outbox.notify_one();
    }
}

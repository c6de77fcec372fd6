//! What every operation may use, made once at start. `App` holds leaves only: it names no operation.

use crate::{
    clock::Clock, documents::Folder, hasher::Hasher, keys::Keys, ports::Parties, random::Random,
    store::Store,
};
use regain_config::{Config, Settings};
use regain_contract::CountryCode;
use std::{fmt, sync::Arc};
use tokio::sync::{Notify, Semaphore, watch};

/// The parts that operations share.
pub struct App {
    /// The options, checked.
    pub settings: Settings,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The source of randomness.
    pub random: Arc<dyn Random>,
    /// The database.
    pub store: Store,
    /// Keyed hashes and sealing.
    pub keys: Keys,
    /// Hashes passwords.
    pub hasher: Hasher,
    /// The third parties.
    pub parties: Parties,
    /// The folder of documents.
    pub documents: Folder,
    /// The places for documents that come in: each is in memory as it is (APL-02).
    pub uploads: Semaphore,
    /// The one place for a document that is looked into: a picture may need some hundred megabytes.
    pub inspections: Semaphore,
    /// Told when there is something to send.
    pub outbox: Notify,
    /// Changes with each committed command, for long polls.
    pub changes: watch::Sender<u64>,
}

/// Why there is no [`App`].
#[derive(Debug)]
pub enum OpenError {
    /// argon2 does not take the parameters.
    Hasher,
    /// The database cannot be opened.
    Database(sqlx::Error),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hasher => f.write_str("argon2 does not take the parameters"),
            Self::Database(error) => write!(f, "cannot open the database: {error}"),
        }
    }
}

impl std::error::Error for OpenError {}

impl App {
    /// Opens the database and puts the parts together.
    ///
    /// # Errors
    /// A database that cannot be opened.
    pub async fn open(
        settings: Settings,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        parties: Parties,
    ) -> Result<Self, OpenError> {
        let config = &settings.options;
        let hasher = Hasher::new(config).ok_or(OpenError::Hasher)?;
        let store = Store::open(&config.database_url, config.database_connections)
            .await
            .map_err(OpenError::Database)?;
        Ok(Self {
            keys: Keys::new(&settings.secret),
            documents: Folder::at(&config.appeal_directory),
            uploads: Semaphore::new(config.appeal_uploads.into()),
            inspections: Semaphore::new(1),
            outbox: Notify::new(),
            changes: watch::channel(0).0,
            settings,
            clock,
            random,
            store,
            hasher,
            parties,
        })
    }

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
        self.wake_polls();
        self.outbox.notify_one();
    }

    /// Has long polls look again.
    pub fn wake_polls(&self) {
        self.changes.send_modify(|count| *count = count.wrapping_add(1));
    }
}

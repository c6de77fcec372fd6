//! Starts and stops the server: checks the options, brings the database up to date, listens.

use crate::{handlers, http::headers::SecurityHeaders, pages::Pages, state::ServerState, worker};
use regain_config::{Config, ConfigError};
use regain_recovery::{App, Clock, OpenError, Random, demo, outbox::Sender, recovery::ask_faces};
use std::{
    fmt, io,
    net::SocketAddr,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle, time::timeout};

/// How long requests may take to finish after the server was told to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// Why the server did not start.
#[derive(Debug)]
pub enum StartError {
    /// An option is wrong.
    Config(ConfigError),
    /// The address cannot be listened on.
    Listen(SocketAddr, io::Error),
    /// The pages cannot be read.
    Pages(io::Error),
    /// The database cannot be opened.
    Database(OpenError),
    /// The texts of mail cannot be read: the build is broken.
    Texts(serde_json::Error),
    /// The demo accounts cannot be created.
    Demo(String),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(error) => error.fmt(f),
            Self::Listen(address, error) => write!(
                f,
                "cannot listen on {address}: {error} (set listen or REGAIN_LISTEN to another port)"
            ),
            Self::Pages(error) => write!(f, "cannot read the pages: {error}"),
            Self::Database(error) => error.fmt(f),
            Self::Texts(error) => write!(f, "cannot read the texts of mail: {error}"),
            Self::Demo(error) => write!(f, "cannot create the demo accounts: {error}"),
        }
    }
}

impl std::error::Error for StartError {}

/// A server that runs. Dropping it leaves it running; [`Running::stop`] ends it.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    state: ServerState,
    stop: watch::Sender<bool>,
    server: JoinHandle<io::Result<()>>,
    worker: JoinHandle<()>,
    faces: JoinHandle<()>,
}

impl fmt::Debug for Running {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Running").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Running {
    /// The address people open.
    #[must_use]
    pub fn public_url(&self) -> &str {
        &self.state.app.settings.public_origin
    }

    /// Whether there are pages to serve.
    #[must_use]
    pub fn has_pages(&self) -> bool {
        self.state.pages.is_some()
    }

    /// How many policy violations browsers have reported.
    #[must_use]
    pub fn csp_reports(&self) -> u64 {
        self.state.csp_reports.load(Ordering::Relaxed)
    }

    /// Stops: takes no new requests, lets those that run finish, closes the database.
    pub async fn stop(self) {
        self.state.is_closing.store(true, Ordering::Relaxed);
        // Long polls answer now instead of at the end of their wait.
        self.state.app.wake_polls();
        self.stop.send_replace(true);
        if timeout(DRAIN, self.server).await.is_err() {
            tracing::warn!("some requests did not finish in time");
        }
        if timeout(DRAIN, self.worker).await.is_err() {
            tracing::warn!("a message was still being sent; it is sent again after the next start");
        }
        if timeout(DRAIN, self.faces).await.is_err() {
            tracing::warn!("the face provider was still being asked");
        }
        self.state.app.store.close().await;
    }
}

/// Starts the server and returns once it listens.
///
/// # Errors
/// A wrong option, an address that is in use, a database that cannot be opened.
pub async fn start(
    config: Config,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<Running, StartError> {
    // Checked before anything is opened, and again with the port that was really bound.
    config.check(config.listen).map_err(StartError::Config)?;
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| StartError::Listen(config.listen, error))?;
    let address = listener.local_addr().map_err(|e| StartError::Listen(config.listen, e))?;
    let state = serve_with(&config, address, clock, random).await?;
    let app = Arc::clone(&state.app);
    let sender = Sender::new().map_err(StartError::Texts)?;
    if config.demo_accounts {
        demo::seed(&app).await.map_err(|error| StartError::Demo(format!("{error:?}")))?;
    }
    let (stop, stopped) = watch::channel(false);
    let service =
        handlers::router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let mut until = stopped.clone();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        let _ = until.wait_for(|is_stopped| *is_stopped).await;
    });

    Ok(Running {
        address,
        server: tokio::spawn(server.into_future()),
        faces: tokio::spawn(ask_faces(Arc::clone(&app), stopped.clone())),
        worker: tokio::spawn(worker::run(app, sender, stopped)),
        state,
        stop,
    })
}

/// The pages and their headers, and the domain.
async fn serve_with(
    config: &Config,
    address: SocketAddr,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<ServerState, StartError> {
    let pages = Pages::load(&config.dist, &config.frame_ancestors).map_err(StartError::Pages)?;
    let app = open(config, address, clock, random).await?;
    let style_hashes = pages.as_ref().map_or(&[] as &[_], |pages| &pages.style_hashes);
    let headers = SecurityHeaders::new(&app.settings, style_hashes);
    Ok(ServerState::new(app, headers, pages))
}

/// Checks the options and opens the database, for the server and for a reviewer's command.
///
/// # Errors
/// A wrong option, a database that cannot be opened.
pub(crate) async fn open(
    config: &Config,
    address: SocketAddr,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<App, StartError> {
    let settings = config.check(address).map_err(StartError::Config)?;
    let parties = regain_providers::parties(&settings, Arc::clone(&clock), Arc::clone(&random))
        .map_err(StartError::Config)?;
    App::open(settings, clock, random, parties).await.map_err(|error| match error {
        OpenError::Hasher => {
            StartError::Config(ConfigError::new("argon2_memory_kib", "is not accepted by argon2"))
        }
        OpenError::Database(_) => StartError::Database(error),
    })
}

//! What handlers may use: the domain's parts, and those of the server itself.

use crate::{http::headers::SecurityHeaders, pages::Pages};
use axum::extract::FromRef;
use regain_recovery::App;
use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64},
    },
};
use tokio::sync::Mutex;

/// The state of every handler.
#[derive(Clone)]
pub(crate) struct ServerState(Arc<Parts>);

/// The parts, made once at start.
pub(crate) struct Parts {
    /// The domain.
    pub app: Arc<App>,
    pub headers: SecurityHeaders,
    pub pages: Option<Pages>,
    /// Policy violations that browsers reported.
    pub csp_reports: AtomicU64,
    /// Set when the server is about to stop.
    pub is_closing: AtomicBool,
    /// What was last found out about the database, held while it is being found out.
    pub probe: Mutex<Option<Probe>>,
}

/// What the last probe of the database found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Probe {
    /// When it was made, in milliseconds since 1970.
    pub at_ms: i64,
    pub takes_writes: bool,
}

impl ServerState {
    /// Puts the parts together.
    pub fn new(app: App, headers: SecurityHeaders, pages: Option<Pages>) -> Self {
        Self(Arc::new(Parts {
            app: Arc::new(app),
            headers,
            pages,
            csp_reports: AtomicU64::new(0),
            is_closing: AtomicBool::new(false),
            probe: Mutex::default(),
        }))
    }
}

impl Deref for ServerState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl FromRef<ServerState> for Arc<App> {
    fn from_ref(state: &ServerState) -> Self {
        Self::clone(&state.app)
    }
}

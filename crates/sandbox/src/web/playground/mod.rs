//! Shows the element in every state that it can be in, each with an API that is simulated: for
//! designers, for the gallery of pictures, and for the tests that look at all of them.

mod api;
mod catalogue;
mod files;
mod pages;
mod samples;
mod scenario;

pub use catalogue::catalogue;
pub use scenario::{Act, Keeps, Reply, Scenario, SimulatedResponse};

use crate::sandbox::Sandbox;
use axum::Router;
use axum::routing::{any, get};
use std::sync::Arc;

/// The paths below `/playground`.
pub fn router() -> Router<Arc<Sandbox>> {
    Router::new()
        .route("/playground", get(pages::overview))
        .route("/playground/{state}", get(pages::one))
        .route("/playground/{state}/state.json", get(pages::described))
        .route("/playground/api/{state}/{*path}", any(api::answer))
        .route("/playground/files/{name}", get(files::own))
}

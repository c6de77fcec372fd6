//! Which path leads where, and the headers that every answer has.

use super::{assets, inbox_page, layout, portal};
use crate::carrier::send_sms;
use crate::sandbox::Sandbox;
use crate::{CarrierMode, web::language::Language};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::net::TcpListener;

/// Only the inbox has a script, a file of its own.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                      img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Serves HTTP until the sandbox stops.
pub async fn serve(listener: TcpListener, sandbox: Arc<Sandbox>) {
    let stopped = Arc::clone(&sandbox);
    let server = axum::serve(listener, router(sandbox))
        .with_graceful_shutdown(async move { stopped.stopped().await });
    // It ends in an error never: axum retries what goes wrong while accepting.
    let _ = server.await;
}

fn router(sandbox: Arc<Sandbox>) -> Router {
    Router::new()
        .route("/", get(portal::show))
        .route("/log-on", get(portal::show).post(portal::log_on))
        .route("/inbox", get(inbox_page::show))
        .route("/inbox.json", get(inbox_page::json))
        .route("/sms", post(send_sms))
        .route("/sandbox/carrier", get(carrier).post(switch_carrier))
        .route("/assets/{name}", get(assets::show))
        .fallback(async |language: Language| (StatusCode::NOT_FOUND, layout::not_found(language)))
        .layer(DefaultBodyLimit::max(64 * 1024))
        .layer(map_response(with_headers))
        .with_state(sandbox)
}

/// The body of `/sandbox/carrier`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CarrierSwitch {
    mode: CarrierMode,
}

async fn carrier(State(sandbox): State<Arc<Sandbox>>) -> Json<CarrierSwitch> {
    Json(CarrierSwitch { mode: sandbox.carrier.mode() })
}

async fn switch_carrier(
    State(sandbox): State<Arc<Sandbox>>,
    Json(switch): Json<CarrierSwitch>,
) -> Json<CarrierSwitch> {
    sandbox.carrier.set_mode(switch.mode);
    Json(switch)
}

async fn with_headers(response: Response) -> Response {
    let headers: [(HeaderName, &str); 4] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)));
    (headers, response).into_response()
}

//! Which path leads where.

use super::{
    alipay_page, assets, built, face_page, faces_page, hosts, inbox_page, layout, playground,
    policy, portal, portals, simulated_page,
};
use crate::alipay;
use crate::carrier::send_sms;
use crate::face::{self, PICTURE_LIMIT_BYTES};
use crate::sandbox::Sandbox;
use crate::web::language::Language;
use crate::web::switches::switch;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::map_response;
use axum::routing::{get, post};
use std::sync::Arc;
use tokio::net::TcpListener;

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
        .route("/back", get(portal::back))
        .route("/inbox", get(inbox_page::show))
        .route("/inbox.json", get(inbox_page::json))
        .route("/sms", post(send_sms))
        .route("/sandbox", get(simulated_page::show))
        .route("/sandbox/carrier", switch(|sandbox| &sandbox.carrier.switch))
        .route("/sandbox/alipay", switch(|sandbox| &sandbox.alipay.switch))
        .route("/sandbox/face", switch(|sandbox| &sandbox.face.switch))
        .route("/sandbox/scanner", switch(|sandbox| &sandbox.scanner.switch))
        .route(alipay::AUTHORIZE_PATH, get(alipay_page::show).post(alipay_page::decide))
        .route(alipay::GATEWAY_PATH, post(alipay::answer))
        .route(face::OPERATIONS_PATH, post(face::operate))
        .route("/face/{id}", get(face_page::show).post(face_page::decide))
        .route("/face/{id}/return", get(face_page::leave))
        .route("/faces", get(faces_page::show))
        .route("/faces/{key}/remove", post(faces_page::remove))
        .merge(pictures())
        .merge(embedding())
        .merge(playground::router())
        .route("/assets/{name}", get(assets::show))
        .fallback(async |language: Language| (StatusCode::NOT_FOUND, layout::not_found(language)))
        .layer(DefaultBodyLimit::max(64 * 1024))
        .layer(map_response(policy::with_headers))
        .with_state(sandbox)
}

/// The pages that embed the recovery, and its files.
fn embedding() -> Router<Arc<Sandbox>> {
    Router::new()
        .route("/portals/", get(portals::index))
        .route("/portals/{name}", get(portals::show))
        .route("/portals/{name}/{*below}", get(portals::show_below))
        .route("/hosts/", get(hosts::index))
        .route("/hosts/{name}", get(hosts::show))
        .route("/regain/{name}", get(built::show))
        .route("/regain/gone/{name}", get(built::show_script))
}

/// What takes pictures.
fn pictures() -> Router<Arc<Sandbox>> {
    Router::new()
        .route("/cloudauth/capture/{id}", post(face::capture))
        .route("/faces/{name}", get(faces_page::picture).post(faces_page::enrol))
        .layer(DefaultBodyLimit::max(PICTURE_LIMIT_BYTES))
}

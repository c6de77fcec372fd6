//! One file per operation, and the router that names them all.

mod appeal_decisions;
mod appeals;
mod ask_administrator;
mod ask_another;
mod begin;
mod cancel;
mod change_method;
mod choose_method;
mod choose_username;
mod confirm;
mod csp_report;
mod current;
mod decide;
mod decline;
mod extend;
mod face_frame;
mod face_hand_off;
mod face_start;
mod hand_off;
mod health;
mod log_on;
mod pages;
mod poll;
mod provider_result;
mod remind;
mod renew;
mod resend;
mod scan_frame;
mod scan_start;
mod set_password;
mod stop;
mod submit_code;
mod take_visit;
mod well_known;

pub(crate) use health::Probe;

use crate::{
    app::App,
    http::{
        ApiError,
        command::{MAX_BODY, MAX_PICTURE_BODY},
        headers, origin,
    },
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use regain_contract::{Problem, paths};
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;

/// Every path that the server answers.
pub(crate) fn router(app: Arc<App>) -> Router {
    let api = recoveries()
        .merge(hand_offs())
        .merge(appeals::router())
        .route(paths::LOG_ON, post(log_on::log_on))
        // No fallback: `/api/{*rest}` below would come before it, and a page of another origin could
        // not read that its server is older than it.
        .route("/{*rest}", any(no_such_path))
        .method_not_allowed_fallback(no_such_method)
        .layer(from_fn_with_state(Arc::clone(&app), origin::guard))
        // A ticket system is no browser: it has a signature instead of an origin.
        .route(
            "/appeals/decisions",
            post(appeal_decisions::appeal_decisions).fallback(no_such_method),
        )
        // Browsers send reports without the headers of a command, and from opaque origins.
        .route(paths::CSP_REPORTS, post(csp_report::csp_report).fallback(no_such_method));

    Router::new()
        .nest(paths::API, api)
        .route("/api", get(no_such_path))
        .route("/api/{*rest}", get(no_such_path))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/.well-known/change-password", get(well_known::change_password))
        .method_not_allowed_fallback(no_such_method)
        .fallback(pages::page)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(CatchPanicLayer::custom(|_| broken()))
        .layer(from_fn_with_state(Arc::clone(&app), headers::add))
        .with_state(app)
}

/// The operations of the first resource.
fn recoveries() -> Router<Arc<App>> {
    Router::new()
        .route(paths::RECOVERIES, post(begin::begin))
        .route(paths::CURRENT, get(current::current))
        .route(paths::METHOD, post(choose_method::choose_method))
        .route(paths::CHANGE_METHOD, post(change_method::change_method))
        .route(paths::CODE, post(submit_code::submit_code))
        .route(paths::RESEND, post(resend::resend))
        .route(paths::PROVIDER_RESULT, post(provider_result::provider_result))
        .route(paths::RENEW, post(renew::renew))
        .route(paths::EXTEND, post(extend::extend))
        .route(paths::FACE_START, post(face_start::face_start))
        .route(paths::FACE_FRAME, post(face_frame::face_frame).layer(for_pictures()))
        .route(paths::FACE_HAND_OFF, post(face_hand_off::face_hand_off))
        .route(paths::ADMINISTRATOR, post(ask_administrator::ask_administrator))
        .route(paths::REMIND, post(remind::remind))
        .route(paths::ASK_ANOTHER, post(ask_another::ask_another))
        .route(paths::PASSWORD, post(set_password::set_password))
        .route(paths::USERNAME, post(choose_username::choose_username))
        .route(paths::CANCEL, post(cancel::cancel))
}

/// The operations of the second.
fn hand_offs() -> Router<Arc<App>> {
    Router::new()
        .route(paths::HAND_OFFS, post(take_visit::take_visit))
        .route(paths::HAND_OFF_CONFIRM, post(confirm::confirm))
        .route(paths::HAND_OFF, get(hand_off::hand_off))
        .route(paths::HAND_OFF_DECIDE, post(decide::decide))
        .route(paths::HAND_OFF_FACE_START, post(scan_start::scan_start))
        .route(paths::HAND_OFF_FACE_FRAME, post(scan_frame::scan_frame).layer(for_pictures()))
        .route(paths::HAND_OFF_DECLINE, post(decline::decline))
        .route(paths::HAND_OFF_STOP, post(stop::stop))
}

/// More room in the body, for the two operations that take a picture.
fn for_pictures() -> DefaultBodyLimit {
    DefaultBodyLimit::max(MAX_PICTURE_BODY)
}

async fn no_such_path() -> ApiError {
    Problem::NotFound.into()
}

async fn no_such_method() -> ApiError {
    ApiError::Under(StatusCode::METHOD_NOT_ALLOWED, Problem::NotFound)
}

/// A panic is a fault of ours; the visitor gets the same answer as for a broken database.
fn broken() -> Response {
    tracing::error!("an operation panicked");
    let problem = Problem::Unavailable { retry_after_s: 2 };
    ApiError::Under(StatusCode::INTERNAL_SERVER_ERROR, problem).into_response()
}

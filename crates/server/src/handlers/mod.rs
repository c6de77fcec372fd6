//! The handlers, one file for each operation, and the router that names them all. A handler reads the
//! request, calls one operation of the domain and writes its answer.

mod appeal;
mod appeal_decisions;
mod csp_report;
mod hand_off;
mod health;
mod log_on;
mod operation;
mod pages;
mod poll;
mod recovery;
mod well_known;

use self::operation::Operations;
use crate::{
    http::{ApiError, command::MAX_BODY, headers, origin},
    state::ServerState,
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use regain_contract::{Problem, operations};
use tower_http::catch_panic::CatchPanicLayer;

/// Every path that the server answers.
pub(crate) fn router(state: ServerState) -> Router {
    let api = recoveries()
        .merge(hand_offs())
        .merge(appeal::router())
        .operation(operations::LOG_ON, log_on::log_on)
        // No fallback: `/api/{*rest}` below would come before it, and a page of another origin could
        // not read that its server is older than it.
        .route("/{*rest}", any(no_such_path))
        .method_not_allowed_fallback(no_such_method)
        .layer(from_fn_with_state(state.clone(), origin::guard))
        // A ticket system is no browser: it has a signature instead of an origin.
        .route(
            operations::APPEAL_DECISIONS,
            post(appeal_decisions::appeal_decisions).fallback(no_such_method),
        )
        // Browsers send reports without the headers of a command, and from opaque origins.
        .route(operations::CSP_REPORTS, post(csp_report::csp_report).fallback(no_such_method));

    Router::new()
        .nest(operations::API, api)
        .route("/api", get(no_such_path))
        .route("/api/{*rest}", get(no_such_path))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/.well-known/change-password", get(well_known::change_password))
        .method_not_allowed_fallback(no_such_method)
        .fallback(pages::page)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(CatchPanicLayer::custom(|_| broken()))
        .layer(from_fn_with_state(state.clone(), headers::add))
        .with_state(state)
}

/// The operations of the first resource.
fn recoveries() -> Router<ServerState> {
    Router::new()
        .operation(operations::BEGIN, recovery::begin::begin)
        .operation(operations::READ, recovery::current::current)
        .operation(operations::CHOOSE_METHOD, recovery::choose_method::choose_method)
        .operation(operations::CHANGE_METHOD, recovery::change_method::change_method)
        .operation(operations::SUBMIT_CODE, recovery::submit_code::submit_code)
        .operation(operations::RESEND, recovery::resend::resend)
        .operation(operations::PROVIDER_RESULT, recovery::provider_result::provider_result)
        .operation(operations::RENEW, recovery::renew::renew)
        .operation(operations::EXTEND, recovery::extend::extend)
        .operation(operations::START_FACE, recovery::face_start::face_start)
        .operation(operations::SUBMIT_FRAME, recovery::face_frame::face_frame)
        .operation(operations::HAND_FACE_OFF, recovery::face_hand_off::face_hand_off)
        .operation(operations::ASK_ADMINISTRATOR, recovery::ask_administrator::ask_administrator)
        .operation(operations::REMIND, recovery::remind::remind)
        .operation(operations::ASK_ANOTHER, recovery::ask_another::ask_another)
        .operation(operations::SET_PASSWORD, recovery::set_password::set_password)
        .operation(operations::CHOOSE_USERNAME, recovery::choose_username::choose_username)
        .operation(operations::CANCEL, recovery::cancel::cancel)
}

/// The operations of the second.
fn hand_offs() -> Router<ServerState> {
    Router::new()
        .operation(operations::TAKE_VISIT, hand_off::take_visit::take_visit)
        .operation(operations::CONFIRM, hand_off::confirm::confirm)
        .operation(operations::READ_HAND_OFF, hand_off::current::current)
        .operation(operations::DECIDE, hand_off::decide::decide)
        .operation(operations::START_SCAN, hand_off::scan_start::scan_start)
        .operation(operations::SCAN_FRAME, hand_off::scan_frame::scan_frame)
        .operation(operations::DECLINE, hand_off::decline::decline)
        .operation(operations::STOP, hand_off::stop::stop)
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

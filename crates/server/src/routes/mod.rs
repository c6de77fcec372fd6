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
mod operation;
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

use self::operation::Operations;
use crate::{
    app::App,
    http::{ApiError, command::MAX_BODY, headers, origin},
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
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;

/// Every path that the server answers.
pub(crate) fn router(app: Arc<App>) -> Router {
    let api = recoveries()
        .merge(hand_offs())
        .merge(appeals::router())
        .operation(operations::LOG_ON, log_on::log_on)
        // No fallback: `/api/{*rest}` below would come before it, and a page of another origin could
        // not read that its server is older than it.
        .route("/{*rest}", any(no_such_path))
        .method_not_allowed_fallback(no_such_method)
        .layer(from_fn_with_state(Arc::clone(&app), origin::guard))
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
        .layer(from_fn_with_state(Arc::clone(&app), headers::add))
        .with_state(app)
}

/// The operations of the first resource.
fn recoveries() -> Router<Arc<App>> {
    Router::new()
        .operation(operations::BEGIN, begin::begin)
        .operation(operations::READ, current::current)
        .operation(operations::CHOOSE_METHOD, choose_method::choose_method)
        .operation(operations::CHANGE_METHOD, change_method::change_method)
        .operation(operations::SUBMIT_CODE, submit_code::submit_code)
        .operation(operations::RESEND, resend::resend)
        .operation(operations::PROVIDER_RESULT, provider_result::provider_result)
        .operation(operations::RENEW, renew::renew)
        .operation(operations::EXTEND, extend::extend)
        .operation(operations::START_FACE, face_start::face_start)
        .operation(operations::SUBMIT_FRAME, face_frame::face_frame)
        .operation(operations::HAND_FACE_OFF, face_hand_off::face_hand_off)
        .operation(operations::ASK_ADMINISTRATOR, ask_administrator::ask_administrator)
        .operation(operations::REMIND, remind::remind)
        .operation(operations::ASK_ANOTHER, ask_another::ask_another)
        .operation(operations::SET_PASSWORD, set_password::set_password)
        .operation(operations::CHOOSE_USERNAME, choose_username::choose_username)
        .operation(operations::CANCEL, cancel::cancel)
}

/// The operations of the second.
fn hand_offs() -> Router<Arc<App>> {
    Router::new()
        .operation(operations::TAKE_VISIT, take_visit::take_visit)
        .operation(operations::CONFIRM, confirm::confirm)
        .operation(operations::READ_HAND_OFF, hand_off::hand_off)
        .operation(operations::DECIDE, decide::decide)
        .operation(operations::START_SCAN, scan_start::scan_start)
        .operation(operations::SCAN_FRAME, scan_frame::scan_frame)
        .operation(operations::DECLINE, decline::decline)
        .operation(operations::STOP, stop::stop)
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

//! The operations of appeals, one file each.

mod answers;
mod begin;
mod code;
mod current;
mod details;
mod draft;
mod files;
mod find;
mod link;
mod move_to;
mod phone;
mod remove_file;
mod resend;
mod submit;
mod supplement;
mod withdraw;

use crate::app::App;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use regain_contract::paths;
use std::sync::Arc;

/// The operations of the third resource.
pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route(paths::APPEALS, post(begin::begin))
        .route(paths::APPEALS_FIND, post(find::find))
        .route(paths::APPEAL, get(current::current))
        .route(paths::APPEAL_ANSWERS, post(answers::answers))
        .route(paths::APPEAL_MOVE, post(move_to::move_to))
        .route(paths::APPEAL_DRAFT, post(draft::draft))
        .route(paths::APPEAL_DETAILS, post(details::details))
        // Counted while it is read, with a problem of its own.
        .route(paths::APPEAL_FILES, post(files::files).layer(DefaultBodyLimit::disable()))
        .route(paths::APPEAL_FILES_REMOVE, post(remove_file::remove_file))
        .route(paths::APPEAL_PHONE, post(phone::phone))
        .route(paths::APPEAL_CODE, post(code::code))
        .route(paths::APPEAL_RESEND, post(resend::resend))
        .route(paths::APPEAL_LINK, post(link::link))
        .route(paths::APPEAL_SUBMIT, post(submit::submit))
        .route(paths::APPEAL_SUPPLEMENT, post(supplement::supplement))
        .route(paths::APPEAL_WITHDRAW, post(withdraw::withdraw))
}

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

use crate::handlers::operation::Operations;
use crate::state::ServerState;
use axum::Router;
use regain_contract::operations;

/// The operations of the third resource.
pub(super) fn router() -> Router<ServerState> {
    Router::new()
        .operation(operations::BEGIN_APPEAL, begin::begin)
        .operation(operations::FIND_APPEAL, find::find)
        .operation(operations::READ_APPEAL, current::current)
        .operation(operations::ANSWER_APPEAL, answers::answers)
        .operation(operations::MOVE_APPEAL, move_to::move_to)
        .operation(operations::KEEP_DRAFT, draft::draft)
        .operation(operations::SUBMIT_DETAILS, details::details)
        .operation(operations::GIVE_FILE, files::files)
        .operation(operations::REMOVE_FILE, remove_file::remove_file)
        .operation(operations::GIVE_PHONE, phone::phone)
        .operation(operations::SUBMIT_APPEAL_CODE, code::code)
        .operation(operations::RESEND_APPEAL_CODE, resend::resend)
        .operation(operations::MAIL_LINK, link::link)
        .operation(operations::SUBMIT_APPEAL, submit::submit)
        .operation(operations::SUBMIT_SUPPLEMENT, supplement::supplement)
        .operation(operations::WITHDRAW, withdraw::withdraw)
}

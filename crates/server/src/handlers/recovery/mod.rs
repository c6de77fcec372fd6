//! The handlers of recoverys, one file each: they read the request, call the operation and write its answer.

pub(super) mod ask_administrator;
pub(super) mod ask_another;
pub(super) mod begin;
pub(super) mod cancel;
pub(super) mod change_method;
pub(super) mod choose_method;
pub(super) mod choose_username;
pub(super) mod current;
pub(super) mod extend;
pub(super) mod face_frame;
pub(super) mod face_hand_off;
pub(super) mod face_start;
pub(super) mod provider_result;
pub(super) mod remind;
pub(super) mod renew;
pub(super) mod resend;
pub(super) mod set_password;
pub(super) mod submit_code;

//! What every operation shares: reading commands strictly, answering, refusing, headers.

pub(crate) mod answer;
pub(crate) mod api_error;
pub(crate) mod client;
mod client_info;
pub(crate) mod command;
pub(crate) mod headers;
pub(crate) mod origin;

pub(crate) use api_error::ApiError;
pub(crate) use client_info::ClientInfo;
pub(crate) use command::Reading;

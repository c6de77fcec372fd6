//! What every handler shares: reading commands strictly, answering, refusing, headers.

mod answer;
mod api_error;
mod client;
mod client_info;
pub(crate) mod command;
pub(crate) mod headers;
pub(crate) mod origin;

pub(crate) use answer::{Reply, etag};
pub(crate) use api_error::ApiError;
pub(crate) use command::Reading;

//! What every operation shares: reading commands strictly, answering, refusing, headers.

pub(crate) mod answer;
mod asker;
pub(crate) mod client;
pub(crate) mod command;
pub(crate) mod headers;
pub(crate) mod origin;
pub(crate) mod refusal;

pub(crate) use answer::Answer;
pub(crate) use asker::Asker;
pub(crate) use client::Client;
pub(crate) use command::{Command, Posted, Reading};
pub(crate) use refusal::Refusal;

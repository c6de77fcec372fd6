//! The domain of the reference server: recoveries, hand-offs and appeals, the rules they keep, and
//! the store. The server and the command line call its operations; it never names HTTP, and asks
//! third parties only through the traits in [`ports`]. It never logs a person on and never sends to
//! an address that came with a request.

mod app;
pub mod appeal;
mod appeals;
pub mod client_info;
mod clock;
pub mod command;
mod decoy;
pub mod demo;
mod documents;
mod error;
mod face;
pub mod hand_off;
mod hasher;
mod identifier;
pub mod keys;
mod log_on;
mod mask;
mod onward;
pub mod outbox;
mod plain;
pub mod ports;
mod profile;
mod proofs;
mod random;
pub mod recovery;
pub mod retention;
pub mod review;
mod store;
mod throttle;
mod view;
pub mod webhook;

pub use app::{App, OpenError};
pub use client_info::ClientInfo;
pub use clock::{Clock, SystemClock};
pub use error::ApiError;
pub use face::Picture;
pub use identifier::Identifier;
pub use log_on::{LoggedOn, log_on};
pub use random::{NoRandomness, OsRandom, Random, id};
pub use store::words::word;

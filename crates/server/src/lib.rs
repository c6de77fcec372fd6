//! `regain-server`: the reference server of the recovery API.
//!
//! Serves the operations of `regain-contract` and the built pages over HTTP, keeps everything in
//! SQLite or PostgreSQL, and sends codes by SMS and mail through an outbox. `routes` has one file
//! per operation, `store` one per group of tables; `http` reads and answers requests. It never
//! logs a person on and never sends to an address that came with a request.

mod acs;
mod alipay;
mod app;
mod appeal;
mod appeals;
pub mod cli;
mod clock;
mod command;
mod config;
mod decoy;
mod demo;
mod face;
mod hand_off;
mod hasher;
mod http;
mod identifier;
mod keys;
mod mask;
mod onward;
mod outbound;
mod outbox;
mod pages;
mod plain;
mod profile;
mod proofs;
mod random;
mod recovery;
mod retention;
mod review;
mod routes;
mod running;
mod scanner;
mod store;
mod throttle;
mod view;
mod webhook;

pub use clock::{Clock, SystemClock};
pub use config::{Config, ConfigError, Secret};
pub use identifier::Identifier;
pub use random::{NoRandomness, OsRandom, Random};
pub use review::Until;
pub use running::{Running, StartError, start};
pub use scanner::{Scanner, Verdict};

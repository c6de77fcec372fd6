//! `regain-server`: the reference server of the recovery API.
//!
//! Serves the operations of `regain-recovery` and the built pages over HTTP, and runs the worker that
//! sends messages and ends what time ends. `handlers` has one file for each operation, `http` reads
//! requests and writes answers. What an operation does is the domain's part, and handlers never name
//! SQL.

pub mod cli;
mod handlers;
mod http;
mod pages;
mod running;
mod state;
mod worker;

pub use regain_config::{Config, ConfigError, Secret};
pub use regain_recovery::{
    Clock, Identifier, NoRandomness, OsRandom, Random, SystemClock, review::Until,
};
pub use running::{Running, StartError, start};

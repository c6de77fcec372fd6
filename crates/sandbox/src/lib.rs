//! Stands in for the third parties of a recovery, in development and in tests: an SMS carrier, a
//! mail server with an inbox that everybody can read, a virus scanner, [Alipay](alipay), a [face provider](face),
//! and a portal whose log-on page leads to the recovery. They speak the documented protocols of
//! the real ones, so the server under test runs its real code. Never part of a release.

mod acs;
pub mod alipay;
mod carrier;
mod clock;
mod config;
pub mod face;
mod inbox;
pub mod people;
mod phone;
mod running;
mod sandbox;
mod scanner;
mod smtp;
mod switch;
mod web;

pub use carrier::CarrierMode;
pub use clock::{Clock, SystemClock};
pub use config::{Config, ConfigError};
pub use inbox::{Channel, Message};
pub use running::{Running, start};
pub use scanner::{ScannerMode, eicar};
pub use web::playground;

//! The Leptos shell of Regain: it draws the state of `regain-flow` and performs its effects. It
//! decides nothing.
//!
//! The loader (`loader/core.ts`) calls [`mount`] once the wasm is there; everything else is reached
//! from [`app`].

mod app;
mod appeal;
mod error_messages;
pub mod i18n;
mod late_wasm;
mod screen;
mod shell;
mod steps;
mod ui;

#[cfg(feature = "csr")]
mod api;
#[cfg(feature = "csr")]
mod arrival;
#[cfg(feature = "csr")]
mod browser;
#[cfg(feature = "csr")]
mod driver;
#[cfg(feature = "csr")]
mod host;
#[cfg(feature = "csr")]
mod memory;
#[cfg(feature = "csr")]
mod mount;
#[cfg(feature = "csr")]
mod runtime;
#[cfg(feature = "csr")]
mod secret_text;
#[cfg(feature = "csr")]
mod take_over;
#[cfg(feature = "csr")]
mod watch;
#[cfg(feature = "csr")]
pub mod wire;

#[cfg(feature = "csr")]
pub use host::Host;
#[cfg(feature = "csr")]
pub use mount::{Mounted, mount};

#[cfg(feature = "prerender")]
pub mod prerender;

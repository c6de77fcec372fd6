//! The JSON readers and writers of the browser, in place of serde: the browser's own parser has the
//! text in objects already, and a general deserialiser would cost 25 KB of wasm (brotli) on top.
//!
//! A wire type derives [`FromJson`] and [`ToJson`] from the attributes that serde reads
//! (`regain-wire-derive`), so it is defined once. The rules are serde's: unknown fields are ignored,
//! unknown names of steps and problems give `Unknown`, anything else that does not fit gives `None`.
//! Tests hold the two against each other over every wire type.

mod read;
mod write;

pub use read::{FromJson, Node};
pub use regain_wire_derive::{FromJson, ToJson};
pub use write::ToJson;

pub(crate) use read::{field, only_field, optional, readable};
pub(crate) use write::{Object, write_text};

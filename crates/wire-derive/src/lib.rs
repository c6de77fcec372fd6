//! Derives the browser's JSON readers and writers from the same attributes that serde reads, so that
//! a wire type is defined once. For `regain-contract` alone: the code that it writes names
//! `crate::json`. It never guesses: an attribute that it does not know is a compile error.
//!
//! Beside serde's attributes there are three of our own, under `#[wire(…)]`:
//!
//! - `given` on a field: the type also gets `read_with(node, read)`, which takes the field's reader
//!   from the caller.
//! - `skip_unreadable` on a list: elements that cannot be read are left out.
//! - `beyond_basic` on a variant: the type also gets `is_basic(node)` and `read_basic(node)`, which
//!   know only the variants without it.

mod attributes;
mod read;
mod read_enum;
mod write;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Derives `FromJson`: reads the type from a value that the browser parsed, by serde's rules.
#[proc_macro_derive(FromJson, attributes(serde, wire))]
pub fn derive_from_json(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    read::implementation(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Derives `ToJson`: writes the type as serde would.
#[proc_macro_derive(ToJson, attributes(serde, wire))]
pub fn derive_to_json(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    write::implementation(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

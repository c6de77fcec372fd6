//! `docs/openapi.json`, made from the wire types themselves. A test fails when the committed file
//! is stale; `cargo run -p regain-contract --features openapi --example openapi` writes it anew.

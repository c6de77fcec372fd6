//! The app in a real browser without a server: mounting, taking over, unmounting.
#![cfg(target_arch = "wasm32")]

mod mounting;
mod reading;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

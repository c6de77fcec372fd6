//! The app in a real browser without a server: mounting, taking over, unmounting.
#![cfg(target_arch = "wasm32")]
#![cfg_attr(target_arch = "wasm32", expect(clippy::expect_used, reason = "a test may panic"))]

mod mounting;
mod reading;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

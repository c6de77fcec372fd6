//! Timers that end with their owner, and a sleep for async code.

use crate::browser::page::window;
use std::future::Future;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Calls back again and again; dropping it ends it.
pub struct Interval {
    id: i32,
    _closure: Closure<dyn FnMut()>,
}

impl Interval {
    /// Calls `tick` every `period_ms`. `None` without a window.
    pub fn new(period_ms: i32, tick: impl FnMut() + 'static) -> Option<Self> {
        let closure = Closure::<dyn FnMut()>::new(tick);
        let callback = closure.as_ref().unchecked_ref();
        let id = window()?
            .set_interval_with_callback_and_timeout_and_arguments_0(callback, period_ms)
            .ok()?;
        Some(Self { id, _closure: closure })
    }
}

impl Drop for Interval {
    fn drop(&mut self) {
        if let Some(window) = window() {
            window.clear_interval_with_handle(self.id);
        }
    }
}

/// Calls back once; dropping it before that gives it up.
pub struct Timeout {
    id: i32,
    _closure: Closure<dyn FnMut()>,
}

impl Timeout {
    /// Calls `ring` after `after_ms`. `None` without a window.
    pub fn new(after_ms: i32, ring: impl FnOnce() + 'static) -> Option<Self> {
        let closure = Closure::once(ring);
        let callback = closure.as_ref().unchecked_ref();
        let id = window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(callback, after_ms)
            .ok()?;
        Some(Self { id, _closure: closure })
    }
}

impl Drop for Timeout {
    fn drop(&mut self) {
        if let Some(window) = window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}

/// Waits.
pub async fn sleep(after_ms: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = window() {
            let _: Result<i32, JsValue> =
                window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, after_ms);
        }
    });
    let _: Result<JsValue, JsValue> = JsFuture::from(promise).await;
}

/// Runs a future beside everything else. Boxed, so that the machinery is compiled once.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    let future: std::pin::Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    spawn_local(future);
}

//! Stands in for `wasm-streams`, which Leptos' server functions bring along. The page has none, and
//! what that crate exports to JavaScript cannot be optimised away (docs/architecture.md, *Small
//! wasm*). Has just what `server_fn` compiles against, and carries nothing.

use core::pin::Pin;
use core::task::{Context, Poll};
use futures_core::Stream;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::ReadableStream as Raw;

/// A stream without a content.
#[derive(Debug)]
pub struct ReadableStream(Raw);

impl ReadableStream {
    /// Takes a stream of the browser.
    #[must_use]
    pub const fn from_raw(raw: Raw) -> Self {
        Self(raw)
    }

    /// Drops the stream and gives an empty one.
    #[must_use]
    pub fn from_stream<S: Stream<Item = Result<JsValue, JsValue>> + 'static>(_: S) -> Self {
        Self(JsValue::UNDEFINED.unchecked_into())
    }

    /// Gives the stream of the browser.
    #[must_use]
    pub fn into_raw(self) -> Raw {
        self.0
    }

    /// Gives a stream that ends at once.
    #[must_use]
    pub fn into_stream(self) -> Empty {
        Empty
    }
}

/// A stream that has ended.
#[derive(Debug)]
pub struct Empty;

impl Stream for Empty {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}

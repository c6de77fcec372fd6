//! What the late wasm hands to the main one: a table of functions, and whether it is here. The table
//! is filled in `steps::late`, so that nothing below the steps reaches them by an import.

#[cfg(feature = "csr")]
use crate::api::{Answer, Call};
use crate::error_messages::ErrorMessages;
use crate::screen::Screen;
#[cfg(feature = "csr")]
use crate::shell::CameraNews;
use crate::ui::Ui;
#[cfg(feature = "csr")]
use crate::watch::Watch;
use leptos::prelude::AnyView;
#[cfg(feature = "csr")]
use leptos::web_sys::HtmlVideoElement;
use regain_flow::Failure;
#[cfg(feature = "csr")]
use regain_flow::{BeyondCodes, Event, Reply, Request, Watched};
#[cfg(feature = "csr")]
use std::rc::Rc;

/// Begins to watch something at an API, and tells what changes.
#[cfg(feature = "csr")]
pub type BeginWatch = fn(String, Watched, Rc<dyn Fn(Event)>) -> Watch;
/// Shows the camera in an element, and gives what switches it off.
#[cfg(feature = "csr")]
pub type StartCamera = fn(HtmlVideoElement, Rc<dyn Fn(CameraNews)>) -> Rc<dyn Fn()>;

/// Copies a text, and says whether that worked.
#[cfg(feature = "csr")]
pub type CopyText = fn(&str, Rc<dyn Fn(bool)>);

/// What the late wasm has: its screens, and what only they need.
#[derive(Clone, Copy)]
pub struct Late {
    /// Draws a late screen.
    pub draw: fn(Screen) -> AnyView,
    /// Draws the warning before the end of a recovery.
    pub ending: fn() -> AnyView,
    /// What is said about a failure that only late steps come to.
    pub tell: fn(Ui, &Failure) -> ErrorMessages,
    /// What is said about the try before.
    pub told: fn(Ui) -> Option<ErrorMessages>,
    /// Turns a request of the late steps into a call.
    #[cfg(feature = "csr")]
    pub call: fn(Request) -> Option<Call>,
    /// The part of the flow that they need.
    #[cfg(feature = "csr")]
    pub beyond_codes: BeyondCodes,
    /// Reads an answer that is about them.
    #[cfg(feature = "csr")]
    pub read: fn(&Answer) -> Result<Reply, Failure>,
    /// Watches what others may change.
    #[cfg(feature = "csr")]
    pub watch: BeginWatch,
    /// Shows the camera.
    #[cfg(feature = "csr")]
    pub camera: StartCamera,
    /// Copies a text, and says whether that worked.
    #[cfg(feature = "csr")]
    pub copy: CopyText,
}

/// Whether the late wasm has come.
#[derive(Clone, Copy)]
#[cfg_attr(
    not(feature = "split"),
    expect(dead_code, reason = "without a split it is here from the start")
)]
pub enum Presence {
    /// Nobody has asked for it.
    Unasked,
    /// It is on its way.
    Awaited,
    /// It did not come; it can be asked for again.
    Failed,
    /// It is here.
    Here(Late),
}

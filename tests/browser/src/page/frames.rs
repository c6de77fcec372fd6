//! Frames in a page: what is found, pressed and run inside one. Called by tests.

use super::Page;
use crate::session::Session;
use crate::wait;
use serde_json::json;

impl Page {
    /// Goes into the first frame of the page, once there is one.
    #[track_caller]
    pub fn enter_frame(&self) {
        wait::until("the frame is entered", || {
            let script = "return [...document.querySelectorAll('iframe')]";
            let frames = self.session.elements(script, json!([]));
            let frames = frames.map_err(|refusal| refusal.to_string())?;
            let frame = frames.first().ok_or_else(|| self.described())?;
            self.session.enter_frame(frame).map_err(|refusal| refusal.to_string())
        });
        self.watch();
    }

    /// Goes back to the page around all frames.
    #[track_caller]
    pub fn leave_frames(&self) {
        self.tell("leave the frame", Session::leave_frames);
    }

    /// Gives a command of the `DevTools` protocol. Chromium only.
    #[track_caller]
    #[must_use]
    pub fn devtools(&self, command: &str, parameters: serde_json::Value) -> serde_json::Value {
        self.tell(command, |session| session.devtools(command, parameters))
    }
}

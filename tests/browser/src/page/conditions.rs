//! What surrounds a page: the network, the screen, and what the browser has or lacks. Called by
//! tests and, for the looks, at the start of each visit. All of it is Chromium's alone.

use super::Page;
use crate::Browser;
use serde_json::json;

impl Page {
    /// Takes the network away, or gives it back. Chromium only.
    #[track_caller]
    pub fn set_offline(&self, offline: bool) {
        self.tell("change the connection", |session| session.set_offline(offline));
    }

    /// Runs a script before the scripts of each page that is opened from now on: to stand in for
    /// what a browser may have or lack. Chromium only.
    #[track_caller]
    pub fn before_each_page(&self, script: &str) {
        self.tell("prepare the browser", |session| {
            let command = "Page.addScriptToEvaluateOnNewDocument";
            session.devtools(command, json!({ "source": script }))
        });
    }

    /// Switches the page's scripts off for what is opened next; the driver's own still run.
    /// Chromium only.
    #[track_caller]
    pub fn switch_scripts_off(&self) {
        self.tell("switch scripts off", |session| {
            session.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true }))
        });
    }

    /// Leaves scroll bars out of what is shown, for pictures. Chromium only.
    #[track_caller]
    pub fn hide_scroll_bars(&self) {
        self.tell("hide the scroll bars", |session| {
            session.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": true }))
        });
    }

    /// The system forces its own few colours upon the page. Chromium only.
    #[track_caller]
    pub fn force_colours(&self) {
        let features = json!([{ "name": "forced-colors", "value": "active" }]);
        self.tell("force colours", |session| {
            session.devtools("Emulation.setEmulatedMedia", json!({ "features": features }))
        });
    }

    /// Gives the viewport an exact size and the preferred colours. Chromium only; elsewhere the
    /// window keeps the size that it was opened with.
    #[track_caller]
    pub fn set_looks(&self, size: (u32, u32), dark: bool) {
        if self.session.browser != Browser::Chromium {
            return;
        }
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        let metrics = json!({
            "width": size.0, "height": size.1, "deviceScaleFactor": 1, "mobile": false,
        });
        self.tell("set the looks", |session| {
            session.devtools("Emulation.setEmulatedMedia", json!({ "features": features }))?;
            session.devtools("Emulation.setDeviceMetricsOverride", metrics)
        });
    }

    /// Gives the visitor's media features other values, such as `forced-colors: active`. Chromium
    /// only.
    #[track_caller]
    pub fn prefer(&self, features: &[(&str, &str)]) {
        let features = features.iter().map(|(name, value)| json!({ "name": name, "value": value }));
        let features = json!({ "features": features.collect::<Vec<_>>() });
        self.tell("set the preferences", |session| {
            session.devtools("Emulation.setEmulatedMedia", features)
        });
    }

    /// Lets the page believe that it has the focus, also while another tab is in front. Chromium
    /// only.
    #[track_caller]
    pub fn keep_focused(&self) {
        self.tell("keep the focus", |session| {
            session.devtools("Emulation.setFocusEmulationEnabled", json!({ "enabled": true }))
        });
    }
}

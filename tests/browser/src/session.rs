//! The few W3C WebDriver commands that the tests need, as plain calls. Called by `page`, `audit`
//! and `visit`. Knows nothing of the app; waits for nothing.

use crate::Browser;
use base64::Engine as _;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fmt;
use std::time::Duration;
use tokio::runtime::Handle;

/// How long a command may take on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(120);

/// The key under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One browser window under remote control. Closes the browser when dropped.
#[derive(Debug)]
pub struct Session {
    /// Which browser it is.
    pub browser: Browser,
    http: reqwest::Client,
    runtime: Handle,
    base: String,
    tab: RefCell<String>,
}

/// An element of the page, as WebDriver names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element(String);

/// Why the driver did not do what it was told.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// WebDriver's error code, such as `stale element reference`; `unreachable` or `no answer in
    /// time` when it is the driver itself that does not answer.
    pub error: String,
    /// The driver's explanation.
    pub message: String,
}

impl Refusal {
    fn is_between_documents(&self, browser: Browser) -> bool {
        match self.error.as_str() {
            "script timeout" | "timeout" => browser == Browser::WebKit,
            "no such frame" => true,
            _ => self.message.contains("aborted by navigation"),
        }
    }

    /// A refusal that the harness itself has a reason for.
    pub(crate) fn of(reason: &str) -> Self {
        Self { error: reason.to_owned(), message: String::new() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.message.lines().next().unwrap_or_default();
        write!(f, "{}: {first}", self.error)
    }
}

impl From<reqwest::Error> for Refusal {
    fn from(error: reqwest::Error) -> Self {
        let error_code = if error.is_timeout() { "no answer in time" } else { "unreachable" };
        Self { error: error_code.to_owned(), message: error.to_string() }
    }
}

/// A line of Chromium's console.
#[derive(Clone, Debug, Deserialize)]
pub struct LogEntry {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    pub level: String,
    /// `javascript`, `console-api`, `security`, `network`, …
    #[serde(default)]
    pub source: String,
    /// The text.
    pub message: String,
}

impl LogEntry {
    /// Whether it is an error or a policy violation, and not just an answer with an error status.
    #[must_use]
    pub fn is_complaint(&self) -> bool {
        self.source == "security" || (self.level == "SEVERE" && self.source != "network")
    }
}

impl Session {
    /// Opens a browser window.
    pub fn open(
        browser: Browser,
        runtime: Handle,
        driver: &str,
        capabilities: Value,
    ) -> Result<Self, Refusal> {
        let http = reqwest::Client::builder().timeout(PATIENCE).build()?;
        let base = driver.to_owned();
        let mut session = Self { browser, http, runtime, base, tab: RefCell::default() };
        let opened = session.ask(Method::POST, "/session", Some(capabilities))?;
        let id = text_at(&opened, "sessionId")?;
        session.base = format!("{driver}/session/{id}");
        session.tab = RefCell::new(session.current_tab()?);
        Ok(session)
    }

    /// Whether the driver takes sessions.
    pub fn is_ready(runtime: &Handle, driver: &str) -> bool {
        let answer = runtime.block_on(async {
            reqwest::get(format!("{driver}/status")).await?.json::<Value>().await
        });
        answer.is_ok_and(|answer| answer.pointer("/value/ready") == Some(&Value::Bool(true)))
    }

    fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value, Refusal> {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if let Some(body) = &body {
            request = request.json(body);
        }
        let (ok, mut answer) = self.runtime.block_on(async {
            let response = request.send().await?;
            let ok = response.status().is_success();
            Ok::<_, Refusal>((ok, response.json::<Value>().await?))
        })?;
        let value = answer.get_mut("value").map(Value::take).unwrap_or_default();
        if ok {
            return Ok(value);
        }
        let error = text_at(&value, "error").unwrap_or_default();
        Err(Refusal { error, message: text_at(&value, "message").unwrap_or_default() })
    }

    fn get(&self, path: &str) -> Result<Value, Refusal> {
        self.ask(Method::GET, path, None)
    }

    fn post(&self, path: &str, body: Value) -> Result<Value, Refusal> {
        self.ask(Method::POST, path, Some(body))
    }

    /// Goes to an address.
    pub fn go(&self, url: &str) -> Result<(), Refusal> {
        self.post("/url", json!({ "url": url })).map(drop)
    }

    /// Loads the page again.
    pub fn reload(&self) -> Result<(), Refusal> {
        self.post("/refresh", json!({})).map(drop)
    }

    /// Goes one step back in the history.
    pub fn back(&self) -> Result<(), Refusal> {
        self.post("/back", json!({})).map(drop)
    }

    /// Goes one step forward in the history.
    pub fn forward(&self) -> Result<(), Refusal> {
        self.post("/forward", json!({})).map(drop)
    }

    /// The address of the page.
    pub fn url(&self) -> Result<String, Refusal> {
        self.get("/url").map(text)
    }

    /// The title of the page.
    pub fn title(&self) -> Result<String, Refusal> {
        self.get("/title").map(text)
    }

    /// Runs the body of a function in the page, outside its policy, and gives what it returns.
    ///
    /// A script that comes between two documents is given again; `WebKitGTK` even loses it and
    /// waits for its answer in vain.
    pub fn run(&self, script: &str, arguments: Value) -> Result<Value, Refusal> {
        let body = json!({ "script": script, "args": arguments });
        match self.post("/execute/sync", body.clone()) {
            Err(refusal) if refusal.is_between_documents(self.browser) => {
                self.post("/execute/sync", body)
            }
            answer => answer,
        }
    }

    /// Runs the body of a function whose last argument is to be called with the answer.
    pub fn run_async(&self, script: &str, arguments: Value) -> Result<Value, Refusal> {
        self.post("/execute/async", json!({ "script": script, "args": arguments }))
    }

    /// Presses the middle of an element with the pointer.
    pub fn click(&self, element: &Element) -> Result<(), Refusal> {
        self.post(&format!("/element/{}/click", element.0), json!({})).map(drop)
    }

    /// Types into an element, key by key, after what is there.
    pub fn type_into(&self, element: &Element, text: &str) -> Result<(), Refusal> {
        self.post(&format!("/element/{}/value", element.0), json!({ "text": text })).map(drop)
    }

    /// Empties a field.
    pub fn clear(&self, element: &Element) -> Result<(), Refusal> {
        self.post(&format!("/element/{}/clear", element.0), json!({})).map(drop)
    }

    /// The accessible name, as the browser computes it for assistive technology.
    pub fn label(&self, element: &Element) -> Result<String, Refusal> {
        self.get(&format!("/element/{}/computedlabel", element.0)).map(text)
    }

    /// The accessible role, as the browser computes it.
    pub fn role(&self, element: &Element) -> Result<String, Refusal> {
        self.get(&format!("/element/{}/computedrole", element.0)).map(text)
    }

    /// A live property of an element, such as `value`.
    pub fn property(&self, element: &Element, name: &str) -> Result<Value, Refusal> {
        self.get(&format!("/element/{}/property/{name}", element.0))
    }

    /// Presses and releases the keys one after another, wherever the focus is.
    pub fn press(&self, keys: &[char]) -> Result<(), Refusal> {
        let strokes: Vec<Value> = keys
            .iter()
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key })))
            .collect();
        self.act(&strokes)
    }

    /// Holds the first key while the second is pressed.
    pub fn press_chord(&self, held: char, key: char) -> Result<(), Refusal> {
        let strokes = [("keyDown", held), ("keyDown", key), ("keyUp", key), ("keyUp", held)]
            .map(|(kind, key)| json!({ "type": kind, "value": key }));
        self.act(&strokes)
    }

    fn act(&self, strokes: &[Value]) -> Result<(), Refusal> {
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": strokes });
        self.post("/actions", json!({ "actions": [keyboard] })).map(drop)
    }

    /// The elements in a script's answer.
    pub fn elements(&self, script: &str, arguments: Value) -> Result<Vec<Element>, Refusal> {
        let found = self.run(script, arguments)?;
        let list = found.as_array().map(Vec::as_slice).unwrap_or_default();
        list.iter().map(|each| text_at(each, ELEMENT).map(Element)).collect()
    }

    /// An element as an argument for a script.
    #[must_use]
    pub fn as_argument(element: &Element) -> Value {
        json!({ ELEMENT: element.0 })
    }

    /// What the window shows, as PNG.
    pub fn screenshot(&self) -> Result<Vec<u8>, Refusal> {
        let encoded = self.get("/screenshot").map(text)?;
        let broken = |error: base64::DecodeError| Refusal {
            error: "unreadable screenshot".to_owned(),
            message: error.to_string(),
        };
        base64::engine::general_purpose::STANDARD.decode(encoded).map_err(broken)
    }

    fn current_tab(&self) -> Result<String, Refusal> {
        self.get("/window").map(text)
    }

    /// The tabs that are open.
    pub fn tabs(&self) -> Result<Vec<String>, Refusal> {
        let tabs = self.get("/window/handles")?;
        Ok(tabs.as_array().into_iter().flatten().cloned().map(text).collect())
    }

    /// Opens another tab, without going there.
    pub fn new_tab(&self) -> Result<String, Refusal> {
        let opened = self.post("/window/new", json!({ "type": "tab" }))?;
        text_at(&opened, "handle")
    }

    /// Brings a tab to the front, unless it is there already.
    pub fn turn_to(&self, tab: &str) -> Result<(), Refusal> {
        if *self.tab.borrow() != tab {
            self.post("/window", json!({ "handle": tab }))?;
            tab.clone_into(&mut self.tab.borrow_mut());
        }
        Ok(())
    }

    /// The tab in front.
    #[must_use]
    pub fn tab(&self) -> String {
        self.tab.borrow().clone()
    }

    /// Goes into a frame of the page; what follows happens in there.
    pub fn enter_frame(&self, frame: &Element) -> Result<(), Refusal> {
        self.post("/frame", json!({ "id": Self::as_argument(frame) })).map(drop)
    }

    /// Goes out of all frames.
    pub fn leave_frames(&self) -> Result<(), Refusal> {
        self.post("/frame", json!({ "id": null })).map(drop)
    }

    /// The lines of the console since the last call. Chromium only; empty elsewhere.
    pub fn console(&self) -> Result<Vec<LogEntry>, Refusal> {
        if self.browser != Browser::Chromium {
            return Ok(Vec::new());
        }
        let lines = self.post("/se/log", json!({ "type": "browser" }))?;
        serde_json::from_value(lines).map_err(|error| Refusal {
            error: "unreadable console".to_owned(),
            message: error.to_string(),
        })
    }

    /// Gives a command of the `DevTools` protocol. Chromium only.
    pub fn devtools(&self, command: &str, parameters: Value) -> Result<Value, Refusal> {
        self.post("/goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }

    /// Takes the network away, or gives it back. Chromium only.
    pub fn set_offline(&self, offline: bool) -> Result<(), Refusal> {
        let conditions = json!({ "offline": offline, "latency": 0, "throughput": -1 });
        let path = "/chromium/network_conditions";
        self.post(path, json!({ "network_conditions": conditions })).map(drop)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A browser that is gone already has nothing to close.
        drop(self.ask(Method::DELETE, "", None));
    }
}

fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        _ => String::new(),
    }
}

fn text_at(value: &Value, key: &str) -> Result<String, Refusal> {
    value.get(key).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| Refusal {
        error: "unexpected answer".to_owned(),
        message: format!("no {key} in {value}"),
    })
}

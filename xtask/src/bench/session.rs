//! A Chromium of its own for each visit, over WebDriver and a few commands of its debugger.

use crate::clock::Stopwatch;
use crate::failure::{Failure, Outcome};
use crate::http::{Connection, Request};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Duration;

/// How long anything may take until it counts as not measured.
const LIMIT: Duration = Duration::from_secs(30);

/// Runs in every page before its own scripts: notes when the form of the HTML is replaced by the
/// app's, the wasm's memory, and the time from each key to the next frame.
const NOTES: &str = r"(() => {
  const notes = (window.notes = { ready: 0, memory: null, keys: [] });
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await original.apply(WebAssembly, given);
      notes.memory = (made.instance ?? made).exports.memory;
      return made;
    };
  }
  let first;
  new MutationObserver(() => {
    first ??= document.querySelector('form');
    if (first && !first.isConnected && !notes.ready) notes.ready = performance.now();
  }).observe(document, { childList: true, subtree: true });
  addEventListener('keydown', (event) => {
    const start = event.timeStamp;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => notes.keys.push(performance.now() - start);
      port2.postMessage(0);
    });
  }, true);
})()";

/// What network and computer are slowed down to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Whether the line has 150 ms of latency and 1.6 Mbit/s.
    pub slow_line: bool,
    /// By how much the processor is slowed.
    pub slower_cpu: u32,
}

/// A browser.
#[derive(Debug)]
pub struct Session {
    connection: Connection,
    path: String,
}

impl Session {
    /// Starts a Chromium with an empty profile.
    pub fn open(driver: SocketAddr, pace: Pace) -> Outcome<Self> {
        let connection = Connection::open(driver, LIMIT)
            .map_err(|error| Failure::new(format!("chromedriver: {error}")))?;
        let mut session = Self { connection, path: "/session".to_owned() };
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=en",
            "--window-size=1280,900",
        ];
        let options = json!({ "goog:chromeOptions": { "args": arguments } });
        let opened = session.post("", &json!({ "capabilities": { "alwaysMatch": options } }))?;
        let id = opened.get("sessionId").and_then(Value::as_str).unwrap_or_default();
        session.path = format!("/session/{id}");
        session.debugger("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": NOTES }))?;
        session.slow_down(pace)?;
        Ok(session)
    }

    fn slow_down(&mut self, pace: Pace) -> Outcome {
        if pace.slow_line {
            self.debugger("Network.enable", &json!({}))?;
            let line = json!({ "offline": false, "latency": 150, "downloadThroughput": 200_000,
                "uploadThroughput": 93_750 });
            self.debugger("Network.emulateNetworkConditions", &line)?;
        }
        self.debugger("Emulation.setCPUThrottlingRate", &json!({ "rate": pace.slower_cpu }))
    }

    /// Opens an address and waits for its load event.
    pub fn visit(&mut self, url: &str) -> Outcome {
        self.post("/url", &json!({ "url": url })).map(|_| ())
    }

    /// Runs a function body in the page and returns what it returns.
    pub fn run(&mut self, script: &str) -> Outcome<Value> {
        self.post("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Waits until an expression is true in the page, and returns its value.
    pub fn wait_for(&mut self, expression: &str) -> Outcome<Value> {
        let waiting = Stopwatch::start();
        loop {
            let value = self.run(&format!("return {expression}"))?;
            if !matches!(value, Value::Null | Value::Bool(false)) && value.as_f64() != Some(0.0) {
                return Ok(value);
            }
            if waiting.elapsed() > LIMIT {
                return Err(Failure::new(format!("the page never got to: {expression}")));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Types into the element that a selector finds, one key at a time, as people do.
    pub fn type_into(&mut self, selector: &str, text: &str) -> Outcome {
        let element = self.find(selector)?;
        for key in text.chars() {
            self.post(&format!("/element/{element}/value"), &json!({ "text": key.to_string() }))?;
            std::thread::sleep(Duration::from_millis(60));
        }
        Ok(())
    }

    /// Presses the element that a selector finds.
    pub fn press(&mut self, selector: &str) -> Outcome {
        let element = self.find(selector)?;
        self.post(&format!("/element/{element}/click"), &json!({})).map(|_| ())
    }

    /// Finds an element by a CSS selector; waits until there is one.
    fn find(&mut self, selector: &str) -> Outcome<String> {
        let waiting = Stopwatch::start();
        let query = json!({ "using": "css selector", "value": selector });
        loop {
            let found = self.post("/element", &query);
            let id =
                found.as_ref().ok().and_then(Value::as_object).and_then(|it| it.values().next());
            match id.and_then(Value::as_str) {
                Some(id) => return Ok(id.to_owned()),
                None if waiting.elapsed() > LIMIT => {
                    return Err(Failure::new(format!("the page never had {selector}")));
                }
                None => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }

    fn debugger(&mut self, command: &str, parameters: &Value) -> Outcome {
        let call = json!({ "cmd": command, "params": parameters });
        self.post("/goog/cdp/execute", &call).map(|_| ())
    }

    fn post(&mut self, path: &str, body: &Value) -> Outcome<Value> {
        let path = format!("{}{path}", self.path);
        let body = body.to_string();
        let request = Request { method: "POST", path: &path, headers: &[], body: &body };
        let answer = self
            .connection
            .send(&request)
            .map_err(|error| Failure::new(format!("chromedriver: {error}")))?;
        let value: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        if answer.status == 200 {
            return Ok(value.get("value").cloned().unwrap_or_default());
        }
        let message = value.pointer("/value/message").and_then(Value::as_str).unwrap_or_default();
        let line = message.lines().next().unwrap_or("no reason given");
        Err(Failure::new(format!("chromedriver refused {path}: {line}")))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let request = Request { method: "DELETE", path: &self.path, headers: &[], body: "" };
        // chromedriver ends the browser when it ends itself, too.
        let _ = self.connection.send(&request);
    }
}

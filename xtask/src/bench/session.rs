//! A Chromium of its own for each visit, over WebDriver and a few commands of its debugger.

use crate::clock::Stopwatch;
use crate::failure::{Failure, Outcome};
use crate::http::{Connection, Request};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Duration;

/// How long anything may take until it counts as not measured.
const LIMIT: Duration = Duration::from_secs(30);

const MEBIBYTE: f64 = 1_048_576.0;

/// Runs in every page before its own scripts: notes when the form of the HTML is replaced by the
/// app's, when the first request with a body starts, how long the page was blocked (the parts of
/// tasks beyond 50 ms), the wasm's memory, and the time from each key to the next frame.
const NOTES: &str = r"(() => {
  const notes = (window.notes = { ready: 0, answer: 0, blocked: 0, memory: null, keys: [] });
  const { fetch } = window;
  window.fetch = (what, how) => {
    if ((how ?? what).method === 'POST') notes.answer ||= performance.now();
    return fetch(what, how);
  };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) notes.blocked += duration - 50;
  }).observe({ type: 'longtask', buffered: true });
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
        let options = json!({ "args": arguments });
        let wanted = json!({ "goog:chromeOptions": options, "pageLoadStrategy": "eager" });
        let opened = session.post("", &json!({ "capabilities": { "alwaysMatch": wanted } }))?;
        let id = opened.get("sessionId").and_then(Value::as_str).unwrap_or_default();
        session.path = format!("/session/{id}");
        session.run_first(NOTES)?;
        let clock = json!({ "timeDomain": "threadTicks" });
        session.debugger("Performance.enable", &clock)?;
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
        let rate = json!({ "rate": pace.slower_cpu });
        self.debugger("Emulation.setCPUThrottlingRate", &rate).map(|_| ())
    }

    /// Runs a script in every page from now on, before the page's own.
    pub fn run_first(&mut self, script: &str) -> Outcome {
        let script = json!({ "source": script });
        self.debugger("Page.addScriptToEvaluateOnNewDocument", &script).map(|_| ())
    }

    /// Milliseconds of the processor that tasks of the page's main thread took so far.
    pub fn main_thread(&mut self) -> Outcome<f64> {
        let answer = self.debugger("Performance.getMetrics", &json!({}))?;
        let metrics = answer.get("metrics").and_then(Value::as_array).into_iter().flatten();
        let tasks = metrics.into_iter().find(|metric| metric["name"] == "TaskDuration");
        let seconds = tasks.and_then(|metric| metric.get("value")?.as_f64());
        seconds
            .map(|seconds| seconds * 1000.0)
            .ok_or_else(|| Failure::new("Chromium does not tell the time of the main thread"))
    }

    /// Mebibytes that JavaScript holds on to, garbage collected.
    pub fn heap(&mut self) -> Outcome<f64> {
        self.debugger("HeapProfiler.collectGarbage", &json!({}))?;
        let answer = self.debugger("Runtime.getHeapUsage", &json!({}))?;
        answer
            .get("usedSize")
            .and_then(Value::as_f64)
            .map(|bytes| bytes / MEBIBYTE)
            .ok_or_else(|| Failure::new("Chromium does not tell the size of its heap"))
    }

    /// Mebibytes of the wasm's memory; 0 without wasm.
    pub fn wasm_memory(&mut self) -> Outcome<f64> {
        let bytes = self.run("return notes.memory?.buffer.byteLength ?? 0")?;
        Ok(bytes.as_f64().unwrap_or_default() / MEBIBYTE)
    }

    /// Opens an address and waits until its HTML is parsed and its deferred scripts have run.
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

    fn debugger(&mut self, command: &str, parameters: &Value) -> Outcome<Value> {
        let call = json!({ "cmd": command, "params": parameters });
        self.post("/goog/cdp/execute", &call)
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

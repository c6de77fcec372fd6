//! Complete recoveries against the server, as many accounts side by side as there are.

use super::account::{ACCOUNTS, Account, newest_code, next_code};
use super::statistics::{median, percentile};
use crate::clock::Stopwatch;
use crate::failure::{Failure, Outcome};
use crate::http::{Connection, Request};
use crate::serve::Ports;
use serde_json::{Value, json};
use std::fmt::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

/// Recoveries per account.
const ROUNDS: usize = 40;

/// Milliseconds of one step of one recovery.
type Sample = (&'static str, f64);

/// Runs the load and reports recoveries per second and the times of each step.
pub fn measure(ports: Ports) -> Outcome<String> {
    let watch = Stopwatch::start();
    let workers: Vec<_> =
        ACCOUNTS.map(|account| std::thread::spawn(move || recover_often(ports, account))).into();
    let mut samples = Vec::new();
    for worker in workers {
        let done = worker.join().map_err(|_| Failure::new("a thread of the load broke"))?;
        samples.extend(done?);
    }
    Ok(report(&samples, watch.elapsed()))
}

fn report(samples: &[Sample], took: Duration) -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let number = ROUNDS * ACCOUNTS.len();
    let rate = f64::from(u32::try_from(number).unwrap_or(u32::MAX)) / took.as_secs_f64();
    let mut text = format!(
        "== server: {number} complete recoveries, {} side by side, {cores} cores shared with \
         sandbox and load ==\n{rate:.1} recoveries per second; an account takes one at a time, and \
         waits for its code\n",
        ACCOUNTS.len()
    );
    for step in ["begin", "method", "code arrives", "code", "password", "whole recovery"] {
        let times: Vec<f64> =
            samples.iter().filter(|(name, _)| *name == step).map(|(_, time)| *time).collect();
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{step:<16} median {:>7.1} ms   p99 {:>7.1} ms",
            median(&times),
            percentile(&times, 99)
        );
    }
    text
}

fn recover_often(ports: Ports, account: Account) -> Outcome<Vec<Sample>> {
    let connect = |port| {
        Connection::open(SocketAddr::from((Ipv4Addr::LOCALHOST, port)), Duration::from_secs(20))
            .map_err(|error| Failure::new(format!("connecting to port {port}: {error}")))
    };
    let mut one = Recovery {
        server: connect(ports.server)?,
        sandbox: connect(ports.sandbox)?,
        account,
        calls: 0,
        samples: Vec::new(),
    };
    for round in 0..ROUNDS {
        one.recover(round)?;
    }
    Ok(one.samples)
}

/// One account's recoveries, one after the other.
struct Recovery {
    server: Connection,
    sandbox: Connection,
    account: Account,
    calls: usize,
    samples: Vec<Sample>,
}

impl Recovery {
    fn recover(&mut self, round: usize) -> Outcome {
        let whole = Stopwatch::start();
        let Account { identifier, method, destination } = self.account;
        let before = newest_code(&mut self.sandbox, destination)?;
        let begin = json!({ "intent": "reset_password", "identifier": identifier });
        let begun = self.call("begin", "", &begin, &[])?;
        let token = text(&begun, "/token")?;
        let bearer = format!("Bearer {token}");
        let version = version(&begun, "/recovery/version")?;
        let chosen = json!({ "method": method });
        let sent = self.step("method", "/current/method", &chosen, &bearer, &version)?;
        let arrival = Stopwatch::start();
        let code = next_code(&mut self.sandbox, destination, &before)?;
        self.note("code arrives", arrival);
        let code = json!({ "code": code });
        let proved = self.step("code", "/current/code", &code, &bearer, &sent)?;
        let password = json!({ "password": format!("Bench-Password-{round}") });
        self.step("password", "/current/password", &password, &bearer, &proved)?;
        self.note("whole recovery", whole);
        Ok(())
    }

    /// A command of an open recovery. Returns the version after it.
    fn step(
        &mut self,
        name: &'static str,
        path: &str,
        body: &Value,
        bearer: &str,
        seen: &str,
    ) -> Outcome<String> {
        let headers = [("authorization", bearer), ("if-match", seen)];
        version(&self.call(name, path, body, &headers)?, "/version")
    }

    fn call(
        &mut self,
        name: &'static str,
        path: &str,
        body: &Value,
        headers: &[(&str, &str)],
    ) -> Outcome<Value> {
        self.calls += 1;
        let key = format!("bench-{}-{:016}", self.account.identifier, self.calls);
        let mut all = vec![("idempotency-key", key.as_str())];
        all.extend(headers);
        let (path, body) = (format!("/api/v1/recoveries{path}"), body.to_string());
        let request = Request { method: "POST", path: &path, headers: &all, body: &body };
        let watch = Stopwatch::start();
        let answer = self.server.send(&request).map_err(|error| {
            Failure::new(format!("{path} for {}: {error}", self.account.identifier))
        })?;
        self.note(name, watch);
        if answer.status >= 300 {
            let reason = answer.body.chars().take(200).collect::<String>();
            return Err(Failure::new(format!("{path} answered {}: {reason}", answer.status)));
        }
        serde_json::from_str(&answer.body).map_err(|error| Failure::new(error.to_string()))
    }

    fn note(&mut self, name: &'static str, watch: Stopwatch) {
        self.samples.push((name, watch.elapsed().as_secs_f64() * 1000.0));
    }
}

fn text(value: &Value, pointer: &str) -> Outcome<String> {
    let found = value.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    found.ok_or_else(|| Failure::new(format!("the answer lacks {pointer}")))
}

/// The version as `If-Match` wants it.
fn version(value: &Value, pointer: &str) -> Outcome<String> {
    let found = value.pointer(pointer).and_then(Value::as_u64);
    found
        .map(|version| format!("\"{version}\""))
        .ok_or_else(|| Failure::new(format!("the answer lacks {pointer}")))
}

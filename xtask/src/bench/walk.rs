//! A whole recovery by phone code in one browser: bytes over the wire, memory, time per key.

use super::Place;
use super::account::{ACCOUNTS, newest_code, next_code};
use super::session::{Pace, Session};
use super::statistics::{median, percentile};
use crate::failure::{Failure, Outcome};
use crate::http::Connection;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

/// Every response of the page so far: what it was, and its bytes on the wire without headers.
const RESPONSES: &str = "return [...performance.getEntriesByType('navigation'), \
    ...performance.getEntriesByType('resource')].map((one) => [one.name, one.encodedBodySize])";

/// Times from key to frame since the last call.
const KEYS: &str = "const keys = notes.keys; notes.keys = []; return keys";

/// Walks through a recovery at a processor four times slower and reports.
pub fn measure(place: Place) -> Outcome<String> {
    let [account, ..] = ACCOUNTS;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, place.ports.sandbox));
    let mut sandbox = Connection::open(address, Duration::from_secs(10))
        .map_err(|error| Failure::new(format!("the sandbox: {error}")))?;
    let pace = Pace { slow_line: false, slower_cpu: 4 };
    let mut session = Session::open(place.driver, pace)?;
    let mut report = String::new();

    session.visit(&format!("http://localhost:{}/", place.ports.server))?;
    session.wait_for("notes.ready")?;
    report += &bytes("first screen", &session.run(RESPONSES)?);
    let mut keys = Vec::new();
    session.type_into("input[name=identifier]", account.identifier)?;
    keys.push(("identifier", numbers(&session.run(KEYS)?)));
    session.press("button[type=submit]")?;
    let before = newest_code(&mut sandbox, account.destination)?;
    session.press(".rg-methods li:first-child button")?;
    let code = next_code(&mut sandbox, account.destination, &before)?;
    session.type_into("input[autocomplete=one-time-code]", &code)?;
    keys.push(("code", numbers(&session.run(KEYS)?)));
    session.press("button[type=submit]")?;
    session.type_into("input[autocomplete=new-password]", "Bench-Password-22")?;
    keys.push(("new password, live list", numbers(&session.run(KEYS)?)));
    session.press("button[type=submit]")?;
    session.wait_for("location.pathname === '/done'")?;
    report += &bytes("whole recovery", &session.run(RESPONSES)?);
    report += &memory(&mut session)?;
    report += &typing(&keys);
    Ok(report)
}

/// Sums the bytes per type.
fn bytes(what: &str, responses: &Value) -> String {
    let mut sums: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for response in responses.as_array().into_iter().flatten() {
        let name = response.get(0).and_then(Value::as_str).unwrap_or_default();
        let size = response.get(1).and_then(Value::as_u64).unwrap_or_default();
        let (count, sum) = sums.entry(kind(name)).or_default();
        *count += 1;
        *sum += size;
    }
    let all = sums.values().fold((0, 0), |(a, b), (count, sum)| (a + count, b + sum));
    let mut text = format!("== bytes over the wire, brotli, without headers: {what} ==\n");
    for (kind, (count, sum)) in sums.into_iter().chain([("in all", all)]) {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{kind:<12} {count:>3} responses {sum:>8} bytes");
    }
    text + "\n"
}

fn kind(url: &str) -> &'static str {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let ends = [("js", "script"), ("wasm", "wasm"), ("json", "messages"), ("svg", "icon")];
    if path.contains("/api/") {
        return "API";
    }
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    ends.iter().find(|(known, _)| *known == end).map_or("HTML, style", |(_, kind)| kind)
}

fn memory(session: &mut Session) -> Outcome<String> {
    let (wasm, heap) = (session.wasm_memory()?, session.heap()?);
    Ok(format!(
        "== memory after a recovery, garbage collected ==\n\
         wasm {wasm:.2} MiB, JavaScript {heap:.2} MiB\n\n"
    ))
}

fn typing(keys: &[(&str, Vec<f64>)]) -> String {
    let mut text = "== from key to next frame, ms, CPU 4 times slower ==\n".to_owned();
    for (field, times) in keys {
        let (middle, worst) = (median(times), percentile(times, 100));
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{field:<26} {} keys, median {middle:.1}, slowest {worst:.1}",
            times.len()
        );
    }
    text
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}

#[cfg(test)]
mod tests {
    use super::{bytes, kind};
    use serde_json::json;

    #[test]
    fn responses_are_summed_by_what_they_are() {
        let responses = json!([
            ["http://localhost:8080/", 3000],
            ["http://localhost:8080/assets/regain-1.js", 6000],
            ["http://localhost:8080/api/v1/recoveries/current", 200],
            ["http://localhost:8080/api/v1/recoveries/current", 300],
        ]);

        let text = bytes("all", &responses);

        assert_eq!(kind("http://localhost:8080/verify/phone?a=b.js"), "HTML, style");
        assert!(text.contains("API            2 responses      500 bytes"), "{text}");
        assert!(text.contains("in all         4 responses     9500 bytes"), "{text}");
    }
}

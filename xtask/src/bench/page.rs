//! How soon the page shows and works: first contentful paint and take-over, beside a plain page.

use super::Place;
use super::session::{Pace, Session};
use super::statistics::median;
use crate::failure::Outcome;
use serde_json::Value;
use std::fmt::Write;

const ROUNDS: usize = 5;

/// Milliseconds of one visit.
struct Times {
    /// First contentful paint.
    paint: f64,
    /// The app has taken over, or the plain page's script has run.
    ready: f64,
}

/// Visits both pages in turn, several times, on a fast and on a slow line.
pub fn measure(place: Place) -> Outcome<String> {
    let ours = format!("http://localhost:{}/", place.ports.server);
    let plain = format!("http://localhost:{}/", place.floor.port());
    let mut report = format!(
        "== time to see and to use, ms: medians of {ROUNDS} visits in turn, empty profile ==\n\
         {:<46} {:>7} {:>7} {:>12} {:>12}\n",
        "", "paint", "ready", "paint ratio", "ready ratio"
    );
    for (line, pace) in [
        ("fast line", Pace { slow_line: false, slower_cpu: 1 }),
        ("slow line, CPU 4 times slower", Pace { slow_line: true, slower_cpu: 4 }),
    ] {
        let (mut floor, mut page) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            floor.push(visit(place, pace, &plain, PLAIN_READY)?);
            page.push(visit(place, pace, &ours, "notes.ready")?);
        }
        let (floor, page) = (middle(&floor), middle(&page));
        row(&mut report, &format!("plain page, {line}"), &floor, &floor);
        row(&mut report, &format!("Regain, {line}"), &page, &floor);
    }
    Ok(report)
}

const PLAIN_READY: &str = "performance.getEntriesByName('ready')[0]?.startTime ?? 0";
const PAINT: &str = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0";

fn visit(place: Place, pace: Pace, url: &str, ready: &str) -> Outcome<Times> {
    let mut session = Session::open(place.driver, pace)?;
    session.visit(url)?;
    let ready = session.wait_for(ready)?;
    let paint = session.wait_for(PAINT)?;
    let number = |value: &Value| value.as_f64().unwrap_or_default();
    Ok(Times { paint: number(&paint), ready: number(&ready) })
}

fn middle(times: &[Times]) -> Times {
    let of = |part: fn(&Times) -> f64| median(&times.iter().map(part).collect::<Vec<_>>());
    Times { paint: of(|one| one.paint), ready: of(|one| one.ready) }
}

fn row(report: &mut String, name: &str, times: &Times, floor: &Times) {
    let Times { paint, ready } = times;
    let (by_paint, by_ready) = (paint / floor.paint, ready / floor.ready);
    // Writing to a String cannot fail.
    let _ =
        writeln!(report, "{name:<46} {paint:>7.0} {ready:>7.0} {by_paint:>12.2} {by_ready:>12.2}");
}

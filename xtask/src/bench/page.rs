//! How soon the page shows, answers and works, and what that costs, beside a plain page.

use super::Place;
use super::session::{Pace, Session};
use super::statistics::median;
use crate::failure::Outcome;
use std::fmt::Write;

const ROUNDS: usize = 5;

/// Fills the form in and presses its button in the first frame in which it can be seen, and again in
/// each frame until a request starts, unless the page shows that it has seen the press: presses may be
/// lost before a script has run. Then notes when the next step is there.
const HURRY: &str = r"notes.next = 0;
requestAnimationFrame(function press() {
  if (document.querySelector('.rg-methods')) notes.next = performance.now();
  if (notes.next) return;
  requestAnimationFrame(press);
  if (notes.answer) return;
  const field = document.querySelector('input[name=identifier]');
  if (!field?.checkVisibility({ visibilityProperty: true })) return;
  if (field.closest('dialog:not([open])')) return;
  field.focus();
  field.value = 'solo';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.form.querySelector('button:not([type=button])').click();
})";

/// What one visit took.
#[derive(Clone, Copy)]
struct Visit {
    /// Milliseconds to the first contentful paint.
    paint: f64,
    /// Milliseconds until text typed and a press of the button have started a request.
    answer: f64,
    /// Milliseconds until the app has taken over; of the plain page, the same as `answer`.
    ready: f64,
    /// Milliseconds until the next step is shown; the plain page has none.
    next: f64,
    /// Milliseconds of tasks beyond 50 ms each.
    blocked: f64,
    /// Milliseconds of the main thread's processor until the request is seen to have started.
    processor: f64,
    /// Milliseconds of the main thread's processor in all.
    all_processor: f64,
    /// Mebibytes of JavaScript, garbage collected, and of the wasm's memory.
    memory: f64,
}

/// One column of the report.
struct Column {
    name: &'static str,
    of: fn(&Visit) -> f64,
}

const COLUMNS: [Column; 8] = [
    Column { name: "paint", of: |visit| visit.paint },
    Column { name: "answer", of: |visit| visit.answer },
    Column { name: "take-over", of: |visit| visit.ready },
    Column { name: "next step", of: |visit| visit.next },
    Column { name: "blocked", of: |visit| visit.blocked },
    Column { name: "CPU, answer", of: |visit| visit.processor },
    Column { name: "CPU, all", of: |visit| visit.all_processor },
    Column { name: "memory MiB", of: |visit| visit.memory },
];

/// Visits both pages in turn, several times, on a fast and on a slow line.
pub fn measure(place: Place) -> Outcome<String> {
    let mut report = format!(
        "== to see, to answer, to work: ms, medians of {ROUNDS} visits in turn, empty profile ==\n\
         {:<36}",
        ""
    );
    for column in COLUMNS {
        // Writing to a String cannot fail.
        let _ = write!(report, " {:>11}", column.name);
    }
    report.push('\n');
    for (line, pace) in [
        ("fast line", Pace { slow_line: false, slower_cpu: 1 }),
        ("slow line, CPU 4 times slower", Pace { slow_line: true, slower_cpu: 4 }),
    ] {
        let (mut floor, mut page) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            floor.push(plain(place, pace)?);
            page.push(ours(place, pace)?);
        }
        let middle = |visits: &[Visit]| {
            COLUMNS.map(|column| median(&visits.iter().map(column.of).collect::<Vec<_>>()))
        };
        let (floor, page) = (middle(&floor), middle(&page));
        row(&mut report, &format!("plain page, {line}"), floor, 1);
        row(&mut report, &format!("Regain, {line}"), page, 1);
        let ratios: Vec<f64> = page.iter().zip(floor).map(|(page, floor)| page / floor).collect();
        row(&mut report, "  ratio", ratios, 2);
    }
    Ok(report)
}

fn plain(place: Place, pace: Pace) -> Outcome<Visit> {
    let mut session = hurried(place, pace, place.floor.port())?;
    let answered = answered(&mut session)?;
    let visit = costs(&mut session, answered)?;
    Ok(Visit { ready: visit.answer, next: f64::NAN, ..visit })
}

fn ours(place: Place, pace: Pace) -> Outcome<Visit> {
    let mut session = hurried(place, pace, place.ports.server)?;
    let answered = answered(&mut session)?;
    let ready = number(&mut session, "notes.ready")?;
    let next = number(&mut session, "notes.next")?;
    Ok(Visit { ready, next, ..costs(&mut session, answered)? })
}

fn hurried(place: Place, pace: Pace, port: u16) -> Outcome<Session> {
    let mut session = Session::open(place.driver, pace)?;
    session.run_first(HURRY)?;
    session.visit(&format!("http://localhost:{port}/"))?;
    Ok(session)
}

const PAINT: &str = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0";

/// When the page answered, and what of the processor it had taken then.
fn answered(session: &mut Session) -> Outcome<(f64, f64)> {
    let answer = number(session, "notes.answer")?;
    Ok((answer, session.main_thread()?))
}

/// All but the moments that differ between the pages.
fn costs(session: &mut Session, (answer, processor): (f64, f64)) -> Outcome<Visit> {
    let all_processor = session.main_thread()?;
    let paint = number(session, PAINT)?;
    let blocked = session.run("return notes.blocked")?.as_f64().unwrap_or_default();
    let memory = session.heap()? + session.wasm_memory()?;
    let (ready, next) = (0.0, 0.0);
    Ok(Visit { paint, answer, ready, next, blocked, processor, all_processor, memory })
}

/// Waits until an expression is a number above 0.
fn number(session: &mut Session, expression: &str) -> Outcome<f64> {
    Ok(session.wait_for(expression)?.as_f64().unwrap_or_default())
}

fn row(report: &mut String, name: &str, values: impl IntoIterator<Item = f64>, digits: usize) {
    // Writing to a String cannot fail.
    let _ = write!(report, "{name:<36}");
    for value in values {
        let _ = match value.is_finite() {
            true => write!(report, " {value:>11.*}", digits.max(usize::from(value < 10.0) * 2)),
            false => write!(report, " {:>11}", "-"),
        };
    }
    report.push('\n');
}

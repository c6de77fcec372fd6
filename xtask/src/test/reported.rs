//! What the browser tests report of themselves, over all programs and repetitions.

use crate::failure::Outcome;
use crate::{files, workspace};
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::path::PathBuf;

/// Sums up the reports of several runs.
pub struct Reported {
    file: PathBuf,
    sum: RefCell<Map<String, Value>>,
}

impl Reported {
    /// Nothing so far.
    pub fn new() -> Self {
        Self {
            file: workspace::target().join("browser-report.json"),
            sum: RefCell::new(Map::new()),
        }
    }

    /// Takes the report of an earlier run away.
    pub fn begin(&self) -> Outcome {
        files::remove(&self.file)
    }

    /// Adds the report of the run that has ended, if it wrote one.
    pub fn end(&self) {
        let report = files::read_text(&self.file).ok();
        let report = report.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        add(&mut self.sum.borrow_mut(), &report);
    }

    /// The whole: browser → `passed` (a number), `failed` (names), `cannot` (sentences).
    pub fn sum(&self) -> Value {
        Value::Object(self.sum.borrow().clone())
    }
}

/// Adds a report. A later one runs only what has failed: its failures are the ones that count.
fn add(sum: &mut Map<String, Value>, report: &Value) {
    let passed = |counts: &Value| counts.get("passed").and_then(Value::as_u64).unwrap_or_default();
    if report.as_object().is_none_or(Map::is_empty) {
        return;
    }
    for counts in sum.values_mut() {
        if let Some(failed) = counts.get_mut("failed") {
            *failed = json!([]);
        }
    }
    for (browser, new) in report.as_object().into_iter().flatten() {
        let mut new = new.clone();
        let before = sum.get(browser).map(passed).unwrap_or_default();
        if let Some(count) = new.get_mut("passed") {
            *count = json!(before + count.as_u64().unwrap_or_default());
        }
        sum.insert(browser.clone(), new);
    }
}

#[cfg(test)]
mod tests {
    use super::add;
    use serde_json::{Map, Value, json};

    #[test]
    fn what_passes_when_it_runs_again_has_passed() {
        let mut sum = Map::new();
        let first = json!({
            "chromium": { "passed": 40, "failed": ["a"], "cannot": [] },
            "firefox": { "passed": 8, "failed": ["b"], "cannot": ["type tabs"] },
        });
        let again = json!({ "firefox": { "passed": 0, "failed": ["b"], "cannot": ["type tabs"] },
            "chromium": { "passed": 1, "failed": [], "cannot": [] } });

        add(&mut sum, &first);
        // The package's other program opens no browser.
        add(&mut sum, &Value::Null);
        add(&mut sum, &again);

        let expected = json!({
            "chromium": { "passed": 41, "failed": [], "cannot": [] },
            "firefox": { "passed": 8, "failed": ["b"], "cannot": ["type tabs"] },
        });
        assert_eq!(Value::Object(sum), expected);
    }
}

//! What is printed at the end: a table of stages, one line of counts, one line of sums.

use super::count::{Count, Ran};
use super::stage::Stage;
use crate::clock::Stopwatch;
use crate::failure::{Failure, Outcome};
use std::fmt::Write;

/// Collects what the stages ran.
#[derive(Debug, Default)]
pub struct Report {
    table: String,
    counts: Vec<Count>,
    has_failed: bool,
    unsteady: Vec<String>,
    without: Vec<String>,
}

impl Report {
    /// Starts an empty report. `without` names the browsers that were left out on request.
    pub fn new(without: &[String]) -> Self {
        Self { without: without.to_vec(), ..Self::default() }
    }

    /// Adds a stage and how long it took.
    pub fn add(&mut self, stage: Stage, ran: Ran, took: Stopwatch) {
        let mark = if ran.failure.is_some() { "FAILED" } else { "ok" };
        let took = took.to_string();
        // Writing to a String cannot fail.
        let _ = write!(self.table, "{mark:<7} {:<13} {took:>9}", stage.name());
        let _ = match &ran.failure {
            Some(failure) => writeln!(self.table, "  {failure}"),
            None => writeln!(self.table),
        };
        self.has_failed |= ran.failure.is_some();
        self.unsteady.extend(ran.unsteady);
        for count in ran.counts {
            self.count(count);
        }
    }

    fn count(&mut self, new: Count) {
        match self.counts.iter_mut().find(|count| count.kind == new.kind) {
            Some(count) => {
                count.passed += new.passed;
                count.failed += new.failed;
            }
            None => self.counts.push(new),
        }
    }

    /// One row per stage.
    pub fn table(&self) -> &str {
        &self.table
    }

    /// How many ran per kind and per browser, in one line.
    pub fn counted(&self) -> String {
        let counted: Vec<String> = self
            .counts
            .iter()
            .map(|count| format!("{} {}", count.passed + count.failed, count.kind))
            .chain(self.without.iter().map(|browser| format!("no {browser} (left out)")))
            .collect();
        format!("ran {}", counted.join(", "))
    }

    /// `N passed, N failed`, and what of the passed did so only when it ran again.
    pub fn last_line(&self) -> String {
        let sum = |of: fn(&Count) -> u32| self.counts.iter().map(of).sum::<u32>();
        let sums = format!("{} passed, {} failed", sum(|one| one.passed), sum(|one| one.failed));
        match self.unsteady.len() {
            0 => sums,
            some => format!("{sums}; {some} of them unsteady: {}", self.unsteady.join(", ")),
        }
    }

    /// Fails when a stage failed. The table has told which.
    pub fn outcome(&self) -> Outcome {
        if self.has_failed { Err(Failure::told()) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, Ran, Report, Stage, Stopwatch};
    use crate::failure::Failure;

    fn ran(kind: &str, passed: u32, failed: u32) -> Ran {
        let failure = (failed > 0).then(|| Failure::new("some failed"));
        Ran::of(vec![Count { kind: kind.into(), passed, failed }], failure)
    }

    #[test]
    fn what_passed_only_when_it_ran_again_is_named_in_the_last_line() {
        let mut report = Report::default();

        let unsteady = vec!["face::chromium::a_link".to_owned()];
        report.add(Stage::Browser, Ran { unsteady, ..ran("chromium", 9, 0) }, Stopwatch::start());

        let line = "9 passed, 0 failed; 1 of them unsteady: face::chromium::a_link";
        assert_eq!(report.last_line(), line);
        assert!(report.outcome().is_ok());
    }

    #[test]
    fn the_last_lines_count_what_ran_per_kind_and_in_sum() {
        let mut report = Report::new(&["webkit".to_owned()]);

        report.add(Stage::Format, ran("checks", 1, 0), Stopwatch::start());
        report.add(Stage::Clippy, ran("checks", 1, 0), Stopwatch::start());
        report.add(Stage::Native, ran("flow", 40, 2), Stopwatch::start());

        assert_eq!(report.counted(), "ran 2 checks, 42 flow, no webkit (left out)");
        assert_eq!(report.last_line(), "42 passed, 2 failed");
        assert!(report.outcome().is_err_and(|failure| failure.is_told()));
        assert!(report.table().contains("FAILED  native"));
    }
}

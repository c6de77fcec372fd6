//! Counting tests from what the test harness prints.

use crate::failure::{Failure, Outcome};

/// How many tests of one kind ran.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// The kind: a crate, `doc`, `wasm`, or a browser.
    pub kind: String,
    /// How many passed.
    pub passed: u32,
    /// How many failed.
    pub failed: u32,
}

/// What a stage ran.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ran {
    /// The tests, per kind.
    pub counts: Vec<Count>,
    /// Why the stage failed, if it did.
    pub failure: Option<Failure>,
    /// The tests that failed and then passed when they ran again.
    pub unsteady: Vec<String>,
}

impl Ran {
    /// What was counted, and why it failed, if it did.
    pub fn of(counts: Vec<Count>, failure: Option<Failure>) -> Self {
        Self { counts, failure, unsteady: vec![] }
    }

    /// A stage that is one check.
    pub fn check(outcome: Outcome) -> Self {
        let passed = u32::from(outcome.is_ok());
        let count = Count { kind: "checks".to_owned(), passed, failed: 1 - passed };
        Self::of(vec![count], outcome.err())
    }

    /// A stage that could not run its tests: it counts as one failed test.
    pub fn not(kind: &str, failure: Failure) -> Self {
        let count = Count { kind: kind.to_owned(), passed: 0, failed: 1 };
        Self::of(vec![count], Some(failure))
    }

    /// Adds another part of the same stage. The first failure is kept.
    pub fn and(mut self, other: Self) -> Self {
        self.counts.extend(other.counts);
        self.unsteady.extend(other.unsteady);
        self.failure = self.failure.or(other.failure);
        self
    }
}

/// Adds up the results that test harnesses print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    passed: u32,
    failed: u32,
    ignored: u32,
    /// Those that failed.
    names: Vec<String>,
}

impl Tally {
    /// Takes a line of output into account.
    pub fn read(&mut self, line: &str) {
        let failed =
            line.trim().strip_prefix("test ").and_then(|test| test.strip_suffix(" ... FAILED"));
        self.names.extend(failed.map(str::to_owned));
        if let Some(found) = parse(line) {
            self.passed += found.passed;
            self.failed += found.failed;
            self.ignored += found.ignored;
        }
    }

    /// Like [`Self::ran`], for a stage that must have tests.
    pub fn ran_some(&self, kind: &str, ended_well: bool) -> Ran {
        let ran = self.ran(kind, ended_well);
        if ended_well && self.passed + self.failed == 0 {
            return ran.and(Ran::not(kind, Failure::new(format!("no test of {kind} ran"))));
        }
        ran
    }

    /// What ran, given whether the program ended well. A program that ended badly without a
    /// failed test counts as one; an ignored test is a failure, because nobody would see it.
    pub fn ran(&self, kind: &str, ended_well: bool) -> Ran {
        let broke = !ended_well && self.failed == 0;
        let failed = self.failed + self.ignored + u32::from(broke);
        let failure = if broke {
            Some(Failure::new(format!("the tests of {kind} did not run to their end")))
        } else if self.ignored > 0 {
            Some(Failure::new(format!("{kind} ignores {} tests", self.ignored)))
        } else {
            (failed > 0).then(|| Failure::new(format!("{failed} tests of {kind} failed")))
        };
        let count = Count { kind: kind.to_owned(), passed: self.passed, failed };
        Ran::of(vec![count], failure)
    }

    /// The tests that failed, if the program came to its end and they are at most `limit`.
    pub fn few_failed(&self, limit: usize) -> Option<Vec<String>> {
        let is_whole = self.names.len() == usize::try_from(self.failed).unwrap_or_default();
        let is_few = (1..=limit).contains(&self.names.len());
        (is_whole && is_few).then(|| self.names.clone())
    }

    /// Takes over what came of the failed tests when they ran again. Those that passed now are
    /// unsteady.
    pub fn correct(&mut self, again: &Self) -> Vec<String> {
        let passed = |name: &String| !again.names.contains(name);
        let unsteady: Vec<String> =
            self.names.iter().filter(|name| passed(name)).cloned().collect();
        self.passed += again.passed;
        self.failed = again.failed;
        self.ignored += again.ignored;
        self.names.clone_from(&again.names);
        unsteady
    }
}

/// Reads `test result: ok. 5 passed; 0 failed; 0 ignored; …`.
fn parse(line: &str) -> Option<Tally> {
    let (_, numbers) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
    let number = |word: &str| -> Option<u32> {
        let part = numbers.split("; ").find(|part| part.ends_with(word))?;
        part.split(' ').next()?.parse().ok()
    };
    Some(Tally {
        passed: number("passed")?,
        failed: number("failed")?,
        ignored: number("ignored")?,
        names: vec![],
    })
}

#[cfg(test)]
mod tests {
    use super::{Ran, Tally};

    fn tally(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.read(line));
        tally
    }

    const OK: &str = "test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 2 filtered out; finished in 0.01s";
    const BAD: &str =
        "test result: FAILED. 4 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out";

    #[test]
    fn results_add_up_and_other_lines_count_nothing() {
        let ran = tally(&["running 5 tests", OK, "test a ... ok", "", OK]).ran("flow", true);

        assert_eq!(ran.counts.first().map(|count| (count.passed, count.failed)), Some((10, 0)));
        assert_eq!(ran.failure, None);
    }

    #[test]
    fn failed_tests_fail_the_stage() {
        let ran = tally(&[OK, BAD]).ran("flow", false);

        assert_eq!(ran.counts.first().map(|count| (count.passed, count.failed)), Some((9, 3)));
        assert_eq!(ran.failure.unwrap().to_string(), "3 tests of flow failed");
    }

    #[test]
    fn a_test_that_passes_when_it_runs_again_is_unsteady_and_one_that_does_not_is_failed() {
        let mut first = tally(&["test a::b ... FAILED", "test c ... ok", "test d ... FAILED"]);
        assert_eq!(first.few_failed(2), None, "the program broke off");
        first
            .read("test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out");
        assert_eq!(first.few_failed(1), None);
        assert_eq!(first.few_failed(2).unwrap(), ["a::b", "d"]);
        let again = tally(&[
            "test a::b ... ok",
            "test d ... FAILED",
            "test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 9 filtered out",
        ]);

        assert_eq!(first.correct(&again), ["a::b"]);

        let ran = first.ran("browser", false);
        assert_eq!(ran.counts.first().map(|count| (count.passed, count.failed)), Some((5, 1)));
        assert_eq!(ran.failure.unwrap().to_string(), "1 tests of browser failed");
    }

    #[test]
    fn a_program_that_breaks_off_counts_as_a_failure() {
        let ran = tally(&["running 5 tests"]).ran("flow", false);

        assert_eq!(ran.counts.first().map(|count| (count.passed, count.failed)), Some((0, 1)));
        assert!(ran.failure.is_some());
    }

    #[test]
    fn an_ignored_test_is_a_failure() {
        let line = "test result: ok. 1 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out";

        let ran = tally(&[line]).ran("flow", true);

        assert_eq!(ran.counts.first().map(|count| (count.passed, count.failed)), Some((1, 2)));
        assert!(ran.failure.is_some());
    }

    #[test]
    fn a_stage_that_must_have_tests_fails_without_any() {
        assert!(tally(&[]).ran_some("wasm", true).failure.is_some());
        assert_eq!(tally(&[OK]).ran_some("wasm", true).failure, None);
    }

    #[test]
    fn the_first_failure_of_a_stage_is_kept() {
        let both = tally(&[BAD]).ran("flow", false).and(tally(&[BAD]).ran("policy", false));

        assert_eq!(both.counts.len(), 2);
        assert_eq!(both.failure.unwrap().to_string(), "3 tests of flow failed");
        assert_eq!(Ran::check(Ok(())).failure, None);
    }
}

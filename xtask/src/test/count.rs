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
}

impl Ran {
    /// A stage that is one check.
    pub fn check(outcome: Outcome) -> Self {
        let passed = u32::from(outcome.is_ok());
        let count = Count { kind: "checks".to_owned(), passed, failed: 1 - passed };
        Self { counts: vec![count], failure: outcome.err() }
    }

    /// A stage that could not run its tests: it counts as one failed test.
    pub fn not(kind: &str, failure: Failure) -> Self {
        let count = Count { kind: kind.to_owned(), passed: 0, failed: 1 };
        Self { counts: vec![count], failure: Some(failure) }
    }

    /// Adds another part of the same stage. The first failure is kept.
    pub fn and(mut self, other: Self) -> Self {
        self.counts.extend(other.counts);
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
}

impl Tally {
    /// Takes a line of output into account.
    pub fn read(&mut self, line: &str) {
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
        Ran { counts: vec![count], failure }
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

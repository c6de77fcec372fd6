//! The native test programs, those of the browser tests among them.
//!
//! They are compiled by one call of cargo, so that every package is built once with one set of
//! features, and then started here: the browser tests need the page, the others do not.

use super::cargo_stages::NATIVE;
use super::count::{Count, Ran, Tally};
use super::machine::BROWSERS;
use super::reported::Reported;
use crate::failure::{Failure, Outcome};
use crate::tools::{self, Tool};
use crate::{files, process, workspace};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

const BROWSER_PACKAGE: &str = "regain-browser-tests";

/// How many failed browser tests are run again, to tell what is broken from what is unsteady. More
/// of them are broken.
const TRIED_AGAIN: usize = 2;

/// A compiled test program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Program {
    package: String,
    /// The package's folder: tests start there.
    folder: PathBuf,
    executable: PathBuf,
}

/// Runs every native test but those in browsers, counted per package.
pub fn run_native() -> Ran {
    let programs = match compile() {
        Ok(programs) => programs,
        Err(failure) => return Ran::not("native", failure),
    };
    programs
        .iter()
        .filter(|program| program.package != BROWSER_PACKAGE)
        .map(|program| {
            let kind = program.package.strip_prefix("regain-").unwrap_or(&program.package);
            // They wait for each other's servers and databases more than they compute.
            run(program, program.command().arg("--test-threads=4"), kind)
        })
        .fold(Ran::default(), Ran::and)
}

/// Runs the tests in browsers, counted per browser.
pub fn run_browser(without: &[String]) -> Ran {
    let programs = match compile() {
        Ok(programs) => programs,
        Err(failure) => return Ran::not("browser", failure),
    };
    // The package has a second program, its own unit tests, which opens no browser: the report is
    // read once, after both.
    let report = Reported::new();
    let ran = programs
        .iter()
        .filter(|program| program.package == BROWSER_PACKAGE)
        .map(|program| in_browsers(program, without, &report))
        .collect::<Outcome<Vec<Ran>>>();
    match ran {
        Ok(parts) => {
            let ran = parts.into_iter().fold(Ran::default(), Ran::and);
            per_browser(ran, &report.sum(), without)
        }
        Err(failure) => Ran::not("browser", failure),
    }
}

/// Runs a program of browser tests, and what failed of it once more.
///
/// A browser, a server and a test share two cores with others of their kind. One test in thousands
/// loses a race by that which no person would: it is named as unsteady, with what it said, and the
/// run does not fail. What fails twice has failed.
fn in_browsers(program: &Program, without: &[String], report: &Reported) -> Outcome<Ran> {
    report.begin()?;
    let mut command = browser_command(program, without)?;
    let (mut tally, mut status) = tallied(program, &mut command, "browser")?;
    report.end();
    let mut unsteady = vec![];
    if let Some(failed) = tally.few_failed(TRIED_AGAIN) {
        println!("\nonce more: {}", failed.join(", "));
        report.begin()?;
        let mut command = browser_command(program, without)?;
        let (again, ended) = tallied(program, command.arg("--exact").args(failed), "browser")?;
        report.end();
        unsteady = tally.correct(&again);
        status = ended;
    }
    Ok(Ran { unsteady, ..tally.ran("browser", status.success()) })
}

fn compile() -> Outcome<Vec<Program>> {
    let mut cargo = process::cargo(&["test", "--no-run", "--message-format"]);
    cargo.arg("json-render-diagnostics").args(NATIVE);
    Ok(programs(&process::read(&mut cargo, "compiling the tests")?))
}

/// Finds the test programs in cargo's messages, in an order that is the same every time.
fn programs(messages: &str) -> Vec<Program> {
    let mut programs: Vec<Program> =
        messages.lines().filter_map(|line| program(&serde_json::from_str(line).ok()?)).collect();
    programs.sort();
    programs
}

fn program(message: &Value) -> Option<Program> {
    if message.pointer("/profile/test")?.as_bool() != Some(true) {
        return None;
    }
    let text = |pointer: &str| message.pointer(pointer)?.as_str().map(str::to_owned);
    let folder = Path::new(&text("/manifest_path")?).parent()?.to_path_buf();
    let id = text("/package_id")?;
    // `path+file:///…/crates/flow#regain-flow@0.1.0`, or without the name when the folder has it.
    let (path, name) = id.rsplit_once('#')?;
    let package = match name.split_once('@') {
        Some((package, _)) => package.to_owned(),
        None => path.rsplit_once('/')?.1.to_owned(),
    };
    Some(Program { package, folder, executable: PathBuf::from(text("/executable")?) })
}

impl Program {
    fn command(&self) -> Command {
        let mut command = Command::new(&self.executable);
        command.current_dir(&self.folder).env("CARGO_MANIFEST_DIR", &self.folder);
        command
    }
}

fn run(program: &Program, command: &mut Command, kind: &str) -> Ran {
    match tallied(program, command, kind) {
        Ok((tally, status)) => tally.ran(kind, status.success()),
        Err(failure) => Ran::not(kind, failure),
    }
}

fn tallied(program: &Program, command: &mut Command, kind: &str) -> Outcome<(Tally, ExitStatus)> {
    println!("\n{}: {}", program.package, files::name(&program.executable));
    let mut tally = Tally::default();
    let what = format!("the tests of {kind}");
    let status = process::watch(command, &what, |line| tally.read(line))?;
    Ok((tally, status))
}

fn browser_command(program: &Program, without: &[String]) -> Outcome<Command> {
    let mut command = program.command();
    command
        .env("REGAIN_DIST", workspace::dist())
        .env("CARGO_TARGET_DIR", workspace::target())
        .env("XDG_CACHE_HOME", tools::user_caches()?)
        // Tests wait for a browser to get free: with more of them no browser stands idle.
        .arg("--test-threads=6");
    for browser in without {
        command.args(["--skip", &format!("::{browser}::")]);
    }
    if std::env::var_os("GECKODRIVER").is_none() {
        command.env("GECKODRIVER", Tool::Geckodriver.programs()?.join("geckodriver"));
    }
    Ok(command)
}

/// Splits the count of the browser tests by browser, as their report tells, and fails when a
/// browser that was asked for did not run.
fn per_browser(ran: Ran, report: &Value, without: &[String]) -> Ran {
    let Ran { counts, mut failure, unsteady } = ran;
    let (mut passed, mut failed) =
        counts.iter().fold((0, 0), |(a, b), count| (a + count.passed, b + count.failed));
    let mut split = Vec::new();
    for browser in BROWSERS {
        let counted = count(report, browser);
        if counted.passed + counted.failed == 0 && !without.iter().any(|name| name == browser) {
            failure = failure.or(Some(Failure::new(format!("no test ran in {browser}"))));
        }
        passed = passed.saturating_sub(counted.passed);
        failed = failed.saturating_sub(counted.failed);
        split.push(counted);
        print_inabilities(report, browser);
    }
    if passed + failed > 0 {
        split.push(Count { kind: "harness".to_owned(), passed, failed });
    }
    Ran { counts: split, failure, unsteady }
}

fn count(report: &Value, browser: &str) -> Count {
    let of = |name: &str| report.get(browser).and_then(|counts| counts.get(name));
    let passed = of("passed").and_then(Value::as_u64).unwrap_or_default();
    let failed = of("failed").and_then(Value::as_array).map_or(0, Vec::len);
    Count {
        kind: browser.to_owned(),
        passed: u32::try_from(passed).unwrap_or(u32::MAX),
        failed: u32::try_from(failed).unwrap_or(u32::MAX),
    }
}

fn print_inabilities(report: &Value, browser: &str) {
    let cannot = report.get(browser).and_then(|counts| counts.get("cannot"));
    for what in cannot.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
        println!("{browser} cannot {what}");
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, Ran, per_browser, programs};
    use serde_json::json;

    #[test]
    fn test_programs_are_found_in_the_messages_of_cargo() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","package_id":"path+file:///w/crates/flow#regain-flow@0.1.0","manifest_path":"/w/crates/flow/Cargo.toml","profile":{"test":true},"executable":"/w/target/debug/deps/flow-1"}"#,
            "\n",
            r#"{"reason":"compiler-artifact","package_id":"path+file:///w/xtask#0.1.0","manifest_path":"/w/xtask/Cargo.toml","profile":{"test":true},"executable":"/w/target/debug/deps/xtask-1"}"#,
            "\n",
            r#"{"reason":"compiler-artifact","package_id":"path+file:///w/xtask#0.1.0","manifest_path":"/w/xtask/Cargo.toml","profile":{"test":false},"executable":"/w/target/debug/xtask"}"#,
            "\n",
            r#"{"reason":"build-finished","success":true}"#,
        );

        let found: Vec<String> = programs(messages)
            .into_iter()
            .map(|program| format!("{} in {}", program.package, program.folder.display()))
            .collect();
        assert_eq!(found, ["regain-flow in /w/crates/flow", "xtask in /w/xtask"]);
    }

    fn browser_tests(passed: u32, failed: u32) -> Ran {
        let count = Count { kind: "browser".to_owned(), passed, failed };
        Ran::of(vec![count], None)
    }

    #[test]
    fn browser_tests_are_counted_once_each_and_per_browser() {
        let report = json!({
            "chromium": { "passed": 40, "failed": ["a"], "cannot": [] },
            "firefox": { "passed": 8, "failed": [], "cannot": [] },
        });

        let ran = per_browser(browser_tests(50, 1), &report, &["webkit".to_owned()]);

        let split: Vec<_> =
            ran.counts.iter().map(|c| (c.kind.as_str(), c.passed, c.failed)).collect();
        let expected =
            [("chromium", 40, 1), ("firefox", 8, 0), ("webkit", 0, 0), ("harness", 2, 0)];
        assert_eq!(split, expected);
        assert_eq!(ran.failure, None);
    }

    #[test]
    fn a_browser_in_which_nothing_ran_fails_the_stage() {
        let report = json!({ "chromium": { "passed": 40, "failed": [], "cannot": [] } });

        let ran = per_browser(browser_tests(40, 0), &report, &["webkit".to_owned()]);

        assert_eq!(ran.failure.unwrap().to_string(), "no test ran in firefox");
    }
}

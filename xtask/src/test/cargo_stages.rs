//! The stages that are one or two calls of cargo.

use super::count::{Ran, Tally};
use crate::failure::Outcome;
use crate::tools::Tool;
use crate::{files, process, workspace};
use std::process::Command;

/// Every package but the app, which is compiled for wasm. The contract comes with its OpenAPI
/// document, which a test compares with the committed one.
pub const NATIVE: [&str; 4] =
    ["--workspace", "--exclude", "regain", "--features=regain-contract/openapi"];
const NATIVE_APP: [&str; 5] =
    ["--package", "regain", "--no-default-features", "--features", "prerender"];
const WASM_APP: [&str; 4] = ["--package", "regain", "--target", "wasm32-unknown-unknown"];

/// How Chromium is started for the wasm tests.
const CHROMIUM: &str = r#"{ "goog:chromeOptions": { "args": [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"
] } }
"#;

/// Checks the formatting of every package.
pub fn format() -> Outcome {
    process::run(&mut process::cargo(&["fmt", "--all", "--check"]), "cargo fmt --check")
}

/// Lints everything native.
pub fn clippy() -> Outcome {
    lint(&NATIVE, "clippy of the native packages")
}

/// Lints the app three times: what becomes wasm, its tests, and what renders the first screen.
pub fn clippy_app() -> Outcome {
    let split = [&WASM_APP[..], &["--features", "split"]].concat();
    let wasm = lint(&split, "clippy of the app for wasm");
    let tests = lint(&WASM_APP, "clippy of the app's wasm tests");
    wasm.and(tests).and(lint(&NATIVE_APP, "clippy of the app's native part"))
}

fn lint(selection: &[&str], what: &str) -> Outcome {
    let mut cargo = process::cargo(&["clippy", "--all-targets", "--keep-going"]);
    process::run(cargo.args(selection).args(["--", "-D", "warnings"]), what)
}

/// Runs the examples in documentation.
pub fn documentation() -> Ran {
    counted(process::cargo(&["test", "--doc"]).args(NATIVE), "doc")
}

/// Runs the app's tests that need no browser.
pub fn app() -> Ran {
    counted(process::cargo(&["test", "--tests"]).args(NATIVE_APP), "app")
}

/// Runs the app's wasm tests in Chromium.
pub fn wasm() -> Ran {
    match wasm_command() {
        Ok(mut cargo) => counted(&mut cargo, "wasm"),
        Err(failure) => Ran::not("wasm", failure),
    }
}

fn wasm_command() -> Outcome<Command> {
    let capabilities = workspace::target().join("webdriver.json");
    files::write(&capabilities, CHROMIUM.as_bytes())?;
    let runner = Tool::WasmBindgen.programs()?.join("wasm-bindgen-test-runner");
    let mut cargo = process::cargo(&["test", "--tests"]);
    cargo
        .args(WASM_APP)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    if std::env::var_os("CHROMEDRIVER").is_none() {
        cargo.env("CHROMEDRIVER", process::find("chromedriver").unwrap_or_default());
    }
    Ok(cargo)
}

/// Runs a command and counts the tests in its output.
fn counted(command: &mut Command, kind: &str) -> Ran {
    let mut tally = Tally::default();
    match process::watch(command, &format!("the tests of {kind}"), |line| tally.read(line)) {
        Ok(status) => tally.ran_some(kind, status.success()),
        Err(failure) => Ran::not(kind, failure),
    }
}

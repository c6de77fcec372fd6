//! Runs other programs, visibly, and turns their failures into one clear line.
//!
//! Used by every command. Their output goes through to the terminal as it comes; its end is
//! kept to recognise the usual causes (no network, no compiler, no space).

use crate::failure::{Failure, Outcome};
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};

/// How many of the last lines are searched for a cause.
const KEPT_LINES: usize = 200;

/// Runs a program to its end. `what` completes "… failed". Fails unless it exits with 0.
pub fn run(command: &mut Command, what: &str) -> Outcome {
    let mut child = start(command.stderr(Stdio::piped()), what)?;
    let tail = child.stderr.take().map(echo).unwrap_or_default();
    judge(&mut child, what, &tail)
}

/// Runs a program to its end and shows what it wrote only when that is needed to understand why
/// it failed.
pub fn run_quietly(command: &mut Command, what: &str) -> Outcome {
    let mut child = start(command.stdout(Stdio::null()).stderr(Stdio::piped()), what)?;
    let mut errors = String::new();
    if let Some(mut output) = child.stderr.take() {
        // What is not text says nothing about the cause.
        let _ = output.read_to_string(&mut errors);
    }
    let outcome = judge(&mut child, what, &errors);
    if outcome.is_err() && cause(&errors).is_none() {
        eprint!("{errors}");
    }
    outcome
}

/// Runs a program to its end and returns what it wrote to its standard output.
pub fn read(command: &mut Command, what: &str) -> Outcome<String> {
    let mut child = start(command.stdout(Stdio::piped()).stderr(Stdio::piped()), what)?;
    let errors = child.stderr.take();
    let echoing = std::thread::spawn(move || errors.map(echo).unwrap_or_default());
    let mut text = Vec::new();
    if let Some(mut output) = child.stdout.take() {
        // A broken pipe shows in the exit status.
        let _ = output.read_to_end(&mut text);
    }
    judge(&mut child, what, &echoing.join().unwrap_or_default())?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Runs a program and passes each line of its standard output on, to the terminal and to
/// `watch`. Returns how it ended, whatever that is.
pub fn watch(
    command: &mut Command,
    what: &str,
    mut watch: impl FnMut(&str),
) -> Outcome<ExitStatus> {
    let mut child = start(command.stdout(Stdio::piped()), what)?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            watch(&line);
        }
    }
    child.wait().map_err(|error| Failure::new(format!("{what} failed: {error}")))
}

/// Whether a program can be started by this name.
pub fn exists(program: &str) -> bool {
    find(program).is_some()
}

/// The first program of this name on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

/// Makes a cargo command that runs in the checkout, with colours when a person is looking.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(crate::workspace::root());
    if io::stderr().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    command
}

fn start(command: &mut Command, what: &str) -> Outcome<Child> {
    command.stdin(Stdio::null()).spawn().map_err(|error| {
        let program = command.get_program().to_string_lossy().into_owned();
        if error.kind() == io::ErrorKind::NotFound {
            Failure::new(format!("{program} is not installed: {}", advice(&program)))
        } else {
            Failure::new(format!("{what} failed: cannot start {program}: {error}"))
        }
    })
}

fn advice(program: &str) -> &'static str {
    match program {
        "cargo" | "rustup" | "rustc" => "install Rust with rustup from https://rustup.rs",
        "node" | "npm" => "install Node.js 20 or newer from https://nodejs.org",
        _ => "install it and run the command again",
    }
}

/// Copies a program's error output to ours, line by line, and returns its last lines.
fn echo(output: impl Read) -> String {
    let mut tail = VecDeque::new();
    for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
        let mut own = io::stderr().lock();
        // Nothing can be told when our own error output is closed.
        let _ = own.write_all(&line).and_then(|()| own.write_all(b"\n"));
        tail.push_back(String::from_utf8_lossy(&line).into_owned());
        if tail.len() > KEPT_LINES {
            tail.pop_front();
        }
    }
    tail.make_contiguous().join("\n")
}

fn judge(child: &mut Child, what: &str, tail: &str) -> Outcome {
    let status = child.wait().map_err(|error| Failure::new(format!("{what} failed: {error}")))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(match cause(tail) {
        Some(cause) => format!("{what} failed: {cause}"),
        None => format!("{what} failed ({status}); its own words are above"),
    }))
}

/// Recognises the usual causes in the last lines that a program wrote.
fn cause(tail: &str) -> Option<&'static str> {
    const CAUSES: [(&str, &[&str]); 3] = [
        (
            "no C compiler and linker; install one (Debian and Ubuntu: apt-get install \
             build-essential, macOS: xcode-select --install)",
            &["linker `cc` not found", "failed to find tool \"cc\"", "is `cc` not installed"],
        ),
        (
            "the disk is full; make space and run the command again",
            &["No space left on device", "ENOSPC"],
        ),
        (
            "the network cannot be reached; connect (or set a proxy) and run the command again",
            &[
                "Could not resolve host",
                "Couldn't resolve host",
                "Could not connect to server",
                "Failed to connect to",
                "failed to download",
                "dns error",
                "ENOTFOUND",
                "EAI_AGAIN",
                "ECONNREFUSED",
                "ETIMEDOUT",
                "ENETUNREACH",
                "Temporary failure resolving",
                "Network is unreachable",
            ],
        ),
    ];
    CAUSES.iter().find(|(_, signs)| signs.iter().any(|sign| tail.contains(sign))).map(|(a, _)| *a)
}

#[cfg(test)]
mod tests {
    use super::{cause, read, run};
    use std::process::Command;

    #[test]
    fn the_usual_causes_are_named_with_what_to_do() {
        let offline = "warning: spurious network error (3 tries remaining): [6] Couldn't resolve \
                       host name (Could not resolve host: index.crates.io)";

        assert!(cause(offline).unwrap().contains("network"));
        assert!(cause("error: linker `cc` not found").unwrap().contains("build-essential"));
        assert_eq!(cause("error[E0425]: cannot find value"), None);
    }

    #[test]
    fn a_missing_program_is_named_with_what_to_do() {
        let failure = run(&mut Command::new("npm-that-is-not-there"), "npm").unwrap_err();

        assert!(failure.to_string().starts_with("npm-that-is-not-there is not installed: "));
    }

    #[test]
    fn what_a_program_writes_is_returned_and_its_failure_is_one_line() {
        let text = read(Command::new("sh").args(["-c", "echo one; echo two"]), "sh").unwrap();
        let failure = read(Command::new("sh").args(["-c", "exit 3"]), "the step").unwrap_err();

        assert_eq!(text, "one\ntwo\n");
        assert!(failure.to_string().starts_with("the step failed (exit status: 3)"));
        assert_eq!(failure.to_string().lines().count(), 1);
    }
}

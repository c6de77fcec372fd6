//! `cargo xtask serve`: the whole demo from one command, until Ctrl-C.
//!
//! Builds the page, the reference server and the sandbox, starts both, says where they are and
//! what to try, and stops both cleanly.

mod child;
mod http;
mod ports;

pub use child::Running;

use crate::failure::{Failure, Outcome};
use crate::{build, files, process, workspace};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

const SERVER: &str = "127.0.0.1:8080";
const SANDBOX: &str = "127.0.0.1:8090";
const SANDBOX_MAIL: &str = "127.0.0.1:8025";

/// How long a program may take until it answers.
const START_LIMIT: Duration = Duration::from_secs(30);
/// How long a program may take to end by itself.
const STOP_LIMIT: Duration = Duration::from_secs(10);

const GREETING: &str = "
Regain is running.

  http://localhost:8080   the recovery page and its server
  http://localhost:8090   the sandbox: a portal to log on to, and the inbox of every
                          text message and mail

Try this: open http://localhost:8090, choose *Forgot password*, name the account `solo`,
choose *Mobile phone*, take the code from http://localhost:8090/inbox, set a new password
and log on with it. Every demo account has the password `Old-Password-1`:
  solo            phone and e-mail          solo-mail      e-mail only
  solo-mfa        needs two proofs          solo-nothing   no method at all
  firm            an enterprise account     (any other)    behaves the same until the code
";

/// Runs the demo. `keep` keeps the database of the last time.
pub fn serve(keep: bool) -> Outcome {
    ports::ensure_free(&[SERVER, SANDBOX, SANDBOX_MAIL])?;
    build::build()?;
    let programs = build_programs()?;
    let place = workspace::target().join("serve");
    let database = prepare(&place, keep)?;
    let interrupted = interrupts()?;

    let sandbox = start_sandbox(&programs, &place)?;
    let server = start_server(&programs, &place, &database)?;
    let mut running = [server, sandbox];
    for program in &mut running {
        program.wait_until_it_answers(START_LIMIT)?;
    }
    println!("{GREETING}");
    println!(
        "Database and logs: {} ({})",
        place.display(),
        if keep { "kept from the last time" } else { "fresh; --keep would have kept the last one" }
    );
    println!("Ctrl-C stops both.");

    let outcome = wait(&mut running, &interrupted);
    println!("Stopping.");
    // The server first: it may still be sending messages to the sandbox.
    let stopped: Vec<Outcome> = running.into_iter().map(|one| one.stop(STOP_LIMIT)).collect();
    stopped.into_iter().fold(outcome, |all, one| all.and(one))
}

/// Builds server and sandbox and returns the folder with their programs.
fn build_programs() -> Outcome<PathBuf> {
    let mut cargo = process::cargo(&["build", "--profile", "native"]);
    cargo.args(["--package", "regain-server", "--package", "regain-sandbox"]);
    process::run(&mut cargo, "building the server and the sandbox")?;
    Ok(workspace::target().join("native"))
}

/// Makes the folder of the database and the logs, empty unless `keep`.
fn prepare(place: &Path, keep: bool) -> Outcome<PathBuf> {
    if !keep {
        files::remove(place)?;
    }
    files::make_folder(place)?;
    Ok(place.join("regain.sqlite"))
}

fn start_sandbox(programs: &Path, place: &Path) -> Outcome<Running> {
    let mut command = Command::new(programs.join("regain-sandbox"));
    command
        .env("REGAIN_SANDBOX_LISTEN", SANDBOX)
        .env("REGAIN_SANDBOX_SMTP", SANDBOX_MAIL)
        .env("REGAIN_SANDBOX_SERVER", "http://localhost:8080");
    Running::start("the sandbox", command, SANDBOX, "/", &place.join("sandbox.log"))
}

fn start_server(programs: &Path, place: &Path, database: &Path) -> Outcome<Running> {
    let mut command = Command::new(programs.join("regain-server"));
    command
        .env("REGAIN_LISTEN", SERVER)
        .env("REGAIN_PUBLIC_URL", "http://localhost:8080")
        .env("REGAIN_DIST", workspace::dist())
        .env("DATABASE_URL", format!("sqlite://{}?mode=rwc", database.display()))
        .env("REGAIN_LOG_ON_URL", "http://localhost:8090/")
        .env("REGAIN_SMS_ENDPOINT", "http://localhost:8090/sms")
        .env("REGAIN_SMTP_URL", "smtp://localhost:8025")
        .env("REGAIN_DEMO_ACCOUNTS", "true");
    Running::start("the server", command, SERVER, "/readyz", &place.join("server.log"))
}

/// A message comes for each Ctrl-C and each request of the system to end.
fn interrupts() -> Outcome<mpsc::Receiver<()>> {
    let (sender, interrupted) = mpsc::channel();
    ctrlc::set_handler(move || {
        // Nobody listens any more when the command is ending already.
        let _ = sender.send(());
    })
    .map_err(|error| Failure::new(format!("cannot listen for Ctrl-C: {error}")))?;
    Ok(interrupted)
}

/// Waits for Ctrl-C. Fails when a program ends by itself before.
fn wait(running: &mut [Running], interrupted: &mpsc::Receiver<()>) -> Outcome {
    loop {
        match interrupted.recv_timeout(Duration::from_millis(500)) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
            Err(RecvTimeoutError::Timeout) => {}
        }
        for program in &mut *running {
            program.ensure_running()?;
        }
    }
}

//! `cargo xtask dev`: everything that front-end work needs from one command. Server and sandbox as
//! `serve` has them, compiled as for tests, and `trunk serve`, which builds the page anew at each save.
//! The page stands in a folder of its own, so that the release page in `dist/` stays what it was.

use super::demo::{Demo, Ports, Profile, Setup};
use super::{OTHERS, interrupts, ports};
use crate::failure::{Failure, Outcome};
use crate::{build, files, tools, workspace};
use std::process::Child;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

/// Where `trunk serve` listens: `Trunk.toml` says so.
const PAGE_PORT: u16 = 8081;

const GREETING: &str = "
  http://localhost:8081        the page, built anew at each save (the first build takes a minute)
  http://localhost:8090        the portal; codes arrive at http://localhost:8090/inbox
  http://localhost:8080/api/v1 the server, which the page reaches under /api

Accounts and methods to try are in README.md. Ctrl-C stops everything.
";

/// Runs it until Ctrl-C. `arguments` go to Trunk.
pub fn develop(arguments: &[String]) -> Outcome {
    let mut wanted = Ports::DOCUMENTED.all().to_vec();
    wanted.push(PAGE_PORT);
    ports::ensure_free(&wanted)?;
    tools::ensure(&tools::FOR_BUILDS)?;
    let place = workspace::target().join("dev");
    let setup = Setup { profile: Profile::Development, dist: None, page: Some(PAGE_PORT) };
    let dist = place.join("dist");
    files::make_folder(&dist)?;
    setup.build()?;
    let interrupted = interrupts()?;
    let mut demo = Demo::start(&setup, &place, Ports::DOCUMENTED, &OTHERS)?;
    println!("{GREETING}");

    let mut trunk = tools::trunk(&["serve"])?;
    build::with_keys(&mut trunk, &place)?;
    let mut page = trunk
        .arg("--dist")
        .arg(&dist)
        .args(arguments)
        .spawn()
        .map_err(|error| Failure::new(format!("cannot start trunk serve: {error}")))?;
    let ended = wait(&mut demo, &mut page, &interrupted);

    // Both fail only when Trunk has ended already, as it does at Ctrl-C.
    let _ = page.kill();
    let _ = page.wait();
    ended.and(demo.stop())
}

/// Waits for Ctrl-C. Fails when a program ends by itself before.
fn wait(demo: &mut Demo, page: &mut Child, interrupted: &Receiver<()>) -> Outcome {
    loop {
        match interrupted.recv_timeout(Duration::from_millis(300)) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
            Err(RecvTimeoutError::Timeout) => demo.ensure_running()?,
        }
        if let Ok(Some(status)) = page.try_wait() {
            return match interrupted.recv_timeout(Duration::from_millis(300)) {
                // Ctrl-C reached Trunk first.
                Ok(()) => Ok(()),
                Err(_) => Err(Failure::new(format!("trunk serve ended by itself ({status})"))),
            };
        }
    }
}

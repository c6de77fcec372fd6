//! A program of ours that runs beside us, and never longer than us.

use crate::clock::Stopwatch;
use crate::failure::{Failure, Outcome};
use crate::http;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs::{self, File};
use std::net::SocketAddr;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running server. Dropping it kills it.
#[derive(Debug)]
pub struct Running {
    what: &'static str,
    child: Child,
    address: SocketAddr,
    /// The path that answers 200 once the program is ready.
    ready: &'static str,
    log: PathBuf,
}

impl Running {
    /// Starts a program in its own process group, so that Ctrl-C reaches us alone and it is
    /// stopped in order. Its output goes to `log`.
    pub fn start(
        what: &'static str,
        mut command: Command,
        address: SocketAddr,
        ready: &'static str,
        log: &Path,
    ) -> Outcome<Self> {
        let failure =
            |error: &std::io::Error| Failure::new(format!("cannot start {what}: {error}"));
        let output = File::create(log).map_err(|error| Failure::at(log, &error))?;
        let errors = output.try_clone().map_err(|error| failure(&error))?;
        let child = command
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            .spawn()
            .map_err(|error| failure(&error))?;
        Ok(Self { what, child, address, ready, log: log.to_owned() })
    }

    /// Waits until the program answers. Fails when it ends or the time is over.
    pub fn wait_until_it_answers(&mut self, limit: Duration) -> Outcome {
        let waiting = Stopwatch::start();
        while !http::get(self.address, self.ready).is_ok_and(|answer| answer.status == 200) {
            self.ensure_running()?;
            if waiting.elapsed() > limit {
                return Err(self.failure(&format!("did not get ready in {} s", limit.as_secs())));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// Fails when the program has ended.
    pub fn ensure_running(&mut self) -> Outcome {
        match self.child.try_wait() {
            Ok(None) => Ok(()),
            Ok(Some(status)) => Err(self.failure(&format!("ended by itself ({status})"))),
            Err(error) => Err(self.failure(&error.to_string())),
        }
    }

    /// Asks the program to end and waits for it. Fails when it has to be killed.
    pub fn stop(mut self, limit: Duration) -> Outcome {
        if self.child.try_wait().is_ok_and(|ended| ended.is_some()) {
            return Ok(());
        }
        if let Ok(id) = i32::try_from(self.child.id()) {
            // It may have ended in this moment: that is what we want.
            let _ = kill(Pid::from_raw(id), Signal::SIGTERM);
        }
        let waiting = Stopwatch::start();
        while waiting.elapsed() < limit {
            if self.child.try_wait().is_ok_and(|ended| ended.is_some()) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(self.failure(&format!("did not end in {} s and was killed", limit.as_secs())))
    }

    fn failure(&self, what_happened: &str) -> Failure {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let last = log.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it wrote nothing");
        let (what, log) = (self.what, self.log.display());
        Failure::new(format!("{what} {what_happened}; its last words, from {log}: {last}"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

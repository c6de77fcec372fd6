//! `cargo xtask appeals`: the reviewer's part in the running demo.

use super::demo::Ports;
use crate::failure::{Failure, Outcome};
use crate::workspace;
use std::process::Command;

/// Runs `regain-server appeals` with these words on the demo's database and documents.
pub fn appeals(words: &[String]) -> Outcome {
    let place = workspace::target().join("serve");
    let database = place.join("regain.sqlite");
    if !database.exists() {
        return Err(Failure::new("there is no demo: start it with `cargo xtask serve`"));
    }
    let status = Command::new(workspace::target().join("native/regain-server"))
        .arg("appeals")
        .args(words)
        .env("DATABASE_URL", format!("sqlite://{}?mode=rw", database.display()))
        .env("REGAIN_PUBLIC_URL", format!("http://localhost:{}", Ports::DOCUMENTED.server))
        .env("REGAIN_APPEAL_DIRECTORY", place.join("appeals"))
        // The demo's minute instead of a day: nobody waits that long for a demonstration.
        .env("REGAIN_APPEAL_HOLD_S", "60")
        .env("REGAIN_DEMO_ACCOUNTS", "true")
        .status()
        .map_err(|error| Failure::new(format!("cannot start regain-server: {error}")))?;
    // It has said itself what is wrong.
    if status.success() { Ok(()) } else { Err(Failure::told()) }
}

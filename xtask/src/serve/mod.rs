//! `cargo xtask serve`: the whole demo from one command, until Ctrl-C.
//!
//! Builds the page, the reference server and the sandbox, starts both, says where they are and
//! what to try, and stops both cleanly.

mod appeals;
mod child;
mod demo;
mod dev;
mod ports;

pub use appeals::appeals;
pub use child::Running;
pub use demo::{Demo, Ports, Setup};
pub use dev::develop;

use crate::failure::{Failure, Outcome};
use crate::{build, files, workspace};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

const GREETING: &str = "
Regain is running.

  http://localhost:8080   the recovery page and its server
  http://localhost:8090   the sandbox: a portal to log on to, and the inbox of every
                          text message and mail
  http://localhost:8090/portals/
                          pages of others that embed the recovery, each in another way

Try this: open http://localhost:8090, choose *Forgot password*, name the account `solo`,
choose *Mobile phone*, take the code from http://localhost:8090/inbox, set a new password
and log on with it. Every demo account has the password `Old-Password-1`:

  solo       every method but one       solo-mail      e-mail only
  solo-mfa   needs two proofs           solo-nothing   no way to prove anything
  firm       an enterprise, all five    nobody         unknown, and behaves the same

The other methods of `solo` and `firm`: *Alipay* asks at the sandbox's page who you are;
*Facial recognition* takes a camera, or the buttons of the provider's page behind a link;
*Administrator* sends a mail to firm-admin-1@example.com, and its link decides.

An appeal, such as that of `solo-nothing`, is read and decided from another terminal:
`cargo xtask appeals list`, and `cargo xtask appeals --help` for the rest.
";

/// Pages of other origins that may use this server: those that `trunk serve` serves, since Trunk passes
/// their origin on, and the sandbox's portals.
const OTHERS: [(&str, &str); 2] = [
    (
        "REGAIN_CORS_ORIGINS",
        "http://localhost:8081,http://127.0.0.1:8081,http://localhost:8090,http://127.0.0.1:8090",
    ),
    ("REGAIN_FRAME_ANCESTORS", "http://localhost:8090,http://127.0.0.1:8090"),
];

/// Runs the demo. `--keep` keeps the database of the last time.
pub fn serve(options: &[String]) -> Outcome {
    let keep = match options {
        [] => false,
        [keep] if keep == "--keep" => true,
        _ => return Err(Failure::new("serve has one option: --keep")),
    };
    ports::ensure_free(&Ports::DOCUMENTED.all())?;
    build::build()?;
    let setup = Setup::release();
    setup.build()?;
    let place = workspace::target().join("serve");
    if !keep {
        files::remove(&place)?;
    }
    let interrupted = interrupts()?;
    let mut demo = Demo::start(&setup, &place, Ports::DOCUMENTED, &OTHERS)?;

    println!("{GREETING}");
    let kept = if keep { "kept from the last time" } else { "fresh; --keep keeps them" };
    println!("Database and logs: {} ({kept})", place.display());
    println!("Ctrl-C stops everything.");
    let ended = wait(&mut demo, &interrupted);

    println!("Stopping.");
    let stopped = demo.stop();
    ended.and(stopped)
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
fn wait(demo: &mut Demo, interrupted: &mpsc::Receiver<()>) -> Outcome {
    loop {
        match interrupted.recv_timeout(Duration::from_millis(500)) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
            Err(RecvTimeoutError::Timeout) => demo.ensure_running()?,
        }
    }
}

//! The sandbox as a program: settings from the environment, one line that says where it is, a
//! clean stop on Ctrl-C or SIGTERM.

use regain_sandbox::{Config, start};
use std::io;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("regain-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn core::error::Error>> {
    let config = Config::from_variables(|name| std::env::var(name).ok())?;
    // Before the line below: whoever reads it may send a signal at once.
    let interrupted = interruption()?;
    let running = start(config).await.map_err(|error| {
        format!(
            "{error}; choose other ports with REGAIN_SANDBOX_LISTEN, REGAIN_SANDBOX_SMTP and \
             REGAIN_SANDBOX_SCANNER"
        )
    })?;
    let (http, smtp, scanner) = (running.http, running.smtp, running.scanner);
    println!(
        "Sandbox: portal http://{http}/, inbox http://{http}/inbox, mail smtp://{smtp}, \
         scanner tcp://{scanner}"
    );
    interrupted.await;
    running.stop().await;
    Ok(())
}

/// Listens for Ctrl-C and SIGTERM from now on; the future ends with the first of them.
#[cfg(unix)]
fn interruption() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Listens for Ctrl-C from now on.
#[cfg(windows)]
fn interruption() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}

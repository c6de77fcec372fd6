//! The command: reads the configuration, starts the server, stops it on Ctrl-C or SIGTERM. Or does a
//! reviewer's part.

use clap::{Parser, error::ErrorKind};
use regain_server::{
    Config, ConfigError, OsRandom, SystemClock,
    cli::{self, Command, ConfigCommand, EXAMPLE, Invocation},
    start,
};
use std::{
    env,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};
use tokio::signal;
use tracing_subscriber::EnvFilter;

/// Whether this build can call addresses with `https:`.
const HAS_TLS: bool = cfg!(feature = "tls");

/// What the program ends with when command line or configuration are wrong.
const WRONG_USE: u8 = 2;
/// What is logged unless `RUST_LOG` says otherwise: our own crates in detail, the others' warnings.
const LOG_FILTER: &str = "regain_server=info,regain_recovery=info,regain_providers=info,warn";

#[tokio::main]
async fn main() -> ExitCode {
    let invocation = match Invocation::try_parse() {
        Ok(invocation) => invocation,
        Err(error) => {
            let is_asked_for =
                matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            if is_asked_for {
                // Nobody reads it when standard output is closed.
                let _ = error.print();
                return ExitCode::SUCCESS;
            }
            eprintln!("regain-server: {}", cli::in_one_line(&error));
            return ExitCode::from(WRONG_USE);
        }
    };
    match run(invocation).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Config(message)) => {
            eprintln!("regain-server: {message}");
            ExitCode::from(WRONG_USE)
        }
        Err(Failure::Other(message)) => {
            eprintln!("regain-server: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Why the program ends with a message.
enum Failure {
    /// The configuration is wrong.
    Config(String),
    /// Anything else.
    Other(String),
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Other(message)
    }
}

async fn run(invocation: Invocation) -> Result<(), Failure> {
    let command = invocation.command.unwrap_or(Command::Serve);
    if command == Command::Config(ConfigCommand::Example) {
        return Ok(print(EXAMPLE)?);
    }
    let file = invocation.config.or_else(|| env::var_os("REGAIN_CONFIG").map(PathBuf::from));
    let wrong = |error: ConfigError| Failure::Config(error.to_string());
    let (config, origins) =
        Config::load(file.as_deref(), |name| env::var(name).ok()).map_err(wrong)?;
    // Checked here, where it is known which line or variable set an option.
    let checked = config.check(config.listen).and_then(|_| config.check_tls(HAS_TLS));
    checked.map_err(|error| wrong(error.located(&origins)))?;
    match command {
        Command::Serve => Ok(serve(config).await?),
        Command::Config(_) => Ok(print("The configuration is right.\n")?),
        Command::Appeals(review) => {
            let (clock, random) = (Arc::new(SystemClock), Arc::new(OsRandom));
            Ok(print(&cli::review(config, clock, random, review).await?)?)
        }
    }
}

fn print(text: &str) -> Result<(), String> {
    match io::stdout().write_all(text.as_bytes()) {
        // Whoever reads has enough, as `head` has.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| error.to_string()),
    }
}

async fn serve(config: Config) -> Result<(), String> {
    log_to_stderr(&config);
    let running = start(config, Arc::new(SystemClock), Arc::new(OsRandom))
        .await
        .map_err(|error| error.to_string())?;
    tracing::info!(address = %running.address, url = running.public_url(), "listening");
    if !running.has_pages() {
        tracing::warn!("the pages are not built: only the API answers");
    }
    stop_signal().await;
    tracing::info!("stopping");
    running.stop().await;
    Ok(())
}

fn log_to_stderr(config: &Config) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(LOG_FILTER));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if config.log_format == "json" {
        log.json().init();
    } else {
        log.init();
    }
}

#[cfg(unix)]
async fn stop_signal() {
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut stream) => stream.recv().await,
            // Without the handler the signal ends the process at once: there is nothing to await.
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = signal::ctrl_c() => {}
        _ = terminated => {}
    }
}

#[cfg(not(unix))]
async fn stop_signal() {
    let _ = signal::ctrl_c().await;
}

//! Starts the example with two accounts and prints every message to the terminal.

use regain_example_codes_only::{Account, Setup, serve};
use std::{error::Error, io::Write, sync::Arc, time::Instant};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let accounts = vec![
        Account::new("solo", "+8613800138000", "solo@example.com"),
        Account::new("duo", "+8613800138009", "duo@example.com"),
    ];
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    let start = Instant::now();
    let setup = Setup {
        origin: "http://localhost:8080".into(),
        dist: "dist".into(),
        log_on_url: "/".into(),
        clock: Arc::new(move || start.elapsed()),
        // A terminal that is closed loses messages, and nothing else.
        deliver: Arc::new(|to, text| drop(writeln!(std::io::stdout(), "to {to}\n{text}\n"))),
    };
    let listener = TcpListener::bind("127.0.0.1:8080").await?;
    writeln!(std::io::stdout(), "http://localhost:8080 knows the accounts solo and duo\n")?;
    serve(listener, setup, accounts).await
}

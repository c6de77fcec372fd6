//! The sandbox as a program.

#![expect(clippy::unwrap_used, reason = "test support: a failure here is a failed test")]

use crate::support::config;
use regain_sandbox::start;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

fn program(http: &str, smtp: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_regain-sandbox"))
        .env("REGAIN_SANDBOX_LISTEN", http)
        .env("REGAIN_SANDBOX_SMTP", smtp)
        .env("REGAIN_SANDBOX_SCANNER", "127.0.0.1:0")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn failure(http: &str, smtp: &str) -> String {
    let output = program(http, smtp).wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_busy_port_is_one_clear_line_and_exit_code_1() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();

    for error in [failure(&address, "127.0.0.1:0"), failure("127.0.0.1:0", &address)] {
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(error.contains(&format!("cannot listen on {address}")), "{error}");
        assert!(error.contains("REGAIN_SANDBOX_LISTEN"), "{error}");
    }
}

#[test]
fn a_bad_setting_is_one_clear_line_and_exit_code_1() {
    let error = failure("nonsense", "127.0.0.1:0");

    assert_eq!(error.lines().count(), 1, "{error}");
    assert!(error.contains("REGAIN_SANDBOX_LISTEN must be host:port"), "{error}");
}

#[cfg(unix)]
#[test]
fn it_prints_its_addresses_in_one_line_and_stops_cleanly_when_told_to() {
    for signal in ["TERM", "INT"] {
        let mut child = program("127.0.0.1:0", "127.0.0.1:0");
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert!(line.starts_with("Sandbox: portal http://127.0.0.1:"), "{line}");

        let kill = format!("kill -{signal} {}", child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());

        let mut rest = String::new();
        output.read_to_string(&mut rest).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0));
        assert!(rest.is_empty(), "{rest}");
    }
}

#[tokio::test]
async fn after_a_stop_both_ports_are_free_again() {
    let running = start(config()).await.unwrap();
    let (http, smtp) = (running.http, running.smtp);
    // A browser keeps its connection open; a stop must not wait for it.
    let client = reqwest::Client::new();
    client.get(format!("http://{http}/")).send().await.unwrap().text().await.unwrap();

    running.stop().await;

    TcpListener::bind(http).unwrap();
    TcpListener::bind(smtp).unwrap();
}

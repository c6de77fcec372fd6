//! The client of the virus scanner, against the sandbox's.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use regain_config::ScannerAddress;
use regain_providers::Clamd;
use regain_recovery::ports::scanner::{Scanner, Verdict};
use regain_sandbox::{Running, ScannerMode, eicar};
use std::time::Duration;
use tokio::{io::AsyncReadExt, net::TcpListener};

async fn sandbox() -> Running {
    regain_sandbox::start(regain_sandbox::Config {
        http: "127.0.0.1:0".parse().unwrap(),
        smtp: "127.0.0.1:0".parse().unwrap(),
        slow_for: Duration::from_secs(3),
        ..regain_sandbox::Config::default()
    })
    .await
    .unwrap()
}

fn scanner(at: impl core::fmt::Display) -> Clamd {
    let address = ScannerAddress::parse(&at.to_string()).unwrap().unwrap();
    Clamd::new(address, Duration::from_millis(800))
}

/// APL-05: a harmful file is found wherever the harm stands, and a large clean one is clean.
#[tokio::test]
async fn a_file_is_scanned_as_a_whole() {
    let running = sandbox().await;
    let scanner = scanner(format_args!("tcp://{}", running.scanner));
    let mut late = vec![b'x'; 10 << 20];
    late.extend(eicar().bytes());

    assert_eq!(scanner.scan(b"").await, Verdict::Clean);
    assert_eq!(scanner.scan(&vec![0; 10 << 20]).await, Verdict::Clean);
    assert_eq!(scanner.scan(eicar().as_bytes()).await, Verdict::Harmful);
    assert_eq!(scanner.scan(&late).await, Verdict::Harmful);
    running.stop().await;
}

/// APL-05: a scanner that is down, slow, broken or no scanner is never a clean answer.
#[tokio::test]
async fn whatever_is_no_answer_is_unavailable() {
    let running = sandbox().await;
    let scanner = scanner(format_args!("tcp://{}", running.scanner));

    for mode in [ScannerMode::Down, ScannerMode::Slow, ScannerMode::Error, ScannerMode::Garbage] {
        running.set_scanner(mode);

        assert_eq!(scanner.scan(b"hello").await, Verdict::Unavailable, "{mode:?}");
    }
    running.set_scanner(ScannerMode::Up);
    assert_eq!(scanner.scan(&vec![0; 26 << 20]).await, Verdict::Unavailable);
    assert_eq!(scanner.scan(b"hello").await, Verdict::Clean);
    running.stop().await;
    assert_eq!(scanner.scan(b"hello").await, Verdict::Unavailable);
}

/// APL-05: a scanner that takes everything and says nothing is given up in time.
#[tokio::test]
async fn a_silent_scanner_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let silent = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).await.unwrap();
        all.len()
    });

    let verdict = scanner(format_args!("tcp://{address}")).scan(&[7; 1000]).await;

    assert_eq!(verdict, Verdict::Unavailable);
    // Command, length, content, length: it was all sent, and then the connection was let go.
    assert_eq!(silent.await.unwrap(), 10 + 4 + 1000 + 4);
}

/// APL-05: a socket of this machine does as well.
#[cfg(unix)]
#[tokio::test]
async fn a_local_socket_is_asked_too() {
    let running = sandbox().await;
    let path = std::env::temp_dir().join(format!("regain-scanner-{}.sock", std::process::id()));
    let _ = std::fs::remove_file(&path);
    let listener = tokio::net::UnixListener::bind(&path).unwrap();
    let behind = running.scanner;
    let forward = tokio::spawn(async move {
        let (mut near, _) = listener.accept().await.unwrap();
        let mut far = tokio::net::TcpStream::connect(behind).await.unwrap();
        let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
    });

    let scanner = scanner(format_args!("unix:{}", path.display()));

    assert_eq!(scanner.scan(eicar().as_bytes()).await, Verdict::Harmful);
    forward.abort();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(scanner.scan(b"hello").await, Verdict::Unavailable);
    running.stop().await;
}

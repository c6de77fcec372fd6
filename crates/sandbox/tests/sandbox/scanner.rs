//! The virus scanner, spoken to over a bare socket.

#![expect(clippy::unwrap_used, reason = "test support: a failure here is a failed test")]

use crate::support::{get, sandbox};
use regain_sandbox::{Running, ScannerMode, eicar};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn say(running: &Running, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(running.scanner).await.unwrap();
    // It may hang up before everything is said.
    let _ = stream.write_all(bytes).await;
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer).await;
    answer
}

fn instream(chunks: &[&[u8]]) -> Vec<u8> {
    let mut bytes = b"zINSTREAM\0".to_vec();
    for chunk in chunks {
        bytes.extend(u32::try_from(chunk.len()).unwrap().to_be_bytes());
        bytes.extend(*chunk);
    }
    bytes.extend([0; 4]);
    bytes
}

#[tokio::test]
async fn it_answers_in_the_form_in_which_it_is_asked() {
    let running = sandbox().await;

    assert_eq!(say(&running, b"zPING\0").await, "PONG\0");
    assert_eq!(say(&running, b"nPING\n").await, "PONG\n");
    assert_eq!(say(&running, b"PING\n").await, "PONG\n");
    assert!(say(&running, b"zVERSION\0").await.starts_with("ClamAV "));
    assert_eq!(say(&running, b"zSHUTDOWN\0").await, "UNKNOWN COMMAND\0");
    running.stop().await;
}

#[tokio::test]
async fn it_finds_the_test_file_also_across_chunks() {
    let running = sandbox().await;
    let eicar = eicar();
    let (first, second) = eicar.as_bytes().split_at(30);

    assert_eq!(say(&running, &instream(&[b"hello"])).await, "stream: OK\0");
    assert_eq!(
        say(&running, &instream(&[b"before", first, second])).await,
        "stream: Eicar-Test-Signature FOUND\0"
    );
    running.stop().await;
}

#[tokio::test]
async fn its_modes_make_it_fail_in_each_way() {
    let running = sandbox().await;
    let answers = [
        (ScannerMode::Down, ""),
        (ScannerMode::Error, "stream: Can't allocate memory ERROR\0"),
        (ScannerMode::Garbage, "HTTP/1.1 200 OK\0"),
        (ScannerMode::Slow, "stream: OK\0"),
    ];

    for (mode, answer) in answers {
        running.set_scanner(mode);

        assert_eq!(say(&running, &instream(&[b"hello"])).await, answer, "{mode:?}");
    }
    assert_eq!(get(&running, "/sandbox/scanner").await, r#"{"mode":"slow"}"#);
    assert!(get(&running, "/sandbox").await.contains("Virus scanner"));
    running.stop().await;
}

#[tokio::test]
async fn more_than_it_takes_is_an_error() {
    let running = sandbox().await;
    let bytes = [b"zINSTREAM\0".as_slice(), &(26_u32 << 20).to_be_bytes()].concat();

    assert_eq!(say(&running, &bytes).await, "INSTREAM size limit exceeded. ERROR\0");
    running.stop().await;
}

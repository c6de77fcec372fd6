//! Accepts connections of clamd's protocol and answers one command each, until the sandbox stops.

use super::{ScannerMode, eicar};
use crate::sandbox::Sandbox;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// The longest command, in bytes.
const MAX_COMMAND: u64 = 64;
/// As clamd's `StreamMaxLength` by default.
const MAX_STREAM: usize = 25 << 20;
const IDLE: Duration = Duration::from_secs(30);

/// Serves connections until the sandbox stops; open ones are cut then.
pub async fn listen(listener: TcpListener, sandbox: Arc<Sandbox>) {
    let mut conversations = JoinSet::new();
    loop {
        tokio::select! {
            () = sandbox.stopped() => break,
            Some(_) = conversations.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let sandbox = Arc::clone(&sandbox);
                    conversations.spawn(async move {
                        // Whoever is too slow is cut, as clamd does it.
                        let _ = tokio::time::timeout(IDLE, converse(stream, &sandbox)).await;
                    });
                }
                // Out of file descriptors, most likely: let some close.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
        }
    }
    conversations.shutdown().await;
}

async fn converse(mut stream: TcpStream, sandbox: &Sandbox) -> io::Result<()> {
    let mode = sandbox.scanner.switch.mode();
    if mode == ScannerMode::Down {
        return Ok(());
    }
    let (reader, mut writer) = stream.split();
    let mut reader = BufReader::new(reader);
    let Some((command, end)) = command(&mut reader).await? else {
        return Ok(());
    };
    let answer = match command.as_slice() {
        b"PING" => "PONG".to_owned(),
        b"VERSION" => "ClamAV 1.4.0/27000/Thu Jan  1 00:00:00 2026".to_owned(),
        b"INSTREAM" => scan(&mut reader, sandbox, mode).await?,
        _ => "UNKNOWN COMMAND".to_owned(),
    };
    writer.write_all(answer.as_bytes()).await?;
    writer.write_all(&[end]).await
}

/// Reads one command; gives it with the byte that ends it and the answer. `z` before the command
/// means NUL, `n` a line feed; without either it is the old form, which ends with the line.
async fn command(reader: &mut (impl AsyncBufReadExt + Unpin)) -> io::Result<Option<(Vec<u8>, u8)>> {
    let prefix = reader.fill_buf().await?.first().copied();
    let end = if prefix == Some(b'z') { 0 } else { b'\n' };
    let mut command = Vec::new();
    reader.take(MAX_COMMAND).read_until(end, &mut command).await?;
    if command.pop() != Some(end) {
        return Ok(None);
    }
    if matches!(prefix, Some(b'z' | b'n')) {
        command.remove(0);
    }
    Ok(Some((command, end)))
}

/// Reads chunks, each after its length in four bytes, until one of length 0; says what is in them.
async fn scan(
    reader: &mut (impl AsyncReadExt + Unpin),
    sandbox: &Sandbox,
    mode: ScannerMode,
) -> io::Result<String> {
    let mut content = Vec::new();
    loop {
        let length = usize::try_from(reader.read_u32().await?).map_err(io::Error::other)?;
        if length == 0 {
            break;
        }
        if content.len() + length > MAX_STREAM {
            return Ok("INSTREAM size limit exceeded. ERROR".into());
        }
        let start = content.len();
        content.resize(start + length, 0);
        reader.read_exact(content.get_mut(start..).unwrap_or_default()).await?;
    }
    if mode == ScannerMode::Slow {
        sandbox.wait(sandbox.slow_for).await;
    }
    Ok(match mode {
        ScannerMode::Error => "stream: Can't allocate memory ERROR".into(),
        ScannerMode::Garbage => "HTTP/1.1 200 OK".into(),
        ScannerMode::Up | ScannerMode::Down | ScannerMode::Slow => verdict(&content).into(),
    })
}

fn verdict(content: &[u8]) -> &'static str {
    let eicar = eicar();
    if content.windows(eicar.len()).any(|window| window == eicar.as_bytes()) {
        "stream: Eicar-Test-Signature FOUND"
    } else {
        "stream: OK"
    }
}

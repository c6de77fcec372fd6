//! Asks a virus scanner about a file (APL-05): a client of clamd's `INSTREAM`, by TCP or by a
//! socket of this machine.
//!
//! Called while a file waits in quarantine. Whatever is not a clear answer is [`Verdict::Unavailable`],
//! and such a file stays where it is: the gate fails closed (ASVS 16.5.3).

use async_trait::async_trait;
use regain_config::ScannerAddress;
use regain_recovery::ports::scanner::{Scanner, Verdict};
use std::time::Duration;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// Bytes of one chunk.
const CHUNK: usize = 64 * 1024;
/// Longest answer that is read: a name of a signature fits in it many times.
const MAX_ANSWER: u64 = 1024;

/// A scanner and how long it may take.
#[derive(Clone, Debug)]
pub struct Clamd {
    address: ScannerAddress,
    wait: Duration,
}

impl Clamd {
    /// Names the scanner and how long it may take for one file.
    #[must_use]
    pub const fn new(address: ScannerAddress, wait: Duration) -> Self {
        Self { address, wait }
    }

    async fn ask(&self, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        match &self.address {
            ScannerAddress::Tcp(address) => stream(TcpStream::connect(address).await?, bytes).await,
            #[cfg(unix)]
            ScannerAddress::Unix(path) => {
                stream(tokio::net::UnixStream::connect(path).await?, bytes).await
            }
            #[cfg(not(unix))]
            ScannerAddress::Unix(_) => Err(std::io::ErrorKind::Unsupported.into()),
        }
    }
}

#[async_trait]
impl Scanner for Clamd {
    async fn scan(&self, bytes: &[u8]) -> Verdict {
        let answer = match timeout(self.wait, self.ask(bytes)).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => {
                tracing::warn!(%error, "the scanner cannot be asked");
                return Verdict::Unavailable;
            }
            Err(_) => {
                tracing::warn!("the scanner takes too long");
                return Verdict::Unavailable;
            }
        };
        let verdict = read(&answer);
        if verdict == Verdict::Unavailable {
            tracing::warn!("the scanner reports an error");
        }
        verdict
    }
}

/// Sends the file in chunks, each after its length, and a chunk of length 0; gives the answer.
async fn stream(
    mut scanner: impl AsyncRead + AsyncWrite + Unpin,
    bytes: &[u8],
) -> std::io::Result<Vec<u8>> {
    // A scanner that has enough answers and hangs up in the middle: its answer says more.
    let sent = send(&mut scanner, bytes).await;
    let mut answer = Vec::new();
    let read = (&mut scanner).take(MAX_ANSWER).read_to_end(&mut answer).await;
    if answer.is_empty() {
        sent.and(read.map(|_| ()))?;
    }
    Ok(answer)
}

async fn send(scanner: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> std::io::Result<()> {
    // The form with NUL, the one that the manual recommends.
    scanner.write_all(b"zINSTREAM\0").await?;
    for chunk in bytes.chunks(CHUNK) {
        scanner.write_u32(u32::try_from(chunk.len()).map_err(std::io::Error::other)?).await?;
        scanner.write_all(chunk).await?;
    }
    scanner.write_u32(0).await?;
    scanner.flush().await
}

/// Only the two whole sentences count.
fn read(answer: &[u8]) -> Verdict {
    let sentence = answer.strip_suffix(b"\0").and_then(|line| line.strip_prefix(b"stream: "));
    match sentence {
        Some(b"OK") => Verdict::Clean,
        Some(found) if found.ends_with(b" FOUND") && !found.contains(&0) => Verdict::Harmful,
        _ => Verdict::Unavailable,
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, read};

    #[test]
    fn only_a_whole_sentence_is_an_answer() {
        assert_eq!(read(b"stream: OK\0"), Verdict::Clean);
        assert_eq!(read(b"stream: Win.Test.EICAR_HDB-1 FOUND\0"), Verdict::Harmful);
        for other in [
            b"".as_slice(),
            b"\0",
            b"OK\0",
            b"stream: OK",
            b"stream: OK\n",
            b"stream: OK\0stream: X FOUND",
            b"stream: OK FOUND ERROR\0",
            b"INSTREAM size limit exceeded. ERROR\0",
            b"stream: \0",
        ] {
            assert_eq!(read(other), Verdict::Unavailable, "{}", String::from_utf8_lossy(other));
        }
    }
}

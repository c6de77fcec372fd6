//! Asks a virus scanner about a file (APL-05): a client of clamd's `INSTREAM`, by TCP or by a
//! socket of this machine.
//!
//! Called while a file waits in quarantine. Whatever is not a clear answer is [`Verdict::Unavailable`],
//! and such a file stays where it is: the gate fails closed (ASVS 16.5.3).

use crate::config::ConfigError;
use std::{path::PathBuf, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

const OPTION: &str = "appeal_scanner";
/// Bytes of one chunk.
const CHUNK: usize = 64 * 1024;
/// Longest answer that is read: a name of a signature fits in it many times.
const MAX_ANSWER: u64 = 1024;

/// What a scanner says about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It found nothing.
    Clean,
    /// It found something.
    Harmful,
    /// It was not reached, took too long, reported an error or said what is not understood.
    Unavailable,
}

/// A scanner and how long it may take.
#[derive(Clone, Debug)]
pub struct Scanner {
    place: Place,
    wait: Duration,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Tcp(String),
    Unix(PathBuf),
}

impl Scanner {
    /// Reads the option: `tcp://host:port` or `unix:/path`; `None` when it is empty.
    ///
    /// # Errors
    /// Another form.
    pub fn new(option: &str, wait: Duration) -> Result<Option<Self>, ConfigError> {
        if option.is_empty() {
            return Ok(None);
        }
        let wrong = || ConfigError::new(OPTION, "must be tcp://host:port or unix:/path");
        let place = if let Some(address) = option.strip_prefix("tcp://") {
            let port = address.rsplit_once(':').filter(|(host, _)| !host.is_empty());
            port.and_then(|(_, port)| port.parse::<u16>().ok()).ok_or_else(wrong)?;
            Place::Tcp(address.into())
        } else if let Some(path) = option.strip_prefix("unix:").filter(|p| p.starts_with('/')) {
            Place::Unix(path.into())
        } else {
            return Err(wrong());
        };
        Ok(Some(Self { place, wait }))
    }

    /// Asks about one file.
    pub async fn scan(&self, bytes: &[u8]) -> Verdict {
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

    async fn ask(&self, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        match &self.place {
            Place::Tcp(address) => stream(TcpStream::connect(address).await?, bytes).await,
            #[cfg(unix)]
            Place::Unix(path) => stream(tokio::net::UnixStream::connect(path).await?, bytes).await,
            #[cfg(not(unix))]
            Place::Unix(_) => Err(std::io::ErrorKind::Unsupported.into()),
        }
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
    use super::{Scanner, Verdict, read};
    use std::time::Duration;

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

    #[test]
    fn a_place_that_is_none_is_refused_at_start() {
        let place = |text| Scanner::new(text, Duration::ZERO);

        assert!(place("").unwrap().is_none());
        for good in ["tcp://localhost:3310", "tcp://[::1]:3310", "unix:/run/clamav/clamd.ctl"] {
            assert!(place(good).unwrap().is_some(), "{good}");
        }
        for bad in ["localhost:3310", "tcp://:3310", "tcp://localhost", "unix:clamd", "http://x"] {
            assert!(place(bad).is_err(), "{bad}");
        }
    }
}

//! One HTTP request and its answer as bytes. Called by the proxy only.

use std::io::{Error, ErrorKind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const LONGEST_HEAD: usize = 64 * 1024;

/// A whole request, head and body.
#[derive(Debug)]
pub struct Request {
    /// The method, upper case.
    pub method: String,
    /// The path without its query.
    pub path: String,
    bytes: Vec<u8>,
}

impl Request {
    /// Reads one request; `None` when the visitor closed the connection without asking.
    pub async fn read(client: &mut TcpStream) -> std::io::Result<Option<Self>> {
        let mut bytes = Vec::new();
        let end = loop {
            if let Some(end) = end_of_head(&bytes) {
                break end;
            }
            if bytes.len() > LONGEST_HEAD || client.read_buf(&mut bytes).await? == 0 {
                return Ok(None);
            }
        };
        let head = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default()).into_owned();
        let whole = end + content_length(&head);
        while bytes.len() < whole {
            if client.read_buf(&mut bytes).await? == 0 {
                return Ok(None);
            }
        }
        let body = bytes.split_off(end);
        let mut first = head.split([' ', '\r']);
        let (method, target) = (first.next().unwrap_or(""), first.next().unwrap_or(""));
        let path = target.split('?').next().unwrap_or("").to_owned();
        let request = Self { method: method.to_owned(), path, bytes: closing(&head, &body) };
        Ok(Some(request))
    }

    /// Sends the request on.
    pub async fn send(&self, server: &mut TcpStream) -> std::io::Result<()> {
        server.write_all(&self.bytes).await
    }
}

/// The same request, asking the server to close the connection after its answer.
fn closing(head: &str, body: &[u8]) -> Vec<u8> {
    let kept = head
        .trim_end()
        .split("\r\n")
        .filter(|line| !line.to_ascii_lowercase().starts_with("connection:"));
    let mut bytes = kept.collect::<Vec<_>>().join("\r\n").into_bytes();
    bytes.extend_from_slice(b"\r\nConnection: close\r\n\r\n");
    bytes.extend_from_slice(body);
    bytes
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

fn content_length(head: &str) -> usize {
    let length = head.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    length.unwrap_or(0)
}

/// Reads the answer to its end and throws it away: by then the server has committed.
pub async fn swallow(server: &mut TcpStream) -> std::io::Result<()> {
    server.read_to_end(&mut Vec::new()).await.map(drop)
}

/// Gives an answer of the proxy's own.
pub async fn answer(client: &mut TcpStream, answer: &str) -> std::io::Result<()> {
    client.write_all(answer.as_bytes()).await?;
    client.shutdown().await
}

/// Passes the answer on, with at most `body_limit` bytes after the head.
pub async fn relay(
    server: &mut TcpStream,
    client: &mut TcpStream,
    body_limit: usize,
) -> std::io::Result<()> {
    let mut head = Vec::new();
    let end = loop {
        if let Some(end) = end_of_head(&head) {
            break end;
        }
        if server.read_buf(&mut head).await? == 0 {
            return Err(Error::from(ErrorKind::UnexpectedEof));
        }
    };
    let mut body = head.split_off(end);
    client.write_all(&head).await?;
    let mut left = body_limit;
    loop {
        body.truncate(left);
        client.write_all(&body).await?;
        left -= body.len();
        body.clear();
        if left == 0 || server.read_buf(&mut body).await? == 0 {
            return client.shutdown().await;
        }
    }
}

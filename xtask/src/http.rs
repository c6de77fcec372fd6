//! A small HTTP/1.1 client over one kept connection, for programs on this machine only.
//!
//! Asks our own programs whether they are ready, drives WebDriver, and puts load on the server.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The body as text.
    pub body: String,
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The method.
    pub method: &'a str,
    /// Path and query.
    pub path: &'a str,
    /// Headers beside those of the connection and the body.
    pub headers: &'a [(&'a str, &'a str)],
    /// A JSON body; none when empty.
    pub body: &'a str,
}

/// A connection.
#[derive(Debug)]
pub struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Connection {
    /// Connects; every later step may take as long as `limit`.
    pub fn open(address: SocketAddr, limit: Duration) -> io::Result<Self> {
        let stream = TcpStream::connect_timeout(&address, limit)?;
        stream.set_read_timeout(Some(limit))?;
        stream.set_nodelay(true)?;
        let host = format!("localhost:{}", address.port());
        Ok(Self { stream: BufReader::new(stream), host })
    }

    /// Sends a request and reads the whole answer.
    pub fn send(&mut self, request: &Request<'_>) -> io::Result<Answer> {
        let Request { method, path, headers, body } = request;
        let mut text = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n", self.host);
        for (name, value) in *headers {
            text += &format!("{name}: {value}\r\n");
        }
        if !body.is_empty() {
            text += "content-type: application/json\r\n";
        }
        text += &format!("content-length: {}\r\n\r\n{body}", body.len());
        self.stream.get_mut().write_all(text.as_bytes())?;
        read_answer(&mut self.stream)
    }
}

/// Asks once for `path` at `address`.
pub fn get(address: SocketAddr, path: &str) -> io::Result<Answer> {
    let request = Request { method: "GET", path, headers: &[("connection", "close")], body: "" };
    Connection::open(address, Duration::from_secs(5))?.send(&request)
}

fn read_answer(stream: &mut impl BufRead) -> io::Result<Answer> {
    let malformed = || io::Error::new(io::ErrorKind::InvalidData, "not an HTTP answer");
    let status_line = read_line(stream)?;
    let status = status_line.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status: u16 = status.ok_or_else(malformed)?;
    let (mut length, mut is_chunked) = (None, false);
    loop {
        let line = read_line(stream)?.to_ascii_lowercase();
        let Some((name, value)) = line.split_once(':') else { break };
        match name {
            "content-length" => length = Some(value.trim().parse().map_err(|_| malformed())?),
            "transfer-encoding" => is_chunked = value.trim() == "chunked",
            _ => {}
        }
    }
    let body = if is_chunked {
        read_chunks(stream)?
    } else if status == 204 || status == 304 {
        Vec::new()
    } else {
        let mut body = Vec::new();
        stream.take(length.unwrap_or(u64::MAX)).read_to_end(&mut body)?;
        body
    };
    Ok(Answer { status, body: String::from_utf8_lossy(&body).into_owned() })
}

fn read_chunks(stream: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = read_line(stream)?;
        let size = u64::from_str_radix(size.split(';').next().unwrap_or_default(), 16)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        stream.by_ref().take(size).read_to_end(&mut body)?;
        read_line(stream)?;
        if size == 0 {
            return Ok(body);
        }
    }
}

fn read_line(stream: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::read_answer;

    fn read(answer: &str) -> Option<(u16, String)> {
        read_answer(&mut answer.as_bytes()).ok().map(|answer| (answer.status, answer.body))
    }

    #[test]
    fn bodies_end_at_their_length_their_last_chunk_or_the_end_of_the_connection() {
        let with_length = "HTTP/1.1 503 Busy\r\nContent-Length: 2\r\n\r\nno and more";
        let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nyes\r\n0\r\n\r\n";
        let to_the_end = "HTTP/1.0 200 OK\r\n\r\nyes";

        assert_eq!(read(with_length), Some((503, "no".to_owned())));
        assert_eq!(read(chunked), Some((200, "yes".to_owned())));
        assert_eq!(read(to_the_end), Some((200, "yes".to_owned())));
    }

    #[test]
    fn other_protocols_are_not_taken_for_an_answer() {
        assert_eq!(read("SSH-2.0-OpenSSH\r\n"), None);
        assert_eq!(read(""), None);
    }
}

//! Accepts SMTP connections and runs one session each, until the sandbox stops.

use super::conversation::{Conversation, Envelope, Next};
use super::mail;
use crate::sandbox::Sandbox;
use crate::{Channel, Message};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// The longest piece of a line that is handed on at once, in bytes.
const MAX_LINE: u64 = 8 * 1024;
const IDLE: Duration = Duration::from_secs(300);

/// Serves connections until the sandbox stops; open conversations are cut then.
pub async fn listen(listener: TcpListener, sandbox: Arc<Sandbox>) {
    let mut conversations = JoinSet::new();
    loop {
        tokio::select! {
            () = sandbox.stopped() => break,
            Some(_) = conversations.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    conversations.spawn(converse(stream, Arc::clone(&sandbox)));
                }
                // Out of file descriptors, most likely: let some close.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
        }
    }
    conversations.shutdown().await;
}

async fn converse(mut stream: TcpStream, sandbox: Arc<Sandbox>) -> io::Result<()> {
    let (reader, mut writer) = stream.split();
    let mut reader = BufReader::new(reader);
    let mut session = Conversation::new();
    let mut line = Vec::new();
    writer.write_all(b"220 sandbox ESMTP\r\n").await?;
    loop {
        line.clear();
        let mut piece = (&mut reader).take(MAX_LINE);
        let Ok(read) = tokio::time::timeout(IDLE, piece.read_until(b'\n', &mut line)).await else {
            return writer.write_all(b"421 4.4.2 Too slow\r\n").await;
        };
        if read? == 0 {
            return Ok(());
        }
        if !line.ends_with(b"\n") && !session.is_reading_message() {
            return writer.write_all(b"500 5.5.2 Line too long\r\n").await;
        }
        let (text, is_last) = match session.take(&line) {
            Next::Quiet => continue,
            Next::Reply(text) => (text, false),
            Next::Close(text) => (text, true),
            Next::Deliver(envelope) => (deliver(&sandbox, &envelope).into(), false),
        };
        writer.write_all(format!("{text}\r\n").as_bytes()).await?;
        if is_last {
            return Ok(());
        }
    }
}

fn deliver(sandbox: &Sandbox, envelope: &Envelope) -> &'static str {
    let Ok(mail) = mail::read(&envelope.content) else {
        return "554 5.6.0 The message cannot be read";
    };
    let from = if mail.from.is_empty() { &envelope.from } else { &mail.from };
    for to in &envelope.to {
        sandbox.inbox.receive(Message {
            channel: Channel::Mail,
            to: to.clone(),
            text: mail.text.clone(),
            sent_at: sandbox.clock.now(),
            from: from.clone(),
            subject: mail.subject.clone(),
        });
    }
    "250 2.0.0 Ok"
}

//! The mail sink, spoken to over a bare socket.

#![expect(clippy::unwrap_used, reason = "test support: a failure here is a failed test")]

use crate::support::sandbox;
use regain_sandbox::Running;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

struct Client(BufReader<TcpStream>);

impl Client {
    /// Connects and reads the greeting.
    async fn connect(running: &Running) -> Self {
        let mut client = Self(BufReader::new(TcpStream::connect(running.smtp).await.unwrap()));
        assert!(client.reply().await.starts_with("220 "));
        client
    }

    async fn send(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).await.unwrap();
        self.0.flush().await.unwrap();
    }

    /// Reads one reply, of one or more lines; gives the last.
    async fn reply(&mut self) -> String {
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).await.unwrap();
            if line.as_bytes().get(3) != Some(&b'-') {
                return line;
            }
        }
    }

    /// Sends a command and asserts the code of its reply.
    async fn say(&mut self, command: &str, code: &str) {
        self.send(format!("{command}\r\n").as_bytes()).await;
        let reply = self.reply().await;
        assert!(reply.starts_with(code), "{command}: {reply}");
    }

    /// Goes as far as the message itself.
    async fn start_message(&mut self, to: &[&str]) {
        self.say("EHLO test", "250").await;
        self.say("MAIL FROM:<no-reply@example.com>", "250").await;
        for to in to {
            self.say(&format!("RCPT TO:<{to}>"), "250").await;
        }
        self.say("DATA", "354").await;
    }
}

fn texts(running: &Running, to: &str) -> Vec<String> {
    running.messages(to).into_iter().map(|message| message.text).collect()
}

#[tokio::test]
async fn a_mail_arrives_for_each_recipient_with_its_text_decoded() {
    let running = sandbox().await;
    let mut client = Client::connect(&running).await;
    client.start_message(&["Solo@example.com", "firm@example.com"]).await;

    client
        .say(
            "From: Regain <no-reply@example.com>\r\nSubject: =?utf-8?B?6aqM6K+B56CB?=\r\n\
             Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\
             5oKo55qE6aqM6K+B56CB5pivIDEyMzQ1NuOAgg==\r\n.",
            "250",
        )
        .await;
    client.say("QUIT", "221").await;

    assert_eq!(texts(&running, "solo@example.com"), ["您的验证码是 123456。"]);
    assert_eq!(texts(&running, "FIRM@example.com"), ["您的验证码是 123456。"]);
    assert_eq!(running.messages("").len(), 2);
    assert_eq!(running.messages("")[0].subject.as_deref(), Some("验证码"));
    running.stop().await;
}

#[tokio::test]
async fn dots_at_the_start_of_lines_are_unstuffed() {
    let running = sandbox().await;
    let mut client = Client::connect(&running).await;
    client.start_message(&["solo@example.com"]).await;

    client.say("Subject: dots\r\n\r\n..\r\n..one\r\ntwo.\r\n...\r\n.", "250").await;

    assert_eq!(texts(&running, ""), [".\n.one\ntwo.\n.."]);
    running.stop().await;
}

#[tokio::test]
async fn a_conversation_in_single_bytes_is_understood() {
    let running = sandbox().await;
    let mut client = Client::connect(&running).await;
    client.0.get_ref().set_nodelay(true).unwrap();
    let conversation = "EHLO test\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<solo@example.com>\r\n\
                        DATA\r\nSubject: x\r\n\r\nHello\r\n.\r\n";

    for byte in conversation.bytes() {
        client.send(&[byte]).await;
        tokio::task::yield_now().await;
    }

    for code in ["250", "250", "250", "354", "250"] {
        assert!(client.reply().await.starts_with(code));
    }
    assert_eq!(texts(&running, ""), ["Hello"]);
    running.stop().await;
}

#[tokio::test]
async fn several_mails_in_one_packet_all_arrive() {
    let running = sandbox().await;
    let mut client = Client::connect(&running).await;
    let mail = "MAIL FROM:<a@example.com>\r\nRCPT TO:<solo@example.com>\r\nDATA\r\n\r\nHi\r\n.\r\n";

    client.send(format!("HELO test\r\n{mail}{mail}QUIT\r\n").as_bytes()).await;

    let mut replies = String::new();
    client.0.read_to_string(&mut replies).await.unwrap();
    assert!(replies.ends_with("221 2.0.0 Bye\r\n"), "{replies}");
    assert_eq!(texts(&running, ""), ["Hi", "Hi"]);
    running.stop().await;
}

#[tokio::test]
async fn a_message_over_the_limit_is_refused_and_the_conversation_goes_on() {
    let running = sandbox().await;
    let mut client = Client::connect(&running).await;
    client.start_message(&["solo@example.com"]).await;

    let line = format!("{}\r\n", "x".repeat(998));
    client.send(line.repeat(300).as_bytes()).await;
    client.say(".", "552").await;

    client.say("MAIL FROM:<a@example.com> SIZE=300000", "552").await;
    client.start_message(&["solo@example.com"]).await;
    client.say("\r\nsmall\r\n.", "250").await;
    assert_eq!(texts(&running, ""), ["small"]);
    running.stop().await;
}

#[tokio::test]
async fn a_line_without_an_end_does_not_fill_the_memory() {
    let running = sandbox().await;
    let mut client = Client::connect(&running).await;

    client.send("x".repeat(20_000).as_bytes()).await;

    assert!(client.reply().await.starts_with("500"));
    running.stop().await;
}

#[tokio::test]
async fn a_long_line_in_a_message_is_kept_whole() {
    let running = sandbox().await;
    let mut client = Client::connect(&running).await;
    client.start_message(&["solo@example.com"]).await;
    // The dots stand where the sink cuts lines into pieces: they are no line starts.
    let line = ".".repeat(40_000);

    client.say(&format!("\r\nx{line}\r\n."), "250").await;

    assert_eq!(texts(&running, ""), [format!("x{line}")]);
    running.stop().await;
}

#[tokio::test]
async fn a_mail_cut_off_in_the_middle_does_not_arrive() {
    let running = sandbox().await;
    let mut client = Client::connect(&running).await;
    client.start_message(&["solo@example.com"]).await;
    client.send(b"\r\nhalf of it\r\n").await;
    drop(client);

    let mut other = Client::connect(&running).await;
    other.start_message(&["solo@example.com"]).await;
    other.say("\r\nwhole\r\n.", "250").await;

    assert_eq!(texts(&running, ""), ["whole"]);
    running.stop().await;
}

#[tokio::test]
async fn stopping_does_not_wait_for_an_open_conversation() {
    let running = sandbox().await;
    let mut client = Client::connect(&running).await;

    tokio::time::timeout(Duration::from_secs(1), running.stop()).await.unwrap();

    let mut rest = Vec::new();
    let _ = client.0.read_to_end(&mut rest).await;
    assert!(rest.is_empty());
}

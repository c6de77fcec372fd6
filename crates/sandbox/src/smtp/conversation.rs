//! One SMTP conversation as a state machine: a line in, a reply out. No I/O. Knows EHLO, HELO,
//! MAIL, RCPT, DATA, RSET, NOOP, VRFY and QUIT; relays nothing and keeps no secrets.

/// The largest message taken, in bytes.
pub const MAX_MESSAGE: usize = 256 * 1024;
const MAX_RECIPIENTS: usize = 100;

/// A mail as it was handed over.
pub struct Envelope {
    /// The return path; empty for a bounce.
    pub from: String,
    /// The recipients, at least one.
    pub to: Vec<String>,
    /// The message, without dot-stuffing.
    pub content: Vec<u8>,
}

/// What to do after a line.
pub enum Next {
    /// Read on.
    Quiet,
    /// Send this reply (without line end).
    Reply(String),
    /// Take the mail, then reply for it.
    Deliver(Envelope),
    /// Send this reply and close.
    Close(String),
}

enum Phase {
    Greeted,
    Ready,
    Mail(Envelope),
    Data(Envelope, Content),
}

/// The message being read.
#[derive(Clone, Copy)]
struct Content {
    is_line_start: bool,
    is_after_cr: bool,
    is_too_big: bool,
}

/// The state of one conversation.
pub struct Conversation(Phase);

impl Conversation {
    /// A conversation that was just greeted.
    pub const fn new() -> Self {
        Self(Phase::Greeted)
    }

    /// Takes one line with its line end; while a message is read, also a part of a line that is
    /// too long for one piece.
    pub fn take(&mut self, line: &[u8]) -> Next {
        match core::mem::replace(&mut self.0, Phase::Ready) {
            Phase::Data(envelope, content) => self.data(envelope, content, line),
            stage => {
                self.0 = stage;
                self.command(line)
            }
        }
    }

    /// Whether a message is being read, so that lines are content, not commands.
    pub const fn is_reading_message(&self) -> bool {
        matches!(self.0, Phase::Data(..))
    }

    fn data(&mut self, mut envelope: Envelope, mut content: Content, line: &[u8]) -> Next {
        if content.is_line_start && line == b".\r\n" {
            return if content.is_too_big {
                reply("552 5.3.4 Message too big")
            } else {
                Next::Deliver(envelope)
            };
        }
        let stuffed = if content.is_line_start { line.strip_prefix(b".") } else { None };
        let text = stuffed.unwrap_or(line);
        content.is_too_big |= envelope.content.len() + text.len() > MAX_MESSAGE;
        if !content.is_too_big {
            envelope.content.extend_from_slice(text);
        }
        // Only CR LF ends a line: a bare LF before a dot must not end the message.
        content.is_line_start = line.ends_with(b"\r\n") || (content.is_after_cr && line == b"\n");
        content.is_after_cr = line.ends_with(b"\r");
        self.0 = Phase::Data(envelope, content);
        Next::Quiet
    }

    fn command(&mut self, line: &[u8]) -> Next {
        let Ok(line) = core::str::from_utf8(line) else {
            return reply("500 5.5.2 Not UTF-8");
        };
        let line = line.trim_end_matches(['\r', '\n']);
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => self.hello(format!(
                "250-sandbox\r\n250-SIZE {MAX_MESSAGE}\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n\
                 250-PIPELINING\r\n250 ENHANCEDSTATUSCODES"
            )),
            "HELO" => self.hello("250 sandbox".into()),
            "MAIL" => self.mail(rest),
            "RCPT" => self.rcpt(rest),
            "DATA" => self.start_data(),
            "RSET" => {
                self.reset();
                reply("250 2.0.0 Ok")
            }
            "NOOP" => reply("250 2.0.0 Ok"),
            "VRFY" => reply("252 2.1.5 Cannot verify, will accept"),
            "QUIT" => Next::Close("221 2.0.0 Bye".into()),
            "AUTH" | "STARTTLS" | "HELP" | "EXPN" => reply("502 5.5.1 Not implemented"),
            _ => reply("500 5.5.1 Unknown command"),
        }
    }

    fn hello(&mut self, text: String) -> Next {
        self.0 = Phase::Ready;
        Next::Reply(text)
    }

    fn reset(&mut self) {
        if !matches!(self.0, Phase::Greeted) {
            self.0 = Phase::Ready;
        }
    }

    fn mail(&mut self, rest: &str) -> Next {
        match self.0 {
            Phase::Greeted => return reply("503 5.5.1 Say EHLO first"),
            Phase::Mail(_) | Phase::Data(..) => return reply("503 5.5.1 MAIL was given"),
            Phase::Ready => {}
        }
        let Some((from, parameters)) = path(rest, "FROM:") else {
            return reply("501 5.5.4 MAIL FROM:<address>");
        };
        let size = parameters.split(' ').find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            name.eq_ignore_ascii_case("SIZE").then(|| value.parse::<usize>().ok())?
        });
        if size.is_some_and(|size| size > MAX_MESSAGE) {
            return reply("552 5.3.4 Message too big");
        }
        self.0 = Phase::Mail(Envelope { from: from.into(), to: vec![], content: vec![] });
        reply("250 2.1.0 Ok")
    }

    fn rcpt(&mut self, rest: &str) -> Next {
        let Phase::Mail(envelope) = &mut self.0 else {
            return reply("503 5.5.1 MAIL first");
        };
        match path(rest, "TO:") {
            Some((to, _)) if to.contains('@') => {
                if envelope.to.len() >= MAX_RECIPIENTS {
                    return reply("452 4.5.3 Too many recipients");
                }
                envelope.to.push(to.into());
                reply("250 2.1.5 Ok")
            }
            _ => reply("501 5.1.3 RCPT TO:<address>"),
        }
    }

    fn start_data(&mut self) -> Next {
        match core::mem::replace(&mut self.0, Phase::Ready) {
            Phase::Mail(envelope) if !envelope.to.is_empty() => {
                let content =
                    Content { is_line_start: true, is_after_cr: false, is_too_big: false };
                self.0 = Phase::Data(envelope, content);
                reply("354 End with a dot on a line by itself")
            }
            stage => {
                self.0 = stage;
                reply("503 5.5.1 RCPT first")
            }
        }
    }
}

fn reply(text: &str) -> Next {
    Next::Reply(text.into())
}

/// Splits `FROM:<address> parameters` into address and parameters.
fn path<'l>(rest: &'l str, keyword: &str) -> Option<(&'l str, &'l str)> {
    let start = rest.get(..keyword.len()).filter(|start| start.eq_ignore_ascii_case(keyword))?;
    let rest = rest.get(start.len()..)?.trim_start().strip_prefix('<')?;
    rest.split_once('>')
}

#[cfg(test)]
mod tests {
    use super::{Conversation, MAX_MESSAGE, Next};

    fn say(session: &mut Conversation, line: &str) -> String {
        match session.take(format!("{line}\r\n").as_bytes()) {
            Next::Reply(text) | Next::Close(text) => text,
            Next::Quiet => "quiet".into(),
            Next::Deliver(mail) => String::from_utf8(mail.content).unwrap(),
        }
    }

    #[test]
    fn commands_out_of_order_are_refused() {
        let mut session = Conversation::new();

        assert!(say(&mut session, "MAIL FROM:<a@example.com>").starts_with("503"));
        assert!(say(&mut session, "EHLO test").contains("250-SIZE 262144\r\n"));
        assert!(say(&mut session, "RCPT TO:<b@example.com>").starts_with("503"));
        assert!(say(&mut session, "DATA").starts_with("503"));
        assert!(say(&mut session, "MAIL FROM:<a@example.com>").starts_with("250"));
        assert!(say(&mut session, "DATA").starts_with("503"));
        assert!(say(&mut session, "MAIL FROM:<a@example.com>").starts_with("503"));
    }

    #[test]
    fn arguments_that_cannot_be_read_are_refused() {
        let mut session = Conversation::new();
        say(&mut session, "helo test");

        assert!(say(&mut session, "MAIL a@example.com").starts_with("501"));
        assert!(say(&mut session, "MAIL FROM:<>").starts_with("250"));
        assert!(say(&mut session, "RCPT TO:<>").starts_with("501"));
        assert!(say(&mut session, "RCPT TO:b@example.com").starts_with("501"));
        assert!(say(&mut session, "STARTTLS").starts_with("502"));
        assert!(say(&mut session, "HELLO").starts_with("500"));
    }

    #[test]
    fn a_reset_forgets_the_mail() {
        let mut session = Conversation::new();
        say(&mut session, "EHLO test");
        say(&mut session, "MAIL FROM:<a@example.com>");
        say(&mut session, "RCPT TO:<b@example.com>");

        assert!(say(&mut session, "RSET").starts_with("250"));
        assert!(say(&mut session, "DATA").starts_with("503"));
    }

    #[test]
    fn a_size_that_is_announced_too_big_is_refused_at_once() {
        let mut session = Conversation::new();
        say(&mut session, "EHLO test");

        let over = MAX_MESSAGE + 1;
        assert!(say(&mut session, &format!("MAIL FROM:<a@b.c> SIZE={over}")).starts_with("552"));
        assert!(say(&mut session, "MAIL FROM:<a@b.c> BODY=8BITMIME SIZE=9").starts_with("250"));
    }

    #[test]
    fn a_dot_after_a_bare_line_feed_does_not_end_the_message() {
        let mut session = Conversation::new();
        for line in ["EHLO test", "MAIL FROM:<a@b.c>", "RCPT TO:<b@b.c>", "DATA"] {
            say(&mut session, line);
        }

        assert!(matches!(session.take(b"one\n"), Next::Quiet));
        assert!(matches!(session.take(b".\r\n"), Next::Quiet));
        assert!(matches!(session.take(b"two\r\n"), Next::Quiet));
        assert_eq!(say(&mut session, "."), "one\n.\r\ntwo\r\n");
    }

    #[test]
    fn a_line_end_that_comes_in_two_pieces_is_still_a_line_end() {
        let mut session = Conversation::new();
        for line in ["EHLO test", "MAIL FROM:<a@b.c>", "RCPT TO:<b@b.c>", "DATA"] {
            say(&mut session, line);
        }

        assert!(matches!(session.take(b"one\r"), Next::Quiet));
        assert!(matches!(session.take(b"\n"), Next::Quiet));
        assert_eq!(say(&mut session, "."), "one\r\n");
    }
}

//! The messages that arrived, newest first, in memory and bounded. Filled by the carrier and the
//! mail sink, read by the inbox page and by tests. Never written to disk.

use crate::phone::is_same_number;
use serde::Serialize;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// How many messages are kept; older ones are dropped.
pub const KEPT: usize = 500;

/// How a message came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// Through the carrier.
    Sms,
    /// By SMTP.
    Mail,
}

/// One message to one destination. Has no `Debug`: the text holds codes.
#[derive(Clone, Serialize)]
pub struct Message {
    /// How it came.
    pub channel: Channel,
    /// The destination: `+` and digits, or the address of the envelope.
    pub to: String,
    /// The text, decoded, with `\n` between lines.
    pub text: String,
    /// When it arrived.
    #[serde(serialize_with = "as_rfc3339")]
    pub sent_at: SystemTime,
    /// The sender: the signature name of an SMS, or the `From` header.
    #[serde(skip)]
    pub from: String,
    /// The subject of a mail.
    #[serde(skip)]
    pub subject: Option<String>,
}

impl Message {
    /// When it arrived, as RFC 3339 in UTC with milliseconds.
    pub fn sent_at_text(&self) -> String {
        humantime::format_rfc3339_millis(self.sent_at).to_string()
    }

    fn is_for(&self, destination: &str) -> bool {
        match self.channel {
            Channel::Sms => !destination.contains('@') && is_same_number(&self.to, destination),
            // A plus sign in a query arrives as a space.
            Channel::Mail => {
                self.to.to_lowercase() == destination.trim().replace(' ', "+").to_lowercase()
            }
        }
    }
}

fn as_rfc3339<S: serde::Serializer>(time: &SystemTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&humantime::format_rfc3339_millis(*time))
}

/// The messages of one sandbox.
#[derive(Default)]
pub struct Inbox(Mutex<VecDeque<Message>>);

impl Inbox {
    /// Takes a message in; the oldest goes when there are more than [`KEPT`].
    pub fn receive(&self, message: Message) {
        let mut messages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        messages.push_front(message);
        messages.truncate(KEPT);
    }

    /// The messages for a destination, newest first; all of them when it is empty.
    pub fn messages(&self, destination: &str) -> Vec<Message> {
        let messages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_all = destination.trim().is_empty();
        messages.iter().filter(|message| is_all || message.is_for(destination)).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Channel, Inbox, KEPT, Message};
    use std::time::{Duration, UNIX_EPOCH};

    fn message(channel: Channel, to: &str, text: &str) -> Message {
        Message {
            channel,
            to: to.into(),
            text: text.into(),
            sent_at: UNIX_EPOCH + Duration::from_millis(1_500),
            from: String::new(),
            subject: None,
        }
    }

    fn texts(inbox: &Inbox, destination: &str) -> Vec<String> {
        inbox.messages(destination).into_iter().map(|message| message.text).collect()
    }

    #[test]
    fn the_newest_message_comes_first() {
        let inbox = Inbox::default();
        inbox.receive(message(Channel::Sms, "+8613800138000", "first"));
        inbox.receive(message(Channel::Mail, "solo@example.com", "second"));

        assert_eq!(texts(&inbox, ""), ["second", "first"]);
    }

    #[test]
    fn a_mail_address_matches_whole_and_in_any_case() {
        let inbox = Inbox::default();
        inbox.receive(message(Channel::Mail, "Solo+a@Example.com", "mail"));

        assert_eq!(texts(&inbox, "solo+a@example.COM"), ["mail"]);
        assert_eq!(texts(&inbox, "solo a@example.com"), ["mail"]);
        assert!(texts(&inbox, "a@example.com").is_empty());
    }

    #[test]
    fn digits_in_a_mail_address_do_not_match_a_phone() {
        let inbox = Inbox::default();
        inbox.receive(message(Channel::Sms, "+8613800138000", "sms"));
        inbox.receive(message(Channel::Mail, "8613800138000@example.com", "mail"));

        assert_eq!(texts(&inbox, "8613800138000@example.com"), ["mail"]);
        assert_eq!(texts(&inbox, "8613800138000"), ["sms"]);
    }

    #[test]
    fn only_the_newest_messages_are_kept() {
        let inbox = Inbox::default();
        for number in 0..KEPT + 3 {
            inbox.receive(message(Channel::Sms, "+8613800138000", &number.to_string()));
        }

        let texts = texts(&inbox, "");
        assert_eq!(texts.len(), KEPT);
        assert_eq!(texts.first().map(String::as_str), Some("502"));
        assert_eq!(texts.last().map(String::as_str), Some("3"));
    }

    #[test]
    fn the_json_holds_exactly_the_four_documented_fields() {
        let json = serde_json::to_value(message(Channel::Mail, "a@example.com", "x")).unwrap();

        let expected = serde_json::json!({
            "channel": "mail", "to": "a@example.com", "text": "x",
            "sent_at": "1970-01-01T00:00:01.500Z"
        });
        assert_eq!(json, expected);
    }
}

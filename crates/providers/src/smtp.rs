//! Sends mail by SMTP.

use async_trait::async_trait;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::AsyncSmtpTransportBuilder,
};
use regain_config::{Config, ConfigError};
use regain_recovery::ports::{
    SendError,
    mail::{Mail, MailServer},
};
use std::time::Duration;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// How long one step of the connection may take.
const DEADLINE: Duration = Duration::from_secs(10);

/// The connection to the mail server, and who the mails are from.
pub struct Smtp {
    transport: Transport,
    from: String,
}

impl Smtp {
    /// Reads the mail server's address; `None` when mail is off. `smtp://user:password@host:port`
    /// is plain; `smtps://…` and `smtp://…?tls=required` need the cargo feature `tls`.
    ///
    /// # Errors
    /// An address that cannot be read.
    pub fn new(config: &Config) -> Result<Option<Self>, ConfigError> {
        if config.smtp_url.is_empty() {
            return Ok(None);
        }
        let builder = builder(&config.smtp_url)?;
        let transport = builder.timeout(Some(DEADLINE)).build();
        Ok(Some(Self { transport, from: config.mail_from.clone() }))
    }
}

#[async_trait]
impl MailServer for Smtp {
    async fn send(&self, mail: Mail) -> Result<(), SendError> {
        let from: Mailbox = self.from.parse().map_err(SendError::new)?;
        let to: Mailbox = mail.to.parse().map_err(SendError::new)?;
        let message = message((from, to), mail).map_err(SendError::new)?;
        self.transport.send(message).await.map(|_| ()).map_err(SendError::new)
    }
}

#[cfg(feature = "tls")]
fn builder(url: &str) -> Result<AsyncSmtpTransportBuilder, ConfigError> {
    Transport::from_url(url).map_err(|error| ConfigError::new("smtp_url", error))
}

#[cfg(not(feature = "tls"))]
fn builder(url: &str) -> Result<AsyncSmtpTransportBuilder, ConfigError> {
    let refused = |reason: &str| ConfigError::new("smtp_url", reason);
    let url = url::Url::parse(url).map_err(|error| ConfigError::new("smtp_url", error))?;
    if url.scheme() != "smtp" || url.query().is_some() {
        return Err(refused("must be smtp://host:port; TLS needs the cargo feature `tls`"));
    }
    let host = url.host_str().ok_or_else(|| refused("names no host"))?;
    let builder = Transport::builder_dangerous(host).port(url.port().unwrap_or(25));
    Ok(match url.password() {
        Some(password) => builder.credentials((url.username(), password).into()),
        None => builder,
    })
}

/// Plain text says its direction only by its letters: every line of an Arabic mail but that of the
/// link begins with one, so that programs need no mark to set it from right to left.
fn message((from, to): (Mailbox, Mailbox), mail: Mail) -> Result<Message, lettre::error::Error> {
    // RFC 3282.
    let language = HeaderName::new_from_ascii_str("Content-Language");
    Message::builder()
        .from(from)
        .to(to)
        .message_id(Some(mail.id))
        .subject(mail.subject)
        .header(ContentType::TEXT_PLAIN)
        .raw_header(HeaderValue::new(language, mail.locale.tag().into()))
        .body(mail.body)
}

#[cfg(test)]
mod tests {
    use super::message;
    use regain_contract::Locale;
    use regain_recovery::ports::mail::Mail;

    #[test]
    fn a_mail_names_its_language() {
        for locale in Locale::ALL {
            let people = ("from@a.example".parse().unwrap(), "to@b.example".parse().unwrap());
            let mail = Mail {
                id: "<1@a.example>".into(),
                to: String::new(),
                subject: "رمز".into(),
                body: "رمز\n".into(),
                locale,
            };
            let mail = message(people, mail).unwrap();

            let headers = String::from_utf8(mail.formatted()).unwrap();

            assert!(
                headers.contains(&format!("\r\nContent-Language: {}\r\n", locale.tag())),
                "{headers}"
            );
        }
    }
}

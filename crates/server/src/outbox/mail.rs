//! Sends mail by SMTP.

use super::{
    Params, approval_texts,
    catalogue::Catalogue,
    texts::{self, Text},
    worker::SendError,
};
use crate::{
    app::App,
    config::{Config, ConfigError},
    running::StartError,
    store::outbox::Message as Queued,
};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::AsyncSmtpTransportBuilder,
};
use regain_contract::Locale;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// The connection to the mail server, and what it is told.
pub(super) struct Mailer {
    transport: Transport,
    catalogue: Catalogue,
}

impl Mailer {
    /// Reads the mail server's address; `None` when mail is off. `smtp://user:password@host:port`
    /// is plain; `smtps://…` and `smtp://…?tls=required` need the cargo feature `tls`.
    pub fn new(config: &Config) -> Result<Option<Self>, StartError> {
        if config.smtp_url.is_empty() {
            return Ok(None);
        }
        let timeout = Some(std::time::Duration::from_secs(10));
        let builder = builder(&config.smtp_url).map_err(StartError::Config)?;
        Ok(Some(Self {
            transport: builder.timeout(timeout).build(),
            catalogue: Catalogue::read().map_err(StartError::Texts)?,
        }))
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

/// Sends one message.
pub(super) async fn send(
    app: &App,
    mailer: &Mailer,
    queued: &Queued,
    params: &Params,
) -> Result<(), SendError> {
    let text = text(app, &mailer.catalogue, queued, params);
    let from: Mailbox = app.options().mail_from.parse().map_err(SendError::new)?;
    let to: Mailbox = queued.address.parse().map_err(SendError::new)?;
    // One id per message: a retry after a lost answer is recognised as the same mail.
    let id = format!("<{}@{}>", queued.id, app.settings.public_host);
    let message = message((from, to), id, queued.locale, text).map_err(SendError::new)?;
    mailer.transport.send(message).await.map(|_| ()).map_err(SendError::new)
}

/// Plain text says its direction only by its letters: every line of an Arabic mail but that of the
/// link begins with one, so that programs need no mark to set it from right to left.
fn message(
    (from, to): (Mailbox, Mailbox),
    id: String,
    locale: Locale,
    text: Text,
) -> Result<Message, lettre::error::Error> {
    // RFC 3282.
    let language = HeaderName::new_from_ascii_str("Content-Language");
    Message::builder()
        .from(from)
        .to(to)
        .message_id(Some(id))
        .subject(text.subject)
        .header(ContentType::TEXT_PLAIN)
        .raw_header(HeaderValue::new(language, locale.tag().into()))
        .body(text.body)
}

fn text(app: &App, catalogue: &Catalogue, queued: &Queued, params: &Params) -> Text {
    let (texts, address) = (catalogue.of(queued.locale), &app.settings.public_origin);
    let (hours, days) = (app.options().stop_lock_hours, app.options().stop_link_days);
    match (params, queued.template.as_str()) {
        (Params::Code { code, minutes }, _) => {
            texts::code(texts, code, *minutes, &app.settings.public_host)
        }
        (Params::Request(request), _) => approval_texts::request(texts, request),
        (Params::Over { account, state }, _) => {
            approval_texts::over(texts, account, *state, address)
        }
        // News are for the webhook; here for the sake of completeness.
        (Params::News { news }, _) => Text { subject: "News".into(), body: news.clone() },
        (Params::Draft { draft, days }, _) => texts::draft(texts, draft, *days),
        // It goes to a phone; here for the sake of completeness.
        (Params::Appeal { number, .. }, _) => {
            Text { subject: number.clone(), body: number.clone() }
        }
        (Params::Nothing {}, "approved") => texts::approved(texts, address),
        (Params::Nothing {}, "reported") => texts::reported(texts, address),
        (Params::Nothing {}, "stopped") => texts::stopped(texts, address, hours),
        (Params::Link { link }, "phone_changing") => texts::phone_changing(texts, link),
        (Params::Link { link }, "phone_changed") => texts::phone_changed(texts, link),
        (Params::Link { link }, _) => texts::notice(texts, address, link, days),
        (Params::Nothing {}, _) => texts::notice(texts, address, address, days),
    }
}

#[cfg(test)]
mod tests {
    use super::{Text, message};
    use regain_contract::Locale;

    #[test]
    fn a_mail_names_its_language() {
        for locale in Locale::ALL {
            let people = ("from@a.example".parse().unwrap(), "to@b.example".parse().unwrap());
            let text = Text { subject: "رمز".into(), body: "رمز\n".into() };
            let mail = message(people, "<1@a.example>".into(), locale, text).unwrap();

            let headers = String::from_utf8(mail.formatted()).unwrap();

            assert!(
                headers.contains(&format!("\r\nContent-Language: {}\r\n", locale.tag())),
                "{headers}"
            );
        }
    }
}

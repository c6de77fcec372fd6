//! Sends mail by SMTP.

use super::{
    Params, appeal_texts, approval_texts,
    texts::{self, Text},
    worker::SendError,
};
use crate::{
    app::App,
    config::{Config, ConfigError},
    store::outbox::Message as Queued,
};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::AsyncSmtpTransportBuilder,
};

/// The connection to the mail server.
pub(super) type Mailer = AsyncSmtpTransport<Tokio1Executor>;

/// Reads the mail server's address; `None` when mail is off. `smtp://user:password@host:port` is
/// plain; `smtps://…` and `smtp://…?tls=required` need the cargo feature `tls`.
pub(super) fn mailer(config: &Config) -> Result<Option<Mailer>, ConfigError> {
    if config.smtp_url.is_empty() {
        return Ok(None);
    }
    let timeout = Some(std::time::Duration::from_secs(10));
    builder(&config.smtp_url).map(|builder| Some(builder.timeout(timeout).build()))
}

#[cfg(feature = "tls")]
fn builder(url: &str) -> Result<AsyncSmtpTransportBuilder, ConfigError> {
    Mailer::from_url(url).map_err(|error| ConfigError::new("smtp_url", error))
}

#[cfg(not(feature = "tls"))]
fn builder(url: &str) -> Result<AsyncSmtpTransportBuilder, ConfigError> {
    let refused = |reason: &str| ConfigError::new("smtp_url", reason);
    let url = url::Url::parse(url).map_err(|error| ConfigError::new("smtp_url", error))?;
    if url.scheme() != "smtp" || url.query().is_some() {
        return Err(refused("must be smtp://host:port; TLS needs the cargo feature `tls`"));
    }
    let host = url.host_str().ok_or_else(|| refused("names no host"))?;
    let builder = Mailer::builder_dangerous(host).port(url.port().unwrap_or(25));
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
    let text = text(app, queued, params);
    let from: Mailbox = app.options().mail_from.parse().map_err(SendError::new)?;
    let to: Mailbox = queued.address.parse().map_err(SendError::new)?;
    let message = Message::builder()
        .from(from)
        .to(to)
        // One id per message: a retry after a lost answer is recognised as the same mail.
        .message_id(Some(format!("<{}@{}>", queued.id, app.settings.public_host)))
        .subject(text.subject)
        .header(ContentType::TEXT_PLAIN)
        .body(text.body)
        .map_err(SendError::new)?;
    mailer.send(message).await.map(|_| ()).map_err(SendError::new)
}

fn text(app: &App, queued: &Queued, params: &Params) -> Text {
    let (locale, public_url) = (queued.locale, &app.settings.public_origin);
    let (hours, days) = (app.options().stop_lock_hours, app.options().stop_link_days);
    match (params, queued.template.as_str()) {
        (Params::Code { code, minutes }, _) => {
            texts::code(locale, code, *minutes, &app.settings.public_host)
        }
        (Params::Request(request), _) => approval_texts::request(locale, request),
        (Params::Over { account, state }, _) => {
            approval_texts::over(locale, account, *state, public_url)
        }
        // News are for the webhook; here for the sake of completeness.
        (Params::News { news }, _) => Text { subject: "News".into(), body: news.clone() },
        (Params::Draft { draft, days }, _) => appeal_texts::link(locale, draft, *days),
        // It goes to a phone; here for the sake of completeness.
        (Params::Appeal { number, .. }, _) => {
            Text { subject: number.clone(), body: number.clone() }
        }
        (Params::Nothing {}, "approved") => approval_texts::approved(locale, public_url),
        (Params::Nothing {}, "reported") => approval_texts::reported(locale, public_url),
        (Params::Nothing {}, "stopped") => texts::stopped(locale, public_url, hours),
        (Params::Link { link }, "phone_changing") => appeal_texts::warning(locale, false, link),
        (Params::Link { link }, "phone_changed") => appeal_texts::warning(locale, true, link),
        (Params::Link { link }, _) => texts::notice(locale, public_url, link, days),
        (Params::Nothing {}, _) => texts::notice(locale, public_url, public_url, days),
    }
}

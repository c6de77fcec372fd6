//! Makes a mail out of a queued message.

use super::{
    Params, approval_texts,
    catalogue::Catalogue,
    texts::{self, Text},
};
use crate::{app::App, ports::mail::Mail, store::outbox::Message as Queued};

/// The mail of a message.
pub fn mail(app: &App, catalogue: &Catalogue, queued: &Queued, params: &Params) -> Mail {
    let Text { subject, body } = text(app, catalogue, queued, params);
    Mail {
        // One id per message: a retry after a lost answer is recognised as the same mail.
        id: format!("<{}@{}>", queued.id, app.settings.public_host),
        to: queued.address.clone(),
        subject,
        body,
        locale: queued.locale,
    }
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

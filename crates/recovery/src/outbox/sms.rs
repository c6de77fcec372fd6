//! Makes an SMS out of a queued message. The carrier renders the text from a template; the last line
//! of a code's text is `@host #code` (OTP-13).

use super::Params;
use crate::{app::App, ports::sms::Sms, store::outbox::Message};
use serde_json::json;

/// The SMS of a message.
pub fn sms(app: &App, message: &Message, params: &Params) -> Sms {
    Sms {
        to: message.address.clone(),
        template: template(&message.template),
        locale: message.locale,
        values: values(app, params),
    }
}

fn template(name: &str) -> &'static str {
    match name {
        "code" => "CODE",
        "approved" => "APPROVED",
        "reported" => "REPORTED",
        "stopped" => "STOPPED",
        "appeal_received" => "APPEAL_RECEIVED",
        "appeal_asked" => "APPEAL_ASKED",
        "appeal_approved" => "APPEAL_APPROVED",
        "appeal_bound" => "APPEAL_BOUND",
        "appeal_refused" => "APPEAL_REFUSED",
        "appeal_stopped" => "APPEAL_STOPPED",
        "appeal_lapsed" => "APPEAL_LAPSED",
        "phone_changing" => "PHONE_CHANGING",
        "phone_changed" => "PHONE_CHANGED",
        _ => "NOTICE",
    }
}

fn values(app: &App, params: &Params) -> String {
    let host = &app.settings.public_host;
    let values = match params {
        Params::Code { code, minutes } => {
            json!({ "code": code, "minutes": minutes.to_string(), "host": host })
        }
        Params::Appeal { number, username, hours } => json!({
            "host": host, "number": number, "username": username, "hours": hours.to_string(),
        }),
        Params::Link { link } => json!({ "host": host, "link": link }),
        Params::Request(_)
        | Params::Over { .. }
        | Params::News { .. }
        | Params::Draft { .. }
        | Params::Nothing {} => json!({ "host": host }),
    };
    values.to_string()
}

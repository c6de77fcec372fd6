//! Sends an SMS through a carrier that speaks Alibaba Cloud's `SendSms`. The carrier renders the
//! text from a template; the last line of a code's text is `@host #code` (OTP-13).

use super::{Params, worker::SendError};
use crate::{acs::Party, app::App, store::outbox::Message};
use regain_contract::Locale;
use serde::Deserialize;
use serde_json::json;
use url::form_urlencoded;

/// The carrier's answer; a refused call has status 200 and another code than `OK`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CarrierAnswer {
    code: String,
}

/// Sends one message.
pub(super) async fn send(app: &App, message: &Message, params: &Params) -> Result<(), SendError> {
    let options = app.options();
    let carrier = Party {
        endpoint: &options.sms_endpoint,
        key_id: &options.sms_key_id,
        key_secret: &options.sms_key_secret,
        version: "2017-05-25",
    };
    let body = form(app, message, params);
    let request = carrier.request(app, "SendSms", body).map_err(SendError::new)?;
    let answer = request.send().await.map_err(SendError::new)?;
    let status = answer.status();
    let answer: CarrierAnswer = answer.json().await.map_err(SendError::new)?;
    if status.is_success() && answer.code == "OK" {
        Ok(())
    } else {
        Err(SendError::new(format!("carrier answered {status} {}", answer.code)))
    }
}

fn form(app: &App, message: &Message, params: &Params) -> String {
    let name = match message.template.as_str() {
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
    };
    let template = format!("REGAIN_{name}_{}", language(message.locale));
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
    form_urlencoded::Serializer::new(String::new())
        .append_pair("PhoneNumbers", &carrier_number(&message.address))
        .append_pair("SignName", &app.options().sms_sign_name)
        .append_pair("TemplateCode", &template)
        .append_pair("TemplateParam", &values.to_string())
        .finish()
}

/// How the code of a template ends: as the tag of the language, in the letters that carriers take.
fn language(locale: Locale) -> String {
    match locale {
        // Registered like this before there was another Chinese.
        Locale::ZhCn => "ZH".into(),
        other => other.tag().to_ascii_uppercase().replace('-', "_"),
    }
}

/// Numbers inside China go without country code, others with it and without plus.
fn carrier_number(number: &str) -> String {
    let digits = number.trim_start_matches('+');
    match digits.strip_prefix("86") {
        Some(national) if national.len() == 11 => national.to_owned(),
        _ => digits.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::language;
    use regain_contract::Locale;

    #[test]
    fn the_codes_of_templates_end_with_the_language() {
        let ends = Locale::ALL.map(language).join(" ");

        assert_eq!(ends, "EN ZH ZH_TW JA KO DE FR ES PT_BR ID RU AR");
    }
}

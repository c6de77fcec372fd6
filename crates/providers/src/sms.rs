//! Sends SMS through a carrier that speaks Alibaba Cloud's `SendSms`.

use crate::acs::{Acs, Party};
use async_trait::async_trait;
use regain_config::Config;
use regain_contract::Locale;
use regain_recovery::ports::{
    SendError,
    sms::{Sms, SmsCarrier},
};
use serde::Deserialize;
use url::form_urlencoded;

/// The carrier's answer; a refused call has status 200 and another code than `OK`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CarrierAnswer {
    code: String,
}

/// The carrier.
pub struct AcsSms {
    acs: Acs,
    party: Party,
    sign_name: String,
}

impl AcsSms {
    /// Takes the carrier's options.
    pub fn new(acs: Acs, config: &Config) -> Self {
        let party = Party {
            endpoint: config.sms_endpoint.clone(),
            key_id: config.sms_key_id.clone(),
            key_secret: config.sms_key_secret.clone(),
            version: "2017-05-25",
        };
        Self { acs, party, sign_name: config.sms_sign_name.clone() }
    }

    fn form(&self, sms: &Sms) -> String {
        form_urlencoded::Serializer::new(String::new())
            .append_pair("PhoneNumbers", &carrier_number(&sms.to))
            .append_pair("SignName", &self.sign_name)
            .append_pair(
                "TemplateCode",
                &format!("REGAIN_{}_{}", sms.template, language(sms.locale)),
            )
            .append_pair("TemplateParam", &sms.values)
            .finish()
    }
}

#[async_trait]
impl SmsCarrier for AcsSms {
    async fn send(&self, sms: Sms) -> Result<(), SendError> {
        let request = self.acs.request(&self.party, "SendSms", self.form(&sms));
        let answer = request.map_err(SendError::new)?.send().await.map_err(SendError::new)?;
        let status = answer.status();
        let answer: CarrierAnswer = answer.json().await.map_err(SendError::new)?;
        if status.is_success() && answer.code == "OK" {
            Ok(())
        } else {
            Err(SendError::new(format!("carrier answered {status} {}", answer.code)))
        }
    }
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

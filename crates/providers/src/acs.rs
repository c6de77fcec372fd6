//! Calls to Alibaba Cloud's API in RPC style, with a form as their body: the SMS carrier and the
//! face provider. Signed by version 3 (`ACS3-HMAC-SHA256`).

use crate::http;
use regain_config::Secret;
use regain_recovery::{
    Clock, Random, id,
    keys::{hex, hmac_sha256, sha256_hex},
};
use std::sync::Arc;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use url::{Position, Url};

/// Whom to call, and as whom.
pub struct Party {
    pub endpoint: String,
    pub key_id: String,
    pub key_secret: Secret,
    /// The version of the API.
    pub version: &'static str,
}

/// What every call needs.
#[derive(Clone)]
pub struct Acs {
    pub http: reqwest::Client,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
}

impl Acs {
    /// The signed request of an action; why there is none.
    pub fn request(
        &self,
        party: &Party,
        action: &str,
        body: String,
    ) -> Result<reqwest::RequestBuilder, String> {
        let endpoint = Url::parse(&party.endpoint).map_err(|error| error.to_string())?;
        let nonce = id(&*self.random).map_err(|error| error.to_string())?;
        let call = Call {
            host: &endpoint[Position::BeforeHost..Position::AfterPort],
            action,
            version: party.version,
            body: &body,
            nonce: &nonce,
            now_ms: self.clock.now_ms(),
        };
        let mut request = self.http.post(endpoint.clone());
        for (name, value) in sign(&call, &party.key_id, party.key_secret.expose()) {
            request = request.header(name, value);
        }
        Ok(request.body(body))
    }
}

/// A call to sign.
struct Call<'a> {
    host: &'a str,
    action: &'a str,
    version: &'a str,
    body: &'a str,
    nonce: &'a str,
    now_ms: i64,
}

/// The headers of the signed call, without `host`, which the HTTP client writes itself. Pure: date
/// and nonce are arguments.
fn sign(call: &Call<'_>, key_id: &str, secret: &str) -> Vec<(&'static str, String)> {
    let body_hash = sha256_hex(call.body.as_bytes());
    // In alphabetical order, as the canonical form wants them.
    let headers = [
        ("content-type", http::FORM.to_owned()),
        ("host", call.host.to_owned()),
        ("x-acs-action", call.action.to_owned()),
        ("x-acs-content-sha256", body_hash.clone()),
        ("x-acs-date", date(call.now_ms)),
        ("x-acs-signature-nonce", call.nonce.to_owned()),
        ("x-acs-version", call.version.to_owned()),
    ];
    let names = headers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";");
    let lines: String = headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    // RPC style: the path is "/" wherever the endpoint is, and the query is empty.
    let canonical = format!("POST\n/\n\n{lines}\n{names}\n{body_hash}");
    let text = format!("ACS3-HMAC-SHA256\n{}", sha256_hex(canonical.as_bytes()));
    let signature = hex(&hmac_sha256(secret, &text));

    let authorization =
        format!("ACS3-HMAC-SHA256 Credential={key_id},SignedHeaders={names},Signature={signature}");
    headers
        .into_iter()
        .filter(|(name, _)| *name != "host")
        .chain([("authorization", authorization)])
        .collect()
}

fn date(now_ms: i64) -> String {
    OffsetDateTime::from_unix_timestamp(now_ms / 1000)
        .ok()
        .and_then(|date| date.format(&Rfc3339).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Call, sign};

    #[test]
    fn every_header_but_host_is_given_and_all_are_signed() {
        let call = Call {
            host: "dysmsapi.aliyuncs.com",
            action: "SendSms",
            version: "2017-05-25",
            body: "PhoneNumbers=1",
            nonce: "n",
            now_ms: 1_700_000_000_000,
        };
        let headers = sign(&call, "id", "secret");
        let find =
            |wanted| headers.iter().find(|(name, _)| *name == wanted).map(|(_, v)| v.as_str());

        assert_eq!(find("x-acs-date"), Some("2023-11-14T22:13:20Z"));
        assert_eq!(find("host"), None);
        let authorization = find("authorization").unwrap();
        assert!(authorization.starts_with(
            "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=content-type;host;x-acs-action;\
             x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature="
        ));
        assert_ne!(sign(&call, "id", "other"), headers);
    }
}

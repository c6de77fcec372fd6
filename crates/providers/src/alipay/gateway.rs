//! The client of Alipay's gateway: exchanges the code that the redirect brought for a token, and
//! the token for what Alipay certifies about the account. Knows nothing of recoveries.

use super::{
    answer::{Answer, refused},
    china_time,
    keys::{AppKey, PlatformKey},
};
use crate::http;
use async_trait::async_trait;
use regain_config::{Config, ConfigError};
use regain_contract::{AccountKind, AuthCode};
use regain_recovery::{
    keys::sha256_hex,
    ports::alipay::{Alipay, Certified, Failure},
};
use std::{collections::BTreeMap, time::Duration};
use tokio::time::timeout;
use url::{Url, form_urlencoded};

/// How long both calls may take together: somebody waits.
const DEADLINE: Duration = Duration::from_secs(5);
/// How much older than its visit an authorization may be, in milliseconds: clocks differ.
const SKEW_MS: i64 = 5 * 60 * 1000;

/// The gateway.
pub struct Gateway {
    http: reqwest::Client,
    url: Url,
    app_id: String,
    app_key: AppKey,
    platform_key: PlatformKey,
}

impl Gateway {
    /// Reads the keys; `None` when the method is off.
    pub fn new(http: reqwest::Client, config: &Config) -> Result<Option<Self>, ConfigError> {
        if config.alipay_gateway.is_empty() {
            return Ok(None);
        }
        let wrong = |option: &'static str| move |why: String| ConfigError::new(option, why);
        Ok(Some(Self {
            http,
            url: Url::parse(&config.alipay_gateway)
                .map_err(|error| ConfigError::new("alipay_gateway", error))?,
            app_id: config.alipay_app_id.clone(),
            app_key: AppKey::read(config.alipay_app_key.expose())
                .map_err(wrong("alipay_app_key"))?,
            platform_key: PlatformKey::read(&config.alipay_platform_key)
                .map_err(wrong("alipay_platform_key"))?,
        }))
    }

    async fn ask(&self, code: &AuthCode, since_ms: i64, now_ms: i64) -> Result<Certified, Failure> {
        let call = [("grant_type", "authorization_code"), ("code", code.expose())];
        let token = self.call("alipay.system.oauth.token", &call, now_ms).await?;
        let access = token.text("access_token").ok_or_else(|| refused("no token"))?;
        let began = token.text("auth_start").and_then(china_time::read);
        if began.is_some_and(|began_ms| began_ms < since_ms - SKEW_MS) {
            return Err(refused("an authorization of before the visit"));
        }
        let call = [("auth_token", access)];
        let about = self.call("alipay.user.info.share", &call, now_ms).await?;
        if !is_same_account(&token, &about) {
            return Err(refused("an answer about another account"));
        }
        Ok(Certified {
            kind: match about.text("user_type") {
                Some("1") => AccountKind::Enterprise,
                Some("2") => AccountKind::Individual,
                _ => return Err(refused("an unknown kind of account")),
            },
            is_certified: about.text("is_certified") == Some("T")
                && about.text("user_status").is_none_or(|status| status == "T"),
            number: about.text("cert_no").unwrap_or_default().to_owned(),
            answer_hash: sha256_hex(access.as_bytes()),
        })
    }

    async fn call(
        &self,
        method: &str,
        parameters: &[(&str, &str)],
        now_ms: i64,
    ) -> Result<Answer, Failure> {
        let (url, body) = self
            .request(method, parameters, now_ms)
            .ok_or_else(|| Failure::Unavailable("nothing to sign with".into()))?;
        let request = self.http.post(url).header("content-type", http::FORM).body(body);
        let answer = http::text(request).await.map_err(Failure::Unavailable)?;
        Answer::read(&self.platform_key, &self.app_id, method, &answer)
    }

    /// The signed address and the form: what is common to all calls goes into the address, as the
    /// platform's own libraries do.
    fn request(
        &self,
        method: &str,
        parameters: &[(&str, &str)],
        now_ms: i64,
    ) -> Option<(Url, String)> {
        let timestamp = china_time::write(now_ms);
        let common = [
            ("app_id", self.app_id.as_str()),
            ("charset", "utf-8"),
            ("format", "JSON"),
            ("method", method),
            ("sign_type", "RSA2"),
            ("timestamp", &timestamp),
            ("version", "1.0"),
        ];
        let signature = self.app_key.sign(&canonical(common.iter().chain(parameters)))?;
        let mut url = self.url.clone();
        url.query_pairs_mut().extend_pairs(common).append_pair("sign", &signature);
        let body =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
        Some((url, body))
    }
}

#[async_trait]
impl Alipay for Gateway {
    async fn identify(
        &self,
        code: &AuthCode,
        since_ms: i64,
        now_ms: i64,
    ) -> Result<Certified, Failure> {
        timeout(DEADLINE, self.ask(code, since_ms, now_ms))
            .await
            .unwrap_or_else(|_| Err(Failure::Unavailable("no answer in time".into())))
    }
}

/// What is signed: `name=value&…`, sorted by name, without those that are empty.
fn canonical<'a>(parameters: impl Iterator<Item = &'a (&'a str, &'a str)>) -> String {
    let sorted: BTreeMap<_, _> =
        parameters.copied().filter(|(_, value)| !value.is_empty()).collect();
    let pairs: Vec<_> = sorted.iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("&")
}

/// Whether both answers are about one account; at least one of its ids must be in both.
fn is_same_account(token: &Answer, about: &Answer) -> bool {
    let pairs = ["user_id", "open_id"].map(|name| (token.text(name), about.text(name)));
    let differ = |pair: &(Option<&str>, Option<&str>)| matches!(pair, (Some(one), Some(other)) if one != other);
    let agree = |pair: &(Option<&str>, Option<&str>)| matches!(pair, (Some(one), Some(other)) if one == other);
    pairs.iter().any(agree) && !pairs.iter().any(differ)
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn parameters_are_signed_sorted_and_without_the_empty_ones() {
        let all = [("method", "m"), ("app_id", "1"), ("empty", ""), ("code", "a b&c")];

        assert_eq!(canonical(all.iter()), "app_id=1&code=a b&c&method=m");
    }
}

//! Reads an answer of the gateway. Nothing of it is believed before its signature was verified over
//! the exact text that stands in it (IDP-04).

use super::{keys::PlatformKey, strict::Strict};
use regain_recovery::ports::alipay::Failure;
use serde_json::{Value, value::RawValue};
use std::collections::BTreeMap;

/// A verified answer: the fields of its inner object.
#[derive(Debug)]
pub(super) struct Answer(BTreeMap<String, Value>);

impl Answer {
    /// Verifies and reads the answer to `method`, such as `alipay.system.oauth.token`.
    pub fn read(
        key: &PlatformKey,
        app_id: &str,
        method: &str,
        body: &str,
    ) -> Result<Self, Failure> {
        let name = format!("{}_response", method.replace('.', "_"));
        let parts: Strict<&RawValue> =
            serde_json::from_str(body).map_err(|_| refused("no such object"))?;
        let Strict(parts) = parts;
        let is_known = |part: &String| *part == name || part == "error_response" || part == "sign";
        let part = |name: &str| parts.get(name).map(|part| part.get());
        let (Some(text), Some(sign), true, 2) = (
            part(&name).or_else(|| part("error_response")),
            part("sign"),
            parts.keys().all(is_known),
            parts.len(),
        ) else {
            return Err(refused("unsigned, or not of the documented form"));
        };
        let sign: String = serde_json::from_str(sign).map_err(|_| refused("no signature"))?;
        if !key.has_signed(text, &sign) {
            return Err(refused("the signature is not the platform's"));
        }
        let Strict(fields) = serde_json::from_str(text).map_err(|_| refused("no object"))?;
        let answer = Self(fields);
        answer.check(app_id)?;
        Ok(answer)
    }

    /// A field with text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    /// Refuses what the gateway refused, and an answer to another application.
    fn check(&self, app_id: &str) -> Result<(), Failure> {
        for name in ["app_id", "auth_app_id"] {
            if self.text(name).is_some_and(|other| other != app_id) {
                return Err(refused("an answer to another application"));
            }
        }
        match self.text("code") {
            None | Some("10000") => Ok(()),
            // 20000: the service is not available; everything else blames the request.
            Some("20000") => Err(Failure::Unavailable("the gateway says so".into())),
            Some(code) => Err(Failure::Refused(format!(
                "code {code} {}",
                self.text("sub_code").unwrap_or_default()
            ))),
        }
    }
}

/// Alipay refused, or its answer is not to be trusted (IDP-04); `why` is for the log.
pub(super) fn refused(why: &str) -> Failure {
    Failure::Refused(why.into())
}

#[cfg(test)]
mod tests {
    use super::{Answer, Failure, PlatformKey};
    use crate::alipay::keys::AppKey;
    use regain_sandbox::alipay::{
        APP_PRIVATE_KEY_PEM, APP_PUBLIC_KEY_PEM, PLATFORM_PUBLIC_KEY_PEM,
    };

    const TOKEN: &str = "alipay.system.oauth.token";

    /// An answer that is signed with the application's key, which stands for the platform's here.
    fn signed(name: &str, text: &str) -> String {
        let sign = AppKey::read(APP_PRIVATE_KEY_PEM).unwrap().sign(text).unwrap();
        format!("{{\"{name}\":{text},\"sign\":\"{sign}\"}}")
    }

    fn read(body: &str) -> Result<Answer, Failure> {
        let key = PlatformKey::read(APP_PUBLIC_KEY_PEM).unwrap();
        Answer::read(&key, "1", TOKEN, body)
    }

    const NAME: &str = "alipay_system_oauth_token_response";

    #[test]
    fn the_exact_text_is_verified_and_read() {
        let text = r#"{ "access_token":"a\/b" , "n":{"x":[1,2]} }"#;
        let answer = read(&signed(NAME, text)).unwrap();

        assert_eq!(answer.text("access_token"), Some("a/b"));
        assert_eq!(answer.text("n"), None);
    }

    /// IDP-04: whatever is not exactly an answer signed by the platform is refused.
    #[test]
    fn what_is_not_signed_as_it_stands_is_refused() {
        let text = r#"{"access_token":"a","user_id":"2088"}"#;
        let good = signed(NAME, text);
        assert!(read(&good).is_ok());
        let corpus = [
            String::new(),
            "null".into(),
            "[]".into(),
            text.into(),
            format!("{{\"{NAME}\":{text}}}"),
            format!("{{\"{NAME}\":{text},\"sign\":\"\"}}"),
            format!("{{\"{NAME}\":{text},\"sign\":null}}"),
            format!("{{\"{NAME}\":{text},\"sign\":[\"none\"]}}"),
            // Reordered, respaced, changed: another text under the same signature.
            good.replace(text, r#"{"user_id":"2088","access_token":"a"}"#),
            good.replace(text, r#"{"access_token": "a","user_id":"2088"}"#),
            good.replace("2088", "2089"),
            // The other name, and the name of another method.
            good.replace(NAME, "error_response_"),
            good.replace(NAME, "alipay_user_info_share_response"),
            // Repeated names, outside and inside.
            good.replacen('{', &format!("{{\"{NAME}\":{{\"access_token\":\"b\"}},"), 1),
            good.replacen('{', "{\"sign\":\"x\",", 1),
            good.replacen('{', "{\"error_response\":{},", 1),
            signed(NAME, r#"{"access_token":"a","access_token":"b"}"#),
            signed(NAME, r#"{"app_id":"2","access_token":"a"}"#),
            signed(NAME, r#""text""#),
        ];
        for body in corpus {
            assert!(matches!(read(&body), Err(Failure::Refused(_))), "{body}");
        }
    }

    #[test]
    fn another_key_is_refused() {
        let body = signed(NAME, "{}");
        let key = PlatformKey::read(PLATFORM_PUBLIC_KEY_PEM).unwrap();

        assert!(matches!(Answer::read(&key, "1", TOKEN, &body), Err(Failure::Refused(_))));
    }

    #[test]
    fn a_signed_refusal_says_whether_trying_again_helps() {
        let refusal = |code: &str| signed("error_response", &format!(r#"{{"code":"{code}"}}"#));

        assert!(matches!(read(&refusal("20000")), Err(Failure::Unavailable(_))));
        assert!(matches!(read(&refusal("40002")), Err(Failure::Refused(_))));
    }
}

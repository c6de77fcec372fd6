//! The checks of the options of Alipay, facial recognition and administrators.

use super::{Config, ConfigError, check::web_url};

/// Longest time for an administrator to decide: a week.
const LONGEST_APPROVAL_S: u32 = 7 * 24 * 60 * 60;

impl Config {
    /// Checks the options of the methods besides codes.
    pub(super) fn check_methods(&self) -> Result<(), ConfigError> {
        if !self.alipay_gateway.is_empty() {
            web_url("alipay_gateway", &self.alipay_gateway)?;
            web_url("alipay_authorize_url", &self.alipay_authorize_url)?;
        }
        if !self.face_endpoint.is_empty() {
            web_url("face_endpoint", &self.face_endpoint)?;
        }
        let is_alipay = !self.alipay_gateway.is_empty();
        let is_face = !self.face_endpoint.is_empty();
        let within_idle = |seconds: u32| (60..=1800).contains(&seconds) && seconds <= self.idle_s;
        let checks = [
            ("alipay_app_id", !is_alipay || !self.alipay_app_id.is_empty(), "must be set"),
            ("visit_s", within_idle(self.visit_s), "must be 60 to 1800 and not above idle_s"),
            ("face_scene_id", !is_face || !self.face_scene_id.is_empty(), "must be set"),
            (
                "face_recipient",
                !is_face || !self.face_recipient.is_empty(),
                "must say who receives the pictures (FAC-02)",
            ),
            ("face_s", within_idle(self.face_s), "must be 60 to 1800 and not above idle_s"),
            (
                "face_failures_in_a_row",
                (1..=5).contains(&self.face_failures_in_a_row),
                "must be 1 to 5 (FAC-04)",
            ),
            ("face_pause_s", self.face_pause_s >= 30, "must be at least 30 seconds (FAC-04)"),
            (
                "face_failures_per_day",
                (1..=50).contains(&self.face_failures_per_day),
                "must be 1 to 50 (FAC-04)",
            ),
            (
                "approval_s",
                (60..=LONGEST_APPROVAL_S).contains(&self.approval_s),
                "must be 60 seconds to 7 days",
            ),
            ("remind_after_s", self.remind_after_s >= 1, "must be at least 1 second"),
            ("asks_per_requester", self.asks_per_requester >= 1, "must be at least 1"),
            ("asks_per_administrator", self.asks_per_administrator >= 1, "must be at least 1"),
        ];
        match checks.into_iter().find(|(_, holds, _)| !holds) {
            Some((option, _, reason)) => Err(ConfigError::new(option, reason)),
            None => Ok(()),
        }
    }

    /// The header in which a trusted proxy says where a client is.
    pub(super) fn place_header(&self) -> Result<Option<String>, ConfigError> {
        if self.place_header.is_empty() {
            return Ok(None);
        }
        // RFC 9110 §5.6.2: a token.
        let is_token =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if !self.place_header.bytes().all(is_token) {
            return Err(ConfigError::new("place_header", "must be the name of a header"));
        }
        Ok(Some(self.place_header.to_ascii_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use crate::Config;

    fn refused(change: impl FnOnce(&mut Config)) -> String {
        let mut config = Config { demo_accounts: true, ..Config::default() };
        change(&mut config);
        config.check(config.listen).unwrap_err().to_string()
    }

    #[test]
    fn a_wrong_option_of_a_method_is_named_with_the_reason() {
        assert!(refused(|config| config.face_pause_s = 5).starts_with("option face_pause_s: "));
        assert!(refused(|config| config.visit_s = 1801).starts_with("option visit_s: "));
        assert!(refused(|config| config.place_header = "a b".into()).contains("place_header"));
        assert!(refused(|config| config.face_recipient = String::new()).contains("FAC-02"));
        assert!(
            refused(|config| config.alipay_gateway = "https://a.example/gateway.do".into())
                .starts_with("option alipay_authorize_url: ")
        );
    }
}

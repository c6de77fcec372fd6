//! The checks of the options of the end of a recovery.

use super::{
    Config, ConfigError,
    check::{exact_origin, web_url},
};
use url::{Host, Url};

impl Config {
    /// Checks where people are led after a recovery (FIN-05), and the links of notices.
    pub(super) fn check_finish(&self) -> Result<(), ConfigError> {
        if !(1..=30).contains(&self.stop_link_days) {
            return Err(ConfigError::new("stop_link_days", "must be 1 to 30"));
        }
        if !(1..=168).contains(&self.stop_lock_hours) {
            return Err(ConfigError::new("stop_lock_hours", "must be 1 to 168"));
        }
        for origin in &self.return_origins {
            exact_origin("return_origins", origin)?;
            if origin.contains('*') {
                let reason = "must name each origin: there are no wildcards";
                return Err(ConfigError::new("return_origins", reason));
            }
            let url = web_url("return_origins", origin)?;
            if url.scheme() != "https" && !is_this_machine(&url) {
                let reason = format!("{origin} must be https; http is for localhost only");
                return Err(ConfigError::new("return_origins", reason));
            }
        }
        self.check_name_parameter()
    }

    fn check_name_parameter(&self) -> Result<(), ConfigError> {
        let name = &self.log_on_name_parameter;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if name.len() > 40 || !name.bytes().all(is_plain) {
            let reason = "must be at most 40 letters, digits, - or _";
            return Err(ConfigError::new("log_on_name_parameter", reason));
        }
        let log_on = web_url("log_on_url", &self.log_on_url)?;
        if !name.is_empty() && log_on.query_pairs().any(|(key, _)| key == name.as_str()) {
            let reason = "must not be a parameter of log_on_url already";
            return Err(ConfigError::new("log_on_name_parameter", reason));
        }
        Ok(())
    }
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::Config;

    fn checked(change: impl FnOnce(&mut Config)) -> Result<(), String> {
        let mut config = Config { demo_accounts: true, ..Config::default() };
        change(&mut config);
        config.check(config.listen).map(|_| ()).map_err(|error| error.to_string())
    }

    /// FIN-05: origins to go back to are written as browsers write them, and are https.
    #[test]
    fn origins_to_go_back_to_are_exact_and_https() {
        let with = |origin: &str| checked(|config| config.return_origins = vec![origin.into()]);

        for origin in ["https://portal.example", "http://localhost:8090", "http://127.0.0.1:1"] {
            assert_eq!(with(origin), Ok(()));
        }
        for origin in [
            "http://portal.example",
            "https://portal.example/",
            "https://Portal.example",
            "https://*.portal.example",
            "http://localhost.evil.example",
            "null",
            "",
        ] {
            let reason = with(origin).unwrap_err();
            assert!(reason.starts_with("option return_origins: "), "{origin}: {reason}");
        }
    }

    #[test]
    fn the_parameter_of_the_name_is_one_plain_word_that_is_free() {
        let with = |name: &str| {
            checked(|config| {
                config.log_on_name_parameter = name.into();
                config.log_on_url = "https://portal.example/?lang=en".into();
            })
        };

        assert_eq!(with("user_name"), Ok(()));
        for name in ["lang", "a&b", "a b", &"x".repeat(41)] {
            assert!(with(name).is_err(), "{name}");
        }
    }
}

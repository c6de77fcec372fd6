//! Checks the options once at start and parses them into what the server works with.

use super::{Config, ConfigError, DEVELOPMENT_SECRET, ScannerAddress, WebhookSecret};
use ipnet::IpNet;
use regain_contract::{CountryCode, PasswordPolicy};
use std::net::SocketAddr;
use url::Url;

/// The options after the check, with the texts parsed.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The options as they were given.
    pub options: Config,
    /// The origin of `public_url`, such as `https://recover.example`.
    pub public_origin: String,
    /// The host of `public_url`, for the last line of an SMS (OTP-13).
    pub public_host: String,
    /// Whether `public_url` is https, so that HSTS may be sent.
    pub is_https: bool,
    /// The origins that may send commands.
    pub origins: Vec<String>,
    /// Networks of trusted proxies.
    pub proxies: Vec<IpNet>,
    /// The name of the header with the place of a client, in lower case.
    pub place_header: Option<String>,
    /// The policy for new passwords.
    pub policy: PasswordPolicy,
    /// The key material.
    pub secret: String,
    /// Where the virus scanner is, if there is one.
    pub scanner: Option<ScannerAddress>,
    /// Where a ticket system hears of appeals.
    pub webhook_url: Option<Url>,
    /// The secret shared with a ticket system; without it, it cannot decide.
    pub webhook_secret: Option<WebhookSecret>,
}

impl Config {
    /// Checks every option; `bound` is the address that was really bound.
    ///
    /// # Errors
    /// The first option that is wrong.
    pub fn check(&self, bound: SocketAddr) -> Result<Settings, ConfigError> {
        self.check_numbers()?;
        self.check_texts()?;
        self.check_methods()?;
        self.check_appeals()?;
        self.check_finish()?;
        let (public, extra) = self.public_url(bound)?;
        let mut origins = vec![origin_of(&public)];
        origins.extend(extra);
        for origin in &self.cors_origins {
            origins.push(exact_origin("cors_origins", origin)?);
        }
        for origin in &self.frame_ancestors {
            exact_origin("frame_ancestors", origin)?;
        }

        let (webhook_url, webhook_secret) = self.webhook()?;
        Ok(Settings {
            options: self.clone(),
            public_origin: origin_of(&public),
            public_host: public.host_str().unwrap_or_default().to_owned(),
            is_https: public.scheme() == "https",
            origins,
            proxies: self.proxies()?,
            place_header: self.place_header()?,
            policy: self.policy()?,
            secret: self.key_material()?,
            scanner: ScannerAddress::parse(&self.appeal_scanner)?,
            webhook_url,
            webhook_secret,
        })
    }

    /// Refuses addresses that only a build with TLS can reach.
    ///
    /// # Errors
    /// The first such address.
    pub fn check_tls(&self, is_built_in: bool) -> Result<(), ConfigError> {
        let addresses = [
            ("sms_endpoint", &self.sms_endpoint),
            ("face_endpoint", &self.face_endpoint),
            ("alipay_gateway", &self.alipay_gateway),
            ("appeal_webhook_url", &self.appeal_webhook_url),
        ];
        match addresses.into_iter().find(|(_, url)| url.starts_with("https:")) {
            Some((option, _)) if !is_built_in => Err(ConfigError::new(
                option,
                "https: needs a server that is built with TLS: \
                 cargo build --profile native -p regain-server --features tls",
            )),
            _ => Ok(()),
        }
    }

    /// The public address and, when it was derived, the other spelling of the loopback address.
    fn public_url(&self, bound: SocketAddr) -> Result<(Url, Option<String>), ConfigError> {
        if !self.public_url.is_empty() {
            let url = web_url("public_url", &self.public_url)?;
            if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
                return Err(ConfigError::new("public_url", "must not have a path"));
            }
            return Ok((url, None));
        }
        let host = if bound.ip().is_loopback() { "localhost".into() } else { host_of(bound) };
        let url = web_url("public_url", &format!("http://{host}:{}", bound.port()))?;

        Ok((url, Some(format!("http://{bound}"))))
    }

    fn key_material(&self) -> Result<String, ConfigError> {
        let secret = self.secret.expose();
        if secret.is_empty() && self.demo_accounts {
            return Ok(DEVELOPMENT_SECRET.into());
        }
        if secret.chars().count() < 32 {
            return Err(ConfigError::new(
                "secret",
                "must have at least 32 characters (make one with: openssl rand -hex 32)",
            ));
        }
        Ok(secret.into())
    }

    fn proxies(&self) -> Result<Vec<IpNet>, ConfigError> {
        self.trusted_proxies
            .iter()
            .map(|text| {
                text.parse::<IpNet>()
                    .or_else(|_| text.parse::<std::net::IpAddr>().map(IpNet::from))
                    .map_err(|_| {
                        ConfigError::new(
                            "trusted_proxies",
                            format!("{text} is neither an address nor a network like 10.0.0.0/8"),
                        )
                    })
            })
            .collect()
    }

    fn policy(&self) -> Result<PasswordPolicy, ConfigError> {
        match self.password_policy.as_str() {
            "compat" => Ok(regain_policy::compat()),
            "nist" => Ok(regain_policy::nist()),
            _ => Err(ConfigError::new("password_policy", "must be compat or nist")),
        }
    }

    /// Address and secret of a ticket system. What is sent must be signed; decisions may be taken
    /// from one that is told nothing.
    fn webhook(&self) -> Result<(Option<Url>, Option<WebhookSecret>), ConfigError> {
        let (url, secret) = (&self.appeal_webhook_url, self.appeal_webhook_secret.expose());
        let secret = if secret.is_empty() { None } else { Some(WebhookSecret::parse(secret)?) };
        if url.is_empty() {
            return Ok((None, secret));
        }
        if secret.is_none() {
            return Err(ConfigError::new("appeal_webhook_secret", "must be set"));
        }
        Ok((Some(web_url("appeal_webhook_url", url)?), secret))
    }

    fn check_numbers(&self) -> Result<(), ConfigError> {
        let checks = [
            ("code_length", (6..=9).contains(&self.code_length), "must be 6 to 9"),
            ("code_s", (30..=600).contains(&self.code_s), "must be 30 to 600 seconds (OTP-02)"),
            ("code_attempts", (1..=5).contains(&self.code_attempts), "must be 1 to 5 (OTP-05)"),
            ("failures_per_day", self.failures_per_day >= 1, "must be at least 1"),
            ("grant_s", (30..=600).contains(&self.grant_s), "must be 30 to 600 seconds (TOK-01)"),
            ("idle_s", self.idle_s >= 60, "must be at least 60 seconds"),
            ("absolute_s", self.absolute_s >= self.idle_s, "must not be below idle_s"),
            ("database_connections", self.database_connections >= 2, "must be at least 2"),
            ("argon2_parallel", self.argon2_parallel >= 1, "must be at least 1"),
            ("outbox_retry_s", self.outbox_retry_s >= 1, "must be at least 1 second"),
            ("appeal_scanner_s", self.appeal_scanner_s >= 1, "must be at least 1 second"),
        ];
        for (option, holds, reason) in checks {
            if !holds {
                return Err(ConfigError::new(option, reason));
            }
        }
        self.argon2_params()
            .map(|_| ())
            .map_err(|error| ConfigError::new("argon2_memory_kib, _passes, _lanes", error))
    }

    /// The parameters of new password hashes.
    ///
    /// # Errors
    /// Parameters that argon2 does not know.
    pub fn argon2_params(&self) -> Result<argon2::Params, argon2::Error> {
        argon2::Params::new(self.argon2_memory_kib, self.argon2_passes, self.argon2_lanes, None)
    }

    fn check_texts(&self) -> Result<(), ConfigError> {
        if CountryCode::parse(&self.country_code).is_none() {
            let reason = "must be 1 to 3 digits without +, the first not 0";
            return Err(ConfigError::new("country_code", reason));
        }
        if self.sms_prefixes.iter().any(|prefix| !prefix.starts_with('+')) {
            return Err(ConfigError::new("sms_prefixes", "each must begin with +"));
        }
        if !matches!(self.log_format.as_str(), "text" | "json") {
            return Err(ConfigError::new("log_format", "must be text or json"));
        }
        if !self.database_url.starts_with("sqlite:") && !self.database_url.starts_with("postgres") {
            return Err(ConfigError::new("database_url", "must be sqlite://… or postgres://…"));
        }
        if !self.sms_endpoint.is_empty() {
            web_url("sms_endpoint", &self.sms_endpoint)?;
        }
        web_url("log_on_url", &self.log_on_url).map(|_| ())
    }
}

fn host_of(bound: SocketAddr) -> String {
    match bound {
        SocketAddr::V4(four) => four.ip().to_string(),
        SocketAddr::V6(six) => format!("[{}]", six.ip()),
    }
}

pub(super) fn web_url(option: &str, text: &str) -> Result<Url, ConfigError> {
    let url = Url::parse(text).map_err(|error| ConfigError::new(option, error))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(ConfigError::new(option, "must begin with http:// or https://"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(ConfigError::new(option, "must not hold a user name or password"));
    }
    Ok(url)
}

fn origin_of(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// An origin must be written exactly as browsers send it, so that comparing is enough (TOK-11).
pub(super) fn exact_origin(option: &str, text: &str) -> Result<String, ConfigError> {
    let url = web_url(option, text)?;
    // Hosts may hold more, but `*`, `;` and quotes have a meaning in a policy.
    let is_plain = |char: char| char.is_ascii_alphanumeric() || ".-[]:".contains(char);
    if !url.host_str().unwrap_or_default().chars().all(is_plain) {
        return Err(ConfigError::new(option, format!("{text} must be one origin, no pattern")));
    }
    if origin_of(&url) != text {
        return Err(ConfigError::new(
            option,
            format!("{text} must be an origin as browsers send it: {}", origin_of(&url)),
        ));
    }
    Ok(text.into())
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
    fn the_default_needs_a_secret_unless_it_is_a_demo() {
        let without = Config::default();
        let demo = Config { demo_accounts: true, ..Config::default() };

        assert!(
            without.check(without.listen).unwrap_err().to_string().starts_with("option secret")
        );
        let settings = demo.check(demo.listen).unwrap();
        assert_eq!(settings.public_origin, "http://localhost:8080");
        assert_eq!(settings.public_host, "localhost");
    }

    #[test]
    fn a_wrong_option_is_named_with_the_reason() {
        assert_eq!(
            refused(|config| config.code_s = 3600),
            "option code_s: must be 30 to 600 seconds (OTP-02)"
        );
        assert_eq!(
            refused(|config| config.cors_origins = vec!["https://A.example/".into()]),
            "option cors_origins: https://A.example/ must be an origin as browsers send it: \
             https://a.example"
        );
        assert_eq!(
            refused(|config| config.frame_ancestors = vec!["https://*.example".into()]),
            "option frame_ancestors: https://*.example must be one origin, no pattern"
        );
        assert!(refused(|config| config.public_url = "localhost".into()).contains("public_url"));
        assert!(refused(|config| config.trusted_proxies = vec!["me".into()]).contains("me"));
    }
}

//! What the sandbox listens on and whom it talks to: defaults for development, and the
//! environment variables that change them.

use crate::{Clock, SystemClock};
use core::fmt;
use std::net::{Ipv4Addr, SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// The settings of one sandbox.
#[derive(Clone)]
pub struct Config {
    /// Where portal, carrier and inbox listen; port 0 takes a free port.
    pub http: SocketAddr,
    /// Where the mail sink listens; port 0 takes a free port.
    pub smtp: SocketAddr,
    /// Where the virus scanner listens; port 0 takes a free port.
    pub scanner: SocketAddr,
    /// The recovery server's address, `http://host:port`. Can be changed after the start. Alipay
    /// and the face provider send people back to it, and to no other origin but the next ones.
    pub server_url: String,
    /// Further origins, `http://host:port`, to which people may be sent back.
    pub redirect_origins: Vec<String>,
    /// The access key that the carrier knows.
    pub sms_key_id: String,
    /// The secret of that key.
    pub sms_key_secret: String,
    /// The access key that the face provider knows; the carrier's when it is `None`.
    pub face_key_id: Option<String>,
    /// The secret of that key; the carrier's when it is `None`.
    pub face_key_secret: Option<String>,
    /// How long somebody has for a face verification.
    pub face_session_lifetime: Duration,
    /// The folder of the built page, which `cargo xtask build` makes; pages that show the element
    /// need it.
    pub regain_dist: Option<PathBuf>,
    /// How long a party keeps a caller waiting in its mode `Slow`.
    pub slow_for: Duration,
    /// Tells the time to all parties.
    pub clock: Arc<dyn Clock>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            http: SocketAddr::from((Ipv4Addr::LOCALHOST, 8090)),
            smtp: SocketAddr::from((Ipv4Addr::LOCALHOST, 8025)),
            scanner: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            server_url: "http://localhost:8080".into(),
            redirect_origins: Vec::new(),
            sms_key_id: "sandbox-key-id".into(),
            sms_key_secret: "sandbox-key-secret".into(),
            face_key_id: None,
            face_key_secret: None,
            face_session_lifetime: Duration::from_secs(15 * 60),
            regain_dist: None,
            slow_for: Duration::from_secs(5),
            clock: Arc::new(SystemClock),
        }
    }
}

impl fmt::Debug for Config {
    /// Leaves the secrets out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("http", &self.http)
            .field("smtp", &self.smtp)
            .field("scanner", &self.scanner)
            .field("server_url", &self.server_url)
            .field("redirect_origins", &self.redirect_origins)
            .field("sms_key_id", &self.sms_key_id)
            .field("face_key_id", &self.face_key_id)
            .field("regain_dist", &self.regain_dist)
            .finish_non_exhaustive()
    }
}

/// A variable of the environment whose value cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// The variable must be `host:port`.
    Address {
        /// The name of the variable.
        variable: &'static str,
    },
    /// The variable must begin with `http://`: the sandbox speaks no TLS.
    Url {
        /// The name of the variable.
        variable: &'static str,
    },
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address { variable } => {
                write!(f, "{variable} must be host:port, for example 127.0.0.1:8090")
            }
            Self::Url { variable } => {
                write!(f, "{variable} must begin with http://, for example http://localhost:8080")
            }
        }
    }
}

impl core::error::Error for ConfigError {}

impl Config {
    /// Reads the settings through `variable` (a lookup by name), with the defaults for what is
    /// not set. Fails on the first value that cannot be used.
    ///
    /// # Errors
    ///
    /// Names the variable and the form it must have.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let scanner = SocketAddr::from((Ipv4Addr::LOCALHOST, 8091));
        let mut config = Self { scanner, ..Self::default() };
        if let Some(value) = variable("REGAIN_SANDBOX_LISTEN") {
            config.http = address("REGAIN_SANDBOX_LISTEN", &value)?;
        }
        if let Some(value) = variable("REGAIN_SANDBOX_SMTP") {
            config.smtp = address("REGAIN_SANDBOX_SMTP", &value)?;
        }
        if let Some(value) = variable("REGAIN_SANDBOX_SCANNER") {
            config.scanner = address("REGAIN_SANDBOX_SCANNER", &value)?;
        }
        if let Some(value) = variable("REGAIN_SANDBOX_SERVER") {
            config.server_url = http_url("REGAIN_SANDBOX_SERVER", value)?;
        }
        if let Some(value) = variable("REGAIN_SMS_KEY_ID") {
            config.sms_key_id = value;
        }
        if let Some(value) = variable("REGAIN_SMS_KEY_SECRET") {
            config.sms_key_secret = value;
        }
        if let Some(value) = variable("REGAIN_SANDBOX_ORIGINS") {
            config.redirect_origins = origins("REGAIN_SANDBOX_ORIGINS", &value)?;
        }
        config.regain_dist = variable("REGAIN_SANDBOX_DIST").map(PathBuf::from);
        config.face_key_id = variable("REGAIN_FACE_KEY_ID");
        config.face_key_secret = variable("REGAIN_FACE_KEY_SECRET");
        Ok(config)
    }
}

fn address(variable: &'static str, value: &str) -> Result<SocketAddr, ConfigError> {
    value
        .to_socket_addrs()
        .ok()
        .and_then(|mut all| all.next())
        .ok_or(ConfigError::Address { variable })
}

fn http_url(variable: &'static str, value: String) -> Result<String, ConfigError> {
    if value.starts_with("http://") { Ok(value) } else { Err(ConfigError::Url { variable }) }
}

/// Reads addresses with commas between them.
fn origins(variable: &'static str, value: &str) -> Result<Vec<String>, ConfigError> {
    let all = value.split(',').map(str::trim).filter(|origin| !origin.is_empty());
    all.map(|origin| http_url(variable, origin.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::{Config, ConfigError};

    #[test]
    fn the_environment_changes_only_what_it_names() {
        let config = Config::from_variables(|name| {
            (name == "REGAIN_SANDBOX_LISTEN").then(|| "127.0.0.1:9000".to_owned())
        })
        .unwrap();

        assert_eq!(config.http.port(), 9000);
        assert_eq!(config.smtp.port(), 8025);
        assert_eq!(config.scanner.port(), 8091);
        assert_eq!(config.server_url, "http://localhost:8080");
    }

    #[test]
    fn a_value_that_cannot_be_used_is_refused_by_name() {
        for (name, value) in [
            ("REGAIN_SANDBOX_LISTEN", "9000"),
            ("REGAIN_SANDBOX_SMTP", "127.0.0.1:port"),
            ("REGAIN_SANDBOX_SCANNER", "8091"),
            ("REGAIN_SANDBOX_SERVER", "javascript:alert(1)"),
            ("REGAIN_SANDBOX_ORIGINS", "http://localhost:8081,javascript:alert(1)"),
        ] {
            let error: ConfigError =
                Config::from_variables(|asked| (asked == name).then(|| value.to_owned()))
                    .unwrap_err();

            assert!(error.to_string().starts_with(name), "{error}");
        }
    }

    #[test]
    fn debug_never_shows_a_secret() {
        let config =
            Config { face_key_secret: Some("face-key-secret".into()), ..Config::default() };

        let text = format!("{config:?}");
        assert!(!text.contains("key-secret"), "{text}");
    }

    #[test]
    fn several_origins_stand_with_commas_between_them() {
        let config = Config::from_variables(|name| {
            (name == "REGAIN_SANDBOX_ORIGINS")
                .then(|| "http://localhost:8081, http://127.0.0.1:8081".to_owned())
        })
        .unwrap();

        assert_eq!(config.redirect_origins, ["http://localhost:8081", "http://127.0.0.1:8081"]);
    }
}

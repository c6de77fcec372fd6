//! Where the virus scanner is.

use super::ConfigError;
use std::path::PathBuf;

/// The address of a virus scanner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScannerAddress {
    /// A host and a port.
    Tcp(String),
    /// The path of a socket of this machine.
    Unix(PathBuf),
}

impl ScannerAddress {
    /// Reads the option: `tcp://host:port` or `unix:/path`; `None` when it is empty.
    ///
    /// # Errors
    /// Another form.
    pub fn parse(option: &str) -> Result<Option<Self>, ConfigError> {
        if option.is_empty() {
            return Ok(None);
        }
        let wrong = || ConfigError::new("appeal_scanner", "must be tcp://host:port or unix:/path");
        let address = if let Some(address) = option.strip_prefix("tcp://") {
            let port = address.rsplit_once(':').filter(|(host, _)| !host.is_empty());
            port.and_then(|(_, port)| port.parse::<u16>().ok()).ok_or_else(wrong)?;
            Self::Tcp(address.into())
        } else if let Some(path) = option.strip_prefix("unix:").filter(|p| p.starts_with('/')) {
            Self::Unix(path.into())
        } else {
            return Err(wrong());
        };
        Ok(Some(address))
    }
}

#[cfg(test)]
mod tests {
    use super::ScannerAddress;

    #[test]
    fn a_place_that_is_none_is_refused_at_start() {
        let place = ScannerAddress::parse;

        assert!(place("").unwrap().is_none());
        for good in ["tcp://localhost:3310", "tcp://[::1]:3310", "unix:/run/clamav/clamd.ctl"] {
            assert!(place(good).unwrap().is_some(), "{good}");
        }
        for bad in ["localhost:3310", "tcp://:3310", "tcp://localhost", "unix:clamd", "http://x"] {
            assert!(place(bad).is_err(), "{bad}");
        }
    }
}

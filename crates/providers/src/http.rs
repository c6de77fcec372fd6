//! Calls to third parties over HTTP: one client for all, redirects never followed, answers of
//! limited length.

use regain_config::ConfigError;
use reqwest::{Client, RequestBuilder, redirect::Policy};
use std::time::Duration;

/// The media type of a form.
pub const FORM: &str = "application/x-www-form-urlencoded";
/// Longest answer that is read.
const MAX_ANSWER: usize = 256 * 1024;

/// Makes the client.
///
/// # Errors
/// The system's TLS cannot be set up.
pub fn client() -> Result<Client, ConfigError> {
    #[cfg(feature = "tls")]
    // Fails only when a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .timeout(Duration::from_secs(10))
        .redirect(Policy::none())
        .build()
        .map_err(|error| ConfigError::new("sms_endpoint", error))
}

/// Sends a request and reads the text of a successful answer; otherwise why not, without what was
/// sent or answered.
pub async fn text(request: RequestBuilder) -> Result<String, String> {
    let mut response = request.send().await.map_err(why)?;
    let status = response.status();
    if !status.is_success() {
        return Err(format!("status {status}"));
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(why)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > MAX_ANSWER {
            return Err("an answer that is too long".into());
        }
    }
    String::from_utf8(bytes).map_err(|_| "an answer that is no text".into())
}

/// Without the address: it holds the signed parameters.
fn why(error: reqwest::Error) -> String {
    error.without_url().to_string()
}

//! Asks the recovery server whether username and password are right, as a portal's own backend
//! would. Called by the portal page only.

use regain_contract::{LogOn, operations};
use reqwest::header::RETRY_AFTER;

/// What came of a log-on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// They are right.
    Welcome,
    /// They are wrong, or one is missing.
    Refused,
    /// Too many tries.
    Throttled {
        /// Seconds to wait, when the server says so.
        retry_after_s: Option<u32>,
    },
    /// No answer.
    Unreachable,
    /// An answer that a log-on should not have.
    Unexpected {
        /// Its status.
        status: u16,
    },
}

/// Tries to log on at the server whose address is given.
pub async fn log_on(client: &reqwest::Client, server_url: &str, credentials: &LogOn) -> Outcome {
    if credentials.username.is_empty() || credentials.password.expose().is_empty() {
        return Outcome::Refused;
    }
    let answer = client
        .post(format!("{server_url}{}{}", operations::API, operations::LOG_ON.path))
        .header("Idempotency-Key", uuid::Uuid::new_v4().to_string())
        .json(credentials)
        .send()
        .await;
    let Ok(answer) = answer else {
        return Outcome::Unreachable;
    };
    match answer.status().as_u16() {
        200..300 => Outcome::Welcome,
        401 => Outcome::Refused,
        429 => {
            let seconds = answer.headers().get(RETRY_AFTER);
            let seconds = seconds.and_then(|value| value.to_str().ok()?.parse().ok());
            Outcome::Throttled { retry_after_s: seconds }
        }
        status => Outcome::Unexpected { status },
    }
}

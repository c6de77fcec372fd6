//! Checks the password of a username of the embedded directory, throttled per username and client
//! address: for logging on, and for administrators who decide (ADM-02).

use crate::{
    app::App,
    command::Client,
    error::ApiError,
    keys::Purpose,
    random,
    store::{
        accounts,
        rate_limits::{self, Limit},
    },
    throttle,
};
use regain_contract::{Password, Problem};

const WINDOW_MS: i64 = 15 * 60 * 1000;

/// Whose password was right, as it was when it was compared.
pub struct Checked {
    pub account_id: String,
    /// The stored hash: another one means that the password was changed meanwhile.
    pub hash: String,
}

/// Compares the password; refuses with `log_on_refused` or `throttled`. The database does not wait
/// for argon2.
pub async fn check_password(
    app: &App,
    client: &Client,
    username: &str,
    password: Password,
) -> Result<Checked, ApiError> {
    let use_id = random::id(&*app.random)?;
    let mut limits = limits(app, client, username);
    let credentials = count(app, &mut limits, &use_id, username).await?;
    let (account_id, hash) = credentials.unzip();
    // The same work for an unknown username: a hash that nothing matches.
    let hash = hash.unwrap_or_else(|| app.hasher.nobody());
    let is_right = app.hasher.verify(password, hash.clone()).await?;
    let account_id = account_id.filter(|_| is_right).ok_or(Problem::LogOnRefused)?;
    let mut tx = app.store.begin().await?;
    for limit in &limits {
        rate_limits::give_back(&mut tx, &limit.meter, &use_id).await?;
    }
    tx.commit().await?;
    Ok(Checked { account_id, hash })
}

fn limits(app: &App, client: &Client, username: &str) -> [Limit; 2] {
    let meter = |what: &str, whose: &str| app.keys.hex(Purpose::Meter, &[what, whose]);
    let limit = |meter, most| Limit { meter, most, window_ms: WINDOW_MS };
    let options = app.options();
    [
        limit(meter("log-on of", username), options.log_on_failures_per_username),
        limit(meter("log-on from", &client.0), options.log_on_failures_per_address),
    ]
}

/// Counts the attempt as failed before the password is compared, and reads the credentials.
async fn count(
    app: &App,
    limits: &mut [Limit],
    use_id: &str,
    username: &str,
) -> Result<Option<(String, String)>, ApiError> {
    let mut tx = app.store.begin().await?;
    throttle::take(&mut tx, limits, use_id, app.now_ms()).await?;
    let credentials = accounts::credentials(&mut tx, username).await?;
    tx.commit().await?;
    Ok(credentials)
}

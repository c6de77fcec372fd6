//! Sends a code to a phone, within the limits of OTP-10. A decoy goes through all of it; only the
//! worker finds that there is nowhere to send to (ENU-05).

use crate::{
    app::App,
    appeals::queue_code,
    command::Client,
    error::ApiError,
    keys::Purpose,
    random,
    store::{
        Tx,
        appeal_keys::{self, SentCode, StoredToken},
        rate_limits::Limit,
    },
    throttle::{self, hourly},
};
use regain_contract::Locale;

/// Where a code goes.
#[derive(Clone, Copy, Debug)]
pub struct To<'a> {
    /// In canonical form.
    pub phone: &'a str,
    /// Whether it is really sent.
    pub is_real: bool,
    pub locale: Locale,
}

/// Sends a code; the one before is void at once.
pub async fn send(
    app: &App,
    tx: &mut Tx,
    (token_hash, client): (&str, &Client),
    to: To<'_>,
    now_ms: i64,
) -> Result<(), ApiError> {
    let code_id = random::id(&*app.random)?;
    let mut limits = limits(app, token_hash, client, to.phone);
    throttle::take(tx, &mut limits, &code_id, now_ms).await?;
    let options = app.options();
    let code = random::code(&*app.random, options.code_length)?;
    let sent = SentCode {
        phone: to.phone.into(),
        is_real: to.is_real,
        code_hash: app.keys.hex(Purpose::Code, &[&code_id, &code]),
        tries: 0,
        resend_ms: now_ms + i64::from(options.resend_after_s) * 1000,
        expires_ms: now_ms + i64::from(options.code_s) * 1000,
        code_id,
    };
    appeal_keys::put_code(tx, token_hash, &sent).await?;
    // Only numbers that are allowed for codes at all are sent to (toll fraud, OTP-11).
    let is_allowed = options.sms_prefixes.iter().any(|prefix| to.phone.starts_with(prefix));
    let phone = if to.is_real && is_allowed { to.phone } else { "" };
    queue_code(app, tx, (phone, &code, to.locale), (now_ms, sent.expires_ms)).await
}

fn limits(app: &App, token_hash: &str, client: &Client, phone: &str) -> Vec<Limit> {
    let options = app.options();
    // The meter of the recoveries that send to it: a phone is one, whatever it gets codes for.
    let to = app.keys.hex(Purpose::Meter, &["destination", phone]);
    let from = app.keys.hex(Purpose::Meter, &["send", &client.0]);
    let cooldown_ms = i64::from(options.resend_after_s) * 1000;
    let mut limits = vec![
        hourly(format!("to {to}"), options.sends_per_destination),
        hourly(format!("for {token_hash}"), options.sends_per_account),
        hourly(format!("from {from}"), options.sends_per_address),
        hourly("sends in all".into(), options.sends_in_all),
    ];
    if cooldown_ms > 0 {
        // Of appeals alone: who goes on from the status to the recovery needs its code at once. The
        // limits of an hour are one.
        let meter = format!("just now to {to} for appeals");
        limits.push(Limit { meter, most: 1, window_ms: cooldown_ms });
    }
    limits
}

/// The budget of wrong codes (OTP-06): of a phone in drafts, of number and phone together in looks.
/// So nobody who does not know the number can use up that of a look.
pub fn failures(app: &App, key: &StoredToken, phone: &str) -> Limit {
    let phone = app.keys.hex(Purpose::Meter, &["appeal code", phone]);
    let whose = if key.subject.is_empty() { &phone } else { &key.subject };
    Limit {
        meter: format!("failures {whose}"),
        most: app.options().failures_per_day,
        window_ms: 24 * 60 * 60 * 1000,
    }
}

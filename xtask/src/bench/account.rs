//! The demo accounts that a benchmark can recover, and the codes that arrive for them.

use crate::failure::{Failure, Outcome};
use crate::http::{Connection, Request};
use serde_json::Value;
use std::time::Duration;

/// An account with one proof to give.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    /// What names it.
    pub identifier: &'static str,
    /// `phone` or `email`.
    pub method: &'static str,
    /// Where its codes go.
    pub destination: &'static str,
}

const fn account(
    identifier: &'static str,
    method: &'static str,
    destination: &'static str,
) -> Account {
    Account { identifier, method, destination }
}

/// One recovery after the other is done for each; different accounts go side by side.
pub const ACCOUNTS: [Account; 5] = [
    account("solo", "phone", "+8613800138000"),
    account("solo-unverified", "phone", "+8613800138001"),
    account("solo-mail", "email", "solo-mail@example.com"),
    account("firm", "phone", "+8613900139000"),
    account("firm-unverified", "email", "firm-unverified@example.com"),
];

/// The newest code in the inbox of a destination; empty when there is none.
pub fn newest_code(sandbox: &mut Connection, destination: &str) -> Outcome<String> {
    let path = format!("/inbox.json?to={}", destination.replace('+', "%2B"));
    let request = Request { method: "GET", path: &path, headers: &[], body: "" };
    let answer = sandbox.send(&request).map_err(|error| Failure::new(error.to_string()))?;
    let messages: Vec<Value> = serde_json::from_str(&answer.body).unwrap_or_default();
    let mut texts = messages.iter().filter_map(|message| message.get("text")?.as_str());
    Ok(texts.find_map(code_in).unwrap_or_default())
}

/// Waits for another code than `before`. One time in a million they are the same: not measured.
pub fn next_code(sandbox: &mut Connection, destination: &str, before: &str) -> Outcome<String> {
    for _ in 0..2_000 {
        let newest = newest_code(sandbox, destination)?;
        if newest != before {
            return Ok(newest);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Err(Failure::new(format!("no code arrived at {destination}")))
}

/// The first word of exactly six digits. Links may have as many in a row.
fn code_in(text: &str) -> Option<String> {
    let mut words = text.split_whitespace().map(|word| word.trim_matches(['.', ',', '#']));
    words
        .find(|word| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit()))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::code_in;

    #[test]
    fn the_code_is_the_word_of_six_digits() {
        let text = "Your verification code is 042817. It is good for 5 minutes.";

        assert_eq!(code_in(text).as_deref(), Some("042817"));
        assert_eq!(code_in("Call 13800138000."), None);
        assert_eq!(code_in("Stop it: http://localhost:8080/hand-off#gp-042817_x"), None);
    }
}

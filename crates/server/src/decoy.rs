//! What a stranger sees for an identifier that names no account (ENU-04): drawn from a keyed hash
//! of the identifier, so the same on every call, after a restart and on every node. The shares
//! are configured to look like the real accounts.

use crate::{
    config::Config,
    identifier::Identifier,
    keys::{Keys, Purpose},
    mask,
    profile::{Destination, Profile},
};
use regain_contract::AccountKind;

/// First letters of names, roughly as frequent as they are.
const LETTERS: &[u8] = b"aabbccddefghhjjjkllllmmnpqrssstwwwwxxxyyyzzzz";
/// First three digits of Chinese mobile numbers in use.
const PREFIXES: [&str; 16] = [
    "130", "131", "135", "136", "137", "138", "139", "150", "151", "158", "159", "176", "186",
    "187", "188", "189",
];
/// First letter and ending of common mail domains.
const DOMAINS: [(char, &str); 8] = [
    ('q', "com"),
    ('1', "com"),
    ('g', "com"),
    ('o', "com"),
    ('f', "com"),
    ('s', "com"),
    ('a', "com"),
    ('s', "cn"),
];

/// The subject of limits and budgets of an unknown identifier; account ids look the same.
pub(crate) fn subject(keys: &Keys, identifier: &Identifier) -> String {
    keys.hex(Purpose::Decoy, &["subject", identifier.text()]).chars().take(32).collect()
}

/// Draws the decoy of an identifier.
pub(crate) fn profile(keys: &Keys, config: &Config, identifier: &Identifier) -> Profile {
    let draw = |what: &str, below: u32| {
        let [a, b, c, d, ..] = keys.hash(Purpose::Decoy, &[what, identifier.text()]);
        u32::from_be_bytes([a, b, c, d]) % below
    };
    let share = |what: &str, percent: u8| draw(what, 100) < percent.into();
    let phone = match identifier {
        Identifier::Phone(number) => Some(mask::phone(number)),
        _ => share("phone", config.decoy_phone).then(|| phone_mask(draw)),
    };
    let email = match identifier {
        Identifier::Email(address) => Some(mask::email(address)),
        _ => share("email", config.decoy_email).then(|| email_mask(draw)),
    };

    Profile {
        account_id: None,
        username: String::new(),
        kind: if share("kind", config.decoy_enterprise) {
            AccountKind::Enterprise
        } else {
            AccountKind::Individual
        },
        identity_verified: share("verified", config.decoy_verified),
        needs_two_proofs: share("proofs", config.decoy_two_proofs),
        phone: phone.map(|mask| destination(keys, identifier, "phone", mask)),
        email: email.map(|mask| destination(keys, identifier, "email", mask)),
        stamp: String::new(),
    }
}

/// The meter is that of the typed address where one was typed, so that a real destination and a
/// decoy of the same address share their limits.
fn destination(keys: &Keys, identifier: &Identifier, channel: &str, mask: String) -> Destination {
    let name = match (identifier, channel) {
        (Identifier::Phone(text), "phone") | (Identifier::Email(text), "email") => text.clone(),
        (other, _) => format!("{channel} of {}", other.text()),
    };
    let prefix = match (identifier, channel) {
        (Identifier::Phone(number), "phone") => number.clone(),
        (_, "phone") => "+86".into(),
        _ => String::new(),
    };
    Destination {
        address: None,
        prefix,
        mask,
        meter: keys.hex(Purpose::Meter, &["destination", &name]),
    }
}

fn phone_mask(draw: impl Fn(&str, u32) -> u32) -> String {
    let prefix = usize::try_from(draw("prefix", 16)).ok().and_then(|index| PREFIXES.get(index));
    format!("+86 {}****{:04}", prefix.unwrap_or(&"138"), draw("digits", 10_000))
}

fn email_mask(draw: impl Fn(&str, u32) -> u32) -> String {
    let letter = usize::try_from(draw("letter", 45)).ok().and_then(|index| LETTERS.get(index));
    let domain = usize::try_from(draw("domain", 8)).ok().and_then(|index| DOMAINS.get(index));
    let (first, top) = domain.unwrap_or(&('e', "com"));
    format!("{}***@{first}***.{top}", char::from(*letter.unwrap_or(&b's')))
}

//! What a stranger sees for an identifier that names no account (ENU-04): drawn from a keyed hash
//! of the identifier, so the same on every call, after a restart and on every node. The shares
//! are configured to look like the real accounts.

use crate::{
    identifier::Identifier,
    keys::{Keys, Purpose},
    mask,
    profile::{Administrator, Destination, Profile},
};
use regain_config::Config;
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

/// Endings of usernames of administrators, as a mask shows them.
const ENDINGS: [&str; 10] = ["in", "-1", "01", "-2", "ng", "an", "02", "it", "er", "ei"];

/// The subject of limits and budgets of an unknown identifier; account ids look the same.
pub fn subject(keys: &Keys, identifier: &Identifier) -> String {
    keys.hex(Purpose::Decoy, &["subject", identifier.text()]).chars().take(32).collect()
}

/// Draws the decoy of an identifier.
pub fn profile(keys: &Keys, config: &Config, identifier: &Identifier) -> Profile {
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

    let kind = if share("kind", config.decoy_enterprise) {
        AccountKind::Enterprise
    } else {
        AccountKind::Individual
    };

    Profile {
        account_id: None,
        username: String::new(),
        kind,
        identity_verified: share("verified", config.decoy_verified),
        needs_two_proofs: share("proofs", config.decoy_two_proofs),
        phone: phone.map(|mask| destination(keys, identifier, "phone", mask)),
        email: email.map(|mask| destination(keys, identifier, "email", mask)),
        identity: None,
        administrators: match kind {
            AccountKind::Enterprise => administrators(keys, identifier, draw),
            AccountKind::Individual => Vec::new(),
        },
        stopped_until_ms: 0,
        stamp: String::new(),
    }
}

/// One to three made-up administrators, in an order that tells as little as that of real ones.
fn administrators(
    keys: &Keys,
    identifier: &Identifier,
    draw: impl Fn(&str, u32) -> u32,
) -> Vec<Administrator> {
    let subject = subject(keys, identifier);
    let mut all: Vec<_> = (0..=draw("administrators", 3))
        .map(|number| {
            let name = format!("administrator {number}");
            let letter = pick(LETTERS, draw(&format!("{name} letter"), 45)).unwrap_or(&b'a');
            let ending = pick(&ENDINGS, draw(&format!("{name} ending"), 10)).unwrap_or(&"in");
            Administrator {
                id: Administrator::id(keys, &subject, &name),
                label: format!("{}***{ending}", char::from(*letter)),
                username: String::new(),
                email: None,
            }
        })
        .collect();
    all.sort_by(|left, right| left.id.cmp(&right.id));
    all
}

fn pick<T>(all: &[T], drawn: u32) -> Option<&T> {
    all.get(usize::try_from(drawn).ok()?)
}

/// The made-up person whose face the provider is asked for, of a decoy's subject. The area of the
/// number is none that exists, so that nobody real is ever asked about; the check digit is right.
pub fn person(keys: &Keys, subject: &str) -> (String, String) {
    const FAMILY: [&str; 10] = ["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周"];
    const GIVEN: [&str; 10] = ["伟", "芳", "娜", "敏", "静", "磊", "军", "洋", "勇", "艳"];
    let hash = keys.hash(Purpose::Decoy, &["person", subject]);
    let drawn = |index: usize, below: u32| u32::from(*hash.get(index).unwrap_or(&0)) % below;
    let name = format!(
        "{}{}",
        pick(&FAMILY, drawn(0, 10)).unwrap_or(&"王"),
        pick(&GIVEN, drawn(1, 10)).unwrap_or(&"伟"),
    );
    let number = format!(
        "99{:02}{:02}{}{:02}{:02}{:03}",
        drawn(2, 90) + 10,
        drawn(3, 90) + 10,
        1960 + drawn(4, 45),
        drawn(5, 12) + 1,
        drawn(6, 28) + 1,
        drawn(7, 250),
    );
    let check = check_digit(&number);
    (name, format!("{number}{check}"))
}

/// The last character of an identity card's number (GB 11643, ISO 7064 MOD 11-2).
fn check_digit(number: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        number.chars().filter_map(|c| c.to_digit(10)).zip(WEIGHTS).map(|(d, w)| d * w).sum();
    let digits = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    *pick(&digits, sum % 11).unwrap_or(&'1')
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
    let prefix = pick(&PREFIXES, draw("prefix", 16));
    format!("+86 {}****{:04}", prefix.unwrap_or(&"138"), draw("digits", 10_000))
}

fn email_mask(draw: impl Fn(&str, u32) -> u32) -> String {
    let letter = pick(LETTERS, draw("letter", 45));
    let domain = pick(&DOMAINS, draw("domain", 8));
    let (first, top) = domain.unwrap_or(&('e', "com"));
    format!("{}***@{first}***.{top}", char::from(*letter.unwrap_or(&b's')))
}

#[cfg(test)]
mod tests {
    use super::{check_digit, person};
    use crate::keys::Keys;

    #[test]
    fn the_check_digit_is_that_of_the_standard() {
        assert_eq!(check_digit("11010519491231002"), 'X');
        assert_eq!(check_digit("44052418800101001"), '4');
    }

    /// ENU-04: a decoy's person is the same each time, of the form of a real one, and nobody's.
    #[test]
    fn the_person_of_a_decoy_is_stable_and_well_formed() {
        let keys = Keys::new("one");
        for subject in ["a", "b", "c", "d", "e", "f", "g", "h"] {
            let (name, number) = person(&keys, subject);

            assert_eq!(person(&keys, subject), (name.clone(), number.clone()));
            assert_eq!(name.chars().count(), 2);
            assert_eq!(number.len(), 18, "{number}");
            assert!(number.starts_with("99"));
        }
    }
}

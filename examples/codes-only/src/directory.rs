//! The accounts, and what a stranger is shown of them. A name that nobody has gets a decoy, which has
//! everything that an account has and receives nothing (ENU-01 to ENU-05).

use crate::http::{Hash, Secrets};
use regain_contract::Method;

/// An account. A decoy has the same fields.
#[derive(Clone)]
pub struct Account {
    pub(crate) username: String,
    pub(crate) phone: String,
    pub(crate) email: String,
    /// Empty until a password is set here: then none fits.
    pub(crate) password_hash: String,
}

impl Account {
    /// An account with a number such as `+8613800138000` and an address in lower case.
    #[must_use]
    pub fn new(username: &str, phone: &str, email: &str) -> Self {
        let [username, phone, email] = [username, phone, email].map(str::to_owned);
        Self { username, phone, email, password_hash: String::new() }
    }

    pub(crate) fn names(&self) -> [&str; 3] {
        [&self.username, &self.phone, &self.email]
    }

    /// Where the codes of a method go; `None` for a method that this server does not have.
    pub(crate) fn destination(&self, method: Method) -> Option<&str> {
        match method {
            Method::Phone => Some(&self.phone),
            Method::Email => Some(&self.email),
            Method::Alipay | Method::Face | Method::Administrator => None,
        }
    }
}

/// Whom a recovery is about.
pub(crate) struct Person {
    /// The index of the account; `None` for a decoy.
    pub index: Option<usize>,
    /// The account as it was, or the decoy.
    pub shown: Account,
    /// Names the budget of wrong codes, which neither a new code nor a new recovery refills (OTP-06).
    pub meter: Hash,
}

/// Finds whom an identifier in its one form names. A decoy is drawn for each, so that the work does
/// not tell known from unknown; by a keyed hash, so that it looks the same each time. All accounts of
/// ours have phone and e-mail, and so have all decoys: draw yours as your accounts are.
pub(crate) fn find(accounts: &[Account], secrets: &Secrets, identifier: &str) -> Person {
    let [a, b, c, d, e, ..] = secrets.hash("decoy", &[identifier]);
    let (number, letter) = (u32::from_be_bytes([a, b, c, d]), char::from(b'a' + e % 26));
    let phone = format!("+8613{:09}", number % 1_000_000_000);
    let email = format!("{letter}{number}@{letter}.com");
    // What was typed is shown again, as it is of an account.
    let or_typed = |is, drawn| if is { identifier.to_owned() } else { drawn };
    let phone = or_typed(identifier.starts_with('+'), phone);
    let decoy = Account::new(identifier, &phone, &or_typed(identifier.contains('@'), email));
    let index = accounts.iter().position(|account| account.names().contains(&identifier));
    let shown = index.and_then(|index| accounts.get(index)).unwrap_or(&decoy).clone();
    let kind = if index.is_some() { "account" } else { "decoy" };
    Person { index, meter: secrets.hash(kind, &[&shown.username]), shown }
}

/// The one form of what was typed (ENU-08); `None` for what is no identifier. Fold full-width letters
/// and digits too, if your people type them.
pub(crate) fn fold(typed: &str, country_code: &str) -> Option<String> {
    let text = typed.trim().to_ascii_lowercase();
    if text.is_empty() || text.chars().count() > 256 || text.chars().any(char::is_control) {
        return None;
    }
    let number: String = text.chars().filter(|char| !" -().".contains(*char)).collect();
    let digits = number.trim_start_matches(['+', '0']);
    let is_phone = digits.len() >= 7 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_international = number.starts_with('+') || number.starts_with("00");
    Some(match is_phone {
        true if is_international => format!("+{digits}"),
        true => format!("+{country_code}{digits}"),
        false => text,
    })
}

/// What a stranger may see of an identifier or a destination: never more than four characters in a
/// row (ENU-06).
pub(crate) fn mask(text: &str) -> String {
    let first = |text: &str| match text.chars().next() {
        Some(char) if text.len() > 1 => format!("{char}***"),
        _ => "***".to_owned(),
    };
    match text.split_once('@') {
        Some((name, site)) => format!("{}@{}", first(name), first(site)),
        None if text.starts_with('+') => {
            let last = text.len().saturating_sub(4);
            format!("+****{}", text.get(last..).unwrap_or_default())
        }
        None => first(text),
    }
}

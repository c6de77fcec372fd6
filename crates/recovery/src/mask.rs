//! How a destination or a typed identifier is shown to a stranger (ENU-06): never more than four
//! characters of it in a row. One function per kind, used for accounts and decoys alike.

use crate::identifier::Identifier;

/// The mask of an identifier, for `account.label`.
pub fn identifier(identifier: &Identifier) -> String {
    match identifier {
        Identifier::Username(text) => word(text),
        Identifier::Phone(number) => phone(number),
        Identifier::Email(address) => email(address),
    }
}

/// `+86 138****8000`. Numbers of other lengths show the last four digits (two of a short one).
pub fn phone(number: &str) -> String {
    let digits = number.trim_start_matches('+');
    if let Some(national) = digits.strip_prefix("86").filter(|rest| rest.len() == 11) {
        return format!("+86 {}****{}", head(national, 3), tail(national, 4));
    }
    format!("+****{}", tail(digits, if digits.len() >= 10 { 4 } else { 2 }))
}

/// `s***@e***.com`: the domain is masked too, because it often names the person or the employer.
pub fn email(address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let (name, top) = domain.rsplit_once('.').unwrap_or((domain, ""));
    let top = if top.chars().count() <= 3 { top.to_owned() } else { word(top) };

    format!("{}@{}.{top}", word(local), word(name))
}

/// `f***-1`: administrators of one enterprise often differ at the end of their names only. Of a
/// short name no more than the first letter is shown.
pub fn administrator(username: &str) -> String {
    if username.chars().count() < 6 {
        return word(username);
    }
    format!("{}{}", word(username), tail(username, 2))
}

/// `s***`; nothing at all of a single character.
fn word(text: &str) -> String {
    if text.chars().count() < 2 { "***".into() } else { format!("{}***", head(text, 1)) }
}

fn head(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

fn tail(text: &str, count: usize) -> String {
    let length = text.chars().count();
    text.chars().skip(length.saturating_sub(count)).collect()
}

#[cfg(test)]
mod tests {
    use super::{administrator, email, identifier, phone};
    use crate::identifier::Identifier;
    use proptest::prelude::*;

    #[test]
    fn masks_look_as_people_know_them() {
        assert_eq!(phone("+8613800138000"), "+86 138****8000");
        assert_eq!(phone("+14155550100"), "+****0100");
        assert_eq!(email("solo@example.com"), "s***@e***.com");
        assert_eq!(email("a@b.photography"), "***@***.p***");
        assert_eq!(identifier(&Identifier::Username("solo".into())), "s***");
        assert_eq!(administrator("firm-admin-1"), "f***-1");
        assert_eq!(administrator("bob"), "b***");
    }

    fn longest_shared_run(original: &str, mask: &str) -> usize {
        let original: Vec<char> = original.chars().collect();
        (1..=original.len())
            .rev()
            .find(|&length| {
                original.windows(length).any(|run| mask.contains(&run.iter().collect::<String>()))
            })
            .unwrap_or(0)
    }

    proptest! {
        /// ENU-06: no mask shows more than four characters of the original in a row.
        #[test]
        fn a_mask_shows_at_most_four_in_a_row(
            number in "\\+[1-9][0-9]{7,14}|\\+86[0-9]{11}",
            address in "[a-z0-9.]{1,20}@[a-z0-9-]{1,20}\\.[a-z]{2,12}|\\PC{0,12}@\\PC{0,12}",
            name in "\\PC{1,30}",
        ) {
            prop_assert!(longest_shared_run(&number, &phone(&number)) <= 4);
            // The mask's own "***" is not a leak when the original holds asterisks.
            prop_assume!(!address.contains('*') && !name.contains('*'));
            prop_assert!(longest_shared_run(&address, &email(&address)) <= 4);
            let username = Identifier::Username(name.clone());
            prop_assert!(longest_shared_run(&name, &identifier(&username)) <= 4);
            prop_assert!(longest_shared_run(&name, &administrator(&name)) <= 4);
        }
    }
}

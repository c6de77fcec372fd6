//! The list of common passwords and what counts as near enough to it.

use regain_policy::{Context, Violation, check, compat, is_common};

const LIST: &str = include_str!("../../common/passwords.txt");

/// PWD-04: the list is in the form that the search relies on, and more than 3,000 of it match
/// the default policy.
#[test]
fn the_list_is_sorted_lower_case_and_long_enough() {
    let entries: Vec<&str> = LIST.lines().collect();

    assert!(entries.is_sorted_by(|a, b| a.as_bytes() < b.as_bytes()));
    for entry in &entries {
        assert!((8..=64).contains(&entry.len()), "{entry}");
        assert!(entry.bytes().all(|c| c.is_ascii_graphic() && !c.is_ascii_uppercase()), "{entry}");
    }
    let matching =
        entries.iter().filter(|one| check(&compat(), one, &Context::default()).is_acceptable());
    assert!(entries.len() >= 10_000, "{}", entries.len());
    assert!(matching.count() >= 3_000);
    assert!(LIST.len() <= 300_000, "{} bytes", LIST.len());
}

/// PWD-04: every password of the list is refused, in any letter case.
#[test]
fn every_listed_password_is_refused_in_any_letter_case() {
    let context = Context { identifiers: &[], common: Some(&is_common) };

    for entry in LIST.lines() {
        let mut capital = entry.to_owned();
        capital[..1].make_ascii_uppercase();
        for spelling in [entry, &entry.to_ascii_uppercase(), &capital] {
            let violations: Vec<_> = check(&compat(), spelling, &context).violations().collect();
            assert_eq!(violations.last(), Some(&Violation::Common), "{spelling}");
        }
    }
}

#[test]
fn a_common_password_with_a_short_tail_is_common() {
    for password in ["password2024", "Password2024", "PASSWORD!", "iloveyou!!!1", "Qwertyuiop-99-"]
    {
        assert!(is_common(password), "{password}");
    }
    for password in ["password-horse", "iloveyou-2024", "Xpassword!9-k", "iloveyouK"] {
        assert!(!is_common(password), "{password}");
    }
}

#[test]
fn a_repetition_is_common() {
    for password in [
        "aaaaaaaaaaaaaaa",
        "AaAaAaAaAaAaAaA",
        "x7-x7-x7-",
        "abcdABCDabcd",
        "abcabcabcab99",
        "passwordPassword",
        "iloveyou1iloveyou1",
        "你你你你你你你你",
    ] {
        assert!(is_common(password), "{password}");
    }
    for password in ["abcde-abcde-", "horse-horse-", "x7-x7-y8-", "xyxy!9$2", "aaaaaaa"] {
        assert!(!is_common(password), "{password}");
    }
}

#[test]
fn what_nobody_else_chose_is_not_common() {
    for password in ["", "a", "1234567", "horse-battery-7", "Old-Password-1", "正确的马电池订书钉"]
    {
        assert!(!is_common(password), "{password}");
    }
}

/// Worst cases of a search whose time grew with the square of the length: it would not end.
#[test]
fn a_very_long_password_is_searched_to_its_end() {
    for unit in ["ab3", "a", "password", "abcdefghijk"] {
        let password = unit.repeat(1_000_000) + "x";

        assert!(!is_common(&password), "{unit}");
    }
}

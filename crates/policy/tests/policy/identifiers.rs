//! What counts as the account's own identifier.

use regain_policy::{Context, Violation, check, compat};

fn is_named(password: &str, identifiers: &[&str]) -> bool {
    let context = Context { identifiers, common: None };
    check(&compat(), password, &context).violations().any(|one| one == Violation::Identifier)
}

/// PWD-04: the username is refused in any letter case, but not as a part of something longer.
#[test]
fn the_username_is_refused_in_any_letter_case() {
    assert!(is_named("solo-mail", &["solo-mail"]));
    assert!(is_named("SOLO-Mail", &["solo-mail"]));
    assert!(!is_named("solo-mail-7", &["solo-mail"]));
    assert!(!is_named("solo-mai", &["solo-mail"]));
}

/// PWD-04: the e-mail address is refused whole and up to its last `@`.
#[test]
fn the_mail_address_is_refused_whole_and_without_its_domain() {
    let address = &["First.Last@example.com"];

    assert!(is_named("first.last@EXAMPLE.com", address));
    assert!(is_named("first.last", address));
    assert!(!is_named("example.com", address));
    assert!(!is_named("first.last@", address));
}

/// PWD-04: the phone number is refused in every usual spelling.
#[test]
fn the_phone_number_is_refused_in_every_spelling() {
    let spellings = [
        "+8613800138000",
        "+86 138 0013 8000",
        "8613800138000",
        "008613800138000",
        "13800138000",
        "013800138000",
        "138-0013-8000",
        "(138)0013.8000",
    ];

    for known in ["+86 138 0013 8000", "+8613800138000"] {
        for typed in spellings {
            assert!(is_named(typed, &[known]), "{typed} is {known}");
        }
        for typed in ["3800138000000", "13800138001", "1380013800", "0138000", "+1380013800"] {
            assert!(!is_named(typed, &[known]), "{typed} is not {known}");
        }
    }
    assert!(is_named("+8613800138000", &["13800138000"]));
    assert!(!is_named("8613800138000", &["13800138000"]));
}

#[test]
fn any_of_several_identifiers_is_enough() {
    assert!(is_named("solo-mail", &["", "+8613800138000", "solo-mail"]));
}

#[test]
fn an_identifier_without_content_names_nothing() {
    for identifier in ["", "@example.com", "+", "-"] {
        assert!(!is_named("", &[identifier]), "{identifier}");
        assert!(!is_named("()()()()", &[identifier]), "{identifier}");
    }
}

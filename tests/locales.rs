//! Every language has every message, with the same places for values, and none is empty.
#![cfg(not(target_arch = "wasm32"))]

use regain_contract::Locale;
use std::collections::{BTreeMap, BTreeSet};

type Messages = BTreeMap<String, String>;

fn messages(locale: Locale) -> Messages {
    let path = format!("{}/locales/{}.json", env!("CARGO_MANIFEST_DIR"), locale.tag());
    serde_json::from_str(&std::fs::read_to_string(path).unwrap_or_default()).unwrap_or_default()
}

fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn every_language_has_every_message_with_the_same_places() {
    let english = messages(Locale::En);
    assert!(english.len() > 100, "only {} English messages were read", english.len());
    for locale in Locale::ALL {
        let other = messages(locale);
        assert_eq!(english.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        for (key, text) in &english {
            let translated = &other[key];
            assert!(!translated.trim().is_empty(), "{} of {} is empty", key, locale.tag());
            assert_eq!(places(text), places(translated), "{} of {}", key, locale.tag());
        }
    }
}

/// The accessible names that the tests and the documents rely on.
#[test]
fn the_english_names_are_the_documented_ones() {
    let english = messages(Locale::En);
    for (key, text) in [
        ("account.field", "Username, mobile number or email"),
        ("account.next", "Next"),
        ("methods.heading", "Choose a verification method"),
        ("method.phone", "Mobile phone"),
        ("method.email", "Email"),
        ("method.alipay", "Alipay"),
        ("method.face", "Facial recognition"),
        ("method.administrator", "Administrator"),
        ("page.appeal", "Submit appeal"),
        ("code.field", "Verification code"),
        ("code.verify", "Verify"),
        ("code.resend", "Send a new code"),
        ("password.field", "New password"),
        ("password.set", "Set new password"),
        ("done.heading", "Password changed"),
        ("done.log_on", "Log on"),
    ] {
        assert_eq!(english.get(key).map(String::as_str), Some(text), "{key}");
    }
}

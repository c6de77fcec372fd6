//! Every language has every message, with the same places for values, and none is empty.
#![cfg(not(target_arch = "wasm32"))]

use regain_contract::Locale;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Messages = BTreeMap<String, String>;

fn messages(locale: Locale) -> Messages {
    let path = format!("{}/locales/{}.json", env!("CARGO_MANIFEST_DIR"), locale.tag());
    serde_json::from_str(&std::fs::read_to_string(path).unwrap_or_default()).unwrap_or_default()
}

/// The names of the values of a text. The forms of a plural are no names.
fn places(text: &str) -> BTreeSet<&str> {
    let behind = text.split('{').skip(1);
    let names = behind.filter_map(|rest| rest.split(['}', ',']).next());
    names.filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_')).collect()
}

/// The plural categories of a language (CLDR 46, cardinal) that whole numbers come to. `many` of the
/// Romance languages begins at a million, which nothing here counts to.
fn categories(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::ZhCn | Locale::ZhTw | Locale::Ja | Locale::Ko | Locale::Id => &["other"],
        Locale::En | Locale::De | Locale::Fr | Locale::Es | Locale::PtBr => &["one", "other"],
        Locale::Ru => &["few", "many", "one", "other"],
        Locale::Ar => &["few", "many", "one", "other", "two", "zero"],
    }
}

/// Each plural has exactly the forms of its language, so that `Intl.PluralRules` finds one.
#[test]
fn every_plural_has_the_forms_of_its_language() {
    let mut count = 0;
    for locale in Locale::ALL {
        for (key, text) in messages(locale) {
            for rest in text.split(" plural,").skip(1) {
                let (forms, _) = rest.split_once("}}").unwrap_or_default();
                let names: BTreeSet<_> = forms
                    .split('}')
                    .filter_map(|form| form.split_once('{'))
                    .map(|(name, _)| name.trim())
                    .collect();
                let wanted = categories(locale).iter().copied().collect();
                assert_eq!(names, wanted, "{key} of {}", locale.tag());
                count += 1;
            }
        }
    }
    assert!(count > 60, "only {count} plurals were read");
}

#[test]
fn every_language_has_every_message_with_the_same_places() {
    let english = messages(Locale::En);
    assert!(english.len() > 100, "only {} English messages were read", english.len());
    for locale in Locale::ALL {
        let other = messages(locale);
        let keys = |messages: &Messages| messages.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&english), keys(&other), "{}", locale.tag());
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

/// The names and texts of every source of the app.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut folders, mut found) = (vec![root.join("src")], vec![]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let (Ok(name), Ok(text)) =
                (path.strip_prefix(root), std::fs::read_to_string(&path))
            {
                found.push((name.display().to_string(), text));
            }
        }
    }
    found
}

/// `not_found.` → `NotFound`.
fn variant(key: &str) -> String {
    let words = key.split(['.', '_']).filter(|word| !word.is_empty());
    words.map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

/// The texts of `locales/late.txt` are not in the main wasm: nothing there may ask for them.
#[test]
fn only_late_steps_and_the_prerendering_name_late_texts() {
    let beginnings = include_str!("../locales/late.txt");
    let late: Vec<_> = beginnings.lines().map(|key| format!("Key::{}", variant(key))).collect();
    let sources = sources();
    assert!(!late.is_empty() && sources.len() > 40);

    for (name, text) in sources {
        let is_late = name.starts_with("src/steps/late/") && !name.ends_with("mod.rs")
            || name.starts_with("src/appeal/");
        // `telling` says what is wrong with every step, on the step itself.
        if is_late || ["src/prerender.rs", "src/error_messages.rs"].contains(&name.as_str()) {
            continue;
        }
        for key in &late {
            assert!(!text.contains(key.as_str()), "{name} names {key}…, a text of the late wasm");
        }
    }
}

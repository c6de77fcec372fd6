//! Languages as they are declared: the page, the islands in it that read otherwise, and what
//! belongs together in them.

use crate::journey::*;
use regain_browser_tests::{Browser, Visit};
use regain_contract::Locale;
use serde_json::{Value, json};

browser_tests! {
    every browser: [],
    chromium: [
        arabic_reads_from_right_to_left_and_codes_do_not,
        each_language_declares_itself,
        masked_destinations_are_isolated_in_every_language,
        what_was_announced_does_not_stay_in_the_language_before,
    ]
}

/// The texts of a language, by key.
pub struct Words(Value);

impl Words {
    pub fn of(language: &str) -> Self {
        let file = format!("{}/../../locales/{language}.json", env!("CARGO_MANIFEST_DIR"));
        Self(serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap())
    }

    #[track_caller]
    pub fn text(&self, key: &str) -> &str {
        self.0[key].as_str().unwrap_or_else(|| panic!("no text {key}"))
    }
}

/// What the page and the island around an element declare.
fn declared(visit: &Visit, selector: &str) -> (String, String) {
    let script = "const at = document.querySelector(arguments[0]);
        return [at.closest('[lang]').lang, getComputedStyle(at).direction]";
    let found = visit.run(script, json!([selector]));
    let text = |at: usize| found[at].as_str().unwrap_or_default().to_owned();
    (text(0), text(1))
}

/// A11Y-14: the page turns around; codes, passwords, usernames and phone numbers do not.
fn arabic_reads_from_right_to_left_and_codes_do_not(browser: Browser) {
    let visit = Visit::with(browser).start();
    let words = Words::of("ar");
    visit.open("/?locale=ar");
    visit.screen(words.text("account.heading"));
    assert_eq!(declared(&visit, "html"), ("ar".into(), "rtl".into()));
    assert_eq!(declared(&visit, "h1"), ("ar".into(), "rtl".into()));
    visit.field(words.text("account.field")).fill("solo");
    visit.button(words.text("account.next")).press();
    visit.screen(words.text("methods.heading"));
    visit.choice(words.text("method.phone")).press();
    visit.screen(words.text("code.heading_phone"));
    assert_eq!(declared(&visit, "input[name=code]").1, "ltr");
    visit.field(words.text("code.field")).fill(&visit.stage.next_code(SOLO_PHONE));
    visit.button(words.text("code.verify")).press();
    visit.screen(words.text("password.heading"));
    assert_eq!(declared(&visit, "input[name=new-password]").1, "ltr");
    assert_eq!(declared(&visit, "input[name=username]").1, "ltr");
    visit.field(words.text("password.field")).fill(NEW_PASSWORD);
    visit.button(words.text("password.set")).press();
    visit.screen(words.text("done.heading"));
}

/// A11Y-14, WCAG 3.1.1 and 3.1.2: also each name in the menu is in its own language.
fn each_language_declares_itself(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.open("/");
    visit.screen(ACCOUNT);
    for locale in Locale::ALL {
        visit.open(&format!("/?locale={}", locale.tag()));
        visit.heading(Words::of(locale.tag()).text("account.heading")).is_there();
        let direction = if locale.is_right_to_left() { "rtl" } else { "ltr" };
        assert_eq!(declared(&visit, "html"), (locale.tag().into(), direction.into()));
        assert_eq!(declared(&visit, "h1"), (locale.tag().into(), direction.into()));
    }
    let script = "return [...document.querySelectorAll('select option')].map((one) =>
        [one.lang, one.text])";
    let menu = visit.run(script, json!([]));
    let wanted: Vec<Value> = Locale::ALL.map(|one| json!([one.tag(), one.name()])).into();
    assert_eq!(menu, Value::Array(wanted));
}

/// A11Y-14: a masked phone or address keeps its own direction and stays on one line.
fn masked_destinations_are_isolated_in_every_language(browser: Browser) {
    let visit = Visit::with(browser).start();
    let hints = "return [...document.querySelectorAll('.rg-method__hint, .rg-lead')].map((one) =>
        one.textContent).filter((text) => text.includes('*'))";
    for locale in Locale::ALL {
        let words = Words::of(locale.tag());
        visit.open(&format!("/?locale={}", locale.tag()));
        visit.field(words.text("account.field")).fill("solo");
        visit.button(words.text("account.next")).press();
        visit.heading(words.text("methods.heading")).is_there();
        let masked = visit.run(hints, json!([]));
        let masked: Vec<&str> =
            masked.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert_eq!(masked.len(), 3, "{}: {masked:?}", locale.tag());
        for text in masked {
            let (_, inside) = text.split_once('\u{2068}').unwrap_or_default();
            let (inside, after) = inside.split_once('\u{2069}').unwrap_or_default();
            assert!(inside.contains('*') && !after.contains('*'), "{}: {text}", locale.tag());
            assert!(!inside.contains(' '), "{}: “{inside}” may break", locale.tag());
        }
    }
}

/// A11Y-14
fn what_was_announced_does_not_stay_in_the_language_before(browser: Browser) {
    let visit = Visit::with(browser).start();
    let announced = "return document.querySelector('[role=status][aria-atomic]').textContent";
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    visit.button("Suggest a strong password").press();
    visit.button("Hide password").is_there();
    assert_ne!(visit.run(announced, json!([])), "");

    visit.field("Language").choose("Deutsch");

    visit.heading(Words::of("de").text("password.heading")).is_there();
    assert_eq!(visit.run(announced, json!([])), "");
}

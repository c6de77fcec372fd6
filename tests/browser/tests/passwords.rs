//! New passwords that are weak, common, mistyped, very long, or made by the page.

use crate::journey::*;
use regain_browser_tests::{Browser, Visit};
use serde_json::json;

browser_tests! {
    every browser: [],
    chromium: [
        each_weakness_is_told_beside_the_field,
        a_common_password_is_refused,
        a_refusal_by_the_server_is_told_in_the_same_place,
        the_rules_follow_what_is_typed,
        a_very_long_password_is_kept_and_told,
        a_suggested_password_is_accepted,
        show_and_hide_say_what_they_do,
        password_managers_find_what_they_need,
        the_end_says_nothing_about_rules,
        a_password_of_every_allowed_character_logs_on,
    ]
}

fn at_the_password(browser: Browser) -> Visit {
    let visit = Visit::with(browser).start();
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    visit
}

/// PWD-01, PWD-03, A11Y-16: each reason has its own words, and what was typed stays to be mended.
fn each_weakness_is_told_beside_the_field(browser: Browser) {
    let visit = at_the_password(browser);

    for (weak, reason) in [
        ("aB3", "The password is too short by 5 characters"),
        ("lettersonly", "Use more kinds of characters"),
        ("has a space 1", "there is one at position 4"),
        ("full-widthＡ1", "The character at position 11 is a full-width form"),
        ("accentué1", "The character at position 8 is not allowed"),
    ] {
        submit_password(&visit, weak);
        visit.field("New password").is_described_by(reason);
        visit.field("New password").holds(weak);
    }

    visit.screen(PASSWORD);
    assert!(visit.stage.accepts("solo", OLD_PASSWORD));
}

/// PWD-04: on the list, whatever its classes.
fn a_common_password_is_refused(browser: Browser) {
    let visit = at_the_password(browser);

    submit_password(&visit, "Password1");

    visit.field("New password").is_described_by("Many people use this password");
    assert!(visit.stage.accepts("solo", OLD_PASSWORD));
}

/// PWD-04, A11Y-02: what only the server can refuse stands beside the field and in the summary.
fn a_refusal_by_the_server_is_told_in_the_same_place(browser: Browser) {
    let visit = Visit::with(browser).start();
    prove_by_sms(&visit, "solo-unverified", "+8613800138001");

    submit_password(&visit, "solo-unverified@example.com");
    let reason = "must not be your username, mobile number or email";
    visit.field("New password").is_described_by(reason);
    visit.text("There is a problem");
    visit.screen(PASSWORD);
    set_password(&visit, NEW_PASSWORD);

    assert!(visit.stage.accepts("solo-unverified", NEW_PASSWORD));
}

/// A11Y-17, PWD-01: each rule says in words whether it is met.
fn the_rules_follow_what_is_typed(browser: Browser) {
    let visit = at_the_password(browser);

    visit.text("at least 8 characters : not met yet");
    visit.field("New password").fill("abcdefgh");
    visit.text("at least 8 characters : met");
    visit.text("digits, punctuation : not met yet");
    visit.field("New password").type_on("1");
    visit.text("digits, punctuation : met");

    visit.screen(PASSWORD);
}

/// PWD-05: nothing is cut off in silence.
fn a_very_long_password_is_kept_and_told(browser: Browser) {
    let visit = at_the_password(browser);
    let long = "aB3!".repeat(50);

    visit.field("New password").paste(&long);
    visit.field("New password").holds(&long);
    visit.button("Set new password").press();

    visit.field("New password").is_described_by("too long by 72 characters");
    visit.field("New password").holds(&long);
}

/// PWD-07: what the page suggests, the page and the server accept, and it logs on.
fn a_suggested_password_is_accepted(browser: Browser) {
    let visit = at_the_password(browser);

    visit.button("Suggest a strong password").press();
    visit.text("A strong password was filled in and is visible.");
    let suggested = visit.field("New password").value();
    visit.screen(PASSWORD);
    visit.button("Set new password").press();
    visit.screen(DONE);

    assert!(suggested.len() >= 12, "only {} characters", suggested.len());
    assert!(visit.stage.accepts("solo", &suggested));
}

/// PWD-08: the name of the button changes, and the change is said.
fn show_and_hide_say_what_they_do(browser: Browser) {
    let visit = at_the_password(browser);
    let field = visit.field("New password");
    field.fill("abc");

    assert_eq!(field.property("type"), "password");
    visit.button("Show password").press();
    visit.text("Your password is visible.");
    assert_eq!(field.property("type"), "text");
    visit.screen(PASSWORD);
    visit.button("Hide password").press();
    visit.text("Your password is hidden.");
    assert_eq!(field.property("type"), "password");
    visit.button("Show password").press();
    visit.button("Set new password").press();

    visit.button("Show password").is_there();
    assert_eq!(field.property("type"), "password");
}

/// PWD-06, PWD-05, A11Y-12: a real form with the username in it, and nothing in the way.
fn password_managers_find_what_they_need(browser: Browser) {
    let visit = at_the_password(browser);
    let field = visit.field("New password");

    visit.field("Username").holds("solo");
    assert_eq!(visit.field("Username").attribute("autocomplete").as_deref(), Some("username"));
    assert_eq!(field.attribute("autocomplete").as_deref(), Some("new-password"));
    assert_eq!(field.attribute("maxlength"), None);
    assert_eq!(field.attribute("spellcheck").as_deref(), Some("false"));
    let rules = field.attribute("passwordrules").unwrap_or_default();
    assert!(rules.contains("minlength: ") && !rules.contains("special"), "{rules}");
    let forms = visit.run("return document.forms.length", json!([]));
    assert_eq!(forms, 1);
}

/// A11Y-17, PWD-10: the field is emptied when the password is sent; nothing is announced about
/// the rules that an empty field breaks.
fn the_end_says_nothing_about_rules(browser: Browser) {
    let visit = at_the_password(browser);

    set_password(&visit, NEW_PASSWORD);

    let shown = visit.shown();
    assert!(!shown.contains("Rules not met"), "{shown}");
}

/// PWD-02: every character arrives as it was typed.
fn a_password_of_every_allowed_character_logs_on(browser: Browser) {
    let visit = at_the_password(browser);
    let all: String = ('!'..='~').collect();

    visit.field("New password").paste(&all);
    visit.button("Set new password").press();
    visit.screen(DONE);

    assert!(visit.stage.accepts("solo", &all));
}

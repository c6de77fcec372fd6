//! What a screen reader says by itself on each way through, held against golden files: titles,
//! headings and alerts that take the focus, and every change of a live region. `Please wait …` and
//! `One moment` are left out, because they come only when something takes its time.

use crate::journey::*;
use crate::{keyboard_appeal, keyboard_methods};
use regain_browser_tests::{Browser, Transcript, Visit, VisitBuilder, matches_golden};
use std::time::Duration;

browser_tests! {
    every browser: [],
    chromium: [
        the_way_by_phone_is_told,
        the_way_by_email_is_told,
        the_way_by_alipay_is_told,
        the_way_by_face_is_told,
        the_way_by_administrator_is_told,
        the_appeal_is_told,
        wrong_codes_are_told,
        an_expired_code_is_told_by_itself,
        being_offline_is_told,
        the_rules_are_told_once_a_change,
    ]
}

/// A visit in which nobody is told that a minute is over.
fn unhurried(browser: Browser) -> VisitBuilder {
    Visit::with(browser).with(|to| to.server.resend_after_s = 240)
}

/// Holds all that was told against the golden file, and none of it may have come unheard.
#[track_caller]
fn told(transcript: &Transcript<'_>, name: &str, values: &[&str]) {
    let heard = transcript.heard();
    let unheard = heard.iter().find(|line| line.starts_with("unheard"));
    let mut text = heard.join("\n");
    for value in values {
        text = text.replace(value, "…");
    }
    matches_golden(&format!("transcripts/{name}"), &text);
    assert_eq!(unheard, None, "a status came together with its region");
}

#[track_caller]
fn whole_way(browser: Browser, name: &str, walk: impl Fn(&Visit)) {
    let visit = unhurried(browser).start();
    let transcript = Transcript::of(&visit);
    walk(&visit);
    told(&transcript, name, &[]);
}

/// A11Y-04, A11Y-05: each step is told once, by its title and its heading.
fn the_way_by_phone_is_told(browser: Browser) {
    whole_way(browser, "phone", keyboard_methods::by_phone);
}

/// A11Y-04, A11Y-05
fn the_way_by_email_is_told(browser: Browser) {
    whole_way(browser, "email", keyboard_methods::by_email);
}

/// A11Y-04, A11Y-05
fn the_way_by_alipay_is_told(browser: Browser) {
    whole_way(browser, "alipay", keyboard_methods::by_alipay);
}

/// A11Y-04, A11Y-05
fn the_way_by_face_is_told(browser: Browser) {
    whole_way(browser, "face", keyboard_methods::by_face);
}

/// A11Y-04, A11Y-05
fn the_way_by_administrator_is_told(browser: Browser) {
    whole_way(browser, "administrator", keyboard_methods::by_administrator);
}

/// A11Y-04, A11Y-05, APL-08: a file that arrives is told, too.
fn the_appeal_is_told(browser: Browser) {
    let visit = unhurried(browser).start();
    let transcript = Transcript::of(&visit);
    let number = keyboard_appeal::file(&visit);
    keyboard_appeal::look_up(&visit, &number);
    told(&transcript, "appeal", &[&number]);
}

/// A11Y-03, A11Y-05: the same words twice are told twice.
fn wrong_codes_are_told(browser: Browser) {
    let visit = unhurried(browser).start();
    let transcript = Transcript::of(&visit);
    ask_for_sms(&visit, "solo");
    let code = visit.stage.next_code(SOLO_PHONE);
    for _ in 0..2 {
        visit.button("Verify").press();
        visit.alert("There is a problem").is_focused();
    }
    for left in ["4", "3"] {
        submit_code(&visit, &another(&code));
        visit.text(&format!("Tries left: {left}"));
    }
    told(&transcript, "wrong_code", &[]);
}

/// A11Y-05, A11Y-08: the end of a code is told when it comes, not only when it is too late.
fn an_expired_code_is_told_by_itself(browser: Browser) {
    let visit = unhurried(browser).start();
    let transcript = Transcript::of(&visit);
    ask_for_sms(&visit, "solo");
    visit.stage.pass(Duration::from_secs(296));
    visit.reload();
    visit.screen(PHONE_CODE);
    visit.text("The code has expired. Ask for a new one.");
    told(&transcript, "expired_code", &[]);
}

/// A11Y-05, REL-06
fn being_offline_is_told(browser: Browser) {
    let visit = unhurried(browser).start();
    let transcript = Transcript::of(&visit);
    visit.open("/");
    visit.screen(ACCOUNT);
    visit.set_offline(true);
    visit.text("You are offline.");
    visit.field(IDENTIFIER).fill("solo");
    visit.button("Next").press();
    visit.alert("There is a problem").is_focused();
    visit.set_offline(false);
    visit.no_text("You are offline.");
    visit.button("Next").press();
    visit.screen(METHODS).is_focused();
    told(&transcript, "offline", &[]);
    visit.forgive();
}

/// A11Y-17: one announcement for each rule that is met or broken, none for the keys between.
fn the_rules_are_told_once_a_change(browser: Browser) {
    let visit = unhurried(browser).start();
    let transcript = Transcript::of(&visit);
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    visit.field("New password").press();
    visit.type_keys("abcdefgh");
    visit.type_keys("1jk");
    visit.type_keys(" ");
    visit.button("Show password").press();
    visit.text("Your password is visible.");
    visit.button("Suggest a strong password").press();
    visit.text("A strong password was filled in");
    told(&transcript, "password", &[]);
}

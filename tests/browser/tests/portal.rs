//! The demo portal around the recovery: where a person comes from and goes to.

use crate::journey::*;
use regain_browser_tests::{Browser, Visit};

browser_tests! {
    every browser: [],
    chromium: [a_person_who_knows_the_password_logs_on, the_inbox_shows_what_was_sent]
}

/// A11Y-01: greeted by name; a wrong password says so.
fn a_person_who_knows_the_password_logs_on(browser: Browser) {
    let visit = Visit::with(browser).start();

    visit.open_url(&visit.stage.portal());
    visit.screen("Log on");
    log_on(&visit, "solo", NEW_PASSWORD);
    visit.text("Username or password is wrong");
    visit.screen("Log on");
    log_on(&visit, "solo", OLD_PASSWORD);

    visit.screen("Welcome, solo");
}

/// A11Y-01: what arrived can be read there, newest first.
fn the_inbox_shows_what_was_sent(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");
    let code = visit.stage.next_code(SOLO_PHONE);

    visit.open_url(&format!("{}inbox", visit.stage.portal()));
    visit.screen("Inbox");

    visit.text(&format!("Your verification code is {code}."));
}

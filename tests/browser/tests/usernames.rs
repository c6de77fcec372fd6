//! A person who forgot the username finds it by phone or e-mail.

use crate::journey::*;
use regain_browser_tests::{Browser, Visit};
use std::time::Duration;

browser_tests! {
    every browser: [a_found_username_goes_on_to_a_new_password],
    chromium: [
        several_usernames_are_shown,
        nothing_is_shown_before_the_proof_and_unknown_looks_the_same,
        a_username_is_no_destination,
        another_destination_can_be_tried,
        the_person_is_led_back_to_the_portal,
    ]
}

const FIND: &str = "Find your username";
const FOUND: &str = "Your usernames";
const DESTINATION: &str = "Mobile number or email";

#[track_caller]
fn find(visit: &Visit, destination: &str) {
    visit.open("/");
    visit.screen(ACCOUNT);
    visit.link("Forgot your username?").press();
    visit.screen(FIND);
    visit.is_at("/username");
    visit.field(DESTINATION).fill(destination);
    visit.button("Send a code").press();
}

fn a_found_username_goes_on_to_a_new_password(browser: Browser) {
    let visit = Visit::with(browser).start();
    find(&visit, "138 0013 8000");
    visit.screen(PHONE_CODE);
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    visit.screen(FOUND);
    visit.is_at("/usernames");
    visit.choice("solo").press();
    visit.screen(PASSWORD);
    set_password(&visit, NEW_PASSWORD);
    assert!(visit.stage.accepts("solo", NEW_PASSWORD));
}

fn several_usernames_are_shown(browser: Browser) {
    let visit = Visit::with(browser).start();
    find(&visit, "pair@example.com");
    visit.screen(MAIL_CODE);
    submit_code(&visit, &visit.stage.next_code("pair@example.com"));
    visit.screen(FOUND);
    visit.text("Several accounts have");
    visit.choice("pair-one").is_there();
    visit.choice("pair-two").is_there();
    visit.reload();
    visit.screen(FOUND);
    visit.choice("pair-two").is_there();
}

/// ENU-01, ENU-05
fn nothing_is_shown_before_the_proof_and_unknown_looks_the_same(browser: Browser) {
    let visit = Visit::with(browser).start();
    find(&visit, "13911112222");
    visit.screen(PHONE_CODE);
    visit.no_text("Try another method");
    submit_code(&visit, "123456");
    visit.text("This code is wrong.");
    assert!(visit.stage.inbox("+8613911112222").is_empty());
}

fn a_username_is_no_destination(browser: Browser) {
    let visit = Visit::with(browser).start();
    find(&visit, "solo");
    visit
        .link(
            "Enter a mobile number or an email in its usual form, such as 138 0013 8000 or \
         name@example.com",
        )
        .is_there();
    visit.field(DESTINATION).holds("solo");
    visit.field(DESTINATION).fill(" ");
    visit.button("Send a code").press();
    visit.link("Enter your mobile number or email").is_there();
    visit.link("I know my username").press();
    visit.screen(ACCOUNT);
}

fn another_destination_can_be_tried(browser: Browser) {
    let visit = Visit::with(browser).start();
    find(&visit, "13911112222");
    visit.screen(PHONE_CODE);
    visit.button("Use another number or address").press();
    visit.screen(FIND);
    visit.field(DESTINATION).fill(SOLO_MAIL);
    visit.button("Send a code").press();
    visit.screen(MAIL_CODE);
    visit.back();
    visit.screen(FIND);
}

/// FIN-05
fn the_person_is_led_back_to_the_portal(browser: Browser) {
    let visit = Visit::with(browser).start();
    let portal = visit.stage.portal();
    for (from, is_followed) in
        [(format!("{portal}back"), true), ("https://evil.example/".into(), false)]
    {
        // A new code may be asked for after a minute.
        visit.stage.pass(Duration::from_secs(61));
        visit.open(&format!("/?return_to={from}"));
        visit.screen(ACCOUNT);
        visit.field(IDENTIFIER).fill("solo");
        visit.button("Next").press();
        visit.screen(METHODS);
        visit.choice("Mobile phone").press();
        visit.screen(PHONE_CODE);
        submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
        visit.screen(PASSWORD);
        set_password(&visit, if is_followed { NEW_PASSWORD } else { "Other-Pass-77!x" });
        if is_followed {
            let back = visit.link("Back to where you came from");
            assert_eq!(back.attribute("href").as_deref(), Some(from.as_str()));
        } else {
            visit.no_text("Back to where you came from");
        }
        let log_on = visit.link("Log on").attribute("href").unwrap_or_default();
        assert!(log_on.starts_with(&portal) && log_on.contains("username=solo"), "{log_on}");
    }
}

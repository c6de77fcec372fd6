//! Codes as people get them wrong: mistyped, late, from the wrong message, or pasted with
//! everything around them.

use crate::journey::*;
use regain_browser_tests::{Browser, Page, Visit};
use std::time::Duration;

browser_tests! {
    every browser: [],
    chromium: [
        a_wrong_code_stays_in_the_field_and_the_tries_are_told,
        an_expired_code_is_told_and_a_new_one_works,
        only_the_newest_code_counts,
        the_countdown_survives_a_reload_and_a_wrong_code,
        the_countdown_is_announced_at_most_twice,
        a_code_may_be_typed_with_anything_between_the_digits,
        the_whole_message_may_be_pasted,
        an_unfinished_code_is_told_before_it_is_sent,
        the_code_field_is_one_field_for_codes,
        asking_for_another_method_and_coming_back_sends_nothing_new,
    ]
}

/// OTP-05, A11Y-02: the text stays, the tries left are told, and the right code still works.
fn a_wrong_code_stays_in_the_field_and_the_tries_are_told(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");
    let code = visit.stage.next_code(SOLO_PHONE);

    for left in ["4", "3"] {
        submit_code(&visit, &another(&code));
        visit.field("Verification code").is_described_by(&format!("Tries left: {left}"));
        visit.field("Verification code").holds(&another(&code));
    }
    visit.screen(PHONE_CODE);
    submit_code(&visit, &code);

    visit.screen(PASSWORD);
}

/// OTP-02: five minutes by the server's clock, whatever the browser's says.
fn an_expired_code_is_told_and_a_new_one_works(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");
    let late = visit.stage.next_code(SOLO_PHONE);

    visit.stage.pass(Duration::from_secs(301));
    submit_code(&visit, &late);
    visit.field("Verification code").is_described_by("This code has expired. Ask for a new one");
    visit.reload();
    visit.button("Send a new code").press();
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));

    visit.screen(PASSWORD);
}

/// OTP-04: a new code makes the old one wrong, and the page says so.
fn only_the_newest_code_counts(browser: Browser) {
    let visit = Visit::with(browser).with(|to| to.server.resend_after_s = 4).start();
    ask_for_sms(&visit, "solo");
    let old = visit.stage.next_code(SOLO_PHONE);

    visit.text("You can ask for a new code now.");
    visit.button("Send a new code").press();
    visit.text("Older codes no longer work.");
    let new = visit.stage.next_code(SOLO_PHONE);
    submit_code(&visit, &old);
    visit.field("Verification code").is_described_by("This code is wrong");
    submit_code(&visit, &new);

    visit.screen(PASSWORD);
}

/// OTP-15: the countdown goes on where the server says, after a reload and after a wrong code.
fn the_countdown_survives_a_reload_and_a_wrong_code(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");
    let code = visit.stage.next_code(SOLO_PHONE);
    visit.stage.pass(Duration::from_secs(30));

    visit.reload();
    visit.screen(PHONE_CODE);
    let after_reload = seconds_left(&visit);
    submit_code(&visit, &another(&code));
    visit.text("This code is wrong");
    let after_wrong = seconds_left(&visit);

    assert!((15..=30).contains(&after_reload), "{after_reload} s after the reload");
    assert!(after_wrong <= after_reload, "{after_wrong} s after the wrong code");
    assert_eq!(visit.stage.codes_received(SOLO_PHONE), 1);
}

/// OTP-15: a screen reader does not hear every second.
fn the_countdown_is_announced_at_most_twice(browser: Browser) {
    let visit = Visit::with(browser).with(|to| to.server.resend_after_s = 5).start();
    ask_for_sms(&visit, "solo");

    record_announcements(&visit);
    visit.text("You can ask for a new code now.");

    let heard = announcements(&visit);
    assert!(heard.len() <= 2, "{heard:?}");
}

fn record_announcements(page: &Page) {
    let script = "window.regainHeard = [];
        const regions = [...document.querySelectorAll('[role=status], [aria-live], [role=alert]')];
        const note = (region) => region.innerText.trim() && regainHeard.push(region.innerText);
        regions.forEach((region) => new MutationObserver(() => note(region))
            .observe(region, { childList: true, characterData: true, subtree: true }));
        return regions.length";
    let regions = page.run(script, serde_json::json!([]));
    assert!(regions.as_u64() > Some(0), "no live region stands ready");
}

fn announcements(page: &Page) -> Vec<String> {
    let heard = page.run("return window.regainHeard", serde_json::json!([]));
    heard.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// OTP-12: spaces, dashes and full-width digits.
fn a_code_may_be_typed_with_anything_between_the_digits(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");
    let code = visit.stage.next_code(SOLO_PHONE);
    let (first, last) = code.split_at(3);
    let full_width = |digit: char| char::from_u32('０' as u32 + digit as u32 - '0' as u32).unwrap();

    submit_code(
        &visit,
        &format!(" {first} - {}", last.chars().map(full_width).collect::<String>()),
    );

    visit.screen(PASSWORD);
}

/// OTP-12, OTP-13, A11Y-06: the code is found in the message.
fn the_whole_message_may_be_pasted(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");
    let message = visit.stage.next_message(SOLO_PHONE);

    visit.field("Verification code").paste(&message.text);
    visit.button("Verify").press();

    visit.screen(PASSWORD);
}

/// A11Y-16: a mistake that the page can see costs no try.
fn an_unfinished_code_is_told_before_it_is_sent(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");

    visit.button("Verify").press();
    visit.field("Verification code").is_described_by("Enter the verification code");
    submit_code(&visit, "12345");
    visit.field("Verification code").is_described_by("The code has 6 digits");
    submit_code(&visit, &another(&visit.stage.next_code(SOLO_PHONE)));

    visit.field("Verification code").is_described_by("Tries left: 4");
}

/// A11Y-06, A11Y-12, A11Y-14: one field, the right keyboard, filled in by the system.
fn the_code_field_is_one_field_for_codes(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");
    let field = visit.field("Verification code");

    assert_eq!(field.attribute("autocomplete").as_deref(), Some("one-time-code"));
    assert_eq!(field.attribute("inputmode").as_deref(), Some("numeric"));
    assert_eq!(field.attribute("dir").as_deref(), Some("ltr"));
    assert_eq!(field.attribute("maxlength"), None);
}

/// REL-11, OTP-10: going to the choice and back shows the same code step again.
fn asking_for_another_method_and_coming_back_sends_nothing_new(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");
    let code = visit.stage.next_code(SOLO_PHONE);

    visit.button("Try another method").press();
    visit.screen(METHODS);
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    submit_code(&visit, &code);
    visit.screen(PASSWORD);

    assert_eq!(visit.stage.codes_received(SOLO_PHONE), 1);
}

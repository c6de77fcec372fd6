//! Browsers that have more, or less, than the page needs.

use crate::journey::*;
use regain_browser_tests::{Browser, Visit, wait};
use serde_json::json;

browser_tests! {
    every browser: [],
    chromium: [
        without_storage_the_recovery_works_in_one_tab,
        a_code_offered_by_the_browser_is_sent,
        what_the_person_typed_goes_before_what_the_browser_found,
        the_wait_for_a_code_ends_with_the_step,
        a_wrong_clock_changes_nothing,
    ]
}

/// REL-12: storage that throws, as with cookies blocked.
fn without_storage_the_recovery_works_in_one_tab(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.before_each_page(
        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name,
            { get() { throw new DOMException('denied', 'SecurityError') } })",
    );

    prove_by_sms(&visit, "solo", SOLO_PHONE);
    set_password(&visit, NEW_PASSWORD);

    assert!(visit.stage.accepts("solo", NEW_PASSWORD));
}

/// Stands in for the browser's reader of text messages: `regainGive` gives what it read.
const READER: &str = "window.OTPCredential = class {};
    window.regainAborted = false;
    navigator.credentials.get = ({ otp, signal }) => new Promise((give) => {
        window.regainAsked = otp.transport.join();
        window.regainGive = (code) => give({ code });
        signal.addEventListener('abort', () => { window.regainAborted = true });
    })";

fn with_a_reader(browser: Browser) -> Visit {
    let visit = Visit::with(browser).start();
    visit.before_each_page(READER);
    ask_for_sms(&visit, "solo");
    assert_eq!(visit.run("return window.regainAsked", json!([])), "sms");
    visit
}

/// OTP-14: nothing to type and nothing to press.
fn a_code_offered_by_the_browser_is_sent(browser: Browser) {
    let visit = with_a_reader(browser);
    let code = visit.stage.next_code(SOLO_PHONE);

    drop(visit.run("regainGive(arguments[0])", json!([code])));

    visit.screen(PASSWORD);
}

/// OTP-14: nor is text taken that holds no code.
fn what_the_person_typed_goes_before_what_the_browser_found(browser: Browser) {
    let visit = with_a_reader(browser);
    visit.field("Verification code").fill("12");

    drop(visit.run("regainGive('MUAHAHA 654321')", json!([])));
    visit.field("Verification code").type_on("3");

    visit.field("Verification code").holds("123");
    visit.screen(PHONE_CODE);
}

/// OTP-14: leaving the step gives the wait up.
fn the_wait_for_a_code_ends_with_the_step(browser: Browser) {
    let visit = with_a_reader(browser);
    assert_eq!(visit.run("return window.regainAborted", json!([])), false);

    visit.button("Try another method").press();
    visit.screen(METHODS);

    wait::until("the wait ends", || match visit.run("return regainAborted", json!([])) {
        serde_json::Value::Bool(true) => Ok(()),
        _ => Err("the browser still waits for a code".to_owned()),
    });
}

/// REL-10, OTP-02: a clock that is ten years ahead.
fn a_wrong_clock_changes_nothing(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit
        .before_each_page("const now = Date.now; Date.now = () => now() + 10 * 365 * 86400 * 1000");

    ask_for_sms(&visit, "solo");
    assert!(seconds_left(&visit) > 30);
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));

    visit.screen(PASSWORD);
}

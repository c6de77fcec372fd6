//! Reload, Back, Forward, deep links and mistyped addresses, at every step.

use crate::journey::*;
use regain_browser_tests::{Browser, Visit};
use serde_json::json;

browser_tests! {
    every browser: [],
    chromium: [
        a_reload_at_every_step_shows_the_same_step,
        back_and_forward_end_at_a_step_that_exists,
        back_from_the_password_stays_there,
        a_deep_link_without_a_recovery_leads_to_the_beginning,
        a_deep_link_to_another_step_leads_to_the_current_one,
        an_unknown_address_leads_back_to_the_current_step,
        the_appeal_is_in_the_same_place_on_every_step_and_leads_back,
        impatient_pressing_sends_one_request,
        changing_the_language_keeps_the_step_and_what_was_typed,
    ]
}

/// REL-07, CON-06: each step survives a reload, and one code is sent in all.
fn a_reload_at_every_step_shows_the_same_step(browser: Browser) {
    let visit = Visit::with(browser).start();
    let reloaded = |heading: &str, path: &str| {
        visit.reload();
        visit.screen(heading);
        visit.is_at(path);
    };

    name_account(&visit, "solo");
    reloaded(METHODS, "/methods");
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    reloaded(PHONE_CODE, "/verify/phone");
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    visit.screen(PASSWORD);
    reloaded(PASSWORD, "/password");
    set_password(&visit, NEW_PASSWORD);
    reloaded(DONE, "/done");

    visit.stage.notice(SOLO_PHONE, "password");
    assert_eq!(visit.stage.codes_received(SOLO_PHONE), 1);
}

/// REL-07: Back walks to the steps before, Forward returns, and no second code is sent.
fn back_and_forward_end_at_a_step_that_exists(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");
    let code = visit.stage.next_code(SOLO_PHONE);

    visit.back();
    visit.screen(METHODS);
    visit.back();
    visit.screen(ACCOUNT);
    visit.forward();
    visit.screen(METHODS);
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    submit_code(&visit, &code);
    visit.screen(PASSWORD);

    assert_eq!(visit.stage.codes_received(SOLO_PHONE), 1);
}

/// CON-01, REL-07: a used code does not come back; nor does the form after the end.
fn back_from_the_password_stays_there(browser: Browser) {
    let visit = Visit::with(browser).start();
    prove_by_sms(&visit, "solo", SOLO_PHONE);

    visit.back();
    visit.screen(PASSWORD);
    visit.is_at("/password");
    set_password(&visit, NEW_PASSWORD);
    visit.back();

    visit.screen(DONE);
    assert!(visit.stage.accepts("solo", NEW_PASSWORD));
}

/// REL-07: without a recovery each step's address is the beginning.
fn a_deep_link_without_a_recovery_leads_to_the_beginning(browser: Browser) {
    let visit = Visit::with(browser).start();

    for path in ["/methods", "/verify/phone", "/verify/email", "/password", "/done", "/ended"] {
        visit.open(path);
        visit.heading(ACCOUNT).is_there();
        visit.is_at("/");
    }
    visit.screen(ACCOUNT);
}

/// CON-01: an address opens no step that was not reached.
fn a_deep_link_to_another_step_leads_to_the_current_one(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");

    for path in ["/password", "/done", "/verify/email", "/methods", "/verify/phone"] {
        visit.open(path);
        visit.heading(PHONE_CODE).is_there();
        visit.is_at("/verify/phone");
    }
    assert_eq!(visit.stage.codes_received(SOLO_PHONE), 1);
}

/// REL-07: a mistyped address is told, with the way back.
fn an_unknown_address_leads_back_to_the_current_step(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");

    visit.open("/verify/pigeon");
    visit.screen("There is no such page");
    visit.link("Go on").press();

    visit.screen(PHONE_CODE).is_focused();
    visit.is_at("/verify/phone");
}

/// A11Y-13: help is the last thing on each step; going there and back loses nothing.
fn the_appeal_is_in_the_same_place_on_every_step_and_leads_back(browser: Browser) {
    let visit = Visit::with(browser).start();
    let look = || {
        visit.link("Submit appeal").press();
        visit.screen("Submit an appeal").is_focused();
        visit.is_at("/appeal");
        visit.back();
    };

    visit.open("/");
    visit.screen(ACCOUNT);
    look();
    name_account(&visit, "solo");
    look();
    visit.screen(METHODS);
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    look();
    visit.screen(PHONE_CODE);
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    visit.screen(PASSWORD);
    look();
    visit.screen(PASSWORD);

    assert_eq!(visit.stage.codes_received(SOLO_PHONE), 1);
}

/// REL-11: twenty presses, one request, one message.
fn impatient_pressing_sends_one_request(browser: Browser) {
    let visit = Visit::with(browser).with(|to| to.proxied = true).start();
    visit.open("/");
    visit.screen(ACCOUNT);
    visit.field(IDENTIFIER).fill("solo");

    press_twenty_times(&visit, "Next");
    visit.screen(METHODS);
    press_twenty_times(&visit, "Mobile phone");
    visit.screen(PHONE_CODE);
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    visit.screen(PASSWORD);

    assert_eq!(visit.stage.proxy().count("POST", "/api/v1/recoveries"), 1);
    assert_eq!(visit.stage.proxy().count("POST", "/api/v1/recoveries/current/method"), 1);
    assert_eq!(visit.stage.codes_received(SOLO_PHONE), 1);
}

/// As fast as no finger can, on whatever button has the words.
fn press_twenty_times(visit: &Visit, words: &str) {
    visit.button(words).is_there();
    let script = "const button = [...document.querySelectorAll('button')]
            .find((button) => button.innerText.trim().startsWith(arguments[0]));
        for (let time = 0; time < 20; time += 1) button.click();
        return button.isConnected";
    drop(visit.run(script, json!([words])));
}

/// A11Y-14: the language changes in place, in the middle of a step.
fn changing_the_language_keeps_the_step_and_what_was_typed(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");
    visit.field("Verification code").fill("123");

    visit.field("Language").choose("简体中文");
    visit.screen("输入手机收到的验证码");
    visit.field("验证码").holds("123");
    assert_eq!(visit.run("return document.documentElement.lang", json!([])), "zh-CN");
    visit.reload();

    visit.screen("输入手机收到的验证码");
    visit.is_at("/verify/phone");
}

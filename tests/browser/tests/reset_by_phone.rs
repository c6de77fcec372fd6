//! A person whose phone is at hand resets the password with a code by text message.

use crate::journey::*;
use regain_browser_tests::{Browser, Visit};

browser_tests! {
    every browser: [a_code_by_text_message_resets_the_password],
    chromium: [
        a_number_is_understood_as_people_write_it,
        the_person_is_not_logged_on_by_the_recovery,
        the_account_is_told_about_the_change,
    ]
}

/// FIN-04, CON-04: from the portal's *Forgot password* to logging on with the new password; the
/// old one no longer works.
fn a_code_by_text_message_resets_the_password(browser: Browser) {
    let visit = Visit::with(browser).start();

    visit.open_url(&visit.stage.portal());
    visit.link("Forgot password").press();
    visit.screen(ACCOUNT);
    visit.field(IDENTIFIER).fill("+86 138 0013 8000");
    visit.button("Next").press();
    visit.screen(METHODS).is_focused();
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE).is_focused();
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    visit.screen(PASSWORD).is_focused();
    set_password(&visit, NEW_PASSWORD);
    visit.link("Log on").press();

    log_on(&visit, "solo", OLD_PASSWORD);
    visit.text("Username or password is wrong");
    log_on(&visit, "solo", NEW_PASSWORD);
    visit.screen("Welcome, solo");
    assert!(!visit.stage.accepts("solo", OLD_PASSWORD), "the old password still works");
}

/// ENU-08: with and without country code, spaces and full-width digits.
fn a_number_is_understood_as_people_write_it(browser: Browser) {
    let visit = Visit::with(browser).start();

    for number in ["13800138000", "138 0013 8000", "+86-138-0013-8000", "１３８００１３８０００"]
    {
        name_account(&visit, number);
        visit.text("+86 138****8000");
    }
}

/// FIN-02: the end of a recovery is not a session.
fn the_person_is_not_logged_on_by_the_recovery(browser: Browser) {
    let visit = Visit::with(browser).start();
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    set_password(&visit, NEW_PASSWORD);

    visit.link("Log on").press();

    visit.field("Password").is_there();
    let cookies = visit.run("return document.cookie", serde_json::json!([]));
    assert_eq!(cookies, "", "the recovery left a cookie");
}

/// FIN-03: phone and mail both hear of it, without any secret in the text.
fn the_account_is_told_about_the_change(browser: Browser) {
    let visit = Visit::with(browser).start();
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    set_password(&visit, NEW_PASSWORD);

    for to in [SOLO_PHONE, SOLO_MAIL] {
        visit.stage.notice(to, "password");
        let told = visit.stage.inbox(to);
        assert!(told.iter().all(|message| !message.text.contains(NEW_PASSWORD)), "{to}");
    }
}

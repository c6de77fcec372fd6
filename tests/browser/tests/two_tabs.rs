//! One person, two tabs; or two people, one account.

use crate::journey::*;
use regain_browser_tests::{Browser, Visit};

browser_tests! {
    every browser: [],
    chromium: [
        a_duplicated_tab_shows_the_same_step_without_a_second_code,
        finishing_in_one_tab_moves_the_other_on,
        finishing_one_recovery_ends_another_of_the_account,
    ]
}

/// REL-09: the duplicate resumes; one message in all.
fn a_duplicated_tab_shows_the_same_step_without_a_second_code(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");

    let second = visit.duplicate_tab();
    second.screen(PHONE_CODE);
    submit_code(&second, &visit.stage.next_code(SOLO_PHONE));
    second.screen(PASSWORD);

    assert_eq!(visit.stage.codes_received(SOLO_PHONE), 1);
}

/// REL-09: the tab that stayed behind learns of it when it is looked at.
fn finishing_in_one_tab_moves_the_other_on(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");
    let code = visit.stage.next_code(SOLO_PHONE);
    let second = visit.duplicate_tab();
    second.screen(PHONE_CODE);
    submit_code(&second, &code);
    second.screen(PASSWORD);
    set_password(&second, NEW_PASSWORD);

    visit.screen(DONE);
    assert_eq!(visit.stage.codes_received(SOLO_PHONE), 1);
}

/// TOK-05, CON-08: the parked recovery is dead, and says so.
fn finishing_one_recovery_ends_another_of_the_account(browser: Browser) {
    let visit = Visit::with(browser).start();
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    let second = visit.new_tab();
    name_account(&second, SOLO_MAIL);
    second.choice("Email").press();
    second.screen(MAIL_CODE);
    submit_code(&second, &visit.stage.next_code(SOLO_MAIL));
    second.screen(PASSWORD);
    set_password(&second, NEW_PASSWORD);

    visit.screen("This recovery is no longer valid");
    visit.is_at("/ended");
    assert!(visit.stage.accepts("solo", NEW_PASSWORD));
}

//! A person, or a stranger, guesses too often.

use crate::journey::*;
use regain_browser_tests::{Browser, Visit};
use std::time::Duration;

browser_tests! {
    every browser: [],
    chromium: [
        five_wrong_codes_lead_back_to_the_choice,
        too_many_wrong_codes_end_the_recovery_but_not_the_account,
    ]
}

/// OTP-05: the code is void, even the right one, and the person chooses again.
fn five_wrong_codes_lead_back_to_the_choice(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");
    let code = visit.stage.next_code(SOLO_PHONE);

    guess(&visit, &code, 5);

    visit.screen(METHODS);
    visit.text("There were too many wrong codes");
}

/// Submits wrong codes, and waits for the verdict on all but the last.
fn guess(visit: &Visit, code: &str, times: u32) {
    for left in (0..times).rev() {
        submit_code(visit, &another(code));
        if left > 0 {
            visit.text(&format!("Tries left: {left}"));
        }
    }
}

/// OTP-06, OTP-07: the budget belongs to the account; logging on still works, and the appeal is
/// one press away.
fn too_many_wrong_codes_end_the_recovery_but_not_the_account(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");
    guess(&visit, &visit.stage.next_code(SOLO_PHONE), 5);
    visit.screen(METHODS);

    visit.stage.pass(Duration::from_secs(61));
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    guess(&visit, &visit.stage.next_code(SOLO_PHONE), 5);

    visit.screen("Too many wrong codes").is_focused();
    visit.is_at("/ended");
    visit.link("Submit appeal").is_there();
    assert!(visit.stage.accepts("solo", OLD_PASSWORD), "the lock-out reaches the log-on");
}

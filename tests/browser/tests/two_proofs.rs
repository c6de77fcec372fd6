//! A person whose account is protected by two-step verification gives two proofs.

use crate::journey::*;
use regain_browser_tests::{Browser, Visit};

browser_tests! {
    every browser: [two_different_proofs_lead_to_the_new_password],
    chromium: [the_same_proof_does_not_count_twice]
}

/// CON-04: phone first, then mail.
fn two_different_proofs_lead_to_the_new_password(browser: Browser) {
    let visit = Visit::with(browser).start();

    name_account(&visit, "solo-mfa");
    visit.text("two different proofs are needed");
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    submit_code(&visit, &visit.stage.next_code(MFA_PHONE));
    visit.screen(METHODS).is_focused();
    visit.text("The first proof is done.");
    visit.choice("Email").press();
    visit.screen(MAIL_CODE);
    submit_code(&visit, &visit.stage.next_code(MFA_MAIL));
    visit.screen(PASSWORD);
    set_password(&visit, NEW_PASSWORD);

    assert!(visit.stage.accepts("solo-mfa", NEW_PASSWORD));
}

/// CON-03, CON-04: after the phone, the phone is no longer on offer.
fn the_same_proof_does_not_count_twice(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo-mfa");
    submit_code(&visit, &visit.stage.next_code(MFA_PHONE));
    visit.screen(METHODS);

    visit.choice("Mobile phone").is_described_by("Already used in this recovery.");
    visit.choice("Mobile phone").press();
    visit.open("/password");

    visit.screen(METHODS);
    assert!(visit.stage.accepts("solo-mfa", OLD_PASSWORD));
}

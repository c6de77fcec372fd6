//! A person with access to the mailbox resets the password with a code by mail.

use crate::journey::*;
use regain_browser_tests::{Browser, Visit};

browser_tests! {
    every browser: [a_code_by_mail_resets_the_password],
    chromium: [an_address_is_understood_in_any_case]
}

/// FIN-04: named by e-mail address, proved by e-mail code.
fn a_code_by_mail_resets_the_password(browser: Browser) {
    let visit = Visit::with(browser).start();

    name_account(&visit, SOLO_MAIL);
    visit.choice("Email").press();
    visit.screen(MAIL_CODE).is_focused();
    submit_code(&visit, &visit.stage.next_code(SOLO_MAIL));
    visit.screen(PASSWORD);
    set_password(&visit, NEW_PASSWORD);

    assert!(visit.stage.accepts("solo", NEW_PASSWORD));
    assert!(!visit.stage.accepts("solo", OLD_PASSWORD));
}

/// ENU-08: capital letters and spaces around it do not matter.
fn an_address_is_understood_in_any_case(browser: Browser) {
    let visit = Visit::with(browser).start();

    name_account(&visit, "  Solo@Example.COM ");
    visit.choice("Email").press();
    visit.screen(MAIL_CODE);

    assert_eq!(visit.stage.next_message(SOLO_MAIL).to, SOLO_MAIL);
}

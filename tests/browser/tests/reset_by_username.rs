//! A person who knows the username chooses among the methods that the account has.

use crate::journey::*;
use regain_browser_tests::{Browser, Visit};

browser_tests! {
    every browser: [the_choices_are_masked_and_one_leads_to_the_end],
    chromium: [
        an_unavailable_method_says_why_and_does_nothing,
        an_account_without_any_method_is_shown_the_appeal,
        another_account_can_be_named,
        an_address_with_an_identifier_fills_nothing_in,
    ]
}

/// ENU-06: destinations are masked on the page and in everything that the server answered.
fn the_choices_are_masked_and_one_leads_to_the_end(browser: Browser) {
    let visit = Visit::with(browser).start();

    name_account(&visit, "solo");
    visit.text("+86 138****8000");
    let shown = visit.shown();
    assert!(!shown.contains("13800138000") && !shown.contains(SOLO_MAIL), "{shown}");
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    visit.text("+86 138****8000");
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    visit.screen(PASSWORD);
    set_password(&visit, NEW_PASSWORD);

    assert!(visit.stage.accepts("solo", NEW_PASSWORD));
}

/// A11Y-05: the reason is the description of the choice, and pressing it changes nothing.
fn an_unavailable_method_says_why_and_does_nothing(browser: Browser) {
    let visit = Visit::with(browser).start();
    name_account(&visit, "solo-unverified");

    for (method, reason) in [
        ("Alipay", "identity verification of this account is not complete"),
        ("Facial recognition", "identity verification of this account is not complete"),
        ("Administrator", "Not supported for individual accounts"),
    ] {
        visit.choice(method).is_described_by(reason);
        assert_eq!(visit.choice(method).attribute("aria-disabled").as_deref(), Some("true"));
        visit.choice(method).press();
    }

    visit.is_at("/methods");
    visit.screen(METHODS);
}

/// OTP-07: where nothing works, the way on is the appeal.
fn an_account_without_any_method_is_shown_the_appeal(browser: Browser) {
    let visit = Visit::with(browser).start();
    name_account(&visit, "solo-nothing");

    visit.text("No method is available for this account");
    visit.link("Submit appeal").press();

    visit.screen("Submit an appeal").is_focused();
}

/// A11Y-07: the wrong account is left in one step.
fn another_account_can_be_named(browser: Browser) {
    let visit = Visit::with(browser).start();
    name_account(&visit, "solo");

    visit.button("Use another account").press();
    visit.screen(ACCOUNT);
    visit.field(IDENTIFIER).fill("solo-mail");
    visit.button("Next").press();

    visit.screen(METHODS);
    visit.choice("Mobile phone").is_described_by("no mobile number");
}

/// ENU-07: what the address says is neither filled in nor sent.
fn an_address_with_an_identifier_fills_nothing_in(browser: Browser) {
    let visit = Visit::with(browser).with(|to| to.proxied = true).start();

    visit.open("/?identifier=solo&username=solo&login_hint=solo#identifier=solo");

    visit.screen(ACCOUNT);
    visit.field(IDENTIFIER).holds("");
    let seen = visit.stage.proxy().seen();
    assert!(seen.iter().all(|request| !request.contains("/api/")), "{seen:?}");
}

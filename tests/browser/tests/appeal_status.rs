//! What becomes of an appeal: more is asked for, it is refused, withdrawn, stopped; and nobody else
//! learns of it.

use crate::appeal::{FOLLOW, NEW_PHONE, file, give};
use crate::journey::*;
use regain_browser_tests::{Browser, Visit};
use std::time::Duration;

browser_tests! {
    every browser: [],
    chromium: [
        more_is_asked_for_and_given,
        a_refusal_is_told_with_its_reason,
        an_appeal_can_be_withdrawn,
        a_wrong_pair_is_told_nothing,
        the_owner_stops_it_before_the_phone_changes,
    ]
}

fn more_is_asked_for_and_given(browser: Browser) {
    let visit = Visit::with(browser).start();
    let number = file(&visit, "solo-nothing");
    visit.stage.review(&[
        "ask",
        &number,
        "--for",
        "payment_voucher",
        "--note",
        "The newest one.",
        "--until",
        "3d",
    ]);
    visit.stage.notice(NEW_PHONE, "something is missing");
    visit.reload();
    visit.screen("Something is missing");
    visit.text("within 3 days");
    visit.text("The newest one.");
    visit.button("Send it").press();
    visit.link("Add a file: Proof of a payment").is_there();
    give(&visit, "Proof of a payment", &visit.stage.picture("bill.png"));
    visit.text("Received, 1 kB");
    visit.field("A note to the reviewer (optional)").fill("It is from May.");
    visit.button("Send it").press();
    visit.screen(FOLLOW);
    visit.text("More was received");
    assert!(visit.stage.review(&["show", &number]).contains("It is from May."));
}

fn a_refusal_is_told_with_its_reason(browser: Browser) {
    let visit = Visit::with(browser).start();
    let number = file(&visit, "solo-nothing");
    visit.stage.review(&["refuse", &number, "--reason", "The names differ."]);
    visit.reload();
    visit.screen(FOLLOW);
    visit.text("The appeal was refused.");
    visit.text("The names differ.");
    visit.text("You can submit a new appeal in");
}

/// WCAG 3.3.4: what cannot be undone is asked first.
fn an_appeal_can_be_withdrawn(browser: Browser) {
    let visit = Visit::with(browser).start();
    let number = file(&visit, "solo-nothing");
    visit.button("Withdraw the appeal").press();
    visit.text("This cannot be undone.");
    visit.button("No, keep it").press();
    visit.button("Yes, withdraw it").is_gone();
    visit.button("Withdraw the appeal").is_focused();
    visit.button("Withdraw the appeal").press();
    visit.button("Yes, withdraw it").press();
    visit.text("You withdrew this appeal.");
    visit.screen(FOLLOW);
    assert!(!visit.stage.review(&["list"]).contains(&number));
}

/// ENU-01: a right number with a wrong phone looks like any other.
fn a_wrong_pair_is_told_nothing(browser: Browser) {
    let visit = Visit::with(browser).start();
    let number = file(&visit, "solo-nothing");
    visit.open("/");
    visit.screen(ACCOUNT);
    visit.link("Submit appeal").press();
    visit.screen("Submit an appeal");
    visit.button("See where an appeal stands").press();
    visit.screen("Where does my appeal stand?");
    visit.button("Send a code").press();
    visit.link("Enter the number of the appeal").is_there();
    visit.field("Number of the appeal").fill(&number);
    visit.field("Mobile number").fill("13900000009");
    visit.button("Send a code").press();
    visit.screen(PHONE_CODE);
    visit.text("If number and phone belong together");
    submit_code(&visit, "123456");
    visit.text("This code is wrong.");
    assert!(visit.stage.inbox("+8613900000009").is_empty());
}

/// FIN-03: the old destinations are told, and one press stops it.
fn the_owner_stops_it_before_the_phone_changes(browser: Browser) {
    let visit = Visit::with(browser).start();
    let number = file(&visit, "solo");
    visit.stage.review(&["approve", &number]);
    let link = visit.stage.link(SOLO_MAIL, "/hand-off");

    let owner = visit.new_tab();
    owner.open_url(&link);
    owner.screen("Was this you?");
    owner.text("It will soon replace the phone number");
    owner.button("It was not me: stop it").press();
    owner.screen("It was stopped");

    visit.stage.pass(Duration::from_secs(25 * 60 * 60));
    visit.stage.notice(NEW_PHONE, "was stopped");
    assert!(visit.stage.review(&["show", &number]).contains("stopped"));
}

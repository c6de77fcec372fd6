//! An appeal without a connection, and in two tabs at once.

use crate::appeal::{FOLLOW, FORM, NEW_PHONE, PHONE, REVIEW, arrive_at_the_form, fill_in, give};
use crate::journey::*;
use regain_browser_tests::{Browser, Page, Visit};
use serde_json::json;

browser_tests! {
    every browser: [],
    chromium: [
        what_is_typed_offline_is_sent_later,
        a_file_given_offline_can_be_sent_again_and_arrives_once,
        a_draft_finished_in_one_tab_moves_the_other_on,
        what_two_tabs_type_is_not_lost,
    ]
}

/// The same draft in a second tab.
#[track_caller]
fn second_tab(visit: &Visit) -> Page {
    let tab = visit.new_tab();
    tab.open("/appeal");
    tab.button("Go on with it").press();
    tab.screen(FORM);
    tab
}

/// REL-06, APL-08
fn what_is_typed_offline_is_sent_later(browser: Browser) {
    let visit = Visit::with(browser).start();
    arrive_at_the_form(&visit);
    give(&visit, "Identity document", &visit.stage.picture("id.png"));
    visit.text("Received, 1 kB");
    visit.set_offline(true);
    visit.text("You are offline.");

    fill_in(&visit, "solo-nothing");
    visit.button("Next").press();
    visit.alert("There is a problem").is_there();
    visit.text("The server could not be reached.");
    visit.field("Full name").holds("Li Na 李娜");
    visit.field("What happened?").holds("My phone fell into a lake.");

    visit.set_offline(false);
    visit.no_text("You are offline.");
    visit.button("Next").press();
    visit.screen(PHONE);
}

/// APL-08: nothing is given twice.
fn a_file_given_offline_can_be_sent_again_and_arrives_once(browser: Browser) {
    let visit = Visit::with(browser).start();
    arrive_at_the_form(&visit);
    visit.set_offline(true);
    visit.text("You are offline.");
    give(&visit, "Identity document", &visit.stage.picture("id.png"));
    visit.text("The connection was lost");

    visit.set_offline(false);
    visit.no_text("You are offline.");
    visit.button("Try again").press();
    visit.text("Received, 1 kB");
    visit.is_quiet();

    visit.reload();
    visit.screen(FORM);
    visit.text("Received, 1 kB");
    let files = visit.run("return document.querySelectorAll('.rg-file').length", json!([]));
    assert_eq!(files, json!(1));
}

/// CON-01, APL-08: one appeal comes of it, and the other tab shows where it stands.
fn a_draft_finished_in_one_tab_moves_the_other_on(browser: Browser) {
    let visit = Visit::with(browser).start();
    arrive_at_the_form(&visit);
    let second = second_tab(&visit);
    fill_in(&second, "solo-nothing");
    give(&second, "Identity document", &visit.stage.picture("id.png"));
    second.text("Received, 1 kB");
    second.button("Next").press();
    second.screen(PHONE);

    visit.screen(PHONE);
    visit.field("Mobile number").fill("137 0000 0001");
    visit.button("Send a code").press();
    visit.screen(PHONE_CODE);
    second.screen(PHONE_CODE);
    submit_code(&visit, &visit.stage.next_code(NEW_PHONE));
    visit.screen(REVIEW);
    visit.button("Submit the appeal").press();
    visit.screen(FOLLOW);

    second.screen(FOLLOW);
    let listed = visit.stage.review(&["list"]);
    assert_eq!(listed.lines().count(), 1, "{listed}");
}

/// APL-08
fn what_two_tabs_type_is_not_lost(browser: Browser) {
    let visit = Visit::with(browser).start();
    arrive_at_the_form(&visit);
    let second = second_tab(&visit);
    visit.field("Full name").fill("Li Na");
    visit.field("Identity document number").fill("1101");
    visit.is_quiet();

    second.field("What happened?").fill("My phone fell into a lake.");
    second.button("Next").press();
    second.alert("There is a problem").is_there();
    second.field("What happened?").holds("My phone fell into a lake.");
    visit.field("Full name").holds("Li Na");
}

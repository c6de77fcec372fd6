//! The appeal with the keyboard alone, from the first screen to the receipt, and its status. The
//! browser's own window for choosing a file is out of a test's reach: the keys lead to the field,
//! and the harness gives the file there.

use crate::appeal::{ANSWER, DOOR, FOLLOW, FORM, GATHER, NEW_PHONE, PHONE, REVIEW};
use crate::journey::*;
use crate::keyboard_methods::{give_code, number, push, tick, type_into};
use regain_browser_tests::{Browser, Key, Visit};
use std::time::Duration;

browser_tests! {
    every browser: [],
    chromium: [
        an_appeal_is_filed_and_looked_up_by_keys,
        an_employee_answers_and_gives_more_by_keys,
        a_draft_is_deleted_by_keys,
    ]
}

#[track_caller]
fn begin(visit: &Visit) {
    visit.open("/");
    visit.screen(ACCOUNT);
    visit.tab_to(&visit.link("Submit appeal"));
    visit.press(Key::Enter);
    visit.screen(DOOR).is_focused();
    push(visit, "Begin an appeal");
    visit.screen(ANSWER).is_focused();
}

#[track_caller]
fn give_file(visit: &Visit, document: &str, name: &str) {
    visit.tab_to_files(document);
    visit.give_files(document, &visit.stage.picture(name));
    visit.text("Received, 1 kB");
}

/// Files an appeal; gives its number.
#[track_caller]
pub fn file(visit: &Visit) -> String {
    begin(visit);
    tick(visit, "I forgot the password");
    tick(visit, "I no longer have the phone number");
    visit.choose_by_keys(&visit.choice("a person"));
    push(visit, "Next");
    visit.screen(GATHER).is_focused();
    push(visit, "I have them ready");
    visit.screen(FORM).is_focused();
    type_into(visit, "Username", "solo-nothing");
    type_into(visit, "Full name", "Li Na");
    type_into(visit, "Identity document number", "110101199003070000");
    type_into(visit, "What happened?", "My phone fell into a lake.");
    give_file(visit, "Identity document", "id.png");
    push(visit, "Next");
    visit.screen(PHONE).is_focused();
    type_into(visit, "Mobile number", "137 0000 0001");
    visit.press(Key::Enter);
    visit.screen(PHONE_CODE).is_focused();
    give_code(visit, &visit.stage.next_code(NEW_PHONE));
    visit.screen(REVIEW).is_focused();
    push(visit, "Submit the appeal");
    visit.screen(FOLLOW).is_focused();
    number(visit)
}

/// Looks an appeal up, from the first screen.
#[track_caller]
pub fn look_up(visit: &Visit, number: &str) {
    // Until then no other code is sent.
    visit.stage.pass(Duration::from_secs(301));
    visit.open("/");
    visit.screen(ACCOUNT);
    visit.tab_to(&visit.link("Submit appeal"));
    visit.press(Key::Enter);
    visit.screen(DOOR);
    push(visit, "See where an appeal stands");
    visit.screen("Where does my appeal stand?").is_focused();
    type_into(visit, "Number of the appeal", number);
    type_into(visit, "Mobile number", "137 0000 0001");
    push(visit, "Send a code");
    visit.screen(PHONE_CODE).is_focused();
    give_code(visit, &visit.stage.next_code(NEW_PHONE));
    visit.screen(FOLLOW).is_focused();
}

/// A11Y-11, APL-08
fn an_appeal_is_filed_and_looked_up_by_keys(browser: Browser) {
    let visit = Visit::with(browser).start();
    let number = file(&visit);
    look_up(&visit, &number);

    visit.text("Appeal received");
    push(&visit, "Withdraw the appeal");
    push(&visit, "Yes, withdraw it");
    visit.text("You withdrew this appeal.");
    assert!(visit.stage.review(&["show", &number]).contains("withdrawn"));
}

/// A11Y-11: answers that ask for more, a file that is taken back, and what a reviewer asks for.
fn an_employee_answers_and_gives_more_by_keys(browser: Browser) {
    let visit = Visit::with(browser).start();
    begin(&visit);
    tick(&visit, "I forgot the password");
    visit.choose_by_keys(&visit.choice("an enterprise"));
    visit.choose_by_keys(&visit.choice("an employee, for the enterprise"));
    push(&visit, "Next");
    visit.screen(GATHER).is_focused();
    push(&visit, "I have them ready");
    visit.screen(FORM).is_focused();
    give_file(&visit, "Business licence", "licence.png");
    push(&visit, "Remove");
    visit.no_text("Received, 1 kB");
    push(&visit, "Next");
    visit.alert("There is a problem").is_focused();
    visit.tab_to(&visit.link("Add a file: Business licence"));
    visit.press(Key::Enter);
    visit.give_files("Business licence", &visit.stage.picture("licence.png"));
    visit.text("Received, 1 kB");
}

/// A11Y-11
fn a_draft_is_deleted_by_keys(browser: Browser) {
    let visit = Visit::with(browser).start();
    begin(&visit);
    tick(&visit, "I forgot the password");
    visit.choose_by_keys(&visit.choice("a person"));
    visit.press(Key::Enter);
    visit.screen(GATHER).is_focused();
    push(&visit, "Delete this draft");
    push(&visit, "Yes, delete it");
    visit.screen("The draft was deleted").is_focused();
}

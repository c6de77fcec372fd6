//! The accessibility tree of each screen, held against golden files: what is there for people who
//! do not see it, in which order, with which names and states.

use crate::appeal::{self, ANSWER, DOOR, FOLLOW, FORM, GATHER, NEW_PHONE, PHONE, REVIEW};
use crate::journey::*;
use crate::keyboard_methods::{first_administrator, number};
use regain_browser_tests::{Browser, Page, Visit, accessibility_tree, matches_golden, normalised};
use std::time::Duration;

browser_tests! {
    every browser: [],
    chromium: [
        the_screens_of_a_recovery_by_code,
        the_screens_of_problems,
        the_screens_of_alipay,
        the_screens_of_facial_recognition,
        the_screens_of_an_administrator,
        the_screens_of_an_appeal,
        the_screens_after_an_appeal,
        the_screens_beside_the_way,
        the_screens_of_a_forgotten_username,
        screens_from_right_to_left,
    ]
}

/// Waits for the screen and holds its tree against the golden file.
#[track_caller]
fn is(page: &Page, heading: &str, name: &str) {
    is_but(page, heading, name, &[]);
}

/// As [`is`], without values that differ from run to run.
#[track_caller]
fn is_but(page: &Page, heading: &str, name: &str, values: &[&str]) {
    page.screen(heading);
    let mut tree = accessibility_tree(page);
    for value in values {
        tree = tree.replace(&normalised(value), "…");
    }
    matches_golden(&format!("tree/{name}"), &tree);
}

/// A11Y-01, A11Y-04, A11Y-12
fn the_screens_of_a_recovery_by_code(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.open("/");
    is(&visit, ACCOUNT, "account");
    name_account(&visit, "firm");
    is(&visit, METHODS, "methods");
    name_account(&visit, "solo");
    visit.choice("Email").press();
    is(&visit, MAIL_CODE, "code_email");
    visit.button("Try another method").press();
    visit.choice("Mobile phone").press();
    is(&visit, PHONE_CODE, "code_phone");
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    is(&visit, PASSWORD, "password");
    set_password(&visit, NEW_PASSWORD);
    is(&visit, DONE, "done");
}

/// A11Y-02, A11Y-17
fn the_screens_of_problems(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.open("/");
    visit.screen(ACCOUNT);
    visit.button("Next").press();
    visit.alert("There is a problem").is_focused();
    is(&visit, ACCOUNT, "account_problem");
    name_account(&visit, "solo-mfa");
    is(&visit, METHODS, "methods_two_proofs");
    name_account(&visit, "solo-unverified");
    is(&visit, METHODS, "methods_unverified");
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    let code = visit.stage.next_code("+8613800138001");
    submit_code(&visit, &another(&code));
    visit.alert("There is a problem").is_focused();
    is(&visit, PHONE_CODE, "code_problem");
    submit_code(&visit, &code);
    visit.screen(PASSWORD);
    submit_password(&visit, "abc def");
    visit.alert("There is a problem").is_focused();
    is(&visit, PASSWORD, "password_problem");
}

/// A11Y-01
fn the_screens_of_alipay(browser: Browser) {
    let visit = Visit::with(browser).start();
    name_account(&visit, "solo");
    visit.choice("Alipay").press();
    is(&visit, "Verify with Alipay", "alipay");
    let url = visit.link("Continue to Alipay").attribute("href").unwrap_or_default();

    let phone = visit.new_tab();
    phone.open_url(&url);
    phone.button("Approve as solo").press();
    is(&phone, "Finish on the other screen", "alipay_confirm");
    phone.button("That was not me").press();
    is(&phone, "You declined", "alipay_declined");
    visit.alert("There is a problem").is_there();
    is(&visit, "Verify with Alipay", "alipay_problem");
}

/// A11Y-01, FAC-09
fn the_screens_of_facial_recognition(browser: Browser) {
    let visit = Visit::with(browser).without_camera().start();
    name_account(&visit, "firm");
    visit.choice("Facial recognition").press();
    is(&visit, "Verify with facial recognition", "face");
    visit.choice("I am an employee, ask the legal representative").press();
    visit.button("Make a link").press();
    visit.screen("Continue on another device");
    let link = visit.field("Link").value();
    is_but(&visit, "Continue on another device", "face_link", &[&link]);

    let other = visit.new_tab();
    other.open_url(&link);
    is(&other, "Verify your face", "face_consent");
    other.field("I agree to facial recognition for this purpose").press();
    other.button("Agree and continue").press();
    other.text("This device has no camera that can be used.");
    is(&other, "Look into the camera", "face_camera_trouble");
}

/// A11Y-01
fn the_screens_of_an_administrator(browser: Browser) {
    let visit = Visit::with(browser).start();
    name_account(&visit, "firm");
    visit.choice("Administrator").press();
    visit.screen("Ask an administrator");
    visit.button("Send the request").press();
    visit.alert("There is a problem").is_focused();
    // They are offered in any order.
    let names = ["f***-1", "f***-2"];
    is_but(&visit, "Ask an administrator", "administrator_problem", &names);
    visit.choice(&first_administrator(&visit)).press();
    visit.field("Reason").fill("I lost my phone. Li, accounting.");
    visit.button("Send the request").press();
    is(&visit, "Waiting for approval", "administrator_wait");

    let admin = visit.new_tab();
    admin.open_url(&visit.stage.link("firm-admin-1@example.com", "/approve"));
    is(&admin, "Approve this recovery?", "approve");
    admin.field("Your password").fill(OLD_PASSWORD);
    admin.button("Refuse").press();
    is(&admin, "The request was refused", "approve_refused");
}

/// A11Y-01, A11Y-02, APL-08
fn the_screens_of_an_appeal(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.open("/appeal");
    is(&visit, DOOR, "appeal");
    visit.button("Begin an appeal").press();
    visit.screen(ANSWER);
    visit.field("I forgot the password").press();
    visit.choice("an enterprise").press();
    is(&visit, ANSWER, "appeal_questions");
    visit.choice("a person").press();
    visit.button("Next").press();
    is(&visit, GATHER, "appeal_materials");
    visit.button("I have them ready").press();
    visit.screen(FORM);
    visit.button("Next").press();
    visit.alert("There is a problem").is_focused();
    is(&visit, FORM, "appeal_form_problem");
    appeal::fill_in(&visit, "solo-nothing");
    let files = [visit.stage.picture("id.png"), visit.stage.file("page.pdf", b"<html>")];
    visit.give_files("Identity document", &files.join("\n"));
    visit.text("Received, 1 kB");
    visit.text("This is no JPG, PNG or PDF.");
    is(&visit, FORM, "appeal_form");
}

/// A11Y-01
fn the_screens_after_an_appeal(browser: Browser) {
    let visit = Visit::with(browser).start();
    appeal::arrive_at_the_form(&visit);
    appeal::fill_in(&visit, "solo-nothing");
    visit.give_files("Identity document", &visit.stage.picture("id.png"));
    visit.text("Received, 1 kB");
    visit.button("Next").press();
    is(&visit, PHONE, "appeal_phone");
    visit.field("Mobile number").fill("137 0000 0001");
    visit.button("Send a code").press();
    is(&visit, PHONE_CODE, "appeal_code");
    submit_code(&visit, &visit.stage.next_code(NEW_PHONE));
    is(&visit, REVIEW, "appeal_review");
    visit.button("Submit the appeal").press();
    visit.screen(FOLLOW);
    let number = number(&visit);
    is_but(&visit, FOLLOW, "appeal_receipt", &[&number]);
    let ask = ["ask", &number, "--for", "other", "--note", "Too dark.", "--until", "3d"];
    visit.stage.review(&ask);
    visit.reload();
    is_but(&visit, "Something is missing", "appeal_more", &[&number]);
    visit.stage.review(&["refuse", &number, "--reason", "The names differ."]);
    visit.reload();
    visit.text("The names differ.");
    is_but(&visit, FOLLOW, "appeal_refused", &[&number]);
}

/// A11Y-01
fn the_screens_beside_the_way(browser: Browser) {
    let visit = Visit::with(browser).start();
    name_account(&visit, "solo-nothing");
    is(&visit, METHODS, "methods_none");
    visit.open("/nowhere");
    is(&visit, "There is no such page", "not_found");
    visit.open("/approve");
    is(&visit, "This link does not work", "lost");
    visit.open("/appeal/status");
    is(&visit, "Where does my appeal stand?", "appeal_find");
    ask_for_sms(&visit, "solo");
    drop(visit.stage.next_code(SOLO_PHONE));
    visit.stage.pass(Duration::from_secs(31 * 60));
    visit.reload();
    is(&visit, "Your time is up", "ended");
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    set_password(&visit, NEW_PASSWORD);
    let owner = visit.new_tab();
    owner.open_url(&visit.stage.link(SOLO_MAIL, "/hand-off"));
    is(&owner, "Was this you?", "stop");
}

/// A11Y-01
fn the_screens_of_a_forgotten_username(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.open("/username");
    is(&visit, "Find your username", "username");
    visit.field("Mobile number or email").fill("pair@example.com");
    visit.button("Send a code").press();
    visit.screen(MAIL_CODE);
    submit_code(&visit, &visit.stage.next_code("pair@example.com"));
    is(&visit, "Your usernames", "usernames");
}

/// A11Y-14: the order is that of reading, whatever the direction.
fn screens_from_right_to_left(browser: Browser) {
    let visit = Visit::with(browser).in_language("ar").start();
    let words = crate::languages::Words::of("ar");
    visit.open("/");
    is(&visit, words.text("account.heading"), "account_ar");
    visit.field(words.text("account.field")).fill("solo");
    visit.button(words.text("account.next")).press();
    is(&visit, words.text("methods.heading"), "methods_ar");
}

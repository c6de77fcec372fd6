//! A person whom no method helps files an appeal, and gets back in.

use crate::journey::*;
use regain_browser_tests::{Browser, Page, Visit};
use serde_json::json;
use std::time::Duration;

browser_tests! {
    every browser: [an_appeal_brings_a_person_back_in],
    chromium: [
        an_employee_gives_what_an_enterprise_needs,
        each_question_tells_what_is_missing,
        the_form_tells_what_is_missing_and_loses_nothing,
        a_file_that_is_not_taken_says_why_and_the_others_stay,
        a_draft_survives_a_reload_and_waits_at_the_door,
        back_leads_through_the_steps,
        a_change_link_leads_back_to_the_review,
        a_mailed_link_opens_the_draft_elsewhere,
        a_draft_can_be_deleted,
        a_wrong_code_for_the_phone_is_told,
        the_whole_way_is_in_chinese,
    ]
}

pub const DOOR: &str = "Submit an appeal";
pub const ANSWER: &str = "What do you need?";
pub const GATHER: &str = "What to have ready";
pub const FORM: &str = "Your details";
pub const PHONE: &str = "A phone to reach you";
pub const REVIEW: &str = "Check your answers";
pub const FOLLOW: &str = "Your appeal";
/// The contact phone of the person who appeals.
pub const NEW_PHONE: &str = "+8613700000001";

/// Begins an appeal from the first screen.
#[track_caller]
pub fn begin(visit: &Visit) {
    visit.open("/");
    visit.screen(ACCOUNT);
    visit.link("Submit appeal").press();
    visit.screen(DOOR);
    visit.button("Begin an appeal").press();
    visit.screen(ANSWER);
}

/// Goes on to the form of a person who lost the phone.
#[track_caller]
pub fn arrive_at_the_form(visit: &Visit) {
    begin(visit);
    visit.field("I forgot the password").press();
    visit.field("I no longer have the phone number").press();
    visit.choice("a person").press();
    visit.button("Next").press();
    visit.screen(GATHER);
    visit.is_at("/appeal/materials");
    visit.button("I have them ready").press();
    visit.screen(FORM);
    visit.is_at("/appeal/form");
}

#[track_caller]
pub fn fill_in(visit: &Page, username: &str) {
    visit.field("Username").fill(username);
    visit.field("Full name").fill("Li Na 李娜");
    visit.field("Identity document number").fill("110101199003070000");
    visit.field("What happened?").fill("My phone fell into a lake.");
}

#[track_caller]
pub fn give(page: &Page, document: &str, path: &str) {
    page.give_files(document, path);
}

/// Goes on from a whole form to the review.
#[track_caller]
pub fn prove_the_phone(visit: &Visit) {
    visit.button("Next").press();
    visit.screen(PHONE);
    visit.field("Mobile number").fill("137 0000 0001");
    visit.button("Send a code").press();
    visit.screen(PHONE_CODE);
    submit_code(visit, &visit.stage.next_code(NEW_PHONE));
    visit.screen(REVIEW);
}

/// Files a whole appeal; gives its number.
#[track_caller]
pub fn file(visit: &Visit, username: &str) -> String {
    arrive_at_the_form(visit);
    fill_in(visit, username);
    give(visit, "Identity document", &visit.stage.picture("id.png"));
    visit.text("Received, 1 kB");
    prove_the_phone(visit);
    visit.button("Submit the appeal").press();
    visit.screen(FOLLOW);
    visit.is_at("/appeal/status");
    let number = visit.run("return document.querySelector('.rg-number').textContent", json!([]));
    number.as_str().unwrap_or_default().trim_matches(['\u{2068}', '\u{2069}', ' ']).to_owned()
}

/// APL-07: documents in place of a method; a reviewer approves; the person sets the password alone.
fn an_appeal_brings_a_person_back_in(browser: Browser) {
    let visit = Visit::with(browser).start();
    let number = file(&visit, "solo-nothing");
    visit.stage.notice(NEW_PHONE, &number);
    visit.text("You get an answer within 3 working days");

    assert!(visit.stage.review(&["list"]).contains(&number));
    visit.stage.review(&["approve", &number]);
    visit.reload();
    visit.text("your phone becomes the phone of the account");
    visit.stage.pass(Duration::from_secs(24 * 60 * 60 + 60));
    visit.stage.notice(NEW_PHONE, "This phone is now the phone of your account solo-nothing");
    visit.open("/appeal/status");
    visit.screen("Where does my appeal stand?");
    visit.field("Number of the appeal").fill(&number.to_lowercase().replace('-', " "));
    visit.field("Mobile number").fill("13700000001");
    visit.button("Send a code").press();
    visit.screen(PHONE_CODE);
    submit_code(&visit, &visit.stage.next_code(NEW_PHONE));
    visit.screen(FOLLOW);
    visit.button("Continue the recovery").press();

    visit.screen(ACCOUNT);
    visit.field(IDENTIFIER).holds("solo-nothing");
    visit.button("Next").press();
    visit.screen(METHODS);
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    submit_code(&visit, &visit.stage.next_code(NEW_PHONE));
    visit.screen(PASSWORD);
    set_password(&visit, NEW_PASSWORD);
    assert!(visit.stage.accepts("solo-nothing", NEW_PASSWORD));
}

fn an_employee_gives_what_an_enterprise_needs(browser: Browser) {
    let visit = Visit::with(browser).start();
    begin(&visit);
    visit.field("I can no longer pass two-step verification").press();
    visit.choice("an enterprise").press();
    visit.choice("an employee, for the enterprise").press();
    visit.button("Next").press();
    visit.screen(GATHER);
    for document in [
        "Business licence",
        "Identity document of the legal representative",
        "Your identity document",
        "Letter of authorisation",
    ] {
        visit.text(document);
    }
    visit.no_text("Proof of a payment");
    visit.button("Change my answers").press();
    visit.screen(ANSWER);
    visit.field("I forgot the password").press();
    visit.button("Next").press();
    visit.screen(GATHER);
    visit.text("Proof of a payment");
    visit.button("I have them ready").press();
    visit.screen(FORM);
    visit.button("Next").press();
    visit.link("Name of the enterprise: please fill it in").press();
    visit
        .field("Name of the enterprise")
        .is_described_by("Name of the enterprise: please fill it in");
}

fn each_question_tells_what_is_missing(browser: Browser) {
    let visit = Visit::with(browser).start();
    begin(&visit);
    visit.button("Next").press();
    visit.alert("There is a problem").is_there();
    visit.link("Choose at least one thing that you need").press();
    visit.field("I forgot the password").is_focused();
    visit.field("I forgot the password").press();
    visit.button("Next").press();
    visit.link("Choose whom the account belongs to").is_there();
    visit.choice("an enterprise").press();
    visit.button("Next").press();
    visit.link("Choose who you are").is_there();
}

/// APL-08, A11Y-02
fn the_form_tells_what_is_missing_and_loses_nothing(browser: Browser) {
    let visit = Visit::with(browser).start();
    arrive_at_the_form(&visit);
    visit.field("Full name").fill("Li Na");
    visit.button("Next").press();
    visit.alert("There is a problem").is_there();
    visit.link("Username: please fill it in").is_there();
    visit.link("Add a file: Identity document").is_there();
    visit.field("Full name").holds("Li Na");
    visit.link("What happened?: please fill it in").press();
    visit.field("What happened?").is_focused();
    // What is typed goes where it is typed, also while the draft is being kept.
    visit.field("Username").fill("solo-nothing");
    visit.field("Identity document number").fill("1101");
    visit.field("What happened?").fill("Lost.");
    visit.field("Identity document number").holds("1101");
    visit.field("Full name").fill(&"x".repeat(201));
    visit.button("Next").press();
    visit.link("Full name: take 1 character away").is_there();
}

/// APL-01, APL-06, APL-08
fn a_file_that_is_not_taken_says_why_and_the_others_stay(browser: Browser) {
    let visit = Visit::with(browser).start();
    arrive_at_the_form(&visit);
    let files = [
        visit.stage.picture("id.png"),
        visit.stage.file("page.pdf", b"<html>"),
        visit.stage.file("nothing.jpg", b""),
    ];
    give(&visit, "Identity document", &files.join("\n"));
    visit.text("Received, 1 kB");
    visit.text("This is no JPG, PNG or PDF.");
    visit.text("This file is empty.");
    visit.screen(FORM);
    give(&visit, "Anything else that helps", &visit.stage.picture("more.png"));
    // A reload before the answer would break the upload off.
    visit.text("more.png\u{2069} Received");
    visit.reload();
    visit.screen(FORM);
    visit.text("id.png");
    visit.text("more.png");
    visit.no_text("page.pdf");
}

/// BLD-01, REL-07: the device keeps a token and nothing else; the draft is opened only when asked for.
fn a_draft_survives_a_reload_and_waits_at_the_door(browser: Browser) {
    let visit = Visit::with(browser).start();
    arrive_at_the_form(&visit);
    fill_in(&visit, "solo-nothing");
    // Also what was typed into a field that is not left before.
    visit.is_quiet();
    visit.reload();
    visit.screen(FORM);
    visit.field("Full name").holds("Li Na 李娜");
    visit.field("What happened?").holds("My phone fell into a lake.");
    let kept =
        visit.run("return JSON.stringify([{...localStorage}, {...sessionStorage}])", json!([]));
    let kept = kept.as_str().unwrap_or_default().to_owned();
    for personal in ["Li Na", "solo-nothing", "1101", "lake"] {
        assert!(!kept.contains(personal), "{kept}");
    }
    // Another day, another tab.
    let tab = visit.new_tab();
    tab.open("/appeal");
    tab.screen(DOOR);
    tab.text("On this device an appeal was begun");
    tab.button("Go on with it").press();
    tab.screen(FORM);
    tab.field("Full name").holds("Li Na 李娜");
}

/// REL-07
fn back_leads_through_the_steps(browser: Browser) {
    let visit = Visit::with(browser).start();
    arrive_at_the_form(&visit);
    visit.back();
    visit.screen(GATHER);
    visit.is_at("/appeal/materials");
    visit.back();
    visit.screen(ANSWER);
    visit.is_at("/appeal");
    visit.forward();
    visit.screen(GATHER);
}

/// A11Y-16: everything can be looked at and changed before it is submitted.
fn a_change_link_leads_back_to_the_review(browser: Browser) {
    let visit = Visit::with(browser).start();
    arrive_at_the_form(&visit);
    fill_in(&visit, "solo-nothing");
    give(&visit, "Identity document", &visit.stage.picture("id.png"));
    visit.text("Received, 1 kB");
    prove_the_phone(&visit);
    visit.text("+86 137****0001");
    visit.text("Li Na 李娜");
    visit.open("/appeal/form");
    visit.screen(REVIEW);
    let _ = visit.run(
        "[...document.querySelectorAll('.rg-about__row')].find((row) =>
             row.innerText.includes('Full name')).querySelector('button').focus()",
        json!([]),
    );
    visit.press(regain_browser_tests::Key::Enter);
    visit.screen(FORM);
    visit.field("Full name").fill("Li Ning");
    visit.button("Next").press();
    visit.screen(REVIEW);
    visit.text("Li Ning");
}

/// TOK-07: the link's token is gone from the address at once.
fn a_mailed_link_opens_the_draft_elsewhere(browser: Browser) {
    let visit = Visit::with(browser).start();
    begin(&visit);
    visit.field("I forgot the password").press();
    visit.choice("a person").press();
    visit.button("Next").press();
    visit.screen(GATHER);
    visit.button("Mail me a link").press();
    visit.link("Enter the email address for the link").is_there();
    visit.field("Email for the link").fill("li.na@example.com");
    visit.button("Mail me a link").press();
    visit.text("The link is on its way.");
    let link = visit.stage.link("li.na@example.com", "/appeal");

    let _ = visit.run("localStorage.clear(); sessionStorage.clear()", json!([]));
    let tab = visit.new_tab();
    tab.open_url(&link);
    tab.screen(GATHER);
    tab.is_at("/appeal/materials");
}

fn a_draft_can_be_deleted(browser: Browser) {
    let visit = Visit::with(browser).start();
    begin(&visit);
    visit.field("I forgot the password").press();
    visit.choice("a person").press();
    visit.button("Next").press();
    visit.screen(GATHER);
    visit.button("Delete this draft").press();
    visit.button("Yes, delete it").press();
    visit.screen("The draft was deleted");
    visit.open("/appeal");
    visit.screen(DOOR);
    visit.no_text("On this device an appeal was begun");
}

fn a_wrong_code_for_the_phone_is_told(browser: Browser) {
    let visit = Visit::with(browser).start();
    arrive_at_the_form(&visit);
    fill_in(&visit, "solo-nothing");
    give(&visit, "Identity document", &visit.stage.picture("id.png"));
    visit.text("Received, 1 kB");
    visit.button("Next").press();
    visit.screen(PHONE);
    visit.field("Mobile number").fill("12");
    visit.button("Send a code").press();
    visit.link("Enter it in its usual form, such as 138 0013 8000 or name@example.com").is_there();
    visit.field("Mobile number").fill("13700000001");
    visit.button("Send a code").press();
    visit.screen(PHONE_CODE);
    let code = visit.stage.next_code(NEW_PHONE);
    submit_code(&visit, &another(&code));
    visit.text("This code is wrong.");
    visit.field("Verification code").fill(&code);
    visit.button("Verify").press();
    visit.screen(REVIEW);
}

fn the_whole_way_is_in_chinese(browser: Browser) {
    let visit = Visit::with(browser).in_language("zh-CN").start();
    visit.open("/appeal");
    visit.screen("提交申诉");
    visit.button("开始申诉").press();
    visit.screen("您需要什么帮助？");
    visit.field("忘记密码").press();
    visit.choice("个人账号").press();
    visit.button("下一步").press();
    visit.screen("准备材料");
    visit.button("材料已备齐").press();
    visit.screen("填写信息");
    visit.button("下一步").press();
    visit.link("请填写：姓名").is_there();
}

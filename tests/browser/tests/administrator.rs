//! A person asks an administrator of the enterprise, who decides by a link in a mail.

use crate::journey::*;
use regain_browser_tests::{Browser, Page, Visit, wait};
use serde_json::json;

browser_tests! {
    every browser: [an_administrator_approves_and_the_person_goes_on],
    chromium: [
        a_refusal_is_told_with_its_note,
        a_wrong_number_refuses,
        a_wrong_password_decides_nothing,
        a_report_warns_the_owner,
        the_form_tells_what_is_missing,
        the_waiting_page_can_be_closed_and_opened_again,
        another_administrator_can_be_asked,
        a_request_can_be_given_up,
        opening_the_link_decides_nothing,
        a_reminder_is_sent,
    ]
}

pub const ASK: &str = "Ask an administrator";
const WAIT: &str = "Waiting for approval";
const APPROVE: &str = "Approve this recovery?";
const ADMIN_MAIL: &str = "firm-admin-1@example.com";

/// Arrives at the choice of an administrator.
#[track_caller]
fn choose_administrator(page: &Page) {
    name_account(page, "firm");
    page.choice("Administrator").press();
    page.screen(ASK);
}

/// Sends the request to the first administrator.
#[track_caller]
pub fn ask(page: &Page) {
    pick(page, "-1");
    page.field("Reason").fill("I lost my phone. Li, accounting.");
    page.button("Send the request").press();
    page.screen(WAIT);
}

/// Picks the administrator whose masked name ends like this.
fn pick(page: &Page, ending: &str) {
    let labels = page.run(
        "return [...document.querySelectorAll('fieldset label')].map((one) => one.innerText)",
        json!([]),
    );
    let labels = labels.as_array().into_iter().flatten().filter_map(|label| label.as_str());
    let label =
        labels.map(str::trim).find(|label| label.trim_end_matches('\u{2069}').ends_with(ending));
    page.choice(label.unwrap_or_default()).press();
}

fn number(page: &Page) -> String {
    let shown = page.run("return document.querySelector('.rg-number').textContent", json!([]));
    shown.as_str().unwrap_or_default().trim().to_owned()
}

/// Opens the link of the mail in another tab.
#[track_caller]
pub fn opened(visit: &Visit) -> Page {
    let link = visit.stage.link(ADMIN_MAIL, "/approve");
    let tab = visit.new_tab();
    tab.open_url(&link);
    tab.screen(APPROVE);
    tab
}

/// ADM-01, ADM-02, ADM-03
fn an_administrator_approves_and_the_person_goes_on(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_administrator(&visit);
    ask(&visit);
    let number = number(&visit);

    let admin = opened(&visit);
    admin.is_at("/approve");
    admin.text("I lost my phone. Li, accounting.");
    admin.choice(&number).press();
    admin.field("Your password").fill(OLD_PASSWORD);
    admin.button("Approve").press();
    admin.screen("You approved");

    visit.screen(PASSWORD);
    set_password(&visit, NEW_PASSWORD);
    assert!(visit.stage.accepts("firm", NEW_PASSWORD));
}

fn a_refusal_is_told_with_its_note(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_administrator(&visit);
    ask(&visit);

    let admin = opened(&visit);
    admin.field("Your password").fill(OLD_PASSWORD);
    admin.field("Note to the person (optional)").fill("Call me first.");
    admin.button("Refuse").press();
    admin.screen("The request was refused");

    visit.text("The administrator wrote:");
    visit.text("Call me first.");
    visit.screen(ASK);
}

/// ADM-01: a guess is a refusal.
fn a_wrong_number_refuses(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_administrator(&visit);
    ask(&visit);
    let number = number(&visit);

    let admin = opened(&visit);
    let offered = admin.run(
        "return [...document.querySelectorAll('input[type=radio]')].map((one) => one.value)",
        json!([]),
    );
    let other = offered.as_array().unwrap().iter().find(|one| **one != json!(number)).unwrap();
    admin.choice(other.as_str().unwrap_or_default()).press();
    admin.field("Your password").fill(OLD_PASSWORD);
    admin.button("Approve").press();
    admin.screen("The request was refused");

    visit.text("The administrator picked another number");
    visit.screen(ASK);
}

/// ADM-02: only the administrator who was asked decides.
fn a_wrong_password_decides_nothing(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_administrator(&visit);
    ask(&visit);
    let number = number(&visit);

    let admin = opened(&visit);
    admin.choice(&number).press();
    admin.field("Your password").fill("Not-My-Password-1");
    admin.button("Approve").press();
    admin.field("Your password").is_described_by("Your password is wrong.");
    admin.screen(APPROVE);

    assert_eq!(admin.field("Your password").property("value"), json!(""));
    visit.screen(WAIT);
    admin.field("Your password").fill(OLD_PASSWORD);
    admin.button("Approve").press();
    visit.screen(PASSWORD);
}

fn a_report_warns_the_owner(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_administrator(&visit);
    ask(&visit);

    let admin = opened(&visit);
    admin.field("Your password").fill(OLD_PASSWORD);
    admin.button("This was not my colleague").press();
    admin.screen("Thank you for telling us");

    visit.text("The administrator refused.");
    visit.stage.notice("firm@example.com", "administrator");
}

fn the_form_tells_what_is_missing(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_administrator(&visit);

    visit.button("Send the request").press();
    visit.text("Choose an administrator");
    visit.screen(ASK);
    pick(&visit, "-2");
    visit.button("Send the request").press();
    visit.field("Reason").is_described_by("Write a reason");
    visit.field("Reason").fill(&"x".repeat(305));
    visit.button("Send the request").press();
    visit.field("Reason").is_described_by("too long by 5 characters");
    assert_eq!(visit.field("Reason").value().len(), 305);
}

/// ADM-06: kept on the device by one's own choice; closed, opened, and it is still there.
fn the_waiting_page_can_be_closed_and_opened_again(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_administrator(&visit);
    ask(&visit);
    let number = number(&visit);
    visit.button("Keep the request on this device").press();
    visit.text("You can close this page.");

    let later = visit.new_tab();
    later.open("/verify/administrator");
    later.screen(WAIT);
    assert_eq!(self::number(&later), number);

    let admin = opened(&visit);
    admin.choice(&number).press();
    admin.field("Your password").fill(OLD_PASSWORD);
    admin.button("Approve").press();
    later.screen(PASSWORD);
    let kept = later.run("return localStorage.length", json!([]));
    assert_eq!(kept, json!(0));
}

fn another_administrator_can_be_asked(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_administrator(&visit);
    ask(&visit);
    let admin = opened(&visit);

    visit.button("Ask another administrator").press();
    visit.screen(ASK);

    admin.screen("This is not needed any more");
}

fn a_request_can_be_given_up(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_administrator(&visit);
    ask(&visit);

    visit.button("Try another method").press();
    visit.screen(METHODS);
    visit.choice("Mobile phone").press();
    submit_code(&visit, &visit.stage.next_code("+8613900139000"));
    visit.screen(PASSWORD);
}

/// TOK-09: scanners open links, and run scripts.
fn opening_the_link_decides_nothing(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_administrator(&visit);
    ask(&visit);

    let admin = opened(&visit);
    admin.reload();
    admin.screen(APPROVE);
    drop(opened(&visit));

    visit.screen(WAIT);
}

fn a_reminder_is_sent(browser: Browser) {
    let visit = Visit::with(browser).with(|to| to.server.remind_after_s = 1).start();
    choose_administrator(&visit);
    ask(&visit);
    drop(visit.stage.link(ADMIN_MAIL, "/approve"));
    let before = visit.stage.inbox(ADMIN_MAIL).len();
    wait::until("a reminder can be sent", || {
        match visit.button("Remind the administrator").attribute("aria-disabled") {
            None => Ok(()),
            Some(_) => Err("not yet".to_owned()),
        }
    });
    visit.button("Remind the administrator").press();
    wait::until("a reminder arrives", || match visit.stage.inbox(ADMIN_MAIL).len() {
        now if now > before => Ok(()),
        now => Err(format!("{now} mails")),
    });
}

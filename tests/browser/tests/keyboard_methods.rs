//! Every method with the keyboard alone: Tab, Shift+Tab, arrows, letters, Enter and Space, from the
//! account to the new password. Whoever helps uses no pointer either.

use crate::journey::*;
use regain_browser_tests::{Browser, Key, Page, Visit};
use serde_json::json;

browser_tests! {
    every browser: [],
    chromium: [
        a_code_from_the_phone_is_given_by_keys,
        a_code_from_the_email_is_given_by_keys,
        alipay_on_this_device_is_used_by_keys,
        alipay_on_a_phone_is_used_by_keys,
        a_face_on_the_providers_page_is_given_by_keys,
        an_administrator_is_asked_and_approves_by_keys,
        a_username_is_found_by_keys,
        each_screen_can_be_left_in_both_directions,
    ]
}

const ALIPAY: &str = "Alipay (simulated)";

/// Goes to a button and presses it.
#[track_caller]
pub fn push(page: &Page, name: &str) {
    page.tab_to(&page.button(name));
    page.press(Key::Space);
}

/// Goes to a field and types.
#[track_caller]
pub fn type_into(page: &Page, field: &str, text: &str) {
    page.tab_to(&page.field(field));
    page.type_keys(text);
}

/// Ticks a box.
#[track_caller]
pub fn tick(page: &Page, name: &str) {
    page.tab_to(&page.field(name));
    page.press(Key::Space);
    assert_eq!(page.field(name).property("checked"), true, "“{name}” is not ticked");
}

/// Names the account and chooses a method.
#[track_caller]
fn choose(page: &Page, identifier: &str, method: &str, heading: &str) {
    page.open("/");
    page.screen(ACCOUNT);
    type_into(page, IDENTIFIER, identifier);
    page.press(Key::Enter);
    page.screen(METHODS).is_focused();
    page.tab_to(&page.choice(method));
    page.press(Key::Enter);
    page.screen(heading).is_focused();
}

/// Types the code and goes on; the button is behind it, the field before the button.
#[track_caller]
pub fn give_code(page: &Page, code: &str) {
    page.tab_to(&page.button("Verify"));
    page.tab_back_to(&page.field("Verification code"));
    page.type_keys(code);
    page.press(Key::Enter);
}

/// Sets the password and goes to the log-on.
#[track_caller]
fn set(visit: &Visit, username: &str) {
    visit.screen(PASSWORD).is_focused();
    type_into(visit, "New password", NEW_PASSWORD);
    push(visit, "Show password");
    push(visit, "Set new password");
    visit.screen(DONE).is_focused();
    visit.tab_to(&visit.link("Log on"));
    visit.press(Key::Enter);
    visit.field("Password").is_there();
    assert!(visit.stage.accepts(username, NEW_PASSWORD));
}

/// By a code in a text message.
#[track_caller]
pub fn by_phone(visit: &Visit) {
    choose(visit, "solo", "Mobile phone", PHONE_CODE);
    give_code(visit, &visit.stage.next_code(SOLO_PHONE));
    set(visit, "solo");
}

/// By a code in a mail.
#[track_caller]
pub fn by_email(visit: &Visit) {
    choose(visit, "solo", "Email", MAIL_CODE);
    give_code(visit, &visit.stage.next_code(SOLO_MAIL));
    set(visit, "solo");
}

/// With Alipay in the same browser.
#[track_caller]
pub fn by_alipay(visit: &Visit) {
    choose(visit, "solo", "Alipay", "Verify with Alipay");
    visit.tab_to(&visit.link("Continue to Alipay"));
    visit.press(Key::Enter);
    approve_at_alipay(visit);
    set(visit, "solo");
}

#[track_caller]
fn approve_at_alipay(page: &Page) {
    page.heading(ALIPAY).is_there();
    push(page, "Approve as solo");
}

/// With a link to the provider's page, on a phone.
#[track_caller]
pub fn by_face(visit: &Visit) {
    const AGREE: &str = "I agree to facial recognition for this purpose";
    choose(visit, "solo", "Facial recognition", "Verify with facial recognition");
    visit.choose_by_keys(&visit.choice("I am the account holder"));
    push(visit, "Use a phone");
    visit.screen("Continue on another device").is_focused();
    visit.tab_to(&visit.field("Link"));

    let phone = visit.new_tab();
    phone.keep_focused();
    phone.open_url(&visit.field("Link").value());
    phone.screen("Verify your face");
    tick(&phone, AGREE);
    push(&phone, "Agree and continue");
    phone.screen("Look into the camera");
    let provider = format!("Use the page of {} instead", visit.stage.face_site());
    phone.tab_to(&phone.link(&provider));
    phone.press(Key::Enter);
    phone.heading("Face verification (simulated)").is_there();
    push(&phone, "Send the enrolled picture");
    phone.screen("That is all");

    set(visit, "solo");
}

/// By an administrator, who decides by keys, too.
#[track_caller]
pub fn by_administrator(visit: &Visit) {
    choose(visit, "firm", "Administrator", "Ask an administrator");
    visit.choose_by_keys(&visit.choice(&first_administrator(visit)));
    type_into(visit, "Reason", "I lost my phone. Li, accounting.");
    push(visit, "Send the request");
    visit.screen("Waiting for approval").is_focused();
    let number = number(visit);

    let admin = visit.new_tab();
    admin.keep_focused();
    admin.open_url(&visit.stage.link("firm-admin-1@example.com", "/approve"));
    admin.screen("Approve this recovery?");
    admin.choose_by_keys(&admin.choice(&number));
    type_into(&admin, "Your password", OLD_PASSWORD);
    type_into(&admin, "Note to the person (optional)", "See you tomorrow.");
    push(&admin, "Approve");
    admin.screen("You approved").is_focused();

    set(visit, "firm");
}

/// The masked name of the first administrator.
pub fn first_administrator(page: &Page) -> String {
    let script = "return [...document.querySelectorAll('fieldset label')].map((one) =>
        one.innerText.trim()).find((name) => name.replace(/[\\u2066-\\u2069]/g, '').endsWith('-1'))";
    page.run(script, json!([])).as_str().unwrap_or_default().to_owned()
}

/// The number that the first screen shows.
pub fn number(page: &Page) -> String {
    let shown = page.run("return document.querySelector('.rg-number').textContent", json!([]));
    let marks =
        |letter: char| letter.is_whitespace() || ('\u{2066}'..='\u{2069}').contains(&letter);
    shown.as_str().unwrap_or_default().trim_matches(marks).to_owned()
}

/// A11Y-11, A11Y-04: each step takes the focus to its heading, and Shift+Tab leads back.
fn a_code_from_the_phone_is_given_by_keys(browser: Browser) {
    let visit = Visit::with(browser).start();
    by_phone(&visit);
}

/// A11Y-11
fn a_code_from_the_email_is_given_by_keys(browser: Browser) {
    let visit = Visit::with(browser).start();
    by_email(&visit);
}

/// A11Y-11: also the sandbox's page stands no pointer in the way.
fn alipay_on_this_device_is_used_by_keys(browser: Browser) {
    let visit = Visit::with(browser).start();
    by_alipay(&visit);
}

/// A11Y-11: the number on the phone is chosen with the arrows.
fn alipay_on_a_phone_is_used_by_keys(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.keep_focused();
    choose(&visit, "solo", "Alipay", "Verify with Alipay");
    let url = visit.link("Continue to Alipay").attribute("href").unwrap_or_default();

    let phone = visit.new_tab();
    phone.keep_focused();
    phone.open_url(&url);
    approve_at_alipay(&phone);
    phone.screen("Finish on the other screen");
    phone.choose_by_keys(&phone.choice(&number(&visit)));
    push(&phone, "Confirm");
    phone.screen("That is all").is_focused();

    set(&visit, "solo");
}

/// A11Y-11: consent, link and the provider's page.
fn a_face_on_the_providers_page_is_given_by_keys(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.keep_focused();
    by_face(&visit);
}

/// A11Y-11: both sides.
fn an_administrator_is_asked_and_approves_by_keys(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.keep_focused();
    by_administrator(&visit);
}

/// A11Y-11
fn a_username_is_found_by_keys(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.open("/");
    visit.screen(ACCOUNT);
    visit.tab_to(&visit.link("Forgot your username?"));
    visit.press(Key::Enter);
    visit.screen("Find your username").is_focused();
    type_into(&visit, "Mobile number or email", "pair@example.com");
    visit.press(Key::Enter);
    visit.screen(MAIL_CODE).is_focused();
    give_code(&visit, &visit.stage.next_code("pair@example.com"));
    visit.screen("Your usernames").is_focused();
    visit.tab_to(&visit.choice("pair-two"));
    visit.press(Key::Enter);
    set(&visit, "pair-two");
}

/// A11Y-11, WCAG 2.1.2: Tab and Shift+Tab pass the same controls and get out of the page.
fn each_screen_can_be_left_in_both_directions(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.open("/");
    both_ways(&visit, ACCOUNT);
    name_account(&visit, "firm");
    both_ways(&visit, METHODS);
    visit.choice("Alipay").press();
    both_ways(&visit, "Verify with Alipay");
    visit.button("Try another method").press();
    visit.screen(METHODS);
    visit.choice("Administrator").press();
    both_ways(&visit, "Ask an administrator");
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    both_ways(&visit, PASSWORD);
}

#[track_caller]
fn both_ways(visit: &Visit, heading: &str) {
    visit.heading(heading).is_there();
    // Out of the page first: from there Tab begins at its top.
    drop(passed(visit, 40, |visit| visit.press(Key::Tab)));
    let forth = passed(visit, 40, |visit| visit.press(Key::Tab));
    let mut back = passed(visit, forth.len(), |visit| visit.press_back_tab());
    back.reverse();
    assert!(forth.len() >= 4, "{heading}: only {forth:?}");
    assert_eq!(forth, back, "{heading}: the way back is another one");
}

/// What has the focus after each press, until the page is left, or as often as is asked.
fn passed(visit: &Visit, presses: usize, press: impl Fn(&Visit)) -> Vec<String> {
    let focused = "const at = document.activeElement;
        if (at === document.body) return null;
        return at.type === 'radio' ? at.name : at.outerHTML.slice(0, 160)";
    let mut seen = vec![];
    for _ in 0..presses {
        press(visit);
        match visit.run(focused, json!([])).as_str() {
            Some(control) => seen.push(control.to_owned()),
            None => break,
        }
    }
    assert!(seen.len() < 40, "the focus is caught: {seen:?}");
    seen
}

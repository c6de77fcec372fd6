//! The app breaks down in the middle: a screen with a way on, nothing typed left behind, and the same
//! step after it. The panics are real: the document refuses to make what the app wants to draw.

use crate::appeal::DOOR;
use crate::journey::*;
use regain_browser_tests::{Browser, Visit, dist};
use serde_json::json;
use std::fs;

browser_tests! {
    every browser: [],
    chromium: [
        the_account_form_breaks_and_a_reload_brings_it_back,
        the_choice_breaks_and_a_reload_brings_it_back,
        the_code_breaks_and_a_reload_brings_it_back,
        the_new_password_breaks_and_a_reload_brings_it_back,
        a_late_step_breaks_and_a_reload_brings_it_back,
        the_released_files_cannot_write_what_panicked,
    ]
}

/// REL-05, BLD-01: the hook that writes a panic to the console is in builds for development only.
fn the_released_files_cannot_write_what_panicked(_: Browser) {
    let assets = dist().unwrap().join("assets");
    let mut looked_at = 0;
    for entry in fs::read_dir(assets).unwrap() {
        let path = entry.unwrap().path();
        if !path.extension().is_some_and(|extension| extension == "wasm" || extension == "js") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        for written in ["panicked at", "console_error_panic_hook"] {
            let is_there = bytes.windows(written.len()).any(|part| part == written.as_bytes());
            assert!(!is_there, "{} holds {written:?}", path.display());
        }
        looked_at += 1;
    }
    assert!(looked_at >= 3, "only {looked_at} files were looked at");
}

const FALLBACK: &str = "This page could not start in your browser.";

/// A secret that the person typed.
const TYPED: &str = "typed-and-secret";

/// From now on nothing new can be drawn. What the document throws goes into the text of the panic, and
/// names a secret: so a word of that text on the console fails the test.
fn break_the_document(visit: &Visit) {
    let script = "const refuse = () => { throw new Error('TYPED') };
        for (const name of ['createElement', 'createElementNS', 'createTextNode', 'createComment'])
            Document.prototype[name] = refuse;
        Node.prototype.cloneNode = refuse";
    drop(visit.run(&script.replace("TYPED", TYPED), json!([])));
}

/// The plain message is there in place of the app, nobody keeps what was typed, and a reload leads on.
#[track_caller]
fn ends_plainly(visit: &Visit, step: &str) {
    visit.text(FALLBACK);
    let left = "return document.querySelectorAll('input, select, form').length";
    assert_eq!(visit.run(left, json!([])), 0);
    let said = visit.console_so_far();
    // The browser itself reports the error of the test's own script where nothing has caught it.
    let is_of_test = |message: &str| message.starts_with("javascript ");
    let mut ours = said.iter().filter(|line| !is_of_test(&line.message));
    assert!(ours.all(|line| !line.message.contains(TYPED)), "{said:?}");
    // Only builds for development write what panicked, and where.
    assert!(said.iter().all(|line| !line.message.contains("panicked")), "{said:?}");
    visit.link("Reload the page").press();
    // No `screen`, which looks at the console, where the break may be told a moment later.
    visit.heading(step).is_there();
    visit.forgive();
}

/// REL-05
fn the_account_form_breaks_and_a_reload_brings_it_back(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.open("/");
    visit.screen(ACCOUNT);
    break_the_document(&visit);
    visit.button("Next").press();

    ends_plainly(&visit, ACCOUNT);
}

/// REL-05
fn the_choice_breaks_and_a_reload_brings_it_back(browser: Browser) {
    let visit = Visit::with(browser).start();
    name_account(&visit, "solo");
    break_the_document(&visit);
    visit.choice("Mobile phone").press();

    ends_plainly(&visit, PHONE_CODE);
}

/// REL-05
fn the_code_breaks_and_a_reload_brings_it_back(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");
    break_the_document(&visit);
    submit_code(&visit, TYPED);

    ends_plainly(&visit, PHONE_CODE);
}

/// REL-05, TOK-07: no trace of the password in the document or on the console.
fn the_new_password_breaks_and_a_reload_brings_it_back(browser: Browser) {
    let visit = Visit::with(browser).start();
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    visit.field("New password").fill(&format!("{TYPED} with a space"));
    break_the_document(&visit);
    visit.button("Set new password").press();

    ends_plainly(&visit, PASSWORD);
}

/// REL-05
fn a_late_step_breaks_and_a_reload_brings_it_back(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.open("/appeal");
    visit.screen(DOOR);
    break_the_document(&visit);
    visit.button("Begin an appeal").press();

    ends_plainly(&visit, DOOR);
}

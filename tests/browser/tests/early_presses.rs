//! Presses on the first screen before the app is there: none is lost, and each is sent once, as soon
//! as the loader is there.

use crate::journey::*;
use crate::languages::Words;
use crate::take_over::{WASM, is_taken_over, mark_early, proxied};
use regain_browser_tests::proxy::whole_answer;
use regain_browser_tests::{Browser, Fault, Key, Visit, wait};
use serde_json::{Value, json};
use std::time::Duration;

browser_tests! {
    every browser: [
        without_any_script_a_press_is_seen_and_loses_nothing,
        a_press_is_sent_before_the_wasm_is_there,
    ],
    chromium: [
        a_press_before_any_script_is_kept,
        what_the_loader_sends_is_what_the_app_would_send,
        a_text_that_the_app_writes_otherwise_in_json_begins_one_recovery,
        a_text_that_changed_after_the_press_is_sent_instead,
        a_press_whose_answer_was_lost_is_sent_again_under_its_key,
        a_press_without_a_connection_is_sent_when_the_app_is_there,
        a_press_on_an_empty_form_is_told_when_the_app_is_there,
        the_server_refuses_an_early_press_beside_the_field,
        a_press_at_another_address_begins_no_reset,
        an_answer_that_nobody_took_is_given_up,
        the_button_keeps_the_focus_while_the_answer_is_out,
        a_button_that_is_held_down_is_not_taken_away,
    ]
}

const SCRIPT: &str = "/assets/*.js";
const BEGIN: &str = "/api/v1/recoveries";

/// Opens the form, whose wasm is held back.
fn held(visit: &Visit, path: &str) {
    visit.stage.proxy().befall("GET", WASM, Fault::Hold, 9);
    visit.open(path);
    visit.field(IDENTIFIER).is_there();
}

/// Waits until so many recoveries were asked for.
#[track_caller]
fn is_sent(visit: &Visit, times: usize) {
    wait::until("the loader sends what was pressed", || {
        match visit.stage.proxy().count("POST", BEGIN) {
            count if count >= times => Ok(()),
            count => Err(format!("{count} of {times} were sent")),
        }
    });
}

/// Lets the wasm come: the app goes on to the methods, with so many requests in all.
#[track_caller]
fn goes_on(visit: &Visit, times: usize) {
    visit.stage.proxy().release();
    visit.screen(METHODS).is_focused();
    assert_eq!(visit.stage.proxy().count("POST", BEGIN), times);
}

/// Presses Enter in the form, twice, while no script is there.
#[track_caller]
fn press_before_scripts(visit: &Visit) {
    visit.open("/");
    visit.field(IDENTIFIER).fill("solo");
    visit.press(Key::Enter);
    visit.press(Key::Enter);

    visit.field(IDENTIFIER).holds("solo");
    visit.button("Next").is_there();
    let busy = "return getComputedStyle(document.querySelector('form button'), '::after').content";
    assert_eq!(visit.run(busy, json!([])), "\"\"");
    visit.is_at("/");
    assert_eq!(visit.stage.proxy().count("POST", BEGIN), 0);
}

/// REL-11: the browser itself notes the press and shows it; the form stays as it was, and nothing
/// typed gets into the address.
fn without_any_script_a_press_is_seen_and_loses_nothing(browser: Browser) {
    let visit = proxied(browser).start();
    let gone = whole_answer("404 Not Found", "text/plain", "gone");
    visit.stage.proxy().befall("GET", SCRIPT, Fault::Answer(gone), 9);

    press_before_scripts(&visit);
    visit.forgive();
}

/// REL-11: what the browser noted is sent when the loader comes. Not in Firefox, whose driver answers
/// nothing while a script of the page is held back.
fn a_press_before_any_script_is_kept(browser: Browser) {
    let visit = proxied(browser).start();
    visit.stage.proxy().befall("GET", SCRIPT, Fault::Hold, 9);

    press_before_scripts(&visit);
    goes_on(&visit, 1);
}

/// REL-11: pressed twice, sent once, while the wasm is on its way.
fn a_press_is_sent_before_the_wasm_is_there(browser: Browser) {
    let visit = proxied(browser).start();
    held(&visit, "/");
    visit.field(IDENTIFIER).fill("solo");
    visit.button("Next").press();
    visit.button("Next").press();

    is_sent(&visit, 1);
    visit.field(IDENTIFIER).holds("solo");
    goes_on(&visit, 1);
    visit.is_at("/methods");
}

/// The app takes over only what it would have sent itself, field by field: also with what JSON escapes,
/// with a way back and in a language that was chosen early.
fn what_the_loader_sends_is_what_the_app_would_send(browser: Browser) {
    let visit = proxied(browser).start();
    held(&visit, &format!("/?return_to={}", visit.stage.portal().replace(':', "%3A")));
    visit.field(IDENTIFIER).fill("\"so\\lo\" </é全🔑");
    visit.field("Language").choose("Deutsch");
    visit.button("Next").press();

    is_sent(&visit, 1);
    visit.stage.proxy().release();

    visit.screen(Words::of("de").text("methods.heading"));
    assert_eq!(visit.stage.proxy().count("POST", BEGIN), 1);
}

/// JSON has two ways to write a tab, and the loader and the app write it differently. That is no
/// reason to begin a second recovery.
fn a_text_that_the_app_writes_otherwise_in_json_begins_one_recovery(browser: Browser) {
    let visit = proxied(browser).start();
    held(&visit, "/");
    let with_tab = "document.querySelector('[name=identifier]').value = 'solo\\t'";
    drop(visit.run(with_tab, json!([])));
    visit.button("Next").press();

    is_sent(&visit, 1);
    goes_on(&visit, 1);
}

/// What stands in the field when the app takes over is what the person means.
fn a_text_that_changed_after_the_press_is_sent_instead(browser: Browser) {
    let visit = proxied(browser).start();
    held(&visit, "/");
    visit.field(IDENTIFIER).fill("solo-mail");
    visit.button("Next").press();
    is_sent(&visit, 1);
    visit.field(IDENTIFIER).fill("solo");
    goes_on(&visit, 2);
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    assert!(!visit.stage.next_code(SOLO_PHONE).is_empty());
}

/// REL-03, CON-06: the server counts two requests under one key as one, of which it allows one.
fn a_press_whose_answer_was_lost_is_sent_again_under_its_key(browser: Browser) {
    let visit = proxied(browser).with(|to| to.server.begins_per_address = 1).start();
    visit.stage.proxy().befall("POST", BEGIN, Fault::LoseReply, 1);
    held(&visit, "/");
    visit.field(IDENTIFIER).fill("solo");
    visit.button("Next").press();
    is_sent(&visit, 1);
    goes_on(&visit, 2);
    visit.forgive();
}

/// REL-03: the early request never reached the server.
fn a_press_without_a_connection_is_sent_when_the_app_is_there(browser: Browser) {
    let visit = proxied(browser).start();
    visit.stage.proxy().befall("POST", BEGIN, Fault::Reset, 1);
    held(&visit, "/");
    visit.field(IDENTIFIER).fill("solo");
    visit.button("Next").press();
    is_sent(&visit, 1);
    visit.stage.proxy().release();

    visit.screen(METHODS);
    visit.forgive();
}

/// Nothing is sent, and the mistake is told as soon as there is somebody to tell it.
fn a_press_on_an_empty_form_is_told_when_the_app_is_there(browser: Browser) {
    let visit = proxied(browser).start();
    held(&visit, "/");
    visit.field(IDENTIFIER).fill("  ");
    visit.button("Next").press();
    visit.stage.proxy().release();

    let words = Words::of("en");
    visit.field(IDENTIFIER).is_described_by(words.text("account.missing"));
    assert_eq!(visit.stage.proxy().count("POST", BEGIN), 0);
}

/// A problem that answers an early request is told like any other.
fn the_server_refuses_an_early_press_beside_the_field(browser: Browser) {
    let visit = proxied(browser).start();
    held(&visit, "/");
    visit.field(IDENTIFIER).fill(&"x".repeat(300));
    visit.button("Next").press();
    is_sent(&visit, 1);
    visit.stage.proxy().release();

    let words = Words::of("en");
    visit.field(IDENTIFIER).is_described_by(words.text("account.rejected"));
    assert_eq!(visit.stage.proxy().count("POST", BEGIN), 1);
    visit.forgive();
}

/// The form comes with every address. At another one its press means what the app makes of it there.
fn a_press_at_another_address_begins_no_reset(browser: Browser) {
    for (path, shown, requests) in [
        ("/username", "Enter the code from your email", 1),
        ("/appeal", "Submit an appeal", 0),
        ("/nowhere", "There is no such page", 0),
    ] {
        let visit = proxied(browser).start();
        visit.stage.proxy().befall("GET", SCRIPT, Fault::Hold, 9);
        visit.open(path);
        visit.field(IDENTIFIER).fill(SOLO_MAIL);
        visit.press(Key::Enter);
        visit.stage.proxy().release();

        visit.screen(shown);
        assert_eq!(visit.stage.proxy().count("POST", BEGIN), requests, "{path}");
    }
}

/// An answer is for the moment of the take-over: later the same text is sent anew.
fn an_answer_that_nobody_took_is_given_up(browser: Browser) {
    let visit = proxied(browser).start();
    held(&visit, "/");
    visit.field(IDENTIFIER).fill("solo");
    visit.button("Next").press();
    is_sent(&visit, 1);
    visit.field(IDENTIFIER).fill("");
    visit.stage.proxy().release();
    visit.field(IDENTIFIER).is_described_by(Words::of("en").text("account.missing"));

    visit.field(IDENTIFIER).fill("solo");
    visit.button("Next").press();
    visit.screen(METHODS);
    assert_eq!(visit.stage.proxy().count("POST", BEGIN), 2);
}

/// WCAG 2.4.3: whoever pressed the button stays on it when the app takes over.
fn the_button_keeps_the_focus_while_the_answer_is_out(browser: Browser) {
    let visit = proxied(browser).start();
    visit.stage.proxy().befall("POST", BEGIN, Fault::Delay(Duration::from_secs(3)), 1);
    visit.stage.proxy().befall("GET", WASM, Fault::Delay(Duration::from_secs(1)), 1);
    visit.open("/");
    visit.field(IDENTIFIER).fill("solo");
    visit.button("Next").press();
    mark_early(&visit);
    is_taken_over(&visit);

    visit.button("Next").is_focused();
    visit.screen(METHODS).is_focused();
}

/// REL-11: a swap between the two halves of a press would lose it.
fn a_button_that_is_held_down_is_not_taken_away(browser: Browser) {
    let visit = proxied(browser).start();
    held(&visit, "/");
    visit.field(IDENTIFIER).fill("solo");
    let place = "const { x, y, width, height } = document.querySelector('form button')
        .getBoundingClientRect(); return { x: x + width / 2, y: y + height / 2 }";
    let place = visit.run(place, json!([]));
    let mouse = |kind: &str| {
        let press = json!({ "type": kind, "button": "left", "clickCount": 1, "x": place["x"], "y": place["y"] });
        drop(visit.devtools("Input.dispatchMouseEvent", press));
    };
    mouse("mousePressed");
    visit.stage.proxy().release();
    let come = "return performance.getEntriesByType('resource').some(({ name, responseEnd }) =>
        name.endsWith('.wasm') && responseEnd > 0)";
    wait::until("the wasm comes", || match visit.run(come, json!([])) {
        Value::Bool(true) => Ok(()),
        _ => Err("it is on its way".to_owned()),
    });
    drop(visit.run("return new Promise((resolve) => setTimeout(resolve, 500))", json!([])));
    mouse("mouseReleased");

    visit.screen(METHODS);
    assert_eq!(visit.stage.proxy().count("POST", BEGIN), 1);
}

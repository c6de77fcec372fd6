//! The first screen before, while and after the wasm takes it over; and when it never does.
//! What was pressed early is in `early_presses.rs`.

use crate::journey::*;
use regain_browser_tests::proxy::whole_answer;
use regain_browser_tests::{Browser, Fault, Visit, VisitBuilder, wait};
use serde_json::{Value, json};

browser_tests! {
    every browser: [],
    chromium: [
        the_form_is_there_before_the_wasm,
        what_is_typed_early_is_kept,
        wasm_that_is_cut_short_ends_in_a_plain_message,
        wasm_that_is_not_there_ends_in_a_plain_message,
        wasm_that_was_exchanged_is_refused,
        a_loader_that_was_exchanged_does_not_run,
        without_scripts_the_page_says_what_it_needs,
    ]
}

/// The wasm of the first screen.
pub const WASM: &str = "/assets/*.wasm";

/// A visit whose requests can be held back.
pub fn proxied(browser: Browser) -> VisitBuilder {
    Visit::with(browser).with(|to| to.proxied = true).impatient()
}

/// The form paints and can be filled in while the wasm is still on its way.
fn the_form_is_there_before_the_wasm(browser: Browser) {
    let visit = proxied(browser).start();
    visit.stage.proxy().befall("GET", WASM, Fault::Hold, 9);

    visit.open("/");
    visit.screen(ACCOUNT);
    visit.field(IDENTIFIER).fill("solo");
    visit.button("Next").is_there();

    visit.stage.proxy().release();
    visit.field(IDENTIFIER).holds("solo");
}

/// REL-07: text, caret and focus survive the take-over.
fn what_is_typed_early_is_kept(browser: Browser) {
    let visit = proxied(browser).start();
    visit.stage.proxy().befall("GET", WASM, Fault::Hold, 9);
    visit.open("/");
    visit.field(IDENTIFIER).fill("slo");
    mark_early(&visit);
    let caret = "const field = document.activeElement; field.setSelectionRange(1, 1);
        return field.selectionStart";
    assert_eq!(visit.run(caret, json!([])), 1);

    visit.stage.proxy().release();
    is_taken_over(&visit);
    visit.field(IDENTIFIER).is_focused();
    visit.type_keys("o");

    visit.field(IDENTIFIER).holds("solo");
    visit.button("Next").press();
    visit.screen(METHODS);
}

/// Marks the field that the page came with.
pub fn mark_early(visit: &Visit) {
    drop(visit.run("document.querySelector('input').regainEarly = true", json!([])));
}

/// Waits until the field that was marked early has been replaced by the app's own.
#[track_caller]
pub fn is_taken_over(visit: &Visit) {
    let script = "const field = document.querySelector('input');
        return Boolean(field) && !field.regainEarly";
    wait::until("the app takes the form over", || match visit.run(script, json!([])) {
        Value::Bool(true) => Ok(()),
        _ => Err("the early form still stands".to_owned()),
    });
}

const FALLBACK: &str = "This page could not start in your browser.";

/// WEB-04: a cut body.
fn wasm_that_is_cut_short_ends_in_a_plain_message(browser: Browser) {
    let visit = proxied(browser).start();
    visit.stage.proxy().befall("GET", WASM, Fault::Truncate(20_000), 9);

    visit.open("/");
    visit.text(FALLBACK);
    drop(visit.console_so_far());
    visit.stage.proxy().heal();
    visit.link("Reload the page").press();

    visit.field(IDENTIFIER).fill("solo");
    visit.button("Next").press();
    visit.screen(METHODS);
    visit.forgive();
}

/// WEB-04: an error page in its place.
fn wasm_that_is_not_there_ends_in_a_plain_message(browser: Browser) {
    let visit = proxied(browser).start();
    let answer = whole_answer("404 Not Found", "text/html", "gone");
    visit.stage.proxy().befall("GET", WASM, Fault::Answer(answer), 9);

    visit.open("/");

    visit.text(FALLBACK);
    visit.forgive();
}

/// WEB-05: another module than the one that was built is refused for its hash, before it runs.
fn wasm_that_was_exchanged_is_refused(browser: Browser) {
    let visit = proxied(browser).start();
    let module = whole_answer("200 OK", "application/wasm", "\0asm\u{1}\0\0\0");
    visit.stage.proxy().befall("GET", WASM, Fault::Answer(module), 9);

    visit.open("/");
    visit.text(FALLBACK);

    let said = visit.console_so_far();
    assert!(said.iter().any(|line| line.message.contains("integrity")), "{said:?}");
    visit.forgive();
}

/// WEB-05: the loader too is refused for its hash.
fn a_loader_that_was_exchanged_does_not_run(browser: Browser) {
    let visit = proxied(browser).start();
    let script = whole_answer("200 OK", "text/javascript", "window.regainExchanged = true");
    visit.stage.proxy().befall("GET", "/assets/*.js", Fault::Answer(script), 9);

    visit.open("/");
    let said = wait::until("the loader is refused", || {
        let said = visit.console_so_far();
        let is_refused = said.iter().any(|line| line.message.contains("integrity"));
        if is_refused { Ok(said) } else { Err(format!("the console says {said:?}")) }
    });

    let ran = visit.run("return window.regainExchanged === true", json!([]));
    assert_eq!(ran, false, "{said:?}");
    visit.forgive();
}

/// WEB-04: `<noscript>`.
fn without_scripts_the_page_says_what_it_needs(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.switch_scripts_off();

    visit.open("/");

    visit.text("Recovering an account needs JavaScript.");
}

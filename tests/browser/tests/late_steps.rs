//! The steps that come in a wasm of their own: when they are fetched, and what happens when that
//! fails.

use crate::journey::*;
use regain_browser_tests::proxy::whole_answer;
use regain_browser_tests::{Browser, Fault, Visit};

browser_tests! {
    every browser: [
        a_late_step_that_did_not_come_can_be_asked_for_again,
    ],
    chromium: [
        a_recovery_by_code_does_not_fetch_the_late_steps,
        late_steps_are_fetched_once,
        a_late_step_is_waited_for_and_can_be_left,
        a_silent_late_step_is_given_up_after_a_while,
        a_late_step_that_was_exchanged_is_refused,
        a_late_step_that_an_update_took_away_offers_a_reload,
    ]
}

const LATE: &str = "/assets/late-*.wasm";
const APPEAL: &str = "Submit an appeal";
const NOT_LOADED: &str = "This part of the page could not be loaded.";

fn proxied(browser: Browser) -> Visit {
    Visit::with(browser).with(|to| to.proxied = true).start()
}

fn fetched(visit: &Visit) -> usize {
    let is_late = |seen: &&String| seen.contains("/assets/late-") && seen.contains(".wasm");
    visit.stage.proxy().seen().iter().filter(is_late).count()
}

/// Waits until the app has taken the early form over, and goes to the appeal.
#[track_caller]
fn ask_for_the_appeal(visit: &Visit) {
    name_account(visit, "solo");
    visit.link("Submit appeal").press();
}

/// REL-01, A11Y-03: each failure is told, announced and takes the focus; *Try again* fetches anew.
fn a_late_step_that_did_not_come_can_be_asked_for_again(browser: Browser) {
    let visit = proxied(browser);
    visit.stage.proxy().befall("GET", LATE, Fault::Reset, 99);

    ask_for_the_appeal(&visit);
    visit.text(NOT_LOADED);
    visit.alert("There is a problem").is_focused();
    assert_eq!(visit.title(), "Error: One moment – Account recovery");
    visit.button("Try again").press();
    visit.alert("There is a problem").is_focused();
    visit.stage.proxy().heal();
    visit.button("Try again").press();

    visit.screen(APPEAL).is_focused();
    assert_eq!(visit.title(), "Submit an appeal – Account recovery");
    visit.link("Back to the recovery").press();
    visit.screen(METHODS);
}

/// What only other ways need is not downloaded on this one.
fn a_recovery_by_code_does_not_fetch_the_late_steps(browser: Browser) {
    let visit = proxied(browser);

    prove_by_sms(&visit, "solo", SOLO_PHONE);
    set_password(&visit, NEW_PASSWORD);

    assert_eq!(fetched(&visit), 0);
}

/// The second late step stands there at once.
fn late_steps_are_fetched_once(browser: Browser) {
    let visit = proxied(browser);

    for _ in 0..2 {
        ask_for_the_appeal(&visit);
        visit.screen(APPEAL).is_focused();
        visit.link("Back to the recovery").press();
        visit.screen(METHODS);
        visit.link("Submit appeal").press();
        visit.screen(APPEAL);
    }

    // Once for each of the two loads of the page; the second may come from the browser's cache.
    assert!(fetched(&visit) <= 2);
}

/// REL-02: the wait has a heading, and does not hold the person back.
fn a_late_step_is_waited_for_and_can_be_left(browser: Browser) {
    let visit = proxied(browser);
    visit.stage.proxy().befall("GET", LATE, Fault::Hold, 9);

    ask_for_the_appeal(&visit);
    visit.screen("One moment").is_focused();
    visit.back();
    visit.screen(METHODS);
    visit.stage.proxy().release();
    visit.is_at("/methods");
    visit.link("Submit appeal").press();

    visit.screen(APPEAL);
    assert_eq!(fetched(&visit), 1);
}

/// REL-01: ten seconds, then a message.
fn a_silent_late_step_is_given_up_after_a_while(browser: Browser) {
    let visit = proxied(browser);
    visit.stage.proxy().befall("GET", LATE, Fault::Hold, 1);

    ask_for_the_appeal(&visit);
    visit.text(NOT_LOADED);
    visit.button("Try again").press();

    visit.screen(APPEAL);
}

/// WEB-05: another module than the one that was built is refused for its hash, before it runs.
fn a_late_step_that_was_exchanged_is_refused(browser: Browser) {
    let visit = proxied(browser);
    let module = whole_answer("200 OK", "application/wasm", "\0asm\u{1}\0\0\0");
    visit.stage.proxy().befall("GET", LATE, Fault::Answer(module), 9);

    ask_for_the_appeal(&visit);
    visit.text(NOT_LOADED);

    let said = visit.console_so_far();
    assert!(said.iter().any(|line| line.message.contains("integrity")), "{said:?}");
    visit.forgive();
}

/// REL-15: after an update of the service only a reload helps, and it keeps the recovery.
fn a_late_step_that_an_update_took_away_offers_a_reload(browser: Browser) {
    let visit = proxied(browser);
    let answer = whole_answer("404 Not Found", "text/html", "gone");
    visit.stage.proxy().befall("GET", LATE, Fault::Answer(answer), 1);

    ask_for_the_appeal(&visit);
    visit.text(NOT_LOADED);
    // The browser says itself what it thinks of the answer.
    drop(visit.console_so_far());
    visit.link("Reload the page").press();
    visit.screen(APPEAL);
    visit.link("Back to the recovery").press();

    visit.screen(METHODS);
    visit.forgive();
}

//! Time that runs out: it is told when it does, and one press gets more of it.

use crate::journey::*;
use regain_browser_tests::{Browser, Key, StageSettings, Transcript, Visit};
use std::time::Duration;

browser_tests! {
    every browser: [],
    chromium: [
        the_end_of_a_code_is_told_and_one_press_brings_another,
        the_end_of_a_visit_is_told_and_one_press_begins_anew,
        an_idle_recovery_ends_with_the_way_to_begin_again,
        each_act_gives_the_recovery_its_time_back,
        before_an_idle_recovery_ends_one_press_gives_more_time,
        a_warning_that_nobody_heeds_leads_to_the_end,
        before_the_right_to_set_a_password_ends_the_person_is_told,
    ]
}

/// Reloads just before the end, so that the countdown of the page comes to it.
#[track_caller]
fn let_end(visit: &Visit, seconds: u64) {
    visit.stage.pass(Duration::from_secs(seconds - 4));
    visit.reload();
}

#[track_caller]
fn is_told(transcript: &Transcript<'_>, words: &str) {
    let heard = transcript.heard();
    let told = heard.iter().filter(|line| line.starts_with("status") && line.contains(words));
    assert_eq!(told.count(), 1, "{heard:?}");
}

/// A11Y-08, OTP-02
fn the_end_of_a_code_is_told_and_one_press_brings_another(browser: Browser) {
    let visit = Visit::with(browser).start();
    let transcript = Transcript::of(&visit);
    ask_for_sms(&visit, "solo");
    drop(visit.stage.next_code(SOLO_PHONE));

    let_end(&visit, 300);
    visit.text("The code has expired. Ask for a new one.");
    is_told(&transcript, "The code has expired. Ask for a new one.");
    visit.tab_to(&visit.button("Send a new code"));
    visit.press(Key::Enter);
    visit.no_text("The code has expired.");
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    visit.screen(PASSWORD);
}

/// A11Y-08: at the provider ten minutes, shown as they pass.
fn the_end_of_a_visit_is_told_and_one_press_begins_anew(browser: Browser) {
    let visit = Visit::with(browser).start();
    let transcript = Transcript::of(&visit);
    name_account(&visit, "solo");
    visit.choice("Alipay").press();
    visit.screen("Verify with Alipay");
    visit.text("Time left: ");

    let_end(&visit, 600);
    visit.text("The time for this visit is over. Begin anew to go on.");
    is_told(&transcript, "The time for this visit is over. Begin anew to go on.");
    visit.tab_to(&visit.button("Begin anew"));
    visit.press(Key::Enter);
    visit.link("Continue to Alipay").is_there();
}

const MORE: &str = "I need more time";
const SOON: &str = "This recovery ends in ";
const GIVEN: &str = "You have more time now.";

/// A recovery that ends after four minutes without an act.
fn hurried(browser: Browser) -> Visit {
    let short = |to: &mut StageSettings| {
        let server = &mut to.server;
        (server.idle_s, server.visit_s, server.face_s) = (240, 240, 240);
    };
    Visit::with(browser).with(short).start()
}

/// Goes on to a moment before the warning, which comes two minutes before the end.
#[track_caller]
fn come_to_the_warning(visit: &Visit, seconds: u64) {
    visit.stage.pass(Duration::from_secs(seconds - 123));
    visit.reload();
}

/// A11Y-08, WCAG 2.2.1: two minutes before, announced once, without taking the focus. The button keeps
/// the focus, what was typed stays, and the code is still good.
fn before_an_idle_recovery_ends_one_press_gives_more_time(browser: Browser) {
    let visit = hurried(browser);
    let transcript = Transcript::of(&visit);
    ask_for_sms(&visit, "solo");
    let code = visit.stage.next_code(SOLO_PHONE);
    come_to_the_warning(&visit, 240);
    visit.screen(PHONE_CODE);
    let (first, rest) = code.split_at(3);
    visit.field("Verification code").fill(first);

    visit.text(SOON);
    visit.field("Verification code").is_focused();
    is_told(&transcript, SOON);
    visit.tab_back_to(&visit.button(MORE));
    visit.press(Key::Enter);
    visit.text(GIVEN);
    visit.button(MORE).is_focused();
    is_told(&transcript, GIVEN);
    visit.field("Verification code").holds(first);

    // Three minutes later: without the press, this would be too late.
    visit.stage.pass(Duration::from_secs(170));
    visit.field("Verification code").type_on(rest);
    visit.button("Verify").press();
    visit.screen(PASSWORD);
    visit.no_text(GIVEN);
}

/// A11Y-08: whoever was warned and does nothing is told when it is over, without an act.
fn a_warning_that_nobody_heeds_leads_to_the_end(browser: Browser) {
    let visit = hurried(browser);
    name_account(&visit, "solo");
    visit.stage.pass(Duration::from_secs(236));
    visit.reload();
    visit.text(SOON);

    visit.stage.pass(Duration::from_secs(5));
    visit.screen("Your time is up").is_focused();
    visit.button(MORE).is_gone();
}

/// A11Y-08, TOK-01: this time is short for security, and nothing puts it off.
fn before_the_right_to_set_a_password_ends_the_person_is_told(browser: Browser) {
    let visit = Visit::with(browser).start();
    let transcript = Transcript::of(&visit);
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    come_to_the_warning(&visit, 600);
    visit.screen(PASSWORD);

    visit.text(SOON);
    is_told(&transcript, SOON);
    visit.button(MORE).is_gone();
    set_password(&visit, NEW_PASSWORD);
}

/// A11Y-08: the end says why, that nothing was changed, and leads to the beginning.
fn an_idle_recovery_ends_with_the_way_to_begin_again(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");
    let code = visit.stage.next_code(SOLO_PHONE);
    visit.stage.pass(Duration::from_secs(31 * 60));

    submit_code(&visit, &code);
    visit.screen("Your time is up").is_focused();
    visit.text("Nothing was changed.");
    visit.tab_to(&visit.button("Begin again"));
    visit.press(Key::Enter);
    visit.screen(ACCOUNT).is_focused();
    visit.field(IDENTIFIER).holds("solo");
    visit.tab_to(&visit.field(IDENTIFIER));
    visit.press(Key::Enter);
    visit.screen(METHODS);
}

/// A11Y-08: half an hour counts from the last act, not from the first.
fn each_act_gives_the_recovery_its_time_back(browser: Browser) {
    let visit = Visit::with(browser).start();
    name_account(&visit, "solo");
    visit.stage.pass(Duration::from_secs(25 * 60));
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    let code = visit.stage.next_code(SOLO_PHONE);
    visit.stage.pass(Duration::from_secs(4 * 60));
    submit_code(&visit, &code);
    visit.screen(PASSWORD);
    // From here on the right to set a password counts: ten minutes.
    visit.stage.pass(Duration::from_secs(8 * 60));
    set_password(&visit, NEW_PASSWORD);
}

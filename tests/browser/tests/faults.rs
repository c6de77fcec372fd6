//! Networks that fail: lost requests, lost answers, strange answers, none at all (REL-01).

use crate::journey::*;
use regain_browser_tests::proxy::whole_answer;
use regain_browser_tests::{Browser, Fault, Visit};

browser_tests! {
    every browser: [],
    chromium: [
        one_lost_connection_is_not_even_noticed,
        a_dead_connection_is_told_and_the_text_stays,
        a_lost_answer_sends_no_second_code,
        two_lost_answers_send_no_second_code_either,
        a_lost_answer_after_the_password_still_ends_well,
        a_silent_server_is_given_up_after_a_while,
        a_page_of_a_proxy_is_not_taken_for_an_answer,
        an_answer_that_is_cut_short_is_asked_for_again,
        a_busy_server_says_when_to_come_back,
        being_offline_is_said_while_it_lasts,
        a_reload_without_a_server_offers_to_try_again,
    ]
}

const BEGIN: &str = "/api/v1/recoveries";
const CURRENT: &str = "/api/v1/recoveries/current";
const METHOD: &str = "/api/v1/recoveries/current/method";
const NEW: &str = "/api/v1/recoveries/current/password";

fn at_the_account(browser: Browser) -> Visit {
    let visit = Visit::with(browser).with(|to| to.proxied = true).start();
    visit.open("/");
    visit.screen(ACCOUNT);
    visit.field(IDENTIFIER).fill("solo");
    visit
}

#[track_caller]
fn goes_on(visit: &Visit) {
    visit.field(IDENTIFIER).holds("solo");
    visit.button("Next").press();
    visit.screen(METHODS);
}

/// REL-03: one retry by itself.
fn one_lost_connection_is_not_even_noticed(browser: Browser) {
    let visit = at_the_account(browser);
    visit.stage.proxy().befall("POST", BEGIN, Fault::Reset, 1);

    goes_on(&visit);
}

/// REL-01: told with what to do; nothing typed is lost.
fn a_dead_connection_is_told_and_the_text_stays(browser: Browser) {
    let visit = at_the_account(browser);
    visit.stage.proxy().befall("POST", BEGIN, Fault::Reset, 99);

    visit.button("Next").press();
    visit.text("The server could not be reached.");
    visit.screen(ACCOUNT);
    visit.stage.proxy().heal();

    goes_on(&visit);
}

/// CON-06: the server had sent the code; the page asks again under the same key.
fn a_lost_answer_sends_no_second_code(browser: Browser) {
    let visit = at_the_account(browser);
    goes_on(&visit);
    visit.stage.proxy().befall("POST", METHOD, Fault::LoseReply, 1);

    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    visit.screen(PASSWORD);

    assert_eq!(visit.stage.proxy().count("POST", METHOD), 2);
    assert_eq!(visit.stage.codes_received(SOLO_PHONE), 1);
}

/// CON-06, CON-01: also when the person has to press again.
fn two_lost_answers_send_no_second_code_either(browser: Browser) {
    let visit = at_the_account(browser);
    goes_on(&visit);
    visit.stage.proxy().befall("POST", METHOD, Fault::LoseReply, 2);

    visit.choice("Mobile phone").press();
    visit.text("The server could not be reached.");
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    visit.screen(PASSWORD);

    assert_eq!(visit.stage.codes_received(SOLO_PHONE), 1);
}

/// CON-06: the password was set once, and the person learns that it was.
fn a_lost_answer_after_the_password_still_ends_well(browser: Browser) {
    let visit = Visit::with(browser).with(|to| to.proxied = true).start();
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    visit.stage.proxy().befall("POST", NEW, Fault::LoseReply, 1);

    set_password(&visit, NEW_PASSWORD);

    assert!(visit.stage.accepts("solo", NEW_PASSWORD));
}

/// REL-02: ten seconds, then a message; the held request changes nothing later.
fn a_silent_server_is_given_up_after_a_while(browser: Browser) {
    let visit = at_the_account(browser);
    visit.stage.proxy().befall("POST", BEGIN, Fault::Hold, 1);

    visit.button("Next").press();
    visit.text("The server takes too long to answer.");
    visit.screen(ACCOUNT);
    visit.stage.proxy().heal();

    goes_on(&visit);
}

/// REL-04, REL-06: HTML with 502 and with 200.
fn a_page_of_a_proxy_is_not_taken_for_an_answer(browser: Browser) {
    let visit = at_the_account(browser);

    for status in ["502 Bad Gateway", "200 OK"] {
        let page = whole_answer(status, "text/html", "<h1>Welcome to our network</h1>");
        visit.stage.proxy().befall("POST", BEGIN, Fault::Answer(page), 1);
        visit.button("Next").press();
        visit.text("Something between you and the server changed its answer");
        visit.field(IDENTIFIER).type_on("x");
        visit.field(IDENTIFIER).fill("solo");
    }

    goes_on(&visit);
}

/// REL-04: half an answer is no answer, and the same key makes asking again safe.
fn an_answer_that_is_cut_short_is_asked_for_again(browser: Browser) {
    let visit = at_the_account(browser);
    goes_on(&visit);
    visit.stage.proxy().befall("POST", METHOD, Fault::Truncate(40), 1);

    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    visit.screen(PASSWORD);

    assert_eq!(visit.stage.codes_received(SOLO_PHONE), 1);
}

/// REL-03: the time that the server names is passed on.
fn a_busy_server_says_when_to_come_back(browser: Browser) {
    let visit = at_the_account(browser);
    let body = r#"{"type":"urn:regain:problem:unavailable","status":503,"title":"unavailable","retry_after_s":30}"#;
    let busy = whole_answer("503 Service Unavailable", "application/problem+json", body);
    visit.stage.proxy().befall("POST", BEGIN, Fault::Answer(busy), 1);

    visit.button("Next").press();
    visit.text("Try again in 30 sec.");

    goes_on(&visit);
}

/// REL-06: a banner that comes and goes with the connection.
fn being_offline_is_said_while_it_lasts(browser: Browser) {
    let visit = at_the_account(browser);

    visit.set_offline(true);
    visit.text("You are offline.");
    visit.screen(ACCOUNT);
    visit.set_offline(false);
    visit.no_text("You are offline.");

    goes_on(&visit);
}

/// REL-01, REL-07: the tab remembers; the person only has to press.
fn a_reload_without_a_server_offers_to_try_again(browser: Browser) {
    let visit = at_the_account(browser);
    goes_on(&visit);
    visit.stage.proxy().befall("GET", CURRENT, Fault::Reset, 99);

    visit.reload();
    visit.text("The server could not be reached.");
    visit.screen("One moment");
    visit.stage.proxy().heal();
    visit.button("Try again").press();

    visit.screen(METHODS);
}

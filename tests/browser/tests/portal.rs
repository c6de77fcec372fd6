//! The demo portal around the recovery: where a person comes from and goes to.

use crate::journey::*;
use regain_browser_tests::{Browser, Visit};
use serde_json::{Value, json};

browser_tests! {
    every browser: [],
    chromium: [
        a_person_who_knows_the_password_logs_on,
        the_inbox_shows_what_was_sent,
        the_browser_reads_ways_back_as_the_server_does,
    ]
}

/// A11Y-01: greeted by name; a wrong password says so.
fn a_person_who_knows_the_password_logs_on(browser: Browser) {
    let visit = Visit::with(browser).start();

    visit.open_url(&visit.stage.portal());
    visit.screen("Log on");
    log_on(&visit, "solo", NEW_PASSWORD);
    visit.text("Username or password is wrong");
    visit.screen("Log on");
    log_on(&visit, "solo", OLD_PASSWORD);

    visit.screen("Welcome, solo");
}

/// A11Y-01: what arrived can be read there, newest first.
fn the_inbox_shows_what_was_sent(browser: Browser) {
    let visit = Visit::with(browser).start();
    ask_for_sms(&visit, "solo");
    let code = visit.stage.next_code(SOLO_PHONE);

    visit.open_url(&format!("{}inbox", visit.stage.portal()));
    visit.screen("Inbox");

    visit.text(&format!("Your verification code is {code}."));
}

/// FIN-05: of a thousand addresses, those that the server accepts lead to a listed origin here, too,
/// and name no user. The server's own test holds it to the same list.
fn the_browser_reads_ways_back_as_the_server_does(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.open("/");
    visit.screen(ACCOUNT);
    let corpus: Value =
        serde_json::from_str(include_str!("../../../crates/recovery/tests/return_addresses.json"))
            .unwrap();

    let read = visit.run(
        "const { origins, accepted, forms, hosts } = arguments[0];
        const isListed = (text) => {
            try {
                const url = new URL(text);
                return origins.includes(url.origin) && url.username + url.password === '';
            } catch {
                return false;
            }
        };
        const all = forms.flatMap((form) => hosts.map((host) => form.replace('{}', host)));
        return [accepted.filter((text) => !isListed(text)), all.length,
            all.filter((text) => isListed(text) && !accepted.includes(text)).length > 20];",
        json!([corpus]),
    );

    // Most of what the browser would read as listed is written in ways that the server refuses.
    assert_eq!(read, json!([[], 1040, true]));
}

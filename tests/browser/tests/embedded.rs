//! The way through a recovery that stands in a page of others: what the tests of hosts, portals,
//! element and frames begin with. Axe is asked about the element alone: the rest is the host's.

use crate::journey::*;
use regain_browser_tests::{Browser, Page, Visit};
use serde_json::json;

/// A visit whose server lets the sandbox's portals in.
#[track_caller]
pub fn visit(browser: Browser) -> Visit {
    Visit::with(browser).with(|to| to.portals = true).start()
}

/// Opens a hostile host.
#[track_caller]
pub fn open_host(visit: &Visit, name: &str) {
    visit.open_url(&format!("{}hosts/{name}", visit.stage.portal()));
}

/// Opens a demo portal.
#[track_caller]
pub fn open_portal(visit: &Visit, name: &str) {
    visit.open_url(&format!("{}portals/{name}", visit.stage.portal()));
}

/// Names the account.
#[track_caller]
pub fn begin(page: &Page) {
    page.heading(ACCOUNT).is_there();
    page.field(IDENTIFIER).fill("solo");
    page.button("Next").press();
    page.heading(METHODS).is_there();
}

/// Asks for a code, and waits until it can be typed.
#[track_caller]
pub fn ask_for_code(page: &Page) {
    begin(page);
    page.choice("Mobile phone").press();
    page.heading(PHONE_CODE).is_there();
}

/// The whole recovery of `solo` by phone, from the first screen to *Password changed*.
#[track_caller]
pub fn recover(visit: &Visit) {
    ask_for_code(visit);
    submit_code(visit, &visit.stage.next_code(SOLO_PHONE));
    visit.heading(PASSWORD).is_there();
    submit_password(visit, NEW_PASSWORD);
    visit.heading(DONE).is_there();
    assert!(visit.stage.accepts("solo", NEW_PASSWORD), "the password did not change");
}

/// Runs a script with `element`, the recovery of the page, at hand.
#[track_caller]
pub fn with_element(page: &Page, script: &str) -> serde_json::Value {
    let found =
        "const element = document.querySelector('regain-recovery, acme-recovery, host-card');";
    page.run(&format!("{found} {script}"), json!([]))
}

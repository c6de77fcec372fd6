//! The way through a recovery that stands in a page of others: what the tests of hosts, portals,
//! element and frames begin with. Axe is asked about the element alone: the rest is the host's.

use crate::journey::*;
use regain_browser_tests::{Browser, Page, Visit, wait};
use serde_json::{Value, json};

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

/// Names the account `solo`.
#[track_caller]
pub fn begin(page: &Page) {
    begin_as(page, "solo");
}

/// Names the account.
#[track_caller]
pub fn begin_as(page: &Page, identifier: &str) {
    page.heading(ACCOUNT).is_there();
    page.field(IDENTIFIER).fill(identifier);
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
    finish(visit);
    assert!(visit.stage.accepts("solo", NEW_PASSWORD), "the password did not change");
}

/// Goes on from the code of `solo`'s phone to *Password changed*.
#[track_caller]
pub fn finish(visit: &Visit) {
    visit.heading(PHONE_CODE).is_there();
    submit_code(visit, &visit.stage.next_code(SOLO_PHONE));
    visit.heading(PASSWORD).is_there();
    submit_password(visit, NEW_PASSWORD);
    visit.heading(DONE).is_there();
}

/// Runs a script with `element`, the recovery of the page, at hand.
#[track_caller]
pub fn with_element(page: &Page, script: &str) -> Value {
    let found =
        "const element = document.querySelector('regain-recovery, acme-recovery, host-card');";
    page.run(&format!("{found} {script}"), json!([]))
}

/// Opens the empty page, once its script has run.
#[track_caller]
pub fn open_empty(visit: &Visit) {
    open_host(visit, "empty");
    wait::until("the element is defined", || {
        let is_defined = visit.run("return !!customElements.get('regain-recovery')", json!([]));
        if is_defined == json!(true) { Ok(()) } else { Err("not yet".to_owned()) }
    });
}

/// Puts an element with these attributes into the page, and notes all its events.
#[track_caller]
pub fn put(visit: &Visit, attributes: &str) {
    let script = "window.heard = [];
        for (const name of ['ready', 'step', 'completed', 'ended', 'crashed', 'leave']) {
            addEventListener(`regain:${name}`, ({ detail }) => heard.push([name, detail]));
        }
        document.querySelector('#place').innerHTML =
            `<regain-recovery api=\"${server}/api/v1\" ${arguments[0]}></regain-recovery>`;";
    drop(visit.run(script, json!([attributes])));
}

/// A visit to the empty page with such an element, which shows its first screen.
#[track_caller]
pub fn mounted(browser: Browser, attributes: &str) -> Visit {
    let visit = visit(browser);
    open_empty(&visit);
    put(&visit, attributes);
    visit.heading(ACCOUNT).is_there();
    visit
}

/// The events that it has told so far: name and detail.
#[track_caller]
pub fn heard(visit: &Visit) -> Value {
    visit.run("return window.heard", json!([]))
}

/// Notes what the page asks for, and which timers wait, from before its first script on.
pub const WATCH: &str = "window.asked = []; window.waiting = new Set();
    const ask = window.fetch;
    window.fetch = function (what, how) {
        asked.push(String(what?.url ?? what));
        return ask.call(window, what, how);
    };
    for (const [begin, end] of [['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval']]) {
        const [set, clear] = [window[begin], window[end]];
        window[begin] = function (act, ms, ...more) {
            const id = set.call(window, (...all) => {
                if (begin === 'setTimeout') waiting.delete(id);
                act(...all);
            }, ms, ...more);
            waiting.add(id);
            return id;
        };
        window[end] = function (id) { waiting.delete(id); clear.call(window, id); };
    }
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const make = WebAssembly[name];
        WebAssembly[name] = async function (...all) {
            const made = await make.apply(WebAssembly, all);
            const { exports } = made.instance ?? made;
            window.memory ??= Object.values(exports).find((each) => each instanceof WebAssembly.Memory);
            return made;
        };
    }";

/// Goes through the recovery by the phone's number, wherever it is drawn; gives what the tab kept
/// meanwhile, and the code: nothing else may ever hold them.
#[track_caller]
pub fn recover_by_phone(visit: &Visit) -> (Value, String) {
    visit.field(IDENTIFIER).fill("138 0013 8000");
    visit.button("Next").press();
    visit.choice("Mobile phone").press();
    visit.heading(PHONE_CODE).is_there();
    let token = visit.run("return Object.values(sessionStorage).join(' ')", json!([]));
    let code = visit.stage.next_code(SOLO_PHONE);
    submit_code(visit, &code);
    visit.heading(PASSWORD).is_there();
    submit_password(visit, NEW_PASSWORD);
    visit.heading(DONE).is_there();
    (token, code)
}

//! Secrets stay where they must be: in the field while it is on the screen, and in one request.

use crate::journey::*;
use regain_browser_tests::{Browser, Page, Visit, wait};
use serde_json::json;

const CURRENT: &str = "/api/v1/recoveries/current";

browser_tests! {
    every browser: [],
    not webkit: [back_brings_no_password_back],
    chromium: [
        no_secret_is_left_anywhere_on_the_way,
        the_tab_forgets_the_recovery_at_its_end,
        a_page_out_of_the_cache_is_wiped_and_looks_at_the_server,
        nothing_is_told_to_other_sites,
        text_is_never_run_as_a_script,
    ]
}

/// Everything that a page leaves behind, but for the live text of its fields.
fn traces(page: &Page) -> String {
    let script = "const done = arguments[0];
        (async () => {
            const databases = indexedDB.databases ? await indexedDB.databases() : [];
            const cached = window.caches ? await caches.keys() : [];
            return [location.href, document.title, document.cookie, document.referrer,
                JSON.stringify(history.state), JSON.stringify(localStorage),
                JSON.stringify(sessionStorage), JSON.stringify(databases),
                JSON.stringify(cached), document.documentElement.outerHTML,
                performance.getEntries().map((entry) => entry.name).join(' '),
            ].join('\\n');
        })().then(done)";
    let traces = page.run_async(script, json!([]));
    let console = page.console_so_far();
    let console = console.iter().map(|line| line.message.as_str()).collect::<Vec<_>>();
    format!("{}\n{}", traces.as_str().unwrap(), console.join("\n"))
}

#[track_caller]
fn holds_none_of(page: &Page, secrets: &[&str]) {
    let traces = traces(page);
    for secret in secrets {
        assert!(!traces.contains(secret), "a secret is left on {}", page.path());
    }
}

/// The flow token, which alone may be in the tab's session storage.
fn token(page: &Page) -> String {
    let script = "const is_token = (value) => /^[A-Za-z0-9_-]{40,}$/.test(value);
        return Object.values(sessionStorage).find(is_token) || ''";
    let token = page.run(script, json!([]));
    token.as_str().unwrap().to_owned()
}

/// BLD-01, PWD-10, TOK-07, OTP-09: identifier, code, password and token, at every step.
fn no_secret_is_left_anywhere_on_the_way(browser: Browser) {
    let visit = Visit::with(browser).start();

    name_account(&visit, "138 0013 8000");
    let identifier = ["138 0013 8000", "13800138000"];
    holds_none_of(&visit, &identifier);
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    let code = visit.stage.next_code(SOLO_PHONE);
    visit.field("Verification code").fill(&code);
    holds_none_of(&visit, &[&code]);
    visit.button("Verify").press();
    visit.screen(PASSWORD);
    holds_none_of(&visit, &[&code]);
    visit.field("New password").fill(NEW_PASSWORD);
    visit.button("Show password").press();
    holds_none_of(&visit, &[&code, NEW_PASSWORD]);
    let token = token(&visit);
    visit.button("Set new password").press();
    visit.screen(DONE);

    assert!(token.len() >= 40, "no token was in the session storage");
    holds_none_of(&visit, &[&code, NEW_PASSWORD, &token, identifier[0], identifier[1]]);
}

/// BLD-01: what is kept at the end has no right to anything.
fn the_tab_forgets_the_recovery_at_its_end(browser: Browser) {
    let visit = Visit::with(browser).start();
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    let before = token(&visit);
    set_password(&visit, NEW_PASSWORD);

    assert!(!before.is_empty());
    assert_eq!(token(&visit), "");
    let local = visit.run("return localStorage.length", json!([]));
    assert_eq!(local, 0);
}

/// REL-08, PWD-10: Back does not bring the password back, whether the browser kept the page or
/// loads it anew, and the step is good to go on with.
fn back_brings_no_password_back(browser: Browser) {
    let visit = Visit::with(browser).start();
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    visit.field("New password").fill(NEW_PASSWORD);
    visit.button("Show password").press();

    visit.open_url(&visit.stage.portal());
    visit.field("Password").is_there();
    visit.back();
    visit.screen(PASSWORD);

    visit.field("New password").holds("");
    assert_eq!(visit.field("New password").property("type"), "password");
    set_password(&visit, NEW_PASSWORD);
}

/// REL-08, PWD-08: a page that is put into the browser's back/forward cache and brought out again
/// has wiped the field, and asks the server where the recovery stands. The events are sent by
/// hand: Chromium keeps no page whose requests were answered with `no-store`.
fn a_page_out_of_the_cache_is_wiped_and_looks_at_the_server(browser: Browser) {
    let visit = Visit::with(browser).with(|to| to.proxied = true).start();
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    visit.field("New password").fill(NEW_PASSWORD);
    visit.button("Show password").press();
    let before = visit.stage.proxy().count("GET", CURRENT);
    let send = "dispatchEvent(new PageTransitionEvent(arguments[0], { persisted: true }))";

    drop(visit.run(send, json!(["pagehide"])));
    visit.field("New password").holds("");
    visit.button("Show password").is_there();
    drop(visit.run(send, json!(["pageshow"])));

    wait::until("the page looks at the server", || {
        let looks = visit.stage.proxy().count("GET", CURRENT) - before;
        if looks == 1 { Ok(()) } else { Err(format!("{looks} looks")) }
    });
    visit.screen(PASSWORD);
}

/// TOK-08: the log-on page does not learn where the visitor comes from, and no other host is asked
/// for anything.
fn nothing_is_told_to_other_sites(browser: Browser) {
    let visit = Visit::with(browser).start();
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    let script = "return performance.getEntriesByType('resource').map((entry) => entry.name)
        .filter((name) => !name.startsWith(location.origin)).join(' ')";
    let elsewhere = visit.run(script, json!([]));
    set_password(&visit, NEW_PASSWORD);

    visit.link("Log on").press();
    visit.field("Password").is_there();

    assert_eq!(elsewhere, "");
    assert_eq!(visit.run("return document.referrer", json!([])), "");
}

/// WEB-01, WEB-02, WEB-03: a string given to a timer is refused by the policy. The driver's own
/// scripts run outside the policy, but the timer does not.
fn text_is_never_run_as_a_script(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.open("/");
    visit.screen(ACCOUNT);

    let script = "try { setTimeout('window.regainRan = true') } catch (refused) {
            window.regainRefused = String(refused) }
        const done = arguments[0]; setTimeout(() => done(window.regainRan === true), 300)";
    let ran = visit.run_async(script, json!([]));

    assert_eq!(ran, false);
    visit.forgive();
}

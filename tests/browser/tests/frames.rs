//! The iframe page and the messages between it and the page around it.

use crate::embedded::*;
use crate::journey::*;
use regain_browser_tests::{Browser, Visit, wait};
use serde_json::{Value, json};

browser_tests! {
    every browser: [],
    chromium: [
        greetings_from_look_alike_origins_get_no_answer,
        messages_never_hold_what_is_typed,
        a_page_that_is_not_allowed_shows_no_frame,
        the_documented_sandbox_is_enough,
        without_scripts_the_frame_says_so,
        without_an_origin_the_frame_says_that_the_server_cannot_be_reached,
        without_forms_nothing_can_be_sent,
    ]
}

/// What the recovery in a frame needs, of the tokens of `sandbox`.
pub const TOKENS: [&str; 6] = [
    "allow-scripts",
    "allow-same-origin",
    "allow-forms",
    "allow-popups",
    "allow-popups-to-escape-sandbox",
    "allow-top-navigation-by-user-activation",
];

/// Opens a page with a bare iframe, and goes into it. `sandbox` is a query.
#[track_caller]
pub fn open_framed(visit: &Visit, sandbox: &str) {
    open_host(visit, &format!("framed{sandbox}"));
    visit.enter_frame();
}

/// As before, with all tokens but one.
#[track_caller]
pub fn open_without(visit: &Visit, token: &str) {
    assert!(TOKENS.contains(&token));
    let tokens = TOKENS.into_iter().filter(|each| *each != token).collect::<Vec<_>>();
    open_framed(visit, &format!("?sandbox={}", tokens.join("+")));
}

#[track_caller]
fn messages(visit: &Visit) -> Vec<Value> {
    visit.leave_frames();
    let messages = visit.run("return window.messages", json!([]));
    messages.as_array().cloned().unwrap()
}

/// EMB-05: twenty origins that look like the page's, one after another, and then the page's.
fn greetings_from_look_alike_origins_get_no_answer(browser: Browser) {
    let visit = visit(browser);
    open_framed(&visit, "");
    visit.heading(ACCOUNT).is_there();
    let own = visit.stage.portal().trim_end_matches('/').to_owned();
    let port = own.rsplit(':').next().unwrap();
    let foreign = [
        format!("https://localhost:{port}"),
        format!("http://localhost:{port}.evil.example"),
        format!("http://localhost:{port}@evil.example"),
        format!("http://evil.localhost:{port}"),
        format!("http://localhost.evil.example:{port}"),
        format!("http://localhost:{port}0"),
        format!("http://localhost:{port}/"),
        format!("http://LOCALHOST:{port}"),
        format!("http://localhost.:{port}"),
        format!("http://[::1]:{port}"),
        format!("http://127.0.0.2:{port}"),
        format!("ws://localhost:{port}"),
        format!("file://localhost:{port}"),
        format!(" http://localhost:{port}"),
        format!("http://localhost:{port},http://evil.example"),
        format!("http://1ocalhost:{port}"),
        "http://localhost".to_owned(),
        "null".to_owned(),
        "*".to_owned(),
        String::new(),
    ];

    let greet = "for (const origin of arguments[0]) dispatchEvent(new MessageEvent('message', {
        origin, source: parent, data: { regain: 1, type: 'hello', id: origin } }))";
    drop(visit.run(greet, json!([foreign])));
    // Malformed ones of the right origin, and one that is right but comes from elsewhere.
    let malformed = "for (const data of [null, 'hello', 1, [], {}, { regain: 2, type: 'hello', id: 'a' },
            { regain: 1, type: 'hello' }, { regain: 1, type: 'hello', id: 7 },
            { regain: 1, type: 'hello', id: 'a'.repeat(65) }, { regain: 1, type: 'speak', id: 'a' }]) {
            dispatchEvent(new MessageEvent('message', { origin: arguments[0], source: parent, data }));
        }
        dispatchEvent(new MessageEvent('message',
            { origin: arguments[0], source: window, data: { regain: 1, type: 'hello', id: 'self' } }))";
    drop(visit.run(malformed, json!([own])));
    drop(visit.run(greet, json!([[own]])));

    let answered = wait::until("the right greeting is answered", || {
        let messages = messages(&visit);
        let here = messages.iter().any(|each| each["data"]["type"] == "size");
        if here { Ok(messages) } else { Err(format!("{messages:?}")) }
    });
    for message in &answered {
        assert_eq!(message["data"]["id"], json!(own), "somebody else was answered");
        assert_eq!(message["origin"], json!(visit.stage.home()));
    }
}

/// EMB-05, EMB-06: neither identifier nor code nor password nor token, in any message of a recovery.
fn messages_never_hold_what_is_typed(browser: Browser) {
    let visit = visit(browser);
    open_portal(&visit, "frame");
    let listen = "window.messages = []; addEventListener('message', ({ data, origin }) =>
        messages.push({ data, origin }))";
    drop(visit.run(listen, json!([])));
    visit.enter_frame();
    let (token, code) = recover_by_phone(&visit);

    let told = wait::until("the end is told", || {
        let messages = messages(&visit);
        let ends = messages.iter().any(|each| each["data"]["name"] == "completed");
        if ends { Ok(messages) } else { Err(format!("{messages:?}")) }
    });
    let told = Value::Array(told).to_string();
    let token = token.as_str().unwrap();
    let token = token.split(' ').find(|value| value.len() >= 40).unwrap();
    for secret in ["138 0013 8000", "13800138000", "8000", &code, NEW_PASSWORD, token] {
        assert!(!told.contains(secret), "{told}");
    }
}

/// EMB-07: the browser itself keeps the page out of frames of strangers.
fn a_page_that_is_not_allowed_shows_no_frame(browser: Browser) {
    let visit = Visit::with(browser).start();
    open_framed(&visit, "");

    wait::until("the browser refuses", || {
        let console = visit.console_so_far();
        let told = console.iter().any(|line| line.message.contains("frame-ancestors"));
        if told { Ok(()) } else { Err("no word of it".to_owned()) }
    });
    let is_shown = visit.run("return !!document.querySelector('regain-recovery')", json!([]));
    assert_eq!(is_shown, false);
    visit.forgive();
}

/// EMB-07: the tokens that docs/embedding.md names, and no other.
fn the_documented_sandbox_is_enough(browser: Browser) {
    let visit = visit(browser);
    open_framed(&visit, &format!("?sandbox={}", TOKENS.join("+")));

    recover(&visit);

    visit.link("Log on").press();
    visit.leave_frames();
    visit.heading("Log on").is_there();
}

/// EMB-07: `allow-scripts` is missing.
fn without_scripts_the_frame_says_so(browser: Browser) {
    let visit = visit(browser);
    open_without(&visit, "allow-scripts");

    visit.text("JavaScript");
    visit.forgive();
}

/// EMB-07: `allow-same-origin` is missing: the origin is `null`, and no server lets that in.
fn without_an_origin_the_frame_says_that_the_server_cannot_be_reached(browser: Browser) {
    let visit = visit(browser);
    open_without(&visit, "allow-same-origin");
    visit.heading(ACCOUNT).is_there();
    visit.field(IDENTIFIER).fill("solo");
    visit.button("Next").press();

    visit.text("could not be reached");
    visit.forgive();
}

/// EMB-07: `allow-forms` is missing: the browser stops each form before the page hears of it.
fn without_forms_nothing_can_be_sent(browser: Browser) {
    let visit = visit(browser);
    open_without(&visit, "allow-forms");
    visit.heading(ACCOUNT).is_there();
    visit.field(IDENTIFIER).fill("solo");
    visit.button("Next").press();

    wait::until("the browser says why", || {
        let console = visit.console_so_far();
        let told = console.iter().any(|line| line.message.contains("allow-forms"));
        if told { Ok(()) } else { Err("no word of it".to_owned()) }
    });
    visit.heading(ACCOUNT).is_there();
    visit.forgive();
}

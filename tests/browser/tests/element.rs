//! `<regain-recovery>` on a page that does nothing: events, focus, roles, properties and methods.

use crate::embedded::*;
use crate::journey::*;
use regain_browser_tests::{Browser, Key, Visit, accessibility, wait};
use serde_json::json;

browser_tests! {
    every browser: [],
    chromium: [
        events_tell_states_and_nothing_about_the_person,
        focus_enters_and_leaves_in_order,
        focus_enters_and_leaves_a_shadow_root_in_order,
        labels_and_errors_stand_in_the_same_root,
        it_is_the_main_part_of_the_page_or_within_it,
        the_page_may_take_a_link_away,
        the_language_changes_in_place,
        texts_can_be_replaced,
        restart_forgets_the_recovery,
    ]
}

/// EMB-06: every event of a recovery, and nothing typed or kept in any of them.
fn events_tell_states_and_nothing_about_the_person(browser: Browser) {
    let visit = mounted(browser, "routing=memory");
    let (token, code) = recover_by_phone(&visit);

    let heard = heard(&visit);
    assert_eq!(
        heard,
        json!([
            ["step", { "step": "account" }],
            ["ready", null],
            ["step", { "step": "methods" }],
            ["step", { "step": "verify/phone" }],
            ["step", { "step": "password" }],
            ["step", { "step": "done" }],
            ["completed", { "intent": "reset_password" }],
        ])
    );
    let told = heard.to_string();
    let token = token.as_str().unwrap();
    for secret in ["8000", &code, NEW_PASSWORD, token.split(' ').next().unwrap()] {
        assert!(!told.contains(secret), "{told}");
    }
    assert_eq!(with_element(&visit, "return element.step"), "done");
}

/// What has the focus: the text of a link, or the kind of a control, through shadow roots.
const FOCUSED: &str = "let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at === document.body ? 'body' : at.innerText?.trim() || at.localName";

#[track_caller]
fn walk(browser: Browser, attributes: &str) {
    let visit = mounted(browser, attributes);
    drop(visit.run("document.querySelector('a[href=\"#before\"]').focus()", json!([])));
    let now = || visit.run(FOCUSED, json!([])).as_str().unwrap_or_default().to_owned();
    let mut there = vec![now()];
    while there.last().unwrap() != "After" {
        assert!(there.len() < 30, "the focus never leaves: {there:?}");
        visit.press(Key::Tab);
        there.push(now());
    }
    let mut back = vec![now()];
    while back.last().unwrap() != "Before" {
        assert!(back.len() < 30, "the focus never leaves: {back:?}");
        visit.press_back_tab();
        back.push(now());
    }
    back.reverse();

    assert_eq!(there, back, "there and back differ");
    let place = |what: &str| there.iter().position(|each| each == what);
    assert!(place("input") < place("Next"), "{there:?}");
    assert!(there.len() > 4, "{there:?}");
}

/// EMB-11: with Tab through it and out again, and back the same way.
fn focus_enters_and_leaves_in_order(browser: Browser) {
    walk(browser, "routing=memory");
}

/// EMB-11: the same with a shadow root.
fn focus_enters_and_leaves_a_shadow_root_in_order(browser: Browser) {
    walk(browser, "routing=memory dom=shadow");
}

/// EMB-03, EMB-04: axe looks through the open root, and finds each label, hint and error.
fn labels_and_errors_stand_in_the_same_root(browser: Browser) {
    for dom in ["light", "shadow"] {
        let visit = mounted(browser, &format!("routing=memory dom={dom}"));
        let look = |visit: &Visit, screen: &str| {
            let found = accessibility(visit).into_iter();
            // What the empty page itself lacks: a heading and a landmark.
            let found: Vec<_> = found.filter(|each| !each.contains("#before")).collect();
            assert!(found.is_empty(), "{dom}, {screen}: {found:#?}");
        };
        look(&visit, ACCOUNT);
        visit.button("Next").press();
        visit.field(IDENTIFIER).is_described_by("Enter");
        look(&visit, "an error");
        begin(&visit);
        look(&visit, METHODS);
        visit.choice("Mobile phone").press();
        visit.heading(PHONE_CODE).is_there();
        look(&visit, PHONE_CODE);
        submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
        visit.heading(PASSWORD).is_there();
        look(&visit, PASSWORD);
        submit_password(&visit, NEW_PASSWORD);
        visit.heading(DONE).is_there();
        look(&visit, DONE);
    }
}

/// EMB-08: within the main part of a page the recovery brings no second one; elsewhere it is that.
fn it_is_the_main_part_of_the_page_or_within_it(browser: Browser) {
    let visit = mounted(browser, "routing=memory");
    let mains = "return document.querySelectorAll('[role=main]').length";
    assert_eq!(visit.run(mains, json!([])), 1);

    let inside = "const main = document.createElement('main');
        main.append(...document.body.childNodes); document.body.append(main)";
    drop(visit.run(inside, json!([])));
    put(&visit, "routing=memory");
    visit.heading(ACCOUNT).is_there();
    wait::until("it is ready", || {
        let heard = heard(&visit);
        let ready = heard.as_array().unwrap().iter().any(|each| each[0] == "ready");
        if ready { Ok(()) } else { Err(heard.to_string()) }
    });

    assert_eq!(visit.run(mains, json!([])), 0);
    assert_eq!(accessibility(&visit), Vec::<String>::new());
}

/// The page may go where it likes, in place of the address that the server has given.
fn the_page_may_take_a_link_away(browser: Browser) {
    let visit = mounted(browser, "routing=memory");
    recover(&visit);
    let here = visit.path();
    drop(with_element(
        &visit,
        "element.addEventListener('regain:leave', (event) => event.preventDefault(), { once: true })",
    ));

    visit.link("Log on").press();
    wait::until("the page is asked", || {
        let heard = heard(&visit);
        let asked = heard.as_array().unwrap().iter().any(|each| each[0] == "leave");
        if asked { Ok(()) } else { Err(heard.to_string()) }
    });
    assert_eq!(visit.path(), here);
    visit.link("Log on").press();

    visit.heading("Log on").is_there();
}

/// A11Y-14: by property, in the middle of a step, with what is typed.
fn the_language_changes_in_place(browser: Browser) {
    let visit = mounted(browser, "routing=memory");
    ask_for_code(&visit);
    visit.field("Verification code").fill("123");

    drop(with_element(&visit, "element.locale = 'zh-Hans-CN'"));

    visit.heading("输入手机收到的验证码").is_there();
    visit.field("验证码").holds("123");
    assert_eq!(visit.run("return document.documentElement.lang", json!([])), "en");
}

/// Texts by key; those that do not exist are named.
fn texts_can_be_replaced(browser: Browser) {
    let visit = mounted(browser, "routing=memory");
    let script = "element.messages =
        { 'account.heading': 'Forgot your Acme password?', 'no.such.key': 'nothing' }";

    drop(with_element(&visit, script));

    visit.heading("Forgot your Acme password?").is_there();
    visit.field(IDENTIFIER).is_there();
    let console = visit.console_so_far();
    assert!(console.iter().any(|line| line.message.contains("no.such.key")), "{console:?}");
    drop(with_element(&visit, "element.messages = undefined"));
    visit.heading(ACCOUNT).is_there();
    visit.forgive();
}

/// `restart()` begins anew, also after a reload.
fn restart_forgets_the_recovery(browser: Browser) {
    let visit = visit(browser);
    open_portal(&visit, "plain");
    begin(&visit);

    drop(with_element(&visit, "element.restart()"));
    visit.heading(ACCOUNT).is_there();
    visit.reload();

    visit.heading(ACCOUNT).is_there();
    visit.text("step account");
}

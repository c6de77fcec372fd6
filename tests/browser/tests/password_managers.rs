//! What password managers look for on each step, as a table. Where each expectation comes from is in
//! docs/password-managers.md. The rows hold for whatever root the app stands in: on pages of others
//! `holds` looks below the element, in its shadow root or its light children.

use crate::appeal;
use crate::embedded::{self, begin_as, open_portal};
use crate::embedded_late::begin_appeal;
use crate::journey::*;
use regain_browser_tests::{Browser, Field, Form, Page, Visit, forms};

browser_tests! {
    every browser: [],
    chromium: [
        the_steps_of_a_recovery_have_the_fields_that_managers_look_for,
        an_approver_finds_the_own_password,
        the_appeal_asks_for_nothing_that_a_manager_would_keep,
        a_forgotten_username_is_no_log_on,
        the_browser_itself_has_no_complaint,
        in_a_page_of_others_the_fields_are_the_same,
        in_a_shadow_root_the_fields_are_the_same,
    ]
}

/// A field that a manager may fill in or keep: kind, `autocomplete`, and whether it can be changed.
type Expected = (&'static str, &'static str, bool);

/// The fields of each step in document order; radio buttons, boxes and files mean nothing to a
/// manager.
const STEPS: [(&str, &[Expected]); 10] = [
    ("account", &[("text", "username", true)]),
    ("code", &[("text", "one-time-code", true)]),
    ("password", &[("text", "username", false), ("password", "new-password", true)]),
    (
        "approve",
        &[
            ("text", "username", false),
            ("password", "current-password", true),
            ("textarea", "", true),
        ],
    ),
    ("username", &[("text", "tel", true)]),
    ("ask", &[("textarea", "", true)]),
    (
        "appeal form",
        &[
            ("text", "username", true),
            ("text", "name", true),
            ("text", "off", true),
            ("text", "off", true),
            ("textarea", "", true),
        ],
    ),
    ("appeal phone", &[("text", "tel", true)]),
    ("appeal code", &[("text", "one-time-code", true)]),
    ("appeal find", &[("text", "off", true), ("text", "tel", true)]),
];

/// Names that make managers take a field for something else.
const MISLEADING: [&str; 6] = ["search", "query", "find", "captcha", "forgot", "hint"];

/// Names that make managers take a field for a username, where it is none.
const LIKE_USERNAMES: [&str; 5] = ["user", "login", "email", "account", "identifier"];

/// Holds the step against its row. `host` is the element that the app stands in, if it has a root
/// of its own.
#[track_caller]
pub fn holds(page: &Page, host: Option<&str>, step: &str) {
    let (_, expected) = STEPS.iter().find(|(name, _)| *name == step).unwrap();
    let forms = forms(page, host);
    let fields: Vec<&Field> = forms.iter().flat_map(|form| &form.fields).collect();
    let told: Vec<(&str, &str, bool)> = fields
        .iter()
        .filter(|field| {
            !["radio", "checkbox", "file", "select-one", "select"].contains(&&*field.kind)
        })
        .map(|field| (&*field.kind, &*field.autocomplete, !field.is_readonly))
        .collect();
    assert_eq!(told, *expected, "{step}");
    for form in &forms {
        each_form(step, form);
    }
    for field in fields {
        each_field(step, field);
    }
}

/// A real form that can be submitted, and nothing to fill in beside it but the language menu.
#[track_caller]
fn each_form(step: &str, form: &Form) {
    if form.is_form {
        assert!(form.can_submit, "{step}: a form without a button that submits it");
        let at = |purpose: &str| form.fields.iter().position(|field| field.autocomplete == purpose);
        for secret in ["new-password", "current-password"] {
            if at(secret).is_some() {
                assert!(at("username").is_some(), "{step}: a password without its username");
                assert!(at("username") < at(secret), "{step}: the username comes too late");
            }
        }
        return;
    }
    let loose: Vec<_> = form.fields.iter().filter(|field| field.kind != "select").collect();
    assert!(loose.is_empty(), "{step}: fields in no form: {loose:?}");
}

/// Labelled, seen, of any length, and named for what it is.
#[track_caller]
fn each_field(step: &str, field: &Field) {
    assert!(field.is_labelled, "{step}: no label: {field:?}");
    assert!(field.is_visible && !field.is_aria_hidden, "{step}: hidden: {field:?}");
    assert!(!field.is_limited, "{step}: cuts off what is filled in: {field:?}");
    let name = format!("{} {}", field.name, field.id).to_lowercase();
    for word in MISLEADING {
        assert!(!name.contains(word), "{step}: “{word}” in {field:?}");
    }
    if field.autocomplete == "one-time-code" {
        for word in LIKE_USERNAMES {
            assert!(!name.contains(word), "{step}: “{word}” in the code's field: {field:?}");
        }
    }
    let has_rules = field.rules.contains("minlength: ") && field.rules.contains("required: ");
    assert_eq!(has_rules, field.autocomplete == "new-password", "{step}: {field:?}");
}

/// A11Y-12, PWD-05, PWD-06, PWD-07: what is filed is the new password under the username.
fn the_steps_of_a_recovery_have_the_fields_that_managers_look_for(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.open("/");
    visit.screen(ACCOUNT);
    holds(&visit, None, "account");
    name_account(&visit, "solo");
    visit.choice("Email").press();
    visit.screen(MAIL_CODE);
    holds(&visit, None, "code");
    visit.button("Try another method").press();
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    holds(&visit, None, "code");
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    visit.screen(PASSWORD);
    holds(&visit, None, "password");
    visit.field("Username").holds("solo");
    visit.button("Show password").press();
    let shown = forms(&visit, None);
    let secret = shown.iter().flat_map(|form| &form.fields).find(|one| !one.rules.is_empty());
    assert_eq!(secret.map(|one| &*one.autocomplete), Some("new-password"));
}

/// A11Y-12, PWD-06, ADM-02: the administrator's own password, under the administrator's own name.
fn an_approver_finds_the_own_password(browser: Browser) {
    let visit = Visit::with(browser).start();
    name_account(&visit, "firm");
    visit.choice("Administrator").press();
    visit.screen("Ask an administrator");
    holds(&visit, None, "ask");
    visit.choice(&crate::keyboard_methods::first_administrator(&visit)).press();
    visit.field("Reason").fill("I lost my phone.");
    visit.button("Send the request").press();
    visit.screen("Waiting for approval");

    let admin = visit.new_tab();
    admin.open_url(&visit.stage.link("firm-admin-1@example.com", "/approve"));
    admin.screen("Approve this recovery?");
    holds(&admin, None, "approve");
    admin.field("Your username").holds("firm-admin-1");
}

/// A11Y-12: numbers of documents and appeals are never taken for credentials.
fn the_appeal_asks_for_nothing_that_a_manager_would_keep(browser: Browser) {
    let visit = Visit::with(browser).start();
    appeal::arrive_at_the_form(&visit);
    holds(&visit, None, "appeal form");
    appeal::fill_in(&visit, "solo-nothing");
    appeal::give(&visit, "Identity document", &visit.stage.picture("id.png"));
    visit.text("Received, 1 kB");
    visit.button("Next").press();
    visit.screen(appeal::PHONE);
    holds(&visit, None, "appeal phone");
    visit.field("Mobile number").fill("137 0000 0001");
    visit.button("Send a code").press();
    visit.screen(PHONE_CODE);
    holds(&visit, None, "appeal code");
    visit.open("/healthz");
    visit.open("/appeal/status");
    visit.heading("Where does my appeal stand?").is_there();
    holds(&visit, None, "appeal find");
}

/// A11Y-12: the field takes a phone number or an address, and says so.
fn a_forgotten_username_is_no_log_on(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.open("/username");
    visit.screen("Find your username");
    holds(&visit, None, "username");
}

/// PWD-06: Chromium tells developers what its own manager cannot make sense of.
fn the_browser_itself_has_no_complaint(browser: Browser) {
    let visit = Visit::with(browser).start();
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    set_password(&visit, NEW_PASSWORD);
    let lines = visit.console_so_far();
    let complaint = lines.iter().find(|line| line.message.contains("[DOM]"));
    assert!(complaint.is_none(), "{complaint:?}");
}

/// A11Y-12, EMB-03
fn in_a_page_of_others_the_fields_are_the_same(browser: Browser) {
    embedded_steps(browser, "plain");
}

/// A11Y-12, EMB-03
fn in_a_shadow_root_the_fields_are_the_same(browser: Browser) {
    embedded_steps(browser, "strict");
}

/// Every step that can be come to in a portal; links of mails lead to the recovery's own page.
#[track_caller]
fn embedded_steps(browser: Browser, portal: &str) {
    let element = Some("regain-recovery");
    let visit = embedded::visit(browser);
    open_portal(&visit, portal);
    visit.heading(ACCOUNT).is_there();
    holds(&visit, element, "account");
    visit.link("Forgot your username?").press();
    visit.heading("Find your username").is_there();
    holds(&visit, element, "username");
    visit.link("I know my username").press();

    embedded::ask_for_code(&visit);
    holds(&visit, element, "code");
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    visit.heading(PASSWORD).is_there();
    holds(&visit, element, "password");
    visit.field("Username").holds("solo");

    begin_appeal(&visit);
    holds(&visit, element, "appeal form");
    appeal::fill_in(&visit, "solo-nothing");
    appeal::give(&visit, "Identity document", &visit.stage.picture("id.png"));
    visit.text("Received, 1 kB");
    visit.button("Next").press();
    visit.heading(appeal::PHONE).is_there();
    holds(&visit, element, "appeal phone");
    drop(visit);

    let visit = embedded::visit(browser);
    open_portal(&visit, portal);
    begin_as(&visit, "firm");
    visit.choice("Administrator").press();
    visit.heading("Ask an administrator").is_there();
    holds(&visit, element, "ask");
}

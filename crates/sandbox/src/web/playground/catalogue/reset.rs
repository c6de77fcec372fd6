//! Naming the account, choosing a method, codes, the new password.

use super::super::samples::{begun, closed, code, of_firm, open, password, recovery};
use super::super::scenario::{Act, CURRENT, Keeps, Reply, Scenario};
use super::SUBMIT;
use regain_contract::{
    ChooseMethodStep, Done, Method, Problem, Recovery, Step, Unavailable, Violation, operations,
};

const IDENTIFIER: &str = "input[name=identifier]";
const CODE: &str = "input[name=code]";
const SECRET: &str = "input[name=new-password]";

pub fn states() -> Vec<Scenario> {
    [account(), methods(), codes(), passwords(), done()].into_iter().flatten().collect()
}

fn account() -> Vec<Scenario> {
    let state = |name, title| Scenario::at("/", name, title, "account.heading");
    let named =
        |name, title| state(name, title).filling(IDENTIFIER, "solo@example.com").pressing(SUBMIT);
    let busy = Problem::Throttled { retry_after_s: 60 };
    vec![
        state("account", "Name the account"),
        state("account-missing", "Name the account: nothing typed")
            .pressing(SUBMIT)
            .showing("account.missing"),
        named("account-rejected", "Name the account: not of its form")
            .refusing(operations::BEGIN.path, &Problem::IdentifierRejected)
            .showing("account.rejected"),
        named("account-throttled", "Name the account: too many requests")
            .refusing(operations::BEGIN.path, &busy)
            .showing("failure.throttled"),
        named("account-unavailable", "Name the account: the service is out of order")
            .refusing(operations::BEGIN.path, &Problem::Unavailable { retry_after_s: 5 })
            .showing("failure.unavailable"),
        named("account-unreachable", "Name the account: no connection")
            .losing("POST /recoveries")
            .showing("failure.unreachable"),
        named("account-unreadable", "Name the account: the answer was changed on its way")
            .with("POST", operations::BEGIN.path, Reply::Page)
            .showing("failure.unreadable"),
        named("account-refused", "Name the account: page and server do not fit")
            .refusing(operations::BEGIN.path, &Problem::OriginRefused)
            .showing("failure.other"),
        named("account-busy", "Name the account: waiting for the answer")
            .silent_at("POST /recoveries")
            .doing(Act::Await(".rg-button--busy")),
        state("account-offline", "Name the account: offline")
            .doing(Act::GoOffline)
            .showing("page.offline"),
        Scenario::at("/methods", "resuming", "Resuming", "resuming.heading")
            .keeping(Keeps::Recovery)
            .silent_at("GET /recoveries/current")
            .showing("resuming.lead"),
        Scenario::at("/methods", "resuming-failed", "Resuming: no connection", "resuming.heading")
            .keeping(Keeps::Recovery)
            .losing("GET /recoveries/current")
            .showing("resuming.retry")
            .showing("failure.unreachable"),
    ]
}

fn at(step: Step, name: &'static str, title: &'static str, heading: &'static str) -> Scenario {
    resumed(&recovery(step), name, title, heading)
}

fn resumed(
    recovery: &Recovery,
    name: &'static str,
    title: &'static str,
    heading: &'static str,
) -> Scenario {
    Scenario::at("/methods", name, title, heading)
        .keeping(Keeps::Recovery)
        .reading(CURRENT, recovery)
}

fn offered(methods: Vec<regain_contract::MethodOption>, proofs_needed: u8) -> Step {
    Step::ChooseMethod(ChooseMethodStep { methods, proofs_needed })
}

fn personal() -> Step {
    offered(
        vec![
            open(Method::Phone, Some("+86 138****8000")),
            open(Method::Email, Some("s***@e***.com")),
            open(Method::Alipay, None),
            open(Method::Face, None),
            closed(Method::Administrator, Unavailable::NotForIndividuals),
        ],
        1,
    )
}

fn methods() -> Vec<Scenario> {
    let heading = "methods.heading";
    let none = Method::ALL.map(|method| match method {
        Method::Phone | Method::Email => closed(method, Unavailable::NoDestination),
        Method::Alipay | Method::Face => closed(method, Unavailable::IdentityNotVerified),
        Method::Administrator => closed(method, Unavailable::NoAdministrator),
    });
    let second = vec![
        closed(Method::Phone, Unavailable::AlreadyUsed),
        open(Method::Email, Some("s***@e***.com")),
        closed(Method::Alipay, Unavailable::NotOffered),
        closed(Method::Face, Unavailable::Other),
        closed(Method::Administrator, Unavailable::NotForIndividuals),
    ];
    let firm = vec![
        open(Method::Phone, Some("+86 139****9000")),
        open(Method::Alipay, None),
        open(Method::Face, None),
        open(Method::Administrator, None),
        closed(Method::Email, Unavailable::NoDestination),
    ];
    vec![
        Scenario::at("/", "methods", "Methods of a person", heading)
            .filling("input[name=identifier]", "solo")
            .pressing(SUBMIT)
            .answering(operations::BEGIN.path, &begun(recovery(personal())))
            .showing("unavailable.individual"),
        resumed(&of_firm(offered(firm, 1)), "methods-firm", "Methods of an enterprise", heading)
            .showing("method.face_enterprise"),
        at(offered(second, 1), "methods-second", "Methods for the second proof", heading)
            .showing("unavailable.used"),
        at(
            offered(
                vec![open(Method::Phone, Some("+86 138****8000")), open(Method::Face, None)],
                2,
            ),
            "methods-two",
            "Methods where two proofs are needed",
            heading,
        )
        .showing("methods.lead_two"),
        at(offered(none.to_vec(), 1), "methods-none", "No method at all", heading)
            .showing("methods.none"),
        at(personal(), "methods-gone", "Methods: the chosen one is closed", heading)
            .pressing(".rg-method__name")
            .refusing(operations::CHOOSE_METHOD.path, &Problem::MethodUnavailable)
            .showing("failure.method"),
        at(personal(), "methods-throttled", "Methods: too many messages", heading)
            .pressing(".rg-method__name")
            .refusing(operations::CHOOSE_METHOD.path, &Problem::Throttled { retry_after_s: 90 })
            .showing("failure.throttled"),
        at(personal(), "methods-busy", "Methods: waiting for the answer", heading)
            .pressing(".rg-method__name")
            .silent_at("POST /recoveries/current/method")
            .doing(Act::Await(".rg-methods[aria-busy]")),
    ]
}

fn codes() -> Vec<Scenario> {
    let heading = "code.heading_phone";
    let ending = Recovery { expires_in_s: 100, ..recovery(code(Method::Phone, 0, 90)) };
    let soon = |name, title| resumed(&ending, name, title, heading);
    let phone = |name, title| at(code(Method::Phone, 52, 280), name, title, heading);
    let typed = |name, title| phone(name, title).filling(CODE, "123456").pressing(SUBMIT);
    vec![
        phone("code-phone", "Code by text message").showing("code.resend_in"),
        at(code(Method::Email, 0, 280), "code-email", "Code by e-mail", "code.heading_email")
            .showing("code.mail_tip"),
        at(
            code(Method::Phone, 0, 0),
            "code-expired",
            "Code that has expired",
            "code.heading_phone",
        )
        .showing("code.expired_hint"),
        phone("code-missing", "Code: nothing typed").pressing(SUBMIT).showing("code.missing"),
        phone("code-incomplete", "Code: too short")
            .filling(CODE, "123")
            .pressing(SUBMIT)
            .showing("code.incomplete"),
        typed("code-wrong", "Code: wrong")
            .refusing(operations::SUBMIT_CODE.path, &Problem::WrongCode { attempts_left: 4 })
            .showing("code.wrong"),
        typed("code-too-late", "Code: expired when it was sent")
            .refusing(operations::SUBMIT_CODE.path, &Problem::CodeExpired)
            .showing("code.expired"),
        soon("code-ending", "Code: the recovery ends soon").showing("ending.soon"),
        soon("code-more-time", "Code: more time was asked for")
            .pressing(".rg-banner button")
            .answering(operations::EXTEND.path, &recovery(code(Method::Phone, 0, 80)))
            .showing("ending.given"),
        typed("code-busy", "Code: waiting for the answer")
            .silent_at("POST /recoveries/current/code")
            .doing(Act::Await(".rg-button--busy")),
    ]
}

fn passwords() -> Vec<Scenario> {
    let state = |name, title| at(password(), name, title, "password.heading");
    let sent = |name, title| state(name, title).filling(SECRET, "Kite-71-harbour").pressing(SUBMIT);
    let rejected = Problem::PasswordRejected { violations: vec![Violation::Common] };
    vec![
        state("password", "New password").showing("rule.minimum"),
        state("password-weak", "New password: every rule broken")
            .filling(SECRET, "so lo")
            .pressing(SUBMIT)
            .showing("violation.too_short")
            .showing("violation.space"),
        state("password-suggested", "New password: one that was suggested")
            .pressing(".rg-form__extra .rg-link")
            .showing("password.hide"),
        sent("password-common", "New password: one that many use")
            .refusing(operations::SET_PASSWORD.path, &rejected)
            .showing("violation.common")
            .showing("password.retype"),
        sent("password-unreachable", "New password: no connection")
            .losing("POST /recoveries/current/password")
            .showing("failure.unreachable"),
        sent("password-busy", "New password: waiting for the answer")
            .silent_at("POST /recoveries/current/password")
            .doing(Act::Await(".rg-button--busy")),
    ]
}

fn done() -> Vec<Scenario> {
    let done = |return_url: Option<&str>, sessions_signed_out| {
        Step::Done(Done {
            log_on_url: "https://portal.example/".into(),
            named_log_on_url: None,
            return_url: return_url.map(str::to_owned),
            sessions_signed_out,
            notices_sent: 2,
        })
    };
    vec![
        at(done(None, 0), "done", "Password changed", "done.heading").showing("done.lead"),
        at(
            done(Some("https://shop.example/basket"), 2),
            "done-return",
            "Password changed: with a way back",
            "done.heading",
        )
        .showing("done.return")
        .showing("done.sessions"),
    ]
}

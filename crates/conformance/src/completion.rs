//! The way to the end.

use crate::account::{EMAIL, PASSWORD, PHONE, USERNAME};
use crate::client::{Flow, Reply, Subject, key, name, post};
use regain_contract::{Availability, EndReason, Method, Problem, Step, operations};
use serde_json::json;

/// Names the account, takes the code from the phone, sets a password.
pub async fn a_code_by_phone_leads_to_a_new_password(subject: &impl Subject) {
    reset(subject, Method::Phone, PHONE).await;
}

/// The same by e-mail.
pub async fn a_code_by_email_leads_to_a_new_password(subject: &impl Subject) {
    reset(subject, Method::Email, EMAIL).await;
}

async fn reset(subject: &impl Subject, method: Method, to: &str) {
    let mut flow = Flow::begin(subject, USERNAME).await;
    let Step::ChooseMethod(choice) = &flow.recovery.step else { panic!("{:?}", flow.recovery) };
    let option = choice.methods.iter().find(|option| option.method == method).unwrap();
    let Availability::Available { hint: Some(hint) } = &option.availability else {
        panic!("{option:?}")
    };
    let hint = hint.clone();

    flow.choose(method).await;
    let Step::EnterCode(entered) = flow.recovery.step.clone() else {
        panic!("{:?}", flow.recovery)
    };
    assert_eq!((entered.method, entered.sent_to), (method, hint));
    assert!(entered.expires_in_s > 0 && entered.attempts_left > 0 && entered.resend_after_s > 0);

    let code = subject.next_code(to).await;
    assert_eq!(code.len(), usize::from(entered.length));
    flow.submit(&code).await;
    let Step::SetPassword(form) = &flow.recovery.step else { panic!("{:?}", flow.recovery) };
    assert_eq!(form.username, USERNAME);
    assert!(!flow.recovery.may_extend, "the right to set a password gets no longer");

    flow.set_password(PASSWORD).await;
    assert_eq!(name(&flow.recovery.step), "done");
    flow.expect_unchanged().await;
    flow.set_password(PASSWORD).await.expect(&Problem::StaleVersion);
}

/// TOK-05: who sets the password ends whatever else is open for the account.
pub async fn the_other_recoveries_of_the_account_end(subject: &impl Subject) {
    let mut other = Flow::begin(subject, EMAIL).await;
    let (mut flow, code) = Flow::with_code(subject, Method::Phone, PHONE).await;

    flow.submit(&code).await;
    flow.set_password(PASSWORD).await.recovery();

    let Step::Ended(end) = &other.read().await.step else { panic!("{:?}", other.recovery) };
    assert_eq!(end.reason, EndReason::Superseded);
}

/// PWD-03: every broken rule is named, and the person may try again.
pub async fn a_weak_password_changes_nothing(subject: &impl Subject) {
    let (mut flow, code) = Flow::with_code(subject, Method::Phone, PHONE).await;
    flow.submit(&code).await;

    for weak in ["short", "password123", USERNAME, "with space 1A"] {
        let reply = flow.set_password(weak).await;
        let Problem::PasswordRejected { violations } = reply.problem() else { panic!("{reply:?}") };
        assert!(!violations.is_empty(), "{weak}");
    }
    flow.expect_unchanged().await;
    let key = key();
    let body = json!({ "password": PASSWORD });
    let first = Reply::to(flow.command(operations::SET_PASSWORD.path, &key, &body)).await;
    let again = Reply::to(flow.command(operations::SET_PASSWORD.path, &key, &body)).await;
    assert_eq!(name(&first.recovery().step), "done");
    assert_eq!(again.body, first.body);
    let other = json!({ "password": "Another-Password-2" });
    Reply::to(flow.command(operations::SET_PASSWORD.path, &key, &other))
        .await
        .expect(&Problem::KeyReused);
    let without =
        post(subject, operations::SET_PASSWORD.path, &key, &body).header("if-match", "\"1\"");
    Reply::to(without).await.expect(&Problem::RecoveryExpired);
}

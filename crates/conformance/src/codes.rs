//! Codes: tries, budgets, time.

use crate::account::{EMAIL, PHONE, USERNAME};
use crate::client::{Flow, Subject, another, name};
use regain_contract::{EndReason, Method, Problem, Step, operations};
use serde_json::json;
use std::time::Duration;

/// OTP-05: each wrong code takes a try; the version stays, so that the person can go on. After the
/// last the code is void and the choice comes back.
pub async fn wrong_codes_are_counted_and_void_the_code(subject: &impl Subject) {
    let (mut flow, code) = Flow::with_code(subject, Method::Phone, PHONE).await;
    let Step::EnterCode(step) = flow.recovery.step.clone() else { panic!("{:?}", flow.recovery) };

    for left in (1..step.attempts_left).rev() {
        let reply = flow.submit(&another(&code)).await;
        reply.expect(&Problem::WrongCode { attempts_left: left });
        flow.expect_unchanged().await;
    }
    flow.submit(&another(&code)).await.expect(&Problem::TooManyAttempts);
    assert_eq!(name(&flow.read().await.step), "choose_method");
    flow.submit(&code).await.expect(&Problem::StaleVersion);
}

/// OTP-06: neither another method nor another recovery refills the budget of the account.
pub async fn too_many_wrong_codes_lock_the_account(subject: &impl Subject) {
    lock(subject, USERNAME).await;
}

/// Uses the budget of an identifier up and expects the lock.
pub(crate) async fn lock(subject: &impl Subject, identifier: &str) {
    for method in [Method::Phone, Method::Email].into_iter().cycle().take(40) {
        let mut flow = Flow::begin(subject, identifier).await;
        flow.choose(method).await;
        let mut last = None;
        while name(&flow.recovery.step) == "enter_code" {
            // A code of the sandbox or of a carrier is random: this one is wrong but once in a million.
            last = Some(flow.submit("000000").await.problem());
            flow.read().await;
        }
        if let Step::Ended(end) = &flow.recovery.step {
            assert_eq!(end.reason, EndReason::Locked);
            assert!(end.retry_after_s > 0);
            assert_eq!(last.unwrap_or(Problem::TooManyAttempts), Problem::TooManyAttempts);
            let mut next = Flow::begin(subject, identifier).await;
            next.choose(method).await.expect(&Problem::TooManyAttempts);
            assert_eq!(name(&next.read().await.step), "ended");
            return;
        }
        subject.pass(Duration::from_secs(61));
    }
    panic!("twenty voided codes did not lock the account");
}

/// OTP-04: a new code can be asked for after a while, and then only the new one works.
pub async fn a_new_code_replaces_the_old_one(subject: &impl Subject) {
    let (mut flow, old) = Flow::with_code(subject, Method::Phone, PHONE).await;
    let Step::EnterCode(step) = flow.recovery.step.clone() else { panic!("{:?}", flow.recovery) };

    let early = flow.send(operations::RESEND.path, &json!({})).await;
    let Problem::Throttled { retry_after_s } = early.problem() else { panic!("{early:?}") };
    assert!(retry_after_s > 0 && retry_after_s <= step.resend_after_s);
    let version = flow.recovery.version;
    subject.pass(Duration::from_secs(u64::from(step.resend_after_s) + 1));
    flow.send(operations::RESEND.path, &json!({})).await.recovery();
    assert!(flow.recovery.version > version);

    let new = subject.next_code(PHONE).await;
    if new != old {
        assert!(matches!(flow.submit(&old).await.problem(), Problem::WrongCode { .. }));
    }
    flow.submit(&new).await.recovery();
    assert_eq!(name(&flow.recovery.step), "set_password");
}

/// OTP-02: a code is good for minutes.
pub async fn a_code_expires(subject: &impl Subject) {
    let (mut flow, code) = Flow::with_code(subject, Method::Email, EMAIL).await;
    let Step::EnterCode(step) = flow.recovery.step.clone() else { panic!("{:?}", flow.recovery) };
    subject.pass(Duration::from_secs(u64::from(step.expires_in_s) + 1));

    flow.submit(&code).await.expect(&Problem::CodeExpired);
    let Step::EnterCode(step) = &flow.read().await.step else { panic!("{:?}", flow.recovery) };
    assert_eq!(step.expires_in_s, 0);
}

/// CON-03: the choice may be visited; the code stays good for its method, and no second one is sent.
pub async fn the_same_method_leads_back_to_the_code(subject: &impl Subject) {
    let (mut flow, code) = Flow::with_code(subject, Method::Phone, PHONE).await;
    let sent = subject.sent(PHONE).await;

    flow.send(operations::CHANGE_METHOD.path, &json!({})).await;
    assert_eq!(name(&flow.recovery.step), "choose_method");
    flow.choose(Method::Phone).await.recovery();
    flow.submit(&code).await.recovery();
    assert_eq!(name(&flow.recovery.step), "set_password");
    assert_eq!(subject.sent(PHONE).await, sent);
}

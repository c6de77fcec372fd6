//! Reads, and the life of a recovery.

use crate::account::{PHONE, USERNAME};
use crate::client::{Flow, Reply, Subject};
use regain_contract::{Method, Problem, operations};
use reqwest::StatusCode;
use serde_json::json;
use std::time::Duration;

/// A read with the present version gets 304, at once or when the time is up; and the recovery as soon
/// as it changes.
pub async fn a_read_gives_the_version_and_waits_for_another(subject: &impl Subject) {
    let mut flow = Flow::begin(subject, USERNAME).await;
    let present = format!("\"{}\"", flow.recovery.version);

    let unchanged = Reply::to(flow.get().header("if-none-match", &present)).await;
    assert_eq!((unchanged.status, unchanged.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(unchanged.header("etag"), present);
    Reply::to(flow.get().header("if-none-match", "\"999\"")).await.recovery();

    let waiting = flow.get().header("if-none-match", &present).header("prefer", "wait=20");
    let (changed, reply) = tokio::join!(Reply::to(waiting), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        flow.choose(Method::Phone).await
    });
    assert_eq!(changed.recovery().version, reply.recovery().version);
}

/// CON-07: a token that is missing, made up or too old reads nothing.
pub async fn a_read_needs_a_token_that_lives(subject: &impl Subject) {
    let mut flow = Flow::begin(subject, USERNAME).await;
    let made_up = flow.token.chars().rev().collect();
    let real = std::mem::replace(&mut flow.token, made_up);
    Reply::to(flow.get()).await.expect(&Problem::RecoveryExpired);
    flow.choose(Method::Phone).await.expect(&Problem::RecoveryExpired);

    flow.token = real;
    flow.read().await;
    subject.pass(Duration::from_secs(u64::from(flow.recovery.expires_in_s) + 1));

    Reply::to(flow.get()).await.expect(&Problem::RecoveryExpired);
    flow.choose(Method::Phone).await.expect(&Problem::RecoveryExpired);
}

/// WCAG 2.2.1: the end can be put off, but not that of the right to set a password.
pub async fn more_time_is_given_on_request(subject: &impl Subject) {
    let mut flow = Flow::begin(subject, USERNAME).await;
    let whole = flow.recovery.expires_in_s;
    subject.pass(Duration::from_secs(600));
    let left = flow.read().await.expires_in_s;
    assert!(left <= whole - 600 && flow.recovery.may_extend, "{left} of {whole}");
    let version = flow.recovery.version;

    flow.send(operations::EXTEND.path, &json!({})).await;
    assert!(flow.recovery.expires_in_s > left);
    assert_eq!(flow.recovery.version, version);

    flow.choose(Method::Phone).await;
    flow.submit(&subject.next_code(PHONE).await).await.recovery();
    flow.send(operations::EXTEND.path, &json!({})).await.expect(&Problem::StaleVersion);
}

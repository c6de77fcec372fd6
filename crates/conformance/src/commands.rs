//! Idempotency keys and versions.

use crate::account::{EMAIL, PHONE, USERNAME};
use crate::client::{Flow, Reply, Subject, another, begin_body, key, post};
use regain_contract::{Method, Problem, operations};
use serde_json::json;

/// CON-06: the same key with the same body gets the same answer, and nothing happens twice.
pub async fn a_repeated_command_gets_the_same_answer(subject: &impl Subject) {
    let begin = key();
    let body = begin_body(USERNAME);
    let first = Reply::to(post(subject, operations::BEGIN.path, &begin, &body)).await;
    let again = Reply::to(post(subject, operations::BEGIN.path, &begin, &body)).await;
    assert_eq!((first.status, &first.body), (again.status, &again.body));

    let (before, choose) = (subject.sent(PHONE).await, key());
    let mut flow = Flow::begin(subject, USERNAME).await;
    let body = json!({ "method": "phone" });
    let first = Reply::to(flow.command(operations::CHOOSE_METHOD.path, &choose, &body)).await;
    let code = subject.next_code(PHONE).await;
    let again = Reply::to(flow.command(operations::CHOOSE_METHOD.path, &choose, &body)).await;
    assert_eq!((first.status, &first.body), (again.status, &again.body));
    assert_eq!(subject.sent(PHONE).await, before + 1);

    flow.recovery = first.recovery();
    let (wrong, body) = (key(), json!({ "code": another(&code) }));
    let first = Reply::to(flow.command(operations::SUBMIT_CODE.path, &wrong, &body)).await;
    let again = Reply::to(flow.command(operations::SUBMIT_CODE.path, &wrong, &body)).await;
    assert!(matches!(first.problem(), Problem::WrongCode { .. }), "{first:?}");
    assert_eq!(again.body, first.body);
    let Problem::WrongCode { attempts_left } = first.problem() else { panic!("{first:?}") };
    let next = flow.submit(&another(&code)).await;
    next.expect(&Problem::WrongCode { attempts_left: attempts_left - 1 });
}

/// CON-06: the same key with another body is refused.
pub async fn a_key_stands_for_one_command(subject: &impl Subject) {
    let key = key();
    Reply::to(post(subject, operations::BEGIN.path, &key, &begin_body(USERNAME))).await.recovery();
    let other = post(subject, operations::BEGIN.path, &key, &begin_body(EMAIL));
    Reply::to(other).await.expect(&Problem::KeyReused);

    let mut flow = Flow::begin(subject, USERNAME).await;
    let phone = flow.command(operations::CHOOSE_METHOD.path, &key, &json!({ "method": "phone" }));
    Reply::to(phone).await.recovery();
    let email = flow.command(operations::CHOOSE_METHOD.path, &key, &json!({ "method": "email" }));
    Reply::to(email).await.expect(&Problem::KeyReused);
    flow.read().await;
    flow.expect_unchanged().await;
}

/// CON-01: a command on what the person no longer sees is refused.
pub async fn an_old_version_changes_nothing(subject: &impl Subject) {
    let mut flow = Flow::begin(subject, USERNAME).await;
    let before = flow.recovery.clone();
    flow.choose(Method::Phone).await.recovery();
    let sent = subject.next_code(PHONE).await;

    let present = std::mem::replace(&mut flow.recovery, before);
    for (path, body) in [
        (operations::CHANGE_METHOD.path, json!({})),
        (operations::RESEND.path, json!({})),
        (operations::EXTEND.path, json!({})),
        (operations::SUBMIT_CODE.path, json!({ "code": sent })),
    ] {
        flow.send(path, &body).await.expect(&Problem::StaleVersion);
    }
    flow.recovery = present;
    flow.expect_unchanged().await;
    flow.submit(&sent).await.recovery();
}

/// CON-01: so is a command that belongs to another step.
pub async fn a_command_that_does_not_fit_the_step_changes_nothing(subject: &impl Subject) {
    let mut flow = Flow::begin(subject, USERNAME).await;
    for (path, body) in [
        (operations::CHANGE_METHOD.path, json!({})),
        (operations::RESEND.path, json!({})),
        (operations::SUBMIT_CODE.path, json!({ "code": "123456" })),
        (operations::SET_PASSWORD.path, json!({ "password": "Long-Enough-1" })),
    ] {
        flow.send(path, &body).await.expect(&Problem::StaleVersion);
    }
    flow.expect_unchanged().await;

    flow.choose(Method::Phone).await.recovery();
    flow.choose(Method::Email).await.expect(&Problem::StaleVersion);
}

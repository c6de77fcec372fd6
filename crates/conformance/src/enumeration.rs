//! Known and unknown look alike.

use crate::account::{EMAIL, UNKNOWN, UNKNOWN_PHONE, USERNAME};
use crate::client::{Flow, Reply, Subject, begin_body, key, post};
use crate::codes::lock;
use regain_contract::{Availability, Method, Problem, Step, operations};
use serde_json::Value;
use std::collections::BTreeSet;

/// ENU-01 to ENU-05: an identifier that nobody has is answered alike, the same each time, up to the
/// code that never comes.
pub async fn known_and_unknown_look_alike(subject: &impl Subject) {
    let known = Flow::begin(subject, USERNAME).await;
    let mut unknown = Flow::begin(subject, UNKNOWN).await;
    let again = Flow::begin(subject, UNKNOWN).await;
    assert_eq!(unknown.recovery, again.recovery);
    assert_eq!(known.token.len(), unknown.token.len());
    let shape = |flow: &Flow<'_, _>| fields(&serde_json::to_value(&flow.recovery).unwrap());
    assert_eq!(shape(&known).difference(&shape(&unknown)).count(), 0);

    let Step::ChooseMethod(choice) = &unknown.recovery.step else {
        panic!("{:?}", unknown.recovery)
    };
    let is_open = |method: &Method| {
        choice.methods.iter().any(|option| {
            option.method == *method
                && matches!(option.availability, Availability::Available { .. })
        })
    };
    let method = [Method::Phone, Method::Email].into_iter().find(is_open).unwrap();
    unknown.choose(method).await.recovery();
    let reply = unknown.submit("123456").await;
    assert!(matches!(reply.problem(), Problem::WrongCode { .. }), "{reply:?}");
}

/// ENU-02: nothing is sent to a number that was typed and that no account has.
pub async fn nothing_is_sent_to_who_has_no_account(subject: &impl Subject) {
    let mut flow = Flow::begin(subject, UNKNOWN_PHONE).await;

    flow.choose(Method::Phone).await.recovery();

    assert_eq!(subject.sent(UNKNOWN_PHONE).await, 0);
}

/// The names of all fields, wherever they stand.
fn fields(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Object(map) => map
            .iter()
            .flat_map(|(key, value)| [key.clone()].into_iter().chain(fields(value)))
            .collect(),
        Value::Array(all) => all.iter().flat_map(fields).collect(),
        _ => BTreeSet::new(),
    }
}

/// ENU-05, OTP-06: a decoy has a budget of wrong codes too.
pub async fn unknown_identifiers_are_locked_like_accounts(subject: &impl Subject) {
    lock(subject, UNKNOWN_PHONE).await;
}

/// ENU-08, ENU-09: username, phone and address in their spellings name one account, and the code goes
/// where the account says. What can name nobody is refused before anything is looked up.
pub async fn one_account_has_many_spellings(subject: &impl Subject) {
    for typed in [USERNAME, " SOLO ", "138 0013 8000", "+86 138-0013-8000", "Solo@Example.com"] {
        let mut flow = Flow::begin(subject, typed).await;
        flow.choose(Method::Email).await.recovery();
        subject.next_code(EMAIL).await;
        subject.pass(std::time::Duration::from_secs(61));
    }
    for typed in ["", "   ", "a\u{0}b", "x".repeat(257).as_str()] {
        let request = post(subject, operations::BEGIN.path, &key(), &begin_body(typed));
        Reply::to(request).await.expect(&Problem::IdentifierRejected);
    }
}

//! Requests that no page of ours sends.

use crate::account::{PHONE, USERNAME};
use crate::client::{Flow, Reply, Subject, begin_body, key, post};
use regain_contract::{Method, Problem, operations};
use reqwest::Client;
use serde_json::{Value, json};

/// TOK-12: unknown fields, other types, missing headers and half a code are refused, and change
/// nothing.
pub async fn what_is_not_the_contract_is_malformed(subject: &impl Subject) {
    let with = |name: &str, value: Value| {
        let mut body = begin_body(USERNAME);
        body[name] = value;
        body
    };
    for body in [
        with("phone", json!(PHONE)),
        with("intent", json!("log_on")),
        with("identifier", json!(7)),
        with("country_code", json!("049")),
        json!(["reset_password", USERNAME]),
        json!({}),
    ] {
        let request = post(subject, operations::BEGIN.path, &key(), &body);
        Reply::to(request).await.expect(&Problem::Malformed);
    }
    for key in ["", "short", "not/url/safe/0000000"] {
        let request = post(subject, operations::BEGIN.path, key, &begin_body(USERNAME));
        Reply::to(request).await.expect(&Problem::Malformed);
    }
    let text = post(subject, operations::BEGIN.path, &key(), &json!({}));
    let text = text.header("content-type", "text/plain").body(begin_body(USERNAME).to_string());
    assert_eq!(Reply::to(text).await.problem(), Problem::Malformed);

    let (mut flow, _) = Flow::with_code(subject, Method::Phone, PHONE).await;
    for code in ["12345", "1234567", "12345a", "１２３４５６", ""] {
        flow.submit(code).await.expect(&Problem::Malformed);
    }
    let body = json!({ "code": "123456", "username": USERNAME });
    flow.send(operations::SUBMIT_CODE.path, &body).await.expect(&Problem::Malformed);
    let versionless =
        post(subject, operations::SUBMIT_CODE.path, &key(), &json!({ "code": "123456" }))
            .header("authorization", format!("Bearer {}", flow.token));
    Reply::to(versionless).await.expect(&Problem::Malformed);
    flow.expect_unchanged().await;
}

/// REL-04: an address or a method that the server does not have is a problem too.
pub async fn what_is_not_there_is_not_found(subject: &impl Subject) {
    let client = Client::builder().no_proxy().build().unwrap();
    for path in ["/nothing", "/recoveries/1"] {
        let reply = Reply::to(client.get(format!("{}{path}", subject.base()))).await;
        reply.expect(&Problem::NotFound);
    }
    let reply =
        Reply::to(client.get(format!("{}{}", subject.base(), operations::BEGIN.path))).await;
    assert_eq!(reply.problem(), Problem::NotFound);
}

/// TOK-10: a command of a page from elsewhere does nothing.
pub async fn a_foreign_page_is_refused(subject: &impl Subject) {
    for origin in ["https://evil.example", "null"] {
        let request = post(subject, operations::BEGIN.path, &key(), &begin_body(USERNAME));
        Reply::to(request.header("origin", origin)).await.expect(&Problem::OriginRefused);
    }
}

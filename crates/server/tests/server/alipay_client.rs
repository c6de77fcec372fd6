//! What a person does at Alipay, and what comes back of it.

use crate::world::*;
use reqwest::{Method, StatusCode, Url, header};
use serde_json::{Value, json};

/// What the redirect brings back.
#[derive(Clone, Debug)]
pub struct Return {
    pub state: String,
    pub code: Option<String>,
}

impl Return {
    pub fn result(&self) -> Value {
        match &self.code {
            Some(code) => json!({ "state": self.state, "auth_code": code }),
            None => json!({ "state": self.state }),
        }
    }

    pub fn confirm(&self, number: &str) -> Value {
        match &self.code {
            Some(code) => json!({ "number": number, "auth_code": code }),
            None => json!({ "number": number }),
        }
    }
}

/// Goes to Alipay's page and chooses: who approves (a key of the sandbox's people) or `cancel`.
pub async fn at_alipay(world: &World, reply: &Reply, choice: &str) -> Return {
    let url = Url::parse(reply.json["step"]["authorize_url"].as_str().unwrap()).unwrap();
    let mut form: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    form.push(("choice".into(), choice.into()));
    let body: Vec<_> = form.iter().map(|(n, v)| format!("{n}={}", encoded(v))).collect();
    let mut page = url.clone();
    page.set_query(None);
    let request = world
        .http
        .post(page)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body.join("&"));
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::SEE_OTHER, "{}", response.text().await.unwrap());
    let back = response.headers()[header::LOCATION].to_str().unwrap();
    let back = Url::parse(back).unwrap();
    assert_eq!(back.path(), "/verify/alipay");
    let find = |name: &str| {
        back.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    };
    Return { state: find("state").unwrap(), code: find("auth_code") }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Begins, chooses Alipay, and answers with the step.
pub async fn left_for_alipay<'w>(world: &'w World, name: &str) -> (Flow<'w>, Reply) {
    let mut flow = world.begin(name).await;
    let step = flow.choose("alipay").await;
    step.expect_step("visit_provider");
    (flow, step)
}

pub async fn come_back(flow: &mut Flow<'_>, back: &Return) -> Reply {
    flow.command("/provider-result", back.result()).await
}

/// Takes a visit over in another browser.
pub async fn take(world: &World, state: &str) -> Reply {
    take_as(world, &key(), state).await
}

pub async fn take_as(world: &World, key: &str, state: &str) -> Reply {
    let headers = [("idempotency-key", key), ("content-type", "application/json")];
    let body = json!({ "state": state }).to_string();
    world.send(Method::POST, "/api/v1/hand-offs", &headers, body).await
}

/// The phone's side of a visit.
pub async fn taken<'w>(world: &'w World, back: &Return) -> (Guest<'w>, Reply) {
    let reply = take(world, &back.state).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    reply.expect_task("confirm_visit");
    (Guest::new(world, reply.json["ticket"].as_str().unwrap()), reply)
}

//! A client that speaks the contract: one recovery, and the answers it gets.

use crate::world::World;
use reqwest::{Method, StatusCode, header::HeaderMap};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU64, Ordering};

/// The body of `begin`.
pub fn begin_body(identifier: &str) -> Value {
    json!({ "intent": "reset_password", "identifier": identifier, "locale": "en" })
}

/// A key that was not used before.
pub fn key() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("test-key-{:020}", COUNT.fetch_add(1, Ordering::Relaxed))
}

/// A recovery as its client sees it.
#[derive(Clone)]
pub struct Flow<'w> {
    pub world: &'w World,
    pub token: String,
    pub version: i64,
    pub recovery: Value,
}

impl Flow<'_> {
    /// Sends a command with a fresh key and remembers the version of the answer.
    pub async fn command(&mut self, path: &str, body: Value) -> Reply {
        let reply = self.command_as(path, &key(), &body).await;
        if let Some(version) = reply.version() {
            self.version = version;
        }
        if reply.json.get("step").is_some() {
            self.recovery = reply.json.clone();
        }
        reply
    }

    /// Sends a command with a given key; remembers nothing.
    pub async fn command_as(&self, path: &str, key: &str, body: &Value) -> Reply {
        let bearer = format!("Bearer {}", self.token);
        let version = format!("\"{}\"", self.version);
        let headers = [
            ("authorization", bearer.as_str()),
            ("if-match", version.as_str()),
            ("idempotency-key", key),
            ("content-type", "application/json"),
        ];
        let path = format!("/api/v1/recoveries/current{path}");
        self.world.send(Method::POST, &path, &headers, body.to_string()).await
    }

    pub async fn choose(&mut self, method: &str) -> Reply {
        self.command("/method", json!({ "method": method })).await
    }

    pub async fn change_method(&mut self) -> Reply {
        self.command("/change-method", json!({})).await
    }

    pub async fn submit(&mut self, code: &str) -> Reply {
        self.command("/code", json!({ "code": code })).await
    }

    pub async fn resend(&mut self) -> Reply {
        self.command("/resend", json!({})).await
    }

    pub async fn set_password(&mut self, password: &str) -> Reply {
        self.command("/password", json!({ "password": password })).await
    }

    pub async fn cancel(&mut self) -> Reply {
        self.command("/cancel", json!({})).await
    }

    /// Reads the recovery again.
    pub async fn read(&mut self) -> Reply {
        let bearer = format!("Bearer {}", self.token);
        let headers = [("authorization", bearer.as_str())];
        let reply = self.world.get("/api/v1/recoveries/current", &headers).await;
        if let Some(version) = reply.version() {
            self.version = version;
        }
        reply
    }
}

/// A hand-off as its receiver sees it.
#[derive(Clone)]
pub struct Guest<'w> {
    pub world: &'w World,
    pub ticket: String,
    pub version: i64,
}

impl<'w> Guest<'w> {
    /// The hand-off of a ticket.
    pub fn new(world: &'w World, ticket: &str) -> Self {
        Self { world, ticket: ticket.into(), version: 1 }
    }

    /// Sends a command with a fresh key and remembers the version of the answer.
    pub async fn command(&mut self, path: &str, body: Value) -> Reply {
        let reply = self.command_as(path, &key(), &body).await;
        if let Some(version) = reply.version() {
            self.version = version;
        }
        reply
    }

    /// Sends a command with a given key; remembers nothing.
    pub async fn command_as(&self, path: &str, key: &str, body: &Value) -> Reply {
        let bearer = format!("Bearer {}", self.ticket);
        let version = format!("\"{}\"", self.version);
        let headers = [
            ("authorization", bearer.as_str()),
            ("if-match", version.as_str()),
            ("idempotency-key", key),
            ("content-type", "application/json"),
        ];
        let path = format!("/api/v1/hand-offs/current{path}");
        self.world.send(Method::POST, &path, &headers, body.to_string()).await
    }

    /// Reads the hand-off again.
    pub async fn read(&mut self) -> Reply {
        let bearer = format!("Bearer {}", self.ticket);
        let headers = [("authorization", bearer.as_str())];
        let reply = self.world.get("/api/v1/hand-offs/current", &headers).await;
        if let Some(version) = reply.version() {
            self.version = version;
        }
        reply
    }
}

/// An unknown name whose decoy is of this kind, has a verified identity and needs one proof.
pub async fn decoy(world: &World, kind: &str) -> String {
    for number in 0..2000 {
        let name = format!("stranger-{number}");
        let flow = world.begin(&name).await;
        let text = flow.recovery.to_string();
        if flow.recovery["account"]["kind"] == kind
            && flow.recovery["step"]["proofs_needed"] == 1
            && !text.contains("identity_not_verified")
            && !text.contains("no_destination")
        {
            return name;
        }
    }
    panic!("no such decoy among 2000");
}

/// How many proofs there are.
pub async fn proofs(world: &World) -> i64 {
    world.count("SELECT COUNT(*) FROM proofs").await
}

/// A code that is not the given one.
pub fn other_than(code: &str) -> String {
    if code == "000000" { "000001".into() } else { "000000".into() }
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    pub json: Value,
}

impl Reply {
    pub async fn read(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.text().await.unwrap_or_default();
        let json = serde_json::from_str(&body).unwrap_or_default();
        Self { status, headers, body, json }
    }

    pub fn version(&self) -> Option<i64> {
        self.headers.get("etag")?.to_str().ok()?.trim_matches('"').parse().ok()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn step(&self) -> &str {
        let step = self.json.get("step").or_else(|| self.json.pointer("/recovery/step"));
        step.and_then(|step| step["name"].as_str()).unwrap_or_default()
    }

    /// The name of a hand-off's task, or how it ended.
    pub fn task(&self) -> &str {
        let task = self.json.get("task").or_else(|| self.json.pointer("/hand_off/task"));
        let Some(task) = task else { return "" };
        task["outcome"].as_str().or_else(|| task["name"].as_str()).unwrap_or_default()
    }

    #[track_caller]
    pub fn expect_task(&self, task: &str) -> &Self {
        assert_eq!(self.task(), task, "{} {}", self.status, self.body);
        self
    }

    /// What came of the try before.
    pub fn last(&self) -> &str {
        let step = self.json.get("step").or_else(|| self.json.get("task"));
        step.and_then(|step| step["last"].as_str()).unwrap_or_default()
    }

    #[track_caller]
    pub fn expect_last(&self, last: &str) -> &Self {
        assert_eq!(self.last(), last, "{} {}", self.status, self.body);
        self
    }

    /// The kind of problem, without its prefix.
    pub fn problem(&self) -> &str {
        let kind = self.json["type"].as_str().unwrap_or_default();
        kind.strip_prefix("urn:regain:problem:").unwrap_or_default()
    }

    #[track_caller]
    pub fn expect_step(&self, step: &str) -> &Self {
        assert_eq!(self.step(), step, "{} {}", self.status, self.body);
        self
    }

    #[track_caller]
    pub fn expect_problem(&self, problem: &str) -> &Self {
        assert_eq!(self.problem(), problem, "{} {}", self.status, self.body);
        self
    }
}

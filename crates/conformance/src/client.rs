//! A client that reads every answer strictly: a recovery or a problem of the contract, with the
//! headers that belong to it.

use regain_contract::{Begun, Method, Problem, Recovery, Step, operations};
use reqwest::{Client, RequestBuilder, StatusCode, header::HeaderMap};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A server under test, with its own time and its own carrier.
pub trait Subject: Sync {
    /// The base of the API, such as `http://127.0.0.1:8080/api/v1`.
    fn base(&self) -> String;
    /// Waits for the next code that is sent to a phone number or mail address.
    fn next_code(&self, to: &str) -> impl Future<Output = String> + Send;
    /// How many messages were sent there so far.
    fn sent(&self, to: &str) -> impl Future<Output = usize> + Send;
    /// Puts the server's clock forward.
    fn pass(&self, time: Duration);
}

/// A key that was not used before.
pub(crate) fn key() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("conformance-{:020}", COUNT.fetch_add(1, Ordering::Relaxed))
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Reply {
    /// Sends a request and holds the answer against what every answer has.
    pub async fn to(request: RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let reply = Self { status, headers, body: response.text().await.unwrap() };
        assert_eq!(reply.header("cache-control"), "no-store", "{reply:?}");
        assert!(!reply.headers.contains_key("set-cookie"), "{reply:?}");
        reply
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Reads the body, and requires that it has exactly the fields of the contract.
    fn read<T: DeserializeOwned + Serialize>(&self) -> T {
        let json: Value = serde_json::from_str(&self.body).unwrap();
        let read: T = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), json, "fields that the contract lacks");
        read
    }

    /// The recovery in a success.
    #[track_caller]
    pub fn recovery(&self) -> Recovery {
        assert!(self.status.is_success(), "{self:?}");
        assert!(self.header("content-type").starts_with("application/json"), "{self:?}");
        let recovery: Recovery = if self.status == StatusCode::CREATED {
            self.read::<Begun>().recovery
        } else {
            self.read()
        };
        assert_eq!(self.header("etag"), format!("\"{}\"", recovery.version));
        recovery
    }

    /// The problem in a failure.
    #[track_caller]
    pub fn problem(&self) -> Problem {
        assert!(self.header("content-type").starts_with("application/problem+json"), "{self:?}");
        let json: Value = serde_json::from_str(&self.body).unwrap();
        let problem: Problem = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(json["status"], self.status.as_u16(), "{json}");
        assert!(json["title"].is_string(), "{json}");
        let wait = problem.retry_after_s().map(|s| s.to_string()).unwrap_or_default();
        assert_eq!(self.header("retry-after"), wait);
        problem
    }

    /// Requires a problem with its own status.
    #[track_caller]
    pub fn expect(&self, problem: &Problem) {
        assert_eq!(self.problem(), *problem);
        assert_eq!(self.status.as_u16(), problem.status());
    }
}

/// One recovery and its client.
pub(crate) struct Flow<'s, S> {
    pub subject: &'s S,
    http: Client,
    pub token: String,
    /// As it was answered last.
    pub recovery: Recovery,
}

/// The body of *begin*.
pub(crate) fn begin_body(identifier: &str) -> Value {
    json!({ "intent": "reset_password", "identifier": identifier, "locale": "en" })
}

/// A POST without a token.
pub(crate) fn post(subject: &impl Subject, path: &str, key: &str, body: &Value) -> RequestBuilder {
    let client = Client::builder().no_proxy().build().unwrap();
    let request = client.post(format!("{}{path}", subject.base()));
    request.header("idempotency-key", key).json(body)
}

impl<'s, S: Subject> Flow<'s, S> {
    /// Begins a recovery.
    pub async fn begin(subject: &'s S, identifier: &str) -> Self {
        let request = post(subject, operations::BEGIN.path, &key(), &begin_body(identifier));
        let reply = Reply::to(request).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{reply:?}");
        let token = reply.read::<Begun>().token.expose().to_owned();
        let http = Client::builder().no_proxy().build().unwrap();
        Self { subject, http, token, recovery: reply.recovery() }
    }

    /// Begins, chooses a method and waits for the code.
    pub async fn with_code(subject: &'s S, method: Method, to: &str) -> (Self, String) {
        let mut flow = Self::begin(subject, crate::account::USERNAME).await;
        flow.choose(method).await.recovery();
        let code = subject.next_code(to).await;
        (flow, code)
    }

    /// A command that is not sent yet, with the version that was answered last.
    pub fn command(&self, path: &str, key: &str, body: &Value) -> RequestBuilder {
        let request = self.http.post(format!("{}{path}", self.subject.base())).json(body);
        let version = format!("\"{}\"", self.recovery.version);
        request
            .header("idempotency-key", key)
            .header("authorization", format!("Bearer {}", self.token))
            .header("if-match", version)
    }

    /// Sends a command under a new key and remembers the recovery in the answer.
    pub async fn send(&mut self, path: &str, body: &Value) -> Reply {
        let reply = Reply::to(self.command(path, &key(), body)).await;
        if reply.status.is_success() {
            self.recovery = reply.recovery();
        }
        reply
    }

    pub async fn choose(&mut self, method: Method) -> Reply {
        self.send(operations::CHOOSE_METHOD.path, &json!({ "method": method })).await
    }

    pub async fn submit(&mut self, code: &str) -> Reply {
        self.send(operations::SUBMIT_CODE.path, &json!({ "code": code })).await
    }

    pub async fn set_password(&mut self, password: &str) -> Reply {
        self.send(operations::SET_PASSWORD.path, &json!({ "password": password })).await
    }

    /// A read that is not sent yet.
    pub fn get(&self) -> RequestBuilder {
        let request = self.http.get(format!("{}{}", self.subject.base(), operations::READ.path));
        request.header("authorization", format!("Bearer {}", self.token))
    }

    /// Reads and remembers the recovery.
    pub async fn read(&mut self) -> &Recovery {
        self.recovery = Reply::to(self.get()).await.recovery();
        &self.recovery
    }

    /// Requires that a read finds what was answered last; only countdowns may have moved.
    pub async fn expect_unchanged(&mut self) {
        let (version, step) = (self.recovery.version, name(&self.recovery.step));
        let read = self.read().await;
        assert_eq!((read.version, name(&read.step)), (version, step));
    }
}

/// The name of a step.
pub(crate) fn name(step: &Step) -> String {
    serde_json::to_value(step).unwrap()["name"].as_str().unwrap().to_owned()
}

/// A code of the same length that is not `code`.
pub(crate) fn another(code: &str) -> String {
    code.chars().map(|digit| if digit == '9' { '0' } else { (digit as u8 + 1) as char }).collect()
}

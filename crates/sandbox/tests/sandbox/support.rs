//! What the tests share: a sandbox on free ports with a clock that stands still, and a client
//! that signs calls to the carrier (written apart from the verifier, by the documentation).

#![expect(clippy::unwrap_used, reason = "test support: a failure here is a failed test")]

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use regain_sandbox::{Clock, Config, Running, start};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The moment at which the tests' clock stands: 2026-01-02T03:04:05Z.
pub const NOW: &str = "2026-01-02T03:04:05Z";

/// A clock that stands, until a test puts it forward.
#[derive(Clone, Default)]
pub struct TestClock(Arc<AtomicU64>);

impl TestClock {
    /// Puts the clock forward, by whole seconds.
    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(by.as_secs(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_767_323_045 + self.0.load(Ordering::SeqCst))
    }
}

/// The settings of the tests: free ports, a clock that stands, a short "slow".
pub fn config() -> Config {
    Config {
        http: ([127, 0, 0, 1], 0).into(),
        smtp: ([127, 0, 0, 1], 0).into(),
        clock: Arc::new(TestClock::default()),
        slow_for: Duration::from_millis(300),
        ..Config::default()
    }
}

/// A sandbox with those settings.
pub async fn sandbox() -> Running {
    start(config()).await.unwrap()
}

/// Gets a page or JSON as text.
pub async fn get(running: &Running, path_and_query: &str) -> String {
    let url = format!("http://{}{path_and_query}", running.http);
    reqwest::get(url).await.unwrap().text().await.unwrap()
}

/// Posts a form without following where the answer leads.
pub async fn post_form(running: &Running, path: &str, body: &str) -> reqwest::Response {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    client
        .build()
        .unwrap()
        .post(format!("http://{}{path}", running.http))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body.to_owned())
        .send()
        .await
        .unwrap()
}

/// Where an answer leads: the address without its query, and the parameters.
pub fn redirect(answer: reqwest::Response) -> (String, BTreeMap<String, String>) {
    assert_eq!(answer.status(), 303);
    let to = reqwest::Url::parse(answer.headers()["location"].to_str().unwrap()).unwrap();
    let parameters = to.query_pairs().into_owned().collect();
    (format!("{}{}", to.origin().ascii_serialization(), to.path()), parameters)
}

/// One call to the carrier, or elsewhere; change a field to break it.
#[derive(Clone)]
pub struct Call {
    pub parameters: BTreeMap<&'static str, String>,
    pub headers: BTreeMap<&'static str, String>,
    pub unsigned: Vec<&'static str>,
    pub path: &'static str,
    pub signed_path: &'static str,
    pub is_form: bool,
    pub key_id: &'static str,
    pub key_secret: &'static str,
}

impl Call {
    /// A call that the carrier takes, with a nonce of its own.
    pub fn new(nonce: &str) -> Self {
        Self {
            parameters: BTreeMap::from([
                ("PhoneNumbers", "13800138000".to_owned()),
                ("SignName", "云雀 Cloud*".into()),
                ("TemplateCode", "REGAIN_CODE_EN".into()),
                (
                    "TemplateParam",
                    r#"{"code":"123456","minutes":"5","host":"account.example.com"}"#.into(),
                ),
            ]),
            headers: BTreeMap::from([
                ("x-acs-action", "SendSms".to_owned()),
                ("x-acs-version", "2017-05-25".into()),
                ("x-acs-date", NOW.into()),
                ("x-acs-signature-nonce", nonce.into()),
            ]),
            unsigned: vec![],
            path: "/sms",
            signed_path: "/",
            is_form: false,
            key_id: "sandbox-key-id",
            key_secret: "sandbox-key-secret",
        }
    }

    /// The same call with another parameter.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.parameters.insert(name, value.into());
        self
    }

    /// The same call with another header, which is signed.
    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(name, value.into());
        self
    }

    /// Signs and sends the call; gives the status and the JSON of the answer.
    pub async fn send(&self, running: &Running) -> (u16, serde_json::Value) {
        let parameters: Vec<_> = self
            .parameters
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        let parameters = parameters.join("&");
        let (query, body) =
            if self.is_form { (String::new(), parameters) } else { (parameters, String::new()) };
        let mut headers = self.headers.clone();
        headers.insert("host", running.http.to_string());
        headers.insert("x-acs-content-sha256", HEXLOWER.encode(&Sha256::digest(&body)));
        if self.is_form {
            headers.insert("content-type", "application/x-www-form-urlencoded".into());
        }
        let authorization = self.authorization(&query, &headers);
        let mut request = reqwest::Client::new()
            .post(format!("http://{}{}?{query}", running.http, self.path))
            .header("authorization", authorization)
            .body(body);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    fn authorization(&self, query: &str, headers: &BTreeMap<&str, String>) -> String {
        let signed: Vec<_> =
            headers.iter().filter(|(name, _)| !self.unsigned.contains(name)).collect();
        let lines: String =
            signed.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
        let names: Vec<_> = signed.iter().map(|(name, _)| **name).collect();
        let names = names.join(";");
        let payload = headers.get("x-acs-content-sha256").unwrap();
        let canonical = format!("POST\n{}\n{query}\n{lines}\n{names}\n{payload}", self.signed_path);
        let to_sign = format!("ACS3-HMAC-SHA256\n{}", HEXLOWER.encode(&Sha256::digest(canonical)));
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key_secret.as_bytes()).unwrap();
        mac.update(to_sign.as_bytes());
        let signature = HEXLOWER.encode(&mac.finalize().into_bytes());
        format!(
            "ACS3-HMAC-SHA256 Credential={},SignedHeaders={names},Signature={signature}",
            self.key_id
        )
    }
}

fn encode(text: &str) -> String {
    const RESERVED: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(text, RESERVED).to_string()
}

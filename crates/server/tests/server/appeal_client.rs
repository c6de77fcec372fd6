//! A client of appeals that speaks the contract, and the ticket system that decides them.

use crate::world::{Reply, World, key};
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use regain_server::{Clock, Secret};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;

/// The new contact phone.
pub const CONTACT: &str = "+8613700137000";
const SECRET: [u8; 32] = [9; 32];

/// An appeal as the holder of a token sees it.
#[derive(Clone)]
pub struct Filing<'w> {
    pub world: &'w World,
    pub token: String,
    pub version: i64,
    pub appeal: Value,
}

/// Whose appeal it is.
pub fn individual() -> Value {
    json!({ "needs": ["phone", "password"], "kind": "individual", "filer": "holder" })
}

/// A form that is complete for everybody.
pub fn details(username: &str) -> Value {
    json!({
        "username": username, "holder_name": "王伟", "identity_number": "110101199003070011",
        "filer_name": "", "old_contact": "", "story": "My phone fell into the lake.",
    })
}

/// A small picture, different for each number.
pub fn picture(number: u8) -> Vec<u8> {
    let pixels = image::RgbImage::from_fn(16, 16, |x, y| {
        image::Rgb([number, u8::try_from(x * 15).unwrap(), u8::try_from(y * 15).unwrap()])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Begins a draft.
pub async fn begin(world: &World) -> Filing<'_> {
    let reply = begin_as(world, &key()).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    Filing::of(world, &reply)
}

pub async fn begin_as(world: &World, key: &str) -> Reply {
    post(world, "/api/v1/appeals", key, &json!({ "locale": "en" })).await
}

/// Asks where an appeal stands.
pub async fn find(world: &World, number: &str, phone: &str) -> Reply {
    let body = json!({ "number": number, "phone": phone, "locale": "en" });
    post(world, "/api/v1/appeals/find", &key(), &body).await
}

async fn post(world: &World, path: &str, key: &str, body: &Value) -> Reply {
    let headers = [("idempotency-key", key), ("content-type", "application/json")];
    world.send(Method::POST, path, &headers, body.to_string()).await
}

/// A look at a submitted appeal, after the code.
pub async fn follow<'w>(world: &'w World, number: &str) -> Filing<'w> {
    later(world, 61).await;
    world.ready_to_receive(CONTACT);
    let mut look = Filing::of(world, &find(world, number, CONTACT).await);
    let code = world.code(CONTACT).await;
    look.command("/code", json!({ "code": code })).await.expect_step("follow");
    look
}

impl<'w> Filing<'w> {
    /// The appeal of a `begin` or a `find`.
    pub fn of(world: &'w World, reply: &Reply) -> Self {
        Self {
            world,
            token: reply.json["token"].as_str().unwrap_or_default().to_owned(),
            version: reply.json["appeal"]["version"].as_i64().unwrap_or_default(),
            appeal: reply.json["appeal"].clone(),
        }
    }

    /// Another holder of a token.
    pub fn with_token(world: &'w World, token: &str) -> Self {
        Self { world, token: token.into(), version: 0, appeal: Value::Null }
    }

    /// Sends a command with a fresh key and remembers what is answered.
    pub async fn command(&mut self, path: &str, body: Value) -> Reply {
        let reply = self.command_as(path, &key(), &body).await;
        self.remember(&reply);
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
        let path = format!("/api/v1/appeals/current{path}");
        self.world.send(Method::POST, &path, &headers, body.to_string()).await
    }

    fn remember(&mut self, reply: &Reply) {
        if reply.json.get("step").is_some() {
            self.version = reply.json["version"].as_i64().unwrap();
            self.appeal = reply.json.clone();
        }
    }

    pub async fn read(&mut self) -> Reply {
        let bearer = format!("Bearer {}", self.token);
        let headers = [("authorization", bearer.as_str())];
        let reply = self.world.get("/api/v1/appeals/current", &headers).await;
        self.remember(&reply);
        reply
    }

    /// Gives a picture for a material.
    pub async fn give(&mut self, material: &str) -> Reply {
        let reply = self.upload(&key(), material, "scan.png", picture(1)).await;
        self.remember(&reply);
        reply
    }

    /// Gives a file with a given key; remembers nothing.
    pub async fn upload(&self, key: &str, material: &str, name: &str, bytes: Vec<u8>) -> Reply {
        let bearer = format!("Bearer {}", self.token);
        let headers = [
            ("authorization", bearer.as_str()),
            ("idempotency-key", key),
            ("content-type", "application/octet-stream"),
            ("regain-material", material),
            ("regain-file-name", name),
        ];
        self.world.send(Method::POST, "/api/v1/appeals/current/files", &headers, bytes).await
    }

    /// Answers and goes on to the form.
    pub async fn open_form(&mut self, answers: Value) {
        self.command("/answers", json!({ "answers": answers })).await.expect_step("gather");
        self.command("/move", json!({ "to": "fill_in" })).await.expect_step("fill_in");
    }

    /// The names of the required materials of the form.
    pub fn required(&self) -> Vec<String> {
        let materials = self.appeal["step"]["materials"].as_array().unwrap();
        let required = materials.iter().filter(|one| one["required"] == true);
        required.map(|one| one["kind"].as_str().unwrap().to_owned()).collect()
    }

    /// Gives every required file and the form.
    pub async fn fill_in(&mut self, details: Value) {
        for material in self.required() {
            assert_eq!(self.give(&material).await.status, 201);
        }
        self.command("/details", json!({ "details": details })).await.expect_step("give_phone");
    }

    /// Proves the contact phone.
    pub async fn prove(&mut self) {
        self.world.outbox_is_empty().await;
        self.world.ready_to_receive(CONTACT);
        let reply = self.command("/phone", json!({ "phone": "137 0013 7000" })).await;
        reply.expect_step("enter_phone_code");
        let code = self.world.code(CONTACT).await;
        self.command("/code", json!({ "code": code })).await.expect_step("review");
    }

    pub async fn submit(&mut self) -> Reply {
        self.command("/submit", json!({})).await
    }

    /// Where a submitted appeal stands.
    pub fn standing(&self) -> &str {
        self.appeal["step"]["standing"]["is"].as_str().unwrap_or_default()
    }

    /// The number of a submitted appeal.
    pub fn number(&self) -> String {
        self.appeal["step"]["number"].as_str().unwrap().to_owned()
    }

    /// What happened, in order.
    pub fn timeline(&self) -> Vec<&str> {
        let all = self.appeal["step"]["timeline"].as_array().unwrap();
        all.iter().map(|one| one["what"].as_str().unwrap()).collect()
    }
}

/// A draft that can be submitted, for the account of a username.
pub async fn reviewed<'w>(world: &'w World, username: &str, answers: Value) -> Filing<'w> {
    let mut filing = begin(world).await;
    filing.open_form(answers).await;
    filing.fill_in(details(username)).await;
    filing.prove().await;
    filing
}

/// A submitted appeal of an individual, for the account of a username.
pub async fn submitted<'w>(world: &'w World, username: &str) -> Filing<'w> {
    let mut filing = reviewed(world, username, individual()).await;
    filing.submit().await.expect_step("follow");
    filing
}

/// Lets a ticket system decide.
pub async fn with_reviewer(world: &mut World) {
    let secret = Secret::new(format!("whsec_{}", STANDARD.encode(SECRET)));
    world.restart(|config| config.appeal_webhook_secret = secret).await;
}

/// Decides as the ticket system.
pub async fn decide(world: &World, number: &str, mut decision: Value) -> Reply {
    decision["number"] = json!(number);
    let (id, body) = (key(), decision.to_string());
    let at_s = world.clock.now_ms() / 1000;
    let mut mac = Hmac::<Sha256>::new_from_slice(&SECRET).unwrap();
    mac.update(format!("{id}.{at_s}.{body}").as_bytes());
    let signature = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    let at = at_s.to_string();
    let headers = [
        ("content-type", "application/json"),
        ("webhook-id", id.as_str()),
        ("webhook-timestamp", at.as_str()),
        ("webhook-signature", signature.as_str()),
    ];
    world.send(Method::POST, "/api/v1/appeals/decisions", &headers, body).await
}

/// The same, and expects that it is taken.
pub async fn decided(world: &World, number: &str, decision: Value) {
    let reply = decide(world, number, decision).await;
    assert_eq!(reply.status, 204, "{}", reply.body);
}

/// Moves the clock when nothing is on its way: a request that is signed at one time and read at
/// another is refused.
pub async fn later(world: &World, seconds: i64) {
    world.outbox_is_empty().await;
    world.clock.forward_s(seconds);
}

/// Waits until the clock's work is done: the appeal is in this state.
pub async fn becomes(world: &World, number: &str, state: &str) {
    for _ in 0..500 {
        let is: String = sqlx::query_scalar("SELECT state FROM appeals WHERE number = $1")
            .bind(number)
            .fetch_one(&world.db)
            .await
            .unwrap();
        if is == state {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the appeal did not become {state}");
}

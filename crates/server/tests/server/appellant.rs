//! A person who files an appeal, over HTTP.

use crate::{
    filed::CONTACT,
    world::{Reply, World, key},
};
use image::{DynamicImage, codecs::jpeg::JpegEncoder};
use reqwest::Method;
use serde_json::{Value, json};

/// The appeal as its owner holds it.
pub struct Appellant<'w> {
    world: &'w World,
    token: String,
    version: i64,
    /// The appeal as it was answered last.
    pub appeal: Value,
}

impl<'w> Appellant<'w> {
    /// Begins a draft.
    pub async fn begin(world: &'w World) -> Self {
        let key = key();
        let headers = [("idempotency-key", key.as_str()), ("content-type", "application/json")];
        let begun = world.send(Method::POST, "/api/v1/appeals", &headers, r#"{"locale":"en"}"#);
        let begun = begun.await;
        assert_eq!(begun.status, 201, "{}", begun.body);
        let token = begun.json["token"].as_str().unwrap().to_owned();
        let appeal = begun.json["appeal"].clone();
        Self { world, token, version: appeal["version"].as_i64().unwrap(), appeal }
    }

    fn take(&mut self, reply: &Reply) {
        if reply.status.is_success() {
            self.appeal = reply.json.clone();
            self.version = self.appeal["version"].as_i64().unwrap();
        }
    }

    /// The appeal that a token names, as it is read now.
    pub async fn open(world: &'w World, token: &str) -> Self {
        let mut opened = Self { world, token: token.into(), version: 0, appeal: Value::Null };
        opened.look().await;
        opened
    }

    /// The token of the appeal.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Its version, as it was answered last.
    pub const fn version(&self) -> i64 {
        self.version
    }

    /// The name of the step that it is at.
    pub fn step(&self) -> &str {
        self.appeal["step"]["name"].as_str().unwrap_or_default()
    }

    /// Sends a command under a key and for a version; takes nothing from the answer.
    pub async fn sends(&self, path: &str, (key, version): (&str, i64), body: &Value) -> Reply {
        let (bearer, version) = (format!("Bearer {}", self.token), format!("\"{version}\""));
        let headers = [
            ("authorization", bearer.as_str()),
            ("if-match", &version),
            ("idempotency-key", key),
            ("content-type", "application/json"),
        ];
        let path = format!("/api/v1/appeals/current{path}");
        self.world.send(Method::POST, &path, &headers, body.to_string()).await
    }

    /// Sends a command, whatever comes of it.
    pub async fn tries(&mut self, path: &str, body: Value) -> Reply {
        let reply = self.sends(path, (&key(), self.version), &body).await;
        self.take(&reply);
        reply
    }

    /// Sends a command and expects it to be carried out.
    pub async fn does(&mut self, path: &str, body: Value) {
        let reply = self.tries(path, body).await;
        assert_eq!(reply.status, 200, "{path} {}", reply.body);
    }

    /// Reads the appeal anew.
    pub async fn look(&mut self) {
        let bearer = format!("Bearer {}", self.token);
        let headers = [("authorization", bearer.as_str())];
        let reply = self.world.get("/api/v1/appeals/current", &headers).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        self.take(&reply);
    }

    /// Gives a file.
    pub async fn upload(&mut self, material: &str, name: &str, content: Vec<u8>) -> Reply {
        let declared = if name.ends_with(".pdf") { "application/pdf" } else { "image/jpeg" };
        let reply = self.uploads(&key(), (material, name, declared), content).await;
        self.take(&reply);
        reply
    }

    /// Gives a file under a key, with a declared type; takes nothing from the answer.
    pub async fn uploads(
        &self,
        key: &str,
        (material, name, declared): (&str, &str, &str),
        content: Vec<u8>,
    ) -> Reply {
        let bearer = format!("Bearer {}", self.token);
        let headers = [
            ("authorization", bearer.as_str()),
            ("idempotency-key", key),
            ("content-type", declared),
            ("regain-material", material),
            ("regain-file-name", name),
        ];
        self.world.send(Method::POST, "/api/v1/appeals/current/files", &headers, content).await
    }

    /// Answers and goes on to the form: an individual's holder whose phone is lost.
    pub async fn reaches_form(&mut self) {
        let answers = json!({ "needs": ["phone"], "kind": "individual", "filer": "holder" });
        self.does("/answers", json!({ "answers": answers })).await;
        self.does("/move", json!({ "to": "fill_in" })).await;
    }

    /// Gives a picture, fills in the form for `solo` and has a code sent to the contact phone, which
    /// it gives.
    pub async fn reaches_code(&mut self, story: &str) -> String {
        self.reaches_form().await;
        let given = self.upload("holder_id", "IMG_2041.jpg", photo()).await;
        assert_eq!(given.status, 201, "{}", given.body);
        self.does("/details", json!({ "details": form(story) })).await;
        self.world.ready_to_receive(CONTACT);
        self.does("/phone", json!({ "phone": CONTACT })).await;
        self.world.code(CONTACT).await
    }

    /// The same, and proves the phone.
    pub async fn reaches_review(&mut self, story: &str) {
        let code = self.reaches_code(story).await;
        self.does("/code", json!({ "code": code })).await;
    }

    /// Answers, gives a picture, fills in the form, proves the phone and submits: an appeal of
    /// `solo`'s holder whose phone is lost.
    pub async fn submit(&mut self, story: &str) {
        self.reaches_review(story).await;
        self.does("/submit", json!({})).await;
    }

    /// The number of the submitted appeal.
    pub fn number(&self) -> String {
        self.appeal["step"]["number"].as_str().unwrap().to_owned()
    }
}

/// The form of `solo`'s holder, filled in.
pub fn form(story: &str) -> Value {
    json!({ "username": "solo", "holder_name": "王伟", "identity_number": "1", "story": story })
}

/// A photo with an EXIF block that says where it was taken.
pub fn photo() -> Vec<u8> {
    let mut plain = Vec::new();
    DynamicImage::new_rgb8(64, 32).write_with_encoder(JpegEncoder::new(&mut plain)).unwrap();
    let exif = b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0GPS-31.2304N";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xFF, 0xE1], &length, exif, &plain[2..]].concat()
}

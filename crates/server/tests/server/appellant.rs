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

    /// Sends a command and expects it to be carried out.
    pub async fn does(&mut self, path: &str, body: Value) {
        let (bearer, version) = (format!("Bearer {}", self.token), format!("\"{}\"", self.version));
        let key = key();
        let headers = [
            ("authorization", bearer.as_str()),
            ("if-match", &version),
            ("idempotency-key", &key),
            ("content-type", "application/json"),
        ];
        let path = format!("/api/v1/appeals/current{path}");
        let reply = self.world.send(Method::POST, &path, &headers, body.to_string()).await;
        assert_eq!(reply.status, 200, "{path} {}", reply.body);
        self.take(&reply);
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
        let bearer = format!("Bearer {}", self.token);
        let key = key();
        let declared = if name.ends_with(".pdf") { "application/pdf" } else { "image/jpeg" };
        let headers = [
            ("authorization", bearer.as_str()),
            ("idempotency-key", &key),
            ("content-type", declared),
            ("regain-material", material),
            ("regain-file-name", name),
        ];
        let path = "/api/v1/appeals/current/files";
        let reply = self.world.send(Method::POST, path, &headers, content).await;
        self.take(&reply);
        reply
    }

    /// Answers, gives a picture, fills in the form, proves the phone and submits: an appeal of
    /// `solo`'s holder whose phone is lost.
    pub async fn submit(&mut self, story: &str) {
        let answers = json!({ "needs": ["phone"], "kind": "individual", "filer": "holder" });
        self.does("/answers", json!({ "answers": answers })).await;
        self.does("/move", json!({ "to": "fill_in" })).await;
        let given = self.upload("holder_id", "IMG_2041.jpg", photo()).await;
        assert_eq!(given.status, 201, "{}", given.body);
        let details = json!({
            "username": "solo", "holder_name": "王伟", "identity_number": "1", "story": story,
        });
        self.does("/details", json!({ "details": details })).await;
        self.world.ready_to_receive(CONTACT);
        self.does("/phone", json!({ "phone": CONTACT })).await;
        let code = self.world.code(CONTACT).await;
        self.does("/code", json!({ "code": code })).await;
        self.does("/submit", json!({})).await;
    }

    /// The number of the submitted appeal.
    pub fn number(&self) -> String {
        self.appeal["step"]["number"].as_str().unwrap().to_owned()
    }
}

/// A photo with an EXIF block that says where it was taken.
pub fn photo() -> Vec<u8> {
    let mut plain = Vec::new();
    DynamicImage::new_rgb8(64, 32).write_with_encoder(JpegEncoder::new(&mut plain)).unwrap();
    let exif = b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0GPS-31.2304N";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xFF, 0xE1], &length, exif, &plain[2..]].concat()
}

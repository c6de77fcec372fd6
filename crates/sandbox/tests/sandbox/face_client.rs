//! A recovery server that calls the face provider, and a camera that sends it pictures.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "test support: a failure here is a failed test"
)]

use crate::support::Call;
use regain_sandbox::Running;
use regain_sandbox::face::{self, SCENE_ID};
use regain_sandbox::people::SOLO;
use serde_json::{Value, json};

const BACK: &str = "http://localhost:8080/face-done?recovery=1";

/// A call of this operation; every call has a nonce of its own.
pub fn call(action: &str, parameters: &[(&'static str, &str)]) -> Call {
    let mut call = Call::new(&uuid::Uuid::new_v4().to_string());
    call.path = "/cloudauth";
    call.parameters = parameters.iter().map(|(name, value)| (*name, (*value).into())).collect();
    call.with_header("x-acs-action", action).with_header("x-acs-version", "2019-03-07")
}

pub fn init() -> Call {
    call(
        "InitFaceVerify",
        &[
            ("SceneId", SCENE_ID),
            ("OuterOrderNo", "e0c34a77f5ac40a5aa5e6ed20c353888"),
            ("ProductCode", "ID_PRO"),
            ("CertType", "IDENTITY_CARD"),
            ("CertName", SOLO.name),
            ("CertNo", SOLO.cert_no),
            ("MetaInfo", "{\"ua\":\"test\"}"),
            ("ReturnUrl", BACK),
        ],
    )
}

/// A verification that was begun.
pub struct Verification {
    pub id: String,
    pub token: String,
}

impl Verification {
    pub async fn begin(running: &Running, call: Call) -> Self {
        let (_, answer) = call.send(running).await;
        let result = &answer["ResultObject"];
        let text = |name: &str| result[name].as_str().unwrap().to_owned();
        Self { id: text("CertifyId"), token: text("CaptureToken") }
    }

    pub async fn describe(&self, running: &Running) -> Value {
        describe(running, &self.id).await
    }

    pub async fn send(&self, running: &Running, picture: &[u8]) -> reqwest::Response {
        self.send_as(running, picture, "image/png", &self.token).await
    }

    pub async fn send_as(
        &self,
        running: &Running,
        picture: &[u8],
        kind: &str,
        token: &str,
    ) -> reqwest::Response {
        reqwest::Client::new()
            .post(format!("http://{}/cloudauth/capture/{}", running.http, self.id))
            .header("content-type", kind)
            .header("x-capture-token", token)
            .body(picture.to_vec())
            .send()
            .await
            .unwrap()
    }

    /// Sends a picture three times and gives the outcome.
    pub async fn verify(&self, running: &Running, picture: &[u8]) -> Value {
        for finished in [false, false, true] {
            let answer = self.send(running, picture).await.json::<Value>().await.unwrap();
            assert_eq!(answer, json!({ "guidance": "more", "finished": finished }));
        }
        self.describe(running).await["ResultObject"].clone()
    }
}

pub async fn describe(running: &Running, id: &str) -> Value {
    call("DescribeFaceVerify", &[("SceneId", SCENE_ID), ("CertifyId", id)]).send(running).await.1
}

pub fn face_of(key: &str) -> Vec<u8> {
    face::picture(key).unwrap()
}

/// A picture of one grey value, 320 × 240, as JPEG.
pub fn plain(grey: u8) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let picture = image::GrayImage::from_pixel(320, 240, image::Luma([grey]));
    image::codecs::jpeg::JpegEncoder::new(&mut jpeg).encode_image(&picture).unwrap();
    jpeg
}

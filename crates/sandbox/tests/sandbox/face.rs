//! The face provider, met by a recovery server, and by a browser on its pages.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "test support: a failure here is a failed test"
)]

use crate::support::{Call, TestClock, config, get, post_form, redirect, sandbox};
use regain_sandbox::face::{self, FaceMode, SCENE_ID};
use regain_sandbox::people::SOLO;
use regain_sandbox::{Config, Running, start};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};

const BACK: &str = "http://localhost:8080/face-done?recovery=1";

/// A call of this operation; every call has a nonce of its own.
fn call(action: &str, parameters: &[(&'static str, &str)]) -> Call {
    let mut call = Call::new(&uuid::Uuid::new_v4().to_string());
    call.path = "/cloudauth";
    call.parameters = parameters.iter().map(|(name, value)| (*name, (*value).into())).collect();
    call.with_header("x-acs-action", action).with_header("x-acs-version", "2019-03-07")
}

fn init() -> Call {
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
struct Verification {
    id: String,
    token: String,
}

impl Verification {
    async fn begin(running: &Running, call: Call) -> Self {
        let (_, answer) = call.send(running).await;
        let result = &answer["ResultObject"];
        let text = |name: &str| result[name].as_str().unwrap().to_owned();
        Self { id: text("CertifyId"), token: text("CaptureToken") }
    }

    async fn describe(&self, running: &Running) -> Value {
        describe(running, &self.id).await
    }

    async fn send(&self, running: &Running, picture: &[u8]) -> reqwest::Response {
        self.send_as(running, picture, "image/png", &self.token).await
    }

    async fn send_as(
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
    async fn verify(&self, running: &Running, picture: &[u8]) -> Value {
        for finished in [false, false, true] {
            let answer = self.send(running, picture).await.json::<Value>().await.unwrap();
            assert_eq!(answer, json!({ "guidance": "more", "finished": finished }));
        }
        self.describe(running).await["ResultObject"].clone()
    }
}

async fn describe(running: &Running, id: &str) -> Value {
    call("DescribeFaceVerify", &[("SceneId", SCENE_ID), ("CertifyId", id)]).send(running).await.1
}

fn face_of(key: &str) -> Vec<u8> {
    face::picture(key).unwrap()
}

/// A picture of one grey value, 320 × 240, as JPEG.
fn plain(grey: u8) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let picture = image::GrayImage::from_pixel(320, 240, image::Luma([grey]));
    image::codecs::jpeg::JpegEncoder::new(&mut jpeg).encode_image(&picture).unwrap();
    jpeg
}

#[tokio::test]
async fn a_verification_begins_with_an_id_and_an_address() {
    let running = sandbox().await;

    let (status, answer) = init().send(&running).await;

    assert_eq!(status, 200);
    assert_eq!((&answer["Code"], &answer["Message"]), (&"200".into(), &"success".into()));
    let id = answer["ResultObject"]["CertifyId"].as_str().unwrap();
    assert_eq!(id.len(), 32);
    let url = format!("http://{}/face/{id}", running.http);
    assert_eq!(answer["ResultObject"]["CertifyUrl"], url);
    let undecided = describe(&running, id).await;
    assert_eq!(undecided["Code"], "424");
    assert!(undecided["ResultObject"].is_null());
    running.stop().await;
}

#[tokio::test]
async fn the_enrolled_face_passes() {
    let running = sandbox().await;
    let verification = Verification::begin(&running, init()).await;

    let result = verification.verify(&running, &face_of("solo")).await;

    assert_eq!((&result["Passed"], &result["SubCode"]), (&"T".into(), &"200".into()));
    let material: Value = serde_json::from_str(result["MaterialInfo"].as_str().unwrap()).unwrap();
    assert_eq!(material["faceAttack"], "F");
    assert!(material["facialPictureFront"]["verifyScore"].as_f64().unwrap() > 95.0);
    running.stop().await;
}

#[tokio::test]
async fn another_face_fails_with_204() {
    let running = sandbox().await;
    let verification = Verification::begin(&running, init()).await;

    let result = verification.verify(&running, &face_of("somebody-else")).await;

    assert_eq!((&result["Passed"], &result["SubCode"]), (&"F".into(), &"204".into()));
    running.stop().await;
}

#[tokio::test]
async fn a_wrong_name_fails_with_201_and_an_unknown_number_with_202() {
    let running = sandbox().await;

    for (name, value, sub_code) in
        [("CertName", "李四", "201"), ("CertNo", "110101199003070099", "202")]
    {
        let verification = Verification::begin(&running, init().with(name, value)).await;
        let result = verification.verify(&running, &face_of("solo")).await;

        assert_eq!((&result["Passed"], &result["SubCode"]), (&"F".into(), &sub_code.into()));
    }
    running.stop().await;
}

#[tokio::test]
async fn dark_empty_and_moving_pictures_are_told() {
    let running = sandbox().await;
    let verification = Verification::begin(&running, init()).await;
    let guidance = async |picture: &[u8], kind: &str| {
        let answer = verification.send_as(&running, picture, kind, &verification.token).await;
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["finished"], false);
        answer["guidance"].as_str().unwrap().to_owned()
    };

    assert_eq!(guidance(&plain(5), "image/jpeg").await, "too_dark");
    assert_eq!(guidance(&plain(120), "image/jpeg").await, "too_far");
    assert_eq!(guidance(&face_of("firm-legal"), "image/png").await, "hold_still");
    assert_eq!(guidance(&face_of("firm-legal"), "image/png").await, "more");
    assert_eq!(guidance(&face_of("solo"), "image/png").await, "hold_still");
    assert_eq!(verification.describe(&running).await["Code"], "424");
    running.stop().await;
}

#[tokio::test]
async fn a_picture_needs_the_token_the_right_kind_and_size_and_must_be_one() {
    let running = sandbox().await;
    let verification = Verification::begin(&running, init()).await;
    let other = Verification::begin(&running, init()).await;
    let face = face_of("solo");
    let cases: [(&[u8], &str, &str, u16); 7] = [
        (&face, "image/png", "", 401),
        (&face, "image/png", &other.token, 401),
        (&face, "image/gif", &verification.token, 415),
        (&face, "image/jpeg", &verification.token, 400),
        (b"", "image/png", &verification.token, 400),
        (&face[..face.len() / 2], "image/png", &verification.token, 400),
        (&vec![0; 200 * 1024 + 1], "image/png", &verification.token, 413),
    ];

    for (picture, kind, token, status) in cases {
        let answer = verification.send_as(&running, picture, kind, token).await;
        assert_eq!(answer.status(), status);
    }
    let unknown = Verification { id: "0".repeat(32), token: verification.token.clone() };
    assert_eq!(unknown.send(&running, &face).await.status(), 404);
    running.stop().await;
}

#[tokio::test]
async fn a_verification_expires_unless_it_was_decided() {
    let clock = TestClock::default();
    let running = start(Config { clock: Arc::new(clock.clone()), ..config() }).await.unwrap();
    let undecided = Verification::begin(&running, init()).await;
    let decided = Verification::begin(&running, init()).await;
    decided.verify(&running, &face_of("solo")).await;
    clock.advance(Duration::from_secs(15 * 60 + 1));
    let at = "2026-01-02T03:19:06Z";
    let ask = async |id: &str| {
        call("DescribeFaceVerify", &[("SceneId", SCENE_ID), ("CertifyId", id)])
            .with_header("x-acs-date", at)
            .send(&running)
            .await
            .1
    };

    assert_eq!(ask(&undecided.id).await["Code"], "406");
    assert_eq!(ask(&decided.id).await["ResultObject"]["Passed"], "T");
    assert_eq!(undecided.send(&running, &face_of("solo")).await.status(), 410);
    assert!(get(&running, &format!("/face/{}", undecided.id)).await.contains("has expired"));
    running.stop().await;
}

#[tokio::test]
async fn the_service_refuses_with_the_documented_codes() {
    let running = sandbox().await;
    let describe = |scene: &str, id: &str| {
        call("DescribeFaceVerify", &[("SceneId", scene), ("CertifyId", id)])
    };
    let cases = [
        (init().with("SceneId", ""), "400"),
        (init().with("SceneId", "1"), "404"),
        (init().with("OuterOrderNo", ""), "400"),
        (init().with("OuterOrderNo", &"a".repeat(33)), "401"),
        (init().with("OuterOrderNo", "a-b"), "401"),
        (init().with("ProductCode", "LR_FR"), "401"),
        (init().with("CertType", "PASSPORT"), "401"),
        (init().with("CertName", ""), "400"),
        (init().with("CertNo", ""), "400"),
        (init().with("CertNo", "91110105MA00000001"), "401"),
        (init().with("CertNo", "1101011990030700"), "401"),
        (init().with("MetaInfo", ""), "400"),
        (init().with("MetaInfo", "ua"), "401"),
        (init().with("ReturnUrl", "http://evil.example/"), "401"),
        (describe(SCENE_ID, ""), "400"),
        (describe("1", "x"), "404"),
        (describe(SCENE_ID, "x"), "406"),
    ];

    for (call, code) in cases {
        let (status, answer) = call.send(&running).await;

        assert_eq!((status, &answer["Code"]), (200, &code.into()), "{:?}", call.parameters);
        assert!(answer["ResultObject"].is_null());
    }
    running.stop().await;
}

#[tokio::test]
async fn the_gateway_lets_in_only_signed_calls_each_once() {
    let running = sandbox().await;
    let wrong_secret = Call { key_secret: "other", ..init() };
    let wrong_version = init().with_header("x-acs-version", "2017-05-25");
    let old = init().with_header("x-acs-date", "2026-01-02T02:49:04Z");
    let sms = init().with_header("x-acs-action", "SendSms");
    let replayed = init();
    replayed.send(&running).await;
    let cases = [
        (wrong_secret, 400, "SignatureDoesNotMatch"),
        (wrong_version, 404, "InvalidAction.NotFound"),
        (sms, 404, "InvalidAction.NotFound"),
        (old, 400, "InvalidTimeStamp.Expired"),
        (replayed, 400, "SignatureNonceUsed"),
    ];

    for (call, status, code) in cases {
        let answer = call.send(&running).await;
        assert_eq!((answer.0, answer.1["Code"].as_str().unwrap()), (status, code));
    }
    running.stop().await;
}

#[tokio::test]
async fn parameters_may_come_as_a_form() {
    let running = sandbox().await;

    let (_, answer) = Call { is_form: true, ..init() }.send(&running).await;

    assert_eq!(answer["Code"], "200");
    running.stop().await;
}

#[tokio::test]
async fn a_key_of_its_own_replaces_the_carriers() {
    let config = Config {
        face_key_id: Some("face-id".into()),
        face_key_secret: Some("face-secret".into()),
        ..config()
    };
    let running = start(config).await.unwrap();

    let (status, _) = init().send(&running).await;
    assert_eq!(status, 404);

    let own = Call { key_id: "face-id", key_secret: "face-secret", ..init() };
    assert_eq!(own.send(&running).await.1["Code"], "200");
    running.stop().await;
}

#[tokio::test]
async fn each_mode_does_what_it_says() {
    let running = sandbox().await;
    let verification = Verification::begin(&running, init()).await;

    running.set_face(FaceMode::Failing);
    let (status, answer) = init().send(&running).await;
    assert_eq!((status, &answer["Code"]), (500, &"InternalError".into()));
    assert_eq!(verification.send(&running, &face_of("solo")).await.status(), 500);

    running.set_face(FaceMode::Slow);
    #[expect(clippy::disallowed_methods, reason = "measures how long the sandbox really waits")]
    let start = Instant::now();
    assert_eq!(init().send(&running).await.1["Code"], "200");
    assert!(start.elapsed() >= config().slow_for);

    running.set_face(FaceMode::LivenessRisk);
    let result = verification.verify(&running, &face_of("solo")).await;
    assert_eq!((&result["Passed"], &result["SubCode"]), (&"F".into(), &"205".into()));
    assert_eq!(get(&running, "/sandbox/face").await, r#"{"mode":"liveness_risk"}"#);
    running.stop().await;
}

#[tokio::test]
async fn the_page_names_its_buttons_and_says_that_it_is_no_security() {
    let running = sandbox().await;
    let verification = Verification::begin(&running, init()).await;
    let url = format!("http://{}/face/{}", running.http, verification.id);

    let answer = reqwest::get(url).await.unwrap();

    assert_eq!(answer.headers()["permissions-policy"], "camera=(self)");
    let page = answer.text().await.unwrap();
    assert!(page.contains("No biometric security"));
    assert!(page.contains("To be verified: *三"));
    assert!(!page.contains(SOLO.name) && !page.contains(SOLO.cert_no));
    for name in
        ["Send the enrolled picture", "Send somebody else's picture", "Use the camera", "Cancel"]
    {
        assert!(page.contains(&format!(">{name}</button>")), "{name}");
    }
    running.stop().await;
}

#[tokio::test]
async fn each_button_goes_back_with_the_providers_answer() {
    let running = sandbox().await;

    for (choice, code, outcome) in
        [("enrolled", 1000, Some("T")), ("other", 2006, Some("F")), ("cancel", 1003, None)]
    {
        let verification = Verification::begin(&running, init()).await;
        let path = format!("/face/{}", verification.id);
        let answer = post_form(&running, &path, &format!("choice={choice}")).await;

        let (to, parameters) = redirect(answer);
        assert_eq!(to, "http://localhost:8080/face-done");
        assert_eq!(parameters["recovery"], "1");
        let response: Value = serde_json::from_str(&parameters["response"]).unwrap();
        assert_eq!(response["code"], code);
        assert_eq!(response["extInfo"]["certifyId"], verification.id);
        let described = verification.describe(&running).await;
        assert_eq!(described["ResultObject"]["Passed"].as_str(), outcome);
    }
    running.stop().await;
}

#[tokio::test]
async fn the_page_sends_the_right_picture_even_after_a_camera_sent_others() {
    let running = sandbox().await;
    let verification = Verification::begin(&running, init()).await;
    verification.send(&running, &face_of("firm-legal")).await;

    post_form(&running, &format!("/face/{}", verification.id), "choice=enrolled").await;

    let described = verification.describe(&running).await;
    assert_eq!(described["ResultObject"]["Passed"], "T");
    running.stop().await;
}

#[tokio::test]
async fn without_a_return_url_the_page_shows_the_result() {
    let running = sandbox().await;

    for (choice, text) in
        [("enrolled", "Verified."), ("other", "Not verified (code 204)."), ("cancel", "Cancelled.")]
    {
        let verification = Verification::begin(&running, init().with("ReturnUrl", "")).await;
        let path = format!("/face/{}", verification.id);
        let answer = post_form(&running, &path, &format!("choice={choice}")).await;
        let page = match answer.headers().get("location") {
            Some(to) => get(&running, to.to_str().unwrap()).await,
            None => answer.text().await.unwrap(),
        };

        assert!(page.contains(text), "{choice}: {page}");
    }
    running.stop().await;
}

#[tokio::test]
async fn after_a_decision_by_camera_the_page_leads_back() {
    let running = sandbox().await;
    let verification = Verification::begin(&running, init()).await;
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let url = format!("http://{}/face/{}/return", running.http, verification.id);
    let client = client.build().unwrap();
    let early = client.get(&url).send().await.unwrap();
    assert_eq!(early.headers()["location"], format!("/face/{}", verification.id).as_str());
    verification.verify(&running, &face_of("solo")).await;

    let (to, parameters) = redirect(client.get(&url).send().await.unwrap());

    assert_eq!(to, "http://localhost:8080/face-done");
    assert!(parameters["response"].contains("\"code\":1000"));
    running.stop().await;
}

#[tokio::test]
async fn an_unknown_verification_has_a_page_that_says_so() {
    let running = sandbox().await;

    let answer = reqwest::get(format!("http://{}/face/nonsense", running.http)).await.unwrap();

    assert_eq!(answer.status(), 404);
    assert!(answer.text().await.unwrap().contains("There is no such verification."));
    running.stop().await;
}

#[tokio::test]
async fn faces_can_be_had_by_key_and_by_number() {
    let running = sandbox().await;
    let bytes = async |path: &str| {
        let answer = reqwest::get(format!("http://{}{path}", running.http)).await.unwrap();
        (answer.status().as_u16(), answer.bytes().await.unwrap())
    };

    let (status, by_key) = bytes("/faces/solo.png").await;
    assert_eq!(status, 200);
    assert_eq!(by_key, face_of("solo"));
    assert_eq!(bytes(&format!("/faces/{}.png", SOLO.cert_no)).await.1, by_key);
    assert_eq!(bytes("/faces/solo.y4m").await.1, face::video("solo").unwrap());
    for path in ["/faces/nobody.png", "/faces/firm.png", "/faces/firm.y4m", "/faces/solo"] {
        assert_eq!(bytes(path).await.0, 404, "{path}");
    }
    running.stop().await;
}

#[tokio::test]
async fn a_face_of_ones_own_can_be_enrolled_and_removed() {
    let running = sandbox().await;
    let passed = async |face: &[u8]| {
        let verification = Verification::begin(&running, init()).await;
        verification.verify(&running, face).await["Passed"] == "T"
    };
    let own = face_of("not-certified");
    assert!(!passed(&own).await);

    let enrolled = reqwest::Client::new()
        .post(format!("http://{}/faces/solo", running.http))
        .header("content-type", "image/png")
        .body(own.clone())
        .send()
        .await
        .unwrap();
    assert_eq!(enrolled.status(), 204);
    assert!(passed(&own).await);
    assert!(!passed(&face_of("solo")).await);
    assert!(get(&running, "/faces").await.contains("Remove my face from solo"));

    post_form(&running, "/faces/solo/remove", "").await;
    assert!(passed(&face_of("solo")).await);
    assert!(!get(&running, "/faces").await.contains("Remove my face"));
    running.stop().await;
}

#[tokio::test]
async fn only_a_picture_of_a_person_can_be_enrolled() {
    let running = sandbox().await;

    for (key, kind, body, status) in [
        ("firm", "image/png", face_of("solo"), 404),
        ("nobody", "image/png", face_of("solo"), 404),
        ("solo", "text/plain", face_of("solo"), 415),
        ("solo", "image/png", b"no picture".to_vec(), 400),
        ("solo", "image/png", vec![0; 200 * 1024 + 1], 413),
    ] {
        let answer = reqwest::Client::new()
            .post(format!("http://{}/faces/{key}", running.http))
            .header("content-type", kind)
            .body(body)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), status, "{key} {kind}");
    }
    running.stop().await;
}

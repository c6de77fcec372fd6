//! The face provider's service: verifications, what it decides, and what it refuses.

use crate::face_client::{Verification, call, describe, face_of, init, plain};
use crate::support::{TestClock, config, get, sandbox};
use regain_sandbox::face::{FaceMode, SCENE_ID};
use regain_sandbox::{Config, start};
use serde_json::Value;
use std::sync::Arc;
use std::time::{Duration, Instant};

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

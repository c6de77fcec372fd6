//! The face provider's gateway: who may call it, and with what.

use crate::face_client::{call, init};
use crate::support::{Call, config, sandbox};
use regain_sandbox::face::SCENE_ID;
use regain_sandbox::{Config, start};

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

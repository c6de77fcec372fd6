//! The faces that the provider knows: had by name, enrolled and removed.

use crate::face_client::{Verification, face_of, init};
use crate::support::{get, post_form, sandbox};
use regain_sandbox::face::{self};
use regain_sandbox::people::SOLO;

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

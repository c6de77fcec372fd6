//! The face provider's page: its buttons, and where they lead.

use crate::face_client::{Verification, face_of, init};
use crate::support::{get, post_form, redirect, sandbox};
use regain_sandbox::people::SOLO;
use serde_json::Value;

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

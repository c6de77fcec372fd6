//! Alipay's gateway as it fails: slow, broken, wrongly signed, stale.

use crate::alipay_client::{GatewayCall, PAGE, approve, ask, identity, query};
use crate::support::{config, get, post_form, sandbox};
use regain_sandbox::alipay::AlipayMode;
use serde_json::Value;
use std::time::Instant;

#[tokio::test]
async fn a_failing_gateway_answers_500_and_keeps_the_code() {
    let running = sandbox().await;
    let code = approve(&running, "solo").await;
    running.set_alipay(AlipayMode::Failing);

    let (status, _) = GatewayCall::token(&code).signed().send_as_it_is(&running).await;
    assert_eq!(status, 500);

    running.set_alipay(AlipayMode::Works);
    let answer = GatewayCall::token(&code).send(&running).await;
    assert!(answer.value()["access_token"].is_string());
    running.stop().await;
}

#[tokio::test]
async fn a_slow_gateway_lets_the_caller_wait_and_then_works() {
    let running = sandbox().await;
    let code = approve(&running, "solo").await;
    let mut form = ask();
    form.insert("choice", "slow".into());
    let page = post_form(&running, PAGE, &query(&form)).await.text().await.unwrap();
    assert!(page.contains("Alipay answers slowly now."));
    #[expect(clippy::disallowed_methods, reason = "measures how long the sandbox really waits")]
    let start = Instant::now();

    let answer = GatewayCall::token(&code).send(&running).await;

    assert!(start.elapsed() >= config().slow_for);
    assert!(answer.value()["access_token"].is_string());
    form.insert("choice", "quick".into());
    let page = post_form(&running, PAGE, &query(&form)).await.text().await.unwrap();
    assert!(page.contains(">Be slow</button>"));
    assert_eq!(get(&running, "/sandbox/alipay").await, r#"{"mode":"works"}"#);
    running.stop().await;
}

#[tokio::test]
async fn a_wrong_signature_is_not_the_platforms() {
    let running = sandbox().await;
    let code = approve(&running, "solo").await;
    running.set_alipay(AlipayMode::WrongSignature);

    let answer = GatewayCall::token(&code).send(&running).await;

    assert_eq!(answer.value()["user_id"], "2088000000000011");
    assert!(!answer.is_signed_by_the_platform());
    running.stop().await;
}

#[tokio::test]
async fn a_stale_gateway_repeats_what_it_said_about_another_code() {
    let running = sandbox().await;
    let first = approve(&running, "firm").await;
    let first = GatewayCall::token(&first).send(&running).await;
    let code = approve(&running, "solo").await;
    running.set_alipay(AlipayMode::Stale);

    let answer = GatewayCall::token(&code).send(&running).await;

    assert_eq!(answer.0, first.0);
    assert!(answer.is_signed_by_the_platform());
    running.stop().await;
}

#[tokio::test]
async fn a_stale_gateway_that_said_nothing_yet_answers_about_somebody_else() {
    let running = sandbox().await;
    running.set_alipay(AlipayMode::Stale);

    let identity = identity(&running, "solo").await;

    assert_eq!(identity["user_name"], "王五");
    running.stop().await;
}

#[tokio::test]
async fn the_switch_is_told_and_changed_over_http() {
    let running = sandbox().await;
    let url = format!("http://{}/sandbox/alipay", running.http);
    assert_eq!(get(&running, "/sandbox/alipay").await, r#"{"mode":"works"}"#);

    for mode in ["slow", "failing", "wrong_signature", "stale", "works"] {
        let body = serde_json::json!({ "mode": mode });
        let answer = reqwest::Client::new().post(&url).json(&body).send().await.unwrap();
        assert_eq!(answer.json::<Value>().await.unwrap(), body);
    }
    let nonsense = serde_json::json!({ "mode": "nonsense" });
    let answer = reqwest::Client::new().post(&url).json(&nonsense).send().await.unwrap();
    assert_eq!(answer.status(), 422);
    running.stop().await;
}

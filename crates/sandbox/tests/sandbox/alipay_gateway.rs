//! Alipay's gateway: from the code to the identity, and what it refuses with which code.

use crate::alipay_client::{Answer, GatewayCall, approve, identity, press, query};
use crate::support::{TestClock, config, post_form, sandbox};
use regain_sandbox::alipay::APP_ID;
use regain_sandbox::{Config, start};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

#[tokio::test]
async fn approving_goes_back_with_a_code_for_the_identity() {
    let running = sandbox().await;

    let (to, parameters) = press(&running, "solo").await;

    assert_eq!(to, "http://localhost:8080/callback");
    let code = &parameters["auth_code"];
    let expected = [
        ("recovery", "1"),
        ("app_id", APP_ID),
        ("source", "alipay_wallet"),
        ("scope", "auth_user"),
        ("state", "a-state"),
        ("auth_code", code),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(parameters, BTreeMap::from(expected));
    let token = GatewayCall::token(code).send(&running).await;
    assert!(token.is_signed_by_the_platform());
    assert_eq!(token.parts().0, "alipay_system_oauth_token_response");
    let token = token.value();
    assert!(token["code"].is_null());
    assert_eq!(token["user_id"], "2088000000000011");
    assert_eq!(token["auth_start"], "2026-01-02 11:04:05");
    let information =
        GatewayCall::information(token["access_token"].as_str().unwrap()).send(&running).await;
    assert!(information.is_signed_by_the_platform());
    assert_eq!(information.parts().0, "alipay_user_info_share_response");
    let information = information.value();
    assert_eq!(information["code"], "10000");
    assert_eq!(information["user_name"], "张三");
    assert_eq!(information["cert_no"], "110101199003070011");
    running.stop().await;
}

#[tokio::test]
async fn every_identity_can_approve() {
    let running = sandbox().await;

    for (who, kind, certified, number) in [
        ("solo", "2", "T", "110101199003070011"),
        ("firm", "1", "T", "91110105MA00000001"),
        ("firm-legal", "2", "T", "110101198001010022"),
        ("somebody-else", "2", "T", "110101197505050033"),
        ("not-certified", "2", "F", "110101199003070011"),
        ("other-firm", "1", "T", "91110105MA00000002"),
    ] {
        let identity = identity(&running, who).await;

        assert_eq!(identity["user_type"], kind, "{who}");
        assert_eq!(identity["is_certified"], certified, "{who}");
        assert_eq!(identity["cert_no"], number, "{who}");
    }
    running.stop().await;
}

#[tokio::test]
async fn a_code_is_exchanged_once() {
    let running = sandbox().await;
    let code = approve(&running, "solo").await;
    GatewayCall::token(&code).send(&running).await;

    let again = GatewayCall::token(&code).send(&running).await;

    let refused = ("error_response".into(), "40002".into(), "isv.code-invalid".into());
    assert_eq!(again.error(), refused);
    assert!(again.is_signed_by_the_platform());
    running.stop().await;
}

#[tokio::test]
async fn a_code_expires_by_the_clock_of_the_sandbox() {
    let clock = TestClock::default();
    let running = start(Config { clock: Arc::new(clock.clone()), ..config() }).await.unwrap();
    let code = approve(&running, "solo").await;
    clock.advance(Duration::from_secs(301));

    let late = GatewayCall::token(&code).with("timestamp", "2026-01-02 11:09:06").send(&running);

    assert_eq!(late.await.error().2, "isv.code-invalid");
    running.stop().await;
}

#[tokio::test]
async fn the_gateway_refuses_with_the_documented_codes() {
    let running = sandbox().await;
    let token = || GatewayCall::token("none");
    let cases = [
        (token(), "40002", "isv.code-invalid"),
        (token().with("code", ""), "40002", "isv.code-invalid"),
        (token().with("grant_type", "password"), "40002", "isv.grant-type-invalid"),
        (token().with("grant_type", "refresh_token"), "40002", "isv.refresh-token-invalid"),
        (token().with("method", "alipay.trade.pay"), "40002", "isv.invalid-method"),
        (token().with("sign_type", "RSA"), "40002", "isv.invalid-signature-type"),
        (token().with("charset", "gbk"), "40002", "isv.invalid-charset"),
        (token().with("format", "XML"), "40002", "isv.invalid-format"),
        (token().with("timestamp", "2026-01-02 11:19:06"), "40002", "isv.invalid-timestamp"),
        (token().with("timestamp", "2026-01-02 10:49:04"), "40002", "isv.invalid-timestamp"),
        // The same moment in Greenwich, which is not how it is written.
        (token().with("timestamp", "2026-01-02 03:04:05"), "40002", "isv.invalid-timestamp"),
        (token().with("timestamp", "2026-01-02T03:04:05Z"), "40002", "isv.invalid-timestamp"),
        (token().with("method", ""), "40001", "isv.missing-method"),
        (token().with("version", ""), "40001", "isv.missing-version"),
        (token().with("sign_type", ""), "40001", "isv.missing-signature-type"),
        (token().with("timestamp", ""), "40001", "isv.missing-timestamp"),
    ];

    for (call, code, sub_code) in cases {
        let answer = call.send(&running).await;

        assert_eq!(answer.error(), ("error_response".into(), code.into(), sub_code.into()));
        assert!(answer.is_signed_by_the_platform(), "{sub_code}");
    }
    running.stop().await;
}

#[tokio::test]
async fn a_timestamp_at_the_edge_of_fifteen_minutes_is_accepted() {
    let running = sandbox().await;

    for timestamp in ["2026-01-02 11:19:05", "2026-01-02 10:49:05"] {
        let code = approve(&running, "solo").await;
        let answer = GatewayCall::token(&code).with("timestamp", timestamp).send(&running).await;
        assert!(answer.value()["access_token"].is_string(), "{timestamp}");
    }
    running.stop().await;
}

#[tokio::test]
async fn a_changed_call_does_not_use_the_code_up() {
    let running = sandbox().await;
    let code = approve(&running, "solo").await;
    let signed = GatewayCall::token(&code).signed();

    for (name, value) in [("version", "1.1"), ("extra", "x"), ("sign", "AAAA"), ("sign", "?")] {
        let (_, text) = signed.clone().with(name, value).send_as_it_is(&running).await;
        assert_eq!(Answer(text).error().2, "isv.invalid-signature", "{name}");
    }
    let (_, text) = signed.clone().with("sign", "").send_as_it_is(&running).await;
    assert_eq!(Answer(text).error().2, "isv.missing-signature");

    let (_, text) = signed.send_as_it_is(&running).await;
    assert!(Answer(text).value()["access_token"].is_string());
    running.stop().await;
}

#[tokio::test]
async fn a_parameter_that_comes_twice_is_refused() {
    let running = sandbox().await;
    let body = query(&GatewayCall::token("none").signed().0) + "&code=other";

    let answer = post_form(&running, "/alipay/gateway.do", &body).await.text().await.unwrap();

    assert_eq!(Answer(answer).error().2, "isv.invalid-parameter");
    running.stop().await;
}

#[tokio::test]
async fn an_application_that_is_not_known_gets_no_signature() {
    let running = sandbox().await;

    let answer = GatewayCall::token("none").with("app_id", "2021000000000002").send(&running).await;

    assert_eq!(answer.error().2, "isv.invalid-app-id");
    assert_eq!(answer.parts().2, None);
    running.stop().await;
}

#[tokio::test]
async fn a_wrong_token_is_refused_under_the_name_of_the_information() {
    let running = sandbox().await;

    for token in ["", "authusrB", "none"] {
        let answer = GatewayCall::information(token).send(&running).await;

        let node = "alipay_user_info_share_response";
        let refused = (node.into(), "20001".into(), "aop.invalid-auth-token".into());
        assert_eq!(answer.error(), refused);
        assert!(answer.is_signed_by_the_platform());
    }
    running.stop().await;
}

//! Alipay, met by a browser on its page and by a recovery server at its gateway.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "test support: a failure here is a failed test"
)]

use crate::support::{TestClock, config, get, post_form, redirect, sandbox};
use data_encoding::BASE64;
use form_urlencoded::Serializer;
use regain_sandbox::alipay::{APP_ID, APP_PRIVATE_KEY_PEM, AlipayMode, PLATFORM_PUBLIC_KEY_PEM};
use regain_sandbox::{Config, Running, start};
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

const PAGE: &str = "/alipay/oauth2/publicAppAuthorize.htm";
const BACK: &str = "http://localhost:8080/callback?recovery=1";

/// What an application asks for on the page.
fn ask() -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("app_id", APP_ID.to_owned()),
        ("scope", "auth_user".into()),
        ("redirect_uri", BACK.into()),
        ("state", "a-state".into()),
    ])
}

fn query(pairs: &BTreeMap<&'static str, String>) -> String {
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// Presses a button of the page; gives where it leads and the parameters there.
async fn press(running: &Running, choice: &str) -> (String, BTreeMap<String, String>) {
    let mut form = ask();
    form.insert("choice", choice.into());
    redirect(post_form(running, PAGE, &query(&form)).await)
}

async fn approve(running: &Running, who: &str) -> String {
    press(running, who).await.1["auth_code"].clone()
}

fn der(pem: &str) -> Vec<u8> {
    let lines: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    BASE64.decode(lines.as_bytes()).unwrap()
}

/// One call to the gateway; change a parameter to break it.
#[derive(Clone)]
struct GatewayCall(BTreeMap<&'static str, String>);

impl GatewayCall {
    fn new(method: &str) -> Self {
        Self(BTreeMap::from([
            ("app_id", APP_ID.to_owned()),
            ("method", method.into()),
            ("format", "JSON".into()),
            ("charset", "utf-8".into()),
            ("sign_type", "RSA2".into()),
            // The tests' clock, in China.
            ("timestamp", "2026-01-02 11:04:05".into()),
            ("version", "1.0".into()),
        ]))
    }

    fn token(code: &str) -> Self {
        Self::new("alipay.system.oauth.token")
            .with("grant_type", "authorization_code")
            .with("code", code)
    }

    fn information(token: &str) -> Self {
        Self::new("alipay.user.info.share").with("auth_token", token)
    }

    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.0.insert(name, value.into());
        self
    }

    fn signed(mut self) -> Self {
        let pairs: Vec<_> = self
            .0
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let key = RsaKeyPair::from_pkcs8(&der(APP_PRIVATE_KEY_PEM)).unwrap();
        let mut signature = vec![0; key.public().modulus_len()];
        let text = pairs.join("&");
        key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature).unwrap();
        self.0.insert("sign", BASE64.encode(&signature));
        self
    }

    /// Sends the call as it is; gives the status and the text of the answer.
    async fn send_as_it_is(&self, running: &Running) -> (u16, String) {
        let answer = post_form(running, "/alipay/gateway.do", &query(&self.0)).await;
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// Signs and sends the call.
    async fn send(self, running: &Running) -> Answer {
        let (status, text) = self.signed().send_as_it_is(running).await;
        assert_eq!(status, 200);
        Answer(text)
    }
}

/// The text of an answer.
struct Answer(String);

impl Answer {
    /// The name of the inner object, its text, and the signature.
    fn parts(&self) -> (&str, &str, Option<&str>) {
        let (node, rest) = self.0.strip_prefix("{\"").unwrap().split_once("\":").unwrap();
        match rest.rsplit_once(",\"sign\":\"") {
            Some((text, sign)) => (node, text, sign.strip_suffix("\"}")),
            None => (node, rest.strip_suffix('}').unwrap(), None),
        }
    }

    fn value(&self) -> Value {
        serde_json::from_str(self.parts().1).unwrap()
    }

    fn error(&self) -> (String, String, String) {
        let value = self.value();
        let of = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        (self.parts().0.to_owned(), of("code"), of("sub_code"))
    }

    fn is_signed_by_the_platform(&self) -> bool {
        let (_, text, sign) = self.parts();
        // Behind the 24 bytes that every key of this kind begins with.
        let key = der(PLATFORM_PUBLIC_KEY_PEM).split_off(24);
        let key = ring::signature::UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key);
        let sign = BASE64.decode(sign.unwrap().as_bytes()).unwrap();
        key.verify(text.as_bytes(), &sign).is_ok()
    }
}

/// The identity that an application gets for an approval, from page to information.
async fn identity(running: &Running, who: &str) -> Value {
    let code = approve(running, who).await;
    let token = GatewayCall::token(&code).send(running).await.value();
    let token = token["access_token"].as_str().unwrap();
    GatewayCall::information(token).send(running).await.value()
}

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
async fn the_page_names_each_button_and_says_that_it_is_played() {
    let running = sandbox().await;

    let page = get(&running, &format!("{PAGE}?{}", query(&ask()))).await;

    assert!(page.contains("This page only plays Alipay."));
    assert!(page.contains("http://localhost:8080 would like to see"));
    for name in [
        "Approve as solo",
        "Approve as firm",
        "Approve as firm's legal representative",
        "Approve as somebody else",
        "Approve as somebody not certified",
        "Approve as another enterprise",
        "Cancel",
        "Fail",
        "Be slow",
    ] {
        assert!(page.contains(&format!(">{name}</button>")), "{name}");
    }
    running.stop().await;
}

#[tokio::test]
async fn the_page_speaks_chinese_and_keeps_what_was_asked() {
    let running = sandbox().await;

    let page = get(&running, &format!("{PAGE}?{}&lang=zh-CN", query(&ask()))).await;

    assert!(page.contains("以 solo 的身份同意"));
    assert!(page.contains(&format!("action=\"{PAGE}?lang=zh-CN\"")));
    assert!(page.contains("state=a-state&amp;lang=en"), "{page}");
    running.stop().await;
}

#[tokio::test]
async fn forms_of_the_page_may_lead_to_the_server_and_nowhere_else() {
    let extra = vec!["http://localhost:8081/".to_owned()];
    let running = start(Config { redirect_origins: extra, ..config() }).await.unwrap();
    let url = format!("http://{}{PAGE}?{}", running.http, query(&ask()));

    let answer = reqwest::get(url).await.unwrap();

    let policy = answer.headers()["content-security-policy"].to_str().unwrap();
    assert!(
        policy.ends_with("form-action 'self' http://localhost:8081 http://localhost:8080"),
        "{policy}"
    );
    assert!(policy.starts_with("default-src 'none'; "));
    assert_eq!(answer.headers()["permissions-policy"], "camera=()");
    running.stop().await;
}

#[tokio::test]
async fn cancelling_and_failing_go_back_without_a_code() {
    let running = sandbox().await;

    for (choice, error) in [("cancel", None), ("fail", Some("unknown_error"))] {
        let (to, parameters) = press(&running, choice).await;

        assert_eq!(to, "http://localhost:8080/callback");
        assert_eq!(parameters["state"], "a-state");
        assert_eq!(parameters["error_scope"], "auth_user");
        assert_eq!(parameters.get("error").map(String::as_str), error);
        assert!(!parameters.contains_key("auth_code"));
    }
    running.stop().await;
}

#[tokio::test]
async fn a_wrong_question_gets_an_error_page_that_leads_nowhere() {
    let running = sandbox().await;
    let cases = [
        ("app_id", "2021000000000002"),
        ("app_id", ""),
        ("scope", "auth_base"),
        ("redirect_uri", "http://evil.example/callback"),
        ("redirect_uri", "http://localhost:8080.evil.example/"),
        ("redirect_uri", "http://localhost:8080@evil.example/"),
        ("redirect_uri", "https://localhost:8080/"),
        ("redirect_uri", "javascript:alert(1)"),
        ("redirect_uri", "/callback"),
        ("redirect_uri", ""),
        ("state", ""),
        ("state", "状态"),
        ("state", &"x".repeat(101)),
    ];

    for (name, value) in cases {
        let mut ask = ask();
        ask.insert(name, value.into());
        let url = format!("http://{}{PAGE}?{}", running.http, query(&ask));
        let page = reqwest::get(url).await.unwrap();
        ask.insert("choice", "solo".into());
        let posted = post_form(&running, PAGE, &query(&ask)).await;

        assert_eq!((page.status().as_u16(), posted.status().as_u16()), (400, 400), "{value}");
        assert!(posted.headers().get("location").is_none());
        let page = page.text().await.unwrap();
        assert!(page.contains(&format!("<code>{name}</code>")), "{name} {value}");
        assert!(!page.contains("<form"));
    }
    running.stop().await;
}

#[tokio::test]
async fn a_state_of_one_hundred_characters_comes_back_whole() {
    let running = sandbox().await;
    let state = "+/=".repeat(33) + "x";
    let mut form = ask();
    form.insert("state", state.clone());
    form.insert("choice", "solo".into());

    let (_, parameters) = redirect(post_form(&running, PAGE, &query(&form)).await);

    assert_eq!(parameters["state"], state);
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

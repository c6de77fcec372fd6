//! The SMS carrier, called as the documentation of Dysmsapi says.

use crate::support::{Call, NOW, get, sandbox};
use regain_sandbox::CarrierMode;

#[tokio::test]
async fn a_signed_call_delivers_the_text_of_the_template() {
    let running = sandbox().await;

    let (status, answer) = Call::new("1").send(&running).await;

    assert_eq!(status, 200);
    assert_eq!((&answer["Code"], &answer["Message"]), (&"OK".into(), &"OK".into()));
    assert!(answer["RequestId"].as_str().unwrap().len() == 36, "{answer}");
    assert!(answer["BizId"].as_str().unwrap().ends_with("^0"), "{answer}");
    let messages = running.messages("+86 138 0013 8000");
    assert_eq!(messages.len(), 1);
    assert!(messages[0].text.starts_with("Your verification code is 123456."));
    assert!(messages[0].text.ends_with("\n@account.example.com #123456"));
    assert_eq!(messages[0].from, "云雀 Cloud*");
    running.stop().await;
}

/// The signature was computed by another program, from the documentation alone: it guards against
/// the same mistake in the verifier and in these tests' own signing.
#[tokio::test]
async fn a_signature_made_elsewhere_is_accepted() {
    let running = sandbox().await;
    let query = "PhoneNumbers=13800138000&SignName=%E4%BA%91%E9%9B%80%20Cloud%2A\
                 &TemplateCode=REGAIN_CODE_EN&TemplateParam=%7B%22code%22%3A%22123456%22%2C\
                 %22minutes%22%3A%225%22%2C%22host%22%3A%22account.example.com%22%7D";
    let answer = reqwest::Client::new()
        .post(format!("http://{}/sms?{query}", running.http))
        .header("host", "carrier.example.com")
        .header("x-acs-action", "SendSms")
        .header("x-acs-version", "2017-05-25")
        .header("x-acs-date", NOW)
        .header("x-acs-signature-nonce", "vector-nonce-1")
        .header(
            "x-acs-content-sha256",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        )
        .header(
            "authorization",
            "ACS3-HMAC-SHA256 Credential=sandbox-key-id,SignedHeaders=host;x-acs-action;\
             x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,\
             Signature=2a1dd2b6caef486122d96b71515a29a829f34c07ce94478935b3056e55d379ab",
        )
        .send()
        .await
        .unwrap();

    assert_eq!(answer.json::<serde_json::Value>().await.unwrap()["Code"], "OK");
    running.stop().await;
}

#[tokio::test]
async fn parameters_may_come_as_a_form_and_the_path_may_be_signed() {
    let running = sandbox().await;
    let call = Call { is_form: true, signed_path: "/sms", ..Call::new("1") };

    assert_eq!(call.send(&running).await.1["Code"], "OK");
    assert_eq!(running.messages("").len(), 1);
    running.stop().await;
}

#[tokio::test]
async fn what_the_gateway_refuses_has_its_documented_status_and_code() {
    let running = sandbox().await;
    let wrong_secret = Call { key_secret: "other", ..Call::new("a") };
    let wrong_key = Call { key_id: "other", ..Call::new("b") };
    let wrong_path = Call { signed_path: "/elsewhere", ..Call::new("c") };
    let unsigned = Call { unsigned: vec!["x-acs-date"], ..Call::new("d") };
    let form = Call { is_form: true, unsigned: vec!["content-type"], ..Call::new("e") };
    let date = |value| Call::new("f").with_header("x-acs-date", value);
    let cases = [
        (wrong_secret, 400, "SignatureDoesNotMatch"),
        (wrong_key, 404, "InvalidAccessKeyId.NotFound"),
        (wrong_path, 400, "SignatureDoesNotMatch"),
        (unsigned, 400, "IncompleteSignature"),
        (form, 400, "IncompleteSignature"),
        (date("2026-01-02T03:19:06Z"), 400, "InvalidTimeStamp.Expired"),
        (date("2026-01-02T02:49:04Z"), 400, "InvalidTimeStamp.Expired"),
        (date("Fri, 02 Jan 2026"), 400, "InvalidTimeStamp.Format"),
        (date("2026-01-02T03:04:05"), 400, "InvalidTimeStamp.Format"),
        (Call::new("g").with_header("x-acs-action", "SendMms"), 404, "InvalidAction.NotFound"),
        (Call::new("h").with("PhoneNumbers", ""), 400, "MissingPhoneNumbers"),
        (Call::new("i").with("SignName", ""), 400, "MissingSignName"),
        (Call::new("j").with("TemplateCode", ""), 400, "MissingTemplateCode"),
    ];

    for (call, status, code) in cases {
        let answer = call.send(&running).await;

        assert_eq!((answer.0, answer.1["Code"].as_str().unwrap()), (status, code));
        assert!(answer.1["HostId"].is_string());
    }
    assert!(running.messages("").is_empty());
    running.stop().await;
}

#[tokio::test]
async fn a_date_at_the_edge_of_fifteen_minutes_is_accepted() {
    let running = sandbox().await;

    for (nonce, date) in [("1", "2026-01-02T03:19:05Z"), ("2", "2026-01-02T02:49:05Z")] {
        let answer = Call::new(nonce).with_header("x-acs-date", date).send(&running).await;
        assert_eq!(answer.1["Code"], "OK", "{date}");
    }
    running.stop().await;
}

#[tokio::test]
async fn a_call_without_authorization_is_refused() {
    let running = sandbox().await;
    let url = format!("http://{}/sms?PhoneNumbers=13800138000", running.http);

    let answer = reqwest::Client::new().post(url).send().await.unwrap();

    assert_eq!(answer.status(), 400);
    assert_eq!(answer.json::<serde_json::Value>().await.unwrap()["Code"], "IncompleteSignature");
    running.stop().await;
}

#[tokio::test]
async fn the_same_call_cannot_be_replayed() {
    let running = sandbox().await;
    let call = Call::new("once");
    call.send(&running).await;

    let (status, answer) = call.send(&running).await;

    assert_eq!((status, &answer["Code"]), (400, &"SignatureNonceUsed".into()));
    assert_eq!(running.messages("").len(), 1);
    running.stop().await;
}

/// Only a call that is really signed uses its nonce up: nobody can spoil another's.
#[tokio::test]
async fn a_refused_signature_does_not_use_the_nonce() {
    let running = sandbox().await;
    Call { key_secret: "other", ..Call::new("once") }.send(&running).await;

    assert_eq!(Call::new("once").send(&running).await.1["Code"], "OK");
    running.stop().await;
}

#[tokio::test]
async fn what_the_service_refuses_has_status_200_and_an_isv_code() {
    let running = sandbox().await;
    let many = vec!["13800138000"; 1_001].join(",");
    let cases = [
        ("PhoneNumbers", "12345", "isv.MOBILE_NUMBER_ILLEGAL"),
        ("PhoneNumbers", "13800138000,x", "isv.MOBILE_NUMBER_ILLEGAL"),
        ("PhoneNumbers", &many, "isv.MOBILE_COUNT_OVER_LIMIT"),
        ("TemplateCode", "SMS_1", "isv.SMS_TEMPLATE_ILLEGAL"),
        ("TemplateParam", "{}", "isv.TEMPLATE_MISSING_PARAMETERS"),
        ("TemplateParam", r#"{"code":123456}"#, "isv.INVALID_JSON_PARAM"),
        ("TemplateParam", "code", "isv.INVALID_JSON_PARAM"),
    ];

    for (number, (name, value, code)) in cases.into_iter().enumerate() {
        let (status, answer) =
            Call::new(&number.to_string()).with(name, value).send(&running).await;
        assert_eq!((status, answer["Code"].as_str().unwrap()), (200, code));
    }
    assert!(running.messages("").is_empty());
    running.stop().await;
}

#[tokio::test]
async fn several_numbers_get_one_message_each() {
    let running = sandbox().await;

    Call::new("1").with("PhoneNumbers", "13800138000,+8613900139000").send(&running).await;

    assert_eq!(running.messages("+8613900139000").len(), 1);
    assert_eq!(running.messages("").len(), 2);
    running.stop().await;
}

#[tokio::test]
async fn the_carrier_can_be_made_to_fail_and_to_work_again() {
    let running = sandbox().await;
    let cases = [
        (CarrierMode::Fail, 200, "isp.SYSTEM_ERROR"),
        (CarrierMode::Limit, 200, "isv.BUSINESS_LIMIT_CONTROL"),
        (CarrierMode::Down, 503, "ServiceUnavailable"),
    ];

    for (mode, status, code) in cases {
        running.set_carrier(mode);
        let answer = Call::new(code).send(&running).await;
        assert_eq!((answer.0, answer.1["Code"].as_str().unwrap()), (status, code));
    }
    assert!(running.messages("").is_empty());
    running.set_carrier(CarrierMode::Ok);
    assert_eq!(Call::new("ok").send(&running).await.1["Code"], "OK");
    running.stop().await;
}

/// The provider's failures do not hide a mistake in the caller's signature.
#[tokio::test]
async fn a_failing_carrier_still_verifies_the_signature() {
    let running = sandbox().await;
    running.set_carrier(CarrierMode::Fail);

    let (_, answer) = Call { key_secret: "other", ..Call::new("1") }.send(&running).await;

    assert_eq!(answer["Code"], "SignatureDoesNotMatch");
    running.stop().await;
}

#[tokio::test]
async fn a_slow_carrier_delivers_after_its_delay_and_not_when_the_caller_gives_up() {
    let running = sandbox().await;
    running.set_carrier(CarrierMode::Slow);

    let call = Call::new("given up");
    let brief = core::time::Duration::from_millis(50);
    assert!(tokio::time::timeout(brief, call.send(&running)).await.is_err());
    assert_eq!(Call::new("patient").send(&running).await.1["Code"], "OK");

    assert_eq!(running.messages("").len(), 1);
    running.stop().await;
}

#[tokio::test]
async fn the_mode_can_be_switched_over_http() {
    let running = sandbox().await;
    let url = format!("http://{}/sandbox/carrier", running.http);
    let client = reqwest::Client::new();

    let switched = client.post(&url).json(&serde_json::json!({"mode": "limit"})).send().await;
    let refused = client.post(&url).json(&serde_json::json!({"mode": "odd"})).send().await;

    assert_eq!(switched.unwrap().status(), 200);
    assert_eq!(refused.unwrap().status(), 422);
    assert_eq!(get(&running, "/sandbox/carrier").await, r#"{"mode":"limit"}"#);
    assert_eq!(Call::new("1").send(&running).await.1["Code"], "isv.BUSINESS_LIMIT_CONTROL");
    running.stop().await;
}

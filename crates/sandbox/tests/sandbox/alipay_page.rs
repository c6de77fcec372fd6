//! Alipay's page: its buttons, where they lead, and what it refuses.

use crate::alipay_client::{PAGE, ask, press, query};
use crate::support::{config, get, post_form, redirect, sandbox};
use regain_sandbox::{Config, start};

#[tokio::test]
async fn the_page_names_each_button_and_says_that_it_is_simulated() {
    let running = sandbox().await;

    let page = get(&running, &format!("{PAGE}?{}", query(&ask()))).await;

    assert!(page.contains("This page only simulates Alipay."));
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

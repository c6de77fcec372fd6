//! The portal, with stubs in the place of the recovery server.

#![expect(clippy::unwrap_used, reason = "test support: a failure here is a failed test")]

use crate::support::{config, get, sandbox};
use regain_sandbox::{Config, Running, start};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Answers one request with these bytes; gives its own address and, later, the request.
async fn stub(answer: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let request = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        // The body is JSON without nesting: its end is the first closing brace.
        while !request.contains(&b'}') {
            stream.read_buf(&mut request).await.unwrap();
        }
        stream.write_all(answer.as_bytes()).await.unwrap();
        String::from_utf8(request).unwrap()
    });
    (url, request)
}

async fn log_on(running: &Running, username: &str, password: &str, query: &str) -> String {
    let pairs = [("username", username), ("password", password)];
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let answer = reqwest::Client::new()
        .post(format!("http://{}/log-on{query}", running.http))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", format!("http://{}", running.http))
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    answer.text().await.unwrap()
}

#[tokio::test]
async fn a_right_password_greets_by_username() {
    let running = sandbox().await;
    let (url, request) =
        stub("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}").await;
    running.set_server(&url);

    let page = log_on(&running, "solo", "Old-Password-1", "").await;

    assert!(page.contains("<h1>Welcome, solo</h1>"), "{page}");
    assert!(!page.contains("Old-Password-1"));
    let request = request.await.unwrap();
    let lower = request.to_ascii_lowercase();
    assert!(lower.starts_with("post /api/v1/log-on http/1.1\r\n"), "{request}");
    assert!(lower.contains("\r\nidempotency-key: "), "{request}");
    assert!(!lower.contains("\r\norigin:"), "{request}");
    assert!(request.ends_with(r#"{"username":"solo","password":"Old-Password-1"}"#), "{request}");
    running.stop().await;
}

#[tokio::test]
async fn each_failure_says_what_happened_and_keeps_the_username_only() {
    let running = sandbox().await;
    let cases = [
        ("HTTP/1.1 401 X\r\ncontent-length: 0\r\n\r\n", "Username or password is wrong<"),
        ("HTTP/1.1 429 X\r\ncontent-length: 0\r\n\r\n", "Too many tries<"),
        (
            "HTTP/1.1 429 X\r\nretry-after: 30\r\ncontent-length: 0\r\n\r\n",
            "Too many tries. Wait 30 seconds",
        ),
        ("HTTP/1.1 500 X\r\ncontent-length: 0\r\n\r\n", "unexpected answer (status 500)"),
        ("HTTP/1.1 302 X\r\nlocation: /\r\ncontent-length: 0\r\n\r\n", "(status 302)"),
        ("", "cannot be reached"),
    ];

    for (answer, expected) in cases {
        let (url, _request) = stub(answer).await;
        running.set_server(&url);
        let page = log_on(&running, "solo", "Wrong-Password-1", "").await;
        assert!(page.contains(expected), "{expected}: {page}");
        assert!(page.contains("<title>Error: Log on"), "{expected}");
        assert!(page.contains("value=\"solo\""), "{expected}");
        assert!(!page.contains("Wrong-Password-1"), "{expected}");
    }
    running.stop().await;
}

#[tokio::test]
async fn a_server_that_is_not_there_is_named() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let server_url = format!("http://{free}/");
    let running = start(Config { server_url, ..config() }).await.unwrap();

    let page = log_on(&running, "solo", "x", "").await;

    assert!(page.contains(&format!("The recovery server at http://{free} cannot be reached")));
    running.stop().await;
}

#[tokio::test]
async fn an_empty_field_is_refused_without_asking_the_server() {
    let running = sandbox().await;
    let (url, request) = stub("").await;
    running.set_server(&url);

    for (username, password) in [("", "x"), ("solo", "")] {
        let page = log_on(&running, username, password, "").await;
        assert!(page.contains("Username or password is wrong"));
    }
    assert!(!request.is_finished());
    request.abort();
    running.stop().await;
}

#[tokio::test]
async fn a_hostile_username_is_shown_as_text() {
    let running = sandbox().await;
    let attack = "\"><script>alert(1)</script><b a='";
    for answer in [
        "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 401 X\r\ncontent-length: 0\r\n\r\n",
    ] {
        let (url, _request) = stub(answer).await;
        running.set_server(&url);

        let page = log_on(&running, attack, "x", "").await;

        assert!(!page.contains("<script>"), "{page}");
        assert!(page.contains("&quot;&gt;&lt;script&gt;"), "{page}");
    }
    running.stop().await;
}

#[tokio::test]
async fn forgot_password_leads_to_the_server_wherever_it_is_now() {
    let running = sandbox().await;
    running.set_server("http://127.0.0.1:1234/");

    let page = get(&running, "/").await;

    let back = format!("return_to=http%3A%2F%2F127.0.0.1%3A{}%2Fback", running.http.port());
    for (path, name) in [("", "Forgot password"), ("username", "Forgot username")] {
        let link = format!(r#"<a href="http://127.0.0.1:1234/{path}?{back}">{name}</a>"#);
        assert!(page.contains(&link), "{page}");
    }
    running.stop().await;
}

#[tokio::test]
async fn the_address_fills_in_the_name() {
    let running = sandbox().await;

    let page = get(&running, "/?username=solo%22%3E%3Cb%3E").await;

    assert!(page.contains(r#"value="solo&quot;&gt;&lt;b&gt;" required"#), "{page}");
    assert!(!get(&running, "/").await.contains("solo&quot;"));
    running.stop().await;
}

#[tokio::test]
async fn the_recovery_leads_back_to_a_page_of_the_portal() {
    let running = sandbox().await;

    let page = get(&running, "/back").await;

    assert!(page.contains("<h1>Back at Larkfield Cloud</h1>"), "{page}");
    assert!(page.contains(r#"<a class="button" href="/">Log on</a>"#), "{page}");
    running.stop().await;
}

#[tokio::test]
async fn every_field_has_its_label_and_every_demo_account_is_listed() {
    let running = sandbox().await;

    let page = get(&running, "/").await;

    assert!(page.contains(r#"<label for="username">Username</label>"#));
    assert!(page.contains(r#"<label for="password">Password</label>"#));
    assert!(page.contains("<button>Log on</button>"));
    for username in [
        "solo",
        "solo-unverified",
        "solo-mail",
        "solo-nothing",
        "solo-mfa",
        "firm",
        "firm-unverified",
        "pair-one",
        "pair-two",
    ] {
        assert!(page.contains(&format!("<strong>{username}</strong>")), "{username}");
    }
    running.stop().await;
}

#[tokio::test]
async fn the_portal_speaks_chinese_and_stays_so() {
    let running = sandbox().await;
    running.set_server("http://127.0.0.1:9");

    let page = get(&running, "/?lang=zh-CN").await;
    assert!(page.contains(r#"<html lang="zh-CN">"#));
    let link = r#"<a href="http://127.0.0.1:9/?lang=zh-CN&amp;return_to=http%3A%2F%2F127.0.0.1%3A"#;
    assert!(page.contains(link), "{page}");
    assert!(page.contains(r#"%2Fback%3Flang%3Dzh-CN">忘记密码</a>"#), "{page}");
    assert!(page.contains(r#"action="/log-on?lang=zh-CN""#));

    let answer = log_on(&running, "solo", "", "?lang=zh-CN").await;
    assert!(answer.contains("用户名或密码错误"));
    running.stop().await;
}

#[tokio::test]
async fn the_browsers_language_is_followed() {
    let running = sandbox().await;

    let answer = reqwest::Client::new()
        .get(format!("http://{}/", running.http))
        .header("accept-language", "zh-Hans-CN,zh;q=0.9,en;q=0.8")
        .send()
        .await
        .unwrap();

    assert!(answer.text().await.unwrap().contains("<h1 id=\"log-on\">登录</h1>"));
    running.stop().await;
}

#[tokio::test]
async fn the_footer_leads_to_what_is_simulated_and_that_to_each_party() {
    let running = sandbox().await;
    let link = r#"<a href="/sandbox">What is simulated here</a>"#;
    assert!(get(&running, "/").await.contains(link));
    running.set_carrier(regain_sandbox::CarrierMode::Limit);

    let page = get(&running, "/sandbox").await;

    for text in
        ["SMS carrier", "Mail server", "Alipay (simulated)", "Face verification (simulated)"]
    {
        assert!(page.contains(&format!("<h2>{text}</h2>")), "{text}");
    }
    assert!(page.contains(r#"<a href="/faces">"#) && page.contains(r#"<a href="/inbox">"#));
    assert!(page.contains("<code>limit</code>"), "{page}");
    running.stop().await;
}

//! The inbox, as JSON for tests and as a page for people.

#![expect(clippy::unwrap_used, reason = "test support: a failure here is a failed test")]

use crate::support::{Call, NOW, get, sandbox};
use regain_sandbox::Running;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Sends one mail, all in one packet.
async fn mail(running: &Running, to: &str, subject: &str, text: &str) {
    let mut stream = TcpStream::connect(running.smtp).await.unwrap();
    let conversation = format!(
        "HELO test\r\nMAIL FROM:<no-reply@example.com>\r\nRCPT TO:<{to}>\r\nDATA\r\n\
         From: <no-reply@example.com>\r\nSubject: {subject}\r\n\r\n{text}\r\n.\r\nQUIT\r\n"
    );
    stream.write_all(conversation.as_bytes()).await.unwrap();
    let mut replies = String::new();
    stream.read_to_string(&mut replies).await.unwrap();
    assert!(replies.ends_with("250 2.0.0 Ok\r\n221 2.0.0 Bye\r\n"), "{replies}");
}

async fn json(running: &Running, query: &str) -> Vec<serde_json::Value> {
    serde_json::from_str(&get(running, &format!("/inbox.json{query}")).await).unwrap()
}

#[tokio::test]
async fn json_lists_the_newest_message_first_with_four_fields() {
    let running = sandbox().await;
    Call::new("1").send(&running).await;
    mail(&running, "solo@example.com", "Code", "Your verification code is 654321.").await;

    let messages = json(&running, "").await;

    assert_eq!(messages.len(), 2);
    assert_eq!(
        messages[0],
        serde_json::json!({
            "channel": "mail", "to": "solo@example.com",
            "text": "Your verification code is 654321.",
            "sent_at": NOW.replace('Z', ".000Z"),
        })
    );
    assert_eq!(messages[1]["channel"], "sms");
    assert_eq!(messages[1]["to"], "+8613800138000");
    running.stop().await;
}

#[tokio::test]
async fn the_filter_takes_phones_by_digits_and_mail_in_any_case() {
    let running = sandbox().await;
    Call::new("1").send(&running).await;
    mail(&running, "solo@example.com", "Code", "text").await;

    for to in ["%2B86+138+0013+8000", "+8613800138000", "%2B8613800138000", "13800138000"] {
        let messages = json(&running, &format!("?to={to}")).await;
        assert_eq!(messages.len(), 1, "{to}");
        assert_eq!(messages[0]["channel"], "sms", "{to}");
    }
    assert_eq!(json(&running, "?to=SOLO@Example.com").await.len(), 1);
    assert_eq!(json(&running, "?to=").await.len(), 2);
    for to in ["%2B8613800138001", "firm@example.com", "solo", "@"] {
        assert!(json(&running, &format!("?to={to}")).await.is_empty(), "{to}");
    }
    running.stop().await;
}

#[tokio::test]
async fn the_page_shows_what_arrived_with_the_code_set_off() {
    let running = sandbox().await;
    assert!(get(&running, "/inbox").await.contains("No messages yet"));
    Call::new("1").send(&running).await;

    let page = get(&running, "/inbox?to=%2B86+138+0013+8000").await;

    assert!(page.contains("Your verification code is <strong class=\"code\">123456</strong>."));
    assert!(page.contains("Messages: 1"));
    assert!(page.contains("value=\"+86 138 0013 8000\""));
    assert!(get(&running, "/inbox?to=firm@example.com").await.contains("Messages: 0"));
    running.stop().await;
}

#[tokio::test]
async fn a_hostile_message_cannot_break_out_of_the_page() {
    let running = sandbox().await;
    let attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
    mail(&running, "solo@example.com", attack, attack).await;

    let page = get(&running, "/inbox?to=%22%3E%3Cscript%3E").await + &get(&running, "/inbox").await;

    assert!(!page.contains("<script>"), "{page}");
    assert!(!page.contains("<img src=x"), "{page}");
    assert_eq!(page.matches("&lt;img src=x").count(), 2);
    running.stop().await;
}

#[tokio::test]
async fn every_answer_has_the_strict_policy_and_is_not_cached() {
    let running = sandbox().await;

    for path in [
        "/",
        "/inbox",
        "/inbox.json",
        "/assets/inbox.js",
        "/assets/camera.js",
        "/sandbox",
        "/faces",
        "/faces/solo.png",
        "/face/none",
        "/alipay/oauth2/publicAppAuthorize.htm",
        "/nowhere",
    ] {
        let answer = reqwest::get(format!("http://{}{path}", running.http)).await.unwrap();
        let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.starts_with("default-src 'none'; "), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(answer.headers()["cache-control"], "no-store", "{path}");
    }
    running.stop().await;
}

#[tokio::test]
async fn no_page_has_inline_script_or_style() {
    let running = sandbox().await;
    Call::new("1").send(&running).await;

    for path in [
        "/",
        "/inbox",
        "/nowhere",
        "/?lang=zh-CN",
        "/sandbox",
        "/sandbox?lang=zh-CN",
        "/faces",
        "/faces?lang=zh-CN",
        "/face/none",
        "/alipay/oauth2/publicAppAuthorize.htm",
    ] {
        let page = get(&running, path).await;
        assert!(!page.contains("<style") && !page.contains(" style="), "{path}");
        assert!(!page.contains("<script>"), "{path}");
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
    }
    running.stop().await;
}

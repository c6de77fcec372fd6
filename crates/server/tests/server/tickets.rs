//! Tokens, the right to set a password, and who may send commands (TOK).

use crate::{on_both_databases, world::*};
use reqwest::Method;
use serde_json::json;

on_both_databases! {
    /// TOK-01: the right to set a password ends ten minutes after the proof; the token has 256
    /// bits and only its hash is stored.
    async fn the_grant_lasts_ten_minutes(world: World) {
        let mut flow = world.proved("solo", "phone", PHONE).await;
        assert_eq!(flow.token.len(), 43);
        let mut other = world.proved("firm", "phone", "+8613900139000").await;
        assert_eq!(flow.read().await.json["step"]["expires_in_s"], 600);

        world.clock.forward_s(599);
        flow.set_password(NEW).await.expect_step("done");
        world.clock.forward_s(2);
        other.set_password(NEW).await.expect_problem("recovery_expired");
        assert_eq!(other.read().await.status, 401);
    }

    /// TOK-02: that a grant was used is remembered over a restart.
    async fn a_grant_is_used_once_even_after_a_restart(mut world: World) {
        let mut flow = world.proved("solo", "phone", PHONE).await;
        flow.set_password(NEW).await.expect_step("done");
        let (token, version) = (flow.token.clone(), flow.version);
        drop(flow);

        world.restart(|_| ()).await;
        let mut flow = Flow { world: &world, token, version, recovery: json!({}) };

        flow.set_password("Another-Password-7").await.expect_problem("stale_version");
        assert_eq!(world.log_on("solo", NEW).await.status, 200);
    }

    /// TOK-03: an account in a request is refused, on every command.
    async fn no_request_can_name_an_account(world: World) {
        let flow = world.begin("solo").await;
        let victim = world.account_id("firm").await;
        for (path, mut body) in [
            ("/method", json!({ "method": "phone" })),
            ("/code", json!({ "code": "123456" })),
            ("/password", json!({ "password": NEW })),
            ("/resend", json!({})),
            ("/change-method", json!({})),
            ("/cancel", json!({})),
        ] {
            for field in ["account_id", "account", "user_id", "username", "recovery_id", "version"] {
                body[field] = json!(victim);
                flow.command_as(path, &key(), &body).await.expect_problem("malformed");
                body.as_object_mut().unwrap().remove(field);
            }
        }
    }

    /// TOK-04: the grant dies when the password, a destination or the state of the account
    /// changes by any route, or another recovery completes.
    async fn a_grant_dies_with_any_change_of_the_account(mut world: World) {
        world.restart(|config| config.resend_after_s = 0).await;
        for change in [
            "UPDATE accounts SET password_hash = 'x' WHERE username = 'solo'",
            "UPDATE accounts SET password_changed_ms = 1 WHERE username = 'solo'",
            "UPDATE destinations SET address = '+8613800138999' WHERE address = '+8613800138000'",
            "DELETE FROM destinations WHERE address = 'solo@example.com'",
            "UPDATE accounts SET needs_two_proofs = 1 WHERE username = 'firm'",
            "UPDATE accounts SET disabled = 1 WHERE username = 'firm'",
        ] {
            let (name, to) = match (change.contains("firm"), change.contains("DELETE")) {
                (true, _) => ("firm", "+8613900139000"),
                (false, true) => ("solo", "+8613800138999"),
                (false, false) => ("solo", PHONE),
            };
            let mut flow = world.proved(name, "phone", to).await;
            world.execute(change).await;

            flow.set_password(NEW).await.expect_problem("stale_version");
            let ended = flow.read().await;
            assert_eq!(ended.json["step"]["reason"], "superseded", "{change}");
            let sql = "UPDATE accounts SET needs_two_proofs = 0, disabled = 0";
            world.execute(sql).await;
        }
    }

    /// TOK-05: completing one recovery ends every other one of the account, at every step.
    async fn completing_one_recovery_ends_the_others(mut world: World) {
        world.restart(|config| config.resend_after_s = 0).await;
        let chosen = world.begin("solo").await;
        let (with_code, code) = world.with_code("solo", "email", MAIL).await;
        let with_grant = world.proved("solo", "email", MAIL).await;
        let mut back = world.with_code("solo", "phone", PHONE).await.0;
        back.change_method().await.expect_step("choose_method");
        let stranger = world.begin("firm").await;
        let mut first = world.proved("solo", "phone", PHONE).await;

        first.set_password(NEW).await.expect_step("done");

        // Written down at once, not only found out by the next command.
        let ended = "SELECT COUNT(*) FROM recoveries WHERE end_reason = 'superseded'";
        assert_eq!(world.count(ended).await, 4);
        let open = "SELECT COUNT(*) FROM challenges WHERE state = 'open'";
        assert_eq!(world.count(open).await, 0);
        let commands = [
            ("/method", json!({ "method": "phone" })),
            ("/code", json!({ "code": code })),
            ("/password", json!({ "password": "Stolen-Password-3" })),
        ];
        for mut flow in [chosen, with_code, with_grant, back] {
            for (path, body) in &commands {
                flow.command(path, body.clone()).await.expect_problem("stale_version");
            }
            let ended = flow.read().await;
            assert_eq!(ended.json["step"]["reason"], "superseded");
            for (path, body) in &commands {
                flow.command(path, body.clone()).await.expect_problem("stale_version");
            }
        }
        assert_eq!(stranger.clone().read().await.step(), "choose_method");
        assert_eq!(world.log_on("solo", NEW).await.status, 200);
    }

    /// TOK-06: links and the SMS host come from the configuration whatever the headers say.
    async fn headers_do_not_change_links(mut world: World) {
        world.restart(|config| {
            config.public_url = "https://recover.example".into();
            config.resend_after_s = 0;
        })
        .await;
        let hosts = ["evil.tld", "recover.example.evil.tld", "www.example:dr.frankenstein@evil.tld", "a:80@evil", "evil.tld:80", ""];
        let names = ["host", "x-forwarded-host", "forwarded", "x-original-url", "x-host", "x-forwarded-server"];
        for name in names {
            for host in hosts {
                if name == "host" && (host.is_empty() || host.contains('@')) {
                    // Not a valid host: the HTTP library itself refuses it.
                    continue;
                }
                let mut flow = world.begin("solo").await;
                let value = if name == "forwarded" { format!("host={host}") } else { host.into() };
                let (bearer, version, key) = (format!("Bearer {}", flow.token), format!("\"{}\"", flow.version), key());
                let headers = [
                    (name, value.as_str()),
                    ("authorization", &bearer),
                    ("if-match", &version),
                    ("idempotency-key", &key),
                    ("content-type", "application/json"),
                ];
                world.ready_to_receive(PHONE);
                let path = "/api/v1/recoveries/current/method";
                let reply = world.send(Method::POST, path, &headers, r#"{"method":"phone"}"#).await;
                reply.expect_step("enter_code");
                let text = world.message(PHONE).await.text;
                assert!(text.contains("@recover.example #"), "{name}: {host}: {text}");
                assert!(!text.contains("evil"));
                flow.read().await;
                flow.cancel().await.expect_step("ended");
            }
        }
        let mut flow = world.proved("solo", "phone", PHONE).await;
        world.ready_to_receive(MAIL);
        flow.set_password(NEW).await.expect_step("done");
        assert!(world.message(MAIL).await.text.contains("https://recover.example/"));
    }

    /// TOK-09: reading consumes nothing: a hundred GET and HEAD, and the grant still works.
    async fn reading_consumes_nothing(world: World) {
        let mut flow = world.proved("solo", "phone", PHONE).await;
        let bearer = format!("Bearer {}", flow.token);
        let headers = [("authorization", bearer.as_str())];
        for _ in 0..50 {
            flow.read().await.expect_step("set_password");
            for path in ["/current", "/current/password", "/current/code"] {
                let path = format!("/api/v1/recoveries{path}");
                world.send(Method::HEAD, &path, &headers, "").await;
            }
        }

        flow.set_password(NEW).await.expect_step("done");
    }

    /// CON-07: an empty, blank or odd token matches nothing at any path.
    async fn an_empty_token_matches_nothing(world: World) {
        world.begin("solo").await;
        let long = "a".repeat(43);
        for token in ["", "Bearer", "Bearer ", "Bearer  ", "Bearer null", "Bearer []", "Bearer \"\"",
            "Bearer undefined", "Basic abc", &format!("Bearer {long}"), &format!("Bearer {long} ")]
        {
            let key = key();
            let headers = [
                ("authorization", token),
                ("if-match", "\"1\""),
                ("idempotency-key", key.as_str()),
                ("content-type", "application/json"),
            ];
            for (path, body) in [
                ("/method", r#"{"method":"phone"}"#),
                ("/code", r#"{"code":"000000"}"#),
                ("/password", r#"{"password":"New-Password-9"}"#),
                ("/resend", "{}"),
                ("/change-method", "{}"),
                ("/cancel", "{}"),
            ] {
                let path = format!("/api/v1/recoveries/current{path}");
                let reply = world.send(Method::POST, &path, &headers, body).await;
                reply.expect_problem("recovery_expired");
                assert_eq!(reply.status, 401);
            }
            let reply = world.get("/api/v1/recoveries/current", &headers[..1]).await;
            reply.expect_problem("recovery_expired");
        }
    }
}

//! Limits on sending and on trying, and who they count for (OTP-10, OTP-11).

use crate::{codes::join_all, on_both_databases, world::*};
use reqwest::Method;

on_both_databases! {
    /// OTP-10: one destination gets a message a minute, whatever recovery asks for it.
    async fn a_destination_has_a_cooldown(world: World) {
        let mut one = world.begin("solo").await;
        let mut two = world.begin(MAIL).await;
        one.choose("phone").await.expect_step("enter_code");

        let refused = two.choose("phone").await;
        refused.expect_problem("throttled");
        assert_eq!(refused.json["retry_after_s"], 60);
        assert_eq!(refused.header("retry-after"), "60");
        one.resend().await.expect_problem("throttled");
        world.clock.forward_s(60);
        two.choose("phone").await.expect_step("enter_code");
        assert_eq!(world.count("SELECT COUNT(*) FROM outbox").await, 2);
    }

    /// OTP-10: five messages an hour go to one destination.
    async fn a_destination_has_an_hourly_limit(mut world: World) {
        world.restart(|config| config.sends_per_destination = 5).await;
        let mut flow = world.begin("solo").await;
        flow.choose("phone").await.expect_step("enter_code");
        for _ in 0..4 {
            world.clock.forward_s(61);
            flow.resend().await.expect_step("enter_code");
        }

        world.clock.forward_s(61);
        let refused = flow.resend().await;
        refused.expect_problem("throttled");
        assert_eq!(refused.json["retry_after_s"], 3600 - 5 * 61);
        flow.change_method().await.expect_step("choose_method");
        flow.choose("email").await.expect_step("enter_code");
    }

    /// OTP-10: accounts, client addresses and the whole server have limits of their own, and a
    /// flood of numbers does not get past them, in parallel either. (60 numbers, not 10,000.)
    async fn a_flood_is_held(mut world: World) {
        for cap in ["account", "address", "all"] {
            world.restart(|config| {
                config.resend_after_s = 0;
                config.sends_per_account = if cap == "account" { 7 } else { 100_000 };
                config.sends_per_address = if cap == "address" { 7 } else { 100_000 };
                config.sends_in_all = if cap == "all" { 7 } else { 100_000 };
            })
            .await;
            world.execute("DELETE FROM meter_uses").await;
            world.execute("UPDATE outbox SET expires_ms = 0").await;
            let names = (0..60).map(|number| match cap {
                "account" => "solo".to_owned(),
                _ => format!("1390000{number:04}"),
            });
            let replies = join_all(names.map(|name| {
                let world = &world;
                async move { world.begin(&name).await.choose("phone").await }
            }))
            .await;

            let sent = replies.iter().filter(|reply| reply.step() == "enter_code").count();
            assert_eq!(sent, 7, "{cap}");
            assert!(replies.iter().all(|reply| matches!(reply.status.as_u16(), 200 | 429)));
        }
    }

    /// OTP-10: a phone number outside the allowed prefixes is not offered, for accounts and
    /// decoys alike.
    async fn costly_prefixes_are_not_sent_to(world: World) {
        world.execute(
            "UPDATE destinations SET address = '+882123456789' WHERE address = '+8613800138000'",
        )
        .await;
        for identifier in ["+882 123 456 789", "+882 999 999 999"] {
            let mut flow = world.begin(identifier).await;
            let text = flow.recovery["step"]["methods"].to_string();
            assert!(text.contains(r#""method":"phone","unavailable":{"reason":"not_offered"}"#), "{text}");
            flow.choose("phone").await.expect_problem("method_unavailable");
        }
    }

    /// OTP-10: recoveries begun from one client address are limited.
    async fn beginning_is_limited_by_address(mut world: World) {
        world.restart(|config| config.begins_per_address = 3).await;
        for number in 0..3 {
            world.begin(&format!("name-{number}")).await;
        }

        let refused = world.begin_with(&key(), &begin_body("solo")).await;
        refused.expect_problem("throttled");
        assert_eq!(refused.header("retry-after"), "3600");
        world.clock.forward_s(3601);
        world.begin("solo").await;
    }

    /// OTP-11: headers do not make another client of one, unless a trusted proxy sends them.
    async fn a_client_cannot_forge_its_address(mut world: World) {
        world.restart(|config| config.begins_per_address = 5).await;
        let mut begun = 0;
        for number in 0..50 {
            let address = format!("203.0.113.{number}");
            let (key, forwarded) = (key(), format!("for={address}"));
            let headers = [
                ("x-forwarded-for", address.as_str()),
                ("forwarded", forwarded.as_str()),
                ("x-real-ip", address.as_str()),
                ("content-type", "application/json"),
                ("idempotency-key", key.as_str()),
            ];
            let body = begin_body("solo").to_string();
            let reply = world.send(Method::POST, "/api/v1/recoveries", &headers, body).await;
            begun += i32::from(reply.status == 201);
        }
        assert_eq!(begun, 5);

        world.restart(|config| config.trusted_proxies = vec!["127.0.0.1".into()]).await;
        world.execute("DELETE FROM meter_uses").await;
        for number in 0..10 {
            let (key, address) = (key(), format!("198.51.100.7, 203.0.113.{number}"));
            let headers = [
                ("x-forwarded-for", address.as_str()),
                ("content-type", "application/json"),
                ("idempotency-key", key.as_str()),
            ];
            let body = begin_body("solo").to_string();
            let reply = world.send(Method::POST, "/api/v1/recoveries", &headers, body).await;
            assert_eq!(reply.status, 201);
        }
    }

    /// OTP-11: another spelling of a path reaches no operation, so it evades no limit.
    async fn other_spellings_of_a_path_lead_nowhere(world: World) {
        for path in [
            "//api/v1/recoveries",
            "/api//v1/recoveries",
            "/api/v1//recoveries",
            "/api/v1/recoveries/",
            "/api/v1/%72ecoveries",
            "/api/v1/recoveries%2f",
            "/API/V1/recoveries",
        ] {
            let key = key();
            let headers =
                [("content-type", "application/json"), ("idempotency-key", key.as_str())];
            let body = begin_body("solo").to_string();
            let reply = world.send(Method::POST, path, &headers, body).await;
            assert!(matches!(reply.status.as_u16(), 404 | 405), "{path}: {}", reply.status);
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM recoveries").await, 0);
    }

    /// OTP-07: failed log-ons are throttled by a count of their own, and a right one is not
    /// counted.
    async fn log_on_is_throttled(world: World) {
        for _ in 0..12 {
            assert_eq!(world.log_on("solo", OLD).await.status, 200);
        }
        for _ in 0..10 {
            world.log_on("solo", "wrong").await.expect_problem("log_on_refused");
        }

        world.log_on("solo", OLD).await.expect_problem("throttled");
        assert_eq!(world.log_on("firm", OLD).await.status, 200);
        world.log_on("nobody", OLD).await.expect_problem("log_on_refused");
        world.log_on(PHONE, OLD).await.expect_problem("log_on_refused");
        world.clock.forward_s(15 * 60 + 1);
        assert_eq!(world.log_on("solo", OLD).await.status, 200);
    }
}

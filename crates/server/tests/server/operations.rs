//! Running the server: health, long polls, expiry, start and stop.

use crate::{on_both_databases, world::*};
use regain_server::{Config, OsRandom, SystemClock};
use serde_json::json;
use std::{sync::Arc, time::Duration};
use tokio::time::{sleep, timeout};

on_both_databases! {
    async fn the_demo_accounts_see_their_methods(world: World) {
        for (name, available, kind) in [
            ("solo", vec!["phone", "email", "alipay", "face"], "individual"),
            ("solo-unverified", vec!["phone", "email"], "individual"),
            ("solo-mail", vec!["email"], "individual"),
            ("solo-nothing", vec![], "individual"),
            (
                "firm",
                vec!["phone", "email", "alipay", "face", "administrator"],
                "enterprise",
            ),
            ("firm-unverified", vec!["phone", "email"], "enterprise"),
        ] {
            let flow = world.begin(name).await;
            let methods = flow.recovery["step"]["methods"].as_array().unwrap();
            let open: Vec<_> = methods
                .iter()
                .filter(|method| method.get("available").is_some())
                .map(|method| method["method"].as_str().unwrap())
                .collect();
            assert_eq!(open, available, "{name}");
            assert_eq!(flow.recovery["account"]["kind"], kind);
        }
        let text = world.begin("firm-unverified").await.recovery.to_string();
        assert_eq!(text.matches("identity_not_verified").count(), 3);
        assert!(world.begin("solo").await.recovery.to_string().contains("not_for_individuals"));
        assert_eq!(world.begin("solo-mfa").await.recovery["step"]["proofs_needed"], 2);
        assert_eq!(world.count("SELECT COUNT(*) FROM administrators").await, 2);
    }

    async fn a_restart_keeps_accounts_and_recoveries(mut world: World) {
        let mut flow = world.proved("solo", "phone", PHONE).await;
        flow.set_password(NEW).await.expect_step("done");
        let (open, code) = world.with_code("firm", "phone", "+8613900139000").await;
        let (token, version) = (open.token.clone(), open.version);
        drop((flow, open));

        world.restart(|_| ()).await;

        assert_eq!(world.log_on("solo", NEW).await.status, 200);
        let recovery = serde_json::json!({});
        let mut open = Flow { world: &world, token, version, recovery };
        open.submit(&code).await.expect_step("set_password");
    }

    async fn a_recovery_expires_when_idle_and_in_any_case(world: World) {
        let mut idle = world.begin("solo").await;
        world.clock.forward_s(30 * 60 - 1);
        idle.read().await.expect_step("choose_method");
        world.clock.forward_s(1);
        idle.read().await.expect_problem("recovery_expired");
        idle.cancel().await.expect_problem("recovery_expired");

        let mut busy = world.begin("solo").await;
        for _ in 0..6 {
            world.clock.forward_s(19 * 60);
            busy.choose("phone").await.expect_step("enter_code");
            busy.change_method().await.expect_step("choose_method");
        }
        let last = busy.read().await;
        assert_eq!(last.json["expires_in_s"], 6 * 60);
        world.clock.forward_s(6 * 60);
        busy.read().await.expect_problem("recovery_expired");
    }

    async fn a_cancelled_recovery_stays_readable_and_dead(world: World) {
        let (mut flow, code) = world.with_code("solo", "phone", PHONE).await;
        flow.cancel().await.expect_step("ended");

        flow.submit(&code).await.expect_problem("stale_version");
        flow.cancel().await.expect_problem("stale_version");
        assert_eq!(flow.read().await.json["step"]["reason"], "cancelled");
    }

    async fn what_is_over_is_forgotten_after_a_day(mut world: World) {
        let mut flow = world.proved("solo", "phone", PHONE).await;
        flow.set_password(NEW).await.expect_step("done");
        world.begin("nobody").await.choose("phone").await;
        let find = json!({ "intent": "find_username", "identifier": MAIL });
        world.ready_to_receive(MAIL);
        let found = world.begin_with(&key(), &find).await;
        let code = world.code(MAIL).await;
        world.flow(&found).submit(&code).await.expect_step("usernames");
        world.outbox_is_empty().await;
        drop(flow);
        world.clock.forward_s(5 * 24 * 60 * 60);

        // The worker sweeps when it starts.
        world.restart(|_| ()).await;
        for _ in 0..200 {
            if world.count("SELECT COUNT(*) FROM recoveries").await == 0 {
                break;
            }
            sleep(Duration::from_millis(20)).await;
        }

        for sql in [
            "SELECT COUNT(*) FROM recoveries",
            "SELECT COUNT(*) FROM challenges",
            "SELECT COUNT(*) FROM proofs",
            "SELECT COUNT(*) FROM found_usernames",
            "SELECT COUNT(*) FROM grants",
            "SELECT COUNT(*) FROM answers",
            "SELECT COUNT(*) FROM meter_uses",
            "SELECT COUNT(*) FROM outbox",
        ] {
            assert_eq!(world.count(sql).await, 0, "{sql}");
        }
        assert!(world.count("SELECT COUNT(*) FROM events").await > 0);
        assert_eq!(world.log_on("solo", NEW).await.status, 200);
    }

    async fn a_long_poll_answers_when_something_changes_or_the_time_is_up(world: World) {
        let mut flow = world.begin("solo").await;
        let bearer = format!("Bearer {}", flow.token);
        let path = "/api/v1/recoveries/current";
        let poll = |wait: &'static str| {
            let headers =
                [("authorization", bearer.as_str()), ("if-none-match", "\"1\""), ("prefer", wait)];
            let world = &world;
            async move { world.get(path, &headers).await }
        };

        let unchanged = poll("wait=1").await;
        assert_eq!((unchanged.status.as_u16(), unchanged.header("etag")), (304, "\"1\""));
        let (changed, _) = tokio::join!(timeout(Duration::from_secs(10), poll("wait=25")), async {
            sleep(Duration::from_millis(300)).await;
            flow.choose("phone").await.expect_step("enter_code");
        });
        changed.unwrap().expect_step("enter_code");
    }

    /// REL-16
    async fn stopping_ends_long_polls_and_lets_commands_finish(mut world: World) {
        assert_eq!(world.get("/healthz", &[]).await.status, 200);
        assert_eq!(world.get("/readyz", &[]).await.status, 200);
        let flow = world.begin("solo").await;
        let (url, bearer) = (world.url("/api/v1/recoveries/current"), format!("Bearer {}", flow.token));
        let request = world
            .http
            .get(url)
            .header("authorization", bearer)
            .header("if-none-match", "\"1\"")
            .header("prefer", "wait=25");
        let polling = tokio::spawn(request.send());
        drop(flow);
        sleep(Duration::from_millis(300)).await;

        timeout(Duration::from_secs(5), world.stop()).await.unwrap();

        assert_eq!(polling.await.unwrap().unwrap().status(), 304);
    }
}

#[tokio::test]
async fn a_wrong_option_stops_the_start_with_its_name() {
    let config = Config { code_attempts: 50, demo_accounts: true, ..Config::default() };

    let error =
        regain_server::start(config, Arc::new(SystemClock), Arc::new(OsRandom)).await.unwrap_err();

    assert_eq!(error.to_string(), "option code_attempts: must be 1 to 5 (OTP-05)");
}

#[tokio::test]
async fn a_busy_port_is_named() {
    let holder = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let listen = holder.local_addr().unwrap();
    let config = Config { listen, demo_accounts: true, ..Config::default() };

    let error =
        regain_server::start(config, Arc::new(SystemClock), Arc::new(OsRandom)).await.unwrap_err();

    let message = error.to_string();
    assert!(
        message.contains(&listen.to_string()) && message.contains("REGAIN_LISTEN"),
        "{message}"
    );
}

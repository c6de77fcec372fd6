//! The end of a recovery (FIN).

use crate::{on_both_databases, world::*};
use regain_sandbox::CarrierMode;
use reqwest::Method;

on_both_databases! {
    /// FIN-01: every session of the account is revoked, and how many is said; other accounts keep
    /// theirs.
    async fn sessions_are_signed_out(world: World) {
        for _ in 0..3 {
            assert_eq!(world.log_on("solo", OLD).await.status, 200);
        }
        assert_eq!(world.log_on("firm", OLD).await.status, 200);
        let mut flow = world.proved("solo", "phone", PHONE).await;

        let done = flow.set_password(NEW).await;

        assert_eq!(done.json["step"]["sessions_signed_out"], 3);
        let open = "SELECT COUNT(*) FROM sessions WHERE revoked_ms IS NULL";
        assert_eq!(world.count(open).await, 1);
    }

    /// FIN-02: nobody is logged on by a recovery: no cookie, no session, only where to log on.
    async fn nobody_is_logged_on(world: World) {
        let mut flow = world.proved("solo", "phone", PHONE).await;

        let done = flow.set_password(NEW).await;

        assert!(done.headers.get("set-cookie").is_none());
        assert_eq!(done.json["step"]["log_on_url"], "http://localhost:8090/");
        assert_eq!(world.count("SELECT COUNT(*) FROM sessions").await, 0);
    }

    /// FIN-03, REL-13: a notice goes to every destination, not only to the one that was used, says what
    /// to do, and holds no secret; with the carrier down it arrives later, once.
    async fn a_notice_goes_to_every_destination(world: World) {
        let (mut flow, code) = world.with_code("solo", "email", MAIL).await;
        flow.submit(&code).await.expect_step("set_password");
        world.sandbox.set_carrier(CarrierMode::Down);
        world.ready_to_receive(MAIL);
        world.ready_to_receive(PHONE);
        flow.set_password(NEW).await.expect_step("done");

        let mail = world.message(MAIL).await.text;
        assert!(mail.contains("If it was not you"), "{mail}");
        assert!(!mail.contains(NEW) && !mail.contains(&code) && !mail.contains(&flow.token));
        assert!(world.sandbox.messages(PHONE).is_empty());
        world.sandbox.set_carrier(CarrierMode::Ok);
        for _ in 0..10 {
            world.clock.forward_s(61);
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        let sms = world.message(PHONE).await.text;
        assert!(sms.contains("password"), "{sms}");
        world.outbox_is_empty().await;
        assert_eq!(world.sandbox.messages(PHONE).len(), 1);
        assert_eq!(world.sandbox.messages(MAIL).len(), 2);
    }

    /// FIN-04: the old password fails, the new one works, and the finished recovery says the same
    /// to whatever comes again.
    async fn the_new_password_replaces_the_old(world: World) {
        let mut flow = world.proved("solo", "phone", PHONE).await;
        flow.set_password(NEW).await.expect_step("done");

        assert_eq!(world.log_on("solo", OLD).await.status, 401);
        assert_eq!(world.log_on("solo", NEW).await.status, 200);
        let same = flow.set_password(NEW).await;
        let other = flow.set_password("Another-Password-7").await;
        same.expect_problem("stale_version");
        assert_eq!(same.body, other.body);
        flow.read().await.expect_step("done");
        world.clock.forward_s(2 * 60 * 60);
        flow.read().await.expect_problem("recovery_expired");
    }

    /// FIN-06: password managers find the page, and an unknown well-known path is 404.
    async fn well_known_paths_answer_as_they_should(world: World) {
        let found = world.get("/.well-known/change-password", &[]).await;
        assert_eq!((found.status.as_u16(), found.header("location")), (302, "/"));

        for path in [
            "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200",
            "/.well-known/",
            "/.well-known/change-password/",
        ] {
            let reply = world.send(Method::GET, path, &[], "").await;
            assert_eq!(reply.status, 404, "{path}");
        }
    }
}

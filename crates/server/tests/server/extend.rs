//! More time, asked for before an idle recovery ends.

use crate::{on_both_databases, world::*};
use serde_json::json;

async fn extend(flow: &mut Flow<'_>) -> Reply {
    flow.command("/extend", json!({})).await
}

on_both_databases! {
    /// A11Y-08, WCAG 2.2.1: each time the whole of the idle time, up to the longest life of a
    /// recovery. Step, version and code stay as they are.
    async fn an_idle_recovery_gets_its_time_back_when_asked(world: World) {
        let (mut flow, code) = world.with_code("solo", "phone", PHONE).await;
        let version = flow.version;
        for minutes in [3, 28, 28, 28, 28] {
            world.clock.forward_s(minutes * 60);
            let reply = extend(&mut flow).await;
            reply.expect_step("enter_code");
            let left = reply.json["expires_in_s"].as_i64().unwrap();
            assert_eq!((reply.version(), left > 5 * 60 - 1), (Some(version), true));
            assert_eq!(reply.json["may_extend"], left == 30 * 60);
        }
        // 115 minutes have passed: nothing puts the end off any more.
        let last = flow.read().await;
        assert_eq!((&last.json["expires_in_s"], &last.json["may_extend"]), (&json!(300), &json!(false)));
        extend(&mut flow).await.expect_problem("stale_version");
        flow.submit(&code).await.expect_problem("code_expired");
        world.clock.forward_s(5 * 60);
        flow.read().await.expect_problem("recovery_expired");
    }

    /// ENU-05: a recovery of nobody is put off in the same way.
    async fn a_recovery_of_nobody_gets_its_time_back_too(world: World) {
        let mut real = world.begin("solo").await;
        let mut decoy = world.begin("nobody").await;
        world.clock.forward_s(29 * 60);
        let (real, decoy) = (extend(&mut real).await, extend(&mut decoy).await);
        for reply in [&real, &decoy] {
            reply.expect_step("choose_method");
            assert_eq!((&reply.json["expires_in_s"], reply.status.as_u16()), (&json!(30 * 60), 200));
        }
        assert_eq!(real.json["may_extend"], decoy.json["may_extend"]);
    }

    /// TOK-01: the right to set a password stays as short as it is.
    async fn the_right_to_set_a_password_is_not_put_off(world: World) {
        let mut flow = world.proved("solo", "phone", PHONE).await;
        world.clock.forward_s(9 * 60);
        let before = flow.read().await;
        assert_eq!((&before.json["expires_in_s"], &before.json["may_extend"]), (&json!(60), &json!(false)));
        extend(&mut flow).await.expect_problem("stale_version");
        assert_eq!(flow.read().await.json["expires_in_s"], 60);

        flow.set_password(NEW).await.expect_step("done");
        extend(&mut flow).await.expect_problem("stale_version");
    }
}

//! How often and how long a face may be tried, also when the provider fails (FAC-04).

use crate::{
    codes::join_all,
    face_client::{chosen, consent, frame_of, scan},
    on_both_databases,
    world::*,
};
use regain_sandbox::face::FaceMode;
use serde_json::json;

on_both_databases! {
    /// FAC-04: after five failures in a row each try waits 30 seconds; twenty a day and other
    /// methods are left.
    async fn failures_wait_and_end(mut world: World) {
        world.restart(|config| config.sends_per_account = 1000).await;
        let mut flow = chosen(&world, "solo").await;
        for _ in 0..5 {
            scan(&mut flow, "firm-legal").await.expect_last("not_matched");
        }
        let wait = scan(&mut flow, "firm-legal").await;
        wait.expect_problem("throttled");
        assert_eq!(wait.json["retry_after_s"], 30);
        // Another recovery of the account does not help.
        let mut other = chosen(&world, "solo").await;
        scan(&mut other, "firm-legal").await.expect_problem("throttled");
        for round in 6..=20 {
            world.clock.forward_s(29);
            scan(&mut flow, "firm-legal").await.expect_problem("throttled");
            world.clock.forward_s(1);
            let reply = scan(&mut flow, "firm-legal").await;
            if round < 20 {
                reply.expect_last("not_matched");
            } else {
                reply.expect_problem("too_many_attempts");
            }
        }

        flow.read().await.expect_step("choose_method");
        world.clock.forward_s(60);
        flow.choose("face").await.expect_step("verify_face");
        let over = scan(&mut flow, "solo").await;
        over.expect_problem("throttled");
        assert!(over.json["retry_after_s"].as_i64().unwrap() > 3600);
        flow.change_method().await.expect_step("choose_method");
        flow.choose("phone").await.expect_step("enter_code");
    }

    /// FAC-04: a success begins the row anew, and gives its try back.
    async fn a_success_begins_the_row_anew(world: World) {
        let mut flow = chosen(&world, "solo").await;
        for _ in 0..4 {
            scan(&mut flow, "firm-legal").await.expect_last("not_matched");
        }
        let mut holder = chosen(&world, "solo").await;
        scan(&mut holder, "solo").await.expect_step("set_password");
        for _ in 0..2 {
            scan(&mut flow, "firm-legal").await.expect_last("not_matched");
        }
    }

    /// OTP-10: sessions at the provider cost money and are limited like messages.
    async fn sessions_are_limited_like_messages(mut world: World) {
        world.restart(|config| config.sends_per_account = 2).await;
        let mut flow = chosen(&world, "solo").await;
        for _ in 0..2 {
            flow.command("/face/start", consent()).await.expect_step("verify_face");
        }
        flow.command("/face/start", consent()).await.expect_problem("throttled");
    }

    /// REL-13: a provider that fails or is silent is told, costs no try, and the next one works.
    async fn a_provider_that_does_not_answer_is_told(world: World) {
        let mut flow = chosen(&world, "solo").await;
        for mode in [FaceMode::Failing, FaceMode::Slow] {
            world.sandbox.set_face(mode);
            let reply = flow.command("/face/start", consent()).await;
            reply.expect_step("verify_face").expect_last("unavailable");
            assert_eq!(reply.json["step"]["stage"]["at"], "choose");
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM meter_uses WHERE meter LIKE 'faces %'
                                AND meter NOT LIKE 'faces f%'").await, 0);

        world.sandbox.set_face(FaceMode::Works);
        flow.command("/face/start", consent()).await.expect_step("verify_face");
        world.sandbox.set_face(FaceMode::Failing);
        let lost = flow.command("/face/frame", frame_of("solo")).await;
        lost.expect_problem("provider_unavailable");
        assert_eq!(lost.status, 503);
        world.sandbox.set_face(FaceMode::Works);
        for _ in 0..2 {
            flow.command("/face/frame", frame_of("solo")).await.expect_step("verify_face");
        }
        flow.command("/face/frame", frame_of("solo")).await.expect_step("set_password");
    }

    /// A session that takes too long is told as expired, ours and the provider's.
    async fn a_recognition_expires(world: World) {
        let mut flow = chosen(&world, "solo").await;
        flow.command("/face/start", consent()).await.expect_step("verify_face");
        world.clock.forward_s(900);
        assert_eq!(flow.read().await.json["step"]["expires_in_s"], 0);

        let late = flow.command("/face/frame", frame_of("solo")).await;
        late.expect_step("verify_face").expect_last("expired");
        assert_eq!(late.json["step"]["expires_in_s"], 900);
        scan(&mut flow, "solo").await.expect_step("set_password");

        let mut other = chosen(&world, "solo").await;
        world.clock.forward_s(901);
        let renewed = other.command("/renew", json!({})).await;
        renewed.expect_step("verify_face").expect_last("");
        assert_eq!(renewed.json["step"]["expires_in_s"], 900);
    }

    /// CON-06: the same start 16 times at the same time opens one session; the same picture 16
    /// times at the same time decides once.
    async fn a_key_in_parallel_acts_once(world: World) {
        let mut flow = chosen(&world, "solo").await;
        let (one, body) = (key(), consent());
        let started = join_all(
            (0..16).map(|_| async { flow.command_as("/face/start", &one, &body).await }),
        )
        .await;
        assert!(started.iter().all(|reply| reply.body == started[0].body), "{started:?}");
        let sessions = "SELECT COUNT(*) FROM faces WHERE certify_id IS NOT NULL";
        assert_eq!(world.count(sessions).await, 1);

        flow.read().await;
        for _ in 0..2 {
            flow.command("/face/frame", frame_of("solo")).await.expect_step("verify_face");
        }
        let frame = frame_of("solo");
        let replies = join_all((0..16).map(|number| {
            let (flow, frame) = (&flow, &frame);
            let key = if number % 2 == 0 { one.clone() + "-frame" } else { key() };
            async move { flow.command_as("/face/frame", &key, frame).await }
        }))
        .await;
        assert!(replies.iter().any(|reply| reply.step() == "set_password"), "{replies:?}");
        assert_eq!(proofs(&world).await, 1);
    }
}

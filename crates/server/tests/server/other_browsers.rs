//! A visit to Alipay that comes back to another browser than that of the recovery (IDP-06).

use crate::{
    alipay_client::{at_alipay, come_back, left_for_alipay, take_as, taken},
    codes::join_all,
    on_both_databases,
    world::*,
};
use serde_json::json;

on_both_databases! {
    /// IDP-06: a visit that comes back to another browser is confirmed there by the number on the
    /// first screen, which goes on by itself.
    async fn another_browser_confirms_by_the_number(world: World) {
        let (mut flow, step) = left_for_alipay(&world, "solo").await;
        let back = at_alipay(&world, &step, "solo").await;
        let (mut phone, seen) = taken(&world, &back).await;
        let code = step.json["step"]["match_code"].as_str().unwrap().to_owned();
        let numbers = seen.json["hand_off"]["task"]["numbers"].as_array().unwrap();
        assert_eq!(numbers.len(), 3);
        assert!(numbers.contains(&json!(code)));
        assert_eq!(seen.json["hand_off"]["account"]["label"], "s***");
        assert!(!seen.body.contains("authorize_url"));

        phone.command("/confirm", back.confirm(&code)).await.expect_task("passed");

        flow.read().await.expect_step("set_password");
        phone.read().await.expect_task("passed");
        phone.command("/confirm", back.confirm(&code)).await.expect_problem("stale_version");
        flow.set_password(NEW).await.expect_step("done");
    }

    /// IDP-06: the same state gives the same hand-off, however often and at the same time.
    async fn a_visit_is_taken_over_once(world: World) {
        let (_, step) = left_for_alipay(&world, "solo").await;
        let back = at_alipay(&world, &step, "solo").await;
        let one = key();
        let replies = join_all((0..16).map(|number| {
            let key = if number % 2 == 0 { one.clone() } else { key() };
            let (world, state) = (&world, &back.state);
            async move { take_as(world, &key, state).await }
        }))
        .await;

        assert!(replies.iter().all(|reply| reply.body == replies[0].body), "{replies:?}");
        assert_eq!(world.count("SELECT COUNT(*) FROM hand_offs").await, 1);
        take_as(&world, &one, "another").await.expect_problem("key_reused");
    }

    /// A wrong number ends the visit: whoever was sent the address by a stranger cannot pass.
    async fn a_wrong_number_ends_the_visit(world: World) {
        let (mut flow, step) = left_for_alipay(&world, "solo").await;
        let back = at_alipay(&world, &step, "solo").await;
        let (mut phone, seen) = taken(&world, &back).await;
        let code = step.json["step"]["match_code"].as_str().unwrap();
        let numbers = seen.json["hand_off"]["task"]["numbers"].as_array().unwrap().clone();
        let wrong = numbers.iter().find(|number| *number != code).unwrap().as_str().unwrap();

        for body in [json!({ "auth_code": back.code }), json!({ "number": 7 }), json!({})] {
            phone.command("/confirm", body).await.expect_problem("malformed");
        }
        phone.command("/confirm", back.confirm(wrong)).await.expect_task("failed");

        let again = flow.read().await;
        again.expect_step("visit_provider").expect_last("wrong_number");
        assert_ne!(again.json["step"]["authorize_url"], step.json["step"]["authorize_url"]);
        phone.command("/confirm", back.confirm(code)).await.expect_problem("stale_version");
        come_back(&mut flow, &back).await.expect_problem("stale_version");
        assert_eq!(proofs(&world).await, 0);
    }

    /// On the phone too: another person, a visit that was cancelled, and declining.
    async fn another_browser_tells_the_first_screen_what_came_of_it(world: World) {
        let (mut flow, mut step) = left_for_alipay(&world, "solo").await;
        for (choice, last) in [("somebody-else", "other_identity"), ("cancel", "cancelled")] {
            let back = at_alipay(&world, &step, choice).await;
            let (mut phone, _) = taken(&world, &back).await;
            let code = step.json["step"]["match_code"].as_str().unwrap();
            phone.command("/confirm", back.confirm(code)).await.expect_task("failed");
            step = flow.read().await;
            step.expect_step("visit_provider").expect_last(last);
        }
        let back = at_alipay(&world, &step, "solo").await;
        let (mut phone, _) = taken(&world, &back).await;
        phone.command("/decline", json!({})).await.expect_task("declined");
        flow.read().await.expect_step("visit_provider").expect_last("cancelled");
        assert_eq!(proofs(&world).await, 0);
    }

    /// Both browsers at the same time: one result counts, and both see one state.
    async fn both_browsers_at_once_have_one_result(world: World) {
        for _ in 0..5 {
            let (mut flow, step) = left_for_alipay(&world, "solo").await;
            let back = at_alipay(&world, &step, "solo").await;
            let (mut phone, _) = taken(&world, &back).await;
            let code = step.json["step"]["match_code"].as_str().unwrap();
            let (result, confirm, nothing) = (back.result(), back.confirm(code), json!({}));
            let keys = [key(), key(), key()];

            let (here, there, left) = tokio::join!(
                flow.command_as("/provider-result", &keys[0], &result),
                phone.command_as("/confirm", &keys[1], &confirm),
                flow.command_as("/change-method", &keys[2], &nothing),
            );

            let now = flow.read().await.step().to_owned();
            let end = phone.read().await.task().to_owned();
            let ends = match now.as_str() {
                "set_password" => ["passed", "withdrawn"],
                "choose_method" => ["withdrawn", "withdrawn"],
                _ => panic!("{now} {here:?} {there:?} {left:?}"),
            };
            assert!(ends.contains(&end.as_str()), "{now} {end} {here:?} {there:?} {left:?}");
        }
        let passed = "SELECT COUNT(*) FROM challenges WHERE state = 'passed'";
        assert_eq!(world.count(passed).await, proofs(&world).await);
    }

    /// A hand-off follows its recovery: when that goes another way, it is withdrawn.
    async fn a_hand_off_is_withdrawn_with_its_recovery(world: World) {
        for (path, step_after) in
            [("/change-method", "choose_method"), ("/renew", "visit_provider"), ("/cancel", "ended")]
        {
            let (mut flow, step) = left_for_alipay(&world, "solo").await;
            let back = at_alipay(&world, &step, "solo").await;
            let (mut phone, _) = taken(&world, &back).await;
            let known = phone.read().await.version();

            flow.command(path, json!({})).await.expect_step(step_after);

            let over = phone.read().await;
            over.expect_task("withdrawn");
            assert!(over.version() > known);
            assert_eq!(over.json["expires_in_s"], 0);
            phone.command("/decline", json!({})).await.expect_problem("stale_version");
        }
    }
}

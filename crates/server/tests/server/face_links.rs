//! Facial recognition on another device, by a link: here in the page, or on the provider's page.

use crate::{
    face_client::{agreed, at_provider, chosen, consent, frame_of, handed_off, ticket, until_step},
    on_both_databases,
    world::*,
};
use serde_json::json;

on_both_databases! {
    /// The link of a hand-off shows who asks and what is to be done, tells the first screen that it
    /// was opened, and is the same when it is asked for again.
    async fn a_link_leads_to_the_task(world: World) {
        let mut flow = chosen(&world, "firm").await;
        let (mut guest, first) = handed_off(&world, &mut flow).await;
        let again = flow.command("/face/hand-off", json!({})).await;
        assert_eq!(ticket(&again), ticket(&first));
        assert_eq!(again.json["step"]["stage"]["opened"], false);
        let url = first.json["step"]["stage"]["url"].as_str().unwrap();
        assert!(url.starts_with(world.server().public_url()), "{url}");

        let seen = guest.read().await;

        seen.expect_task("scan_face");
        assert_eq!(seen.json["account"], json!({ "kind": "enterprise", "label": "f***" }));
        let task = &seen.json["task"];
        assert_eq!(task["who"], "legal_representative");
        assert!(task.get("provider_url").is_none() && task.get("guidance").is_none());
        assert!(!seen.body.contains("李四") && !seen.body.contains("firm@"));
        assert_eq!(flow.read().await.json["step"]["stage"]["opened"], true);
        assert_eq!(world.count("SELECT COUNT(*) FROM hand_offs").await, 1);
    }

    /// A face on another device lets the first screen go on.
    async fn a_face_on_another_device_is_a_proof(world: World) {
        let mut flow = chosen(&world, "firm").await;
        let (mut guest, _) = handed_off(&world, &mut flow).await;
        let started = agreed(&mut guest).await;
        assert_eq!(started.json["task"]["guidance"], "start");
        assert!(started.json["task"]["provider_url"].as_str().unwrap().contains("/face/"));
        for _ in 0..2 {
            guest.command("/face/frame", frame_of("firm-legal")).await.expect_task("scan_face");
        }
        guest.command("/face/frame", frame_of("firm-legal")).await.expect_task("passed");

        flow.read().await.expect_step("set_password");
        guest.read().await.expect_task("passed");
        flow.set_password(NEW).await.expect_step("done");
    }

    /// Another face on another device may try again with the same link; both screens say why.
    async fn a_link_stays_good_for_the_next_try(world: World) {
        let mut flow = chosen(&world, "solo").await;
        let (mut guest, first) = handed_off(&world, &mut flow).await;
        agreed(&mut guest).await.expect_task("scan_face");
        for _ in 0..3 {
            guest.command("/face/frame", frame_of("firm-legal")).await;
        }

        let again = guest.read().await;
        again.expect_task("scan_face").expect_last("not_matched");
        assert!(again.json["task"].get("provider_url").is_none());
        let step = flow.read().await;
        step.expect_step("verify_face").expect_last("not_matched");
        assert_eq!(ticket(&step), ticket(&first));

        agreed(&mut guest).await.expect_task("scan_face").expect_last("");
        for _ in 0..3 {
            guest.command("/face/frame", frame_of("solo")).await;
        }
        guest.read().await.expect_task("passed");
        flow.read().await.expect_step("set_password");
    }

    /// On the provider's own page nothing comes to us: the worker asks, for each end of it.
    async fn the_providers_page_is_asked_about(world: World) {
        let mut flow = chosen(&world, "firm").await;
        let (mut guest, _) = handed_off(&world, &mut flow).await;
        let started = agreed(&mut guest).await;
        at_provider(&world, &started, "other").await;
        let step = until_step(&mut flow, |reply| reply.last() == "not_matched").await;
        step.expect_step("verify_face");
        guest.read().await.expect_task("scan_face").expect_last("not_matched");

        let started = agreed(&mut guest).await;
        at_provider(&world, &started, "enrolled").await;
        until_step(&mut flow, |reply| reply.step() == "set_password").await;
        guest.read().await.expect_task("passed");
        assert_eq!(proofs(&world).await, 1);
    }

    /// Who was asked may decline; the recovery may go another way; the link may get too old.
    async fn a_link_ends_with_what_it_is_for(world: World) {
        let mut flow = chosen(&world, "solo").await;
        let (mut guest, first) = handed_off(&world, &mut flow).await;
        guest.read().await.expect_task("scan_face");
        guest.command("/decline", json!({})).await.expect_task("declined");
        let step = flow.read().await;
        step.expect_step("verify_face").expect_last("declined");
        assert_eq!(step.json["step"]["stage"], json!({ "at": "choose" }));

        let (mut guest, second) = handed_off(&world, &mut flow).await;
        assert_ne!(ticket(&first), ticket(&second));
        agreed(&mut guest).await.expect_task("scan_face");
        flow.read().await;
        flow.command("/face/start", consent()).await.expect_step("verify_face");
        guest.read().await.expect_task("withdrawn");
        guest.command("/face/frame", frame_of("solo")).await.expect_problem("stale_version");

        let (mut guest, _) = handed_off(&world, &mut flow).await;
        agreed(&mut guest).await.expect_task("scan_face");
        world.clock.forward_s(900);
        guest.read().await.expect_task("expired");
        guest.command("/face/start", consent()).await.expect_problem("stale_version");
        assert_eq!(proofs(&world).await, 0);
    }

    /// FAC-03, CON-03: pictures of a hand-off do nothing in another place of the same recovery.
    async fn a_session_belongs_to_its_place(world: World) {
        let mut flow = chosen(&world, "solo").await;
        let (mut guest, _) = handed_off(&world, &mut flow).await;
        agreed(&mut guest).await.expect_task("scan_face");
        flow.read().await;

        flow.command("/face/frame", frame_of("solo")).await.expect_problem("stale_version");
        guest.command("/confirm", json!({ "number": "11" })).await.expect_problem("stale_version");
        let decide = json!({ "password": OLD, "decision": "refuse" });
        assert_ne!(guest.command("/decide", decide).await.status, 200);
        // A ticket is no flow token, and the reverse.
        let as_flow = Flow { world: &world, token: guest.ticket.clone(), version: 1, recovery: json!({}) };
        as_flow.command_as("/cancel", &key(), &json!({})).await.expect_problem("recovery_expired");
        let mut as_guest = Guest::new(&world, &flow.token);
        as_guest.read().await.expect_problem("recovery_expired");
    }

    /// The page's own camera may be off: then there is the link, and the provider's page.
    async fn the_page_may_not_take_pictures(mut world: World) {
        world.restart(|config| config.face_in_page = false).await;
        let mut flow = chosen(&world, "solo").await;
        assert_eq!(flow.recovery["step"]["in_page"], false);
        flow.command("/face/start", consent()).await.expect_problem("method_unavailable");
        let (mut guest, _) = handed_off(&world, &mut flow).await;
        let started = agreed(&mut guest).await;
        assert!(started.json["task"].get("guidance").is_none());
        let frame = guest.command("/face/frame", frame_of("solo")).await;
        frame.expect_problem("method_unavailable");

        at_provider(&world, &started, "enrolled").await;
        until_step(&mut flow, |reply| reply.step() == "set_password").await;
    }
}

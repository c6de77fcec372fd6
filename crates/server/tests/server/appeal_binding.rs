//! From the approval to the new phone, and the way back.

use crate::{appeal_client::*, appeal_draft::futures, on_both_databases, world::*};
use serde_json::json;

const DAY_S: i64 = 24 * 60 * 60;

async fn approved(world: &World, username: &str) -> String {
    let number = submitted(world, username).await.number();
    world.outbox_is_empty().await;
    for to in [CONTACT, PHONE, MAIL] {
        world.ready_to_receive(to);
    }
    decided(world, &number, json!({ "decision": "approve" })).await;
    number
}

/// The ticket in a message.
fn ticket(text: &str) -> String {
    let (_, ticket) = text.split_once("/hand-off#").unwrap_or_else(|| panic!("no link: {text}"));
    ticket.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
}

async fn phones(world: &World, username: &str) -> Vec<String> {
    sqlx::query_scalar(
        "SELECT address FROM destinations d JOIN accounts a ON a.id = d.account_id
         WHERE a.username = $1 AND d.channel = 'phone' ORDER BY address",
    )
    .bind(username)
    .fetch_all(&world.db)
    .await
    .unwrap()
}

on_both_databases! {
    /// Somebody without any method gets in by an appeal: after the hold the phone is bound, once,
    /// and the account is recovered with it.
    async fn an_approved_appeal_leads_back_in(mut world: World) {
        with_reviewer(&mut world).await;
        let number = approved(&world, "solo-nothing").await;
        let text = world.message(CONTACT).await.text;
        assert!(text.contains("solo-nothing") && text.contains(&number), "{text}");
        let look = follow(&world, &number).await;
        assert_eq!(look.appeal["step"]["standing"]["username"], "solo-nothing");
        assert_eq!(look.appeal["step"]["standing"]["bound_in_s"], DAY_S - 61);
        assert!(phones(&world, "solo-nothing").await.is_empty());

        later(&world, DAY_S).await;
        becomes(&world, &number, "bound").await;

        assert_eq!(phones(&world, "solo-nothing").await, [CONTACT]);
        let look = follow(&world, &number).await;
        assert_eq!(look.appeal["step"]["standing"]["bound_in_s"], 0);
        assert_eq!(look.timeline(), ["received", "approved", "bound"]);
        later(&world, 61).await;
        let mut flow = world.proved("solo-nothing", "phone", CONTACT).await;
        flow.set_password(NEW).await.expect_step("done");
        assert_eq!(world.log_on("solo-nothing", NEW).await.status, 200);
    }

    /// FIN-03: every old destination is told at the approval and at the binding, each once, and open
    /// recoveries end.
    async fn the_old_destinations_are_told(mut world: World) {
        with_reviewer(&mut world).await;
        let number = approved(&world, "solo").await;
        for to in [PHONE, MAIL] {
            let text = world.message(to).await.text;
            assert!(text.contains("/hand-off#"), "{text}");
            assert!(!text.contains(CONTACT), "{text}");
        }
        let mut flow = world.proved("solo", "email", MAIL).await;
        world.outbox_is_empty().await;
        let before = [world.sandbox.messages(PHONE).len(), world.sandbox.messages(MAIL).len()];

        later(&world, DAY_S).await;
        becomes(&world, &number, "bound").await;
        world.outbox_is_empty().await;
        later(&world, DAY_S).await;
        world.outbox_is_empty().await;

        let after = [world.sandbox.messages(PHONE).len(), world.sandbox.messages(MAIL).len()];
        assert_eq!(after, before.map(|count| count + 1));
        assert_eq!(phones(&world, "solo").await, [CONTACT]);
        flow.set_password(NEW).await;
        assert_eq!(world.log_on("solo", OLD).await.status, 200);
    }

    /// The owner of an old destination stops a binding that waits.
    async fn an_owner_stops_what_is_about_to_happen(mut world: World) {
        with_reviewer(&mut world).await;
        let number = approved(&world, "solo").await;
        let mut owner = Guest::new(&world, &ticket(&world.message(MAIL).await.text));
        owner.read().await.expect_task("stop");
        owner.command("/stop", json!({})).await.expect_task("stopped");

        becomes(&world, &number, "stopped").await;
        later(&world, 2 * DAY_S).await;
        world.outbox_is_empty().await;
        assert_eq!(phones(&world, "solo").await, [PHONE]);
        assert_eq!(follow(&world, &number).await.standing(), "stopped");
    }

    /// The owner undoes a binding: phone and second factor are back, whoever came in is out, and the
    /// password that they set works no more.
    async fn an_owner_undoes_what_has_happened(mut world: World) {
        with_reviewer(&mut world).await;
        world.restart(|config| config.resend_after_s = 0).await;
        let old = "+8613800138002";
        let mut answers = individual();
        answers["needs"] = json!(["phone", "mfa"]);
        let mut filing = reviewed(&world, "solo-mfa", answers).await;
        filing.submit().await.expect_step("follow");
        let number = filing.number();
        decided(&world, &number, json!({ "decision": "approve" })).await;
        world.outbox_is_empty().await;
        world.ready_to_receive(old);
        later(&world, DAY_S).await;
        becomes(&world, &number, "bound").await;
        let link = ticket(&world.message(old).await.text);
        let mfa = "SELECT needs_two_proofs FROM accounts WHERE username = 'solo-mfa'";
        assert_eq!(world.count(mfa).await, 0);
        later(&world, 1).await;
        let mut thief = world.proved("solo-mfa", "phone", CONTACT).await;
        thief.set_password(NEW).await.expect_step("done");
        assert_eq!(world.log_on("solo-mfa", NEW).await.status, 200);

        let mut owner = Guest::new(&world, &link);
        owner.read().await.expect_task("stop");
        owner.command("/stop", json!({})).await.expect_task("stopped");

        assert_eq!(phones(&world, "solo-mfa").await, [old]);
        assert_eq!(world.count(mfa).await, 1);
        assert_eq!(world.log_on("solo-mfa", NEW).await.status, 401);
        let open = "SELECT COUNT(*) FROM sessions WHERE revoked_ms IS NULL";
        assert_eq!(world.count(open).await, 0);
        assert_eq!(follow(&world, &number).await.timeline().last(), Some(&"stopped"));
    }

    /// A second factor that nobody asked to remove stays.
    async fn the_second_factor_stays_unless_it_is_lost(mut world: World) {
        with_reviewer(&mut world).await;
        let number = approved(&world, "solo-mfa").await;
        later(&world, DAY_S).await;
        becomes(&world, &number, "bound").await;

        let mfa = "SELECT needs_two_proofs FROM accounts WHERE username = 'solo-mfa'";
        assert_eq!(world.count(mfa).await, 1);
    }

    /// When the account's destinations have changed since the approval, nothing is bound.
    async fn a_changed_account_is_not_bound(mut world: World) {
        with_reviewer(&mut world).await;
        let number = approved(&world, "solo").await;
        world.execute("UPDATE destinations SET address = 'new@example.com'
                       WHERE address = 'solo@example.com'").await;

        later(&world, DAY_S).await;
        becomes(&world, &number, "stopped").await;

        assert_eq!(phones(&world, "solo").await, [PHONE]);
    }

    /// CON-02: of 64 approvals and refusals at the same time one counts.
    async fn an_appeal_is_decided_once(mut world: World) {
        with_reviewer(&mut world).await;
        let number = submitted(&world, "solo").await.number();
        world.outbox_is_empty().await;
        let before = world.sandbox.messages(CONTACT).len();
        let count = std::cell::Cell::new(0);

        let replies = futures(64, || {
            count.set(count.get() + 1);
            let decision = if count.get() % 2 == 0 {
                json!({ "decision": "approve" })
            } else {
                json!({ "decision": "refuse", "note": "no" })
            };
            decide(&world, &number, decision)
        })
        .await;

        assert_eq!(replies.iter().filter(|reply| reply.status == 204).count(), 1);
        assert!(replies.iter().all(|reply| [204, 409].contains(&reply.status.as_u16())));
        let said = "SELECT COUNT(*) FROM appeal_events WHERE what IN ('approved', 'refused')";
        assert_eq!(world.count(said).await, 1);
        world.outbox_is_empty().await;
        assert_eq!(world.sandbox.messages(CONTACT).len(), before + 1);
    }

    /// A username that names nobody cannot be approved; it can be refused.
    async fn what_names_nobody_is_not_approved(mut world: World) {
        with_reviewer(&mut world).await;
        let number = submitted(&world, "nobody-has-this").await.number();
        let reply = decide(&world, &number, json!({ "decision": "approve" })).await;
        assert_eq!(reply.status, 409);
        decided(&world, &number, json!({ "decision": "refuse", "note": "no such name" })).await;
    }

    /// APL-07: no decision takes a password, and no step of an appeal shows or sets one.
    async fn nobody_sets_a_password_by_an_appeal(mut world: World) {
        with_reviewer(&mut world).await;
        let number = submitted(&world, "solo").await.number();
        let body = json!({ "decision": "approve", "password": "Reviewer-Password-1" });
        assert_eq!(decide(&world, &number, body).await.status, 400);
        decided(&world, &number, json!({ "decision": "approve" })).await;
        later(&world, DAY_S).await;
        becomes(&world, &number, "bound").await;

        let mut look = follow(&world, &number).await;
        let reply = look.command("/password", json!({ "password": NEW })).await;
        assert_eq!(reply.problem(), "not_found");
        assert!(!look.appeal.to_string().contains("password_hash"));
        assert_eq!(world.log_on("solo", OLD).await.status, 200);
    }
}

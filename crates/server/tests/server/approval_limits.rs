//! How often administrators can be asked and reminded (ADM-05).

use crate::{administrator::*, codes::join_all, on_both_databases, world::*};
use serde_json::json;

on_both_databases! {
    /// ADM-05: a thousand requests for one account, ten at a time, are one request and one mail;
    /// the others hear how long it is open.
    async fn a_thousand_requests_are_one(world: World) {
        let mut count = 0;
        for _ in 0..100 {
            let replies = join_all((0..10).map(|_| async {
                world.choosing().await.ask_first().await
            }))
            .await;
            for reply in replies {
                match reply.step() {
                    "await_approval" => count += 1,
                    _ => {
                        reply.expect_problem("throttled");
                        assert_eq!(reply.json["retry_after_s"], 86_400);
                    }
                }
            }
        }

        assert_eq!(count, 1);
        assert_eq!(world.count("SELECT COUNT(*) FROM approvals").await, 1);
        assert_eq!(world.count("SELECT COUNT(*) FROM hand_offs").await, 1);
        world.outbox_is_empty().await;
        assert_eq!(world.sandbox.messages(ADMIN).len(), 1);
    }

    /// ADM-05: a request that the account has outgrown keeps nobody waiting.
    async fn a_dead_request_keeps_nobody_waiting(world: World) {
        let (_, mut asked) = world.asked().await;
        world.execute(
            "UPDATE destinations SET address = '+8613900139999' WHERE address = '+8613900139000'",
        )
        .await;

        let mut flow = world.choosing().await;
        flow.ask_first().await.expect_step("await_approval");

        assert_eq!(asked.outcome().await, "withdrawn");
        let mut other = world.choosing().await;
        other.ask_first().await.expect_problem("throttled");
    }

    /// ADM-05: the same click twice is one request: under the same key it is answered again, under
    /// another it is stale.
    async fn a_double_click_asks_once(world: World) {
        let flow = world.choosing().await;
        let body = json!({ "administrator": flow.administrator("f***-1"), "reason": REASON });
        let key = key();

        let first = flow.command_as("/administrator", &key, &body).await;
        let again = flow.command_as("/administrator", &key, &body).await;
        let other = flow.command_as("/administrator", &crate::client::key(), &body).await;

        assert_eq!(first.expect_step("await_approval").body, again.body);
        other.expect_problem("stale_version");
        assert_eq!(world.count("SELECT COUNT(*) FROM outbox").await, 1);
    }

    /// ADM-05: requests are limited in an hour: for one account and from one client address, and
    /// to one administrator whoever asks.
    async fn requests_are_limited_by_the_hour(mut world: World) {
        for (cap, most) in [("requester", 3), ("administrator", 2)] {
            world.restart(|config| {
                config.asks_per_requester = if cap == "requester" { most } else { 100_000 };
                config.asks_per_administrator = if cap == "administrator" { most } else { 100_000 };
            })
            .await;
            let mut flow = world.choosing().await;
            for _ in 0..most {
                flow.ask_first().await.expect_step("await_approval");
                flow.ask_another().await.expect_step("choose_administrator");
            }

            let refused = flow.ask_first().await;
            refused.expect_problem("throttled");
            assert_eq!(refused.json["retry_after_s"], 3600, "{cap}");
            let id = flow.administrator("f***-2");
            let other = flow.ask(&id, REASON).await;
            if cap == "administrator" {
                other.expect_step("await_approval");
                flow.ask_another().await.expect_step("choose_administrator");
            } else {
                other.expect_problem("throttled");
            }
            world.clock.forward_s(3600);
            let mut flow = world.choosing().await;
            flow.ask_first().await.expect_step("await_approval");
            flow.cancel().await.expect_step("ended");
            world.clock.forward_s(3600);
        }
    }

    /// ADM-05: a request is reminded of at most three times, an hour apart, under the same ticket.
    async fn reminders_are_limited(world: World) {
        let (mut flow, asked) = world.asked().await;
        let refused = flow.remind().await;
        refused.expect_problem("throttled");
        assert_eq!(refused.json["retry_after_s"], 3600);
        for left in [true, true, false] {
            world.clock.forward_s(3600);
            assert_eq!(flow.read().await.json["step"]["remind_after_s"], 0);
            let version = flow.version;
            world.ready_to_receive(ADMIN);
            let reply = flow.remind().await;
            let step = &reply.expect_step("await_approval").json["step"];
            assert_eq!(step.get("remind_after_s"), left.then_some(&json!(3600)), "{step}");
            assert_eq!(step["match_code"], flow.match_code());
            assert_eq!(flow.version, version + 1);
            assert_eq!(world.invited(ADMIN).await.guest.ticket, asked.guest.ticket);
        }

        world.clock.forward_s(3600);
        let refused = flow.remind().await;
        refused.expect_problem("throttled");
        assert_eq!(refused.json["retry_after_s"], 86_400 - 4 * 3600);
        assert_eq!(world.sandbox.messages(ADMIN).len(), 4);
        assert_eq!(world.count("SELECT COUNT(*) FROM hand_offs").await, 1);
        let over = asked.approve(&flow.match_code()).await;
        assert_eq!(over.json["task"]["outcome"], "approved");
    }

    /// ADM-05: nobody but one's own administrators can be asked, for a reason of one to 300
    /// characters, at the step for it.
    async fn a_request_is_read_strictly(world: World) {
        let mut flow = world.choosing().await;
        let id = flow.administrator("f***-1");
        let long = "x".repeat(301);
        for reason in ["", "  ", "\u{200b}\u{202e}", "\r\n", long.as_str()] {
            flow.ask(&id, reason).await.expect_problem("malformed");
        }
        for id in ["", "firm-admin-1", "0123456789abcdef", "1"] {
            flow.ask(id, REASON).await.expect_problem("stale_version");
        }
        let mut other = world.begin("firm").await;
        other.ask(&id, REASON).await.expect_problem("stale_version");
        flow.remind().await.expect_problem("stale_version");
        flow.ask_another().await.expect_problem("stale_version");
        assert_eq!(world.count("SELECT COUNT(*) FROM approvals").await, 0);

        let reason = format!(" {}\r\n\u{202e}", "字".repeat(300));
        world.ready_to_receive(ADMIN);
        flow.ask(&id, reason.trim()).await.expect_problem("malformed");
        flow.ask(&id, &"字".repeat(300)).await.expect_step("await_approval");
        let asked = world.invited(ADMIN).await;
        assert_eq!(asked.hand_off["task"]["reason"], "字".repeat(300));
    }

    /// ADM-05: with one administrator there is no other to ask.
    async fn a_single_administrator_has_no_other(world: World) {
        world.execute("DELETE FROM administrators WHERE username = 'firm-admin-2'").await;
        let (mut flow, _) = world.asked().await;
        assert_eq!(flow.recovery["step"]["may_ask_another"], false);

        flow.ask_another().await.expect_problem("stale_version");

        flow.read().await.expect_step("await_approval");
    }
}

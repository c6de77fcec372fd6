//! Who may decide, and what is looked at again before anything comes of it (ADM-02, ADM-04).

use crate::{administrator::*, logs, on_both_databases, world::*};
use serde_json::json;

on_both_databases! {
    /// ADM-02: only the password of the administrator who was asked decides; another one's, the
    /// account's own and a wrong one change nothing.
    async fn only_the_administrators_own_password_decides(world: World) {
        let mut other = world.proved("firm-admin-2", "email", "firm-admin-2@example.com").await;
        other.set_password("Second-Admin-2").await.expect_step("done");
        let mut account = world.proved("firm", "phone", "+8613900139000").await;
        account.set_password(NEW).await.expect_step("done");
        world.clock.forward_s(61);
        let (mut flow, mut asked) = world.asked().await;

        for password in ["wrong", "", "Second-Admin-2", NEW] {
            for decision in [json!({ "approve": { "number": flow.match_code() } }), json!("refuse"), json!("report")] {
                let refused = asked.decide(password, decision, "").await;
                refused.expect_problem("log_on_refused");
                assert_eq!(refused.status, 401);
                world.execute("DELETE FROM meter_uses").await;
            }
        }

        assert_eq!(asked.read().await.json["task"]["name"], "approve");
        flow.read().await.expect_step("await_approval");
        assert_eq!(world.ends_told().await, 0);
        let over = asked.approve(&flow.match_code()).await;
        assert_eq!(over.json["task"]["outcome"], "approved");
    }

    /// ADM-02: an administrator who is disabled, or is none of this account any more, decides
    /// nothing, with the right password either.
    async fn a_former_administrator_decides_nothing(world: World) {
        for (change, undo) in [
            (
                "UPDATE accounts SET disabled = 1 WHERE username = 'firm-admin-1'",
                "UPDATE accounts SET disabled = 0 WHERE username = 'firm-admin-1'",
            ),
            (
                "DELETE FROM administrators WHERE username = 'firm-admin-1'",
                "INSERT INTO administrators SELECT id, 'firm-admin-1' FROM accounts WHERE username = 'firm'",
            ),
        ] {
            let (mut flow, asked) = world.asked().await;
            world.execute(change).await;

            for decision in [json!({ "approve": { "number": flow.match_code() } }), json!("refuse"), json!("report")] {
                asked.decide(OLD, decision, "").await.expect_problem("log_on_refused");
            }

            flow.read().await.expect_step("await_approval");
            world.execute(undo).await;
            asked.refuse("").await;
            flow.read().await.expect_step("choose_administrator");
        }
    }

    /// ADM-02: nobody approves for oneself: the account is not offered as its own administrator,
    /// and decides nothing where it was asked before it became the subject.
    async fn nobody_approves_for_oneself(world: World) {
        world.execute("INSERT INTO administrators SELECT id, 'firm' FROM accounts WHERE username = 'firm'").await;
        let choosing = world.choosing().await;
        let offered = choosing.recovery["step"]["administrators"].as_array().unwrap().len();
        assert_eq!(offered, 2);
        let (flow, asked) = world.asked().await;
        world.execute("UPDATE approvals SET administrator = 'firm'").await;

        asked.approve(&flow.match_code()).await.expect_problem("log_on_refused");
    }

    /// ADM-02: wrong passwords are throttled by the same count as logging on.
    async fn wrong_passwords_are_throttled(world: World) {
        let (flow, asked) = world.asked().await;
        for _ in 0..5 {
            asked.decide("wrong", json!("refuse"), "").await.expect_problem("log_on_refused");
            world.log_on("firm-admin-1", "wrong").await.expect_problem("log_on_refused");
        }

        asked.approve(&flow.match_code()).await.expect_problem("throttled");
        world.log_on("firm-admin-1", OLD).await.expect_problem("throttled");
        world.clock.forward_s(15 * 60 + 1);
        let over = asked.approve(&flow.match_code()).await;
        assert_eq!(over.json["task"]["outcome"], "approved");
        assert_eq!(world.log_on("firm-admin-1", OLD).await.status, 200);
    }

    /// ADM-04: an account that was disabled, changed or locked since the request is approved for
    /// nothing.
    async fn the_account_is_looked_at_again_before_an_approval(mut world: World) {
        world.restart(|config| config.failures_per_day = 2).await;
        for change in [
            "UPDATE accounts SET disabled = 1 WHERE username = 'firm'",
            "UPDATE destinations SET address = '+8613900139999' WHERE address = '+8613900139000'",
            "UPDATE accounts SET password_hash = 'x' WHERE username = 'firm'",
        ] {
            let (mut flow, mut asked) = world.asked().await;
            world.execute(change).await;

            asked.approve(&flow.match_code()).await.expect_problem("stale_version");

            assert_eq!(flow.read().await.json["step"]["reason"], "superseded", "{change}");
            assert_eq!(asked.outcome().await, "withdrawn");
            world.execute("UPDATE accounts SET disabled = 0 WHERE username = 'firm'").await;
        }
        let (mut flow, asked) = world.asked().await;
        lock(&world).await;

        let over = asked.approve(&flow.match_code()).await;

        assert_eq!(over.json["task"]["outcome"], "withdrawn");
        assert_eq!(flow.read().await.json["step"]["reason"], "locked");
        world.requests_are_settled().await;
        assert_eq!(world.ends_told().await, 4);
        assert_eq!(world.count("SELECT COUNT(*) FROM grants").await, 0);
    }

    /// ADM-04: what an approval opened is closed again by a lock, a disabled account and another
    /// phone number, up to the new password.
    async fn the_account_is_looked_at_again_before_the_password(mut world: World) {
        world.restart(|config| config.failures_per_day = 2).await;
        for change in [
            "UPDATE accounts SET disabled = 1 WHERE username = 'firm'",
            "UPDATE destinations SET address = '+8613900139999' WHERE address = '+8613900139000'",
            "lock",
        ] {
            let (mut flow, asked) = world.asked().await;
            asked.approve(&flow.match_code()).await;
            flow.read().await.expect_step("set_password");
            match change {
                "lock" => lock(&world).await,
                _ => world.execute(change).await,
            }

            flow.set_password(NEW).await.expect_problem("stale_version");

            let ended = flow.read().await;
            ended.expect_step("ended");
            let reason = if change == "lock" { "locked" } else { "superseded" };
            assert_eq!(ended.json["step"]["reason"], reason, "{change}");
            flow.set_password(NEW).await.expect_problem("stale_version");
            world.execute("UPDATE accounts SET disabled = 0 WHERE username = 'firm'").await;
        }
        assert_eq!(world.log_on("firm", OLD).await.status, 200);
    }

    /// ADM-04: nobody is asked for a locked account.
    async fn nobody_is_asked_for_a_locked_account(mut world: World) {
        world.restart(|config| config.failures_per_day = 2).await;
        let mut flow = world.choosing().await;
        lock(&world).await;

        flow.ask_first().await.expect_problem("too_many_attempts");

        assert_eq!(flow.read().await.json["step"]["reason"], "locked");
        let mut other = world.begin("firm").await;
        other.choose("administrator").await.expect_problem("too_many_attempts");
        assert_eq!(world.count("SELECT COUNT(*) FROM approvals").await, 0);
    }

    /// CON-04: where two proofs are needed, an approval is one of them, and cannot be used twice.
    async fn an_approval_is_one_proof_of_two(world: World) {
        world.execute("UPDATE accounts SET needs_two_proofs = 1 WHERE username = 'firm'").await;
        let (mut flow, asked) = world.asked().await;

        asked.approve(&flow.match_code()).await;

        let step = flow.read().await.json["step"].clone();
        assert_eq!((&step["name"], &step["proofs_needed"]), (&json!("choose_method"), &json!(1)));
        assert!(step.to_string().contains(r#""method":"administrator","unavailable":{"reason":"already_used"}"#), "{step}");
        flow.choose("administrator").await.expect_problem("method_unavailable");
        world.ready_to_receive(FIRM_MAIL);
        flow.choose("email").await.expect_step("enter_code");
        let code = world.code(FIRM_MAIL).await;
        flow.submit(&code).await.expect_step("set_password");
    }

    /// TOK-01: the ticket is stored as a hash, and neither it nor what people write is logged.
    async fn the_ticket_is_nowhere_in_clear(world: World) {
        let mut flow = world.choosing().await;
        let reason = format!("reason-{}", key());
        world.ready_to_receive(ADMIN);
        let id = flow.administrator("f***-1");
        flow.ask(&id, &reason).await.expect_step("await_approval");
        let asked = world.invited(ADMIN).await;
        let note = format!("note-{}", key());
        asked.refuse(&note).await;
        world.requests_are_settled().await;

        let stored: Vec<String> = sqlx::query_scalar(
            "SELECT id || ticket_hash FROM hand_offs UNION ALL SELECT params FROM outbox",
        )
        .fetch_all(&world.db)
        .await
        .unwrap();
        let all = stored.join(" ") + &logs::all();
        for secret in [asked.guest.ticket.as_str(), &reason, &note] {
            assert!(!all.contains(secret), "{secret}");
        }
    }

    /// CON-07: a ticket of another form, or of nobody, opens nothing, and is no flow token.
    async fn an_odd_ticket_opens_nothing(world: World) {
        let (flow, asked) = world.asked().await;
        for ticket in ["", "null", &"a".repeat(43), &flow.token] {
            let mut odd = asked.clone();
            odd.guest.ticket = ticket.to_owned();
            odd.approve(&flow.match_code()).await.expect_problem("recovery_expired");
            odd.read().await.expect_problem("recovery_expired");
        }
        let mut thief = flow.clone();
        thief.token.clone_from(&asked.guest.ticket);
        thief.read().await.expect_problem("recovery_expired");
    }
}

/// Uses up the account's budget of two failures.
async fn lock(world: &World) {
    world.clock.forward_s(61);
    let (mut flow, code) = world.with_code("firm", "email", FIRM_MAIL).await;
    let wrong = other_than(&code);
    flow.submit(&wrong).await.expect_problem("wrong_code");
    flow.submit(&wrong).await.expect_problem("too_many_attempts");
}

//! A forgotten username: from a phone number or an address to the usernames that have it, and on
//! to a new password.

use crate::{codes::join_all, on_both_databases, world::*};
use reqwest::StatusCode;
use serde_json::{Value, json};

/// The destinations of the pair of demo accounts.
const PAIR_PHONE: &str = "+8613700137000";
const PAIR_MAIL: &str = "pair@example.com";
/// Those of nobody.
const NO_PHONE: &str = "+8613700137999";
const NO_MAIL: &str = "none@example.com";

fn find_body(identifier: &str) -> Value {
    json!({ "intent": "find_username", "identifier": identifier, "locale": "en" })
}

impl World {
    async fn find(&self, identifier: &str) -> Flow<'_> {
        let reply = self.begin_with(&key(), &find_body(identifier)).await;
        assert_eq!(reply.status, 201, "{}", reply.body);
        reply.expect_step("enter_code");
        self.flow(&reply)
    }

    /// A recovery that shows the usernames of a destination.
    async fn found(&self, to: &str) -> Flow<'_> {
        self.ready_to_receive(to);
        let mut flow = self.find(to).await;
        flow.submit(&self.code(to).await).await.expect_step("usernames");
        flow
    }
}

fn usernames(flow: &Flow<'_>) -> Vec<String> {
    let names = flow.recovery["step"]["usernames"].as_array().unwrap();
    names.iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

impl Flow<'_> {
    async fn choose_username(&mut self, username: &str) -> Reply {
        self.command("/username", json!({ "username": username })).await
    }
}

/// Everything of an answer but token, date and the masked destination.
fn comparable(reply: &Reply, typed: [&str; 2]) -> (StatusCode, Vec<String>, String) {
    let headers = reply.headers.iter().filter(|(name, _)| !matches!(name.as_str(), "date"));
    let headers = headers.map(|(name, value)| format!("{name}: {value:?}")).collect();
    let mut json = reply.json.clone();
    if let Some(token) = json.get_mut("token") {
        *token = json!("*");
    }
    let body = typed.iter().fold(json.to_string(), |body, mask| body.replace(mask, "*"));
    (reply.status, headers, body)
}

on_both_databases! {
    /// Several usernames of one destination are shown, in order, those of disabled accounts not.
    async fn the_usernames_of_a_destination_are_found(world: World) {
        for to in [PAIR_PHONE, PAIR_MAIL] {
            let flow = world.found(to).await;

            assert_eq!(usernames(&flow), ["pair-one", "pair-two"]);
            assert_eq!(flow.recovery["intent"], "find_username");
            assert_eq!(flow.recovery["step"]["log_on_url"], "http://localhost:8090/");
            world.clock.forward_s(61);
        }
        world.execute("UPDATE accounts SET disabled = 1 WHERE username = 'pair-one'").await;

        assert_eq!(usernames(&world.found(PAIR_PHONE).await), ["pair-two"]);
        assert_eq!(usernames(&world.found(PHONE).await), ["solo"]);
    }

    /// ENU-03: a username, or a number that nothing is sent to, is refused before any look-up.
    async fn only_a_destination_can_be_asked_about(world: World) {
        for name in ["solo", "nobody", "1234", "pair-one"] {
            let reply = world.begin_with(&key(), &find_body(name)).await;
            reply.expect_problem("identifier_rejected");
        }
        let abroad = world.begin_with(&key(), &find_body("+14155550100")).await;

        abroad.expect_problem("method_unavailable");
        assert_eq!(world.count("SELECT COUNT(*) FROM recoveries").await, 0);
    }

    /// ENU-01, ENU-05: a destination that somebody has and one that nobody has give the same
    /// answers through beginning, wrong codes, new codes, cooldown, expiry and the day's budget.
    async fn an_unknown_destination_behaves_like_a_known_one(world: World) {
        for (known, unknown, masks) in [
            (PAIR_PHONE, NO_PHONE, ["+86 137****7000", "+86 137****7999"]),
            (PAIR_MAIL, NO_MAIL, ["p***@e***.com", "n***@e***.com"]),
        ] {
            let real = transcript(&world, known, masks).await;
            let decoy = transcript(&world, unknown, masks).await;

            assert_eq!(real, decoy);
            assert!(real.len() >= 24, "{} steps", real.len());
            let all = format!("{real:?}");
            for word in ["wrong_code", "throttled", "code_expired", "locked", "stale_version"] {
                assert!(all.contains(word), "{word} is missing");
            }
            assert!(!all.contains("pair-"), "{all}");
        }
    }

    /// ENU-02: both cause the same writes.
    async fn a_known_and_an_unknown_destination_cause_the_same_writes(world: World) {
        let mut deltas = Vec::new();

        for to in [PAIR_PHONE, NO_PHONE] {
            let before = rows(&world).await;
            world.find(to).await.submit("000000").await.expect_problem("wrong_code");
            let after = rows(&world).await;
            deltas.push(after.iter().zip(before).map(|(a, b)| a - b).collect::<Vec<_>>());
        }

        assert_eq!(deltas[0], deltas[1]);
        assert!(deltas[0].iter().all(|&delta| delta > 0), "{deltas:?}");
    }

    /// ENU-05: the code of a destination that nobody has is never right, and goes nowhere.
    async fn nobodys_code_is_never_right(world: World) {
        world.find(NO_PHONE).await;
        let sent = "SELECT COUNT(*) FROM outbox WHERE address <> '' OR params <> ''";
        assert_eq!(world.count(sent).await, 0);
        assert!(world.sandbox.messages("").is_empty());
        world.ready_to_receive(PAIR_PHONE);
        let mut flow = world.find(PAIR_PHONE).await;
        let code = world.code(PAIR_PHONE).await;
        world.execute("DELETE FROM destinations WHERE address = '+8613700137000'").await;

        flow.submit(&code).await.expect_problem("wrong_code");
    }

    /// OTP-06: ten wrong codes of a destination in a day, over all recoveries, and no more: the
    /// account's own budget is not touched.
    async fn the_budget_belongs_to_the_destination(world: World) {
        let mut wrong = 0;
        for _ in 0..3 {
            world.clock.forward_s(61);
            let reply = world.begin_with(&key(), &find_body(PHONE)).await;
            if reply.step() == "ended" {
                break;
            }
            let mut flow = world.flow(&reply);
            for _ in 0..6 {
                let reply = flow.submit("000000").await;
                wrong += i32::from(reply.problem() == "wrong_code");
            }
        }
        world.clock.forward_s(61);

        // The fifth wrong code of each is answered too_many_attempts.
        assert_eq!(wrong, 8);
        let again = world.begin_with(&key(), &find_body(PHONE)).await;
        again.expect_step("ended");
        assert_eq!(again.json["recovery"]["step"]["reason"], "locked");
        world.proved("solo", "phone", PHONE).await;
    }

    /// After five wrong codes the recovery stays where it is, and a new code is good.
    async fn a_new_code_helps_after_too_many_wrong_ones(world: World) {
        world.ready_to_receive(PAIR_PHONE);
        let mut flow = world.find(PAIR_PHONE).await;
        let code = world.code(PAIR_PHONE).await;
        for _ in 0..4 {
            flow.submit(&other_than(&code)).await.expect_problem("wrong_code");
        }
        flow.submit(&other_than(&code)).await.expect_problem("too_many_attempts");
        let read = flow.read().await;
        assert_eq!(read.json["step"]["attempts_left"], 0);
        flow.submit(&code).await.expect_problem("too_many_attempts");

        world.clock.forward_s(61);
        flow.resend().await.expect_step("enter_code");

        flow.submit(&world.code(PAIR_PHONE).await).await.expect_step("usernames");
    }

    /// CON-03: the proof of the destination is the account's proof by phone, of one account only,
    /// and leads to its new password. The same command again gives the same answer (CON-06).
    async fn a_found_username_goes_on_to_a_new_password(world: World) {
        let mut flow = world.found(PAIR_PHONE).await;
        for other in ["solo", "pair-three", "", "PAIR-ONE"] {
            flow.choose_username(other).await.expect_problem("stale_version");
        }
        let key = key();
        let body = json!({ "username": "pair-two" });

        let first = flow.command_as("/username", &key, &body).await;
        let again = flow.command_as("/username", &key, &body).await;

        first.expect_step("set_password");
        assert_eq!(first.body, again.body);
        assert_eq!(first.json["intent"], "reset_password");
        assert_eq!(first.json["step"]["username"], "pair-two");
        assert_eq!(world.count("SELECT COUNT(*) FROM proofs").await, 1);
        assert_eq!(world.count("SELECT COUNT(*) FROM grants").await, 1);
        flow.read().await;
        flow.choose_username("pair-one").await.expect_problem("stale_version");
        flow.set_password(NEW).await.expect_step("done");
        assert_eq!(world.log_on("pair-two", NEW).await.status, 200);
        assert_eq!(world.log_on("pair-one", OLD).await.status, 200);
    }

    /// CON-04: where two proofs are needed, the destination is one of them and cannot be the other.
    async fn a_second_proof_is_asked_for_where_it_is_needed(world: World) {
        let mut flow = world.found("+8613800138002").await;

        let reply = flow.choose_username("solo-mfa").await;

        reply.expect_step("choose_method");
        assert_eq!(reply.json["step"]["proofs_needed"], 1);
        let methods = reply.json["step"]["methods"].to_string();
        assert!(methods.contains(r#"{"method":"phone","unavailable":{"reason":"already_used"}}"#));
        flow.choose("phone").await.expect_problem("method_unavailable");
        world.ready_to_receive("solo-mfa@example.com");
        flow.choose("email").await.expect_step("enter_code");
        let code = world.code("solo-mfa@example.com").await;
        flow.submit(&code).await.expect_step("set_password");
    }

    /// CON-02: 64 choices in parallel, of two usernames, lead to one account.
    async fn one_username_is_chosen_however_many_ask(world: World) {
        let flow = world.found(PAIR_PHONE).await;

        let all = (0..64).map(|number| {
            let flow = flow.clone();
            async move {
                let username = if number % 2 == 0 { "pair-one" } else { "pair-two" };
                flow.command_as("/username", &key(), &json!({ "username": username })).await
            }
        });
        let replies = join_all(all).await;

        let passed = replies.iter().filter(|reply| reply.status == 200).count();
        assert_eq!(passed, 1);
        assert_eq!(world.count("SELECT COUNT(*) FROM proofs").await, 1);
        assert_eq!(world.count("SELECT COUNT(*) FROM grants").await, 1);
    }

    /// TOK-04, TOK-05: what was found is good for nothing after the account's password changed,
    /// before the choice and after it.
    async fn a_change_of_the_account_ends_what_was_found(world: World) {
        let mut parked = world.found(PHONE).await;
        world.clock.forward_s(61);
        let mut chosen = world.found(PHONE).await;
        chosen.choose_username("solo").await.expect_step("set_password");
        world.proved("solo", "email", MAIL).await.set_password(NEW).await.expect_step("done");

        parked.choose_username("solo").await.expect_problem("stale_version");

        for flow in [&mut parked, &mut chosen] {
            let read = flow.read().await;
            read.expect_step("ended");
            assert_eq!(read.json["step"]["reason"], "superseded");
            flow.set_password("Other-Password-7").await.expect_problem("stale_version");
        }
        assert_eq!(world.log_on("solo", NEW).await.status, 200);
    }

    /// OTP-06, OTP-07: the account's own lock holds for a recovery that came by its username.
    async fn a_locked_account_stays_locked(world: World) {
        let mut other = world.begin("solo").await;
        for _ in 0..2 {
            other.choose("email").await.expect_step("enter_code");
            for _ in 0..5 {
                other.submit("000000").await;
            }
            other.read().await;
            world.clock.forward_s(61);
        }
        other.read().await.expect_step("ended");
        let mut flow = world.found(PHONE).await;

        flow.choose_username("solo").await.expect_problem("too_many_attempts");

        let read = flow.read().await;
        assert_eq!(read.json["step"]["reason"], "locked");
        assert_eq!(world.count("SELECT COUNT(*) FROM proofs").await, 0);
    }

    /// There is no other method, and no command of another step does anything.
    async fn nothing_but_the_code_is_taken(world: World) {
        let mut flow = world.find(PAIR_PHONE).await;

        flow.change_method().await.expect_problem("stale_version");
        flow.choose("email").await.expect_problem("stale_version");
        flow.choose_username("pair-one").await.expect_problem("stale_version");
        flow.set_password(NEW).await.expect_problem("stale_version");

        flow.read().await.expect_step("enter_code");
        flow.cancel().await.expect_step("ended");
    }

    /// ENU-06: nothing of a destination or its usernames is shown or stored in clear before the
    /// proof.
    async fn nothing_is_told_before_the_proof(world: World) {
        let reply = world.begin_with(&key(), &find_body(PAIR_MAIL)).await;

        assert!(!reply.body.contains("pair"), "{}", reply.body);
        assert_eq!(reply.json["recovery"]["account"]["kind"], "individual");
        let clear = "SELECT COUNT(*) FROM recoveries
                     WHERE destination LIKE '%pair%' OR decoy LIKE '%pair%' OR label LIKE '%pair%'";
        assert_eq!(world.count(clear).await, 0);
    }

    /// A shared destination names no single account: with the intent of a new password it stays
    /// one that nobody has.
    async fn a_shared_destination_still_resets_nothing(world: World) {
        world.begin(PAIR_PHONE).await;

        let known = "SELECT COUNT(*) FROM recoveries WHERE account_id IS NOT NULL";
        assert_eq!(world.count(known).await, 0);
        world.proved("pair-one", "phone", PAIR_PHONE).await;
    }
}

/// What a script of commands is answered for a destination.
async fn transcript(
    world: &World,
    to: &str,
    masks: [&str; 2],
) -> Vec<(StatusCode, Vec<String>, String)> {
    let mut all = Vec::new();
    for _ in 0..3 {
        let reply = world.begin_with(&key(), &find_body(to)).await;
        all.push(comparable(&reply, masks));
        let soon = world.begin_with(&key(), &find_body(to)).await;
        all.push(comparable(&soon, masks));
        let mut flow = world.flow(&reply);
        for _ in 0..2 {
            all.push(comparable(&flow.submit("000000").await, masks));
        }
        all.push(comparable(&flow.resend().await, masks));
        all.push(comparable(&flow.change_method().await, masks));
        world.clock.forward_s(301);
        all.push(comparable(&flow.submit("000000").await, masks));
        all.push(comparable(&flow.resend().await, masks));
        for _ in 0..6 {
            all.push(comparable(&flow.submit("000000").await, masks));
        }
        all.push(comparable(&flow.read().await, masks));
        world.clock.forward_s(61);
    }
    all
}

async fn rows(world: &World) -> Vec<i64> {
    let mut all = Vec::new();
    for sql in [
        "SELECT COUNT(*) FROM recoveries",
        "SELECT COUNT(*) FROM challenges",
        "SELECT COUNT(*) FROM outbox",
        "SELECT COUNT(*) FROM answers",
        "SELECT COUNT(*) FROM meter_uses",
        "SELECT COUNT(*) FROM events",
    ] {
        all.push(world.count(sql).await);
    }
    all
}

//! One-time codes (OTP).

use crate::{logs, on_both_databases, world::*};
use serde_json::json;
use std::collections::BTreeMap;

on_both_databases! {
    /// OTP-02: a code is good for 299 seconds and not for 301, by the server's clock alone.
    async fn a_code_expires_after_five_minutes(world: World) {
        let (mut early, code) = world.with_code("solo", "phone", PHONE).await;
        world.clock.forward_s(299);
        early.submit(&code).await.expect_step("set_password");

        let (mut late, code) = world.with_code("firm", "phone", "+8613900139000").await;
        world.clock.forward_s(301);
        late.submit(&code).await.expect_problem("code_expired");
        late.read().await.expect_step("enter_code");
    }

    /// OTP-03: after its first success a code gives what a wrong code gives.
    async fn a_code_works_once(world: World) {
        let (mut flow, code) = world.with_code("solo-mfa", "phone", "+8613800138002").await;
        flow.submit(&code).await.expect_step("choose_method");

        let again = flow.submit(&code).await;
        let wrong = flow.submit(&other_than(&code)).await;
        assert_eq!((again.status, &again.body), (wrong.status, &wrong.body));

        flow.choose("email").await.expect_step("enter_code");
        flow.submit(&code).await.expect_problem("wrong_code");
    }

    /// OTP-04: a new code voids the old one at once.
    async fn only_the_newest_code_counts(world: World) {
        let (mut flow, old) = world.with_code("solo", "phone", PHONE).await;
        world.clock.forward_s(61);
        let version = flow.version;
        flow.resend().await.expect_step("enter_code");
        let new = world.code(PHONE).await;

        assert!(flow.version > version);
        flow.submit(&old).await.expect_problem("wrong_code");
        flow.submit(&new).await.expect_step("set_password");
    }

    /// OTP-05: of 64 wrong codes at the same time exactly five are judged.
    async fn five_of_64_parallel_guesses_are_judged(world: World) {
        let (mut flow, code) = world.with_code("solo", "phone", PHONE).await;

        let replies = in_parallel(&flow, 64, |_| other_than(&code)).await;

        let mut counts = BTreeMap::new();
        for reply in &replies {
            *counts.entry(reply.problem().to_owned()).or_insert(0) += 1;
        }
        assert_eq!(counts.get("wrong_code"), Some(&4), "{counts:?}");
        assert_eq!(counts.values().sum::<i32>(), 64);
        assert_eq!(world.count("SELECT tries FROM challenges").await, 5);
        let judged = "SELECT COUNT(*) FROM meter_uses WHERE meter LIKE 'failures %'";
        assert_eq!(world.count(judged).await, 5);
        flow.read().await.expect_step("choose_method");
    }

    /// OTP-05: a wrong code says how many tries are left, keeps the version, and does not touch
    /// the countdown; the fifth leads back to the method choice.
    async fn a_wrong_code_says_how_many_are_left(world: World) {
        let (mut flow, code) = world.with_code("solo", "phone", PHONE).await;
        let wrong = other_than(&code);
        let version = flow.version;
        world.clock.forward_s(20);

        for left in (1..=4).rev() {
            let reply = flow.submit(&wrong).await;
            reply.expect_problem("wrong_code");
            assert_eq!(reply.json["attempts_left"], left);
            assert_eq!(flow.version, version);
            let read = flow.read().await;
            assert_eq!(read.json["step"]["resend_after_s"], 40);
            assert_eq!(read.json["step"]["attempts_left"], left);
        }
        flow.submit(&wrong).await.expect_problem("too_many_attempts");
        flow.read().await.expect_step("choose_method");
        flow.submit(&code).await.expect_problem("stale_version");
    }

    /// OTP-06: over many flows, both methods, many new codes and many client addresses, ten wrong
    /// codes are judged in 24 hours. (20 flows, not 200: the run time.)
    async fn an_account_has_ten_wrong_codes_a_day(mut world: World) {
        world.restart(|config| {
            config.resend_after_s = 0;
            config.trusted_proxies = vec!["127.0.0.1".into()];
        })
        .await;
        let mut judged = 0;

        for number in 0..20 {
            let mut flow = world.begin("solo").await;
            let method = if number % 2 == 0 { "phone" } else { "email" };
            let begun = flow.choose(method).await;
            if begun.problem() == "too_many_attempts" {
                continue;
            }
            for _ in 0..3 {
                let reply = flow.submit("000000").await;
                judged += i32::from(reply.json.get("attempts_left").is_some());
                // The tenth is judged too, and answered by the end of the recovery.
                judged += i32::from(reply.problem() == "too_many_attempts" && judged == 9);
                flow.resend().await;
            }
        }

        assert_eq!(judged, 10);
        let mut flow = world.begin("solo").await;
        flow.choose("phone").await.expect_problem("too_many_attempts");
        let ended = flow.read().await;
        assert_eq!(ended.json["step"]["reason"], "locked");
        assert_eq!(ended.json["step"]["retry_after_s"], 24 * 60 * 60);
        world.clock.forward_s(24 * 60 * 60 + 1);
        world.begin("solo").await.choose("phone").await.expect_step("enter_code");
    }

    /// OTP-06: 64 wrong codes at the same time from 16 flows of one account: at most ten judged.
    async fn parallel_flows_share_one_budget(mut world: World) {
        world.restart(|config| config.resend_after_s = 0).await;
        let mut flows = Vec::new();
        for _ in 0..16 {
            let mut flow = world.begin("solo").await;
            flow.choose("phone").await.expect_step("enter_code");
            flows.push(flow);
        }

        let submissions = flows.iter().flat_map(|flow| {
            (0..4).map(|_| async { flow.command_as("/code", &key(), &json!({ "code": "000000" })).await })
        });
        let replies = join_all(submissions).await;

        assert_eq!(replies.len(), 64);
        let judged = "SELECT COUNT(*) FROM meter_uses WHERE meter LIKE 'failures %'";
        assert_eq!(world.count(judged).await, 10);
    }

    /// OTP-06: a right code gives its count back, so that only failures use the budget up.
    async fn a_right_code_does_not_use_the_budget(mut world: World) {
        world.restart(|config| config.resend_after_s = 0).await;
        for _ in 0..12 {
            world.proved("solo", "phone", PHONE).await;
        }

        let used = "SELECT COUNT(*) FROM meter_uses WHERE meter LIKE 'failures %'";
        assert_eq!(world.count(used).await, 0);
    }

    /// OTP-07: a lock-out ends the recovery, says so, and does not touch logging on.
    async fn a_lock_out_leaves_log_on_alone(mut world: World) {
        world.restart(|config| config.failures_per_day = 2).await;
        let (mut flow, code) = world.with_code("solo", "phone", PHONE).await;
        flow.submit(&other_than(&code)).await.expect_problem("wrong_code");
        flow.submit(&other_than(&code)).await.expect_problem("too_many_attempts");

        let ended = flow.read().await;
        assert_eq!(ended.json["step"]["name"], "ended");
        assert_eq!(ended.json["step"]["reason"], "locked");
        flow.submit(&code).await.expect_problem("stale_version");
        assert_eq!(world.log_on("solo", OLD).await.status, 200);
    }

    /// OTP-08: of three flows, three accounts and two methods, a code works only in its own flow.
    async fn a_code_works_in_its_own_flow_only(mut world: World) {
        world.restart(|config| {
            config.resend_after_s = 0;
            config.failures_per_day = 1000;
        })
        .await;
        let accounts = [
            ("solo", "+8613800138000", "solo@example.com"),
            ("firm", "+8613900139000", "firm@example.com"),
            ("solo-unverified", "+8613800138001", "solo-unverified@example.com"),
        ];
        let mut held = Vec::new();
        for (name, phone, mail) in accounts {
            held.push(world.with_code(name, "phone", phone).await);
            held.push(world.with_code(name, "email", mail).await);
        }
        let codes: Vec<_> = held.iter().map(|(_, code)| code.clone()).collect();

        for (own, (flow, own_code)) in held.iter_mut().enumerate() {
            // Four foreign codes leave one try for the flow's own.
            for foreign in (1..=4).map(|step| &codes[(own + step) % codes.len()]) {
                assert_ne!(foreign, own_code);
                flow.submit(foreign).await.expect_problem("wrong_code");
            }
            flow.submit(own_code).await.expect_step("set_password");
        }
    }

    /// OTP-09: a code stands neither in the database nor in the log, before or after it was sent,
    /// nor in any answer. TOK-01, TOK-07: nor does the token.
    async fn no_code_lies_anywhere(mut world: World) {
        world.restart(|config| config.code_length = 9).await;
        let (mut flow, code) = world.with_code("solo", "phone", PHONE).await;
        let (first, token) = (dump(&world).await, flow.token.clone());
        let wrong = flow.submit(&other_than(&code)).await;
        let right = flow.submit(&code).await;
        flow.set_password(NEW).await.expect_step("done");
        let second = dump(&world).await;

        for text in [first, second, logs::all()] {
            assert!(!text.contains(&code) && !text.contains(&token) && !text.contains(NEW));
            assert!(text.len() > 1000);
        }
        assert!(!wrong.body.contains(&code) && !right.body.contains(&code));
    }

    /// OTP-12: the server takes exactly the digits of a code; all else is refused and costs no try.
    async fn only_digits_are_a_code(world: World) {
        let (mut flow, code) = world.with_code("solo", "phone", PHONE).await;
        for typed in ["", "12345", "1234567", "12 3456", "１２３４５６", "12345a", "-12345", "'OR1=1"] {
            flow.submit(typed).await.expect_problem("malformed");
        }

        assert_eq!(flow.read().await.json["step"]["attempts_left"], 5);
        flow.submit(&code).await.expect_step("set_password");
    }

    /// OTP-13: the last line of the SMS binds the code to the configured host.
    async fn the_sms_is_bound_to_the_host(mut world: World) {
        world.restart(|config| config.public_url = "https://recover.example".into()).await;
        let mut flow = world.begin("solo").await;
        flow.choose("phone").await.expect_step("enter_code");

        let text = world.message(PHONE).await.text;

        let last = text.lines().last().unwrap();
        let code = last.strip_prefix("@recover.example #").unwrap();
        assert!(text.starts_with(&format!("Your verification code is {code}.")), "{text}");
    }
}

/// Sends many codes of one flow at the same time.
pub async fn in_parallel(
    flow: &Flow<'_>,
    count: usize,
    code: impl Fn(usize) -> String,
) -> Vec<Reply> {
    let bodies: Vec<_> = (0..count).map(|number| json!({ "code": code(number) })).collect();
    join_all(bodies.iter().map(|body| async { flow.command_as("/code", &key(), body).await })).await
}

/// Waits for all; the requests run at the same time.
pub async fn join_all<F: Future>(all: impl IntoIterator<Item = F>) -> Vec<F::Output> {
    let mut pending: Vec<_> = all.into_iter().map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        let mut is_ready = true;
        for (future, output) in &mut pending {
            if output.is_none() {
                match future.as_mut().poll(context) {
                    std::task::Poll::Ready(value) => *output = Some(value),
                    std::task::Poll::Pending => is_ready = false,
                }
            }
        }
        if is_ready { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    pending.into_iter().filter_map(|(_, output)| output).collect()
}

/// Every text of every table.
async fn dump(world: &World) -> String {
    use sqlx::Row;
    let mut all = String::new();
    for table in [
        "SELECT * FROM accounts",
        "SELECT * FROM sessions",
        "SELECT * FROM recoveries",
        "SELECT * FROM challenges",
        "SELECT * FROM proofs",
        "SELECT * FROM grants",
        "SELECT * FROM answers",
        "SELECT * FROM meters",
        "SELECT * FROM meter_uses",
        "SELECT * FROM outbox",
        "SELECT * FROM events",
    ] {
        for row in sqlx::query(table).fetch_all(&world.db).await.unwrap() {
            for column in 0..row.len() {
                let text: Result<Option<String>, _> = row.try_get(column);
                let number: Result<Option<i64>, _> = row.try_get(column);
                all += &format!("{:?} {:?}\n", text.ok().flatten(), number.ok().flatten());
            }
        }
    }
    all
}

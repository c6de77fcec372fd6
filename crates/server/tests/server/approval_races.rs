//! Decisions that race, and accounts that do not exist (ADM-08, ENU-05).

use crate::{administrator::*, on_both_databases, world::*};
use serde_json::{Value, json};

/// How many times each race is run on each database.
const ROUNDS: i64 = 40;

on_both_databases! {
    /// ADM-08: approving, refusing, a wrong number, cancelling, asking another and time, all at
    /// once, give one state, one notice, and a password step only after an approval. (40 rounds.)
    async fn whatever_races_one_thing_happens(world: World) {
        for round in 1..=ROUNDS {
            world.clock.forward_s(1);
            let (flow, asked) = world.asked().await;
            let wrong = wrong_number(&flow, &asked);
            let (mut cancelling, mut asking, mut reading) = (flow.clone(), flow.clone(), flow.clone());
            let number = flow.match_code();

            let (approved, refused, mistaken, cancelled, withdrawn, ()) = tokio::join!(
                asked.approve(&number),
                asked.refuse("no"),
                asked.approve(&wrong),
                cancelling.cancel(),
                asking.ask_another(),
                async {
                    if round % 2 == 0 {
                        world.clock.forward_s(86_400);
                    }
                    reading.read().await;
                },
            );

            world.requests_are_settled().await;
            assert_eq!(world.ends_told().await, round);
            let decisions = [&approved, &refused, &mistaken];
            let decided = decisions.iter().filter(|reply| reply.status == 200).count();
            let left = usize::from(withdrawn.status == 200);
            assert!(decided + left <= 1, "{approved:?} {refused:?} {mistaken:?} {withdrawn:?}");
            check_round(&world, &flow, &asked, approved.status == 200, cancelled.status == 200).await;
            world.execute("DELETE FROM meter_uses").await;
        }
    }

    /// ADM-08: sixty-four decisions at once are one.
    async fn of_many_decisions_one_counts(world: World) {
        for _ in 0..5 {
            let (flow, asked) = world.asked().await;
            let number = flow.match_code();
            let replies = crate::codes::join_all((0..64).map(|index| {
                let (asked, number) = (asked.clone(), number.clone());
                async move {
                    match index % 3 {
                        0 => asked.approve(&number).await,
                        1 => asked.refuse("").await,
                        _ => asked.report().await,
                    }
                }
            }))
            .await;

            let counted = replies.iter().filter(|reply| reply.status == 200).count();
            assert_eq!(counted, 1, "{replies:?}");
            world.execute("DELETE FROM meter_uses").await;
        }
        world.requests_are_settled().await;
        assert_eq!(world.ends_told().await, 5);
    }

    /// ENU-05: the same script on a real enterprise and on a decoy gives the same transcript and
    /// the same rows: choosing, asking, reminding, asking another, limits, expiry.
    async fn a_decoy_asks_like_an_enterprise(world: World) {
        let decoy = decoy_like_firm(&world).await;
        world.execute("DELETE FROM meter_uses").await;
        let mut seen = Vec::new();
        for name in ["firm", &decoy] {
            let before = counts(&world).await;
            let transcript = transcript(&world, name).await;
            world.requests_are_settled().await;
            let after = counts(&world).await;
            let grown: Vec<_> = after.iter().zip(before).map(|(after, before)| after - before).collect();
            seen.push((transcript, grown));
            world.clock.forward_s(24 * 60 * 60);
        }

        assert_eq!(seen[0], seen[1]);
        assert!(seen[0].0.iter().any(|line| line.contains("expired")), "{:#?}", seen[0].0);
        let unsent = "SELECT COUNT(*) FROM outbox WHERE state = 'decoy'";
        assert!(world.count(unsent).await > 10);
    }
}

/// One state on both sides, and a right to set the password only where it was approved.
async fn check_round(
    world: &World,
    flow: &Flow<'_>,
    asked: &Asked<'_>,
    was_approved: bool,
    was_cancelled: bool,
) {
    let state: String =
        sqlx::query_scalar("SELECT state FROM approvals ORDER BY asked_ms DESC LIMIT 1")
            .fetch_one(&world.db)
            .await
            .unwrap();
    assert_eq!(state == "approved", was_approved, "{state}");
    let outcome = asked.clone().outcome().await;
    let expected = if state == "wrong_number" { "refused" } else { state.as_str() };
    assert_eq!(outcome, expected);
    let step = flow.clone().read().await.step().to_owned();
    match (was_cancelled, was_approved) {
        (true, _) => assert_eq!(step, "ended"),
        (false, true) => assert_eq!(step, "set_password"),
        (false, false) => assert_eq!(step, "choose_administrator"),
    }
}

/// An unknown username whose decoy offers what `firm` has: an enterprise with two administrators.
async fn decoy_like_firm(world: &World) -> String {
    for number in 0..2000 {
        let name = format!("company-{number}");
        let mut flow = world.begin(&name).await;
        let text = flow.recovery.to_string();
        if flow.recovery["account"]["kind"] == "enterprise"
            && flow.recovery["step"]["proofs_needed"] == 1
            && text.contains("+86 ")
            && text.contains("***@")
            && flow.choose("administrator").await.status == 200
            && flow.recovery["step"]["administrators"].as_array().unwrap().len() == 2
        {
            return name;
        }
    }
    panic!("no decoy like firm among 2000");
}

/// What a script of asking is answered, without names, numbers and ids.
async fn transcript(world: &World, name: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut note = |reply: &Reply| lines.push(format!("{} {}", reply.status, shape(&reply.json)));
    let mut flow = world.begin(name).await;
    note(&flow.choose("administrator").await);
    note(&flow.change_method().await);
    note(&flow.choose("administrator").await);
    note(&flow.ask("nobody", REASON).await);
    for round in 0..3 {
        let all = flow.recovery["step"]["administrators"].clone();
        let id = all[round % 2]["id"].as_str().unwrap();
        note(&flow.ask(id, "").await);
        note(&flow.ask(id, REASON).await);
        note(&flow.read().await);
        let mut other = world.begin(name).await;
        note(&other.choose("administrator").await);
        note(&other.ask(id, REASON).await);
        note(&flow.remind().await);
        for _ in 0..4 {
            world.clock.forward_s(3600);
            note(&flow.remind().await);
        }
        note(&flow.ask_another().await);
        flow.recovery["step"]["administrators"] = all;
    }
    let id = flow.recovery["step"]["administrators"][0]["id"].as_str().unwrap().to_owned();
    note(&flow.ask(&id, REASON).await);
    world.clock.forward_s(86_400);
    note(&flow.read().await);
    note(&flow.remind().await);
    note(&flow.ask(&id, REASON).await);
    note(&flow.change_method().await);
    note(&flow.choose("administrator").await);
    note(&flow.ask(&id, REASON).await);
    note(&flow.cancel().await);
    lines
}

fn shape(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| match name.as_str() {
                "label" | "id" | "asked" | "match_code" | "hint" => (name.clone(), json!("*")),
                _ => (name.clone(), shape(value)),
            })
            .collect(),
        Value::Array(all) => all.iter().map(shape).collect(),
        other => other.clone(),
    }
}

async fn counts(world: &World) -> Vec<i64> {
    let mut all = Vec::new();
    for sql in [
        "SELECT COUNT(*) FROM recoveries",
        "SELECT COUNT(*) FROM challenges",
        "SELECT COUNT(*) FROM approvals",
        "SELECT COUNT(*) FROM hand_offs",
        "SELECT COUNT(*) FROM outbox",
        "SELECT COUNT(*) FROM answers",
        "SELECT COUNT(*) FROM events",
    ] {
        all.push(world.count(sql).await);
    }
    all
}

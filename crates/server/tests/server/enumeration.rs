//! Whether there is an account cannot be told from the outside (ENU).

use crate::{on_both_databases, world::*};
use regain_sandbox::CarrierMode;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Replaces what may differ (token, masks, availability) by its kind.
fn shape(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| match name.as_str() {
                "token" | "label" | "sent_to" | "kind" | "proofs_needed" => {
                    (name.clone(), json!("*"))
                }
                "methods" => (name.clone(), json!("*")),
                _ => (name.clone(), shape(value)),
            })
            .collect(),
        Value::Array(all) => all.iter().map(shape).collect(),
        other => other.clone(),
    }
}

fn comparable(reply: &Reply) -> (u16, Vec<(String, String)>, Value) {
    let headers = reply
        .headers
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "date" | "content-length"))
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    (reply.status.as_u16(), headers, shape(&reply.json))
}

on_both_databases! {
    /// ENU-01: known, unknown, locked, disabled and method-less accounts get the same status, the
    /// same headers and the same fields. (20 of each, not 200: the run time.)
    async fn every_kind_of_account_begins_alike(world: World) {
        world.execute("UPDATE accounts SET disabled = 1 WHERE username = 'firm'").await;
        let mut locked = world.begin("solo-unverified").await;
        lock_out(&mut locked, "+8613800138001").await;
        let mut seen = Vec::new();

        for round in 0..20 {
            let unknown = format!("nobody-{round}");
            for name in ["solo", unknown.as_str(), "solo-unverified", "firm", "solo-nothing"] {
                let reply = world.begin_with(&key(), &begin_body(name)).await;
                let methods = reply.json["recovery"]["step"]["methods"].as_array().unwrap().len();
                assert_eq!(methods, 5);
                seen.push(comparable(&reply));
            }
        }

        seen.dedup();
        assert_eq!(seen.len(), 1, "{seen:#?}");
    }

    /// ENU-02: known and unknown cause the same writes, and nothing is sent within the request.
    /// (Structure, not timing: a timing classifier is too unsteady for a test.)
    async fn a_known_and_an_unknown_identifier_cause_the_same_writes(world: World) {
        let mut deltas = Vec::new();

        for name in ["solo", "nobody-has-both"] {
            let before = rows(&world).await;
            let mut flow = world.begin(name).await;
            let method = first_available(&flow.recovery);
            flow.choose(&method).await.expect_step("enter_code");
            flow.submit("000000").await.expect_problem("wrong_code");
            let after = rows(&world).await;
            deltas.push(after.iter().zip(before).map(|(a, b)| a - b).collect::<Vec<_>>());
        }

        assert_eq!(deltas[0], deltas[1]);
        assert!(deltas[0].iter().all(|&delta| delta > 0), "{deltas:?}");
    }

    /// REL-14: with the carrier down, all answers of the way are alike, also those to another code.
    async fn a_failing_carrier_does_not_tell_known_from_unknown(world: World) {
        for mode in [CarrierMode::Fail, CarrierMode::Down] {
            world.sandbox.set_carrier(mode);
            let mut seen = Vec::new();
            for name in ["solo", "+8613800999777"] {
                let mut flow = world.begin(name).await;
                let asked = flow.choose("phone").await;
                asked.expect_step("enter_code");
                world.clock.forward_s(61);
                let again = flow.resend().await;
                again.expect_step("enter_code");
                let wrong = flow.submit("000000").await;
                wrong.expect_problem("wrong_code");
                seen.push([asked, again, wrong].map(|reply| comparable(&reply)));
            }
            seen.dedup();
            assert_eq!(seen.len(), 1, "{seen:#?}");
        }
    }

    /// ENU-03: an invalid parameter is refused with the same bytes for every account, before
    /// anything is looked up.
    async fn invalid_parameters_are_refused_before_the_look_up(world: World) {
        let change = |name: &str, field: &str, value: Value| {
            let mut body = begin_body(name);
            body[field] = value;
            body
        };
        for (field, value) in [
            ("intent", json!("delete_account")),
            ("locale", json!("xx")),
            ("return_url", json!("https://evil.example")),
            ("method", json!("phone")),
        ] {
            let known = world.begin_with(&key(), &change("solo", field, value.clone())).await;
            let unknown = world.begin_with(&key(), &change("nobody", field, value)).await;

            known.expect_problem("malformed");
            assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
        }
        for identifier in ["", "   ", "solo\u{0}", &"x".repeat(257)] {
            let reply = world.begin_with(&key(), &begin_body(identifier)).await;
            reply.expect_problem("identifier_rejected");
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM recoveries").await, 0);
    }

    /// ENU-04: an unknown identifier has the same decoy on every call, in every spelling, and
    /// after a restart.
    async fn a_decoy_is_stable(mut world: World) {
        let spellings = ["nobody@example.org", " Nobody@Example.org ", "ｎobody@example.org"];
        let mut seen = BTreeSet::new();

        for round in 0..2 {
            for spelling in spellings {
                let flow = world.begin(spelling).await;
                let mut recovery = flow.recovery.clone();
                recovery["expires_in_s"] = json!(0);
                seen.insert(recovery.to_string());
            }
            if round == 0 {
                world.restart(|_| ()).await;
            }
        }

        assert_eq!(seen.len(), 1, "{seen:#?}");
        assert!(seen.first().unwrap().contains("n***@e***.org"));
    }

    /// ENU-05: the same script on a real account and on a decoy gives the same transcript: wrong
    /// codes, used-up tries, cooldown, expiry, change of method, the account's budget.
    async fn a_decoy_behaves_like_an_account(world: World) {
        let decoy = decoy_like_solo(&world).await;

        let real = transcript(&world, "solo").await;
        let unknown = transcript(&world, &decoy).await;

        assert_eq!(real, unknown);
        assert!(real.iter().any(|line| line.contains("locked")), "{real:#?}");
        assert!(real.len() >= 40, "{} steps", real.len());
        let unsent = "SELECT COUNT(*) FROM outbox WHERE state = 'decoy'";
        assert!(world.count(unsent).await > 0);
    }

    /// ENU-06: no answer of a whole recovery shows more than four characters in a row of a
    /// destination before it is proved.
    async fn the_destination_never_reaches_the_client(world: World) {
        let mut said = String::new();
        let mut flow = world.begin("solo").await;
        said += &flow.recovery.to_string();
        for method in ["phone", "email"] {
            said += &flow.choose(method).await.body;
            said += &flow.read().await.body;
            said += &flow.change_method().await.body;
        }

        for destination in ["13800138000", "solo@example.com"] {
            for start in 0..=destination.len() - 5 {
                let run = &destination[start..start + 5];
                assert!(!said.contains(run), "{run} in {said}");
            }
        }
    }

    /// ENU-08: a spelling finds the account; a look-alike finds a decoy.
    async fn spellings_find_the_account_and_look_alikes_do_not(world: World) {
        for spelling in ["SOLO", "１３８ ００１３ ８０００", "0086 138-0013-8000", "Solo@EXAMPLE.com"] {
            world.begin(spelling).await;
        }
        for look_alike in ["\u{17f}olo", "solo@example.\u{212a}om", "so\u{131}o"] {
            world.begin(look_alike).await;
        }

        let sql = "SELECT COUNT(*) FROM recoveries WHERE account_id IS NOT NULL";
        assert_eq!(world.count(sql).await, 4);
        assert_eq!(world.count("SELECT COUNT(*) FROM recoveries").await, 7);
    }

    /// ENU-09: a destination in a request is refused by its type, and nothing is sent anywhere.
    async fn no_request_can_name_a_destination(world: World) {
        let flow = world.begin("solo").await;
        for body in [
            json!({ "method": "phone", "phone": "+8613800138999" }),
            json!({ "method": "phone", "phone": ["+8613800138000", "+8613800138999"] }),
            json!({ "method": ["phone", "email"] }),
            json!({ "method": { "phone": "+8613800138999" } }),
        ] {
            flow.command_as("/method", &key(), &body).await.expect_problem("malformed");
        }
        for body in [
            json!({ "intent": "reset_password", "identifier": ["solo", "attacker@example.net"] }),
            json!({ "intent": "reset_password", "identifier": { "email": "attacker@example.net" } }),
        ] {
            world.begin_with(&key(), &body).await.expect_problem("malformed");
        }
        let form = "intent=reset_password&identifier=solo&identifier=attacker%40example.net";
        let key = key();
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("idempotency-key", key.as_str()),
        ];
        let reply = world.send(Method::POST, "/api/v1/recoveries", &headers, form).await;
        assert_eq!(reply.status, 415);
        let list = world.begin("solo@example.com,attacker@example.net").await;
        assert_eq!(list.recovery["account"]["label"], "s***@e***.net");

        assert_eq!(world.count("SELECT COUNT(*) FROM outbox").await, 0);
        assert!(world.sandbox.messages("").is_empty());
    }

    /// ENU-10: a hundred begun recoveries change nothing on the account.
    async fn beginning_changes_nothing_on_the_account(world: World) {
        let log_on = world.log_on("solo", OLD).await;
        assert_eq!(log_on.status, 200);
        let before = account_rows(&world).await;

        for _ in 0..100 {
            world.begin("solo").await;
        }

        assert_eq!(account_rows(&world).await, before);
        assert_eq!(world.log_on("solo", OLD).await.status, 200);
    }
}

/// ENU-04: over 4,000 unknown usernames the decoys have the configured shares of kinds, phones and
/// addresses: chi-square with one degree of freedom each, p > 0.001. (4,000, not 10,000.)
#[test]
fn decoys_have_the_configured_shares() {
    run(Database::Sqlite, async |world: World| {
        let all = 4000_i32;
        let (mut enterprises, mut phones, mut mails) = (0, 0, 0);
        for number in 0..all {
            let flow = world.begin(&format!("unknown-{number}")).await;
            let text = flow.recovery.to_string();
            enterprises += i32::from(text.contains(r#""kind":"enterprise""#));
            phones += i32::from(
                text.contains(r#""method":"phone","available""#)
                    || text.contains(r#"{"available":{"hint":"+86"#),
            );
            mails += i32::from(text.contains("***@"));
        }

        for (what, seen, share) in
            [("enterprise", enterprises, 0.20), ("phone", phones, 0.85), ("email", mails, 0.80)]
        {
            let expected = f64::from(all) * share;
            let difference = f64::from(seen) - expected;
            let chi =
                difference.powi(2) / expected + difference.powi(2) / (f64::from(all) - expected);
            assert!(chi < 10.83, "{what}: {seen} of {all}, chi-square {chi}");
        }
    });
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

async fn account_rows(world: &World) -> (String, String, i64, i64) {
    let row: (String, String, i64, i64) = sqlx::query_as(
        "SELECT id, password_hash, password_changed_ms, disabled FROM accounts
         WHERE username = 'solo'",
    )
    .fetch_one(&world.db)
    .await
    .unwrap();
    let open = world.count("SELECT COUNT(*) FROM sessions WHERE revoked_ms IS NULL").await;
    (row.0, row.1, row.2, row.3 + open)
}

fn first_available(recovery: &Value) -> String {
    let methods = recovery["step"]["methods"].as_array().unwrap();
    let method = methods.iter().find(|method| method.get("available").is_some()).unwrap();
    method["method"].as_str().unwrap().to_owned()
}

/// An unknown username whose decoy offers what `solo` has: phone and e-mail, one proof.
async fn decoy_like_solo(world: &World) -> String {
    for number in 0..200 {
        let name = format!("someone-{number}");
        let flow = world.begin(&name).await;
        let text = flow.recovery.to_string();
        let is_like = text.contains("+86 ")
            && text.contains("***@")
            && flow.recovery["step"]["proofs_needed"] == 1
            && text.matches("identity_not_verified").count() == 0
            && flow.recovery["account"]["kind"] == "individual";
        if is_like {
            return name;
        }
    }
    panic!("no decoy like solo among 200");
}

/// What a script of more than forty commands is answered, without masks and tokens.
async fn transcript(world: &World, name: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut note = |reply: &Reply| lines.push(format!("{:?}", comparable(reply)));
    for _ in 0..2 {
        let mut flow = world.begin(name).await;
        note(&flow.read().await);
        note(&flow.choose("administrator").await);
        note(&flow.choose("phone").await);
        note(&flow.submit("12345").await);
        note(&flow.submit("000000").await);
        note(&flow.resend().await);
        note(&flow.change_method().await);
        note(&flow.choose("phone").await);
        note(&flow.read().await);
        note(&flow.set_password("New-Password-9").await);
        world.clock.forward_s(61);
        note(&flow.resend().await);
        for _ in 0..5 {
            note(&flow.submit("000000").await);
        }
        note(&flow.choose("phone").await);
        note(&flow.choose("email").await);
        world.clock.forward_s(301);
        note(&flow.submit("000000").await);
        note(&flow.resend().await);
        for _ in 0..4 {
            note(&flow.submit("000000").await);
        }
        note(&flow.read().await);
        note(&flow.cancel().await);
        world.clock.forward_s(61);
    }
    lines
}

/// Uses up the account's budget of wrong codes.
async fn lock_out(flow: &mut Flow<'_>, to: &str) {
    for _ in 0..2 {
        flow.world.ready_to_receive(to);
        flow.choose("phone").await.expect_step("enter_code");
        let wrong = other_than(&flow.world.code(to).await);
        for _ in 0..5 {
            flow.submit(&wrong).await;
        }
        flow.world.clock.forward_s(61);
        flow.read().await;
    }
    flow.read().await.expect_step("ended");
}

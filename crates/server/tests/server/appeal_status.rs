//! Where a submitted appeal stands, for whoever has number and phone; and what can still be done.

use crate::{appeal_client::*, on_both_databases, world::*};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const DAY_S: i64 = 24 * 60 * 60;
/// Nobody's.
const NUMBER: &str = "RA-0000-0000";

/// An answer without what differs between any two looks: the token and the moment.
fn seen(reply: &Reply) -> (u16, Value, Vec<(String, String)>) {
    let mut body = reply.json.clone();
    if let Some(token) = body.get_mut("token") {
        *token = json!("");
    }
    let headers = reply.headers.iter().filter(|(name, _)| *name != "date");
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().into()));
    (reply.status.as_u16(), body, headers.collect())
}

on_both_databases! {
    /// ENU-01, ENU-05: a right pair, a wrong number, a wrong phone and an unknown pair are the same
    /// in body and headers, from the question to the last wrong code.
    async fn pairs_cannot_be_told_apart(mut world: World) {
        world.restart(|config| config.resend_after_s = 0).await;
        let number = submitted(&world, "solo").await.number();
        let other = "+8613700137999";
        let pairs = [(number.as_str(), CONTACT), (NUMBER, CONTACT), (&number, other), (NUMBER, other)];
        let mut looks = vec![];
        let mut answers = BTreeSet::new();
        for (number, phone) in pairs {
            let reply = find(&world, number, phone).await;
            assert_eq!(reply.status, 201);
            let mut shown = seen(&reply);
            // The mask is of what was typed.
            shown.1["appeal"]["step"]["sent_to"] = json!("");
            answers.insert(format!("{shown:?}"));
            looks.push(Filing::of(&world, &reply));
        }
        assert_eq!(answers.len(), 1, "{answers:#?}");

        world.outbox_is_empty().await;
        let code = world.code(CONTACT).await;
        for step in ["wrong", "read", "resend", "read", "wrong", "wrong", "wrong", "wrong", "wrong", "read"] {
            let mut answers = BTreeSet::new();
            for look in &mut looks {
                let reply = match step {
                    "wrong" => look.command("/code", json!({ "code": other_than(&code) })).await,
                    "resend" => look.command("/resend", json!({})).await,
                    _ => look.read().await,
                };
                let mut shown = seen(&reply);
                if shown.1.get("step").is_some() {
                    shown.1["step"]["sent_to"] = json!("");
                }
                answers.insert(format!("{shown:?}"));
            }
            assert_eq!(answers.len(), 1, "{step} {answers:#?}");
        }
    }

    /// ENU-05: the codes of both expire, and both ways of an unproved look are closed.
    async fn a_look_without_its_code_shows_nothing(mut world: World) {
        world.restart(|config| config.resend_after_s = 0).await;
        let number = submitted(&world, "solo").await.number();
        for number in [number.as_str(), NUMBER] {
            let mut look = Filing::of(&world, &find(&world, number, CONTACT).await);
            for (path, body) in [
                ("/withdraw", json!({})),
                ("/supplement", json!({ "note": "" })),
                ("/submit", json!({})),
                ("/move", json!({ "to": "answer" })),
                ("/answers", json!({ "answers": individual() })),
                ("/files/remove", json!({ "id": "x" })),
            ] {
                look.command(path, body).await.expect_problem("stale_version");
            }
            assert_eq!(look.give("other").await.problem(), "stale_version");
            later(&world, 300).await;
            let reply = look.command("/code", json!({ "code": "123456" })).await;
            reply.expect_problem("code_expired");
            look.read().await.expect_step("enter_status_code");
        }
    }

    /// OTP-06: wrong codes are counted for the pair, over every look, right or not; another pair with
    /// the same phone is not touched.
    async fn a_pair_has_a_budget_of_wrong_codes(mut world: World) {
        world.restart(|config| { config.failures_per_day = 3; config.resend_after_s = 0; }).await;
        let number = submitted(&world, "solo").await.number();
        let mut answers = BTreeSet::new();
        for number in [NUMBER, &number] {
            let mut problems = vec![];
            for _ in 0..2 {
                world.outbox_is_empty().await;
                world.ready_to_receive(CONTACT);
                let mut look = Filing::of(&world, &find(&world, number, CONTACT).await);
                for _ in 0..2 {
                    let reply = look.command("/code", json!({ "code": "000000" })).await;
                    problems.push(reply.problem().to_owned());
                }
            }
            answers.insert(problems.clone());
            assert_eq!(problems, ["wrong_code", "wrong_code", "wrong_code", "too_many_attempts"]);
        }
        assert_eq!(answers.len(), 1);
    }

    /// The number may be typed in any way, and the right code shows the appeal.
    async fn the_right_pair_shows_the_appeal(mut world: World) {
        world.restart(|config| config.resend_after_s = 0).await;
        let number = submitted(&world, "solo").await.number();
        for typed in [number.to_lowercase(), number.replace('-', " "), number.replace("RA-", "")] {
            let look = follow(&world, &typed).await;

            assert_eq!(look.number(), number);
            assert_eq!(look.standing(), "in_review");
            assert_eq!(look.appeal["step"]["phone"], "+86 137****7000");
            assert_eq!(look.appeal["step"]["answer_days"], 3);
        }
        for typed in ["", "RA", "💥", &"9".repeat(10_000)] {
            find(&world, typed, CONTACT).await.expect_problem("identifier_rejected");
        }
        for typed in ["", "me@example.com", &"9".repeat(10_000)] {
            find(&world, &number, typed).await.expect_problem("contact_rejected");
        }
    }

    /// The token of the draft shows the appeal for a day; then only number and phone do.
    async fn the_drafts_token_ends_after_a_day(world: World) {
        let mut filing = submitted(&world, "solo").await;
        later(&world, DAY_S - 1).await;
        filing.read().await.expect_step("follow");
        later(&world, 2).await;
        filing.read().await.expect_problem("recovery_expired");
        let look = follow(&world, &filing.number()).await;
        assert_eq!(look.standing(), "in_review");
    }

    /// A supplement: what is asked for is shown, must be there, and goes back to the reviewer.
    async fn what_is_asked_for_can_be_given(mut world: World) {
        with_reviewer(&mut world).await;
        let number = submitted(&world, "solo").await.number();
        world.outbox_is_empty().await;
        world.ready_to_receive(CONTACT);
        let ask = json!({ "decision": "ask", "materials": ["payment_voucher", "other"],
            "note": "Both pages, please.", "until": "7d" });
        decided(&world, &number, ask).await;
        assert!(world.message(CONTACT).await.text.contains(&number));
        let mut look = follow(&world, &number).await;
        let standing = look.appeal["step"]["standing"].clone();
        assert_eq!(standing["note"], "Both pages, please.");
        assert_eq!(standing["due_in_s"], 7 * DAY_S - 61);
        assert_eq!(standing["files"], json!([]));

        let reply = look.command("/supplement", json!({ "note": "" })).await;
        reply.expect_problem("appeal_rejected");
        assert_eq!(reply.json["missing"], json!(["payment_voucher", "other"]));
        assert_eq!(look.give("holder_id").await.problem(), "malformed");
        for material in ["payment_voucher", "other"] {
            assert_eq!(look.give(material).await.status, 201);
        }
        let files = look.appeal["step"]["standing"]["files"].as_array().unwrap().clone();
        assert_eq!(files.len(), 2);
        let voucher = files.iter().find(|file| file["material"] == "payment_voucher").unwrap();
        let body = json!({ "id": voucher["id"] });
        look.command("/files/remove", body).await.expect_step("follow");
        look.command("/supplement", json!({ "note": "" })).await.expect_problem("appeal_rejected");
        look.give("payment_voucher").await;
        let long = json!({ "note": "x".repeat(2001) });
        look.command("/supplement", long).await.expect_problem("appeal_rejected");
        let note = json!({ "note": "Here they are." });
        look.command("/supplement", note).await.expect_step("follow");

        assert_eq!(look.standing(), "in_review");
        assert_eq!(look.timeline(), ["received", "more_asked", "more_given"]);
        look.command("/supplement", json!({ "note": "" })).await.expect_problem("stale_version");
        assert_eq!(look.give("other").await.problem(), "stale_version");
        decided(&world, &number, json!({ "decision": "approve" })).await;
    }

    /// What is asked for and does not come in time ends the appeal, and the phone is told.
    async fn what_does_not_come_ends_the_appeal(mut world: World) {
        with_reviewer(&mut world).await;
        let number = submitted(&world, "solo").await.number();
        let ask = json!({ "decision": "ask", "materials": ["other"], "until": "1d" });
        decided(&world, &number, ask).await;
        world.outbox_is_empty().await;
        let before = world.sandbox.messages(CONTACT).len();

        later(&world, DAY_S).await;
        becomes(&world, &number, "lapsed").await;

        world.outbox_is_empty().await;
        assert_eq!(world.sandbox.messages(CONTACT).len(), before + 1);
        let look = follow(&world, &number).await;
        assert_eq!(look.standing(), "lapsed");
        assert_eq!(look.timeline().last(), Some(&"lapsed"));
        let reply = decide(&world, &number, json!({ "decision": "approve" })).await;
        assert_eq!(reply.status, 409);
    }

    /// A submitted appeal can be withdrawn until it is decided.
    async fn an_appeal_can_be_withdrawn_until_it_is_decided(mut world: World) {
        with_reviewer(&mut world).await;
        world.restart(|config| config.resend_after_s = 0).await;
        let number = submitted(&world, "solo").await.number();
        let mut look = follow(&world, &number).await;
        look.command("/withdraw", json!({})).await.expect_step("follow");
        assert_eq!(look.standing(), "withdrawn");
        let reply = decide(&world, &number, json!({ "decision": "approve" })).await;
        assert_eq!(reply.status, 409);

        let number = submitted(&world, "solo").await.number();
        decided(&world, &number, json!({ "decision": "approve" })).await;
        let mut look = follow(&world, &number).await;
        look.command("/withdraw", json!({})).await.expect_problem("stale_version");
    }

    /// CON-01: a command made before a decision is stale after it.
    async fn a_decision_makes_commands_stale(mut world: World) {
        with_reviewer(&mut world).await;
        let number = submitted(&world, "solo").await.number();
        let mut look = follow(&world, &number).await;
        let ask = json!({ "decision": "ask", "materials": ["other"], "until": "1d" });
        decided(&world, &number, ask).await;

        look.command("/withdraw", json!({})).await.expect_problem("stale_version");
        look.read().await;
        assert_eq!(look.standing(), "more_asked");
    }
}

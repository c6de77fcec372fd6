//! An administrator's approval: what each decision leads to, on both sides (ADM).

use crate::{administrator::*, on_both_databases, world::*};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

on_both_databases! {
    /// ADM-01: the administrator picks the number of the person's screen out of six; a bare yes is
    /// malformed. After that the password can be set.
    async fn the_right_number_lets_the_recovery_go_on(world: World) {
        let (mut flow, mut asked) = world.asked().await;
        let step = flow.recovery["step"].clone();
        assert_eq!(step["asked"], "f***-1");
        assert_eq!((&step["expires_in_s"], &step["remind_after_s"]), (&json!(86_400), &json!(3600)));
        assert_eq!(step["may_ask_another"], true);
        let numbers = asked.numbers();
        assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), 6);
        assert!(numbers.contains(&flow.match_code()));
        assert_eq!(asked.hand_off["task"]["administrator"], "firm-admin-1");
        assert_eq!(asked.hand_off["task"]["reason"], REASON);
        for bare in [json!("approve"), json!({ "approve": {} }), json!({ "approve": null })] {
            asked.decide(OLD, bare, "").await.expect_problem("malformed");
        }

        let over = asked.approve(&flow.match_code()).await;

        assert_eq!(over.json["task"], json!({ "name": "over", "outcome": "approved" }));
        assert_eq!(asked.read().await.json, over.json);
        flow.read().await.expect_step("set_password");
        flow.set_password(NEW).await.expect_step("done");
        assert_eq!(world.log_on("firm", NEW).await.status, 200);
    }

    /// ADM-01: the numbers and their order stay the same, however often one looks.
    async fn the_numbers_stay(world: World) {
        let (_, mut asked) = world.asked().await;
        let first = asked.numbers();
        for _ in 0..20 {
            asked.read().await;
            assert_eq!(asked.numbers(), first);
        }
    }

    /// ADM-01: another number ends the request, counts as a failure of the account, and leaves no
    /// second try.
    async fn a_wrong_number_ends_the_request(mut world: World) {
        world.restart(|config| config.failures_per_day = 2).await;
        let (mut flow, asked) = world.asked().await;
        let wrong = wrong_number(&flow, &asked);

        let over = asked.approve(&wrong).await;

        assert_eq!(over.json["task"]["outcome"], "refused");
        asked.approve(&flow.match_code()).await.expect_problem("stale_version");
        let chosen = flow.read().await;
        chosen.expect_step("choose_administrator");
        assert_eq!(chosen.json["step"]["last"], "wrong_number");
        drop(flow);

        let (mut flow, asked) = world.asked().await;
        asked.approve(&wrong_number(&flow, &asked)).await;
        let ended = flow.read().await;
        assert_eq!(ended.json["step"]["reason"], "locked", "{}", ended.body);
        world.requests_are_settled().await;
        assert_eq!(world.ends_told().await, 2);
    }

    /// ADM-08: a refusal comes with a note, as one line of plain text.
    async fn a_refusal_brings_its_note(world: World) {
        let (mut flow, mut asked) = world.asked().await;
        let long = "x".repeat(301);
        asked.refuse(&long).await.expect_problem("malformed");

        let over = asked.refuse("Call me\r\n first.\u{202e} <b>").await;

        assert_eq!(over.json["task"]["outcome"], "refused");
        assert_eq!(asked.outcome().await, "refused");
        let chosen = flow.read().await;
        assert_eq!(chosen.json["step"]["last"], "refused");
        assert_eq!(chosen.json["step"]["note"], "Call me first. <b>");
        flow.recovery = chosen.json.clone();
        flow.ask_first().await.expect_step("await_approval");
    }

    /// ADM-05: a report refuses, warns the account at every destination, and stops requests for
    /// its account for a day, in every recovery.
    async fn a_report_warns_the_account_and_stops_requests(world: World) {
        let (mut flow, asked) = world.asked().await;
        let mut parked = world.choosing().await;
        world.ready_to_receive(FIRM_MAIL);

        let over = asked.report().await;

        assert_eq!(over.json["task"]["outcome"], "reported");
        let mail = world.message(FIRM_MAIL).await.text;
        assert!(mail.contains("no colleague") && mail.contains("has not changed"), "{mail}");
        let told = "SELECT COUNT(*) FROM outbox WHERE template = 'reported'";
        assert_eq!(world.count(told).await, 2);
        let event = "SELECT COUNT(*) FROM events WHERE what = 'approval' AND result = 'reported'";
        assert_eq!(world.count(event).await, 1);
        flow.recovery = flow.read().await.json;
        assert_eq!(flow.recovery["step"]["last"], "refused");
        let refused = flow.ask_first().await;
        refused.expect_problem("throttled");
        assert_eq!(refused.json["retry_after_s"], 24 * 60 * 60);
        parked.ask_first().await.expect_problem("throttled");
        // Said at the choice of the method already, so that nobody writes a reason in vain.
        let mut other = world.begin("firm").await;
        let chosen = other.choose("administrator").await;
        chosen.expect_problem("throttled");
        assert_eq!(chosen.json["retry_after_s"], 24 * 60 * 60);
        other.choose("phone").await.expect_step("enter_code");
        world.clock.forward_s(24 * 60 * 60);
        let mut other = world.choosing().await;
        other.ask_first().await.expect_step("await_approval");
    }

    /// ADM-08: when nobody decides in time, the person chooses again, the link says so, and the
    /// administrator is told once. Reading writes nothing.
    async fn a_request_expires(world: World) {
        let (mut flow, mut asked) = world.asked().await;
        let version = flow.version;
        world.clock.forward_s(86_399);
        flow.read().await.expect_step("await_approval");

        world.clock.forward_s(1);

        let chosen = flow.read().await;
        chosen.expect_step("choose_administrator");
        assert_eq!(chosen.json["step"]["last"], "expired");
        assert_eq!(flow.version, version + 1);
        assert_eq!(asked.outcome().await, "expired");
        asked.approve("42").await.expect_problem("stale_version");
        world.requests_are_settled().await;
        assert_eq!(flow.read().await.json, chosen.json);
        let written = "SELECT COUNT(*) FROM recoveries WHERE step = 'await_approval'";
        assert_eq!(world.count(written).await, 1);
        flow.recovery = chosen.json.clone();
        flow.ask_first().await.expect_step("await_approval");
        assert_eq!(asked.outcome().await, "expired");
        assert_eq!(world.ends_told().await, 1);
    }

    /// ADM-08: asking another, another method, cancelling and completing another recovery each
    /// withdraw the request, and tell the administrator once.
    async fn every_way_out_withdraws_the_request(world: World) {
        for (told, way) in (1..).zip(["ask-another", "change-method", "cancel", "complete"]) {
            let (mut flow, mut asked) = world.asked().await;
            match way {
                "complete" => {
                    world.clock.forward_s(61);
                    let mut other = world.proved("firm", "phone", "+8613900139000").await;
                    other.set_password(NEW).await.expect_step("done");
                }
                _ => assert_eq!(flow.command(&format!("/{way}"), json!({})).await.status, 200),
            }

            assert_eq!(asked.outcome().await, "withdrawn", "{way}");
            asked.approve(&asked.guest.version.to_string()).await.expect_problem("stale_version");
            world.requests_are_settled().await;
            assert_eq!(world.ends_told().await, told, "{way}");
            assert_eq!(asked.outcome().await, "withdrawn", "{way}");
            if way == "ask-another" {
                let step = flow.read().await.json["step"].clone();
                assert_eq!((&step["name"], &step["last"]), (&json!("choose_administrator"), &Value::Null));
                flow.cancel().await.expect_step("ended");
            }
        }
    }

    /// FIN-03: an approval is told to every destination of the account.
    async fn an_approval_is_told_to_the_account(world: World) {
        let (flow, asked) = world.asked().await;
        world.ready_to_receive(FIRM_MAIL);

        asked.approve(&flow.match_code()).await;

        let mail = world.message(FIRM_MAIL).await.text;
        assert!(mail.contains("an administrator of your organisation approved it"), "{mail}");
        let told = "SELECT COUNT(*) FROM outbox WHERE template = 'approved'";
        assert_eq!(world.count(told).await, 2);
    }

    /// CON-06: a decision whose answer was lost is answered again; nothing happens twice.
    async fn a_repeated_decision_happens_once(world: World) {
        let (flow, asked) = world.asked().await;
        let decision = json!({ "approve": { "number": flow.match_code() } });
        let body = json!({ "password": OLD, "decision": decision, "note": "" });
        let key = key();

        let first = asked.guest.command_as("/decide", &key, &body).await;
        let again = asked.guest.command_as("/decide", &key, &body).await;

        assert_eq!((first.status.as_u16(), &first.body), (200, &again.body));
        let other = json!({ "password": OLD, "decision": "refuse", "note": "" });
        asked.guest.command_as("/decide", &key, &other).await.expect_problem("key_reused");
        world.requests_are_settled().await;
        assert_eq!(world.ends_told().await, 1);
    }

    /// TOK-09: a scanner that opens the link a hundred times uses nothing up and changes nothing.
    async fn opening_the_link_changes_nothing(world: World) {
        let (flow, asked) = world.asked().await;
        world.outbox_is_empty().await;
        let before = rows(&world).await;
        let bearer = format!("Bearer {}", asked.guest.ticket);
        let headers = [("authorization", bearer.as_str())];
        for _ in 0..50 {
            for method in [Method::GET, Method::HEAD] {
                for path in ["/approve", "/api/v1/hand-offs/current", "/api/v1/hand-offs/current/decide"] {
                    world.send(method.clone(), path, &headers, "").await;
                }
            }
        }

        assert_eq!(rows(&world).await, before);
        let over = asked.approve(&flow.match_code()).await;
        assert_eq!(over.json["task"]["outcome"], "approved");
    }

    /// ADM-03: nothing that the administrator gets holds a password, a token of the recovery, a
    /// destination, or a name in clear but the administrator's own.
    async fn the_administrator_learns_nothing_else(world: World) {
        let (flow, mut asked) = world.asked().await;
        let mut said = asked.hand_off.to_string();
        said += &asked.decide("wrong", json!("refuse"), "").await.body;
        said += &asked.approve(&flow.match_code()).await.body;
        said += &asked.read().await.body;
        world.requests_are_settled().await;
        for message in world.sandbox.messages(ADMIN) {
            said += &message.text;
        }

        for secret in [OLD, &flow.token, "13900139000", "firm@example", "firm-admin-2"] {
            assert!(!said.contains(secret), "{secret} in {said}");
        }
        assert!(!said.replace("firm-admin-1", "").contains("firm"), "{said}");
        let writes = "SELECT COUNT(*) FROM accounts WHERE password_changed_ms > 1798761600000";
        assert_eq!(world.count(writes).await, 0);
    }

    /// Mail to the administrator is in the language of the recovery, says who asks from where and
    /// why, and that opening the link does nothing.
    async fn requests_are_in_the_visitors_language(world: World) {
        for (locale, words) in [
            ("en", ["f***", "My phone is lost.", "does nothing yet", "Do not approve"]),
            ("zh-CN", ["f***", "My phone is lost.", "仅打开链接不会产生任何效果", "请不要批准"]),
        ] {
            let mut body = begin_body("firm");
            body["locale"] = json!(locale);
            let begun = world.begin_with(&key(), &body).await;
            let mut flow = world.flow(&begun);
            flow.choose("administrator").await.expect_step("choose_administrator");
            world.ready_to_receive(ADMIN);
            flow.ask_first().await.expect_step("await_approval");

            let text = world.message(ADMIN).await.text;

            for word in words {
                assert!(text.contains(word), "{word} in {text}");
            }
            let link = format!("{}/approve#", world.server().public_url());
            assert_eq!(text.matches(&link).count(), 1, "{text}");
            world.ready_to_receive(ADMIN);
            flow.cancel().await.expect_step("ended");
            let over = world.message(ADMIN).await.text;
            assert!(over.contains(if locale == "en" { "withdrawn" } else { "已撤回" }), "{over}");
        }
    }
}

/// Everything that a look could change.
async fn rows(world: &World) -> Vec<String> {
    let mut all = Vec::new();
    for sql in [
        "SELECT id || step || CAST(version AS TEXT) || CAST(expires_ms AS TEXT) FROM recoveries",
        "SELECT id || state FROM challenges",
        "SELECT challenge_id || state || CAST(reminders AS TEXT) FROM approvals",
        "SELECT id || CAST(version AS TEXT) || COALESCE(outcome, '') FROM hand_offs",
        "SELECT id || state FROM outbox",
        "SELECT meter || use_id FROM meter_uses",
        "SELECT id FROM events",
        "SELECT username || password_hash FROM accounts",
    ] {
        let mut rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(&world.db).await.unwrap();
        rows.sort();
        all.push(rows.join("\n"));
    }
    all
}

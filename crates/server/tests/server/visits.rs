//! Alipay: leaving for it, coming back, and what is believed (IDP), with the sandbox at the other
//! end.

use crate::{
    alipay_client::{Return, at_alipay, come_back, left_for_alipay, take, taken},
    codes::join_all,
    on_both_databases,
    world::*,
};
use regain_sandbox::{alipay::AlipayMode, people};
use reqwest::{Method, Url};
use serde_json::json;

on_both_databases! {
    /// IDP-08, TOK-06: where to go comes from the configuration, and so do the way back and the
    /// links: no header of a request changes them, and no field can name them.
    async fn where_to_go_comes_from_the_configuration(world: World) {
        for field in ["redirect_uri", "return_url", "state", "app_id", "provider"] {
            let flow = world.begin("solo").await;
            let body = json!({ "method": "alipay", field: "https://evil.example" });
            flow.command_as("/method", &key(), &body).await.expect_problem("malformed");
        }
        for method in ["alipay", "face"] {
            let flow = world.begin("solo").await;
            let (bearer, one, two) = (format!("Bearer {}", flow.token), key(), key());
            let headers = |version, key| {
                [
                    ("authorization", bearer.as_str()), ("if-match", version), ("idempotency-key", key),
                    ("content-type", "application/json"), ("x-forwarded-host", "evil.example"),
                    ("x-forwarded-proto", "https"), ("forwarded", "host=evil.example"),
                    ("x-original-url", "https://evil.example/"), ("host", "evil.example"),
                ]
            };
            let path = "/api/v1/recoveries/current";
            let body = json!({ "method": method }).to_string();
            let first = headers("\"1\"", one.as_str());
            let chosen = world.send(Method::POST, &format!("{path}/method"), &first, body).await;
            let second = headers("\"2\"", two.as_str());
            let linked = world.send(Method::POST, &format!("{path}/face/hand-off"), &second, "{}").await;

            let public = world.server().public_url();
            if method == "alipay" {
                let url = Url::parse(chosen.json["step"]["authorize_url"].as_str().unwrap()).unwrap();
                assert!(url.as_str().starts_with(&world.config.alipay_authorize_url));
                let back = url.query_pairs().find(|(name, _)| name == "redirect_uri").unwrap().1;
                assert_eq!(back, format!("{public}/verify/alipay"));
            } else {
                let link = linked.json["step"]["stage"]["url"].as_str().unwrap();
                assert!(link.starts_with(&format!("{public}/hand-off#")), "{link}");
            }
            assert!(!format!("{}{}", chosen.body, linked.body).contains("evil"));
        }
    }

    /// IDP-03: the holder's own Alipay account proves it, the enterprise's for an enterprise.
    async fn the_right_account_at_alipay_is_a_proof(world: World) {
        for (name, person) in [("solo", people::SOLO.key), ("firm", people::FIRM.key)] {
            let (mut flow, step) = left_for_alipay(&world, name).await;
            assert_eq!(step.json["step"]["qr_allowed"], true);
            assert_eq!(step.json["step"]["expires_in_s"], 600);

            let back = at_alipay(&world, &step, person).await;
            come_back(&mut flow, &back).await.expect_step("set_password");

            flow.set_password(NEW).await.expect_step("done");
            assert_eq!(world.log_on(name, NEW).await.status, 200);
        }
        let passed = "SELECT COUNT(*) FROM events WHERE what = 'provider_result'
                      AND result = 'set_password' AND method = 'alipay'";
        assert_eq!(world.count(passed).await, 2);
    }

    /// IDP-03: whoever else logs on at Alipay proves nothing, each told apart, and nothing links
    /// the account to theirs.
    async fn another_account_at_alipay_proves_nothing(mut world: World) {
        world.restart(|config| config.failures_per_day = 100).await;
        let before = world.count("SELECT COUNT(*) FROM identities").await;
        for (name, person, outcome) in [
            ("solo", people::SOMEBODY_ELSE.key, "other_identity"),
            ("solo", people::FIRM_LEGAL.key, "other_identity"),
            ("solo", people::FIRM.key, "wrong_kind"),
            ("solo", people::NOT_CERTIFIED.key, "not_certified"),
            ("firm", people::OTHER_FIRM.key, "other_identity"),
            ("firm", people::FIRM_LEGAL.key, "wrong_kind"),
            ("firm", people::SOLO.key, "wrong_kind"),
        ] {
            let (mut flow, step) = left_for_alipay(&world, name).await;
            let back = at_alipay(&world, &step, person).await;
            let reply = come_back(&mut flow, &back).await;

            reply.expect_step("visit_provider").expect_last(outcome);
            assert_ne!(reply.json["step"]["authorize_url"], step.json["step"]["authorize_url"]);
            flow.set_password(NEW).await.expect_problem("stale_version");
        }
        assert_eq!(proofs(&world).await, 0);
        assert_eq!(world.count("SELECT COUNT(*) FROM identities").await, before);
    }

    /// IDP-07: a visit that was cancelled leaves nothing, and a fresh one works in its place.
    async fn a_cancelled_visit_leaves_no_half_proof(world: World) {
        let (mut flow, step) = left_for_alipay(&world, "solo").await;
        let cancelled = at_alipay(&world, &step, "cancel").await;
        let again = come_back(&mut flow, &cancelled).await;
        again.expect_step("visit_provider").expect_last("cancelled");
        assert_eq!(proofs(&world).await, 0);

        flow.change_method().await.expect_step("choose_method");
        let step = flow.choose("alipay").await;
        assert_eq!(step.last(), "");
        let back = at_alipay(&world, &step, "solo").await;
        come_back(&mut flow, &back).await.expect_step("set_password");
    }

    /// IDP-01: a state is worth nothing in another recovery, before or after it was used, or when
    /// it is missing or made up.
    async fn a_foreign_or_used_state_is_refused(world: World) {
        let (mut victim, victims) = left_for_alipay(&world, "solo").await;
        let (mut attacker, step) = left_for_alipay(&world, "firm").await;
        let own = at_alipay(&world, &step, "firm").await;
        let others = at_alipay(&world, &victims, "solo").await;

        // The attacker's state and code in the victim's recovery, and the reverse.
        come_back(&mut victim, &own).await.expect_problem("stale_version");
        come_back(&mut attacker, &others).await.expect_problem("stale_version");
        for state in ["", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            let made_up = Return { state: state.into(), code: own.code.clone() };
            come_back(&mut attacker, &made_up).await.expect_problem("stale_version");
            take(&world, state).await.expect_problem("recovery_expired");
        }
        for body in [json!({}), json!({ "state": null }), json!({ "state": [own.state] })] {
            attacker.command("/provider-result", body).await.expect_problem("malformed");
        }
        assert_eq!(proofs(&world).await, 0);

        come_back(&mut attacker, &own).await.expect_step("set_password");
        come_back(&mut attacker, &own).await.expect_problem("stale_version");
        take(&world, &own.state).await.expect_problem("recovery_expired");
        assert_eq!(proofs(&world).await, 1);
    }

    /// IDP-02: 64 results of one visit at the same time make one proof, whether each is a command
    /// of its own or the same one repeated.
    async fn results_in_parallel_make_one_proof(world: World) {
        for is_same in [false, true] {
            let (flow, step) = left_for_alipay(&world, "solo").await;
            let back = at_alipay(&world, &step, "solo").await;
            let (one, body) = (key(), back.result());
            let replies = join_all((0..64).map(|_| async {
                let key = if is_same { one.clone() } else { key() };
                flow.command_as("/provider-result", &key, &body).await
            }))
            .await;

            let passed = replies.iter().filter(|reply| reply.step() == "set_password").count();
            assert_eq!(passed, if is_same { 64 } else { 1 }, "{replies:?}");
        }
        assert_eq!(proofs(&world).await, 2);
        assert_eq!(world.count("SELECT COUNT(*) FROM grants").await, 2);
    }

    /// IDP-04: an answer with another key's signature, and one that was given before, are refused:
    /// also one that is about the right person.
    async fn answers_that_are_not_to_be_trusted_are_refused(world: World) {
        let (mut flow, step) = left_for_alipay(&world, "solo").await;
        world.sandbox.set_alipay(AlipayMode::WrongSignature);
        let back = at_alipay(&world, &step, "solo").await;
        let step = come_back(&mut flow, &back).await;
        step.expect_step("visit_provider").expect_last("refused");

        world.sandbox.set_alipay(AlipayMode::Works);
        let (mut holder, own) = left_for_alipay(&world, "solo").await;
        let back = at_alipay(&world, &own, "solo").await;
        come_back(&mut holder, &back).await.expect_step("set_password");

        // The gateway now repeats what it said about the holder, whoever approves.
        world.sandbox.set_alipay(AlipayMode::Stale);
        let back = at_alipay(&world, &step, "somebody-else").await;
        let step = come_back(&mut flow, &back).await;
        step.expect_step("visit_provider").expect_last("refused");
        assert_eq!(proofs(&world).await, 1);
    }

    /// IDP-05: an authorization of before the visit proves nothing.
    async fn an_old_authorization_is_refused(world: World) {
        let (mut first, step) = left_for_alipay(&world, "solo").await;
        let back = at_alipay(&world, &step, "solo").await;
        come_back(&mut first, &back).await.expect_step("set_password");
        // So that only the time tells that it is old.
        world.execute("DELETE FROM provider_answers").await;
        world.clock.forward_s(6 * 60);

        let (mut flow, step) = left_for_alipay(&world, "solo").await;
        world.sandbox.set_alipay(AlipayMode::Stale);
        let back = at_alipay(&world, &step, "solo").await;

        come_back(&mut flow, &back).await.expect_last("refused");
    }

    /// REL-13: a gateway that fails or is silent is told as unavailable, within the time that a page
    /// waits, and costs nobody a try.
    async fn a_gateway_that_does_not_answer_is_told(world: World) {
        let (mut flow, mut step) = left_for_alipay(&world, "solo").await;
        for mode in [AlipayMode::Failing, AlipayMode::Slow] {
            world.sandbox.set_alipay(mode);
            let back = at_alipay(&world, &step, "solo").await;
            step = come_back(&mut flow, &back).await;
            step.expect_step("visit_provider").expect_last("unavailable");
        }
        let used = "SELECT COUNT(*) FROM meter_uses WHERE meter LIKE 'failures%'";
        assert_eq!(world.count(used).await, 0);

        world.sandbox.set_alipay(AlipayMode::Works);
        let back = at_alipay(&world, &step, "solo").await;
        come_back(&mut flow, &back).await.expect_step("set_password");
    }

    /// A visit is void after its time, and can be renewed.
    async fn a_visit_expires_and_can_be_renewed(world: World) {
        let (mut flow, step) = left_for_alipay(&world, "solo").await;
        let late = at_alipay(&world, &step, "solo").await;
        world.clock.forward_s(600);
        assert_eq!(flow.read().await.json["step"]["expires_in_s"], 0);
        come_back(&mut flow, &late).await.expect_problem("stale_version");
        take(&world, &late.state).await.expect_problem("recovery_expired");

        let step = flow.command("/renew", json!({})).await;
        step.expect_step("visit_provider").expect_last("");
        assert_eq!(step.json["step"]["expires_in_s"], 600);
        come_back(&mut flow, &late).await.expect_problem("stale_version");
        let back = at_alipay(&world, &step, "solo").await;
        come_back(&mut flow, &back).await.expect_step("set_password");
    }

    /// OTP-06: other people's accounts count against the account's one budget, together with wrong
    /// codes; a visit in good faith gives its count back.
    async fn wrong_accounts_count_against_the_budget(world: World) {
        let (mut flow, mut step) = left_for_alipay(&world, "solo").await;
        for _ in 0..9 {
            let back = at_alipay(&world, &step, "somebody-else").await;
            step = come_back(&mut flow, &back).await;
            step.expect_last("other_identity");
        }
        let (mut holder, own) = left_for_alipay(&world, "solo").await;
        let back = at_alipay(&world, &own, "solo").await;
        come_back(&mut holder, &back).await.expect_step("set_password");

        let back = at_alipay(&world, &step, "somebody-else").await;
        come_back(&mut flow, &back).await.expect_problem("too_many_attempts");

        flow.read().await.expect_step("ended");
        let mut other = world.begin("solo").await;
        other.choose("phone").await.expect_problem("too_many_attempts");
        let mut third = world.begin("solo").await;
        third.choose("face").await.expect_step("verify_face");
        assert_eq!(world.log_on("solo", OLD).await.status, 200);
    }

    /// ENU-05: a stranger with an Alipay account cannot tell a decoy from an account by it: the
    /// same calls, the same answers, the same budget.
    async fn a_decoy_cannot_be_told_by_alipay(world: World) {
        for (kind, account, strangers) in [
            ("individual", "solo", ["somebody-else", "firm", "not-certified"]),
            ("enterprise", "firm", ["other-firm", "solo", "firm-legal"]),
        ] {
            let decoy = decoy(&world, kind).await;
            let mut seen = Vec::new();
            for name in [account, decoy.as_str()] {
                seen.push(transcript(&world, name, strangers).await);
            }
            assert_eq!(seen[0], seen[1]);
            assert!(seen[0].iter().any(|line| line.contains("locked")), "{:#?}", seen[0]);
        }
        assert_eq!(proofs(&world).await, 0);
    }
}

/// Everything that can be tried with strangers' accounts, without what may differ.
async fn transcript(world: &World, name: &str, strangers: [&str; 3]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut note = |what: &str, reply: &Reply| {
        let mut json = reply.json.clone();
        for (object, fields) in [
            ("/step", &["authorize_url", "match_code"][..]),
            ("/account", &["label"]),
            ("/hand_off/account", &["label"]),
            ("/hand_off/task", &["numbers"]),
            ("", &["ticket", "account"]),
        ] {
            for field in fields {
                if let Some(found) = json.pointer_mut(object).and_then(|it| it.get_mut(*field)) {
                    *found = json!("*");
                }
            }
        }
        lines.push(format!("{what} {} {json}", reply.status));
    };
    let (mut flow, mut step) = left_for_alipay(world, name).await;
    for (round, stranger) in strangers.into_iter().cycle().take(6).enumerate() {
        let back = at_alipay(world, &step, stranger).await;
        if round % 2 == 0 {
            step = come_back(&mut flow, &back).await;
        } else {
            let (mut phone, reply) = taken(world, &back).await;
            note("taken", &reply);
            let code = step.json["step"]["match_code"].as_str().unwrap();
            note("confirmed", &phone.command("/confirm", back.confirm(code)).await);
            step = flow.read().await;
        }
        note("came back", &step);
    }
    let cancelled = at_alipay(world, &step, "cancel").await;
    step = come_back(&mut flow, &cancelled).await;
    note("cancelled", &step);
    world.sandbox.set_alipay(AlipayMode::WrongSignature);
    let back = at_alipay(world, &step, strangers[0]).await;
    step = come_back(&mut flow, &back).await;
    note("refused", &step);
    world.sandbox.set_alipay(AlipayMode::Works);
    for _ in 0..5 {
        let back = at_alipay(world, &step, strangers[0]).await;
        let reply = come_back(&mut flow, &back).await;
        note("again", &reply);
        if reply.step() != "visit_provider" {
            break;
        }
        step = reply;
    }
    note("at the end", &flow.read().await);
    lines
}

//! The choice of a method, and the way from one to another (CON-03, CON-04).

use crate::{
    on_both_databases,
    sub_steps::{METHODS, SUB_STEPS, SubStep, go_to, pass, use_late},
    world::*,
};

on_both_databases! {
    /// CON-03: from every method at every sub-step to every method: what was left behind proves
    /// nothing any more, a password can be set only after the new method was passed, and each
    /// proof is of a challenge that was passed.
    async fn every_switch_needs_its_own_proof(mut world: World) {
        world.restart(|config| config.resend_after_s = 0).await;
        for sub_step in SUB_STEPS {
            for second in METHODS {
                let before = proofs(&world).await;
                let mut flow = world.begin("firm").await;
                let mut behind = go_to(&mut flow, sub_step).await;
                flow.set_password(NEW).await.expect_problem("stale_version");
                flow.change_method().await.expect_step("choose_method");
                if !matches!(sub_step, SubStep::Code(_)) {
                    use_late(&mut flow, &mut behind).await;
                    flow.read().await.expect_step("choose_method");
                }
                flow.set_password(NEW).await.expect_problem("stale_version");
                assert_eq!(proofs(&world).await, before, "{sub_step:?} {second}");

                // The other method is begun, and the first one's means come late.
                let chosen = flow.choose(second).await;
                assert_eq!(chosen.status, 200, "{sub_step:?} {second} {}", chosen.body);
                if !matches!(sub_step, SubStep::Code(method) if method == second) {
                    use_late(&mut flow, &mut behind).await;
                }
                assert_eq!(proofs(&world).await, before, "{sub_step:?} {second}");
                flow.set_password(NEW).await.expect_problem("stale_version");

                flow.change_method().await.expect_step("choose_method");
                pass(&mut flow, second).await.expect_step("set_password");
                assert_eq!(proofs(&world).await, before + 1, "{sub_step:?} {second}");
                flow.set_password(NEW).await.expect_step("done");
            }
        }
        let unproved = "SELECT COUNT(*) FROM proofs p JOIN challenges c ON c.id = p.challenge_id
                        WHERE c.state <> 'passed' OR c.method <> p.method
                        OR c.recovery_id <> p.recovery_id OR c.account_id <> p.account_id";
        assert_eq!(world.count(unproved).await, 0);
    }

    /// CON-03: what was begun with a method is void as soon as it is left, but a code that was
    /// sent, which is void when another method is chosen.
    async fn leaving_a_method_voids_what_is_open(world: World) {
        let open = "SELECT COUNT(*) FROM challenges WHERE state = 'open'";
        for (method, after_leaving) in
            [("phone", 1), ("alipay", 0), ("face", 0), ("administrator", 0)]
        {
            let mut flow = world.begin("firm").await;
            assert_eq!(flow.choose(method).await.status, 200);
            flow.change_method().await.expect_step("choose_method");
            assert_eq!(world.count(open).await, after_leaving, "{method}");

            flow.choose("administrator").await.expect_step("choose_administrator");
            assert_eq!(world.count(open).await, 0, "{method}");
        }
    }

    /// CON-03: a proof that has expired with its recovery is worth nothing: the right to set a
    /// password ends ten minutes after it, whatever the method was.
    async fn every_proof_expires(world: World) {
        for method in METHODS {
            let mut flow = world.begin("firm").await;
            let passed = pass(&mut flow, method).await;
            passed.expect_step("set_password");
            assert_eq!(passed.json["step"]["expires_in_s"], 600, "{method}");

            world.clock.forward_s(600);

            flow.set_password(NEW).await.expect_problem("recovery_expired");
        }
        assert_eq!(world.log_on("firm", OLD).await.status, 200);
    }

    /// ENU-05: a decoy goes nowhere by any method, and leaves the same rows as an account.
    async fn a_decoy_goes_nowhere(world: World) {
        let decoy = decoy(&world, "enterprise").await;
        let mut all = Vec::new();
        for name in ["firm", decoy.as_str()] {
            let mut before = rows(&world).await;
            let mut flow = world.begin(name).await;
            for method in METHODS {
                assert_eq!(flow.choose(method).await.status, 200, "{name} {method}");
                flow.change_method().await.expect_step("choose_method");
            }
            let after = rows(&world).await;
            before.iter_mut().zip(after).for_each(|(count, now)| *count = now - *count);
            all.push(before);
        }
        assert_eq!(all[0], all[1]);
        assert_eq!(proofs(&world).await, 0);
    }

    /// ENU-04: what decoys offer looks like what accounts offer: each reason and each number of
    /// administrators occurs, masked in the same way, and stays the same.
    async fn decoys_offer_the_same_methods(world: World) {
        let real = world.choosing().await;
        let form = |label: &str| {
            let (head, tail) = label.split_once("***").unwrap();
            (head.chars().count(), tail.chars().count())
        };
        let labels = |flow: &Flow<'_>| -> Vec<String> {
            let all = flow.recovery["step"]["administrators"].as_array().unwrap().clone();
            all.iter().map(|one| one["label"].as_str().unwrap().to_owned()).collect()
        };
        let expected = form(&labels(&real)[0]);
        let mut counts = [0; 4];
        for number in 0..60 {
            let name = format!("company-{number}");
            let mut flow = world.begin(&name).await;
            if flow.recovery["account"]["kind"] != "enterprise" {
                continue;
            }
            let chosen = flow.choose("administrator").await;
            if chosen.problem() == "method_unavailable" {
                assert!(flow.recovery.to_string().contains("identity_not_verified"));
                continue;
            }
            chosen.expect_step("choose_administrator");
            let shown = labels(&flow);
            assert!(shown.iter().all(|label| form(label) == expected), "{shown:?}");
            counts[shown.len()] += 1;
            let mut again = world.begin(&name).await;
            again.choose("administrator").await;
            assert_eq!(
                again.recovery["step"]["administrators"], flow.recovery["step"]["administrators"]
            );
        }
        assert!(counts[0] == 0 && counts[1..].iter().all(|&count| count > 0), "{counts:?}");
    }

    /// Why a method is not open is said, in the order that helps most: not at all here, not for
    /// this kind, not before the identity is verified, nobody to ask.
    async fn why_a_method_is_not_open_is_said(mut world: World) {
        let reasons = |recovery: &serde_json::Value| -> Vec<(String, String)> {
            let methods = recovery["step"]["methods"].as_array().unwrap();
            methods
                .iter()
                .filter(|method| method.get("unavailable").is_some())
                .map(|method| {
                    let reason = &method["unavailable"]["reason"];
                    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
                    (text(&method["method"]), text(reason))
                })
                .collect()
        };
        let expect = |found: Vec<(String, String)>, wanted: &[(&str, &str)]| {
            let wanted: Vec<_> =
                wanted.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
            assert_eq!(found, wanted);
        };
        let individual = ("administrator", "not_for_individuals");
        expect(reasons(&world.begin("solo").await.recovery), &[individual]);
        expect(reasons(&world.begin("solo-unverified").await.recovery), &[
            ("alipay", "identity_not_verified"), ("face", "identity_not_verified"), individual,
        ]);
        expect(reasons(&world.begin("firm").await.recovery), &[]);
        expect(reasons(&world.begin("firm-unverified").await.recovery), &[
            ("alipay", "identity_not_verified"), ("face", "identity_not_verified"),
            ("administrator", "identity_not_verified"),
        ]);

        world.execute("UPDATE accounts SET disabled = 1 WHERE username LIKE 'firm-admin-%'").await;
        expect(reasons(&world.begin("firm").await.recovery), &[("administrator", "no_administrator")]);
        world
            .restart(|config| {
                config.alipay_gateway = String::new();
                config.face_endpoint = String::new();
                config.smtp_url = String::new();
            })
            .await;
        expect(reasons(&world.begin("firm-unverified").await.recovery), &[
            ("email", "not_offered"), ("alipay", "not_offered"), ("face", "not_offered"),
            ("administrator", "not_offered"),
        ]);
        let mut flow = world.begin("firm").await;
        for method in ["email", "alipay", "face", "administrator"] {
            flow.choose(method).await.expect_problem("method_unavailable");
        }
    }
}

async fn rows(world: &World) -> Vec<i64> {
    let mut all = Vec::new();
    for sql in [
        "SELECT COUNT(*) FROM challenges",
        "SELECT COUNT(*) FROM visits",
        "SELECT COUNT(*) FROM faces",
        "SELECT COUNT(*) FROM outbox",
        "SELECT COUNT(*) FROM answers",
        "SELECT COUNT(*) FROM meter_uses",
        "SELECT COUNT(*) FROM events",
    ] {
        all.push(world.count(sql).await);
    }
    all
}

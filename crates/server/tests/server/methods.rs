//! The choice of a method, and the way from one to another (CON-03, CON-04).

use crate::{
    administrator::Asked,
    faces::{agreed, consent, frame_of, handed_off, scan},
    on_both_databases,
    visits::{Return, at_alipay, taken},
    world::*,
};
use serde_json::json;
use std::time::Duration;
use tokio::time::sleep;

/// Every method; `firm` has all of them.
pub const METHODS: [&str; 5] = ["phone", "email", "alipay", "face", "administrator"];

const FIRM_PHONE: &str = "+8613900139000";

/// How far a method may have come when it is left.
const SUB_STEPS: [SubStep; 9] = [
    SubStep::Code("phone"),
    SubStep::Code("email"),
    SubStep::Left,
    SubStep::TakenOver,
    SubStep::FaceChosen,
    SubStep::FaceHere,
    SubStep::FaceHandedOff,
    SubStep::ChoosingAdministrator,
    SubStep::Asked,
];

#[derive(Clone, Copy, Debug)]
enum SubStep {
    Code(&'static str),
    Left,
    TakenOver,
    FaceChosen,
    FaceHere,
    FaceHandedOff,
    ChoosingAdministrator,
    Asked,
}

/// What was left behind: all that it takes to pass the method that was left.
enum Behind<'w> {
    Code(String),
    Visit(Return),
    Phone(Guest<'w>, Return, String),
    Frames,
    Scan(Guest<'w>),
    Request(Asked<'w>, String),
    Nothing,
}

fn destination(method: &str) -> &'static str {
    if method == "phone" { FIRM_PHONE } else { crate::administrator::FIRM_MAIL }
}

/// Goes as far as the sub-step, and nearly passes.
async fn go_to<'w>(flow: &mut Flow<'w>, sub_step: SubStep) -> Behind<'w> {
    let world = flow.world;
    messages_have_arrived(world).await;
    match sub_step {
        SubStep::Code(method) => {
            world.ready_to_receive(destination(method));
            flow.choose(method).await.expect_step("enter_code");
            Behind::Code(world.code(destination(method)).await)
        }
        SubStep::Left | SubStep::TakenOver => {
            let step = flow.choose("alipay").await;
            let back = at_alipay(world, &step, "firm").await;
            if matches!(sub_step, SubStep::Left) {
                return Behind::Visit(back);
            }
            let (phone, _) = taken(world, &back).await;
            Behind::Phone(phone, back, step.json["step"]["match_code"].as_str().unwrap().into())
        }
        SubStep::FaceChosen | SubStep::FaceHere | SubStep::FaceHandedOff => {
            flow.choose("face").await.expect_step("verify_face");
            match sub_step {
                SubStep::FaceHere => {
                    flow.command("/face/start", consent()).await.expect_step("verify_face");
                    for _ in 0..2 {
                        let reply = flow.command("/face/frame", frame_of("firm-legal")).await;
                        reply.expect_step("verify_face");
                    }
                    Behind::Frames
                }
                SubStep::FaceHandedOff => {
                    let (mut guest, _) = handed_off(world, flow).await;
                    agreed(&mut guest).await.expect_task("scan_face");
                    for _ in 0..2 {
                        let reply = guest.command("/face/frame", frame_of("firm-legal")).await;
                        reply.expect_task("scan_face");
                    }
                    flow.read().await;
                    Behind::Scan(guest)
                }
                _ => Behind::Nothing,
            }
        }
        SubStep::ChoosingAdministrator => {
            flow.choose("administrator").await.expect_step("choose_administrator");
            Behind::Nothing
        }
        SubStep::Asked => {
            world.ready_to_receive(crate::administrator::ADMIN);
            flow.choose("administrator").await.expect_step("choose_administrator");
            flow.ask_first().await.expect_step("await_approval");
            let code = flow.match_code();
            Behind::Request(world.invited(crate::administrator::ADMIN).await, code)
        }
    }
}

/// Uses what was left behind; whatever is answered, it must prove nothing.
async fn use_late(flow: &mut Flow<'_>, behind: &mut Behind<'_>) {
    match behind {
        Behind::Code(code) => drop(flow.submit(code).await),
        Behind::Visit(back) => drop(flow.command("/provider-result", back.result()).await),
        Behind::Phone(phone, back, number) => {
            phone.read().await;
            let body = json!({ "number": number, "auth_code": back.code });
            drop(phone.command("/confirm", body).await);
        }
        Behind::Frames => {
            for _ in 0..3 {
                flow.command("/face/frame", frame_of("firm-legal")).await;
            }
        }
        Behind::Scan(guest) => {
            for _ in 0..3 {
                guest.read().await;
                guest.command("/face/frame", frame_of("firm-legal")).await;
            }
        }
        Behind::Request(asked, number) => {
            asked.read().await;
            drop(asked.approve(number).await);
        }
        Behind::Nothing => {}
    }
    flow.read().await;
}

/// Chooses a method and passes it as the right person; the last answer.
pub async fn pass(flow: &mut Flow<'_>, method: &str) -> Reply {
    let world = flow.world;
    // Messages of before have arrived, so that the next one is this method's.
    messages_have_arrived(world).await;
    match method {
        "phone" | "email" => {
            world.ready_to_receive(destination(method));
            let chosen = flow.choose(method).await;
            if chosen.step() != "enter_code" {
                return chosen;
            }
            let code = world.code(destination(method)).await;
            flow.submit(&code).await
        }
        "alipay" => {
            let step = flow.choose("alipay").await;
            if step.step() != "visit_provider" {
                return step;
            }
            let back = at_alipay(world, &step, "firm").await;
            flow.command("/provider-result", back.result()).await
        }
        "face" => {
            let chosen = flow.choose("face").await;
            if chosen.step() != "verify_face" {
                return chosen;
            }
            scan(flow, "firm-legal").await
        }
        _ => {
            let chosen = flow.choose("administrator").await;
            if chosen.step() != "choose_administrator" {
                return chosen;
            }
            world.ready_to_receive(crate::administrator::ADMIN);
            flow.ask_first().await.expect_step("await_approval");
            let asked = world.invited(crate::administrator::ADMIN).await;
            let reply = asked.approve(&flow.match_code()).await;
            assert_eq!(reply.status, 200, "{}", reply.body);
            flow.read().await
        }
    }
}

async fn messages_have_arrived(world: &World) {
    let due =
        "SELECT COUNT(*) FROM outbox WHERE state = 'due' AND template IN ('code', 'approval')";
    for _ in 0..500 {
        if world.count(due).await == 0 {
            return;
        }
        sleep(Duration::from_millis(20)).await;
    }
    panic!("messages did not arrive");
}

async fn proofs(world: &World) -> i64 {
    world.count("SELECT COUNT(*) FROM proofs").await
}

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
        let decoy = crate::visits::decoy(&world, "enterprise").await;
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

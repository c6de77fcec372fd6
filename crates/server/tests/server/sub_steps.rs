//! Going some of the way by each method, or all of it, as the right person.

use crate::{
    administrator::Asked,
    alipay_client::{Return, at_alipay, taken},
    face_client::{agreed, consent, frame_of, handed_off, scan},
    world::*,
};
use serde_json::json;
use std::time::Duration;
use tokio::time::sleep;

/// Every method; `firm` has all of them.
pub const METHODS: [&str; 5] = ["phone", "email", "alipay", "face", "administrator"];

const FIRM_PHONE: &str = "+8613900139000";

/// How far a method may have come when it is left.
pub const SUB_STEPS: [SubStep; 9] = [
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
pub enum SubStep {
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
pub enum Behind<'w> {
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
pub async fn go_to<'w>(flow: &mut Flow<'w>, sub_step: SubStep) -> Behind<'w> {
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
pub async fn use_late(flow: &mut Flow<'_>, behind: &mut Behind<'_>) {
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

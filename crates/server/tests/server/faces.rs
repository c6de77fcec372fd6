//! Facial recognition: in the page, on another device, on the provider's page; what is believed
//! and how often it may be tried (FAC), with the sandbox at the other end.

use crate::{codes::join_all, on_both_databases, visits::decoy, world::*};
use base64::{Engine, engine::general_purpose::STANDARD};
use image::{DynamicImage, ImageFormat, RgbImage};
use regain_sandbox::face::{FaceMode, picture};
use serde_json::{Value, json};
use std::{
    io::Cursor,
    sync::{LazyLock, Mutex, PoisonError},
    time::Duration,
};
use tokio::time::sleep;

/// The body with the picture of a person of the sandbox, as a camera would give it.
pub fn frame_of(key: &str) -> Value {
    static DRAWN: LazyLock<Mutex<Vec<(String, String)>>> = LazyLock::new(Mutex::default);
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, jpeg)) = drawn.iter().find(|(known, _)| known == key) {
        return json!({ "jpeg": jpeg });
    }
    let png = picture(key).unwrap();
    let jpeg = jpeg(&image::load_from_memory(&png).unwrap());
    drawn.push((key.into(), jpeg.clone()));
    json!({ "jpeg": jpeg })
}

fn jpeg(picture: &DynamicImage) -> String {
    let mut bytes = Cursor::new(Vec::new());
    picture.to_rgb8().write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    STANDARD.encode(bytes.into_inner())
}

/// The body with a picture of one grey.
fn grey(value: u8) -> Value {
    let picture = RgbImage::from_pixel(320, 240, image::Rgb([value; 3]));
    json!({ "jpeg": jpeg(&picture.into()) })
}

pub fn consent() -> Value {
    json!({ "consent_version": 1 })
}

pub async fn chosen<'w>(world: &'w World, name: &str) -> Flow<'w> {
    let mut flow = world.begin(name).await;
    flow.choose("face").await.expect_step("verify_face");
    flow
}

/// Agrees, and sends pictures of somebody until there is a decision; the last answer.
pub async fn scan(flow: &mut Flow<'_>, key: &str) -> Reply {
    let started = flow.command("/face/start", consent()).await;
    if started.json["step"]["stage"]["at"] != "here" {
        return started;
    }
    for _ in 0..5 {
        let reply = flow.command("/face/frame", frame_of(key)).await;
        if reply.json["step"]["stage"]["at"] != "here" {
            return reply;
        }
    }
    panic!("no decision after five pictures");
}

/// Makes a link for another device.
pub async fn handed_off<'w>(world: &'w World, flow: &mut Flow<'_>) -> (Guest<'w>, Reply) {
    let reply = flow.command("/face/hand-off", json!({})).await;
    assert_eq!(reply.json["step"]["stage"]["at"], "handed_off", "{}", reply.body);
    (Guest::new(world, &ticket(&reply)), reply)
}

pub fn ticket(reply: &Reply) -> String {
    let url = reply.json["step"]["stage"]["url"].as_str().unwrap();
    url.split_once("/hand-off#").unwrap().1.to_owned()
}

/// Agrees on another device.
pub async fn agreed(guest: &mut Guest<'_>) -> Reply {
    guest.read().await.expect_task("scan_face");
    guest.command("/face/start", consent()).await
}

/// Presses a button of the provider's page.
pub async fn at_provider(world: &World, reply: &Reply, choice: &str) {
    let url = reply.json["task"]["provider_url"].as_str().unwrap();
    let request = world
        .http
        .post(url)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("choice={choice}"));
    let response = request.send().await.unwrap();
    assert!(response.status().is_redirection(), "{}", response.status());
}

/// Waits until the worker has asked the provider: moves the clock as far as it waits.
pub async fn until_step(flow: &mut Flow<'_>, is_there: impl Fn(&Reply) -> bool) -> Reply {
    for _ in 0..100 {
        flow.world.clock.forward_s(1);
        let reply = flow.read().await;
        if is_there(&reply) {
            return reply;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("the worker found no decision: {}", flow.read().await.body);
}

pub async fn proofs(world: &World) -> i64 {
    world.count("SELECT COUNT(*) FROM proofs").await
}

on_both_databases! {
    /// FAC-02: the step says who has to do it and what is agreed to, and nothing is opened at the
    /// provider before the person has agreed to the present text.
    async fn nothing_begins_before_the_person_agrees(world: World) {
        let mut flow = world.begin("firm").await;
        let step = flow.choose("face").await;
        let step = &step.json["step"];
        assert_eq!(step["who"], "legal_representative");
        assert_eq!(step["consent"]["version"], 1);
        assert_eq!(step["consent"]["retention_days"], 30);
        assert_eq!(step["stage"], json!({ "at": "choose" }));
        assert_eq!(step["in_page"], true);

        flow.command("/face/frame", frame_of("firm-legal")).await.expect_problem("stale_version");
        for version in [0, 2] {
            let body = json!({ "consent_version": version });
            flow.command("/face/start", body).await.expect_problem("stale_version");
        }
        for body in [json!({}), json!({ "consent_version": "1" }), json!({ "consent": true })] {
            flow.command("/face/start", body).await.expect_problem("malformed");
        }
        let sessions = "SELECT COUNT(*) FROM faces WHERE certify_id IS NOT NULL";
        assert_eq!(world.count(sessions).await, 0);

        let started = flow.command("/face/start", consent()).await;
        assert_eq!(started.json["step"]["stage"], json!({ "at": "here", "guidance": "start" }));
        let agreed = "SELECT COUNT(*) FROM events WHERE what = 'face_consent'
                      AND result = 'version 1'";
        assert_eq!(world.count(agreed).await, 1);
    }

    /// FAC-03: the person's face is a proof: the holder's, or the legal representative's.
    async fn the_right_face_is_a_proof(world: World) {
        for (name, person) in [("solo", "solo"), ("firm", "firm-legal")] {
            let mut flow = chosen(&world, name).await;

            scan(&mut flow, person).await.expect_step("set_password");

            flow.set_password(NEW).await.expect_step("done");
            assert_eq!(world.log_on(name, NEW).await.status, 200);
        }
    }

    /// FAC-03: another face, and one that may not be alive, prove nothing.
    async fn another_face_proves_nothing(world: World) {
        for (name, person) in [("solo", "firm-legal"), ("firm", "solo"), ("firm", "somebody-else")] {
            let mut flow = chosen(&world, name).await;
            let reply = scan(&mut flow, person).await;
            reply.expect_step("verify_face").expect_last("not_matched");
            assert_eq!(reply.json["step"]["stage"], json!({ "at": "choose" }));
            flow.set_password(NEW).await.expect_problem("stale_version");
        }
        world.sandbox.set_face(FaceMode::LivenessRisk);
        let mut flow = chosen(&world, "solo").await;
        scan(&mut flow, "solo").await.expect_step("verify_face").expect_last("not_live");
        assert_eq!(proofs(&world).await, 0);
    }

    /// FAC-03: nothing that a client can write makes a proof: fields that claim one, sessions of
    /// others, a start that never saw a picture.
    async fn a_client_cannot_say_that_it_passed(world: World) {
        let mut flow = chosen(&world, "solo").await;
        let frame = frame_of("solo");
        for claim in [
            json!({ "passed": true }), json!({ "Passed": "T", "SubCode": "200" }),
            json!({ "certify_id": "x" }), json!({ "decision": "passed" }),
            json!({ "finished": true }), json!({ "guidance": "more" }),
        ] {
            for (path, body) in [("/face/start", consent()), ("/face/frame", frame.clone())] {
                let mut body = body;
                body.as_object_mut().unwrap().extend(claim.as_object().unwrap().clone());
                flow.command(path, body).await.expect_problem("malformed");
            }
        }
        flow.command("/face/start", consent()).await.expect_step("verify_face");
        let other = chosen(&world, "solo").await;
        // The session belongs to its recovery: with another's token the same picture does nothing.
        other.command_as("/face/frame", &key(), &frame).await.expect_problem("stale_version");
        flow.set_password(NEW).await.expect_problem("stale_version");
        flow.command("/code", json!({ "code": "000000" })).await.expect_problem("stale_version");
        assert_eq!(proofs(&world).await, 0);
    }

    /// FAC-03: what is no picture is refused before it goes anywhere.
    async fn what_is_no_picture_is_refused(world: World) {
        let mut flow = chosen(&world, "solo").await;
        flow.command("/face/start", consent()).await.expect_step("verify_face");
        for jpeg in [
            json!(""), json!("x"), json!("data:image/jpeg;base64,/9j/"), json!(7), json!(null),
            json!(STANDARD.encode(picture("solo").unwrap())),
            json!(STANDARD.encode([&[0xff, 0xd8, 0xff][..], &[0; 150_000][..]].concat())),
        ] {
            let reply = flow.command("/face/frame", json!({ "jpeg": jpeg })).await;
            reply.expect_problem("malformed");
        }
        let largest = STANDARD.encode([&[0xff, 0xd8, 0xff][..], &[0; 149_997][..]].concat());
        let reply = flow.command("/face/frame", json!({ "jpeg": largest })).await;
        reply.expect_problem("provider_unavailable");
        let too_long = flow.command("/face/frame", json!({ "jpeg": "A".repeat(300_000) })).await;
        assert_eq!(too_long.status, 413);
        let elsewhere = flow.command("/face/start", json!({ "x": "A".repeat(70_000) })).await;
        assert_eq!(elsewhere.status, 413);
    }

    /// What the provider says about each picture reaches the page in words, and the version stays,
    /// so that pictures can follow one another.
    async fn guidance_reaches_the_page(world: World) {
        let mut flow = chosen(&world, "solo").await;
        let started = flow.command("/face/start", consent()).await;
        let dark = flow.command("/face/frame", grey(0)).await;
        assert_eq!(dark.json["step"]["stage"]["guidance"], "too_dark");
        let far = flow.command("/face/frame", grey(120)).await;
        assert_eq!(far.json["step"]["stage"]["guidance"], "too_far");
        let moved = flow.command("/face/frame", frame_of("solo")).await;
        assert_eq!(moved.json["step"]["stage"]["guidance"], "hold_still");
        let good = flow.command("/face/frame", frame_of("solo")).await;
        assert_eq!(good.json["step"]["stage"]["guidance"], "more");
        assert_eq!(good.version(), started.version());
        assert_eq!(flow.read().await.json["step"]["stage"]["guidance"], "more");
    }

    /// FAC-07: no picture is in the database or in the log, in whatever form it was sent.
    async fn no_picture_is_kept(world: World) {
        let mut flow = chosen(&world, "solo").await;
        scan(&mut flow, "solo").await.expect_step("set_password");
        let sent = frame_of("solo")["jpeg"].as_str().unwrap().to_owned();
        let piece = &sent[2000..2040];

        for (table, column) in [
            ("answers", "body"), ("answers", "fingerprint"), ("events", "result"),
            ("faces", "capture_token"), ("recoveries", "label"), ("outbox", "params"),
        ] {
            let sql = format!("SELECT COALESCE(MAX(LENGTH({column})), 0) FROM {table}");
            let longest: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
                .fetch_one(&world.db)
                .await
                .unwrap();
            assert!(longest < 2000, "{table}.{column}: {longest}");
        }
        assert!(!crate::logs::all().contains(piece));
    }

    /// FAC-04: after five failures in a row each try waits 30 seconds; twenty a day and other
    /// methods are left.
    async fn failures_wait_and_end(mut world: World) {
        world.restart(|config| config.sends_per_account = 1000).await;
        let mut flow = chosen(&world, "solo").await;
        for _ in 0..5 {
            scan(&mut flow, "firm-legal").await.expect_last("not_matched");
        }
        let wait = scan(&mut flow, "firm-legal").await;
        wait.expect_problem("throttled");
        assert_eq!(wait.json["retry_after_s"], 30);
        // Another recovery of the account does not help.
        let mut other = chosen(&world, "solo").await;
        scan(&mut other, "firm-legal").await.expect_problem("throttled");
        for round in 6..=20 {
            world.clock.forward_s(29);
            scan(&mut flow, "firm-legal").await.expect_problem("throttled");
            world.clock.forward_s(1);
            let reply = scan(&mut flow, "firm-legal").await;
            if round < 20 {
                reply.expect_last("not_matched");
            } else {
                reply.expect_problem("too_many_attempts");
            }
        }

        flow.read().await.expect_step("choose_method");
        world.clock.forward_s(60);
        flow.choose("face").await.expect_step("verify_face");
        let over = scan(&mut flow, "solo").await;
        over.expect_problem("throttled");
        assert!(over.json["retry_after_s"].as_i64().unwrap() > 3600);
        flow.change_method().await.expect_step("choose_method");
        flow.choose("phone").await.expect_step("enter_code");
    }

    /// FAC-04: a success begins the row anew, and gives its try back.
    async fn a_success_begins_the_row_anew(world: World) {
        let mut flow = chosen(&world, "solo").await;
        for _ in 0..4 {
            scan(&mut flow, "firm-legal").await.expect_last("not_matched");
        }
        let mut holder = chosen(&world, "solo").await;
        scan(&mut holder, "solo").await.expect_step("set_password");
        for _ in 0..2 {
            scan(&mut flow, "firm-legal").await.expect_last("not_matched");
        }
    }

    /// OTP-10: sessions at the provider cost money and are limited like messages.
    async fn sessions_are_limited_like_messages(mut world: World) {
        world.restart(|config| config.sends_per_account = 2).await;
        let mut flow = chosen(&world, "solo").await;
        for _ in 0..2 {
            flow.command("/face/start", consent()).await.expect_step("verify_face");
        }
        flow.command("/face/start", consent()).await.expect_problem("throttled");
    }

    /// REL-13: a provider that fails or is silent is told, costs no try, and the next one works.
    async fn a_provider_that_does_not_answer_is_told(world: World) {
        let mut flow = chosen(&world, "solo").await;
        for mode in [FaceMode::Failing, FaceMode::Slow] {
            world.sandbox.set_face(mode);
            let reply = flow.command("/face/start", consent()).await;
            reply.expect_step("verify_face").expect_last("unavailable");
            assert_eq!(reply.json["step"]["stage"]["at"], "choose");
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM meter_uses WHERE meter LIKE 'faces %'
                                AND meter NOT LIKE 'faces f%'").await, 0);

        world.sandbox.set_face(FaceMode::Works);
        flow.command("/face/start", consent()).await.expect_step("verify_face");
        world.sandbox.set_face(FaceMode::Failing);
        let lost = flow.command("/face/frame", frame_of("solo")).await;
        lost.expect_problem("provider_unavailable");
        assert_eq!(lost.status, 503);
        world.sandbox.set_face(FaceMode::Works);
        for _ in 0..2 {
            flow.command("/face/frame", frame_of("solo")).await.expect_step("verify_face");
        }
        flow.command("/face/frame", frame_of("solo")).await.expect_step("set_password");
    }

    /// A session that takes too long is told as expired, ours and the provider's.
    async fn a_recognition_expires(world: World) {
        let mut flow = chosen(&world, "solo").await;
        flow.command("/face/start", consent()).await.expect_step("verify_face");
        world.clock.forward_s(900);
        assert_eq!(flow.read().await.json["step"]["expires_in_s"], 0);

        let late = flow.command("/face/frame", frame_of("solo")).await;
        late.expect_step("verify_face").expect_last("expired");
        assert_eq!(late.json["step"]["expires_in_s"], 900);
        scan(&mut flow, "solo").await.expect_step("set_password");

        let mut other = chosen(&world, "solo").await;
        world.clock.forward_s(901);
        let renewed = other.command("/renew", json!({})).await;
        renewed.expect_step("verify_face").expect_last("");
        assert_eq!(renewed.json["step"]["expires_in_s"], 900);
    }

    /// CON-06: the same start 16 times at the same time opens one session; the same picture 16
    /// times at the same time decides once.
    async fn a_key_in_parallel_acts_once(world: World) {
        let mut flow = chosen(&world, "solo").await;
        let (one, body) = (key(), consent());
        let started = join_all(
            (0..16).map(|_| async { flow.command_as("/face/start", &one, &body).await }),
        )
        .await;
        assert!(started.iter().all(|reply| reply.body == started[0].body), "{started:?}");
        let sessions = "SELECT COUNT(*) FROM faces WHERE certify_id IS NOT NULL";
        assert_eq!(world.count(sessions).await, 1);

        flow.read().await;
        for _ in 0..2 {
            flow.command("/face/frame", frame_of("solo")).await.expect_step("verify_face");
        }
        let frame = frame_of("solo");
        let replies = join_all((0..16).map(|number| {
            let (flow, frame) = (&flow, &frame);
            let key = if number % 2 == 0 { one.clone() + "-frame" } else { key() };
            async move { flow.command_as("/face/frame", &key, frame).await }
        }))
        .await;
        assert!(replies.iter().any(|reply| reply.step() == "set_password"), "{replies:?}");
        assert_eq!(proofs(&world).await, 1);
    }

    /// FAC-01: where face alone is not enough, another method is asked for besides, in either
    /// order.
    async fn a_face_alone_may_not_suffice(mut world: World) {
        world.restart(|config| config.face_alone = false).await;
        let mut flow = chosen(&world, "solo").await;
        let half = scan(&mut flow, "solo").await;
        half.expect_step("choose_method");
        assert_eq!(half.json["step"]["proofs_needed"], 1);
        flow.set_password(NEW).await.expect_problem("stale_version");
        world.ready_to_receive(PHONE);
        flow.choose("phone").await.expect_step("enter_code");
        let code = world.code(PHONE).await;
        flow.submit(&code).await.expect_step("set_password");
        flow.set_password(NEW).await.expect_step("done");

        let mut other = world.begin("firm").await;
        assert_eq!(other.recovery["step"]["proofs_needed"], 1);
        world.ready_to_receive("+8613900139000");
        other.choose("phone").await.expect_step("enter_code");
        let code = world.code("+8613900139000").await;
        other.submit(&code).await.expect_step("set_password");
    }

    /// ENU-05: whoever shows a face, here or by a link, cannot tell a decoy from an account by it:
    /// the same calls, the same answers, the same limits.
    async fn a_decoy_cannot_be_told_by_a_face(mut world: World) {
        world.restart(|config| config.sends_per_account = 1000).await;
        for (kind, account) in [("individual", "solo"), ("enterprise", "firm")] {
            let decoy = decoy(&world, kind).await;

            let real = transcript(&world, account).await;
            let unknown = transcript(&world, &decoy).await;

            assert_eq!(real, unknown);
            assert!(real.iter().any(|line| line.contains("throttled")), "{real:#?}");
        }
        assert_eq!(proofs(&world).await, 0);
    }
}

/// Everything that a stranger's face can try, without what may differ.
async fn transcript(world: &World, name: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut note = |what: &str, reply: &Reply| {
        let mut json = reply.json.clone();
        for (object, field) in
            [("/step/stage", "url"), ("/task", "provider_url"), ("/account", "label")]
        {
            if let Some(found) = json.pointer_mut(object).and_then(|it| it.get_mut(field)) {
                *found = json!("*");
            }
        }
        if let Some(methods) = json.pointer_mut("/step/methods") {
            *methods = json!("*");
        }
        lines.push(format!("{what} {} {json}", reply.status));
    };
    let mut flow = world.begin(name).await;
    note("chosen", &flow.choose("face").await);
    note("started", &flow.command("/face/start", consent()).await);
    for (what, body) in [("dark", grey(0)), ("far", grey(120)), ("no picture", json!({}))] {
        note(what, &flow.command("/face/frame", body).await);
    }
    for _ in 0..4 {
        note("frame", &flow.command("/face/frame", frame_of("somebody-else")).await);
    }
    let (mut guest, reply) = handed_off(world, &mut flow).await;
    note("handed off", &reply);
    note("opened", &guest.read().await);
    for _ in 0..2 {
        note("agreed", &guest.command("/face/start", consent()).await);
        for _ in 0..3 {
            note("scanned", &guest.command("/face/frame", frame_of("somebody-else")).await);
        }
        note("told", &flow.read().await);
    }
    let started = agreed(&mut guest).await;
    note("agreed for the provider's page", &started);
    at_provider(world, &started, "other").await;
    let step = until_step(&mut flow, |reply| reply.last() == "not_matched").await;
    let mut step = step;
    step.json["expires_in_s"] = json!("*");
    step.json["step"]["expires_in_s"] = json!("*");
    note("told", &step);
    world.sandbox.set_face(FaceMode::LivenessRisk);
    for _ in 0..2 {
        let mut reply = scan(&mut flow, "somebody-else").await;
        reply.json["expires_in_s"] = json!("*");
        note("not alive", &reply);
    }
    world.sandbox.set_face(FaceMode::Works);
    lines
}

//! Facial recognition: what is believed, what is kept, and what a stranger learns (FAC), with the
//! sandbox at the other end.

use crate::{
    face_client::{
        agreed, at_provider, chosen, consent, frame_of, grey, handed_off, scan, until_step,
    },
    on_both_databases,
    world::*,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use regain_sandbox::face::{FaceMode, picture};
use serde_json::json;

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

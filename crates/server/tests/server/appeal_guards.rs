//! What an appeal keeps out: odd text, pairs that are none, decoys, and whoever was stopped.

use crate::{
    appellant::Appellant,
    filed::{CONTACT, DAY_S},
    on_both_databases,
    world::*,
};
use regain_server::{
    OsRandom,
    cli::{Review, review},
};
use reqwest::Method;
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};
use tokio::time::sleep;

const STRANGER: &str = "+8613700137000";

async fn find(world: &World, (number, phone): (&str, &str)) -> Reply {
    let key = key();
    let headers = [("idempotency-key", key.as_str()), ("content-type", "application/json")];
    let body = json!({ "number": number, "phone": phone, "locale": "en" }).to_string();
    world.send(Method::POST, "/api/v1/appeals/find", &headers, body).await
}

async fn found<'w>(world: &'w World, pair: (&str, &str)) -> Appellant<'w> {
    let reply = find(world, pair).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    Appellant::open(world, reply.json["token"].as_str().unwrap()).await
}

/// Finds a submitted appeal again and gives the code.
async fn follows<'w>(world: &'w World, number: &str) -> Appellant<'w> {
    world.clock.forward_s(61);
    world.ready_to_receive(CONTACT);
    let mut person = found(world, (number, CONTACT)).await;
    let code = world.code(CONTACT).await;
    person.does("/code", json!({ "code": code })).await;
    person
}

async fn submitted(world: &World) -> String {
    let mut person = Appellant::begin(world).await;
    person.submit("lost").await;
    person.number()
}

async fn decides(world: &World, part: Review) {
    let (clock, random) = (Arc::new(world.clock.clone()), Arc::new(OsRandom));
    review(world.config.clone(), clock, random, part).await.unwrap();
}

/// What may be compared of an answer: not the token, nor the last digits of the number asked for.
fn comparable(reply: &Reply) -> (u16, Vec<(String, String)>, Value, usize) {
    let headers = reply.headers.iter().filter(|(name, _)| *name != "date");
    let headers =
        headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    let mut json = reply.json.clone();
    let length = reply.body.len();
    for (at, name) in [("", "token"), ("/appeal/step", "sent_to"), ("/step", "sent_to")] {
        if let Some(value) = json.pointer_mut(at).and_then(|object| object.get_mut(name)) {
            *value = json!("*");
        }
    }
    (reply.status.as_u16(), headers.collect(), json, length)
}

/// The phones of `solo`.
async fn phones(world: &World) -> Vec<String> {
    let sql = "SELECT d.address FROM destinations d JOIN accounts a ON a.id = d.account_id
               WHERE a.username = 'solo' AND d.channel = 'phone' ORDER BY d.address";
    sqlx::query_scalar(sql).fetch_all(&world.db).await.unwrap()
}

async fn phones_become(world: &World, phone: &str) {
    for _ in 0..500 {
        if phones(world).await == [phone] {
            return;
        }
        sleep(Duration::from_millis(20)).await;
    }
    panic!("the phones are {:?}", phones(world).await);
}

/// The link of the next notice to a destination.
async fn stop_link<'w>(world: &'w World, to: &str) -> Guest<'w> {
    loop {
        let text = world.message(to).await.text;
        if let Some((_, after)) = text.split_once("/hand-off#") {
            return Guest::new(world, &after[..43]);
        }
    }
}

/// What no field takes, with the fault that it has.
fn refused() -> Vec<(String, &'static str)> {
    let mut all: Vec<_> = [
        "a\0b",
        "\0",
        "a\u{1}b",
        "a\u{1b}[31mb",
        "a\u{7f}b",
        "a\u{85}b",
        "a\u{202a}b",
        "a\u{202e}b",
        "a\u{2066}b",
        "a\u{2069}b",
    ]
    .into_iter()
    .map(|text| (text.to_owned(), "odd_character"))
    .collect();
    for one in ["x", "王", "😀", "\u{301}", "<b>x", "\u{202e}"] {
        all.push((one.repeat(10_000 / one.chars().count()), "too_long"));
    }
    all
}

on_both_databases! {
    /// ENU-01, ENU-05: a right pair, a wrong number, a wrong phone and nothing at all are answered
    /// alike through a whole script of wrong codes, waits and an expiry; nothing is sent to a wrong
    /// pair.
    async fn a_wrong_pair_behaves_like_a_right_one(world: World) {
        let number = submitted(&world).await;
        let mut draft = Appellant::begin(&world).await;
        draft.reaches_form().await;
        world.execute("UPDATE appeals SET number = 'RA-DRAF-T000' WHERE state = 'draft'").await;
        let mut transcripts = Vec::new();
        let pairs = [
            (number.as_str(), CONTACT),
            (number.as_str(), STRANGER),
            ("RA-0000-0000", "+8613700137001"),
            ("RA-DRAF-T000", "+8613700137002"),
        ];
        for (number, phone) in pairs {
            world.clock.forward_s(3600);
            let mut said = vec![];
            let reply = find(&world, (number, phone)).await;
            said.push(comparable(&reply));
            said.push(comparable(&find(&world, (number, phone)).await));
            let token = reply.json["token"].as_str().unwrap();
            let mut person = Appellant::open(&world, token).await;
            said.push(comparable(&person.tries("/resend", json!({})).await));
            for round in 0..2 {
                for _ in 0..6 {
                    let reply = person.tries("/code", json!({ "code": "000000" })).await;
                    said.push(comparable(&reply));
                }
                if round == 0 {
                    world.clock.forward_s(61);
                    said.push(comparable(&person.tries("/resend", json!({})).await));
                }
            }
            for (path, body) in [
                ("/submit", json!({})),
                ("/withdraw", json!({})),
                ("/supplement", json!({ "note": "" })),
                ("/move", json!({ "to": "answer" })),
                ("/draft", json!({ "details": {} })),
                ("/link", json!({ "email": "me@example.com" })),
                ("/files/remove", json!({ "id": "x" })),
            ] {
                let reply = person.tries(path, body).await;
                reply.expect_problem("stale_version");
                said.push(comparable(&reply));
            }
            let about = ("other", "a.jpg", "image/jpeg");
            said.push(comparable(&person.uploads(&key(), about, vec![1; 64]).await));
            world.clock.forward_s(301);
            said.push(comparable(&person.tries("/code", json!({ "code": "000000" })).await));
            person.look().await;
            assert_eq!(person.step(), "enter_status_code");
            transcripts.push(said);
        }

        for other in &transcripts[1..] {
            for (at, (right, wrong)) in transcripts[0].iter().zip(other).enumerate() {
                assert_eq!(right, wrong, "answer {at}");
            }
            assert_eq!(transcripts[0].len(), other.len());
        }
        assert!(transcripts[0].iter().any(|said| said.0 == 422));
        assert!(transcripts[0].iter().any(|said| said.0 == 429));
        for (_, phone) in &pairs[1..] {
            assert!(world.sandbox.messages(phone).is_empty());
        }
    }

    /// ENU-05: the code of a decoy, read out of its row by force, is not right.
    async fn the_code_of_a_decoy_is_never_right(world: World) {
        let number = submitted(&world).await;
        world.clock.forward_s(61);
        world.ready_to_receive(CONTACT);
        let real = found(&world, (&number, CONTACT)).await;
        let code = world.code(CONTACT).await;
        let mut decoy = found(&world, (&number, STRANGER)).await;
        world
            .execute(
                "UPDATE appeal_codes SET code_id = (SELECT code_id FROM appeal_codes
                                                    WHERE phone = '+8613900139000' AND is_real = 1
                                                    ORDER BY expires_ms DESC LIMIT 1),
                        code_hash = (SELECT code_hash FROM appeal_codes
                                     WHERE phone = '+8613900139000' AND is_real = 1
                                     ORDER BY expires_ms DESC LIMIT 1)
                 WHERE is_real = 0",
            )
            .await;

        decoy.tries("/code", json!({ "code": code })).await.expect_problem("wrong_code");

        let mut real = real;
        real.does("/code", json!({ "code": code })).await;
        assert_eq!(real.step(), "follow");
    }

    /// ENU-03: what can be no number and no phone is refused before anything is looked up.
    async fn what_can_be_no_pair_is_refused(world: World) {
        let number = submitted(&world).await;
        for none in ["", "RA", "RA-7K3M", "RA-7K3M-9QPX-1", "王伟", "\0", &"R".repeat(10_000)] {
            let reply = find(&world, (none, CONTACT)).await;
            assert_eq!(reply.expect_problem("identifier_rejected").status, 422, "{none:?}");
        }
        for none in ["", "1", "solo", "me@example.com", "\0", &"1".repeat(10_000)] {
            let reply = find(&world, (&number, none)).await;
            assert_eq!(reply.expect_problem("contact_rejected").status, 422, "{none:?}");
        }
    }

    /// FIN-03: after the hold the new phone replaces the old ones, which were told before and are told
    /// then; with the new phone the person recovers, with the old one nobody does.
    async fn the_phone_is_bound_after_the_hold(world: World) {
        let number = submitted(&world).await;
        for to in [PHONE, MAIL] {
            world.ready_to_receive(to);
        }
        decides(&world, Review::Approve { number: number.clone() }).await;
        for to in [PHONE, MAIL] {
            let mut link = stop_link(&world, to).await;
            assert_eq!(link.read().await.json["task"]["what"], "phone_changing");
        }
        let mut person = follows(&world, &number).await;
        assert_eq!(person.appeal["step"]["standing"]["is"], "approved");
        assert_eq!(person.appeal["step"]["standing"]["username"], "solo");
        assert_eq!(person.appeal["step"]["standing"]["bound_in_s"], DAY_S - 61);
        world.clock.forward_s(DAY_S - 62);
        sleep(Duration::from_millis(300)).await;
        assert_eq!(phones(&world).await, [PHONE]);
        for to in [PHONE, MAIL] {
            world.ready_to_receive(to);
        }

        world.clock.forward_s(1);

        phones_become(&world, CONTACT).await;
        for to in [PHONE, MAIL] {
            let mut link = stop_link(&world, to).await;
            assert_eq!(link.read().await.json["task"]["what"], "phone_changed");
        }
        person = follows(&world, &number).await;
        assert_eq!(person.appeal["step"]["standing"]["bound_in_s"], 0);
        world.clock.forward_s(61);
        let mut flow = world.proved("solo", "phone", CONTACT).await;
        flow.set_password(NEW).await.expect_step("done");
    }

    /// FIN-03: an owner of an old destination stops it before the hold is over: nothing changes.
    async fn an_owner_stops_it_before(world: World) {
        let number = submitted(&world).await;
        world.ready_to_receive(MAIL);
        decides(&world, Review::Approve { number: number.clone() }).await;
        let mut link = stop_link(&world, MAIL).await;

        link.command("/stop", json!({})).await.expect_task("stopped");

        world.clock.forward_s(DAY_S + 60);
        sleep(Duration::from_millis(300)).await;
        assert_eq!(phones(&world).await, [PHONE]);
        let person = follows(&world, &number).await;
        assert_eq!(person.appeal["step"]["standing"]["is"], "stopped");
        link.command("/stop", json!({})).await.expect_problem("stale_version");
    }

    /// FIN-03: a password from before the new phone stays when that is taken back.
    async fn an_older_password_stays(world: World) {
        let number = submitted(&world).await;
        decides(&world, Review::Approve { number }).await;
        world.outbox_is_empty().await;
        world.ready_to_receive(PHONE);
        world.clock.forward_s(DAY_S);
        phones_become(&world, CONTACT).await;

        stop_link(&world, PHONE).await.command("/stop", json!({})).await.expect_task("stopped");

        assert_eq!(phones(&world).await, [PHONE]);
        assert_eq!(world.log_on("solo", OLD).await.status, 200);
    }

    /// The note of a supplement is text like the story.
    async fn an_odd_note_is_refused(world: World) {
        let mut person = Appellant::begin(&world).await;
        person.reaches_review("lost").await;
        person.does("/submit", json!({})).await;
        world.execute(
            r#"UPDATE appeals SET state = 'more_asked', asked = '[{"kind":"other","required":false}]'"#,
        )
        .await;
        for (note, fault) in refused() {
            let reply = person.tries("/supplement", json!({ "note": note })).await;
            assert_eq!(reply.expect_problem("appeal_rejected").status, 422);
            assert_eq!(reply.json["faults"][0]["field"], "story");
            assert_eq!(reply.json["faults"][0]["fault"], fault);
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM appeals WHERE state = 'more_asked'").await, 1);
    }
}

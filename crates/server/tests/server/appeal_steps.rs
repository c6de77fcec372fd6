//! Where a draft can go, what is taken at which step, and whose code is whose.

use crate::{
    appellant::{Appellant, form, photo},
    codes::join_all,
    filed::CONTACT,
    on_both_databases,
    world::*,
};
use serde_json::{Value, json};

const PLACES: [&str; 5] = ["answer", "gather", "fill_in", "give_phone", "review"];

/// The places that the draft can be moved to; it goes to each and comes back.
async fn reachable(person: &mut Appellant<'_>, back: &str) -> Vec<&'static str> {
    let mut reached = vec![];
    for place in PLACES {
        let reply = person.tries("/move", json!({ "to": place })).await;
        match reply.status.as_u16() {
            200 => reached.push(place),
            _ => assert_eq!(reply.expect_problem("stale_version").status, 409),
        }
    }
    person.does("/move", json!({ "to": back })).await;
    reached
}

/// What is missing by the answer, as `field` or `material`.
fn faults(reply: &Reply) -> (Vec<String>, Vec<String>) {
    assert_eq!(reply.expect_problem("appeal_rejected").status, 422);
    let all = |name: &str| reply.json[name].as_array().unwrap().clone();
    let fault = |one: Value| {
        format!("{} {}", one["field"].as_str().unwrap(), one["fault"].as_str().unwrap())
    };
    let missing = all("missing").iter().map(|one| one.as_str().unwrap().to_owned()).collect();
    (all("faults").into_iter().map(fault).collect(), missing)
}

async fn code(person: &mut Appellant<'_>, code: &str) -> Reply {
    person.tries("/code", json!({ "code": code })).await
}

/// Asks for a new code after the wait.
async fn another(world: &World, person: &mut Appellant<'_>) -> String {
    world.clock.forward_s(61);
    world.ready_to_receive(CONTACT);
    person.does("/resend", json!({})).await;
    world.code(CONTACT).await
}

on_both_databases! {
    /// CON-01: a place is reached when nothing on the way to it is missing, and no sooner.
    async fn each_place_is_reached_when_the_way_is_whole(world: World) {
        let mut person = Appellant::begin(&world).await;
        assert_eq!(reachable(&mut person, "answer").await, ["answer"]);

        person.reaches_form().await;
        assert_eq!(reachable(&mut person, "fill_in").await, PLACES[..3]);
        person.upload("holder_id", "a.jpg", photo()).await;
        assert_eq!(reachable(&mut person, "fill_in").await, PLACES[..3]);
        person.does("/details", json!({ "details": form("lost") })).await;
        assert_eq!(person.step(), "give_phone");
        assert_eq!(reachable(&mut person, "give_phone").await, PLACES[..4]);
        world.ready_to_receive(CONTACT);
        person.does("/phone", json!({ "phone": CONTACT })).await;
        let code = world.code(CONTACT).await;
        person.does("/code", json!({ "code": code })).await;
        assert_eq!(person.step(), "review");
        assert_eq!(reachable(&mut person, "fill_in").await, PLACES);

        let id = person.appeal["step"]["files"][0]["id"].clone();
        person.does("/files/remove", json!({ "id": id })).await;
        assert_eq!(reachable(&mut person, "fill_in").await, PLACES[..3]);
        person.tries("/move", json!({ "to": "follow" })).await.expect_problem("malformed");
    }

    /// CON-01: a command is taken at its own step only.
    async fn a_command_is_taken_at_its_step_only(world: World) {
        let mut person = Appellant::begin(&world).await;
        let commands = |but: &'static str| {
            [
                ("/answers", json!({ "answers": {
                    "needs": ["phone"], "kind": "individual", "filer": "holder" } })),
                ("/draft", json!({ "details": form("x") })),
                ("/details", json!({ "details": form("x") })),
                ("/phone", json!({ "phone": CONTACT })),
                ("/code", json!({ "code": "123456" })),
                ("/resend", json!({})),
                ("/submit", json!({})),
                ("/supplement", json!({ "note": "" })),
            ]
            .into_iter()
            .filter(move |(path, _)| !but.split(' ').any(|one| one == *path))
        };
        for (path, body) in commands("/answers") {
            person.tries(path, body).await.expect_problem("stale_version");
        }
        person.reaches_form().await;
        for (path, body) in commands("/draft /details") {
            person.tries(path, body).await.expect_problem("stale_version");
        }
        person.upload("holder_id", "a.jpg", photo()).await;
        person.does("/details", json!({ "details": form("lost") })).await;
        for (path, body) in commands("/phone") {
            person.tries(path, body).await.expect_problem("stale_version");
        }
        person.does("/phone", json!({ "phone": CONTACT })).await;
        for (path, body) in commands("/phone /code /resend") {
            person.tries(path, body).await.expect_problem("stale_version");
        }
        // A code that is out does not work from another step, nor is another one sent there.
        let code = world.code(CONTACT).await;
        person.does("/move", json!({ "to": "fill_in" })).await;
        world.clock.forward_s(61);
        person.tries("/code", json!({ "code": code })).await.expect_problem("stale_version");
        person.tries("/resend", json!({})).await.expect_problem("stale_version");
    }

    /// APL-01: what is missing is named, all of it and nothing else.
    async fn what_is_missing_is_named(world: World) {
        let mut firm = Appellant::begin(&world).await;
        let answers = json!({ "needs": ["password"], "kind": "enterprise", "filer": "employee" });
        firm.does("/answers", json!({ "answers": answers })).await;
        firm.does("/move", json!({ "to": "fill_in" })).await;
        let (fields, materials) = faults(&firm.tries("/details", json!({ "details": {} })).await);
        let names = ["username", "holder_name", "identity_number", "filer_name", "story"];
        assert_eq!(fields, names.map(|name| format!("{name} missing")));
        let kinds = ["business_licence", "legal_representative_id", "employee_id",
            "authorisation_letter", "payment_voucher"];
        assert_eq!(materials, kinds);
        for (at, kind) in kinds.iter().enumerate() {
            assert_eq!(firm.upload(kind, "a.jpg", photo()).await.status, 201);
            let rejected = firm.tries("/details", json!({ "details": { "username": " " } })).await;
            assert_eq!(faults(&rejected).1, kinds[at + 1..]);
        }

        let mut person = Appellant::begin(&world).await;
        person.reaches_review("lost").await;
        for name in ["username", "holder_name", "identity_number", "story"] {
            person.does("/move", json!({ "to": "fill_in" })).await;
            let mut details = form("lost");
            details[name] = json!(" \n ");
            let rejected = person.tries("/details", json!({ "details": details })).await;
            assert_eq!(faults(&rejected), (vec![format!("{name} missing")], vec![]));
        }
        person.does("/details", json!({ "details": form("lost") })).await;
        let id = person.appeal["step"]["files"][0]["id"].clone();
        person.does("/files/remove", json!({ "id": id })).await;
        let rejected = person.tries("/submit", json!({})).await;
        assert_eq!(faults(&rejected), (vec![], vec!["holder_id".to_owned()]));
        assert_eq!(world.count("SELECT COUNT(*) FROM appeal_events").await, 0);
    }

    /// CON-02: 64 submissions at once are one, whether of different keys or of one.
    async fn a_draft_is_submitted_once(world: World) {
        for round in 1..=2 {
            let mut person = Appellant::begin(&world).await;
            person.reaches_review("lost").await;
            let (shared, nothing) = (key(), json!({}));
            let keys: Vec<_> =
                (0..64).map(|_| if round == 1 { key() } else { shared.clone() }).collect();

            let all = keys.iter().map(|key| person.sends("/submit", (key, person.version()), &nothing));
            let replies = join_all(all).await;

            let done: Vec<_> = replies.iter().filter(|reply| reply.status == 200).collect();
            assert_eq!(done.len(), if round == 1 { 1 } else { 64 });
            assert!(done.iter().all(|reply| reply.body == done[0].body));
            for reply in replies.iter().filter(|reply| reply.status != 200) {
                reply.expect_problem("stale_version");
            }
            let received = "SELECT COUNT(*) FROM appeal_events WHERE what = 'received'";
            assert_eq!(world.count(received).await, round);
            let told = "SELECT COUNT(*) FROM outbox WHERE template = 'appeal_received'";
            assert_eq!(world.count(told).await, round);
            world.clock.forward_s(61);
        }
    }

    /// OTP-05: of 64 wrong codes at once five are judged.
    async fn many_wrong_codes_at_once_are_five(world: World) {
        let mut person = Appellant::begin(&world).await;
        let right = person.reaches_code("lost").await;
        let (wrong, keys) = (json!({ "code": other_than(&right) }), (0..64).map(|_| key()));
        let keys: Vec<_> = keys.collect();

        let all = keys.iter().map(|key| person.sends("/code", (key, person.version()), &wrong));
        let replies = join_all(all).await;

        let judged = replies.iter().filter(|reply| reply.problem() == "wrong_code").count();
        assert_eq!(judged, 4);
        for reply in replies.iter().filter(|reply| reply.problem() != "wrong_code") {
            reply.expect_problem("too_many_attempts");
        }
    }

    /// OTP-03, OTP-04: a newer code voids the one before, and none works twice.
    async fn only_the_newest_code_works_and_once(world: World) {
        let mut person = Appellant::begin(&world).await;
        let older = person.reaches_code("lost").await;
        let soon = person.tries("/resend", json!({})).await;
        assert_eq!(soon.expect_problem("throttled").status, 429);
        assert!(soon.json["retry_after_s"].as_i64().unwrap() <= 60);
        let newer = another(&world, &mut person).await;
        code(&mut person, &older).await.expect_problem("wrong_code");
        assert_eq!(code(&mut person, &newer).await.status, 200);
        code(&mut person, &newer).await.expect_problem("stale_version");
        person.does("/move", json!({ "to": "give_phone" })).await;
        code(&mut person, &newer).await.expect_problem("stale_version");
    }

    /// OTP-08: the code of one draft opens no other.
    async fn a_code_belongs_to_its_draft(world: World) {
        let mut one = Appellant::begin(&world).await;
        let first = one.reaches_code("lost").await;
        world.clock.forward_s(61);
        let mut two = Appellant::begin(&world).await;
        let second = two.reaches_code("lost").await;
        code(&mut two, &first).await.expect_problem("wrong_code");
        code(&mut one, &second).await.expect_problem("wrong_code");
        assert_eq!(code(&mut one, &first).await.status, 200);
        assert_eq!(code(&mut two, &second).await.status, 200);
    }

    /// A draft that waits for a code can be gone on with from a mailed link, which has no code.
    async fn a_mailed_link_asks_for_the_phone_anew(world: World) {
        let mut person = Appellant::begin(&world).await;
        person.reaches_code("lost").await;
        person.does("/link", json!({ "email": "me@example.com" })).await;
        let text = world.message("me@example.com").await.text;
        let token = &text.split_once("/appeal#").expect("a link").1[..43];
        let mut other = Appellant::open(&world, token).await;

        assert_eq!(other.step(), "give_phone");
        world.clock.forward_s(61);
        world.ready_to_receive(CONTACT);
        other.does("/phone", json!({ "phone": CONTACT })).await;
        let right = world.code(CONTACT).await;
        assert_eq!(code(&mut other, &right).await.status, 200);
        assert_eq!(other.step(), "review");
    }
}

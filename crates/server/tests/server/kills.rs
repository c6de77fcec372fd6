//! A server that is killed: what it has accepted is neither lost nor done twice (REL-13).

use crate::{codes::join_all, on_both_databases, world::*};
use regain_sandbox::CarrierMode;
use reqwest::Method;
use serde_json::{Value, json};
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};
use tokio::time::sleep;

const FIRM_PHONE: &str = "+8613900139000";
const OTHER_PHONE: &str = "+8613900139001";
const OTHER_MAIL: &str = "firm-unverified@example.com";

/// How many recoveries are on their way when the server is killed.
const MANY: usize = 24;
/// How many of their commands were answered by then.
const ANSWERED: usize = 8;

/// Starts the server again after a kill, when a message that was on its way may be tried again.
async fn restart_later(world: &mut World) {
    world.clock.forward_s(90);
    world.restart(|_| ()).await;
}

/// Nothing is left to send, and nothing comes a second time.
async fn everything_is_sent(world: &World) {
    world.outbox_is_empty().await;
    world.clock.forward_s(90);
    sleep(Duration::from_millis(600)).await;
}

/// Sends a command; the answer, if the server lives to give it.
async fn post(world: &World, path: &str, headers: &[(&str, &str)], body: Value) -> Option<Reply> {
    let mut request = world.http.request(Method::POST, world.url(path)).body(body.to_string());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.header("content-type", "application/json");
    Some(Reply::read(request.send().await.ok()?).await)
}

/// Begins a recovery and asks for a code, as far as the server answers; counts the answers.
async fn begin_and_choose(world: &World, keys: &(String, String), answered: &AtomicUsize) {
    let headers = [("idempotency-key", keys.0.as_str())];
    let begun = post(world, "/api/v1/recoveries", &headers, begin_body("solo")).await;
    let token = begun.and_then(|begun| begun.json["token"].as_str().map(ToOwned::to_owned));
    let Some(token) = token else { return };
    answered.fetch_add(1, Ordering::SeqCst);
    let bearer = format!("Bearer {token}");
    let headers = [
        ("idempotency-key", keys.1.as_str()),
        ("authorization", bearer.as_str()),
        ("if-match", "\"1\""),
    ];
    let path = "/api/v1/recoveries/current/method";
    if post(world, path, &headers, json!({ "method": "phone" })).await.is_some() {
        answered.fetch_add(1, Ordering::SeqCst);
    }
}

on_both_databases! {
    /// REL-13: the messages that waited when the server was killed arrive after a restart, each
    /// once, and the recoveries that were open go on with the same tokens.
    async fn what_waited_in_a_killed_server_arrives_once(mut world: World) {
        world.restart_as_a_program().await;
        world.sandbox.set_carrier(CarrierMode::Fail);
        let mut open = Vec::new();
        for (name, phone) in [("solo", PHONE), ("firm", FIRM_PHONE)] {
            let mut flow = world.begin(name).await;
            flow.choose("phone").await.expect_step("enter_code");
            open.push((flow.token.clone(), flow.version, phone));
        }
        let mut changed = world.proved("firm-unverified", "email", OTHER_MAIL).await;
        changed.set_password(NEW).await.expect_step("done");
        world.message(OTHER_MAIL).await;
        drop(changed);

        world.program().kill();
        world.sandbox.set_carrier(CarrierMode::Ok);
        restart_later(&mut world).await;

        everything_is_sent(&world).await;
        for phone in [PHONE, FIRM_PHONE, OTHER_PHONE] {
            assert_eq!(world.sandbox.messages(phone).len(), 1, "{phone}");
        }
        for (token, version, phone) in open {
            let mut flow = Flow { world: &world, token, version, recovery: json!({}) };
            let code = world.code(phone).await;
            flow.submit(&code).await.expect_step("set_password");
        }
        assert_eq!(world.log_on("firm-unverified", NEW).await.status, 200);
    }

    /// REL-13, CON-06: commands that a kill cut short can be given again under their keys. Each
    /// recovery is there once, and each code is sent once.
    async fn commands_cut_short_by_a_kill_can_be_repeated(mut world: World) {
        world.config.resend_after_s = 0;
        world.restart_as_a_program().await;
        world.sandbox.set_carrier(CarrierMode::Fail);
        let keys: Vec<_> = (0..MANY).map(|_| (key(), key())).collect();
        let answered = AtomicUsize::new(0);
        let cut_short = keys.iter().map(|keys| begin_and_choose(&world, keys, &answered));
        let kill = async {
            while answered.load(Ordering::SeqCst) < ANSWERED {
                sleep(Duration::from_millis(1)).await;
            }
            world.program().kill();
        };
        tokio::join!(join_all(cut_short), kill);
        assert!(answered.load(Ordering::SeqCst) < 2 * MANY);

        world.sandbox.set_carrier(CarrierMode::Ok);
        restart_later(&mut world).await;
        for (begin, choose) in &keys {
            let begun = world.begin_with(begin, &begin_body("solo")).await;
            assert_eq!(begun.status, 201, "{}", begun.body);
            let chosen = world.flow(&begun);
            let chosen = chosen.command_as("/method", choose, &json!({ "method": "phone" })).await;
            chosen.expect_step("enter_code");
        }

        everything_is_sent(&world).await;
        let many = i64::try_from(MANY).unwrap();
        assert_eq!(world.count("SELECT COUNT(*) FROM recoveries").await, many);
        assert_eq!(world.count("SELECT COUNT(*) FROM challenges").await, many);
        assert_eq!(world.sandbox.messages(PHONE).len(), MANY);
    }
}

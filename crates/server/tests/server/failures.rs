//! A database or a disk that fails under the running server: it stays closed and uniform, and goes
//! on by itself (REL-13).

use crate::{appeal_client, codes::join_all, documents, on_both_databases, world::*};
use regain_sandbox::CarrierMode;
use regain_server::{Clock, SystemClock};
use serde_json::json;
use std::{collections::BTreeSet, time::Duration};
use tokio::time::{sleep, timeout};

/// How long a page waits for an answer.
const PAGES_DEADLINE: Duration = Duration::from_secs(10);
/// An unknown number, whose decoy offers a code by SMS.
const UNKNOWN: &str = "+8613800999777";
const FIRM_PHONE: &str = "+8613900139000";

/// Status, headers but for the date, and body, byte for byte.
fn all_of(reply: &Reply) -> String {
    let mut headers = reply.headers.clone();
    headers.remove("date");
    format!("{} {headers:?} {}", reply.status, reply.body)
}

/// How many rows each table has that a recovery writes to.
async fn rows(world: &World) -> Vec<i64> {
    let mut all = Vec::new();
    for sql in [
        "SELECT COUNT(*) FROM recoveries",
        "SELECT COUNT(*) FROM challenges",
        "SELECT COUNT(*) FROM proofs",
        "SELECT COUNT(*) FROM grants",
        "SELECT COUNT(*) FROM answers",
        "SELECT COUNT(*) FROM meter_uses",
        "SELECT COUNT(*) FROM outbox",
        "SELECT COUNT(*) FROM events",
        "SELECT COUNT(*) FROM sessions",
    ] {
        all.push(world.count(sql).await);
    }
    all
}

/// What everything is answered that would change something, of known accounts and of unknown ones.
async fn whatever_changes_something(
    world: &World,
    known: (&Flow<'_>, &str),
    unknown: (&Flow<'_>, &str),
) -> Vec<Reply> {
    let commands = [known, unknown].into_iter().flat_map(|(flow, code)| {
        [
            ("/code", json!({ "code": code })),
            ("/code", json!({ "code": other_than(code) })),
            ("/resend", json!({})),
            ("/change-method", json!({})),
            ("/cancel", json!({})),
        ]
        .map(|(path, body)| async move { flow.command_as(path, &key(), &body).await })
    });
    let begun = ["solo", "nobody", UNKNOWN]
        .map(|name| async move { world.begin_with(&key(), &begin_body(name)).await });
    let log_ons = [("solo", OLD), ("solo", NEW), ("nobody", OLD)]
        .map(|(name, password)| world.log_on(name, password));
    let (mut replies, begun, log_ons) =
        tokio::join!(join_all(commands), join_all(begun), join_all(log_ons));
    replies.extend(begun);
    replies.extend(log_ons);
    replies
}

/// Waits until the server says that it is ready, or that it is not.
async fn readiness_becomes(world: &World, status: u16) -> Reply {
    for _ in 0..100 {
        let reply = world.get("/readyz", &[]).await;
        if reply.status == status {
            return reply;
        }
        sleep(Duration::from_millis(200)).await;
    }
    panic!("/readyz did not become {status}");
}

/// Waits until the one message was tried in vain and is put off. One that is on its way when the
/// database fails is not lost either, but is tried again after a minute only.
async fn a_message_is_put_off(world: &World) {
    let next = "SELECT next_ms FROM outbox WHERE state = 'due' AND tries > 0";
    for _ in 0..500 {
        let next_ms: Option<i64> =
            sqlx::query_scalar(next).fetch_optional(&world.db).await.unwrap();
        if next_ms.is_some_and(|next_ms| next_ms - SystemClock.now_ms() < 30_000) {
            return;
        }
        sleep(Duration::from_millis(20)).await;
    }
    panic!("no message was put off");
}

on_both_databases! {
    /// REL-13: while the database cannot be written, whatever would change something is answered
    /// alike for known and unknown accounts, within the time that a page waits, and changes
    /// nothing. Afterwards the same recovery goes on, with the same code and every try.
    async fn a_failing_database_closes_the_server_for_all_alike(mut world: World) {
        // So that another code is not refused for coming too soon, which needs no write.
        world.config.resend_after_s = 0;
        world.restart_as_a_program().await;
        let (mut known, code) = world.with_code("solo", "phone", PHONE).await;
        let mut unknown = world.begin(UNKNOWN).await;
        unknown.choose("phone").await.expect_step("enter_code");
        world.outbox_is_empty().await;
        let before = rows(&world).await;

        world.program().break_database().await;
        let refused = whatever_changes_something(&world, (&known, &code), (&unknown, "000000"));
        let refused = timeout(PAGES_DEADLINE, refused).await.unwrap();
        world.program().mend_database().await;
        readiness_becomes(&world, 200).await;

        refused[0].expect_problem("unavailable");
        assert_eq!((refused[0].status.as_u16(), refused[0].header("retry-after")), (503, "2"));
        let seen: BTreeSet<_> = refused.iter().map(all_of).collect();
        assert_eq!(seen.len(), 1, "{seen:#?}");
        assert_eq!(rows(&world).await, before);
        let wrong = unknown.submit("000000").await;
        assert_eq!(wrong.expect_problem("wrong_code").json["attempts_left"], 4);
        known.submit(&code).await.expect_step("set_password");
        known.set_password(NEW).await.expect_step("done");
        assert_eq!(world.log_on("solo", NEW).await.status, 200);
    }

    /// REL-13: a server whose database cannot be written says that it is not ready, and that it
    /// runs.
    async fn a_failing_database_is_not_ready_but_alive(mut world: World) {
        world.restart_as_a_program().await;
        readiness_becomes(&world, 200).await;

        world.program().break_database().await;
        let unready = readiness_becomes(&world, 503).await;
        let healthy = timeout(Duration::from_secs(1), world.get("/healthz", &[])).await.unwrap();
        world.program().mend_database().await;

        assert_eq!(unready.body, "database does not take writes\n");
        assert_eq!(healthy.status, 200);
        readiness_becomes(&world, 200).await;
    }

    /// REL-13: a message that waits while the database fails arrives once afterwards.
    async fn a_message_outlasts_a_failing_database(mut world: World) {
        world.restart_as_a_program().await;
        world.sandbox.set_carrier(CarrierMode::Fail);
        let mut flow = world.begin("firm").await;
        flow.choose("phone").await.expect_step("enter_code");
        a_message_is_put_off(&world).await;

        world.program().break_database().await;
        readiness_becomes(&world, 503).await;
        world.sandbox.set_carrier(CarrierMode::Ok);
        world.program().mend_database().await;
        readiness_becomes(&world, 200).await;
        let code = world.code(FIRM_PHONE).await;

        flow.submit(&code).await.expect_step("set_password");
        world.outbox_is_empty().await;
        assert_eq!(world.sandbox.messages(FIRM_PHONE).len(), 1);
    }
}

/// REL-13: a document that the disk has no room for is not taken, nothing of it stays, and the same
/// upload can be tried again.
#[test]
fn a_full_disk_takes_no_document_and_keeps_nothing_of_it() {
    run(Database::Postgres, |mut world| async move {
        world.restart_as_a_program().await;
        let mut filing = appeal_client::begin(&world).await;
        filing.open_form(appeal_client::individual()).await;
        let (once, picture) = (key(), appeal_client::picture(3));
        let upload = || filing.upload(&once, "holder_id", "scan.png", picture.clone());

        world.program().limit_files("16");
        let refused = upload().await;
        let left = documents::stored(&world);
        world.program().limit_files("unlimited");
        let taken = upload().await;

        refused.expect_problem("unavailable");
        assert!(left.is_empty(), "{left:?}");
        assert_eq!(taken.status, 201, "{}", taken.body);
        assert_eq!(documents::stored(&world).len(), 1);
    });
}

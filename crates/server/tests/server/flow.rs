//! The state machine: versions, single use, method switches, idempotency (CON).

use crate::{
    codes::{in_parallel, join_all},
    on_both_databases,
    world::*,
};
use serde_json::{Value, json};

const MFA_PHONE: &str = "+8613800138002";
const MFA_MAIL: &str = "solo-mfa@example.com";

on_both_databases! {
    /// CON-01: a command with an old version is refused and changes nothing.
    async fn a_stale_command_is_refused(world: World) {
        let mut flow = world.begin("solo").await;
        let stale = flow.clone();
        flow.choose("phone").await.expect_step("enter_code");

        let refused = stale.command_as("/method", &key(), &json!({ "method": "email" })).await;

        refused.expect_problem("stale_version");
        assert_eq!(refused.status, 409);
        assert_eq!(flow.read().await.json["step"]["method"], "phone");
    }

    /// CON-01: random commands never reach a step out of order. The model knows which step each
    /// command leads from and to. (600 commands, not 10,000: the run time.)
    async fn random_commands_keep_to_the_model(mut world: World) {
        world.restart(|config| {
            config.resend_after_s = 0;
            config.failures_per_day = 100_000;
        })
        .await;
        let mut seed = 7_u64;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        let mut commands = 0;
        while commands < 600 {
            let mut flow = world.begin("solo").await;
            let mut step = "choose_method".to_owned();
            for _ in 0..12 {
                commands += 1;
                let (path, body) = match next(12) {
                    0 | 1 => ("/method", json!({ "method": "phone" })),
                    2 => ("/method", json!({ "method": "email" })),
                    3 => ("/method", json!({ "method": "face" })),
                    4..=6 => ("/code", json!({ "code": "000000" })),
                    7 => ("/resend", json!({})),
                    8 => ("/change-method", json!({})),
                    9 | 10 => ("/password", json!({ "password": NEW })),
                    _ => ("/cancel", json!({})),
                };
                let is_stale = next(5) == 0;
                if is_stale {
                    flow.version += 1;
                }
                let reply = flow.command(path, body.clone()).await;
                let now = flow.read().await.step().to_owned();
                let expected = match (step.as_str(), path) {
                    _ if is_stale => vec![step.as_str()],
                    ("choose_method", "/method") if body["method"] == "face" => vec!["verify_face"],
                    ("choose_method", "/method") => vec!["enter_code"],
                    ("verify_face", "/change-method") => vec!["choose_method"],
                    ("verify_face", "/cancel") => vec!["ended"],
                    ("enter_code", "/code") => vec!["enter_code", "choose_method"],
                    ("enter_code", "/resend") => vec!["enter_code"],
                    ("enter_code", "/change-method") => vec!["choose_method"],
                    ("choose_method" | "enter_code", "/cancel") => vec!["ended"],
                    _ => vec![step.as_str()],
                };
                assert!(
                    expected.contains(&now.as_str()),
                    "{step} {path} {body} -> {now} ({} {})", reply.status, reply.body
                );
                step = now;
            }
        }
    }

    /// CON-02: of 64 submissions of the right code at the same time exactly one succeeds. (5
    /// rounds, not 200: the run time.)
    async fn a_code_passes_once_in_parallel(mut world: World) {
        world.restart(|config| config.resend_after_s = 0).await;
        for round in 1..=5 {
            let (flow, code) = world.with_code("solo", "phone", PHONE).await;
            let replies = in_parallel(&flow, 64, |_| code.clone()).await;

            let passed = replies.iter().filter(|reply| reply.step() == "set_password").count();
            assert_eq!(passed, 1, "{:?}", replies.iter().map(Reply::problem).collect::<Vec<_>>());
            assert_eq!(world.count("SELECT COUNT(*) FROM proofs").await, round);
            assert_eq!(world.count("SELECT COUNT(*) FROM grants").await, round);
        }
    }

    /// CON-02: of 64 passwords at the same time exactly one is set, with one event and one notice
    /// per destination.
    async fn a_password_is_set_once_in_parallel(mut world: World) {
        world.restart(|config| config.argon2_wait_ms = 20_000).await;
        let flow = world.proved("solo", "phone", PHONE).await;
        world.ready_to_receive(MAIL);
        let bodies: Vec<_> =
            (0..64).map(|number| json!({ "password": format!("New-Password-{number}") })).collect();
        let replies = join_all(
            bodies.iter().map(|body| async { flow.command_as("/password", &key(), body).await }),
        )
        .await;

        let won: Vec<_> = (0..64).filter(|&number| replies[number].step() == "done").collect();
        assert_eq!(won.len(), 1, "{:?}", replies.iter().map(Reply::problem).collect::<Vec<_>>());
        assert_eq!(world.log_on("solo", &format!("New-Password-{}", won[0])).await.status, 200);
        let events = "SELECT COUNT(*) FROM events WHERE what = 'set_password' AND result = 'done'";
        assert_eq!(world.count(events).await, 1);
        let notices = "SELECT COUNT(*) FROM outbox WHERE template = 'notice'";
        assert_eq!(world.count(notices).await, 2);
    }

    /// CON-02: two recoveries of one account that complete at the same time: one wins, the other
    /// is ended, nothing waits for ever.
    async fn two_recoveries_completed_together_have_one_winner(mut world: World) {
        world.restart(|config| config.resend_after_s = 0).await;
        for _ in 0..5 {
            let phone = world.proved("solo", "phone", PHONE).await;
            let mail = world.proved("solo", "email", MAIL).await;
            let body = json!({ "password": NEW });
            let replies = join_all(
                [&phone, &mail].map(|flow| async { flow.command_as("/password", &key(), &body).await }),
            )
            .await;

            let done = replies.iter().filter(|reply| reply.step() == "done").count();
            assert_eq!(done, 1, "{replies:?}");
        }
    }

    /// CON-03: choosing another method opens a new challenge and voids the old; going back to the
    /// same one within the countdown sends nothing and keeps the code good.
    async fn another_method_voids_the_first_and_the_same_one_resumes_it(world: World) {
        let (mut flow, code) = world.with_code("solo", "phone", PHONE).await;
        flow.submit(&other_than(&code)).await.expect_problem("wrong_code");
        flow.change_method().await.expect_step("choose_method");
        world.clock.forward_s(10);
        let resumed = flow.choose("phone").await;
        assert_eq!(resumed.json["step"]["attempts_left"], 4);
        assert_eq!(resumed.json["step"]["resend_after_s"], 50);
        assert_eq!(world.count("SELECT COUNT(*) FROM outbox").await, 1);

        flow.change_method().await.expect_step("choose_method");
        flow.choose("email").await.expect_step("enter_code");
        flow.submit(&code).await.expect_problem("wrong_code");
        let open = "SELECT COUNT(*) FROM challenges WHERE state = 'open'";
        assert_eq!(world.count(open).await, 1);
    }

    /// CON-04: an account with two factors needs two proofs by different methods.
    async fn two_proofs_must_be_of_different_methods(world: World) {
        let (mut flow, code) = world.with_code("solo-mfa", "phone", MFA_PHONE).await;
        assert_eq!(flow.recovery["step"]["name"], "enter_code");
        let half = flow.submit(&code).await;
        half.expect_step("choose_method");
        assert_eq!(half.json["step"]["proofs_needed"], 1);
        assert_eq!(reason(&half.json, "phone"), "already_used");
        flow.set_password(NEW).await.expect_problem("stale_version");
        world.clock.forward_s(61);
        flow.choose("phone").await.expect_problem("method_unavailable");

        flow.choose("email").await.expect_step("enter_code");
        let code = world.code(MFA_MAIL).await;
        flow.submit(&code).await.expect_step("set_password");
        flow.set_password(NEW).await.expect_step("done");
    }

    /// CON-05: when a statement of the completion fails, nothing of it stays: the trigger breaks
    /// each table's write in turn.
    async fn the_completion_is_all_or_nothing(world: World) {
        let mut flow = world.proved("solo", "phone", PHONE).await;
        world.log_on("solo", OLD).await;
        for (table, write) in [
            ("grants", "UPDATE"), ("accounts", "UPDATE"), ("sessions", "UPDATE"),
            ("outbox", "INSERT"), ("recoveries", "UPDATE"), ("answers", "INSERT"),
            ("events", "INSERT"),
        ] {
            break_writes(&world, table, write).await;
            let reply = flow.set_password(NEW).await;
            assert_eq!(reply.status, 503, "{table}: {}", reply.body);
            mend_writes(&world, table).await;

            assert_eq!(world.log_on("solo", NEW).await.status, 401, "{table}");
            assert_eq!(world.count("SELECT COUNT(*) FROM outbox WHERE template = 'notice'").await, 0);
            let open = "SELECT COUNT(*) FROM sessions WHERE revoked_ms IS NULL";
            assert_eq!(world.count(open).await, 1, "{table}");
        }
        flow.set_password(NEW).await.expect_step("done");
        assert_eq!(world.log_on("solo", NEW).await.status, 200);
    }

    /// CON-06: the same key with the same body gives the same answer and no second message; with
    /// another body it is refused.
    async fn a_key_repeats_its_answer(world: World) {
        let (begin_key, body) = (key(), begin_body("solo"));
        let first = world.begin_with(&begin_key, &body).await;
        let again = world.begin_with(&begin_key, &body).await;
        assert_eq!(first.body, again.body);
        assert_eq!(world.count("SELECT COUNT(*) FROM recoveries").await, 1);
        let other = world.begin_with(&begin_key, &begin_body("firm")).await;
        other.expect_problem("key_reused");
        assert_eq!(other.status, 409);

        let mut flow = world.flow(&first);
        let phone = json!({ "method": "phone" });
        let chosen = key();
        let first = flow.command_as("/method", &chosen, &phone).await;
        first.expect_step("enter_code");
        let again = flow.command_as("/method", &chosen, &phone).await;
        assert_eq!((first.status, &first.body, first.version()), (again.status, &again.body, again.version()));
        let other = flow.command_as("/method", &chosen, &json!({ "method": "email" })).await;
        other.expect_problem("key_reused");
        assert_eq!(world.count("SELECT COUNT(*) FROM outbox").await, 1);

        let code = world.code(PHONE).await;
        flow.read().await;
        let wrong = json!({ "code": other_than(&code) });
        let wrong_key = key();
        let first = flow.command_as("/code", &wrong_key, &wrong).await;
        let again = flow.command_as("/code", &wrong_key, &wrong).await;
        assert_eq!((first.problem(), &first.body), ("wrong_code", &again.body));
        assert_eq!(world.count("SELECT tries FROM challenges").await, 1);
        flow.submit(&code).await.expect_step("set_password");

        let (set, password) = (key(), json!({ "password": NEW }));
        let first = flow.command_as("/password", &set, &password).await;
        first.expect_step("done");
        let again = flow.command_as("/password", &set, &password).await;
        assert_eq!(first.body, again.body);
        let other = json!({ "password": "Another-Password-7" });
        flow.command_as("/password", &set, &other).await.expect_problem("key_reused");
        assert_eq!(world.count("SELECT COUNT(*) FROM outbox WHERE template = 'notice'").await, 2);
    }

    /// CON-06: the same key 64 times at the same time sends one message and gives one answer.
    async fn a_key_in_parallel_acts_once(world: World) {
        let (begin_key, body) = (key(), begin_body("solo"));
        let begun =
            join_all((0..64).map(|_| async { world.begin_with(&begin_key, &body).await })).await;
        assert!(begun.iter().all(|reply| reply.status == 201 && reply.body == begun[0].body));
        assert_eq!(world.count("SELECT COUNT(*) FROM recoveries").await, 1);

        let flow = world.flow(&begun[0]);
        let (chosen, phone) = (key(), json!({ "method": "phone" }));
        let replies = join_all(
            (0..64).map(|_| async { flow.command_as("/method", &chosen, &phone).await }),
        )
        .await;
        assert!(replies.iter().all(|reply| reply.body == replies[0].body));
        assert_eq!(world.count("SELECT COUNT(*) FROM outbox").await, 1);

        let code = world.code(PHONE).await;
        let mut flow = flow;
        flow.read().await;
        let (tried, wrong) = (key(), json!({ "code": other_than(&code) }));
        let replies =
            join_all((0..64).map(|_| async { flow.command_as("/code", &tried, &wrong).await })).await;
        assert!(replies.iter().all(|reply| reply.body == replies[0].body));
        assert_eq!(world.count("SELECT tries FROM challenges").await, 1);
    }

    /// CON-06: a key belongs to its recovery: another recovery may use the same.
    async fn a_key_belongs_to_its_recovery(world: World) {
        let (one, two) = (world.begin("solo").await, world.begin("firm").await);
        let (shared, body) = (key(), json!({ "method": "phone" }));

        one.command_as("/method", &shared, &body).await.expect_step("enter_code");
        let reply = two.command_as("/method", &shared, &body).await;

        reply.expect_step("enter_code");
        assert_eq!(reply.json["step"]["sent_to"], "+86 139****9000");
    }

    /// CON-09: no command can change a destination or a verified flag, and a recovery leaves both
    /// as they were.
    async fn a_recovery_cannot_change_destinations(world: World) {
        let before = directory(&world).await;
        let flow = world.begin("solo-unverified").await;
        for path in ["/method", "/code", "/password", "/resend", "/change-method", "/cancel"] {
            for extra in ["phone", "email", "destinations", "identity_verified", "kind", "mfa"] {
                let body = match path {
                    "/method" => json!({ "method": "phone", extra: true }),
                    "/code" => json!({ "code": "000000", extra: true }),
                    "/password" => json!({ "password": NEW, extra: true }),
                    _ => json!({ extra: true }),
                };
                flow.command_as(path, &key(), &body).await.expect_problem("malformed");
            }
        }
        let mut flow = world.proved("solo-unverified", "phone", "+8613800138001").await;
        flow.set_password(NEW).await.expect_step("done");

        assert_eq!(directory(&world).await, before);
    }
}

fn reason(recovery: &Value, method: &str) -> String {
    let methods = recovery["step"]["methods"].as_array().unwrap();
    let row = methods.iter().find(|row| row["method"] == method).unwrap();
    row["unavailable"]["reason"].as_str().unwrap_or_default().to_owned()
}

async fn directory(world: &World) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> =
        sqlx::query_as("SELECT channel, address FROM destinations ORDER BY address")
            .fetch_all(&world.db)
            .await
            .unwrap();
    let flags: Vec<(String, String)> = sqlx::query_as(
        "SELECT username, kind FROM accounts WHERE identity_verified = 1 ORDER BY 1",
    )
    .fetch_all(&world.db)
    .await
    .unwrap();
    all.extend(flags);
    all
}

/// Makes every write of one kind to a table fail.
pub async fn break_writes(world: &World, table: &str, write: &str) {
    let statements = match world.database {
        Database::Sqlite => vec![format!(
            "CREATE TRIGGER broken BEFORE {write} ON {table}
             BEGIN SELECT RAISE(ABORT, 'broken on purpose'); END"
        )],
        Database::Postgres => vec![
            "CREATE OR REPLACE FUNCTION broken() RETURNS trigger AS
             $$ BEGIN RAISE EXCEPTION 'broken on purpose'; END $$ LANGUAGE plpgsql"
                .to_owned(),
            format!(
                "CREATE TRIGGER broken BEFORE {write} ON {table}
                 FOR EACH ROW EXECUTE FUNCTION broken()"
            ),
        ],
    };
    for statement in statements {
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&world.db).await.unwrap();
    }
}

pub async fn mend_writes(world: &World, table: &str) {
    let statement = match world.database {
        Database::Sqlite => "DROP TRIGGER broken".to_owned(),
        Database::Postgres => format!("DROP TRIGGER broken ON {table}"),
    };
    sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&world.db).await.unwrap();
}

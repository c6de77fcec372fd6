//! The second resource: its bearer, its life, what it tells and what it never does (TOK, CON).

use crate::{
    alipay_client::{at_alipay, take, taken},
    codes::join_all,
    face_client::{agreed, consent, frame_of, handed_off},
    on_both_databases,
    world::*,
};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Every operation of a hand-off, with a body of its form.
fn operations() -> Vec<(&'static str, Value)> {
    vec![
        ("/confirm", json!({ "number": "11", "auth_code": "x" })),
        ("/decide", json!({ "password": OLD, "decision": "refuse" })),
        ("/face/start", consent()),
        ("/face/frame", frame_of("solo")),
        ("/decline", json!({})),
    ]
}

/// A recovery with a link for a facial recognition.
async fn linked<'w>(world: &'w World, name: &str) -> (Flow<'w>, Guest<'w>) {
    let mut flow = world.begin(name).await;
    flow.choose("face").await.expect_step("verify_face");
    let (guest, _) = handed_off(world, &mut flow).await;
    (flow, guest)
}

on_both_databases! {
    /// TOK-09: whatever looks at a link, however often, uses nothing up: the task works afterwards.
    async fn looking_uses_nothing_up(world: World) {
        let (mut flow, mut guest) = linked(&world, "solo").await;
        let bearer = format!("Bearer {}", guest.ticket);
        for number in 0..100 {
            let method = if number % 2 == 0 { Method::GET } else { Method::HEAD };
            let headers = [("authorization", bearer.as_str())];
            let path = "/api/v1/hand-offs/current";
            assert_eq!(world.send(method, path, &headers, "").await.status, 200);
        }
        assert_eq!(flow.read().await.json["step"]["stage"]["opened"], true);
        assert_eq!(flow.version, 4, "opening counts once");

        agreed(&mut guest).await.expect_task("scan_face");
        for _ in 0..3 {
            guest.command("/face/frame", frame_of("solo")).await;
        }
        flow.read().await.expect_step("set_password");
    }

    /// CON-07: no ticket but a real one opens anything, on any operation.
    async fn no_other_ticket_opens_anything(world: World) {
        let (flow, guest) = linked(&world, "solo").await;
        let long = "A".repeat(43);
        let cut = &guest.ticket[..42];
        let authorizations = [
            "", "Bearer", "Bearer ", "Bearer null", "Bearer []", "Basic abc", &long,
            &format!("Bearer {long}"), &format!("Bearer {cut}"), &format!("Bearer {cut}="),
            &format!("Bearer {}", flow.token), &format!("Bearer {} {0}", guest.ticket),
        ]
        .map(ToOwned::to_owned);
        for authorization in &authorizations {
            let headers = [("authorization", authorization.as_str())];
            let reply = world.get("/api/v1/hand-offs/current", &headers).await;
            reply.expect_problem("recovery_expired");
            assert_eq!(reply.status, 401);
            for (path, body) in operations() {
                let key = key();
                let headers = [
                    ("authorization", authorization.as_str()), ("if-match", "\"1\""),
                    ("idempotency-key", &key), ("content-type", "application/json"),
                ];
                let path = format!("/api/v1/hand-offs/current{path}");
                let reply = world.send(Method::POST, &path, &headers, body.to_string()).await;
                reply.expect_problem("recovery_expired");
            }
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM proofs").await, 0);
    }

    /// TOK-01, TOK-07: a ticket has 256 bits, stands in the fragment of its link only, and neither
    /// it nor the state of a visit is stored or logged.
    async fn tickets_and_states_are_not_stored(world: World) {
        let (mut flow, guest) = linked(&world, "solo").await;
        assert_eq!(guest.ticket.len(), 43);
        flow.change_method().await.expect_step("choose_method");
        let step = flow.choose("alipay").await;
        let back = at_alipay(&world, &step, "solo").await;
        let (phone, _) = taken(&world, &back).await;
        assert_eq!(back.state.len(), 43);
        assert!(back.state.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));

        for secret in [&guest.ticket, &phone.ticket, &back.state] {
            for (table, columns) in [
                ("hand_offs", "id || ticket_hash"), ("answers", "scope || body || fingerprint"),
                ("visits", "challenge_id || state_hash"), ("events", "what || result"),
                ("recoveries", "id || token_hash || label"), ("outbox", "id || params"),
            ] {
                let sql = format!("SELECT COUNT(*) FROM {table} WHERE {columns} LIKE $1");
                let found: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
                    .bind(format!("%{secret}%"))
                    .fetch_one(&world.db)
                    .await
                    .unwrap();
                assert_eq!(found, 0, "{table}");
            }
            assert!(!crate::logs::all().contains(secret.as_str()));
        }
    }

    /// CON-06: the same key gives the same answer, link included; it belongs to its hand-off.
    async fn a_key_repeats_its_answer(world: World) {
        let mut flow = world.begin("solo").await;
        flow.choose("face").await.expect_step("verify_face");
        let (made, nothing) = (key(), json!({}));
        let first = flow.command_as("/face/hand-off", &made, &nothing).await;
        let again = flow.command_as("/face/hand-off", &made, &nothing).await;
        assert_eq!(first.body, again.body);
        flow.command_as("/face/hand-off", &made, &json!({ "x": 1 })).await.expect_problem("malformed");
        flow.command_as("/renew", &made, &nothing).await.expect_problem("key_reused");

        let (_, mut one) = linked(&world, "solo").await;
        let (_, mut two) = linked(&world, "firm").await;
        one.read().await;
        two.read().await;
        let shared = key();
        let declined = one.command_as("/decline", &shared, &nothing).await;
        declined.expect_task("declined");
        let again = one.command_as("/decline", &shared, &nothing).await;
        assert_eq!(declined.body, again.body);
        one.command_as("/face/start", &shared, &consent()).await.expect_problem("key_reused");
        two.command_as("/decline", &shared, &nothing).await.expect_task("declined");
    }

    /// CON-01: a command with an old version is refused and changes nothing.
    async fn a_stale_command_is_refused(world: World) {
        let (mut flow, mut guest) = linked(&world, "solo").await;
        agreed(&mut guest).await.expect_task("scan_face");
        for version in [0, guest.version - 1, guest.version + 1] {
            let stale = Guest { version, ..guest.clone() };
            for (path, body) in operations() {
                let reply = stale.command_as(path, &key(), &body).await;
                assert_eq!(reply.problem(), "stale_version", "{path}: {}", reply.body);
            }
        }
        flow.read().await.expect_step("verify_face");
        guest.read().await.expect_task("scan_face");
    }

    /// A long poll answers as soon as the hand-off changes, and with 304 when the time is up.
    async fn a_poll_waits_for_a_change(world: World) {
        let (mut flow, mut guest) = linked(&world, "solo").await;
        guest.read().await;
        flow.read().await;
        let (bearer, version) = (format!("Bearer {}", guest.ticket), format!("\"{}\"", guest.version));
        let poll = |wait: &'static str| {
            let headers = [
                ("authorization", bearer.as_str()), ("if-none-match", version.as_str()), ("prefer", wait),
            ];
            let world = &world;
            async move { world.get("/api/v1/hand-offs/current", &headers).await }
        };
        assert_eq!(poll("wait=1").await.status, 304);

        #[expect(clippy::disallowed_methods, reason = "measures how long the answer takes")]
        let now = Instant::now;
        let began = now();
        let (reply, _) = tokio::join!(poll("wait=20"), async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            flow.cancel().await.expect_step("ended");
        });

        reply.expect_task("withdrawn");
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    }

    /// TOK-04, TOK-05: when the account changes or another recovery of it completes, whatever was
    /// handed off is void, and the recoveries that are parked at any step are over.
    async fn a_change_of_the_account_ends_what_is_open(mut world: World) {
        world.restart(|config| config.resend_after_s = 0).await;
        for change in [
            "UPDATE identities SET number_hash = 'x' WHERE kind = 'enterprise'",
            "UPDATE destinations SET address = '+8613900139999' WHERE address = '+8613900139000'",
            "",
        ] {
            let mut parked = Vec::new();
            for method in ["phone", "alipay", "face", "administrator"] {
                let mut flow = world.begin("firm").await;
                flow.choose(method).await;
                parked.push(flow);
            }
            let mut here = world.begin("firm").await;
            here.choose("face").await;
            here.command("/face/start", consent()).await.expect_step("verify_face");
            parked.push(here);
            let (handing, mut scanning) = linked(&world, "firm").await;
            agreed(&mut scanning).await.expect_task("scan_face");
            parked.push(handing);
            let mut visiting = world.begin("firm").await;
            let step = visiting.choose("alipay").await;
            let back = at_alipay(&world, &step, "firm").await;
            let (mut confirming, _) = taken(&world, &back).await;
            parked.push(visiting);

            if change.is_empty() {
                world.ready_to_receive(crate::administrator::FIRM_MAIL);
                let mut flow = world.proved("firm", "email", crate::administrator::FIRM_MAIL).await;
                flow.set_password(NEW).await.expect_step("done");
            } else {
                world.execute(change).await;
            }

            for mut flow in parked {
                let over = flow.read().await;
                over.expect_step("ended");
                assert_eq!(over.json["step"]["reason"], "superseded");
                flow.set_password("Another-Password-7").await.expect_problem("stale_version");
            }
            for guest in [&mut scanning, &mut confirming] {
                guest.read().await.expect_task("withdrawn");
            }
            let frame = frame_of("firm-legal");
            scanning.command("/face/frame", frame).await.expect_problem("stale_version");
            let code = step.json["step"]["match_code"].clone();
            let confirm = json!({ "number": code, "auth_code": back.code });
            confirming.command("/confirm", confirm).await.expect_problem("stale_version");
            take(&world, &back.state).await.expect_problem("recovery_expired");
        }
    }

    /// Who is asked sees from which browser, system and place; a place is believed from a trusted
    /// proxy only, and nothing is passed on as it came.
    async fn the_receiver_sees_who_asks(mut world: World) {
        world.restart(|config| config.place_header = "x-client-city".into()).await;
        let agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Firefox/140.0 <b>evil</b>";
        for (proxies, place) in [(vec![], "127.0.0.*"), (vec!["127.0.0.1"], "Hangzhou bb")] {
            world
                .restart(|config| {
                    config.trusted_proxies = proxies.into_iter().map(ToOwned::to_owned).collect();
                })
                .await;
            let key = key();
            let headers = [
                ("idempotency-key", key.as_str()), ("content-type", "application/json"),
                ("user-agent", agent), ("x-client-city", "Hangzhou <b>\tb"),
            ];
            let body = begin_body("firm").to_string();
            let begun = world.send(Method::POST, "/api/v1/recoveries", &headers, body).await;
            let mut flow = world.flow(&begun);
            flow.choose("face").await.expect_step("verify_face");
            let (mut guest, _) = handed_off(&world, &mut flow).await;
            world.clock.forward_s(42);

            let seen = guest.read().await;

            let expected = json!({
                "asked_s_ago": 42, "browser": "Firefox", "system": "Windows", "place": place
            });
            assert_eq!(seen.json["asker"], expected);
        }
    }

    /// What belongs to a recovery is forgotten with it, a day after it expired.
    async fn everything_is_forgotten_with_the_recovery(mut world: World) {
        let (_, mut guest) = linked(&world, "solo").await;
        agreed(&mut guest).await.expect_task("scan_face");
        let ticket = guest.ticket.clone();
        let mut visiting = world.begin("firm").await;
        let step = visiting.choose("alipay").await;
        let back = at_alipay(&world, &step, "firm").await;
        taken(&world, &back).await;
        visiting.command("/provider-result", back.result()).await.expect_step("set_password");
        world.asked().await;

        world.clock.forward_s(3 * 24 * 60 * 60);
        // The sweep runs at the start.
        world.restart(|_| ()).await;

        for table in [
            "recoveries", "challenges", "hand_offs", "visits", "faces", "approvals", "proofs", "grants",
            "answers", "provider_answers",
        ] {
            let sql = format!("SELECT COUNT(*) FROM {table}");
            let mut left = 1;
            for _ in 0..200 {
                left = sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(sql.clone()))
                    .fetch_one(&world.db)
                    .await
                    .unwrap();
                if left == 0 {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            assert_eq!(left, 0, "{table}");
        }
        Guest::new(&world, &ticket).read().await.expect_problem("recovery_expired");
    }

    /// ADM-08, CON-02: everything that may happen to one link at the same time ends in one state,
    /// which both sides agree about.
    async fn whatever_races_ends_in_one_state(world: World) {
        for _ in 0..10 {
            let (mut flow, mut guest) = linked(&world, "solo").await;
            agreed(&mut guest).await.expect_task("scan_face");
            for _ in 0..2 {
                guest.command("/face/frame", frame_of("solo")).await.expect_task("scan_face");
            }
            flow.read().await;
            let (frame, nothing) = (frame_of("solo"), json!({}));
            let (scan, keys) = (&guest, [(); 5].map(|()| key()));
            join_all([
                (true, "/face/frame", &frame), (true, "/decline", &nothing),
                (false, "/change-method", &nothing), (false, "/cancel", &nothing),
                (false, "/renew", &nothing),
            ]
            .into_iter()
            .zip(&keys)
            .map(|((is_guest, path, body), key)| {
                let flow = &flow;
                async move {
                    if is_guest {
                        scan.command_as(path, key, body).await
                    } else {
                        flow.command_as(path, key, body).await
                    }
                }
            }))
            .await;

            let step = flow.read().await;
            let end = guest.read().await.task().to_owned();
            let ends = match (step.step(), step.last()) {
                ("set_password", _) => vec!["passed"],
                ("verify_face", "declined") => vec!["declined"],
                ("verify_face", _) => vec!["withdrawn"],
                // The last to come may have been a cancel after any of the others.
                ("choose_method" | "ended", _) => vec!["withdrawn", "declined", "passed"],
                other => panic!("{other:?}"),
            };
            assert!(ends.contains(&end.as_str()), "{} {end}", step.body);
        }
    }

    /// TOK-10, TOK-12: the operations of the new steps refuse foreign pages, forms, unknown and
    /// repeated fields before they look anything up.
    async fn the_new_operations_are_as_strict_as_the_others(world: World) {
        let mut flow = world.begin("solo").await;
        flow.choose("face").await.expect_step("verify_face");
        let bearer = format!("Bearer {}", flow.token);
        let before = world.count("SELECT COUNT(*) FROM answers").await;
        let paths = [
            "/recoveries/current/provider-result", "/recoveries/current/renew",
            "/recoveries/current/face/start", "/recoveries/current/face/frame",
            "/recoveries/current/face/hand-off", "/hand-offs", "/hand-offs/current/confirm",
            "/hand-offs/current/face/start", "/hand-offs/current/face/frame",
            "/hand-offs/current/decline",
        ];
        for path in paths {
            let path = format!("/api/v1{path}");
            let send = |origin: &'static str, kind: &'static str, body: &'static str| {
                let (world, path, bearer, key) = (&world, &path, &bearer, key());
                async move {
                    let headers = [
                        ("authorization", bearer.as_str()), ("if-match", "\"2\""),
                        ("idempotency-key", &key), ("content-type", kind), ("origin", origin),
                    ];
                    world.send(Method::POST, path, &headers, body).await
                }
            };
            let origin: &'static str = Box::leak(world.server().public_url().to_owned().into());
            let json = "application/json";
            send("https://evil.example", json, "{}").await.expect_problem("origin_refused");
            send("null", json, "{}").await.expect_problem("origin_refused");
            assert_eq!(send(origin, "text/plain", "{}").await.status, 415);
            for body in [
                "", "[]", "null", r#"{"unknown":1}"#, r#"{"account_id":"x"}"#,
                r#"{"state":"a","state":"b"}"#, r#"{"consent_version":1,"consent_version":1}"#,
                r#"{"state":["a"]}"#, r#"{"jpeg":["a"]}"#,
            ] {
                let reply = send(origin, json, body).await;
                assert_eq!(reply.problem(), "malformed", "{path} {body}: {}", reply.body);
            }
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM answers").await, before);
    }
}

//! The links of notices: *this was not me*.

use crate::{
    codes::join_all,
    flow::{break_writes, mend_writes},
    on_both_databases,
    world::*,
};
use reqwest::{Method, StatusCode};
use serde_json::json;

const DAY_S: i64 = 24 * 60 * 60;
const DESTINATIONS: [&str; 2] = [PHONE, MAIL];

impl World {
    /// Sets a new password for `solo` and gives the link of each destination that was told.
    async fn changed(&self, password: &str) -> Vec<Guest<'_>> {
        self.clock.forward_s(61);
        let mut flow = self.proved("solo", "phone", PHONE).await;
        self.outbox_is_empty().await;
        for to in DESTINATIONS {
            self.ready_to_receive(to);
        }
        flow.set_password(password).await.expect_step("done");
        let mut links = Vec::new();
        for to in DESTINATIONS {
            links.push(Guest::new(self, &ticket(&self.message(to).await.text)));
        }
        links
    }

    async fn is_open_to(&self, password: &str) -> bool {
        self.log_on("solo", password).await.status == 200
    }
}

/// The ticket of the one link in a message.
fn ticket(text: &str) -> String {
    let (before, after) = text.split_once("/hand-off#").expect("a link");
    assert!(before.ends_with("http://localhost") || before.contains("http://localhost:"), "{text}");
    assert!(!after.contains("/hand-off#"), "{text}");
    after.chars().take_while(|&c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
}

/// Starts the server again, which sweeps, and waits until none is left.
async fn swept(world: &mut World, rows: &'static str) {
    world.restart(|_| ()).await;
    for _ in 0..500 {
        if world.count(rows).await == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("rows were left: {rows}");
}

impl Guest<'_> {
    async fn stop(&mut self) -> Reply {
        self.command("/stop", json!({})).await
    }

    async fn decline(&mut self) -> Reply {
        self.command("/decline", json!({})).await
    }
}

on_both_databases! {
    /// FIN-03: each destination gets a link of its own; it says what was done, from where and when,
    /// and nothing of the account but a mask.
    async fn each_destination_can_see_what_was_done(world: World) {
        let mut links = world.changed(NEW).await;
        world.clock.forward_s(100);

        assert_ne!(links[0].ticket, links[1].ticket);
        for link in &mut links {
            let seen = link.read().await;
            seen.expect_task("stop");
            assert_eq!(seen.json["task"]["what"], "password_changed");
            assert_eq!(seen.json["account"], json!({ "kind": "individual", "label": "s***" }));
            assert_eq!(seen.json["asker"]["asked_s_ago"], 100);
            assert_eq!(seen.json["asker"]["place"], "127.0.0.*");
            assert_eq!(seen.json["expires_in_s"], 7 * DAY_S - 100);
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM stop_links").await, 2);
    }

    /// TOK-09: looking, by whatever method and however often, spends nothing.
    async fn looking_stops_nothing(world: World) {
        let mut links = world.changed(NEW).await;
        let bearer = format!("Bearer {}", links[0].ticket);
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            for _ in 0..34 {
                let headers = [("authorization", bearer.as_str())];
                world.send(method.clone(), "/api/v1/hand-offs/current", &headers, "").await;
                world.send(method.clone(), "/hand-off", &[], "").await;
                world.send(method.clone(), "/api/v1/hand-offs/current/stop", &headers, "").await;
            }
        }

        links[0].read().await.expect_task("stop");
        assert!(world.is_open_to(NEW).await);
        links[0].stop().await.expect_task("stopped");
    }

    /// One gesture makes the new password useless, ends every session and every open recovery of
    /// the account, tells each destination, and is the end of every link of that change.
    async fn a_gesture_stops_a_changed_password(world: World) {
        let mut links = world.changed(NEW).await;
        assert!(world.is_open_to(NEW).await);
        let mut choosing = world.begin("solo").await;
        world.clock.forward_s(61);
        let (mut typing, code) = world.with_code("solo", "email", MAIL).await;
        world.clock.forward_s(61);
        let mut setting = world.proved("solo", "phone", PHONE).await;
        world.outbox_is_empty().await;
        for to in DESTINATIONS {
            world.ready_to_receive(to);
        }

        let stopped = links[1].stop().await;

        assert_eq!(stopped.status, StatusCode::OK);
        stopped.expect_task("stopped");
        assert_eq!(stopped.json["expires_in_s"], 0);
        for password in [NEW, OLD, "x"] {
            assert!(!world.is_open_to(password).await, "{password}");
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM sessions WHERE revoked_ms IS NULL").await, 0);
        for flow in [&mut choosing, &mut typing, &mut setting] {
            let read = flow.read().await;
            read.expect_step("ended");
            assert_eq!(read.json["step"]["reason"], "stopped");
        }
        typing.submit(&code).await.expect_problem("stale_version");
        setting.set_password("Other-Password-7").await.expect_problem("stale_version");
        for to in DESTINATIONS {
            let text = world.message(to).await.text;
            assert!(text.contains("was stopped") || text.contains("was not theirs"), "{text}");
            assert!(!text.contains("/hand-off#"), "{text}");
        }
        links[0].read().await.expect_task("stopped");
        links[0].stop().await.expect_problem("stale_version");
        let events = "SELECT COUNT(*) FROM events WHERE what = 'stop_link' AND result = 'stopped'";
        assert_eq!(world.count(events).await, 1);
    }

    /// After that nobody recovers the account for a day, by any method, and it is told like the
    /// locks that there are anyway (ENU-01, OTP-07); then it works again.
    async fn a_stopped_account_cannot_be_recovered_for_a_day(world: World) {
        let mut links = world.changed(NEW).await;
        links[0].stop().await.expect_task("stopped");
        world.clock.forward_s(3600);

        for method in ["phone", "email", "alipay"] {
            let mut flow = world.begin("solo").await;
            flow.choose(method).await.expect_problem("too_many_attempts");
            let read = flow.read().await;
            assert_eq!(read.json["step"]["reason"], "locked", "{method}");
            assert_eq!(read.json["step"]["retry_after_s"], DAY_S - 3600);
        }
        let mut face = world.begin("solo").await;
        face.choose("face").await.expect_step("verify_face");
        let consent = json!({ "consent_version": 1 });
        let refused = face.command("/face/start", consent.clone()).await;
        refused.expect_problem("throttled");
        assert_eq!(refused.json["retry_after_s"], DAY_S - 3600);
        let mut found = world.begin_with(&key(), &json!({
            "intent": "find_username", "identifier": MAIL,
        })).await;
        found.expect_step("enter_code");
        let mut by_name = world.flow(&found);
        found = by_name.submit(&world.code(MAIL).await).await;
        found.expect_step("usernames");
        let chosen = by_name.command("/username", json!({ "username": "solo" })).await;
        chosen.expect_problem("too_many_attempts");

        world.clock.forward_s(DAY_S);
        world.proved("solo", "phone", PHONE).await.set_password(NEW).await.expect_step("done");
        assert!(world.is_open_to(NEW).await);
    }

    /// CON-06: the same command again gives the same answer; another one finds it over.
    async fn a_stop_is_answered_again_and_done_once(world: World) {
        let mut links = world.changed(NEW).await;
        let key = key();

        let first = links[0].command_as("/stop", &key, &json!({})).await;
        let again = links[0].command_as("/stop", &key, &json!({})).await;

        first.expect_task("stopped");
        assert_eq!((first.status, &first.body), (again.status, &again.body));
        assert_eq!(first.version(), Some(2));
        links[0].stop().await.expect_problem("stale_version");
        links[0].read().await.expect_task("stopped");
        links[0].stop().await.expect_problem("stale_version");
    }

    /// CON-02: 64 gestures in parallel, on the links of both destinations, are one stop.
    async fn a_stop_happens_once_in_parallel(world: World) {
        let links = world.changed(NEW).await;
        world.outbox_is_empty().await;

        let all = (0..64).map(|number| {
            let link = links[number % 2].clone();
            async move { link.command_as("/stop", &key(), &json!({})).await }
        });
        let replies = join_all(all).await;

        let passed = replies.iter().filter(|reply| reply.status == 200).count();
        assert_eq!(passed, 1);
        for reply in replies.iter().filter(|reply| reply.status != 200) {
            reply.expect_problem("stale_version");
        }
        let notices = "SELECT COUNT(*) FROM outbox WHERE template = 'stopped'";
        assert_eq!(world.count(notices).await, 2);
        let events = "SELECT COUNT(*) FROM events WHERE what = 'stop_link'";
        assert_eq!(world.count(events).await, 1);
        assert!(!world.is_open_to(NEW).await);
    }

    /// CON-02: a stop and a new password race; whatever wins, the account is in one state.
    async fn a_stop_and_a_new_password_race(world: World) {
        for round in 0..6 {
            let (first, second) = (format!("New-Password-{round}a"), format!("New-Password-{round}b"));
            let links = world.changed(&first).await;
            world.clock.forward_s(61);
            let mut flow = world.proved("solo", "email", MAIL).await;

            let (key, nothing) = (key(), json!({}));
            let (stopped, set) = tokio::join!(
                links[0].command_as("/stop", &key, &nothing),
                flow.set_password(&second),
            );

            assert_ne!(stopped.status == 200, set.status == 200, "{stopped:?} {set:?}");
            assert_eq!(world.is_open_to(&second).await, set.status == 200);
            assert!(!world.is_open_to(&first).await);
            world.clock.forward_s(DAY_S);
        }
    }

    /// CON-05: whatever fails while a change is stopped, nothing of it is left.
    async fn a_stop_is_all_or_nothing(world: World) {
        let mut links = world.changed(NEW).await;
        world.outbox_is_empty().await;
        let mut flow = world.begin("solo").await;
        assert!(world.is_open_to(NEW).await);
        for (table, write) in [
            ("stop_links", "UPDATE"), ("accounts", "UPDATE"), ("sessions", "UPDATE"),
            ("recoveries", "UPDATE"), ("outbox", "INSERT"), ("answers", "INSERT"),
            ("events", "INSERT"),
        ] {
            break_writes(&world, table, write).await;
            let reply = links[0].stop().await;
            assert_eq!(reply.status, 503, "{table}: {}", reply.body);
            mend_writes(&world, table).await;

            assert!(world.is_open_to(NEW).await, "{table}");
            links[0].read().await.expect_task("stop");
            links[1].read().await.expect_task("stop");
            flow.read().await.expect_step("choose_method");
            let open = "SELECT COUNT(*) FROM sessions WHERE revoked_ms IS NULL";
            assert!(world.count(open).await > 0, "{table}");
        }

        links[0].stop().await.expect_task("stopped");
        assert!(!world.is_open_to(NEW).await);
    }

    /// A link outlives the recovery that it tells of, and is forgotten a day after it expired.
    async fn a_link_outlives_its_recovery(mut world: World) {
        let mut links = world.changed(NEW).await;
        let tickets: Vec<String> = links.drain(..).map(|link| link.ticket).collect();
        drop(links);
        world.outbox_is_empty().await;
        world.clock.forward_s(5 * DAY_S);
        swept(&mut world, "SELECT COUNT(*) FROM recoveries").await;

        Guest::new(&world, &tickets[0]).stop().await.expect_task("stopped");

        assert!(!world.is_open_to(NEW).await);
        world.clock.forward_s(4 * DAY_S);
        swept(&mut world, "SELECT COUNT(*) FROM stop_links").await;
        Guest::new(&world, &tickets[0]).read().await.expect_problem("recovery_expired");
    }

    /// "It was me" ends that link alone and changes nothing.
    async fn declining_changes_nothing(world: World) {
        let mut links = world.changed(NEW).await;

        links[0].decline().await.expect_task("declined");

        assert!(world.is_open_to(NEW).await);
        links[0].read().await.expect_task("declined");
        links[0].stop().await.expect_problem("stale_version");
        links[1].read().await.expect_task("stop");
        links[1].stop().await.expect_task("stopped");
        assert!(!world.is_open_to(NEW).await);
    }

    /// A link is good for seven days.
    async fn a_link_expires(world: World) {
        let mut links = world.changed(NEW).await;
        world.clock.forward_s(7 * DAY_S - 1);
        links[0].read().await.expect_task("stop");

        world.clock.forward_s(1);

        links[0].read().await.expect_task("expired");
        for command in ["/stop", "/decline"] {
            links[0].command(command, json!({})).await.expect_problem("stale_version");
        }
        assert!(world.is_open_to(NEW).await);
    }

    /// A password that was set after the one that a notice tells of is not touched by its link.
    async fn a_newer_password_is_not_stopped_by_an_older_link(world: World) {
        let mut older = world.changed(NEW).await;
        let mut newer = world.changed("Newer-Password-9").await;

        let seen = older[0].read().await;
        seen.expect_task("withdrawn");
        older[0].stop().await.expect_problem("stale_version");

        assert!(world.is_open_to("Newer-Password-9").await);
        newer[0].stop().await.expect_task("stopped");
    }

    /// A ticket opens its own task only, and an unknown one nothing.
    async fn a_link_takes_no_other_command(world: World) {
        let mut links = world.changed(NEW).await;
        for (path, body) in [
            ("/confirm", json!({ "number": "12" })),
            ("/face/start", json!({ "consent_version": 1 })),
            ("/decide", json!({ "password": OLD, "decision": "refuse" })),
        ] {
            links[0].command(path, body).await.expect_problem("stale_version");
        }
        let mut unknown = Guest::new(&world, &"A".repeat(43));

        unknown.stop().await.expect_problem("recovery_expired");
        unknown.read().await.expect_problem("recovery_expired");
        let mut flow = world.begin("solo").await;
        flow.token.clone_from(&links[0].ticket);
        flow.read().await.expect_problem("recovery_expired");
        links[0].version = 7;
        links[0].stop().await.expect_problem("stale_version");
        assert!(world.is_open_to(NEW).await);
    }

    /// TOK-09: the tickets are nowhere in the database.
    async fn tickets_are_not_stored(world: World) {
        let links = world.changed(NEW).await;
        world.outbox_is_empty().await;
        for link in &links {
            let rows: i64 = sqlx::query_scalar(
                "SELECT COUNT(*) FROM stop_links s WHERE s.id = $1 OR s.ticket_hash = $1",
            )
            .bind(&link.ticket)
            .fetch_one(&world.db)
            .await
            .unwrap();
            assert_eq!(rows, 0);
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM outbox WHERE params LIKE '%http%'").await, 0);
    }
}

//! The links of notices about an approved appeal.

use crate::{codes::join_all, on_both_databases, world::*};
use serde_json::json;

/// The contact phone of the appeal.
const OTHER_PHONE: &str = "+8613600136000";

impl World {
    /// An approved appeal about `solo` whose hold is over, and the link of each old destination.
    async fn bound(&self) -> Vec<Guest<'_>> {
        for to in [PHONE, MAIL] {
            self.ready_to_receive(to);
        }
        sqlx::query(
            "INSERT INTO appeals (id, number, state, place, version, locale, phone, account_id,
                                  created_ms, expires_ms, submitted_ms, bind_ms, turn_ms)
             VALUES ('appeal', 'A-1', 'approved', 'review', 1, 'en', $1, $2, $3, $3, $3, $3, $3)",
        )
        .bind(OTHER_PHONE)
        .bind(self.account_id("solo").await)
        .bind(regain_server::Clock::now_ms(&self.clock))
        .execute(&self.db)
        .await
        .unwrap();
        let mut links = Vec::new();
        for to in [PHONE, MAIL] {
            let text = self.message(to).await.text;
            let (_, after) = text.split_once("/hand-off#").expect("a link");
            links.push(Guest::new(self, &after[..43]));
        }
        links
    }

    async fn phones(&self) -> Vec<String> {
        sqlx::query_scalar(
            "SELECT d.address FROM destinations d JOIN accounts a ON a.id = d.account_id
             WHERE a.username = 'solo' AND d.channel = 'phone'",
        )
        .fetch_all(&self.db)
        .await
        .unwrap()
    }

    async fn state_of_appeal(&self) -> String {
        sqlx::query_scalar("SELECT state FROM appeals").fetch_one(&self.db).await.unwrap()
    }
}

on_both_databases! {
    /// A phone that an appeal put in the place of the old one goes, and the old one comes back; the
    /// password, which nobody changed, stays.
    async fn a_changed_phone_is_taken_back(world: World) {
        let mut links = world.bound().await;
        let seen = links[0].read().await;
        assert_eq!(seen.expect_task("stop").json["task"]["what"], "phone_changed");
        assert_eq!(world.phones().await, [OTHER_PHONE]);
        let mut open = world.begin("solo").await;

        links[0].command("/stop", json!({})).await.expect_task("stopped");

        assert_eq!(world.phones().await, [PHONE]);
        assert_eq!(world.state_of_appeal().await, "stopped");
        assert_eq!(open.read().await.json["step"]["reason"], "stopped");
        assert_eq!(world.log_on("solo", OLD).await.status, 200);
        links[1].read().await.expect_task("stopped");
        world.proved("solo", "phone", PHONE).await;
    }

    /// A password that was set with the new phone goes with it: the old phone was told of nothing
    /// but the phone.
    async fn a_password_that_was_set_with_it_goes_too(world: World) {
        let mut links = world.bound().await;
        world.clock.forward_s(60);
        let mut flow = world.proved("solo", "phone", OTHER_PHONE).await;
        flow.set_password(NEW).await.expect_step("done");
        assert_eq!(world.log_on("solo", NEW).await.status, 200);

        links[0].command("/stop", json!({})).await.expect_task("stopped");

        assert_eq!(world.phones().await, [PHONE]);
        assert_eq!(world.log_on("solo", NEW).await.status, 401);
        assert_eq!(world.count("SELECT COUNT(*) FROM sessions WHERE revoked_ms IS NULL").await, 0);
        let mut again = world.begin("solo").await;
        again.choose("phone").await.expect_problem("too_many_attempts");
    }

    /// CON-02: 64 gestures in parallel, on the links of both destinations, are one stop.
    async fn a_phone_is_taken_back_once_in_parallel(world: World) {
        let links = world.bound().await;

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
        let events = "SELECT COUNT(*) FROM appeal_events WHERE what = 'stopped'";
        assert_eq!(world.count(events).await, 1);
        assert_eq!(world.phones().await, [PHONE]);
    }

    /// "It was me" changes nothing, and an appeal that went another way has nothing to stop.
    async fn an_appeal_that_is_over_has_nothing_to_stop(world: World) {
        let mut links = world.bound().await;

        links[0].command("/decline", json!({})).await.expect_task("declined");
        assert_eq!(world.phones().await, [OTHER_PHONE]);
        world.execute("UPDATE appeals SET state = 'withdrawn'").await;

        links[1].read().await.expect_task("withdrawn");
        links[1].command("/stop", json!({})).await.expect_problem("stale_version");
        assert_eq!(world.phones().await, [OTHER_PHONE]);
    }
}

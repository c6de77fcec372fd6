//! The happy end: who was told, where to log on, and where to go back to.

use crate::{on_both_databases, world::*};
use serde_json::{Value, json};

const PORTAL: &str = "https://portal.example";

impl World {
    /// Begins with an address to go back to, resets the password, and gives the step `done`.
    async fn done_with(&self, return_to: Value) -> Value {
        let mut body = begin_body("solo");
        body["return_to"] = return_to;
        let reply = self.begin_with(&key(), &body).await;
        assert_eq!(reply.status, 201, "{}", reply.body);
        let mut flow = self.flow(&reply);
        self.clock.forward_s(61);
        self.ready_to_receive(PHONE);
        flow.choose("phone").await.expect_step("enter_code");
        flow.submit(&self.code(PHONE).await).await.expect_step("set_password");
        let password = format!("New-Password-{}", self.clock.forward_s_and_read());
        flow.set_password(&password).await.expect_step("done").json["step"].clone()
    }
}

impl TestClock {
    /// A number that was not there before.
    fn forward_s_and_read(&self) -> i64 {
        self.forward_s(1);
        regain_server::Clock::now_ms(self) / 1000
    }
}

on_both_databases! {
    /// FIN-05: only an address whose origin is listed leads back; any other is dropped without a
    /// word, for known and unknown identifiers alike (ENU-03).
    async fn only_a_listed_origin_leads_back(mut world: World) {
        world.restart(|config| config.return_origins = vec![PORTAL.into()]).await;
        let good = format!("{PORTAL}/console?tab=2#top");
        let long = format!("{PORTAL}/{}", "x".repeat(2000));

        assert_eq!(world.done_with(json!(good)).await["return_url"], json!(good));
        for bad in ["https://evil.example/", "//portal.example/", "javascript:alert(1)", "", &long] {
            assert_eq!(world.done_with(json!(bad)).await.get("return_url"), None, "{bad}");
        }
        for name in ["solo", "nobody"] {
            for address in [good.as_str(), "https://evil.example/"] {
                let mut body = begin_body(name);
                body["return_to"] = json!(address);
                let reply = world.begin_with(&key(), &body).await;
                assert_eq!(reply.status, 201);
                assert!(!reply.body.contains("example/"), "{}", reply.body);
            }
        }
    }

    /// FIN-05: an origin that is not listed any more does not lead back either.
    async fn the_list_of_now_counts(mut world: World) {
        world.restart(|config| config.return_origins = vec![PORTAL.into()]).await;
        let mut body = begin_body("solo");
        body["return_to"] = json!(PORTAL);
        let begun = world.begin_with(&key(), &body).await;
        world.restart(|config| config.return_origins.clear()).await;
        let mut flow = world.flow(&begun);
        world.ready_to_receive(PHONE);
        flow.choose("phone").await.expect_step("enter_code");
        flow.submit(&world.code(PHONE).await).await.expect_step("set_password");

        let done = flow.set_password(NEW).await;

        assert_eq!(done.expect_step("done").json["step"].get("return_url"), None);
    }

    /// The log-on page gets the name where it has a place for it, and only at the very end.
    async fn the_log_on_page_gets_the_name(mut world: World) {
        let plain = world.done_with(Value::Null).await;
        assert_eq!(plain.get("named_log_on_url"), None);
        world.restart(|config| config.log_on_name_parameter = "username".into()).await;

        let named = world.done_with(Value::Null).await;

        assert_eq!(named["log_on_url"], "http://localhost:8090/");
        assert_eq!(named["named_log_on_url"], "http://localhost:8090/?username=solo");
    }

    /// FIN-03: the end says how many destinations were told, and so many are.
    async fn the_end_says_how_many_were_told(world: World) {
        let before = world.count("SELECT COUNT(*) FROM outbox WHERE template = 'notice'").await;

        let done = world.done_with(Value::Null).await;

        assert_eq!(done["notices_sent"], 2);
        let after = world.count("SELECT COUNT(*) FROM outbox WHERE template = 'notice'").await;
        assert_eq!(after - before, 2);
    }
}

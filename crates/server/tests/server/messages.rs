//! Codes and notices on their way out.

use crate::{on_both_databases, world::*};
use regain_sandbox::CarrierMode;
use serde_json::json;

on_both_databases! {
    /// REL-13: a code reaches the phone after the carrier was down, as long as it is good.
    async fn a_code_is_sent_again_until_it_arrives(world: World) {
        world.sandbox.set_carrier(CarrierMode::Fail);
        let mut flow = world.begin("solo").await;
        flow.choose("phone").await.expect_step("enter_code");
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        assert!(world.sandbox.messages(PHONE).is_empty());

        world.sandbox.set_carrier(CarrierMode::Ok);
        world.clock.forward_s(61);
        let code = world.code(PHONE).await;

        flow.submit(&code).await.expect_step("set_password");
        world.outbox_is_empty().await;
        assert_eq!(world.sandbox.messages(PHONE).len(), 1);
    }

    /// OTP-04: a code that is superseded before it could be sent is not sent any more.
    async fn a_superseded_code_is_not_sent(world: World) {
        world.sandbox.set_carrier(CarrierMode::Down);
        let mut flow = world.begin("solo").await;
        flow.choose("phone").await.expect_step("enter_code");
        flow.change_method().await.expect_step("choose_method");
        flow.choose("email").await.expect_step("enter_code");
        world.code(MAIL).await;

        world.sandbox.set_carrier(CarrierMode::Ok);
        world.clock.forward_s(120);
        world.outbox_is_empty().await;

        assert!(world.sandbox.messages(PHONE).is_empty());
    }

    /// Messages are in the language of the recovery; the carrier knows the template of each.
    async fn messages_are_in_the_visitors_language(world: World) {
        for (locale, word) in [("zh-CN", "验证码"), ("pt-BR", "código"), ("ar", "رمز")] {
            for (method, to) in [("phone", PHONE), ("email", MAIL)] {
                let mut body = begin_body("solo");
                body["locale"] = json!(locale);
                let begun = world.begin_with(&key(), &body).await;
                world.flow(&begun).choose(method).await.expect_step("enter_code");

                let text = world.message(to).await.text;

                assert!(text.contains(word), "{text}");
            }
            world.clock.forward_s(3600);
        }
    }
}

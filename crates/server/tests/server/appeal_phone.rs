//! The codes that prove the contact phone of a draft: the rules of every code.

use crate::{appeal_client::*, on_both_databases, world::*};
use serde_json::json;

async fn asked(world: &World) -> (Filing<'_>, String) {
    let mut filing = begin(world).await;
    filing.open_form(individual()).await;
    filing.fill_in(details("solo")).await;
    world.outbox_is_empty().await;
    world.ready_to_receive(CONTACT);
    filing.command("/phone", json!({ "phone": CONTACT })).await.expect_step("enter_phone_code");
    let code = world.code(CONTACT).await;
    (filing, code)
}

on_both_databases! {
    /// OTP-05: each wrong code counts, the fifth is the last, and then the right one is none either.
    async fn five_wrong_codes_are_the_end_of_a_code(world: World) {
        let (mut filing, code) = asked(&world).await;
        for left in (1..5).rev() {
            let reply = filing.command("/code", json!({ "code": other_than(&code) })).await;
            reply.expect_problem("wrong_code");
            assert_eq!(reply.json["attempts_left"], left);
        }
        let reply = filing.command("/code", json!({ "code": other_than(&code) })).await;
        reply.expect_problem("too_many_attempts");
        let reply = filing.command("/code", json!({ "code": code })).await;
        reply.expect_problem("too_many_attempts");
        filing.read().await.expect_step("enter_phone_code");
        assert_eq!(filing.appeal["step"]["attempts_left"], 0);

        later(&world, 61).await;
        world.ready_to_receive(CONTACT);
        filing.command("/resend", json!({})).await.expect_step("enter_phone_code");
        let code = world.code(CONTACT).await;
        filing.command("/code", json!({ "code": code })).await.expect_step("review");
    }

    /// OTP-05: a repeated wrong code with the same key counts once.
    async fn a_repeated_wrong_code_counts_once(world: World) {
        let (mut filing, code) = asked(&world).await;
        let (once, body) = (key(), json!({ "code": other_than(&code) }));
        for _ in 0..8 {
            let reply = filing.command_as("/code", &once, &body).await;
            assert_eq!(reply.json["attempts_left"], 4);
        }
        filing.command("/code", json!({ "code": code })).await.expect_step("review");
    }

    /// OTP-02: a code is good for five minutes.
    async fn a_code_expires(world: World) {
        let (mut filing, code) = asked(&world).await;
        later(&world, 300).await;
        filing.command("/code", json!({ "code": code })).await.expect_problem("code_expired");
    }

    /// OTP-04: a new code, or another number, voids the old one; the wait between two is told.
    async fn a_superseded_code_is_void(world: World) {
        let (mut filing, old) = asked(&world).await;
        assert_eq!(filing.appeal["step"]["resend_after_s"], 60);
        filing.command("/resend", json!({})).await.expect_problem("throttled");
        later(&world, 61).await;
        world.ready_to_receive(CONTACT);
        filing.command("/resend", json!({})).await.expect_step("enter_phone_code");
        let new = world.code(CONTACT).await;
        if old != new {
            filing.command("/code", json!({ "code": old })).await.expect_problem("wrong_code");
        }

        filing.command("/move", json!({ "to": "give_phone" })).await.expect_step("give_phone");
        filing.command("/code", json!({ "code": new })).await.expect_problem("stale_version");
        filing.command("/resend", json!({})).await.expect_problem("stale_version");
        let other = "+8613700137001";
        filing.command("/phone", json!({ "phone": other })).await.expect_step("enter_phone_code");
        let sent = world.code(other).await;
        if sent != new {
            filing.command("/code", json!({ "code": new })).await.expect_problem("wrong_code");
        }
        filing.command("/code", json!({ "code": sent })).await.expect_step("review");
        assert_eq!(filing.appeal["step"]["phone"], "+86 137****7001");
    }

    /// OTP-06: wrong codes of one phone are counted over every draft, for a day.
    async fn a_phone_has_a_budget_of_wrong_codes(mut world: World) {
        world.restart(|config| { config.failures_per_day = 3; config.resend_after_s = 0; }).await;
        let (mut first, code) = asked(&world).await;
        for _ in 0..3 {
            let reply = first.command("/code", json!({ "code": other_than(&code) })).await;
            reply.expect_problem("wrong_code");
        }
        let (mut second, code) = asked(&world).await;
        let reply = second.command("/code", json!({ "code": code })).await;
        reply.expect_problem("too_many_attempts");
    }

    /// OTP-10: one appeal, and one phone, get so many messages in an hour.
    async fn messages_are_limited(mut world: World) {
        world.restart(|config| { config.sends_per_account = 3; config.resend_after_s = 0; }).await;
        let (mut filing, _) = asked(&world).await;
        for _ in 0..2 {
            filing.command("/resend", json!({})).await.expect_step("enter_phone_code");
        }
        filing.command("/resend", json!({})).await.expect_problem("throttled");
        filing.command("/move", json!({ "to": "give_phone" })).await.expect_step("give_phone");
        let reply = filing.command("/phone", json!({ "phone": "+8613700137001" })).await;
        reply.expect_problem("throttled");

        world.restart(|config| { config.sends_per_account = 100; config.sends_per_destination = 3; })
            .await;
        let mut other = begin(&world).await;
        other.open_form(individual()).await;
        other.fill_in(details("solo")).await;
        let reply = other.command("/phone", json!({ "phone": CONTACT })).await;
        reply.expect_problem("throttled");
    }

    /// What is no phone number, or one that nothing is sent to, is refused with a reason.
    async fn what_is_no_phone_is_refused(world: World) {
        let (mut filing, _) = asked(&world).await;
        filing.command("/move", json!({ "to": "give_phone" })).await.expect_step("give_phone");
        for typed in ["", "solo", "me@example.com", "123", "+14155550100", "\u{202e}13700137000\0",
            &"1".repeat(10_000), "<b>13700137000</b>"]
        {
            let reply = filing.command("/phone", json!({ "phone": typed })).await;
            reply.expect_problem("contact_rejected");
        }
        let typed = "＋８６ １３７-0013-7002";
        filing.command("/phone", json!({ "phone": typed })).await.expect_step("enter_phone_code");
        assert_eq!(filing.appeal["step"]["sent_to"], "+86 137****7002");
    }

    /// What is not the digits of a code is malformed and counts as no try.
    async fn what_is_no_code_counts_as_no_try(world: World) {
        let (mut filing, code) = asked(&world).await;
        for typed in ["", "12345", "1234567", "１２３４５６", "abcdef", "12345\0"] {
            filing.command("/code", json!({ "code": typed })).await.expect_problem("malformed");
        }
        filing.read().await;
        assert_eq!(filing.appeal["step"]["attempts_left"], 5);
        filing.command("/code", json!({ "code": code })).await.expect_step("review");
    }
}

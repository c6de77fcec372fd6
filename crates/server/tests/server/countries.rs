//! The calling code that a portal names for numbers typed without one.

use crate::{appeal_client::*, on_both_databases, world::*};
use reqwest::Method;
use serde_json::{Value, json};

/// Typed without a calling code; with `86` it is the phone of `solo`.
const NATIONAL: &str = "13800138000";

fn begin_in(identifier: &str, country: &str) -> Value {
    let mut body = begin_body(identifier);
    body["country_code"] = json!(country);
    body
}

/// The recovery without what differs between any two.
async fn begun(world: &World, body: &Value) -> Value {
    let reply = world.begin_with(&key(), body).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    reply.json["recovery"].clone()
}

/// An appeal that waits for its contact phone.
async fn at_phone(world: &World) -> Filing<'_> {
    let mut filing = begin(world).await;
    filing.open_form(individual()).await;
    filing.fill_in(details("solo")).await;
    filing
}

on_both_databases! {
    /// ENU-08: the portal's code takes the place of the option's, and of nothing that was typed.
    async fn the_portals_code_completes_what_was_typed(mut world: World) {
        world.restart(|config| config.country_code = "49".into()).await;
        let own = begun(&world, &begin_body(PHONE)).await;
        assert_eq!(own["account"]["label"], "+86 138****8000");

        for body in [
            begin_in(NATIONAL, "86"),
            begin_in(PHONE, "1"),
            begin_in("0086 13800138000", "1"),
        ] {
            assert_eq!(begun(&world, &body).await, own);
        }
        for (body, spelt_out) in [
            (begin_body("0151 2345678"), "+491512345678"),
            (begin_in("0151 2345678", "49"), "+491512345678"),
            (begin_in("0151 2345678", "1"), "+11512345678"),
            (begin_in("0151 2345678", "886"), "+8861512345678"),
            (begin_in("solo", "1"), "solo"),
            (begin_in(MAIL, "1"), MAIL),
        ] {
            assert_eq!(begun(&world, &body).await, begun(&world, &begin_body(spelt_out)).await);
        }
    }

    /// ENU-01, ENU-04: with a code an unknown number has the decoy of its full spelling, and is begun
    /// with the same status and the same headers as a known one.
    async fn a_code_tells_no_account_from_a_decoy(world: World) {
        let mut seen = Vec::new();
        for (typed, country, spelt_out) in [
            (NATIONAL, "86", PHONE),
            (NATIONAL, "49", "+4913800138000"),
            ("13800138099", "86", "+8613800138099"),
            ("415 555 0100", "1", "+14155550100"),
        ] {
            let reply = world.begin_with(&key(), &begin_in(typed, country)).await;
            assert_eq!(reply.json["recovery"], begun(&world, &begin_body(spelt_out)).await);
            let names: Vec<_> = reply.headers.keys().map(ToString::to_string).collect();
            seen.push((reply.status, names));
        }
        seen.dedup();
        assert_eq!(seen.len(), 1, "{seen:#?}");
    }

    /// ENU-03, TOK-12: what is no calling code is refused with the same bytes for every account,
    /// before anything is looked up.
    async fn what_is_no_code_is_malformed(world: World) {
        for code in ["", "0", "049", "+49", "1234", " 49", "４９", "DE", "4x"] {
            let known = world.begin_with(&key(), &begin_in("solo", code)).await;
            let unknown = world.begin_with(&key(), &begin_in("nobody", code)).await;
            known.expect_problem("malformed");
            assert_eq!((known.status, &known.body), (unknown.status, &unknown.body), "{code}");
        }
        for code in [json!(49), json!(["49"]), json!({}), json!(true)] {
            let mut body = begin_body("solo");
            body["country_code"] = code;
            world.begin_with(&key(), &body).await.expect_problem("malformed");
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM recoveries").await, 0);
    }

    /// CON-06: the code is part of what a key stands for.
    async fn a_key_stands_for_the_code_too(world: World) {
        let once = key();
        world.begin_with(&once, &begin_in(NATIONAL, "86")).await;
        let other = world.begin_with(&once, &begin_in(NATIONAL, "49")).await;
        other.expect_problem("key_reused");
    }

    /// The contact phone of an appeal is completed in the same way, and found again so.
    async fn an_appeal_takes_the_code_for_its_phone(mut world: World) {
        world.restart(|config| config.country_code = "1".into()).await;
        let mut filing = at_phone(&world).await;
        let bare = json!({ "phone": "13700137000" });
        // A number of North America, to which nothing is sent.
        filing.command("/phone", bare).await.expect_problem("contact_rejected");
        let told = json!({ "phone": "137 0013 7000", "country_code": "086" });
        filing.command("/phone", told).await.expect_problem("malformed");
        world.ready_to_receive(CONTACT);
        let told = json!({ "phone": "137 0013 7000", "country_code": "86" });
        filing.command("/phone", told).await.expect_step("enter_phone_code");
        let code = world.code(CONTACT).await;
        filing.command("/code", json!({ "code": code })).await.expect_step("review");
        let number = filing.command("/submit", json!({})).await.json["step"]["number"].clone();

        later(&world, 61).await;
        world.ready_to_receive(CONTACT);
        let find = json!({ "number": number, "phone": "13700137000", "country_code": "86" });
        let found = post(&world, &find).await;
        assert_eq!(found.status, 201, "{}", found.body);
        let mut look = Filing::of(&world, &found);
        let code = world.code(CONTACT).await;
        look.command("/code", json!({ "code": code })).await.expect_step("follow");
    }

    /// ENU-01, ENU-03: looks for known and unknown pairs answer alike with a code, and a wrong one is
    /// malformed before either is looked for.
    async fn a_look_with_a_code_tells_nothing(mut world: World) {
        world.restart(|config| config.resend_after_s = 0).await;
        let mut filing = at_phone(&world).await;
        let told = json!({ "phone": CONTACT });
        world.ready_to_receive(CONTACT);
        filing.command("/phone", told).await.expect_step("enter_phone_code");
        let code = world.code(CONTACT).await;
        filing.command("/code", json!({ "code": code })).await.expect_step("review");
        let submitted = filing.command("/submit", json!({})).await;
        let number = submitted.json["step"]["number"].as_str().unwrap();
        later(&world, 61).await;

        let mut steps = Vec::new();
        for (number, country) in [(number, "86"), (number, "49"), ("RA-0000-0000", "86")] {
            let typed = "137 0013 7000";
            let body = json!({ "number": number, "phone": typed, "country_code": country });
            let mut reply = post(&world, &body).await;
            assert_eq!(reply.status, 201, "{}", reply.body);
            // The mask is of what was typed.
            reply.json["appeal"]["step"]["sent_to"] = json!("");
            steps.push(reply.json["appeal"].clone());
            for code in ["+49", "0", "1234", ""] {
                let body = json!({ "number": number, "phone": typed, "country_code": code });
                post(&world, &body).await.expect_problem("malformed");
            }
        }
        steps.dedup();
        assert_eq!(steps.len(), 1, "{steps:#?}");
    }
}

async fn post(world: &World, body: &Value) -> Reply {
    let key = key();
    let headers = [("idempotency-key", key.as_str()), ("content-type", "application/json")];
    world.send(Method::POST, "/api/v1/appeals/find", &headers, body.to_string()).await
}

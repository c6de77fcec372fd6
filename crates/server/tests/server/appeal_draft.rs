//! The draft of an appeal: the whole way, what is missing, going back, keeping, deleting.

use crate::{appeal_client::*, on_both_databases, world::*};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const DAY_S: i64 = 24 * 60 * 60;

fn enterprise(filer: &str) -> Value {
    json!({ "needs": ["username", "phone"], "kind": "enterprise", "filer": filer })
}

on_both_databases! {
    /// From the first question to the receipt, for each kind of filer.
    async fn each_filer_gets_to_the_receipt(mut world: World) {
        world.restart(|config| config.resend_after_s = 0).await;
        for answers in [individual(), enterprise("legal_representative"), enterprise("employee")] {
            let is_enterprise = answers["kind"] == "enterprise";
            let mut filing = begin(&world).await;
            filing.open_form(answers.clone()).await;
            let mut form = details(if is_enterprise { "" } else { "solo-nothing" });
            if is_enterprise {
                form["filer_name"] = json!("李雷");
            }
            filing.fill_in(form.clone()).await;
            filing.prove().await;
            let review = filing.appeal["step"].clone();
            assert_eq!(review["details"], form);
            assert_eq!(review["answers"], answers);
            assert_eq!(review["phone"], "+86 137****7000");

            world.outbox_is_empty().await;
            world.ready_to_receive(CONTACT);
            filing.submit().await.expect_step("follow");

            assert_eq!(filing.standing(), "in_review");
            assert_eq!(filing.timeline(), ["received"]);
            let text = world.message(CONTACT).await.text;
            assert!(text.contains(&filing.number()), "{text}");
        }
    }

    /// Nothing that is required can be left out, and each thing that is missing is named.
    async fn what_is_missing_is_named(world: World) {
        let mut filing = begin(&world).await;
        filing.open_form(enterprise("employee")).await;
        let required = filing.required();
        assert_eq!(required, ["business_licence", "legal_representative_id", "employee_id",
            "authorisation_letter", "payment_voucher"]);

        let reply = filing.command("/details", json!({ "details": {} })).await;
        reply.expect_problem("appeal_rejected");
        assert_eq!(reply.json["missing"], json!(required));
        let faults: Vec<_> = reply.json["faults"].as_array().unwrap().iter()
            .map(|fault| (fault["field"].as_str().unwrap(), fault["fault"].as_str().unwrap()))
            .collect();
        assert_eq!(faults, [("holder_name", "missing"), ("identity_number", "missing"),
            ("filer_name", "missing"), ("story", "missing")]);

        let mut form = details("firm");
        form["filer_name"] = json!("李雷");
        filing.fill_in(form).await;
        filing.command("/submit", json!({})).await.expect_problem("stale_version");
        filing.prove().await;
        for file in filing.appeal["step"]["files"].as_array().unwrap().clone() {
            let mut without = filing.clone();
            without.command("/files/remove", json!({ "id": file["id"] })).await.expect_step("review");
            let reply = without.submit().await;
            reply.expect_problem("appeal_rejected");
            assert_eq!(reply.json["missing"], json!([file["material"]]));
            assert_eq!(without.give(file["material"].as_str().unwrap()).await.status, 201);
        }
        filing.read().await;
        filing.submit().await.expect_step("follow");
    }

    /// What was reached before can be gone to; what is ahead cannot.
    async fn one_can_go_back_but_not_ahead(world: World) {
        let mut filing = begin(&world).await;
        for to in ["gather", "fill_in", "give_phone", "review"] {
            filing.command("/move", json!({ "to": to })).await.expect_problem("stale_version");
        }
        filing.open_form(individual()).await;
        for to in ["give_phone", "review"] {
            filing.command("/move", json!({ "to": to })).await.expect_problem("stale_version");
        }
        filing.fill_in(details("solo")).await;
        filing.command("/move", json!({ "to": "review" })).await.expect_problem("stale_version");
        filing.prove().await;

        for to in ["answer", "gather", "fill_in", "give_phone", "review"] {
            filing.command("/move", json!({ "to": to })).await.expect_step(to);
        }
        filing.command("/move", json!({ "to": "give_phone" })).await;
        assert_eq!(filing.appeal["step"]["proved"], "+86 137****7000");
        filing.command("/move", json!({ "to": "fill_in" })).await.expect_step("fill_in");
        let form = json!({ "details": details("solo") });
        filing.command("/details", form).await.expect_step("review");
        filing.submit().await.expect_step("follow");
        filing.command("/move", json!({ "to": "answer" })).await.expect_problem("stale_version");
    }

    /// A file that other answers do not ask for stays, as something else.
    async fn another_answer_loses_no_file(world: World) {
        let mut filing = begin(&world).await;
        filing.open_form(individual()).await;
        assert_eq!(filing.give("holder_id").await.status, 201);

        filing.command("/move", json!({ "to": "answer" })).await.expect_step("answer");
        filing.open_form(enterprise("employee")).await;

        let files = filing.appeal["step"]["files"].as_array().unwrap();
        assert_eq!(files.len(), 1);
        assert_eq!(files[0]["material"], "other");
    }

    /// A draft survives a restart and seven days without a command, and no more.
    async fn a_draft_lives_for_seven_days(mut world: World) {
        let mut filing = begin(&world).await;
        filing.open_form(individual()).await;
        filing.give("holder_id").await;
        let half = json!({ "details": { "story": "half a st" } });
        let version = filing.version;
        filing.command("/draft", half).await.expect_step("fill_in");
        assert_eq!(filing.version, version);
        let token = filing.token.clone();
        world.restart(|_| ()).await;

        later(&world, 7 * DAY_S - 1).await;
        let mut filing = Filing::with_token(&world, &token);
        filing.read().await.expect_step("fill_in");
        assert_eq!(filing.appeal["step"]["details"]["story"], "half a st");
        assert_eq!(filing.appeal["step"]["files"].as_array().unwrap().len(), 1);
        filing.command("/draft", json!({ "details": { "story": "on" } })).await;
        later(&world, 7 * DAY_S - 1).await;
        filing.read().await.expect_step("fill_in");
        later(&world, 2).await;
        filing.read().await.expect_problem("recovery_expired");
    }

    /// TOK-07: the link goes by mail only when it is asked for, in the fragment, and opens the draft.
    async fn a_link_is_mailed_on_request_only(mut world: World) {
        let mut filing = begin(&world).await;
        filing.open_form(individual()).await;
        world.outbox_is_empty().await;
        assert!(world.sandbox.messages("me@example.com").is_empty());
        for bad in ["", "me", "@example.com", "me@nowhere", "me @example.com", "13800138000"] {
            let reply = filing.command("/link", json!({ "email": bad })).await;
            reply.expect_problem("contact_rejected");
        }

        filing.command("/link", json!({ "email": "Me@Example.com" })).await.expect_step("fill_in");
        let text = world.message("me@example.com").await.text;
        let (_, token) = text.split_once("/appeal#").unwrap();
        let token: String = token.chars().take_while(|c| !c.is_whitespace()).collect();
        let mut other = Filing::with_token(&world, &token);
        other.read().await.expect_step("fill_in");
        other.command("/draft", json!({ "details": { "story": "from the phone" } })).await;
        filing.read().await;
        assert_eq!(filing.appeal["step"]["details"]["story"], "from the phone");

        let token = filing.token.clone();
        world.restart(|config| config.sends_per_destination = 2).await;
        let mut filing = Filing::with_token(&world, &token);
        filing.read().await;
        filing.command("/link", json!({ "email": "me@example.com" })).await.expect_step("fill_in");
        let reply = filing.command("/link", json!({ "email": "me@example.com" })).await;
        reply.expect_problem("throttled");
    }

    /// A deleted draft leaves nothing: no form, no phone, no file.
    async fn a_deleted_draft_leaves_nothing(world: World) {
        let mut filing = reviewed(&world, "solo", individual()).await;
        assert_eq!(world.count("SELECT COUNT(*) FROM appeal_files").await, 1);

        filing.command("/withdraw", json!({})).await.expect_step("follow");

        assert_eq!(filing.standing(), "withdrawn");
        assert_eq!(world.count("SELECT COUNT(*) FROM appeal_files").await, 0);
        let kept = "SELECT COUNT(*) FROM appeals WHERE details IS NOT NULL OR phone IS NOT NULL";
        assert_eq!(world.count(kept).await, 0);
        assert_eq!(std::fs::read_dir(&world.config.appeal_directory).unwrap().count(), 0);
        filing.command("/submit", json!({})).await.expect_problem("stale_version");
    }

    /// CON-01, CON-06: a stale command changes nothing, a repeated one is answered as before.
    async fn commands_are_versioned_and_repeatable(world: World) {
        let mut filing = begin(&world).await;
        let old = filing.clone();
        let once = key();
        let body = json!({ "answers": individual() });
        let first = filing.command_as("/answers", &once, &body).await;
        first.expect_step("gather");

        let again = filing.command_as("/answers", &once, &body).await;
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        let mut other = individual();
        other["needs"] = json!(["mfa"]);
        let reply = filing.command_as("/answers", &once, &json!({ "answers": other })).await;
        reply.expect_problem("key_reused");
        let reply = old.command_as("/move", &key(), &json!({ "to": "answer" })).await;
        reply.expect_problem("stale_version");
        filing.read().await.expect_step("gather");
        assert_eq!(filing.appeal["step"]["answers"], individual());
    }

    /// CON-06: two `begin` with one key at the same time make one draft and give one token.
    async fn one_key_begins_one_draft(world: World) {
        let once = key();
        let begun = futures(32, || begin_as(&world, &once)).await;

        let tokens: BTreeSet<_> = begun.iter().map(|reply| reply.body.clone()).collect();
        assert_eq!(tokens.len(), 1, "{tokens:?}");
        assert_eq!(world.count("SELECT COUNT(*) FROM appeals").await, 1);
    }

    /// CON-02: of 64 submissions at the same time one counts.
    async fn an_appeal_is_submitted_once(world: World) {
        let filing = reviewed(&world, "solo", individual()).await;
        world.outbox_is_empty().await;
        let before = world.sandbox.messages(CONTACT).len();

        let body = json!({});
        let replies = futures(64, || async { filing.command_as("/submit", &key(), &body).await }).await;

        assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
        assert!(replies.iter().all(|reply| reply.status == 200 || reply.problem() == "stale_version"));
        world.outbox_is_empty().await;
        assert_eq!(world.sandbox.messages(CONTACT).len(), before + 1);
        let received = "SELECT COUNT(*) FROM appeal_events WHERE what = 'received'";
        assert_eq!(world.count(received).await, 1);
    }

    /// ENU-01: nothing that the person sees depends on whether the username exists.
    async fn a_submission_says_nothing_about_the_username(mut world: World) {
        world.restart(|config| config.resend_after_s = 0).await;
        let mut seen = BTreeSet::new();
        for username in ["solo", "nobody-has-this"] {
            let mut filing = reviewed(&world, username, individual()).await;
            let reply = filing.submit().await;
            let mut answer = reply.json.clone();
            answer["step"]["number"] = json!("");
            let names: Vec<_> = reply.headers.keys().map(ToString::to_string).collect();
            seen.insert((answer.to_string(), names));
        }

        assert_eq!(seen.len(), 1, "{seen:#?}");
        let found = "SELECT COUNT(*) FROM appeals WHERE account_id IS NOT NULL";
        assert_eq!(world.count(found).await, 1);
    }

    /// After a refusal the same phone waits; another one does not.
    async fn after_a_refusal_the_phone_waits(mut world: World) {
        with_reviewer(&mut world).await;
        world.restart(|config| config.resend_after_s = 0).await;
        let mut filing = submitted(&world, "solo").await;
        let refusal = json!({ "decision": "refuse", "note": "the name is another one" });
        decided(&world, &filing.number(), refusal).await;
        filing.read().await;
        assert_eq!(filing.appeal["step"]["standing"]["note"], "the name is another one");
        let wait_s = i64::from(world.config.appeal_again_days) * DAY_S;
        assert_eq!(filing.appeal["step"]["standing"]["again_in_s"], wait_s);

        let mut again = reviewed(&world, "solo", individual()).await;
        let reply = again.submit().await;
        reply.expect_problem("throttled");
        assert_eq!(reply.json["retry_after_s"], wait_s);
        again.read().await.expect_step("review");
        later(&world, wait_s).await;
        again.submit().await.expect_step("follow");
    }

    /// Drafts begun from one address are limited.
    async fn drafts_of_one_address_are_limited(mut world: World) {
        world.restart(|config| config.appeals_per_address = 3).await;
        for _ in 0..3 {
            begin(&world).await;
        }
        begin_as(&world, &key()).await.expect_problem("throttled");
        find(&world, "RA-7K3M-9QPX", CONTACT).await.expect_problem("throttled");
    }
}

/// So many of one request at the same time.
pub async fn futures<F: Future<Output = Reply>>(count: usize, one: impl Fn() -> F) -> Vec<Reply> {
    let mut all: Vec<_> = (0..count).map(|_| Box::pin(one())).collect();
    let mut done = Vec::new();
    std::future::poll_fn(|context| {
        all.retain_mut(|future| match future.as_mut().poll(context) {
            std::task::Poll::Ready(reply) => {
                done.push(reply);
                false
            }
            std::task::Poll::Pending => true,
        });
        if all.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done
}

//! The new password (PWD).

use crate::{codes::join_all, on_both_databases, world::*};
use serde_json::json;
use std::time::Duration;

on_both_databases! {
    /// PWD-02: the password is taken exactly as typed: no edit of it logs on, not even one of the
    /// last of 128 characters.
    async fn a_password_is_taken_as_typed(mut world: World) {
        world.restart(|config| {
            config.resend_after_s = 0;
            config.log_on_failures_per_username = 1000;
        })
        .await;
        let long = format!("{}aB", "x1-".repeat(42));
        assert_eq!(long.len(), 128);
        for password in [long.as_str(), "Tr0ub4dor&3-x"] {
            let mut flow = world.proved("solo", "phone", PHONE).await;
            flow.set_password(password).await.expect_step("done");
            assert_eq!(world.log_on("solo", password).await.status, 200);
            let cut = &password[..password.len() - 1];
            for edit in [
                format!(" {password}"),
                format!("{password} "),
                password.to_lowercase(),
                password.to_uppercase(),
                cut.to_owned(),
                format!("{cut}!"),
                format!("{password}x"),
            ] {
                assert_eq!(world.log_on("solo", &edit).await.status, 401, "{edit}");
            }
        }
    }

    /// PWD-04: common passwords and the account's own identifiers are refused with the reason.
    async fn common_passwords_and_identifiers_are_refused(world: World) {
        let mut flow = world.proved("solo-mail", "email", "solo-mail@example.com").await;
        for (password, violation) in [
            ("password1", "common"),
            ("Password1", "common"),
            ("solo-mail@example.com", "identifier"),
            ("Solo-Mail@Example.com", "identifier"),
            ("short1", "too_short"),
            ("with space 1", "space"),
            ("lettersonly", "too_few_classes"),
        ] {
            let refused = flow.set_password(password).await;
            refused.expect_problem("password_rejected");
            let all = refused.json["violations"].as_array().unwrap();
            let names: Vec<_> = all.iter().map(|one| one["violation"].as_str().unwrap()).collect();
            assert!(names.contains(&violation), "{password}: {names:?}");
        }
        flow.set_password(NEW).await.expect_step("done");
    }

    /// PWD-04: the phone number and the username are identifiers too.
    async fn the_phone_number_is_no_password(world: World) {
        let mut flow = world.proved("solo", "phone", PHONE).await;
        for password in ["13800138000", "+8613800138000"] {
            let refused = flow.set_password(password).await;
            refused.expect_problem("password_rejected");
            assert!(refused.body.contains(r#""violation":"identifier""#), "{}", refused.body);
        }
    }

    /// PWD-09: hashes are argon2id with their parameters beside them; when the parameters change,
    /// old hashes still verify.
    async fn the_parameters_are_stored_with_the_hash(mut world: World) {
        let hash: String =
            sqlx::query_scalar("SELECT password_hash FROM accounts WHERE username = 'solo'")
                .fetch_one(&world.db)
                .await
                .unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");

        world.restart(|config| config.argon2_passes = 2).await;

        assert_eq!(world.log_on("solo", OLD).await.status, 200);
    }

    /// PWD-09: more log-ons than the server may hash at once wait for a while; the rest get 503
    /// with Retry-After, and the server stays alive.
    async fn hashing_is_bounded(mut world: World) {
        world.restart(|config| {
            config.argon2_memory_kib = 8192;
            config.argon2_passes = 8;
            config.argon2_parallel = 1;
            config.argon2_wait_ms = 50;
            config.log_on_failures_per_username = 100_000;
            config.log_on_failures_per_address = 100_000;
        })
        .await;

        // "nobody" is verified with the present, slow parameters.
        let replies =
            join_all((0..100).map(|_| async { world.log_on("nobody", OLD).await })).await;

        let busy = replies.iter().filter(|reply| reply.status == 503).count();
        let served = replies.iter().filter(|reply| reply.status == 401).count();
        assert_eq!(busy + served, 100);
        assert!(busy > 0 && served > 0, "{busy} busy, {served} served");
        let refused = replies.iter().find(|reply| reply.status == 503).unwrap();
        refused.expect_problem("unavailable");
        assert_eq!(refused.header("retry-after"), "2");
        assert_eq!(world.get("/healthz", &[]).await.status, 200);
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(world.log_on("solo", OLD).await.status, 200);
    }

    /// The policy of the `nist` profile is sent and applied when it is configured.
    async fn the_profile_is_configured(mut world: World) {
        world.restart(|config| config.password_policy = "nist".into()).await;
        let mut flow = world.proved("solo", "phone", PHONE).await;
        assert_eq!(flow.read().await.json["step"]["policy"]["min_chars"], 15);

        flow.set_password("Short-One-1").await.expect_problem("password_rejected");
        flow.set_password("eine lange Wörterkette").await.expect_step("done");

        let body = json!({ "username": "solo", "password": "eine lange Wörterkette" });
        let logged_on = world.log_on("solo", body["password"].as_str().unwrap()).await;
        assert_eq!(logged_on.status, 200);
    }
}

//! Strict requests and foreign pages (TOK-10 to TOK-12).

use crate::{on_both_databases, world::*};
use reqwest::Method;

const BEGIN: &str = "/api/v1/recoveries";

/// A well-formed begin with one header changed or added, an empty value removing it.
async fn begin_with(world: &World, change: &[(&str, &str)], body: &str) -> Reply {
    let key = key();
    let mut headers = vec![("content-type", "application/json"), ("idempotency-key", key.as_str())];
    for (name, value) in change {
        headers.retain(|(kept, _)| kept != name);
        if !value.is_empty() {
            headers.push((name, value));
        }
    }
    world.send(Method::POST, BEGIN, &headers, body.to_owned()).await
}

on_both_databases! {
    /// TOK-10: other media types, a missing key, a foreign or null origin are refused before any
    /// look-up.
    async fn foreign_pages_and_forms_are_refused(world: World) {
        let body = begin_body("solo").to_string();
        for kind in ["", "text/plain", "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x", "application/json; charset=gbk", "text/json"]
        {
            let reply = begin_with(&world, &[("content-type", kind)], &body).await;
            assert_eq!(reply.status, 415, "{kind}");
            reply.expect_problem("malformed");
        }
        for bad in ["", "short", "with space in the key", &"x".repeat(65), "key/with/slashes/in/it"] {
            let reply = begin_with(&world, &[("idempotency-key", bad)], &body).await;
            reply.expect_problem("malformed");
        }
        for origin in ["null", "https://evil.example", "http://localhost", "http://localhost:1"] {
            let reply = begin_with(&world, &[("origin", origin)], &body).await;
            reply.expect_problem("origin_refused");
            assert_eq!(reply.status, 403);
        }
        for site in ["cross-site", "same-site"] {
            let reply = begin_with(&world, &[("sec-fetch-site", site)], &body).await;
            reply.expect_problem("origin_refused");
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM recoveries").await, 0);

        let (own, loopback) = (world.server().public_url().to_owned(), world.url(""));
        for change in [
            ("origin", own.as_str()),
            ("origin", loopback.as_str()),
            ("sec-fetch-site", "same-origin"),
        ] {
            assert_eq!(begin_with(&world, &[change], &body).await.status, 201);
        }
    }

    /// TOK-11: only the exact configured origin is answered, by its name; a hundred mutations of
    /// it are not.
    async fn cors_is_an_exact_list(mut world: World) {
        let allowed = "https://portal.example";
        world.restart(|config| config.cors_origins = vec![allowed.into()]).await;
        let body = begin_body("solo").to_string();
        let reply = begin_with(&world, &[("origin", allowed), ("sec-fetch-site", "cross-site")], &body).await;
        assert_eq!(reply.status, 201);
        assert_eq!(reply.header("access-control-allow-origin"), allowed);
        assert!(reply.headers.get("access-control-allow-credentials").is_none());
        let preflight = world.send(Method::OPTIONS, BEGIN, &[("origin", allowed)], "").await;
        assert_eq!(preflight.status, 204);
        assert!(preflight.header("access-control-allow-headers").contains("Idempotency-Key"));

        let mut mutations = vec!["null".to_owned(), "*".to_owned(), "https://pörtal.example".into()];
        for part in [".", "/", ":443", ":80", ":8443", "x", "%00", "@evil.example", ".evil.example",
            "#", "?", "\\", ",https://evil.example", " https://evil.example"]
        {
            mutations.push(format!("{allowed}{part}"));
            mutations.push(format!("{part}{allowed}"));
            mutations.push(allowed.replacen("portal", &format!("portal{part}"), 1));
        }
        for at in 0..allowed.len() {
            let mut upper = allowed.to_owned().into_bytes();
            upper[at] = upper[at].to_ascii_uppercase();
            mutations.push(String::from_utf8(upper).unwrap());
            mutations.push(allowed[at + 1..].to_owned());
        }
        mutations.push("http://portal.example".into());
        mutations.push("https://xn--portal-7xa.example".into());
        mutations.retain(|origin| origin.trim() != allowed && !origin.is_empty());
        assert!(mutations.len() > 60, "{}", mutations.len());
        for origin in mutations {
            let Ok(value) = reqwest::header::HeaderValue::from_bytes(origin.as_bytes()) else {
                continue;
            };
            let request = world.http.request(Method::OPTIONS, world.url(BEGIN)).header("origin", value);
            let reply = Reply::read(request.send().await.unwrap()).await;
            assert!(reply.headers.get("access-control-allow-origin").is_none(), "{origin}");
            assert_eq!(reply.status, 403, "{origin}");
            assert_eq!(reply.header("vary"), "Origin");
        }
    }

    /// TOK-12: unknown and repeated fields, wrong types, deep nesting, too much and what is no
    /// JSON at all are refused.
    async fn json_is_read_strictly(world: World) {
        let deep = |depth: usize| format!(
            r#"{{"intent":"reset_password","identifier":{}{}}}"#, "[".repeat(depth), "]".repeat(depth)
        );
        for body in [
            "",
            "{",
            "null",
            "[]",
            "\"solo\"",
            r#"{"intent":"reset_password"}"#,
            r#"{"intent":"reset_password","identifier":"solo","identifier":"firm"}"#,
            r#"{"intent":"reset_password","identifier":"solo","admin":true}"#,
            r#"{"intent":"reset_password","identifier":7}"#,
            r#"{"intent":"reset_password","identifier":null}"#,
            r#"{"intent":"reset_password","identifier":"solo"} x"#,
            r#"{"intent":"reset_password","identifier":"solo",}"#,
            r#"{"intent":"RESET_PASSWORD","identifier":"solo"}"#,
            r#"{"intent":"reset_password","identifier":"solo","locale":["en"]}"#,
            &deep(17),
            &deep(200),
            &deep(20_000),
        ] {
            let reply = begin_with(&world, &[], body).await;
            assert_eq!(reply.status, 400, "{body}");
            reply.expect_problem("malformed");
        }
        let large = format!(r#"{{"intent":"reset_password","identifier":"{}"}}"#, "x".repeat(70_000));
        let reply = begin_with(&world, &[], &large).await;
        assert_eq!(reply.status, 413);
        reply.expect_problem("malformed");
        assert_eq!(world.count("SELECT COUNT(*) FROM recoveries").await, 0);
    }

    /// CON-01: a command without version, or with a weak or wildcard one, is refused.
    async fn a_command_names_its_version(world: World) {
        let flow = world.begin("solo").await;
        for version in ["", "1", "W/\"1\"", "*", "\"1\", \"2\"", "\"-1\"", "\"+1\"", "\"\"", "\"x\""] {
            let (bearer, key) = (format!("Bearer {}", flow.token), key());
            let mut headers = vec![
                ("authorization", bearer.as_str()),
                ("idempotency-key", key.as_str()),
                ("content-type", "application/json"),
            ];
            if !version.is_empty() {
                headers.push(("if-match", version));
            }
            let path = "/api/v1/recoveries/current/cancel";
            let reply = world.send(Method::POST, path, &headers, "{}").await;
            reply.expect_problem("malformed");
        }
    }
}

//! The API from a portal's page, that is from another origin (TOK-10, TOK-11).

use crate::{appeal_client, web::with_pages, world::*};
use reqwest::Method;
use serde_json::Value;

const PORTAL: &str = "https://portal.example:8443";
const OTHER: &str = "https://shop.example";
const API: &str = "/api/v1";

/// No other origin, however alike.
const FOREIGN: [&str; 12] = [
    "null",
    "*",
    "http://portal.example:8443",
    "https://portal.example",
    "https://portal.example:443",
    "https://portal.example:84430",
    "https://portal.example:8443.evil.example",
    "https://portal.example.evil.example:8443",
    "https://evilportal.example:8443",
    "https://a.portal.example:8443",
    "https://PORTAL.example:8443",
    "https://portal.example:8443/",
];

fn with_portal<F: Future<Output = ()>>(name: &str, scenario: impl FnOnce(World) -> F) {
    with_pages(name, async |mut world| {
        world.restart(|config| config.cors_origins = vec![OTHER.into(), PORTAL.into()]).await;
        scenario(world).await;
    });
}

/// Method, path, and the headers of every operation that is documented.
fn operations() -> Vec<(String, String, Vec<String>)> {
    let document: Value =
        serde_json::from_str(include_str!("../../../../docs/openapi.json")).unwrap();
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let named = operation["parameters"].as_array().into_iter().flatten();
            let named = named.filter(|one| one["in"] == "header");
            let mut headers: Vec<_> =
                named.map(|one| one["name"].as_str().unwrap().to_lowercase()).collect();
            if operation.get("security").is_some() {
                headers.push("authorization".into());
            }
            if operation.get("requestBody").is_some() {
                headers.push("content-type".into());
            }
            // As browsers send them.
            headers.sort();
            all.push((method.to_uppercase(), format!("{API}{path}"), headers));
        }
    }
    all
}

async fn preflight(
    world: &World,
    origin: &str,
    path: &str,
    (method, headers): (&str, &str),
) -> Reply {
    let asked = [
        ("origin", origin),
        ("access-control-request-method", method),
        ("access-control-request-headers", headers),
        ("sec-fetch-mode", "cors"),
        ("sec-fetch-site", "cross-site"),
    ];
    world.send(Method::OPTIONS, path, &asked, "").await
}

/// What a list in a header names, in lower case.
fn listed(reply: &Reply, name: &str) -> Vec<String> {
    reply.header(name).split(',').map(|one| one.trim().to_lowercase()).collect()
}

#[track_caller]
fn expect_allowed(reply: &Reply, origin: &str) {
    assert_eq!(reply.header("access-control-allow-origin"), origin);
    assert_eq!(reply.headers.get_all("access-control-allow-origin").iter().count(), 1);
    assert!(reply.headers.get("access-control-allow-credentials").is_none());
    assert!(reply.headers.get_all("vary").iter().any(|one| one == "Origin"));
    // The check of this policy is for requests without CORS; it must not narrow what CORS allows.
    assert_eq!(reply.header("cross-origin-resource-policy"), "cross-origin");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert_eq!(reply.header("referrer-policy"), "no-referrer");
    assert_eq!(reply.header("cache-control"), "no-store");
    assert!(reply.header("content-security-policy").contains("; frame-ancestors 'none'; "));
}

#[track_caller]
fn expect_not_allowed(reply: &Reply, origin: &str) {
    let names = reply.headers.keys().filter(|name| name.as_str().starts_with("access-control-"));
    assert_eq!(names.count(), 0, "{origin}");
    assert!(reply.headers.get_all("vary").iter().any(|one| one == "Origin"), "{origin}");
}

/// TOK-11: every documented operation has a preflight that allows its method and its headers to each
/// configured origin, and says nothing to another.
#[test]
fn every_operation_has_a_preflight() {
    with_portal("preflights", async |world| {
        let operations = operations();
        assert!(operations.len() > 40, "{}", operations.len());
        for (method, path, headers) in &operations {
            let asked = (method.as_str(), headers.join(","));
            let asked = (asked.0, asked.1.as_str());
            for origin in [PORTAL, OTHER] {
                let reply = preflight(&world, origin, path, asked).await;
                assert_eq!((reply.status.as_u16(), reply.body.as_str()), (204, ""), "{path}");
                expect_allowed(&reply, origin);
                assert!(
                    reply
                        .header("access-control-allow-methods")
                        .split(", ")
                        .any(|one| one == method),
                    "{method} {path}"
                );
                let allowed = listed(&reply, "access-control-allow-headers");
                for name in headers {
                    assert!(allowed.contains(name), "{path}: {name}");
                }
                assert_eq!(reply.header("access-control-max-age"), "600");
            }
            let reply = preflight(&world, FOREIGN[2], path, asked).await;
            assert_eq!(reply.status, 403, "{path}");
            expect_not_allowed(&reply, path);
        }
        let asked = ("POST", "content-type,idempotency-key");
        let unknown = preflight(&world, PORTAL, "/api/v1/recoveries/current/new", asked).await;
        assert_eq!(unknown.status, 204);
        expect_allowed(&unknown, PORTAL);
        for origin in FOREIGN {
            let reply = preflight(&world, origin, "/api/v1/recoveries", asked).await;
            assert_eq!(reply.status, 403, "{origin}");
            expect_not_allowed(&reply, origin);
        }
    });
}

/// TOK-11: the answers themselves can be read by the configured origin: successes, an unchanged
/// one, and problems of every layer.
#[test]
fn a_configured_origin_can_read_every_answer() {
    with_portal("answers", async |world| {
        let once = key();
        let begin = begin_body("solo").to_string();
        let command = [
            ("origin", PORTAL),
            ("sec-fetch-site", "cross-site"),
            ("content-type", "application/json"),
            ("idempotency-key", once.as_str()),
        ];
        let begun = world.send(Method::POST, "/api/v1/recoveries", &command, begin.clone()).await;
        assert_eq!(begun.status, 201, "{}", begun.body);
        let bearer = format!("Bearer {}", begun.json["token"].as_str().unwrap());
        let read = [("origin", PORTAL), ("authorization", bearer.as_str())];
        let current = "/api/v1/recoveries/current";
        let large = "x".repeat(70_000);

        let replies = [
            (201, begun),
            (200, world.get(current, &read).await),
            (
                304,
                world
                    .get(
                        current,
                        &[&read[..], &[("if-none-match", "\"1\""), ("prefer", "wait=1")]].concat(),
                    )
                    .await,
            ),
            (401, world.get(current, &read[..1]).await),
            (404, world.get("/api/v1/none", &read).await),
            (405, world.send(Method::DELETE, "/api/v1/recoveries", &read, "").await),
            (413, world.send(Method::POST, "/api/v1/recoveries", &command, large).await),
            (415, world.send(Method::POST, "/api/v1/recoveries", &command[..2], begin).await),
        ];

        for (status, reply) in &replies {
            assert_eq!(reply.status, *status, "{}", reply.body);
            expect_allowed(reply, PORTAL);
            let exposed = listed(reply, "access-control-expose-headers");
            assert_eq!(exposed, ["etag", "retry-after"], "{status}");
        }
        for origin in FOREIGN {
            let reply = world.get(current, &[("origin", origin), read[1]]).await;
            assert_eq!(reply.status, 200, "{origin}");
            expect_not_allowed(&reply, origin);
        }
    });
}

/// TOK-11: files go up from another origin, and what is wrong with one can be read there.
#[test]
fn a_configured_origin_can_give_files() {
    with_portal("files", async |world| {
        let mut filing = appeal_client::begin(&world).await;
        filing.open_form(appeal_client::individual()).await;
        let bearer = format!("Bearer {}", filing.token);
        let send = async |origin: &str, content: Vec<u8>| {
            let key = key();
            let headers = [
                ("origin", origin),
                ("authorization", bearer.as_str()),
                ("idempotency-key", key.as_str()),
                ("content-type", "image/png"),
                ("regain-material", "holder_id"),
                ("regain-file-name", "id.png"),
            ];
            world.send(Method::POST, "/api/v1/appeals/current/files", &headers, content).await
        };

        let given = send(PORTAL, appeal_client::picture(1)).await;
        let refused = send(PORTAL, b"no picture".to_vec()).await;
        let foreign = send("https://portal.example", appeal_client::picture(2)).await;

        assert_eq!(given.status, 201, "{}", given.body);
        expect_allowed(&given, PORTAL);
        refused.expect_problem("file_refused");
        expect_allowed(&refused, PORTAL);
        foreign.expect_problem("origin_refused");
        expect_not_allowed(&foreign, "https://portal.example");
    });
}

/// TOK-11: two origins in one request are none; nor is a configured one beside `null`.
#[test]
fn two_origins_are_none() {
    with_portal("two-origins", async |world| {
        for second in [OTHER, "null", PORTAL] {
            let request = world.http.request(Method::OPTIONS, world.url("/api/v1/recoveries"));
            let request = request.header("origin", PORTAL).header("origin", second);
            let reply = Reply::read(request.send().await.unwrap()).await;
            assert_eq!(reply.status, 403, "{second}");
            expect_not_allowed(&reply, second);
        }
    });
}

//! A ticket system: told of appeals, and deciding them, over real HTTP.

use crate::{
    appellant::{Appellant, photo},
    filed::{NUMBER, column, file, state},
    world::{Database, Reply, World, key, run},
};
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use regain_sandbox::{ScannerMode, eicar};
use regain_server::{Clock, Secret};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

const BOTH: [Database; 2] = [Database::Sqlite, Database::Postgres];
const SECRET: [u8; 32] = [7; 32];
const DECISIONS: &str = "/api/v1/appeals/decisions";

fn secret() -> Secret {
    Secret::new(format!("whsec_{}", STANDARD.encode(SECRET)))
}

/// Written apart from the server's, by the specification.
fn sign(secret: &[u8], id: &str, at_s: i64, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
    mac.update(format!("{id}.{at_s}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// What the receiver got.
#[derive(Default)]
struct Received {
    posts: Mutex<Vec<(HeaderMap, String)>>,
    /// How many of the next posts are answered with a failure.
    failures: Mutex<u32>,
}

async fn receive(
    State(received): State<Arc<Received>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let body = String::from_utf8(body.to_vec()).unwrap();
    received.posts.lock().unwrap().push((headers, body));
    let mut failures = received.failures.lock().unwrap();
    if *failures > 0 {
        *failures -= 1;
        return StatusCode::BAD_GATEWAY;
    }
    StatusCode::NO_CONTENT
}

/// Starts a receiver, and the server again with its address.
async fn receiver(world: &mut World, failures: u32) -> Arc<Received> {
    let received = Arc::new(Received { failures: Mutex::new(failures), ..Received::default() });
    let router = Router::new().route("/hook", post(receive)).with_state(Arc::clone(&received));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    world
        .restart(|config| {
            config.appeal_webhook_url = url;
            config.appeal_webhook_secret = secret();
            config.outbox_retry_s = 1;
        })
        .await;
    received
}

impl Received {
    async fn wait(&self, count: usize) -> Vec<(HeaderMap, String)> {
        for _ in 0..500 {
            let posts = self.posts.lock().unwrap().clone();
            if posts.len() >= count {
                return posts;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{count} posts did not come");
    }
}

/// Sends a decision with these three headers.
async fn send(world: &World, (id, at_s, signature): (&str, i64, &str), body: &str) -> Reply {
    let time = at_s.to_string();
    let headers = [
        ("content-type", "application/json"),
        ("webhook-id", id),
        ("webhook-timestamp", &time),
        ("webhook-signature", signature),
    ];
    world.send(Method::POST, DECISIONS, &headers, body.to_owned()).await
}

fn now_s(world: &World) -> i64 {
    world.clock.now_ms() / 1000
}

/// Sends a decision that is rightly signed.
async fn decide(world: &World, id: &str, body: &Value) -> Reply {
    let (body, at_s) = (body.to_string(), now_s(world));
    send(world, (id, at_s, &sign(&SECRET, id, at_s, &body)), &body).await
}

async fn with_secret(world: &mut World) {
    world.restart(|config| config.appeal_webhook_secret = secret()).await;
}

/// REL-13: what a person does is told, signed, without anything personal, and again until it is
/// taken.
#[test]
fn a_withdrawal_is_told() {
    run(Database::Sqlite, |mut world| async move {
        let received = receiver(&mut world, 1).await;
        let id = file(&world, NUMBER, "in_review", Some("solo")).await;
        let token = "t".repeat(43);
        sqlx::query(
            "INSERT INTO appeal_keys (token_hash, appeal_id, kind, is_proved, version, expires_ms,
                                      turn_ms) VALUES ($1, $2, 'look', 1, 0, $3, 0)",
        )
        .bind(Sha256::digest(&token).iter().map(|byte| format!("{byte:02x}")).collect::<String>())
        .bind(&id)
        .bind(world.clock.now_ms() + 600_000)
        .execute(&world.db)
        .await
        .unwrap();
        let (bearer, key) = (format!("Bearer {token}"), key());
        let headers = [
            ("authorization", bearer.as_str()),
            ("if-match", "\"3\""),
            ("idempotency-key", &key),
            ("content-type", "application/json"),
        ];

        let path = "/api/v1/appeals/current/withdraw";
        let reply = world.send(Method::POST, path, &headers, "{}").await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        let first = received.wait(1).await;
        world.clock.forward_s(2);
        let posts = received.wait(2).await;

        assert_eq!(posts[0].1, posts[1].1);
        assert_eq!(posts[0].0["webhook-id"], posts[1].0["webhook-id"]);
        let (headers, body) = first[0].clone();
        let text = |name: &str| headers[name].to_str().unwrap().to_owned();
        let at_s: i64 = text("webhook-timestamp").parse().unwrap();
        assert_eq!(text("webhook-signature"), sign(&SECRET, &text("webhook-id"), at_s, &body));
        let news: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(
            news,
            json!({
                "type": "appeal.withdrawn",
                "timestamp": "2027-01-01T00:00:00Z",
                "data": {
                    "id": id,
                    "number": NUMBER,
                    "needs": ["phone"],
                    "kind": "individual",
                    "submitted_at": "2027-01-01T00:00:00Z",
                },
            })
        );
    });
}

/// APL-07: a decision of the ticket system is carried out like a reviewer's, and named as its.
#[test]
fn a_decision_is_taken_back() {
    for database in BOTH {
        run(database, |mut world| async move {
            with_secret(&mut world).await;
            let id = file(&world, NUMBER, "in_review", Some("solo")).await;
            let ask = json!({
                "number": NUMBER, "decision": "ask", "materials": ["other"], "note": "x",
                "until": "7d",
            });

            let asked = decide(&world, "msg_1", &ask).await;
            assert_eq!(asked.status, 204, "{}", asked.body);
            assert_eq!(state(&world, &id).await, "more_asked");
            let approve = json!({ "number": NUMBER, "decision": "approve" });
            assert_eq!(decide(&world, "msg_2", &approve).await.status, 204);

            assert_eq!(state(&world, &id).await, "approved");
            let who = "SELECT who FROM appeal_events WHERE appeal_id = $1 AND what = 'approved'";
            assert_eq!(column(&world, &id, who).await.as_deref(), Some("webhook"));
            let reviewer = "SELECT reviewer FROM reviews WHERE appeal_id = $1 AND what = 'approve'";
            assert_eq!(column(&world, &id, reviewer).await.as_deref(), Some("webhook"));
        });
    }
}

/// TOK-02: a message that comes again does nothing, also 8 at once.
#[test]
fn a_repetition_does_nothing() {
    for database in BOTH {
        run(database, |mut world| async move {
            with_secret(&mut world).await;
            file(&world, NUMBER, "in_review", Some("solo")).await;
            let ask = json!({
                "number": NUMBER, "decision": "ask", "materials": ["other"], "until": "7d",
            });

            let mut replies = Vec::new();
            for _ in 0..2 {
                let (a, b, c, d) = tokio::join!(
                    decide(&world, "msg_1", &ask),
                    decide(&world, "msg_1", &ask),
                    decide(&world, "msg_1", &ask),
                    decide(&world, "msg_1", &ask),
                );
                replies.extend([a, b, c, d]);
            }

            assert!(replies.iter().all(|reply| reply.status == 204));
            let asked = "SELECT COUNT(*) FROM appeal_events WHERE what = 'more_asked'";
            assert_eq!(world.count(asked).await, 1);
        });
    }
}

/// TOK-02: nothing is taken that is unsigned, signed by another, changed, or old.
#[test]
fn what_is_not_signed_is_refused() {
    run(Database::Sqlite, |mut world| async move {
        let id = file(&world, NUMBER, "in_review", Some("solo")).await;
        let body = json!({ "number": NUMBER, "decision": "approve" }).to_string();
        let at_s = now_s(&world);
        let right = sign(&SECRET, "msg", at_s, &body);

        // Without a secret there is no such operation.
        assert_eq!(send(&world, ("msg", at_s, &right), &body).await.status, 404);
        with_secret(&mut world).await;
        let other = sign(&[8; 32], "msg", at_s, &body);
        let old = sign(&SECRET, "msg", at_s - 301, &body);
        let early = sign(&SECRET, "msg", at_s + 301, &body);
        for (headers, body) in [
            (("msg", at_s, ""), body.clone()),
            (("msg", at_s, other.as_str()), body.clone()),
            (("other", at_s, &right), body.clone()),
            (("msg", at_s, &right), body.replace("approve", "refuse")),
            (("msg", at_s - 301, &old), body.clone()),
            (("msg", at_s + 301, &early), body.clone()),
        ] {
            assert_eq!(send(&world, headers, &body).await.status, 401, "{headers:?}");
        }
        assert_eq!(state(&world, &id).await, "in_review");

        assert_eq!(send(&world, ("msg", at_s, &right), &body).await.status, 204);
        assert_eq!(state(&world, &id).await, "approved");
    });
}

/// A decision that does not fit says so, and its message may come again when it does.
#[test]
fn what_does_not_fit_is_refused() {
    run(Database::Sqlite, |mut world| async move {
        with_secret(&mut world).await;
        file(&world, NUMBER, "withdrawn", Some("solo")).await;
        let open = file(&world, "RA-0000-0001", "in_review", Some("solo")).await;
        let of = |number: &str, decision: &str| json!({ "number": number, "decision": decision });

        for (body, status) in [
            (of(NUMBER, "approve"), 409),
            (of("RA-0000-0009", "approve"), 404),
            (of("RA-0000-0001", "set_password"), 400),
            (of("RA-0000-0001", "refuse"), 400),
            (json!([]), 400),
        ] {
            assert_eq!(decide(&world, "msg", &body).await.status, status, "{body}");
        }
        assert_eq!(state(&world, &open).await, "in_review");
        assert_eq!(decide(&world, "msg", &of("RA-0000-0001", "approve")).await.status, 204);
        assert_eq!(world.count("SELECT COUNT(*) FROM webhooks_taken").await, 1);
    });
}

/// What a person submits is told, at first and when more was asked for, without what they wrote.
#[test]
fn a_new_appeal_and_its_answer_are_told() {
    run(Database::Sqlite, |mut world| async move {
        let received = receiver(&mut world, 0).await;
        let mut person = Appellant::begin(&world).await;
        person.submit("A story that stays here.").await;
        let ask = json!({
            "number": person.number(), "decision": "ask", "materials": ["other"], "until": "7d",
        });
        assert_eq!(decide(&world, "msg_1", &ask).await.status, 204);
        person.look().await;
        world.clock.forward_s(60);
        person.upload("other", "b.jpg", photo()).await;
        person.does("/supplement", json!({ "note": "And this, too." })).await;

        let posts = received.wait(2).await;

        let kinds: Vec<_> = posts
            .iter()
            .map(|(_, body)| serde_json::from_str::<Value>(body).unwrap()["type"].clone())
            .collect();
        assert_eq!(kinds, ["appeal.submitted", "appeal.supplemented"]);
        for (_, body) in &posts {
            assert!(body.contains(&person.number()));
            for personal in ["solo", "王伟", "story", "And this", "13900139000", "IMG_"] {
                assert!(!body.contains(personal), "{body}");
            }
        }
    });
}

/// APL-05: a harmful file is refused, and while the scanner does not answer none is taken.
#[test]
fn a_file_waits_for_the_scanner() {
    run(Database::Sqlite, |mut world| async move {
        let scanner = format!("tcp://{}", world.sandbox.scanner);
        world
            .restart(|config| {
                config.appeal_scanner = scanner;
                config.appeal_scanner_s = 1;
            })
            .await;
        let mut person = Appellant::begin(&world).await;
        let answers = json!({ "needs": ["phone"], "kind": "individual", "filer": "holder" });
        person.does("/answers", json!({ "answers": answers })).await;
        person.does("/move", json!({ "to": "fill_in" })).await;

        for mode in [ScannerMode::Down, ScannerMode::Slow, ScannerMode::Error] {
            world.sandbox.set_scanner(mode);
            let reply = person.upload("holder_id", "a.jpg", photo()).await;
            assert_eq!(reply.status, 503, "{mode:?} {}", reply.body);
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM appeal_files").await, 0);
        let left = std::fs::read_dir(&world.config.appeal_directory);
        assert_eq!(left.map_or(0, Iterator::count), 0);
        world.sandbox.set_scanner(ScannerMode::Up);
        let infected = format!("%PDF-1.4\n{}\n%%EOF", eicar()).into_bytes();
        let reply = person.upload("holder_id", "a.pdf", infected).await;
        assert_eq!((reply.status.as_u16(), reply.json["reason"].as_str()), (422, Some("harmful")));
        assert_eq!(person.upload("holder_id", "a.jpg", photo()).await.status, 201);
    });
}

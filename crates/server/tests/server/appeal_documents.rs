//! What is taken as a document of an appeal, and how it lies there.

use crate::{
    appellant::{Appellant, photo},
    documents::{bomb, pdf, png, stored},
    on_both_databases,
    world::*,
};
use serde_json::json;

const TOO_MUCH: usize = 11 << 20;

/// How many files the draft has, in the table and in the folder.
async fn kept(world: &World) -> (i64, usize) {
    (world.count("SELECT COUNT(*) FROM appeal_files").await, stored(world).len())
}

#[track_caller]
fn assert_refused(reply: &Reply, reason: &str) {
    assert_eq!(reply.expect_problem("file_refused").status, 422);
    assert_eq!(reply.json["reason"], reason);
}

/// An upload whose type is declared by the end of its name.
async fn gives(person: &Appellant<'_>, name: &str, content: Vec<u8>) -> Reply {
    let declared = match name.rsplit_once('.').map(|(_, end)| end) {
        Some("pdf") => "application/pdf",
        Some("png") => "image/png",
        _ => "image/jpeg",
    };
    person.uploads(&key(), ("other", name, declared), content).await
}

on_both_databases! {
    /// APL-01, APL-02: a JPEG, a PNG and a PDF are taken; each fault is refused with its reason, and
    /// what was given before stays. (A file that is taken does not change the version.)
    async fn a_refused_file_says_why_and_the_others_stay(world: World) {
        let mut person = Appellant::begin(&world).await;
        person.reaches_form().await;
        for (name, content) in [("a.jpg", photo()), ("b.png", png()), ("c.pdf", pdf(""))] {
            assert_eq!(gives(&person, name, content).await.status, 201, "{name}");
            world.clock.forward_s(1);
        }
        person.look().await;
        let before = person.appeal.clone();
        let kinds = before["step"]["files"].as_array().unwrap().iter();
        assert_eq!(kinds.map(|file| &file["kind"]).collect::<Vec<_>>(), ["jpeg", "png", "pdf"]);

        let half = |mut bytes: Vec<u8>| {
            bytes.truncate(bytes.len() / 2);
            bytes
        };
        let script = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>";
        for (name, content, reason) in [
            ("a.jpg", vec![], "empty"),
            ("a.jpg", vec![0; TOO_MUCH], "too_large"),
            ("a.jpg", b"GIF89a not one of these".to_vec(), "wrong_type"),
            ("a.jpg", b"<svg onload=alert(1)>".to_vec(), "wrong_type"),
            ("a.png", photo(), "other_type"),
            ("a.jpg.exe", photo(), "other_type"),
            ("a.pdf", png(), "other_type"),
            ("a.png", bomb(), "too_many_pixels"),
            ("a.png", half(png()), "damaged"),
            ("a.jpg", half(photo()), "damaged"),
            ("a.pdf", half(pdf("")), "damaged"),
            ("a.pdf", pdf(script), "active"),
        ] {
            assert_refused(&gives(&person, name, content).await, reason);
        }
        let none = person.uploads(&key(), ("passport", "a.jpg", "image/jpeg"), photo()).await;
        none.expect_problem("malformed");

        person.look().await;
        assert_eq!(person.appeal, before);
        assert_eq!(kept(&world).await, (3, 3));
        person.upload("other", "d.jpg", photo()).await;
        person.upload("holder_id", "e.jpg", photo()).await;
        assert_refused(&gives(&person, "f.jpg", photo()).await, "too_many");
        assert_eq!(kept(&world).await, (5, 5));
        let id = person.appeal["step"]["files"][0]["id"].clone();
        person.does("/files/remove", json!({ "id": id })).await;
        assert_eq!(kept(&world).await, (4, 4));
        assert_eq!(gives(&person, "f.jpg", photo()).await.status, 201);
    }

    /// APL-03, APL-04: a file lies under a generated name, for the server's user alone, without what
    /// the camera wrote into it; its own name is only shown, and no path serves it.
    async fn a_file_lies_where_nobody_is_served(world: World) {
        let mut person = Appellant::begin(&world).await;
        person.reaches_form().await;
        let names = ["..%2F..%2Fetc%2Fpasswd.jpg", "%3Cb%3E.jpg", "C%3A%5Cfakepath%5Cb.jpg",
            "%E7%8E%8B%E4%BC%9F.jpg"];
        for name in names {
            assert_eq!(gives(&person, name, photo()).await.status, 201, "{name}");
            world.clock.forward_s(1);
        }
        for name in ["a%00.jpg", "a%0Ab.jpg", "a%E2%80%AEgpj.jpg"] {
            assert_refused(&gives(&person, name, photo()).await, "other_type");
        }
        gives(&person, "a%FF.jpg", photo()).await.expect_problem("malformed");

        person.look().await;
        let files = person.appeal["step"]["files"].as_array().unwrap().clone();
        let labels: Vec<_> = files.iter().map(|file| file["label"].as_str().unwrap()).collect();
        assert_eq!(labels, ["passwd.jpg", "<b>.jpg", "b.jpg", "王伟.jpg"]);
        assert_eq!(stored(&world).len(), 4);
        for path in stored(&world) {
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(name.len() >= 20 && !name.contains('.'), "{name}");
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            }
            let content = std::fs::read(&path).unwrap();
            for trace in [b"Exif".as_slice(), b"GPS-31"] {
                assert!(!content.windows(trace.len()).any(|part| part == trace));
            }
            let bearer = format!("Bearer {}", person.token());
            for folder in ["", "/appeals", "/data/appeals", "/api/v1/appeals/current/files", "/.."] {
                let path = format!("{folder}/{name}");
                let reply = world.get(&path, &[("authorization", &bearer)]).await;
                assert!(!reply.body.starts_with('\u{fffd}'), "{path}");
                assert!(!reply.header("content-type").starts_with("image/"), "{path}");
                assert_ne!(reply.body.len(), content.len(), "{path}");
            }
        }
        for file in &files {
            let id = file["id"].as_str().unwrap();
            let bearer = format!("Bearer {}", person.token());
            let path = format!("/api/v1/appeals/current/files/{id}");
            assert_eq!(world.get(&path, &[("authorization", &bearer)]).await.status, 404);
        }
        let clear = "SELECT COUNT(*) FROM appeal_files WHERE label LIKE '%passwd%'";
        assert_eq!(world.count(clear).await, 0);
    }

    /// APL-02: nobody without a draft at its form can give anything, whatever its size.
    async fn a_file_needs_a_draft_at_its_form(world: World) {
        let mut person = Appellant::begin(&world).await;
        for content in [photo(), vec![0; TOO_MUCH]] {
            gives(&person, "a.jpg", content.clone()).await.expect_problem("stale_version");
            let headers = [("idempotency-key", "test-key-without-token"),
                ("content-type", "image/jpeg"), ("regain-material", "other")];
            let path = "/api/v1/appeals/current/files";
            let reply = world.send(reqwest::Method::POST, path, &headers, content).await;
            assert_eq!(reply.expect_problem("recovery_expired").status, 401);
        }
        person.reaches_review("lost").await;
        person.does("/submit", json!({})).await;
        gives(&person, "a.jpg", photo()).await.expect_problem("stale_version");
        assert_eq!(kept(&world).await, (1, 1));
    }
}

//! The files of an appeal: taken once, within limits, and out of reach.

use crate::{appeal_client::*, appeal_draft::futures, on_both_databases, world::*};
use regain_sandbox::{ScannerMode, eicar};
use serde_json::json;
use std::{collections::BTreeSet, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const MOST: usize = 10 * 1024 * 1024;
const CHUNK: usize = 64 * 1024;

async fn at_form(world: &World) -> Filing<'_> {
    let mut filing = begin(world).await;
    filing.open_form(individual()).await;
    filing
}

fn stored(world: &World) -> usize {
    std::fs::read_dir(&world.config.appeal_directory).map_or(0, Iterator::count)
}

/// Opens a connection and sends the head of an upload with this way to say the length.
async fn connected(filing: &Filing<'_>, key: &str, length: &str) -> TcpStream {
    let world = filing.world;
    let mut socket = TcpStream::connect(world.server().address).await.unwrap();
    let head = format!(
        "POST /api/v1/appeals/current/files HTTP/1.1\r\nHost: localhost\r\n\
         Authorization: Bearer {}\r\nIdempotency-Key: {key}\r\n\
         Content-Type: application/octet-stream\r\nRegain-Material: holder_id\r\n\
         Regain-File-Name: scan.png\r\nConnection: close\r\n{length}\r\n\r\n",
        filing.token
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    socket
}

/// Sends one chunk of a body without a length.
async fn chunk(socket: &mut TcpStream) -> std::io::Result<()> {
    socket.write_all(format!("{CHUNK:x}\r\n").as_bytes()).await?;
    socket.write_all(&vec![b'x'; CHUNK]).await?;
    socket.write_all(b"\r\n").await
}

on_both_databases! {
    /// APL-06: an upload that is cut at 10, 50 and 99 % and tried again with the same key is there once.
    async fn a_cut_upload_leaves_one_copy(world: World) {
        let mut filing = at_form(&world).await;
        let (once, bytes) = (key(), picture(3));
        for percent in [10, 50, 99] {
            let length = format!("Content-Length: {}", bytes.len());
            let mut socket = connected(&filing, &once, &length).await;
            socket.write_all(&bytes[..bytes.len() * percent / 100]).await.unwrap();
            socket.flush().await.unwrap();
            tokio::time::sleep(Duration::from_millis(50)).await;
            drop(socket);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(stored(&world), 0);

        let first = filing.upload(&once, "holder_id", "scan.png", bytes.clone()).await;
        let again = filing.upload(&once, "holder_id", "scan.png", bytes.clone()).await;

        assert_eq!(first.status, 201, "{}", first.body);
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        filing.read().await;
        assert_eq!(filing.appeal["step"]["files"].as_array().unwrap().len(), 1);
        assert_eq!(stored(&world), 1);
        let other = filing.upload(&once, "holder_id", "scan.png", picture(4)).await;
        other.expect_problem("key_reused");
    }

    /// APL-06: the same upload many times at once is one copy and one answer.
    async fn parallel_uploads_of_one_key_are_one(world: World) {
        let filing = at_form(&world).await;
        let (once, bytes) = (key(), picture(5));

        let replies = futures(8, || {
            filing.upload(&once, "holder_id", "scan.png", bytes.clone())
        })
        .await;

        let bodies: BTreeSet<_> = replies.iter().map(|reply| reply.body.clone()).collect();
        assert_eq!(bodies.len(), 1, "{bodies:#?}");
        assert_eq!(world.count("SELECT COUNT(*) FROM appeal_files").await, 1);
        assert_eq!(stored(&world), 1);
    }

    /// APL-06: a repeated upload is answered as before when there is no room and no scanner any more.
    async fn a_repeated_upload_needs_no_room(mut world: World) {
        let filing = at_form(&world).await;
        let (once, bytes) = (key(), picture(5));
        let first = filing.upload(&once, "holder_id", "a.png", bytes.clone()).await;
        for number in 1..5 {
            let reply = filing.upload(&key(), "other", "b.png", picture(number)).await;
            assert_eq!(reply.status, 201);
        }
        let token = filing.token.clone();
        world.restart(|config| config.appeal_scanner = "tcp://127.0.0.1:9".into()).await;
        let filing = Filing::with_token(&world, &token);

        let again = filing.upload(&once, "holder_id", "a.png", bytes).await;
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        let sixth = filing.upload(&key(), "other", "c.png", picture(9)).await;
        sixth.expect_problem("file_refused");
        assert_eq!(sixth.json["reason"], "too_many");
    }

    /// APL-02: of many uploads at once no more than five stay.
    async fn five_files_are_the_most(world: World) {
        let filing = at_form(&world).await;
        let replies = futures(16, || async {
            filing.upload(&key(), "other", "scan.png", picture(7)).await
        })
        .await;

        assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 5);
        let refused = replies.iter().filter(|reply| reply.status != 201);
        assert!(refused.clone().all(|reply| reply.json["reason"] == "too_many"));
        assert_eq!(world.count("SELECT COUNT(*) FROM appeal_files").await, 5);
        assert_eq!(stored(&world), 5);
    }

    /// APL-02: 11 MiB are refused with and without a length, and nothing of them is kept.
    async fn what_is_too_large_is_refused(world: World) {
        let filing = at_form(&world).await;
        let reply = filing.upload(&key(), "holder_id", "a.png", vec![0; MOST + 1]).await;
        reply.expect_problem("file_refused");
        assert_eq!(reply.json["reason"], "too_large");

        let mut socket = connected(&filing, &key(), "Transfer-Encoding: chunked").await;
        for _ in 0..(11 * 16) {
            chunk(&mut socket).await.unwrap();
        }
        socket.write_all(b"0\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).await.unwrap();

        assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
        assert!(answer.contains("too_large"), "{answer}");
        assert_eq!(stored(&world), 0);
    }

    /// APL-02: a body without an end is read twice the size of a file and no further: memory holds
    /// one file for each place, whatever is sent.
    async fn a_body_without_an_end_is_cut_off(world: World) {
        let filing = at_form(&world).await;
        let mut socket = connected(&filing, &key(), "Transfer-Encoding: chunked").await;
        let mut sent = 0;
        while sent < 512 * 1024 * 1024 && chunk(&mut socket).await.is_ok() {
            sent += CHUNK;
        }

        // What the system itself holds for a connection comes on top.
        assert!(sent < 2 * MOST + 32 * 1024 * 1024, "{sent} bytes were taken");
        assert_eq!(stored(&world), 0);
        let reply = filing.upload(&key(), "holder_id", "a.png", picture(1)).await;
        assert_eq!(reply.status, 201);
    }

    /// APL-02: so many files are taken in at once; who comes then waits for a place, and gets it.
    async fn uploads_wait_for_a_place(mut world: World) {
        world.restart(|config| config.appeal_uploads = 1).await;
        let filing = at_form(&world).await;
        let slow = connected(&filing, &key(), "Content-Length: 1000").await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        let waiting = key();
        let upload = filing.upload(&waiting, "holder_id", "a.png", picture(1));
        tokio::pin!(upload);
        let early = tokio::time::timeout(Duration::from_millis(500), &mut upload).await;
        assert!(early.is_err(), "it did not wait");

        drop(slow);
        assert_eq!(upload.await.status, 201);
    }

    /// APL-02: tries are limited for an appeal and for an address, refused ones included.
    async fn tries_are_limited(mut world: World) {
        world.restart(|config| config.appeal_uploads_per_appeal = 3).await;
        let filing = at_form(&world).await;
        for _ in 0..3 {
            let reply = filing.upload(&key(), "other", "a.png", b"nothing".to_vec()).await;
            reply.expect_problem("file_refused");
        }
        let reply = filing.upload(&key(), "other", "a.png", picture(1)).await;
        reply.expect_problem("throttled");
        let other = at_form(&world).await;
        assert_eq!(other.upload(&key(), "other", "a.png", picture(1)).await.status, 201);

        world.restart(|config| config.appeal_uploads_per_address = 4).await;
        let other = at_form(&world).await;
        let reply = other.upload(&key(), "other", "a.png", picture(1)).await;
        reply.expect_problem("throttled");
    }

    /// What is no file of ours is refused with its reason, and the others stay.
    async fn a_refused_file_says_why(world: World) {
        let mut filing = at_form(&world).await;
        assert_eq!(filing.give("holder_id").await.status, 201);
        for (name, bytes, reason) in [
            ("a.png", vec![], "empty"),
            ("a.png", b"<html><script>alert(1)</script>".to_vec(), "wrong_type"),
            ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "wrong_type"),
            ("a.pdf", picture(1), "other_type"),
            ("a.php.png", picture(1), "other_type"),
            ("a.png%00.exe", picture(1), "other_type"),
            ("a.png", picture(1)[..40].to_vec(), "damaged"),
            ("a.pdf", b"%PDF-1.7\ngarbage".to_vec(), "damaged"),
        ] {
            let reply = filing.upload(&key(), "other", name, bytes).await;
            reply.expect_problem("file_refused");
            assert_eq!(reply.json["reason"], reason, "{name} {}", reply.body);
        }
        filing.read().await;
        assert_eq!(filing.appeal["step"]["files"].as_array().unwrap().len(), 1);
        assert_eq!(stored(&world), 1);
    }

    /// APL-04: whatever the name, the file lies under a generated one in its folder, readable by the
    /// server alone, and no path serves it.
    async fn files_lie_out_of_reach(world: World) {
        let mut filing = at_form(&world).await;
        let names = ["..%2F..%2F..%2Fetc%2Fpasswd.png", "%2Ftmp%2Fx.png", "C%3A%5Cx.png",
            "%E7%85%A7%E7%89%87.png"];
        for name in names {
            let reply = filing.upload(&key(), "other", name, picture(2)).await;
            assert_eq!(reply.status, 201, "{name} {}", reply.body);
        }
        filing.read().await;
        let files = filing.appeal["step"]["files"].as_array().unwrap();
        let mut labels: Vec<_> = files.iter().map(|file| file["label"].as_str().unwrap()).collect();
        labels.sort_unstable();
        assert_eq!(labels, ["passwd.png", "x.png", "x.png", "照片.png"]);

        for entry in std::fs::read_dir(&world.config.appeal_directory).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            assert!(name.len() == 32 && name.bytes().all(|b| b.is_ascii_hexdigit()), "{name}");
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600);
                let folder = std::fs::metadata(&world.config.appeal_directory).unwrap();
                assert_eq!(folder.permissions().mode() & 0o777, 0o700);
            }
            let bearer = format!("Bearer {}", filing.token);
            let id = files[0]["id"].as_str().unwrap();
            for path in [
                format!("/{name}"),
                format!("/data/appeals/{name}"),
                format!("/appeals/{name}"),
                format!("/api/v1/appeals/current/files/{name}"),
                format!("/api/v1/appeals/current/files/{id}"),
                format!("/api/v1/appeals/current/files?id={id}"),
            ] {
                let reply = world.get(&path, &[("authorization", &bearer)]).await;
                assert!(!reply.status.is_success(), "{path} {}", reply.status);
                assert!(!reply.body.contains("PNG"), "{path}");
            }
        }
    }

    /// APL-05, REL-13: while the scanner is down, slow or broken nothing is taken, and what it finds is
    /// refused; nothing of either is kept.
    async fn without_a_scanner_nothing_is_taken(mut world: World) {
        let scanner = format!("tcp://{}", world.sandbox.scanner);
        world.restart(|config| {
            config.appeal_scanner = scanner;
            config.appeal_scanner_s = 1;
        })
        .await;
        let filing = at_form(&world).await;
        for mode in [ScannerMode::Down, ScannerMode::Slow, ScannerMode::Error, ScannerMode::Garbage] {
            world.sandbox.set_scanner(mode);
            let reply = filing.upload(&key(), "other", "a.png", picture(1)).await;
            reply.expect_problem("provider_unavailable");
        }
        assert_eq!(stored(&world), 0);
        world.sandbox.set_scanner(ScannerMode::Up);
        let harmful = pdf(&eicar());
        let reply = filing.upload(&key(), "other", "a.pdf", harmful).await;
        reply.expect_problem("file_refused");
        assert_eq!(reply.json["reason"], "harmful");
        assert_eq!(stored(&world), 0);

        let reply = filing.upload(&key(), "other", "a.png", picture(1)).await;
        assert_eq!(reply.status, 201);
        assert_eq!(stored(&world), 1);
    }

    /// A file that was taken away is gone from the folder too.
    async fn a_removed_file_is_gone(world: World) {
        let mut filing = at_form(&world).await;
        filing.give("holder_id").await;
        let id = filing.appeal["step"]["files"][0]["id"].clone();
        let stranger = at_form(&world).await;
        let reply = stranger.command_as("/files/remove", &key(), &json!({ "id": id })).await;
        reply.expect_problem("stale_version");
        filing.command("/files/remove", json!({ "id": id })).await.expect_step("fill_in");

        assert_eq!(stored(&world), 0);
        assert_eq!(world.count("SELECT COUNT(*) FROM appeal_files").await, 0);
    }

    /// An upload without a token, a key, a known material or a readable name is refused.
    async fn an_upload_says_what_it_is(world: World) {
        let filing = at_form(&world).await;
        for (key, material, name) in [
            ("short", "other", "a.png"),
            ("a-key-that-is-long-enough", "passport", "a.png"),
            ("a-key-that-is-long-enough", "", "a.png"),
            ("a-key-that-is-long-enough", "business_licence", "a.png"),
            ("a-key-that-is-long-enough", "other", "%FF%FE.png"),
        ] {
            let reply = filing.upload(key, material, name, picture(1)).await;
            reply.expect_problem("malformed");
        }
        let nobody = Filing::with_token(&world, &"x".repeat(43));
        let reply = nobody.upload(&key(), "other", "a.png", picture(1)).await;
        reply.expect_problem("recovery_expired");
    }
}

/// A PDF of one page whose content is this text.
fn pdf(text: &str) -> Vec<u8> {
    let mut file = String::from("%PDF-1.4\n");
    let mut offsets = vec![];
    for object in [
        "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n".to_owned(),
        "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n".to_owned(),
        "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n"
            .to_owned(),
        format!("4 0 obj\n<< /Length {} >>\nstream\n{text}\nendstream\nendobj\n", text.len()),
    ] {
        offsets.push(file.len());
        file.push_str(&object);
    }
    let start = file.len();
    file.push_str("xref\n0 5\n0000000000 65535 f \n");
    for offset in offsets {
        file.push_str(&format!("{offset:010} 00000 n \n"));
    }
    file.push_str(&format!("trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"));
    file.into_bytes()
}

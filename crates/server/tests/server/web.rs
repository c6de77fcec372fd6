//! Headers, pages and assets (WEB). The pages do not touch the database: SQLite is enough.

use crate::world::*;
use reqwest::Method;
use std::{
    fs,
    path::{Path, PathBuf},
};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self' 'sha256-abc='; connect-src 'self'; img-src 'self'; form-action 'self'; \
    base-uri 'none'; object-src 'none'; manifest-src 'self'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'; report-uri /api/v1/csp-reports";

/// A small `dist` in a folder of its own.
pub struct Dist(PathBuf);

impl Dist {
    pub fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("regain-dist-{}-{name}", std::process::id()));
        fs::create_dir_all(folder.join("assets")).unwrap();
        let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
        write("index.html", "english");
        write("index.html.br", "english in brotli");
        write("index.html.gz", "english in gzip");
        write("index.zh-CN.html", "chinese");
        write("index.zh-TW.html", "taiwan");
        write("index.pt-BR.html", "brazil");
        write("index.ar.html", "arabic");
        write("frame.html", "<head><!--regain:ancestors--></head>framed");
        write("frame.html.br", "framed in brotli, without ancestors");
        write("frame.de.html", "<head><!--regain:ancestors--></head>gerahmt");
        write("favicon.svg", "<svg/>");
        write("assets/app-0123.js", "script");
        write("assets/app-0123.js.br", "script in brotli");
        write("assets/app-0123.wasm", "wasm");
        write("integrity.json", r#"{ "files": {}, "style_hashes": ["sha256-abc="] }"#);
        Self(folder)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Dist {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn with_pages<F: Future<Output = ()>>(name: &str, scenario: impl FnOnce(World) -> F) {
    let dist = Dist::new(name);
    run(Database::Sqlite, async |mut world: World| {
        world.restart(|config| config.dist = dist.path().into()).await;
        scenario(world).await;
    });
}

/// Every kind of answer: pages, assets, operations, and errors 400 to 503.
async fn one_of_each(world: &World) -> Vec<Reply> {
    let key = key();
    let json = [("content-type", "application/json"), ("idempotency-key", key.as_str())];
    let large = "x".repeat(70_000);
    let mut all = Vec::new();
    for path in [
        "/",
        "/methods",
        "/no-such-page",
        "/assets/app-0123.js",
        "/assets/none.js",
        "/frame",
        "/favicon.svg",
        "/healthz",
        "/readyz",
        "/.well-known/change-password",
        "/.well-known/none",
        "/api/none",
        "/api/v1/none",
        "/api/v1/recoveries",
        "/api/v1/recoveries/current",
    ] {
        all.push(world.get(path, &[]).await);
    }
    for (method, path, headers, body) in [
        (Method::POST, "/api/v1/recoveries", &json[..], "{"),
        (Method::POST, "/api/v1/recoveries", &json[..], large.as_str()),
        (Method::POST, "/api/v1/recoveries", &json[..1], "{}"),
        (Method::POST, "/api/v1/recoveries", &json[1..], "{}"),
        (Method::DELETE, "/api/v1/recoveries", &[][..], ""),
        (Method::OPTIONS, "/api/v1/recoveries", &[][..], ""),
        (Method::POST, "/", &[][..], ""),
        (Method::POST, "/api/v1/csp-reports", &[][..], "x"),
    ] {
        all.push(world.send(method, path, headers, body.to_owned()).await);
    }
    all.push(world.begin_with(&crate::world::key(), &begin_body("solo")).await);
    let throttled = world.begin_with(&crate::world::key(), &begin_body("solo")).await;
    throttled.expect_problem("throttled");
    all.push(throttled);
    world.execute("ALTER TABLE recoveries RENAME TO gone").await;
    let token = format!("Bearer {}", "a".repeat(43));
    let broken = world.get("/api/v1/recoveries/current", &[("authorization", &token)]).await;
    assert_eq!(broken.status, 503);
    all.push(broken);
    all
}

/// WEB-01, WEB-02, WEB-03, WEB-07, TOK-08, WEB-10: every answer has the strict policy (no
/// unsafe-inline, no unsafe-eval, Trusted Types required and no policy of them allowed) and the other
/// security headers; nothing but hashed assets may be stored.
#[test]
fn every_answer_has_the_security_headers() {
    with_pages("headers", async |mut world| {
        world.restart(|config| config.begins_per_address = 1).await;
        let all = one_of_each(&world).await;

        let mut statuses: Vec<_> = all.iter().map(|reply| reply.status.as_u16()).collect();
        statuses.sort_unstable();
        statuses.dedup();
        assert_eq!(statuses, [200, 201, 204, 302, 400, 401, 404, 405, 413, 415, 429, 503]);
        for reply in &all {
            assert_eq!(reply.header("content-security-policy"), POLICY);
            assert_eq!(reply.header("referrer-policy"), "no-referrer");
            assert_eq!(reply.header("x-content-type-options"), "nosniff");
            assert_eq!(reply.header("cross-origin-opener-policy"), "same-origin");
            let is_asset = reply.body == "script";
            let resource_policy = if is_asset { "cross-origin" } else { "same-origin" };
            assert_eq!(reply.header("cross-origin-resource-policy"), resource_policy);
            assert!(reply.headers.get("x-frame-options").is_none());
            assert!(reply.header("permissions-policy").contains("camera=()"));
            assert_eq!(reply.header("strict-transport-security"), "");
            assert!(reply.headers.get("set-cookie").is_none());
            let expected =
                if is_asset { "public, max-age=31536000, immutable" } else { "no-store" };
            assert_eq!(reply.header("cache-control"), expected);
        }
        assert_eq!(all.iter().filter(|reply| reply.body == "script").count(), 1);
    });
}

/// FAC-08: the camera is open to the documents of the face step and of a hand-off, and to nothing
/// else: no other page, no asset, no operation, no error.
#[test]
fn only_the_face_pages_may_use_the_camera() {
    with_pages("camera", async |mut world| {
        for path in ["/verify/face", "/hand-off", "/verify/face?lang=zh-CN", "/hand-off?response=x"]
        {
            let reply = world.get(path, &[]).await;
            assert_eq!(reply.status, 200, "{path}");
            let policy = reply.header("permissions-policy");
            assert!(policy.contains("camera=(self)"), "{path}: {policy}");
            assert!(policy.contains("microphone=()") && !policy.contains("camera=()"), "{policy}");
        }
        for path in [
            "/",
            "/methods",
            "/verify/phone",
            "/verify/email",
            "/verify/alipay",
            "/verify/administrator",
            "/password",
            "/done",
            "/username",
            "/appeal",
            "/appeal/status",
            "/approve",
            "/ended",
            "/verify/face/",
            "/verify/face/x",
            "/Verify/Face",
            "/hand-off/",
            "//hand-off",
            "/hand-offs",
            "/no-such-page",
            "/assets/app-0123.js",
            "/api/v1/recoveries/current/face/start",
            "/api/v1/hand-offs/current",
        ] {
            let reply = world.get(path, &[]).await;
            assert!(reply.header("permissions-policy").contains("camera=()"), "{path}");
        }
        let posted = world.send(Method::POST, "/hand-off", &[], "").await;
        assert!(posted.header("permissions-policy").contains("camera=()"));
        world.restart(|config| config.dist = "/nonexistent".into()).await;
        let unbuilt = world.get("/hand-off", &[]).await;
        assert!(unbuilt.header("permissions-policy").contains("camera=()"));
    });
}

/// WEB-07: over https the answers ask for https for a year, subdomains included.
#[test]
fn https_is_asked_for_where_it_is_used() {
    with_pages("https", async |mut world| {
        world.restart(|config| config.public_url = "https://recover.example".into()).await;

        let reply = world.get("/", &[]).await;

        let expected = "max-age=31536000; includeSubDomains";
        assert_eq!(reply.header("strict-transport-security"), expected);
    });
}

/// WEB-05, WEB-06: the bytes of the build reach the browser unchanged: the server adds no script,
/// no style, and picks the form that the browser accepts.
#[test]
fn pages_and_assets_are_sent_as_built() {
    with_pages("bytes", async |world| {
        let get = async |path: &str, headers: &[(&str, &str)]| world.get(path, headers).await;
        let plain = get("/", &[]).await;
        assert_eq!((plain.body.as_str(), plain.header("content-encoding")), ("english", ""));
        assert_eq!(plain.header("content-type"), "text/html; charset=utf-8");
        let brotli = get("/", &[("accept-encoding", "gzip, deflate, br, zstd")]).await;
        assert_eq!(brotli.header("content-encoding"), "br");
        assert_eq!(brotli.body, "english in brotli");
        let gzip = get("/", &[("accept-encoding", "gzip, br;q=0")]).await;
        assert_eq!(gzip.body, "english in gzip");
        let vary: Vec<_> =
            gzip.headers.get_all("vary").iter().map(|v| v.to_str().unwrap()).collect();
        assert_eq!(vary, ["Accept-Encoding", "Accept-Language"]);
        let chinese = get("/methods", &[("accept-language", "zh-CN,zh;q=0.9")]).await;
        assert_eq!((chinese.status.as_u16(), chinese.body.as_str()), (200, "chinese"));
        assert_eq!(get("/?lang=zh-CN", &[]).await.body, "chinese");
        for (path, accepted, body) in [
            ("/?locale=zh-TW", "en", "taiwan"),
            ("/methods?locale=pt-PT", "zh-CN", "brazil"),
            ("/", "zh-HK, zh;q=0.8", "taiwan"),
            ("/", "de;q=0, pt-PT;q=0.4, it", "brazil"),
            ("/done", "en;q=0.7, ar-EG;q=0.9", "arabic"),
            // Spoken, but not built.
            ("/?locale=de", "ar", "english"),
            ("/", "ko, ar;q=0.9", "english"),
            ("/", "de;q=0", "english"),
        ] {
            let reply = get(path, &[("accept-language", accepted)]).await;
            assert_eq!(reply.body, body, "{path} {accepted}");
            let vary = reply.headers.get_all("vary").iter().any(|one| one == "Accept-Language");
            assert!(vary, "{path}");
        }
        assert_eq!(
            get("/assets/app-0123.wasm", &[]).await.header("content-type"),
            "application/wasm"
        );
        assert_eq!(
            get("/assets/app-0123.js", &[("accept-encoding", "br")]).await.body,
            "script in brotli"
        );
    });
}

#[test]
fn paths_that_are_no_page_are_not_found() {
    with_pages("paths", async |world| {
        for path in
            ["/verify/phone", "/verify/email", "/password", "/done", "/ended", "/appeal/status"]
        {
            assert_eq!(world.get(path, &[]).await.status, 200, "{path}");
        }
        let unknown = world.get("/no/such/page", &[]).await;
        assert_eq!((unknown.status.as_u16(), unknown.body.as_str()), (404, "english"));
        for path in [
            "/assets/none.js",
            "/assets/",
            "/assets/../index.html.br",
            "/api",
            "/api/",
            "/api/v2/x",
            "/integrity.json",
            "/assets/app-0123.js.br",
            "/%2e%2e/%2e%2e/etc/passwd",
        ] {
            let reply = world.get(path, &[]).await;
            assert_eq!(reply.status, 404, "{path}");
            assert!(!reply.body.contains("in brotli") && !reply.body.contains("root:"));
        }
    });
}

#[test]
fn without_pages_the_api_answers_and_pages_say_how_to_build() {
    run(Database::Sqlite, async |world: World| {
        let page = world.get("/", &[]).await;

        assert_eq!(page.status, 503);
        assert!(page.body.contains("cargo xtask build"), "{}", page.body);
        world.begin("solo").await;
    });
}

/// WEB-01: reports of both kinds are counted; what is not a report is refused.
#[test]
fn reports_of_violations_are_counted() {
    run(Database::Sqlite, async |world: World| {
        let old = r#"{"csp-report":{"effective-directive":"script-src","blocked-uri":"inline"}}"#;
        let new = r#"[{"type":"csp-violation","body":{"effectiveDirective":"img-src"}},
                      {"type":"csp-violation","body":{"effectiveDirective":"style-src"}}]"#;
        for (kind, body, status, count) in [
            ("application/csp-report", old, 204, 1),
            ("application/reports+json", new, 204, 3),
            ("application/json", old, 415, 3),
            ("application/csp-report", "{", 400, 3),
        ] {
            let headers = [("content-type", kind)];
            let path = "/api/v1/csp-reports";
            let reply = world.send(Method::POST, path, &headers, body).await;
            assert_eq!(reply.status, status, "{kind}");
            assert_eq!(world.server().csp_reports(), count);
        }
    });
}

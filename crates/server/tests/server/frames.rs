//! What else a portal's page takes from the server: the assets, and the page for frames (WEB-11, EMB-05,
//! EMB-07).

use crate::web::with_pages;
use regain_server::Config;
use reqwest::Method;
use std::fs;

const PORTAL: &str = "https://portal.example:8443";
const OTHER: &str = "https://shop.example";

/// Portals load the hashed files, and nothing else, from here: any origin, without a configured one
/// too. Pages and API keep their own policy.
#[test]
fn any_page_may_load_the_assets_and_nothing_else() {
    with_pages("assets", async |world| {
        for path in ["/assets/app-0123.js", "/assets/app-0123.wasm"] {
            for headers in [&[][..], &[("origin", PORTAL)], &[("origin", "null")]] {
                let reply = world.get(path, headers).await;
                assert_eq!(reply.status, 200);
                assert_eq!(reply.header("access-control-allow-origin"), "*", "{path}");
                assert!(reply.headers.get("access-control-allow-credentials").is_none());
                assert_eq!(reply.header("cross-origin-resource-policy"), "cross-origin");
                assert_eq!(reply.header("x-content-type-options"), "nosniff");
                assert_eq!(reply.header("cache-control"), "public, max-age=31536000, immutable");
            }
        }
        for path in [
            "/",
            "/methods",
            "/frame",
            "/favicon.svg",
            "/assets/none.js",
            "/assets/",
            "/assets/../index.html",
            "/integrity.json",
            "/healthz",
            "/api/v1/recoveries/current",
        ] {
            let reply = world.get(path, &[("origin", PORTAL)]).await;
            assert!(reply.headers.get("access-control-allow-origin").is_none(), "{path}");
            assert_eq!(reply.header("cross-origin-resource-policy"), "same-origin", "{path}");
        }
    });
}

/// WEB-11, EMB-07: the page for frames names its ancestors to browsers and to its script, and may
/// use camera and WebOTP; every other answer stays as unframeable as it was.
#[test]
fn only_the_page_for_frames_can_be_framed() {
    with_pages("frames", async |mut world| {
        let plain = world.get("/", &[]).await;
        world.restart(|config| config.frame_ancestors = vec![PORTAL.into(), OTHER.into()]).await;

        let framed = world.get("/frame", &[("accept-language", "en")]).await;

        assert_eq!(framed.status, 200);
        let meta = format!("<meta name=\"regain-ancestors\" content=\"{PORTAL} {OTHER}\">");
        assert_eq!(framed.body, format!("<head>{meta}</head>framed"));
        let policy = plain.header("content-security-policy");
        let ancestors = format!("; frame-ancestors {PORTAL} {OTHER}; ");
        assert_eq!(
            framed.header("content-security-policy"),
            policy.replace("; frame-ancestors 'none'; ", &ancestors)
        );
        assert!(framed.headers.get("x-frame-options").is_none());
        let permissions = plain.header("permissions-policy").replace("camera=()", "camera=(self)");
        assert_eq!(framed.header("permissions-policy"), permissions);
        assert!(permissions.contains("camera=(self)"));
        assert!(permissions.contains("otp-credentials=(self)"));
        assert_eq!(framed.header("cache-control"), "no-store");
        for name in ["referrer-policy", "x-content-type-options", "cross-origin-opener-policy"] {
            assert_eq!(framed.header(name), plain.header(name));
        }
        for path in [
            "/",
            "/methods",
            "/verify/face",
            "/hand-off",
            "/frame/",
            "/frame/x",
            "/Frame",
            "/frame.html",
            "/frame.de.html",
            "/no-such-page",
            "/assets/app-0123.js",
            "/healthz",
            "/api/v1/none",
        ] {
            let reply = world.get(path, &[]).await;
            assert_eq!(reply.header("content-security-policy"), policy, "{path}");
            assert!(!reply.body.contains("framed"), "{path}");
        }
        let posted = world.send(Method::POST, "/frame", &[], "").await;
        assert_eq!(
            (posted.status.as_u16(), posted.header("content-security-policy")),
            (405, policy)
        );
    });
}

/// EMB-07: the page for frames comes in the visitor's language, and never in the form that the build
/// has compressed, which names no ancestors.
#[test]
fn the_page_for_frames_speaks_the_visitors_language() {
    with_pages("frame-languages", async |mut world| {
        world.restart(|config| config.frame_ancestors = vec![PORTAL.into()]).await;
        for (path, accepted, end) in [
            ("/frame?locale=de", "en", "gerahmt"),
            ("/frame?lang=de", "en", "gerahmt"),
            ("/frame", "de-AT, en;q=0.9", "gerahmt"),
            ("/frame", "de;q=0, en", "framed"),
            // Spoken, but not built.
            ("/frame?locale=ar", "de", "framed"),
        ] {
            let headers = [("accept-language", accepted), ("accept-encoding", "br")];
            let reply = world.get(path, &headers).await;
            assert!(reply.body.ends_with(end), "{path} {accepted}: {}", reply.body);
            assert!(reply.body.contains(PORTAL), "{path}");
            assert_eq!(reply.header("content-encoding"), "", "{path}");
            let vary: Vec<_> = reply.headers.get_all("vary").iter().collect();
            assert_eq!(vary, ["Accept-Encoding", "Accept-Language"]);
        }
        let gzip = world.get("/frame", &[("accept-encoding", "gzip, br")]).await;
        assert_eq!(gzip.header("content-encoding"), "gzip");
        assert_eq!(gzip.headers.get("content-type").unwrap(), "text/html; charset=utf-8");
    });
}

/// WEB-11: without ancestors there is no page for frames; nor before it is built.
#[test]
fn without_ancestors_or_a_build_there_is_no_page_for_frames() {
    with_pages("no-frame", async |mut world| {
        let policy = world.get("/", &[]).await.header("content-security-policy").to_owned();
        for is_configured in [false, true] {
            if is_configured {
                for name in ["frame.html", "frame.de.html"] {
                    fs::remove_file(world.config.dist.join(name)).unwrap();
                }
                world.restart(|config| config.frame_ancestors = vec![PORTAL.into()]).await;
            }
            for path in ["/frame", "/frame?locale=de"] {
                let reply = world.get(path, &[]).await;
                assert_eq!((reply.status.as_u16(), reply.body.as_str()), (404, "not found\n"));
                assert_eq!(reply.header("content-security-policy"), policy);
                assert!(reply.header("permissions-policy").contains("camera=()"));
            }
        }
    });
}

/// TOK-11, WEB-11: what no page can be is no option, nor what the policy would read as a pattern or
/// as another directive.
#[test]
fn only_exact_origins_can_be_configured() {
    let demo = Config { demo_accounts: true, ..Config::default() };
    for origin in [
        "null",
        "*",
        "https://*",
        "https://*.example",
        "https://a.example:*",
        "https://a.example/",
        "https://a.example/x",
        "https://a.example;script-src",
        "https://a.example'",
        "https://a.example https://b.example",
        "https:",
        "a.example",
    ] {
        let cors = Config { cors_origins: vec![origin.into()], ..demo.clone() };
        let frames = Config { frame_ancestors: vec![origin.into()], ..demo.clone() };
        assert!(cors.check(cors.listen).is_err(), "{origin}");
        assert!(frames.check(frames.listen).is_err(), "{origin}");
    }
    for origin in [PORTAL, "http://localhost:8081", "http://127.0.0.1:8081", "http://[::1]:8081"] {
        let (cors_origins, frame_ancestors) = (vec![origin.into()], vec![origin.into()]);
        let config = Config { cors_origins, frame_ancestors, ..demo.clone() };
        assert!(config.check(config.listen).is_ok(), "{origin}");
    }
}

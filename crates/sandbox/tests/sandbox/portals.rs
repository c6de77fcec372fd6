//! The pages that embed the recovery, with a built page of two files.

#![expect(clippy::unwrap_used, reason = "test support: a failure here is a failed test")]

use crate::support::{config, get, sandbox};
use regain_sandbox::{Config, Running, start};
use std::path::PathBuf;

const LISTING: &str = r#"{"files": {"assets/define-1a.js": "sha384-a", "assets/module-2b.js":
"sha384-b", "assets/frame-host-3c.js": "sha384-c", "assets/frame-page-4d.js": "sha384-d",
"assets/regain-5e.wasm": "sha384-e"}, "style_hashes": []}"#;

/// A sandbox that has a built page, made in a folder of this name.
async fn with_a_page(name: &str) -> Running {
    let dist = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(dist.join("assets")).unwrap();
    std::fs::write(dist.join("integrity.json"), LISTING).unwrap();
    std::fs::write(dist.join("react.js"), "react()").unwrap();
    for file in
        ["define-1a.js", "module-2b.js", "frame-host-3c.js", "frame-page-4d.js", "regain-5e.wasm"]
    {
        std::fs::write(dist.join("assets").join(file), file).unwrap();
    }
    let config = Config {
        dist: Some(dist.clone()),
        portals: Some(dist),
        server_url: "http://localhost:1234".into(),
        ..config()
    };
    start(config).await.unwrap()
}

async fn answer(running: &Running, path: &str) -> (u16, String, String) {
    let answer = reqwest::get(format!("http://{}{path}", running.http)).await.unwrap();
    let policy = answer.headers().get("content-security-policy");
    let policy = policy.map(|policy| policy.to_str().unwrap().to_owned()).unwrap_or_default();
    (answer.status().as_u16(), policy, answer.text().await.unwrap())
}

#[tokio::test]
async fn portals_name_the_server_and_the_scripts_of_the_build_with_their_hashes() {
    let running = with_a_page("named").await;

    let (status, policy, page) = answer(&running, "/portals/plain").await;

    assert_eq!(status, 200);
    assert!(page.contains(r#"src="http://localhost:1234/assets/define-1a.js""#), "{page}");
    assert!(page.contains(r#"integrity="sha384-a""#), "{page}");
    assert!(policy.contains("connect-src http://localhost:1234"), "{policy}");
    assert!(!policy.contains('{'), "{policy}");
}

#[tokio::test]
async fn nothing_is_left_to_fill_in_on_any_page() {
    let running = with_a_page("filled").await;
    let mut links = Vec::new();
    for index in ["/portals/", "/hosts/"] {
        let page = get(&running, index).await;
        let hrefs = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        links.extend(hrefs.filter(|href| href.starts_with(index)).map(str::to_owned));
    }

    assert!(links.len() > 25, "{links:?}");
    for link in links {
        let (status, _, page) = answer(&running, &link).await;
        assert_eq!(status, 200, "{link}");
        for place in ["{server}", "{define", "{module", "{frame-host", "{script}", "{element}"] {
            assert!(!page.contains(place), "{place} is left on {link}");
        }
    }
}

#[tokio::test]
async fn files_are_found_by_name_and_no_path_leads_to_the_disk() {
    let running = with_a_page("files").await;

    assert_eq!(answer(&running, "/regain/regain-5e.wasm").await.0, 200);
    assert_eq!(answer(&running, "/regain/gone/define-1a.js").await.0, 200);
    assert_eq!(answer(&running, "/regain/gone/regain-5e.wasm").await.0, 404);
    for path in
        ["/regain/integrity.json", "/regain/..%2Fintegrity.json", "/regain/assets/define-1a.js"]
    {
        assert_eq!(answer(&running, path).await.0, 404, "{path}");
    }
}

#[tokio::test]
async fn addresses_below_the_react_portal_are_the_applications_own() {
    let running = with_a_page("below").await;

    let (status, _, page) = answer(&running, "/portals/react/recover/methods").await;
    assert_eq!(status, 200);
    assert!(page.contains("/portals/react.js"), "{page}");
    assert_eq!(answer(&running, "/portals/plain/recover").await.0, 404);
}

#[tokio::test]
async fn without_a_built_page_the_portals_say_what_is_missing() {
    let running = sandbox().await;

    let (status, _, page) = answer(&running, "/portals/plain").await;

    assert_eq!(status, 503);
    assert!(page.contains("cargo xtask build"), "{page}");
    assert!(get(&running, "/portals/").await.contains("REGAIN_SANDBOX_DIST"));
}

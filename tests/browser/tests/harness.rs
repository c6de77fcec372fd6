//! The harness itself: each browser starts, finds, types, presses and waits; and what must never
//! pass unseen is seen.

use regain_browser_tests::proxy::whole_answer;
use regain_browser_tests::{Browser, Fault, Visit, accessibility};
use std::panic::{AssertUnwindSafe, catch_unwind};

browser_tests! {
    every browser: [finds_by_role_and_name, asks_for_the_language],
    chromium: [sees_what_a_page_must_not_do, sees_an_unlabelled_field]
}

const PAGE: &str = r#"<!doctype html><html lang="en"><title>A page</title><main>
<h1>A heading</h1><p hidden><label>A field <input></label></p>
<label for="f">A field</label><input id="f"><a href="/else">A link</a></main></html>"#;

const BAD_PAGE: &str = r#"<!doctype html><html lang="en"><title>A page</title>
<meta http-equiv="Content-Security-Policy" content="script-src 'self'"><main><h1>Bad</h1>
<button onclick="alert(1)">Break the policy</button></main></html>"#;

fn visit_to(page: &str, browser: Browser, language: &str) -> Visit {
    let visit = Visit::with(browser).in_language(language).with(|to| to.proxied = true).start();
    let answer = whole_answer("200 OK", "text/html", page);
    visit.stage.proxy().befall("GET", "/*", Fault::Answer(answer), 9);
    visit.open("/somewhere");
    visit
}

fn finds_by_role_and_name(browser: Browser) {
    let visit = visit_to(PAGE, browser, "en-US");

    visit.screen("A heading");
    visit.field("A field").fill("typed");
    visit.field("A field").holds("typed");
    visit.link("A link").press();

    visit.is_at("/else");
    visit.field("A field").holds("");
}

fn asks_for_the_language(browser: Browser) {
    for language in ["zh-CN", "en-US"] {
        let visit = visit_to(PAGE, browser, language);

        assert_eq!(visit.run("return navigator.language", serde_json::json!([])), language);
    }
}

fn sees_what_a_page_must_not_do(browser: Browser) {
    let visit = visit_to(BAD_PAGE, browser, "en-US");

    visit.button("Break the policy").press();

    let seen = catch_unwind(AssertUnwindSafe(|| visit.is_quiet()));
    assert!(seen.is_err(), "an inline handler was blocked and nobody noticed");
    visit.forgive();
}

fn sees_an_unlabelled_field(browser: Browser) {
    let page = PAGE.replace("<label", "<span").replace("</label>", "</span>");
    let visit = visit_to(&page, browser, "en-US");

    let findings = accessibility(&visit).join("\n");

    assert!(findings.contains("label: Form elements must have labels"), "{findings}");
}

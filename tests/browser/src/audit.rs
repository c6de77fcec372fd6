//! What holds on every screen: no policy violation, no error in the console, no accessibility
//! finding. Called by `Page::screen` and at the end of each visit.

use crate::browser::tools;
use crate::{Browser, Page};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// The version that `cargo xtask` puts into the tool cache.
const AXE: &str = "axe-core-4.14.1/node_modules/axe-core/axe.min.js";

static AXE_SOURCE: LazyLock<Result<String, String>> = LazyLock::new(|| {
    let path = tools().join(AXE);
    std::fs::read_to_string(&path).map_err(|error| {
        format!(
            "axe-core is missing ({}: {error}): npm install --prefix its folder",
            path.display()
        )
    })
});

/// Named tags, because a plain run leaves out target sizes (A11Y-01).
const RUN_AXE: &str = "const done = arguments[0];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, { runOnly: tags, resultTypes: ['violations'] })
        .then((result) => done(result.violations.map((each) =>
            `${each.id}: ${each.help}: ${each.nodes.map((node) => node.html).join(' | ')}`)))
        .catch((error) => done([`axe failed: ${error}`]))";

/// Checks the screen that the visitor sees now.
#[track_caller]
pub fn screen(page: &Page, heading: &str) {
    quiet(page);
    if page.session.browser != Browser::Chromium {
        return;
    }
    let found = accessibility(page).into_iter().map(|each| format!("“{heading}”: {each}"));
    page.findings.borrow_mut().extend(found);
    // axe itself must not have broken the policy: that would hide a break by the page.
    quiet(page);
}

/// The accessibility findings on the page as it is now, one line each.
#[track_caller]
#[must_use]
pub fn accessibility(page: &Page) -> Vec<String> {
    let is_there = page.run("return typeof axe === 'object'", json!([]));
    if is_there != json!(true) {
        let source = AXE_SOURCE.as_ref().unwrap_or_else(|missing| panic!("{missing}"));
        page.tell("inject axe-core", |session| session.run(source, json!([])));
    }
    let findings = page.tell("run axe-core", |session| session.run_async(RUN_AXE, json!([])));
    Vec::<String>::deserialize(findings).unwrap_or_else(|error| vec![format!("axe: {error}")])
}

/// Checks that the page broke no policy and threw nothing.
#[track_caller]
pub fn quiet(page: &Page) {
    let seen = page
        .tell("read what was watched", |session| session.run(include_str!("watch.js"), json!([])));
    let seen = Vec::<String>::deserialize(seen).unwrap_or_default();
    assert!(seen.is_empty(), "the page misbehaved: {}", seen.join("; "));
    let complaints = page.console();
    assert!(complaints.is_empty(), "the console complains: {}", complaints.join("; "));
}

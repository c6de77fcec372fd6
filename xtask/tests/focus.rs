//! The focus can be seen also in browsers that do not know all of the style.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

/// A11Y-10: where `:has()` is not known, as in Firefox before 121, an outline that is drawn by it is
/// missing; so it may only take the place of another one by `:has()` itself.
#[test]
fn the_focus_stays_visible_without_has() {
    let rules = style_rules();
    let hidden: Vec<_> =
        rules.iter().filter(|(_, it)| it.contains("outline-color: transparent")).collect();
    assert!(!hidden.is_empty());

    for (selector, _) in hidden {
        assert!(selector.contains(":has("), "{selector}");
    }
    for (selector, _) in rules.iter().filter(|(selector, _)| selector.contains(":has(")) {
        assert!(!selector.contains(','), "a list is dropped as a whole: {selector}");
    }
}

/// Selector and declarations of each rule of the style, at-rules left out.
fn style_rules() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut rules = Vec::new();
    for folder in ["style", "style/ui", "style/steps"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|it| it != "css") {
                continue;
            }
            let text = fs::read_to_string(path).unwrap();
            for rule in text.split('}') {
                if let Some((selector, declarations)) = rule.rsplit_once('{') {
                    let selector = selector.rsplit(['{', ';']).next().unwrap();
                    let selector = selector.rsplit("*/").next().unwrap().trim();
                    rules.push((selector.to_owned(), declarations.to_owned()));
                }
            }
        }
    }
    rules
}

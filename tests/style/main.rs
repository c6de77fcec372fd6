//! The classes in the views and in the style are the same, and the style keeps its own rules.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may panic")]

mod contrast;
mod table;
mod tokens;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                found.push((path, text));
            }
        }
    }
    found
}

/// The names that begin with `rg-` behind one of the given characters.
fn classes(text: &str, before: &[char]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("rg-") {
        if !text[..at].ends_with(before) {
            continue;
        }
        let rest = &text[at..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
        let class = &rest[..end.unwrap_or(rest.len())];
        // `rg-` alone begins the ids that are made at run time.
        if class != "rg-" {
            found.insert(class.to_owned());
        }
    }
    found
}

fn collected(files: &[(PathBuf, String)], before: &[char]) -> BTreeSet<String> {
    files.iter().flat_map(|(_, text)| classes(text, before)).collect()
}

#[test]
fn every_class_of_a_view_is_styled_and_every_style_is_used() {
    let mut views = files("src", ".rs");
    views.extend(files(".", "index.html").into_iter().filter(|(path, _)| {
        path.parent() == Some(Path::new(env!("CARGO_MANIFEST_DIR")).join(".").as_path())
    }));
    views.extend(files("loader", ".ts"));
    let used = collected(&views, &['"', ' ', '.']);
    let styled = collected(&files("style", ".css"), &['.']);
    // Hooks for scripts and hosts that have no look of their own.
    let bare: BTreeSet<_> =
        ["rg-banner-place", "rg-button__text", "rg-field--fixed"].map(str::to_owned).into();

    let unstyled: Vec<_> =
        used.difference(&styled).filter(|class| !bare.contains(*class)).collect();
    let unused: Vec<_> = styled.difference(&used).collect();

    assert!(styled.len() > 40, "only {} classes were read", styled.len());
    assert_eq!(unstyled, Vec::<&String>::new(), "classes without a style");
    assert_eq!(unused, Vec::<&String>::new(), "styles without a class");
}

#[test]
fn colours_stand_in_tokens_themes_and_brands_only_and_nothing_is_important() {
    for (path, text) in files("style", ".css") {
        let name = path.display();
        assert!(!text.contains("!important"), "{name}");
        let is_of_tokens = path.ends_with("tokens.css")
            || ["themes", "brands"].iter().any(|folder| path.parent().unwrap().ends_with(folder));
        if is_of_tokens {
            continue;
        }
        for raw in ["#0", "#1", "#f", "#e", "rgb(", "hsl("] {
            assert!(!text.contains(raw), "{name} has the raw colour {raw}");
        }
    }
}

/// WEB-02: no view uses `inner_html` or its relatives.
#[test]
fn no_view_writes_html() {
    for (path, text) in files("src", ".rs") {
        for forbidden in ["inner_html", "insert_adjacent_html", "outer_html", "document.write"] {
            assert!(!text.contains(forbidden), "{} has {forbidden}", path.display());
        }
    }
}

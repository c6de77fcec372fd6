//! What `docs/browsers.md` says of browsers is what the page is built for and what its code uses.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// What not every browser of the last years has. Whatever of it the page uses has to be documented.
const YOUNG: [&str; 44] = [
    "WebAssembly.instantiate",
    "customElements",
    "attachInternals",
    "adoptedStyleSheets",
    "<dialog",
    "showModal",
    "popover",
    "AbortSignal.timeout",
    "AbortSignal.any",
    "Object.hasOwn",
    "Object.groupBy",
    "Array.fromAsync",
    "Promise.withResolvers",
    "Promise.try",
    "Iterator.",
    ".findLast(",
    ".toSorted(",
    "structuredClone",
    "URL.canParse",
    "checkVisibility",
    "startViewTransition",
    "requestIdleCallback",
    "ResizeObserver",
    "BroadcastChannel",
    "LockManager",
    "OTPCredential",
    "PublicKeyCredential",
    "getUserMedia",
    "createImageBitmap",
    "crypto.randomUUID",
    "Intl.DurationFormat",
    "Intl.Segmenter",
    "@layer",
    "@container",
    "@property",
    "@scope",
    "@starting-style",
    ":has(",
    ":dir(",
    "color-mix(",
    "light-dark(",
    "oklch(",
    "text-wrap",
    "field-sizing",
];

/// Whether the code names a feature as scripts do or, for web-sys, as Rust does.
fn is_used(code: &str, feature: &str) -> bool {
    let begins_word = |char: char| char.is_ascii_uppercase();
    let in_rust: String = feature
        .chars()
        .flat_map(|char| [begins_word(char).then_some('_'), Some(char.to_ascii_lowercase())])
        .flatten()
        .collect();
    let is_method = feature.starts_with(|char: char| char.is_ascii_lowercase());
    code.contains(feature) || is_method && in_rust.contains('_') && code.contains(&in_rust)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// Script, style and shell of the page, and the headers that it comes with; without comments.
fn code() -> String {
    let mut folders: Vec<PathBuf> = ["loader", "style", "src"].map(|it| root().join(it)).into();
    let mut files = ["index.html", "crates/server/src/http/headers.rs"].map(read).concat();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push_str(&fs::read_to_string(&path).unwrap());
            }
        }
    }
    let is_code =
        |line: &&str| !["//", "/*", " *"].iter().any(|it| line.trim_start().starts_with(it.trim()));
    files.lines().filter(is_code).map(|line| format!("{line}\n")).collect()
}

/// The cells of each row of a table, without its head.
fn rows(document: &str, heading: &str) -> Vec<Vec<String>> {
    let (_, section) = document.split_once(&format!("\n## {heading}\n")).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with('|')).skip(2);
    let cells =
        |row: &str| row.trim_matches('|').split('|').map(|it| it.trim().to_owned()).collect();
    rows.map(cells).collect()
}

/// What a cell has between back quotes.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Chrome, Firefox, Safari.
fn lowest(document: &str) -> [f64; 3] {
    let (_, rest) = document.split_once("Lowest versions: ").unwrap();
    let (sentence, _) = rest.split_once(".\n").unwrap();
    let versions = sentence.split(", ").map(|it| it.rsplit(' ').next().unwrap().parse().unwrap());
    versions.collect::<Vec<_>>().try_into().unwrap()
}

/// BLD-06: README, documents and build name the same lowest versions.
#[test]
fn the_lowest_versions_are_those_that_the_build_is_for() {
    let [chrome, firefox, safari] = lowest(&read("docs/browsers.md"));

    let readme = format!("Built for Chrome {chrome}, Firefox {firefox}, Safari {safari} and later");
    assert!(read("README.md").contains(&readme), "README: {readme}");
    let target = format!("--target=chrome{chrome},firefox{firefox},safari{safari}\"");
    for name in ["xtask/src/build/style.rs", "xtask/src/build/element_style.rs"] {
        assert!(read(name).contains(&target), "{name}: {target}");
    }
}

/// BLD-06: each needed feature is told with the first versions that have it, and the lowest versions
/// have it.
#[test]
fn the_lowest_versions_have_what_is_needed() {
    let document = read("docs/browsers.md");
    let lowest = lowest(&document);
    let rows = rows(&document, "Needed");
    assert!(rows.len() >= 10, "{rows:?}");

    for row in rows {
        assert_eq!(row.len(), 6, "{row:?}");
        for (cell, lowest) in row[3..].iter().zip(lowest) {
            let version: f64 = cell.parse().unwrap();
            assert!(version <= lowest, "{}: {version} is above {lowest}", row[0]);
        }
    }
}

/// BLD-06: what the page uses of the young features of browsers is documented, and what is documented
/// is used.
#[test]
fn the_documented_features_are_those_that_are_used() {
    let (document, code) = (read("docs/browsers.md"), code());

    for feature in YOUNG.iter().filter(|feature| is_used(&code, feature)) {
        assert!(document.contains(feature), "{feature} is used and not in docs/browsers.md");
    }
    for row in ["Needed", "Used where it is there"].map(|it| rows(&document, it)).concat() {
        let names = quoted(&row[1]);
        assert!(!names.is_empty(), "{row:?}");
        for name in names {
            assert!(is_used(&code, name), "{}: {name} is documented and not used", row[0]);
        }
    }
}

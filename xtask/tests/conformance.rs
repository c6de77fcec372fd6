//! The conformance table says of every criterion of WCAG 2.2 A and AA what holds, and names tests
//! that exist.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

/// Every criterion of level A and AA of WCAG 2.2 (4.1.1 was taken out of it), with its level.
const CRITERIA: &str = "1.1.1 A, 1.2.1 A, 1.2.2 A, 1.2.3 A, 1.2.4 AA, 1.2.5 AA, 1.3.1 A, 1.3.2 A, \
    1.3.3 A, 1.3.4 AA, 1.3.5 AA, 1.4.1 A, 1.4.2 A, 1.4.3 AA, 1.4.4 AA, 1.4.5 AA, 1.4.10 AA, \
    1.4.11 AA, 1.4.12 AA, 1.4.13 AA, 2.1.1 A, 2.1.2 A, 2.1.4 A, 2.2.1 A, 2.2.2 A, 2.3.1 A, 2.4.1 A, \
    2.4.2 A, 2.4.3 A, 2.4.4 A, 2.4.5 AA, 2.4.6 AA, 2.4.7 AA, 2.4.11 AA, 2.5.1 A, 2.5.2 A, 2.5.3 A, \
    2.5.4 A, 2.5.7 AA, 2.5.8 AA, 3.1.1 A, 3.1.2 AA, 3.2.1 A, 3.2.2 A, 3.2.3 AA, 3.2.4 AA, 3.2.6 A, \
    3.3.1 A, 3.3.2 A, 3.3.3 AA, 3.3.4 AA, 3.3.7 A, 3.3.8 AA, 4.1.2 A, 4.1.3 AA";

const VERDICTS: [&str; 3] = ["supports", "partly", "not applicable"];

/// A row of the table.
struct Row {
    criterion: String,
    level: String,
    verdict: String,
    proof: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn document() -> String {
    fs::read_to_string(root().join("docs/accessibility.md")).unwrap()
}

fn rows() -> Vec<Row> {
    let document = document();
    let lines = document.lines().filter(|line| {
        line.strip_prefix("| ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    let rows = lines.map(|line| {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let mut next = || cells.next().unwrap_or_default().to_owned();
        let (name, level, verdict, _how, proof) = (next(), next(), next(), next(), next());
        let criterion = name.split(' ').next().unwrap_or_default().to_owned();
        Row { criterion, level, verdict, proof }
    });
    rows.collect()
}

/// `file.rs::name` in backticks; a bare file is one of the browser tests.
fn tests_in(text: &str) -> Vec<(String, String)> {
    let quoted = text.split('`').skip(1).step_by(2);
    let named = quoted.filter_map(|quoted| quoted.split_once("::"));
    named.map(|(file, name)| (file.to_owned(), name.to_owned())).collect()
}

/// A11Y-01: each criterion once, in order, with its level and one of three verdicts.
#[test]
fn every_criterion_has_its_row() {
    let told: Vec<String> =
        rows().iter().map(|row| format!("{} {}", row.criterion, row.level)).collect();
    let wanted: Vec<&str> = CRITERIA.split(", ").collect();

    assert_eq!(wanted.len(), 55);
    assert_eq!(told, wanted);
    for row in rows() {
        assert!(VERDICTS.contains(&&*row.verdict), "{}: {}", row.criterion, row.verdict);
    }
}

/// A11Y-01: what is claimed is proved by a test, or by a look with its date.
#[test]
fn every_claim_is_proved() {
    for row in rows().iter().filter(|row| row.verdict != "not applicable") {
        let by_hand = row.proof.contains("by hand, 20");
        assert!(by_hand || !tests_in(&row.proof).is_empty(), "{} has no proof", row.criterion);
    }
}

#[test]
fn every_named_test_exists() {
    let named = tests_in(&document());
    assert!(named.len() > 40, "only {} tests are named", named.len());
    for (file, name) in named {
        let folder = if file.contains('/') { "" } else { "tests/browser/tests" };
        let path = root().join(folder).join(&file);
        let source = fs::read_to_string(&path).unwrap_or_default();
        assert!(source.contains(&format!("fn {name}(")), "{file} has no {name}");
    }
}

/// The version in the document is the one that the tests run.
#[test]
fn the_document_names_the_axe_that_runs() {
    let source = fs::read_to_string(root().join("tests/browser/src/audit.rs")).unwrap();
    let (_, rest) = source.split_once("\"axe-core-").unwrap();
    let (version, _) = rest.split_once('/').unwrap();
    assert!(document().contains(&format!("axe-core {version}")), "axe-core {version} is not named");
    let (_, rest) = source.split_once("const tags = [").unwrap();
    let (tags, _) = rest.split_once(']').unwrap();
    for tag in tags.split(',').map(|tag| tag.trim().trim_matches('\'')) {
        assert!(document().contains(&format!("`{tag}`")), "{tag} is not named");
    }
}

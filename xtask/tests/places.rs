//! How many files a command of the API is named in: a new one must not need more. The command that
//! puts the end of a recovery off stands for all: it has no screen of its own and no body.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How the places of the command name it: its constant, its variant in the flow, its operation and
/// its handler, its path.
const NAMES: [&str; 5] = [
    "command EXTEND ",
    "operations::EXTEND",
    "Command::Extend",
    "async fn extend(",
    "current/extend",
];

/// The files that a command of a recovery needs; tests and the sandbox's samples come on top.
const PLACES: [&str; 9] = [
    "crates/contract/src/operations/table.rs",
    "crates/flow/src/effect.rs",
    "crates/flow/src/update/submit.rs",
    "crates/recovery/src/recovery/extend.rs",
    "crates/server/src/handlers/mod.rs",
    "crates/server/src/handlers/recovery/extend.rs",
    "docs/api.md",
    "docs/openapi.json",
    "src/api.rs",
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            let are_tests = ["tests", "conformance", "sandbox"].contains(&name.as_str());
            if !are_tests && !["target", "node_modules"].contains(&name.as_str()) {
                files(&path, found);
            }
        } else if ["rs", "ts", "js", "md", "json"]
            .iter()
            .any(|end| name.ends_with(&format!(".{end}")))
        {
            found.push(path);
        }
    }
}

fn names_the_command(root: &Path, path: &Path) -> bool {
    let text = fs::read_to_string(path).unwrap();
    // The variant is declared without the name of its enum.
    let is_declared = path.ends_with("effect.rs") && text.contains("\n    Extend,");
    is_declared && path.starts_with(root.join("crates/flow"))
        || NAMES.iter().any(|name| text.contains(name))
}

#[test]
fn a_command_is_named_in_nine_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut all = Vec::new();
    for folder in ["crates", "docs", "loader", "src"] {
        files(&root.join(folder), &mut all);
    }
    let named = all.iter().filter(|path| names_the_command(root, path));
    let named: BTreeSet<_> = named
        .map(|path| path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"))
        .collect();

    assert_eq!(named, BTreeSet::from(PLACES.map(str::to_owned)));
}

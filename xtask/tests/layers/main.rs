//! The floor plan of docs/architecture.md: which crate may use which, what a crate never names, and
//! how many files may import each other in a circle. Reads manifests and `use`s, compiles nothing.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod circles;
mod made_up;
mod plan;
mod source;
mod tree;

use circles::circles;
use plan::{PLAN, Part};
use std::fs;
use std::path::Path;
use tree::Tree;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// What breaks the plan in one part of it, as lines for people.
fn faults(part: &Part, manifest: &str, tree: &Tree) -> Vec<String> {
    let mut faults = manifest_faults(part, manifest);
    for (file, line, path) in tree.all_paths() {
        let first = path.first().map(String::as_str).unwrap_or_default();
        if part.never_names.contains(&first) {
            faults.push(format!("{}/{file}:{line} names {}", part.folder, path.join("::")));
        }
    }
    for (folder, never) in part.folders {
        for (file, _, path) in tree.all_paths().filter(|(file, ..)| file.starts_with(folder)) {
            let name = path.join("::") + "::";
            if never.iter().any(|never| name.starts_with(&format!("{never}::"))) {
                faults.push(format!("{}/{file} names {}", part.folder, path.join("::")));
            }
        }
    }
    for circle in circles(&tree.imports()) {
        if circle.len() > part.most_in_circle {
            let (count, most) = (circle.len(), part.most_in_circle);
            faults.push(format!(
                "{}: {count} files in a circle, not {most}: {circle:?}",
                part.folder
            ));
        }
    }
    faults
}

/// The dependencies of a manifest that the plan does not have. What only tests use is free.
fn manifest_faults(part: &Part, manifest: &str) -> Vec<String> {
    let lines = manifest.lines().map(str::trim);
    let mut is_read = false;
    let mut faults = Vec::new();
    for line in lines {
        if line.starts_with('[') {
            is_read = line.ends_with("dependencies]")
                && !line.contains("dev-dependencies")
                && !line.starts_with("[workspace");
            continue;
        }
        let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
        let is_ours = name.starts_with("regain-");
        let is_planned = !is_ours || part.may_use.contains(&name);
        if is_read && (!is_planned || part.never_names.contains(&name.replace('-', "_").as_str())) {
            faults.push(format!("{}/Cargo.toml depends on {name}", part.folder));
        }
    }
    faults
}

#[test]
fn every_crate_keeps_the_floor_plan() {
    let mut all = Vec::new();
    for part in PLAN {
        let folder = root().join(part.folder);
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        all.extend(faults(part, &manifest, &Tree::read(&folder.join("src"))));
    }
    assert!(all.is_empty(), "the floor plan is broken:\n{}", all.join("\n"));
}

/// A crate that nobody put into the plan would be free of it.
#[test]
fn every_crate_is_in_the_plan() {
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let folder = format!("crates/{name}");
        assert!(PLAN.iter().any(|part| part.folder == folder), "{folder} is not in the plan");
    }
}

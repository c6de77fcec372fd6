//! What the manifests of the workspace have to say, so that the lints hold everywhere and nothing
//! of the sandbox gets into what people run.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The manifest of every package of the workspace.
fn manifests() -> Vec<PathBuf> {
    let crates = fs::read_dir(root().join("crates")).unwrap();
    let mut folders: Vec<PathBuf> = crates.map(|entry| entry.unwrap().path()).collect();
    folders.extend(
        ["", "xtask", "tests/browser", "examples/codes-only"].map(|folder| root().join(folder)),
    );
    folders.into_iter().map(|folder| folder.join("Cargo.toml")).collect()
}

/// The lines of a section of a manifest.
fn section<'a>(manifest: &'a str, name: &str) -> Vec<&'a str> {
    let header = format!("[{name}]");
    let lines = manifest.lines().skip_while(|line| *line != header).skip(1);
    lines.take_while(|line| !line.starts_with('[')).collect()
}

/// BLD-03: no package has unsafe code, `unwrap`, `expect` or indexing outside tests.
#[test]
fn every_package_keeps_the_lints_of_the_workspace() {
    let workspace = fs::read_to_string(root().join("Cargo.toml")).unwrap();

    for manifest in manifests() {
        let text = fs::read_to_string(&manifest).unwrap();
        let lints = section(&text, "lints");
        assert!(lints.contains(&"workspace = true"), "{} has its own lints", manifest.display());
    }
    assert!(section(&workspace, "workspace.lints.rust").contains(&"unsafe_code = \"forbid\""));
    let clippy = section(&workspace, "workspace.lints.clippy");
    for lint in ["unwrap_used", "expect_used", "indexing_slicing", "allow_attributes"] {
        assert!(clippy.contains(&format!("{lint} = \"deny\"").as_str()), "{lint} is not denied");
    }
}

/// BLD-04: neither the page nor the server depends on the sandbox, and nothing that they depend
/// on in the workspace does.
#[test]
fn the_sandbox_is_in_nothing_that_people_run() {
    for package in [
        "",
        "crates/contract",
        "crates/policy",
        "crates/flow",
        "crates/config",
        "crates/recovery",
        "crates/providers",
        "crates/server",
    ] {
        let manifest = root().join(package).join("Cargo.toml");
        let text = fs::read_to_string(&manifest).unwrap();
        let dependencies = section(&text, "dependencies");
        assert!(!dependencies.is_empty(), "{} has no dependencies", manifest.display());
        let sandbox = dependencies.iter().find(|line| line.starts_with("regain-sandbox"));
        assert_eq!(sandbox, None, "{}", manifest.display());
    }
}

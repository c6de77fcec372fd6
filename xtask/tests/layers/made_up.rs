//! Made-up crates that break one rule each: the test of the plan can fail.

use crate::circles::circles;
use crate::faults;
use crate::plan::{PLAN, Part};
use crate::tree::Tree;

const PART: Part = Part {
    folder: "crates/made-up",
    may_use: &["regain-contract"],
    never_names: &["axum"],
    folders: &[("handlers/", &["sqlx", "crate::store"])],
    most_in_circle: 2,
};

fn tree(files: &[(&str, &str)]) -> Tree {
    Tree::of(files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())))
}

fn faults_of(files: &[(&str, &str)]) -> Vec<String> {
    faults(&PART, "[dependencies]\nregain-contract.workspace = true\n", &tree(files))
}

#[test]
fn a_dependency_that_is_not_planned_is_a_fault() {
    let manifest = "[dependencies]\nregain-contract.workspace = true\nregain-server = \"1\"\n\
                    axum = \"0.8\"\n[dev-dependencies]\nregain-sandbox.workspace = true\n";

    let faults = faults(&PART, manifest, &tree(&[]));

    let expected =
        ["regain-server", "axum"].map(|n| format!("crates/made-up/Cargo.toml depends on {n}"));
    assert_eq!(faults, expected);
}

#[test]
fn a_forbidden_name_is_found_wherever_it_stands() {
    for text in [
        "use axum::Router;",
        "use {std::fs, axum::{http::{StatusCode}}};",
        "fn f() -> axum::http::StatusCode { todo!() }",
        "fn f() { view! { <p>{axum::Router::new()}</p> } }",
        "pub use axum::Router as Other;",
        "use axum as web; fn f(_: web::Router) {}",
    ] {
        assert!(!faults_of(&[("lib.rs", text)]).is_empty(), "{text}");
    }
    for text in [
        "//! axum::Router",
        "/// [`axum::Router`]\nstruct A;",
        "const A: &str = \"axum::Router\";",
        "#[cfg(test)] mod tests { use axum::Router; }",
        "mod axum_like {} use axum_like::Router;",
    ] {
        assert_eq!(faults_of(&[("lib.rs", text)]), [""; 0], "{text}");
    }
}

#[test]
fn a_folder_keeps_away_from_what_is_not_its_own() {
    for text in
        ["use crate::store::find;", "use super::super::store;", "fn f() { sqlx::query(\"\"); }"]
    {
        let files = [("handlers/begin.rs", text), ("store.rs", "")];
        assert!(!faults_of(&files).is_empty(), "{text}");
    }
    assert_eq!(faults_of(&[("other.rs", "use crate::store::find;"), ("store.rs", "")]), [""; 0]);
}

#[test]
fn a_circle_is_found_through_re_exports_and_inline_paths() {
    let files = [
        ("a/mod.rs", "mod one; pub use one::One;"),
        ("a/one.rs", "use crate::b; pub struct One(b::Two);"),
        ("b.rs", "pub struct Two; fn f() { super::c::three() }"),
        ("c.rs", "use crate::a::One;"),
        ("d.rs", "use crate::c;"),
    ];
    let tree = tree(&files);

    let circles = circles(&tree.imports());

    assert_eq!(circles.len(), 1, "{circles:?}");
    assert_eq!(circles[0].iter().copied().collect::<Vec<_>>(), ["a/one.rs", "b.rs", "c.rs"]);
    assert_eq!(faults_of(&files).len(), 1);
}

#[test]
fn a_parent_and_the_children_that_it_declares_are_no_circle() {
    let files = [
        ("lib.rs", "mod a; mod b; pub use a::A;"),
        ("a.rs", "use crate::b::B; pub struct A(B);"),
        ("b.rs", "pub struct B;"),
    ];

    assert_eq!(faults_of(&files), [""; 0]);
}

/// The rules of the server's layers, each broken once in the plan of the crate that has it.
#[test]
fn the_servers_layers_can_be_broken() {
    for (folder, file, text) in [
        ("crates/config", "lib.rs", "use axum::http::HeaderName;"),
        ("crates/recovery", "recovery/begin.rs", "use axum::extract::State;"),
        ("crates/recovery", "error.rs", "fn f() -> http::StatusCode { todo!() }"),
        ("crates/recovery", "outbox/sender.rs", "use regain_providers::Clamd;"),
        ("crates/recovery", "outbox/mail.rs", "use lettre::Message;"),
        ("crates/recovery", "store/accounts.rs", "use crate::recovery::begin;"),
        ("crates/recovery", "command/open.rs", "use crate::appeal::LockedAppeal;"),
        ("crates/providers", "face.rs", "use crate::sms::AcsSms;"),
        ("crates/providers", "alipay/gateway.rs", "use crate::face::AcsFace;"),
        ("crates/providers", "smtp.rs", "use axum::Router;"),
        ("crates/server", "handlers/health.rs", "fn f() { sqlx::query(\"\"); }"),
        ("crates/server", "handlers/begin.rs", "use regain_recovery::store::accounts;"),
    ] {
        let part = PLAN.iter().find(|part| part.folder == folder).unwrap();

        assert!(!faults(part, "", &tree(&[(file, text)])).is_empty(), "{folder}/{file}: {text}");
    }
    for (folder, manifest) in [
        ("crates/recovery", "[dependencies]\naxum.workspace = true\n"),
        ("crates/recovery", "[dependencies]\nregain-providers.workspace = true\n"),
        ("crates/providers", "[dependencies]\nregain-server.workspace = true\n"),
        ("crates/server", "[dependencies]\nreqwest.workspace = true\n"),
    ] {
        let part = PLAN.iter().find(|part| part.folder == folder).unwrap();

        assert_eq!(faults(part, manifest, &tree(&[])).len(), 1, "{folder}: {manifest}");
    }
}

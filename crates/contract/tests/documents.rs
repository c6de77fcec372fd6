//! What people read and what the loader knows of operations and pages is what the contract says.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use regain_contract::operations::{self, Description};
use regain_contract::{FRAME_PAGE, HeaderClass, Route};
use std::collections::BTreeSet;

const API: &str = include_str!("../../../docs/api.md");
const SECURITY_MODEL: &str = include_str!("../../../docs/security-model.md");
const EARLY: &str = include_str!("../../../loader/early.ts");
const HOST: &str = include_str!("../../../loader/host.ts");
const PLACES: &str = include_str!("../../../loader/places.ts");

/// The rows of tables that begin with a method and a path: operation, and the whole row.
fn rows() -> Vec<(String, &'static str)> {
    let rows = API.lines().filter(|line| {
        line.starts_with("| `POST /")
            || line.starts_with("| `GET /")
            || line.starts_with("| `POST …/")
    });
    rows.map(|row| {
        let operation = row.split('`').nth(1).unwrap();
        // The table of appeals shortens what all its rows have.
        (operation.replace('…', "/appeals/current"), row)
    })
    .collect()
}

fn named(operation: &Description) -> String {
    let method = if operation.kind.is_read() { "GET" } else { "POST" };
    format!("{method} {}", operation.path)
}

/// Each operation but the reference server's own log-on has a row, with the steps at which it is
/// allowed, and no row is about an operation that there is not.
#[test]
fn the_tables_of_operations_have_each_operation_with_its_steps() {
    let rows = rows();
    let documented: BTreeSet<_> = rows.iter().map(|(name, _)| name.clone()).collect();
    // The text, not a table, has the one read of appeals.
    let elsewhere = [named_of(operations::LOG_ON.path), "GET /appeals/current".to_owned()];
    let known: BTreeSet<_> =
        operations::ALL.iter().map(named).filter(|name| !elsewhere.contains(name)).collect();

    assert_eq!(documented, known);
    assert!(API.contains("`GET /appeals/current`") && API.contains("`POST /log-on`"));
    for operation in operations::ALL {
        let Some((_, row)) = rows.iter().find(|(name, _)| *name == named(operation)) else {
            continue;
        };
        let steps = operation.steps.iter().filter(|step| !row.contains(&format!("`{step}`")));
        // "At every step that verifies" is the one row that does not name them.
        if !row.contains("at every step that verifies") {
            assert_eq!(steps.count(), 0, "{row} lacks one of {:?}", operation.steps);
        }
    }
}

fn named_of(path: &str) -> String {
    format!("POST {path}")
}

/// The steps and tasks of the list are those of the golden files.
#[test]
fn each_step_of_the_list_is_a_step_or_a_task() {
    let document = include_str!("../../../docs/openapi.json");
    for operation in operations::ALL {
        for step in operation.steps {
            assert!(document.contains(&format!("\"{step}\"")), "{step} of {}", operation.name);
        }
    }
}

#[test]
fn no_two_operations_share_method_and_path() {
    let all: BTreeSet<_> = operations::ALL.iter().map(named).collect();

    assert_eq!(all.len(), operations::ALL.len());
}

/// The security model lists the addresses that a server answers with the page.
#[test]
fn the_security_model_has_each_address_of_the_page() {
    let (_, text) = SECURITY_MODEL.split_once("**The page's addresses.**").unwrap();
    let text = text.split("\n\n").next().unwrap();
    let listed: BTreeSet<_> = text.split('`').filter(|part| part.starts_with('/')).collect();
    let known: BTreeSet<_> = Route::ALL.into_iter().map(Route::path).collect();

    assert_eq!(listed, known);
}

/// FAC-08: the loader loads the page anew where the document may not ask for the camera, so it knows
/// the same addresses as the server's headers.
#[test]
fn the_loader_and_the_security_model_know_the_pages_with_a_camera() {
    let camera = Route::ALL.into_iter().filter(|it| it.headers() == HeaderClass::Camera);
    let paths: Vec<_> = camera.map(Route::path).collect();
    let alternatives: Vec<_> =
        paths.iter().map(|path| path.trim_start_matches('/').replace('/', "\\/")).collect();
    let pattern = format!("/^\\/({})$/", alternatives.join("|"));
    let sentence = format!("(camera=(self) at {} and {FRAME_PAGE})", paths.join(", "));

    assert!(HOST.contains(&pattern), "loader/host.ts has no {pattern}");
    assert!(SECURITY_MODEL.contains(&sentence), "the security model has no {sentence}");
}

/// The loader sends the early request where the app would send it.
#[test]
fn the_loader_knows_the_base_and_the_first_operation() {
    let begin = format!("${{api}}{}`", operations::BEGIN.path);

    assert!(EARLY.contains(&begin), "loader/early.ts has no {begin}");
    assert!(PLACES.contains(&format!("\"{}\"", operations::API)));
}

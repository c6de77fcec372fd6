//! The loader and the wasm agree on what they may ask of each other, and the loader has no untyped part.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Parameter types and return type of each function; a member that is read has no parameters.
type Members = BTreeMap<String, (Option<Vec<String>>, String)>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// What stands between the first `from` and the next `to`.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split_once(from).unwrap().1.split_once(to).unwrap().0
}

/// The TypeScript for a Rust type that wasm-bindgen takes or gives. What Rust takes as any object of
/// JavaScript is `…`: any type of TypeScript will do.
fn typescript(rust: &str, is_given: bool) -> String {
    match rust.trim() {
        "String" | "&str" => "string".to_owned(),
        "bool" => "boolean".to_owned(),
        "f64" | "u16" => "number".to_owned(),
        "" => "void".to_owned(),
        "JsValue" | "Array" => "…".to_owned(),
        "Promise" => "Promise<…>".to_owned(),
        other => match other.strip_prefix("Option<").and_then(|it| it.strip_suffix('>')) {
            Some(inner) if is_given => format!("Maybe<{}>", typescript(inner, true)),
            Some(inner) => format!("{} | undefined", typescript(inner, false)),
            // web-sys writes the names of classes otherwise.
            None => other.trim_start_matches('&').replace("Html", "HTML"),
        },
    }
}

/// The members that `src/host.rs` reads and calls.
fn asked() -> Members {
    let text = read("src/host.rs");
    let functions =
        between(&text, "pub type Host;", "\n}\n").split("#[wasm_bindgen(method").skip(1);
    functions
        .map(|function| {
            let (attribute, rest) = function.split_once(")]").unwrap();
            let (name, rest) = rest.split_once("pub fn ").unwrap().1.split_once('(').unwrap();
            let (parameters, rest) = rest.split_once(')').unwrap();
            let given = rest.split_once(';').unwrap().0.trim().trim_start_matches("->");
            let name = attribute.split_once("js_name = ").map_or(name, |(_, name)| name);
            let taken = parameters.split(", ").skip(1).map(|one| one.split_once(": ").unwrap().1);
            let taken = taken.map(|one| typescript(one, false)).collect();
            let is_read = attribute.contains("getter");
            (name.to_owned(), ((!is_read).then_some(taken), typescript(given, true)))
        })
        .collect()
}

/// The members of the loader's `Host`.
fn offered() -> Members {
    let text = read("loader/host.ts");
    let members = between(&text, "export interface Host {\n", "\n}\n").lines();
    members
        .map(|line| {
            let line = line.trim().trim_end_matches(';');
            if let Some(line) = line.strip_prefix("readonly ") {
                let (name, given) = line.split_once(": ").unwrap();
                return (name.trim_end_matches('?').to_owned(), (None, given.to_owned()));
            }
            let (head, given) = line.rsplit_once("): ").unwrap();
            let (name, parameters) = head.split_once('(').unwrap();
            let taken = parameters.split(", ").filter(|one| !one.is_empty());
            let taken = taken.map(|one| one.split_once(": ").unwrap().1.to_owned()).collect();
            (name.to_owned(), (Some(taken), given.to_owned()))
        })
        .collect()
}

/// Whether a type of the loader is what Rust expects.
fn fits(expected: &str, found: &str) -> bool {
    match expected.split_once('…') {
        Some((before, after)) => found.starts_with(before) && found.ends_with(after),
        None => expected == found,
    }
}

/// What the loader offers is what the wasm asks for: the same names, parameters and results.
#[test]
fn the_loader_offers_what_the_wasm_asks_for() {
    let (asked, offered) = (asked(), offered());

    assert!(asked.len() > 15, "only {} members were read", asked.len());
    let names = |members: &Members| members.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&asked), names(&offered));
    for (name, (taken, given)) in &asked {
        let (found_taken, found_given) = &offered[name];
        assert_eq!(taken, found_taken, "the parameters of {name}");
        assert!(fits(given, found_given), "{name} gives {found_given}, the wasm expects {given}");
    }
}

/// The build puts in every constant that the loader declares, and no other.
#[test]
fn the_build_gives_every_constant_that_the_loader_declares() {
    let constants = |text: &str| {
        let mut found: Vec<_> = text
            .split(|c: char| !c.is_ascii_uppercase() && c != '_')
            .filter(|word| word.starts_with("__REGAIN_"))
            .map(str::to_owned)
            .collect();
        found.sort();
        found.dedup();
        found
    };

    let declared = constants(&read("loader/build.d.ts"));

    assert!(declared.len() > 10, "{declared:?}");
    assert_eq!(declared, constants(&read("xtask/src/build/script.rs")));
}

/// TypeScript checks nothing that has the type `any`, and nothing behind a comment that tells it so.
#[test]
fn nothing_of_the_loader_is_unchecked() {
    let mut folders: Vec<PathBuf> = vec![root().join("loader")];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            assert!(path.extension().is_some_and(|end| end != "js"), "{}", path.display());
            if path.extension().is_some_and(|end| end == "ts") {
                read += 1;
                for line in fs::read_to_string(&path).unwrap().lines() {
                    let code = line.split("//").next().unwrap();
                    let is_typed = !["any", "Function"].iter().any(|name| {
                        [": ", "as ", "<", "| "].iter().any(|before| {
                            code.split(&format!("{before}{name}"))
                                .skip(1)
                                .any(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
                        })
                    });
                    assert!(is_typed && !line.contains("@ts-"), "{}: {line}", path.display());
                }
            }
        }
    }
    assert!(read > 15, "only {read} files were read");
}

//! Serde and the browser's readers hold the same rules, over every wire type that an answer can have:
//! the golden files have each of them, and `docs/openapi.json` knows every name.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod parsed;

use parsed::{Parsed, pointers};
use regain_contract::appeal::Appeal;
use regain_contract::json::FromJson;
use regain_contract::{HandOff, Problem, Recovery};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// What serde and the browser make of a value, each as text; `None` for what they refuse.
type Both = (Option<String>, Option<String>);

/// Reads a value as one type, with serde and with the browser's reader.
type ReadBoth = fn(&Value) -> Both;

fn both<T: DeserializeOwned + FromJson + core::fmt::Debug>(value: &Value) -> Both {
    let by_serde = serde_json::from_value::<T>(value.clone()).ok();
    let by_browser = T::from_json(&Parsed(value.clone()));
    (by_serde.map(|it| format!("{it:?}")), by_browser.map(|it| format!("{it:?}")))
}

/// Each golden file with its name, and how its type is read.
fn goldens() -> Vec<(String, Value, ReadBoth)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let reader: ReadBoth = match name.split_once('_').unwrap().0 {
            "step" => both::<Recovery>,
            "task" => both::<HandOff>,
            "appeal" => both::<Appeal>,
            "problem" => both::<Problem>,
            _ => panic!("{name} belongs to no type"),
        };
        let text = std::fs::read_to_string(&path).unwrap();
        (name, serde_json::from_str(&text).unwrap(), reader)
    };
    files.map(read).collect()
}

/// Every name that the contract has: of steps, problems, outcomes and all other enums.
fn names() -> BTreeSet<String> {
    fn collect(value: &Value, names: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                let texts = fields.get("enum").and_then(Value::as_array).into_iter().flatten();
                names.extend(texts.filter_map(Value::as_str).map(str::to_owned));
                fields.values().for_each(|child| collect(child, names));
            }
            Value::Array(items) => items.iter().for_each(|child| collect(child, names)),
            _ => {}
        }
    }
    let document = include_str!("../../../docs/openapi.json");
    let mut names = BTreeSet::from(["unheard_of".to_owned(), String::new()]);
    collect(&serde_json::from_str(document).unwrap(), &mut names);
    names
}

/// A method that the page does not know is not offered; serde refuses the whole answer.
fn is_of_a_method(name: &str, pointer: &str) -> bool {
    name == "step_choose_method" && pointer.starts_with("/step/methods/")
}

#[test]
fn serde_and_the_browser_read_every_golden_answer_the_same() {
    for (name, value, both) in goldens() {
        let (by_serde, by_browser) = both(&value);

        assert!(by_serde.is_some(), "{name}");
        assert_eq!(by_serde, by_browser, "{name}");
    }
}

#[test]
fn every_name_in_every_place_is_read_the_same() {
    let names = names();
    assert!(names.len() > 150, "only {} names", names.len());
    for (golden, value, both) in goldens() {
        for pointer in pointers(&value) {
            if !value.pointer(&pointer).unwrap().is_string() || is_of_a_method(&golden, &pointer) {
                continue;
            }
            for name in &names {
                let mut renamed = value.clone();
                *renamed.pointer_mut(&pointer).unwrap() = name.as_str().into();
                let (by_serde, by_browser) = both(&renamed);
                assert_eq!(by_serde, by_browser, "{golden} {pointer} {name}");
            }
        }
    }
}

/// REL-04: what the browser reads beyond serde is only what decision 2 names.
#[test]
fn every_damage_is_read_the_same_or_as_something_missing() {
    let bad = [json!(true), json!(-1), json!(1.5), json!(1e300), json!("x"), json!([]), json!({})];
    for (golden, value, both) in goldens() {
        for pointer in pointers(&value) {
            for wrong in &bad {
                let mut damaged = value.clone();
                *damaged.pointer_mut(&pointer).unwrap() = wrong.clone();
                let (by_serde, by_browser) = both(&damaged);
                let has_no_fields = value.pointer(&pointer).unwrap().is_object();
                let may_differ = is_of_a_method(&golden, &pointer) || has_no_fields;
                if by_serde.is_some() || !may_differ {
                    assert_eq!(by_serde, by_browser, "{golden} {pointer} {wrong}");
                }
            }
        }
    }
}

#[test]
fn a_missing_field_is_read_the_same_and_null_like_a_missing_one() {
    for (golden, value, both) in goldens() {
        for pointer in pointers(&value) {
            let (parent, field) = pointer.rsplit_once('/').unwrap();
            let mut without = value.clone();
            let Some(fields) = without.pointer_mut(parent).unwrap().as_object_mut() else {
                continue;
            };
            fields.remove(field);
            let mut null = value.clone();
            *null.pointer_mut(&pointer).unwrap() = Value::Null;

            let (by_serde, by_browser) = both(&without);
            if !is_of_a_method(&golden, &pointer) {
                assert_eq!(by_serde, by_browser, "{golden} {pointer}");
            }
            assert_eq!(both(&null).1, by_browser, "{golden} {pointer}");
        }
    }
}

/// The golden files have every field that an answer can have.
#[test]
fn the_golden_files_have_every_field_of_every_answer() {
    let document: Value = serde_json::from_str(include_str!("../../../docs/openapi.json")).unwrap();
    let mut seen = BTreeSet::new();
    for (_, value, _) in goldens() {
        seen.extend(
            pointers(&value).iter().filter_map(|it| Some(it.rsplit_once('/')?.1.to_owned())),
        );
    }
    let answers = ["Recovery", "HandOff", "Appeal", "Problem"];
    let mut open: Vec<String> = answers.map(str::to_owned).to_vec();
    let mut known = BTreeSet::new();
    while let Some(name) = open.pop() {
        if known.insert(name.clone()) {
            let schema = &document["components"]["schemas"][&name];
            for pointer in pointers(schema) {
                if let Some((_, field)) = pointer.rsplit_once("/properties/")
                    && !field.contains('/')
                {
                    assert!(seen.contains(field), "no golden file has {field} of {name}");
                }
                if let Some(Value::String(reference)) = schema.pointer(&pointer)
                    && let Some(other) = reference.strip_prefix("#/components/schemas/")
                {
                    open.push(other.to_owned());
                }
            }
        }
    }
    assert!(known.len() > 45, "only {} schemas", known.len());
}

//! What owners read is true: every option with its default, and the strength of every way.

use regain_contract::Method;
use regain_server::Config;
use std::collections::BTreeMap;
use toml::{Table, Value};

const CONFIGURATION: &str = include_str!("../../../../docs/configuration.md");
const SECURITY_MODEL: &str = include_str!("../../../../docs/security-model.md");

/// The cells of each row of every table.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let rows = text.lines().filter(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect())
}

/// The names of a cell: `` `a`, `b` `` are two.
fn names(cell: &str) -> Vec<String> {
    cell.split(", ").map(|name| name.trim_matches('`').to_owned()).collect()
}

/// Option → the default that is written beside it.
fn described() -> BTreeMap<String, String> {
    let (_, text) = CONFIGURATION.split_once("\n## Every option\n").unwrap();
    let text = text.split("\n## ").next().unwrap();
    // Names of options stand in back quotes, the heads of tables do not.
    let rows = rows(text).filter(|row| row.len() >= 3 && row[0].starts_with('`'));
    let pairs = rows.flat_map(|row| {
        let options = names(row[0]);
        // A list with commas is one default.
        let defaults =
            if options.len() == 1 { vec![row[1].trim_matches('`').into()] } else { names(row[1]) };
        options.into_iter().zip(defaults).collect::<Vec<_>>()
    });
    pairs.collect()
}

/// How a default is written.
fn written(default: &Value) -> String {
    match default {
        Value::String(text) if text.is_empty() => "empty".into(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// BLD-06: every option of the server, so every limit, time and lock-out, is documented with its
/// true default, and nothing else is.
#[test]
fn every_option_is_documented_with_its_default() {
    let described = described();
    let defaults = Table::try_from(Config::default()).unwrap();

    for (option, default) in &defaults {
        let said = described.get(option);
        let said = said.unwrap_or_else(|| panic!("{option} is not in docs/configuration.md"));
        assert_eq!(*said, written(default), "the default of {option} in docs/configuration.md");
    }
    let unknown = described.keys().find(|option| !defaults.contains_key(*option));
    assert_eq!(unknown, None, "docs/configuration.md has an option that the server has not");
}

/// BLD-06: the strength of every way to an account is documented, of the appeal too: what it proves,
/// how strong that is, what a stranger would need, and its limits.
#[test]
fn the_strength_of_every_way_is_documented() {
    let (_, text) = SECURITY_MODEL.split_once("\n## How strong each way is\n").unwrap();
    let text = text.split("\n## ").next().unwrap();
    let methods = Method::ALL.map(|method| serde_json::to_value(method).unwrap());
    let ways = methods.iter().map(|name| name.as_str().unwrap()).chain(["appeal"]);

    for way in ways {
        let row = rows(text).find(|row| names(row[0]) == [way]);
        let row = row.unwrap_or_else(|| panic!("{way} has no row in docs/security-model.md"));
        assert_eq!(row.len(), 5, "{way}");
        assert!(row.iter().all(|cell| !cell.is_empty()), "{way}");
    }
}

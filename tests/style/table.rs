//! `docs/theming.md` names every token with its level and value, and no other.

use super::tokens::{Tokens, read, rules};
use std::collections::BTreeMap;
use std::path::Path;

/// What begins each part of `tokens.css`, and the heading of its table.
const LEVELS: [(&str, &str); 4] = [
    ("/* palette */", "### Palette"),
    ("/* roles */", "### Roles"),
    ("/* type, space, shape, time */", "### Type, space, shape, time"),
    ("/* components */", "### Components"),
];

fn tables() -> BTreeMap<&'static str, Tokens> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/theming.md");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let level = |heading: &'static str| {
        let part = text.split_once(&format!("{heading}\n")).map_or("", |(_, rest)| rest);
        let part = part.split("\n#").next().unwrap_or_default();
        let row = |line: &str| {
            let mut cells = line.split('|').map(str::trim).skip(1);
            let name = cells.next()?.strip_prefix('`')?.strip_suffix('`')?.to_owned();
            let value = cells.next()?.trim_matches('`').to_owned();
            Some((name, value))
        };
        (heading, part.lines().filter_map(row).collect())
    };
    LEVELS.map(|(_, heading)| level(heading)).into()
}

#[test]
fn the_tables_and_the_tokens_agree() {
    let css = read("tokens.css");
    let tables = tables();
    let mut rest = css.as_str();
    let mut count = 0;
    for (index, (begin, heading)) in LEVELS.iter().enumerate() {
        rest = rest.split_once(begin).map_or("", |(_, rest)| rest);
        let end = LEVELS.get(index + 1).map_or(rest.len(), |(next, _)| rest.find(next).unwrap());
        let tokens = rules(&format!("a{{{}}}", rest[..end].trim_end_matches("}\n")));
        let tokens: Tokens = tokens.into_iter().flatten().collect();
        let folded = |value: &String| value.split_whitespace().collect::<Vec<_>>().join(" ");
        let tokens: Tokens =
            tokens.iter().map(|(name, value)| (name.clone(), folded(value))).collect();
        count += tokens.len();

        assert_eq!(tables[heading], tokens, "{heading}");
    }
    assert!(count > 60, "only {count} tokens were read");
}

/// Each token is used: by the style, by another token, or by a page of ours.
#[test]
fn no_token_is_for_nothing() {
    let css = super::files("style", ".css");
    for name in rules(&read("tokens.css")).into_iter().flat_map(Tokens::into_keys) {
        let used = format!("var({name})");
        assert!(css.iter().any(|(_, text)| text.contains(&used)), "{name} is used nowhere");
    }
}

/// Each part that is promised is a class of the style.
#[test]
fn each_promised_part_is_a_class() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/theming.md");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let css = super::files("style", ".css");
    let rows = text.split_once("| group | parts |").unwrap().1.split("\n\n").next().unwrap();
    let parts: Vec<_> = rows.split('`').skip(1).step_by(2).collect();
    for part in &parts {
        let class = format!(".rg-{part}");
        assert!(css.iter().any(|(_, text)| text.contains(&class)), "there is no {class}");
    }
    assert!(parts.len() > 40, "only {} parts were read", parts.len());
}

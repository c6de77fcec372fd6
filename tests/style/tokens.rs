//! Reads tokens out of style sheets, and works out what they are in a theme and a brand.

use std::collections::BTreeMap;
use std::path::Path;

/// Token → value, as written.
pub type Tokens = BTreeMap<String, String>;

/// The text of a file of the style.
pub fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("style").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The tokens that each rule of a sheet sets, in order.
pub fn rules(css: &str) -> Vec<Tokens> {
    let mut plain = String::new();
    for part in css.split("/*") {
        plain.push_str(part.split_once("*/").map_or(part, |(_, rest)| rest));
    }
    let innermost = plain.split('}').filter_map(|rule| rule.rsplit_once('{')).map(|(_, body)| body);
    let declared = |body: &str| {
        // A semicolon inside of quotes ends nothing; none of ours has one.
        let all = body.split(';').filter_map(|one| one.split_once(':'));
        let tokens = all.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
        tokens.filter(|(name, _)| name.starts_with("--")).collect::<Tokens>()
    };
    innermost.map(declared).filter(|tokens| !tokens.is_empty()).collect()
}

/// All tokens that a sheet with one rule sets.
pub fn only_rule(path: &str) -> Tokens {
    let mut all = rules(&read(path));
    assert_eq!(all.len(), 1, "{path} has one rule");
    all.remove(0)
}

/// A brand: what it sets always, and what it sets in the dark.
pub fn brand(name: &str) -> (Tokens, Tokens) {
    let all = rules(&read(&format!("brands/{name}.css")));
    assert_eq!(all.len(), 3, "{name}: always, in the dark by system, in the dark by theme");
    assert_eq!(all[1], all[2], "{name}: the dark is the same by system and by theme");
    (all[0].clone(), all[2].clone())
}

/// Later ones go before earlier ones.
pub fn layered(layers: &[&Tokens]) -> Tokens {
    layers.iter().flat_map(|layer| (*layer).clone()).collect()
}

/// A colour: red, green, blue, each from 0 to 255.
pub type Colour = [f64; 3];

/// The colour of a token.
pub fn colour(tokens: &Tokens, name: &str) -> Colour {
    let mut value = tokens.get(name).unwrap_or_else(|| panic!("there is no {name}")).as_str();
    while let Some(inner) = value.strip_prefix("var(") {
        let name = inner.trim_end_matches(')');
        value = tokens.get(name).unwrap_or_else(|| panic!("there is no {name}"));
    }
    let digits = value.strip_prefix('#').unwrap_or_else(|| panic!("{name} is {value}"));
    let digits = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        _ => digits.to_owned(),
    };
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()))
}

/// WCAG 2.2, *contrast ratio*.
pub fn ratio(one: Colour, other: Colour) -> f64 {
    let linear = |part: f64| match part / 255.0 {
        part if part <= 0.04045 => part / 12.92,
        part => ((part + 0.055) / 1.055).powf(2.4),
    };
    let luminance =
        |[r, g, b]: Colour| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn black_on_white_has_the_ratio_of_the_standard() {
    assert!((ratio([0.0; 3], [255.0; 3]) - 21.0).abs() < 1e-9);
    let grey = colour(&Tokens::from([("--x".into(), "#767676".into())]), "--x");
    assert!(ratio(grey, [255.0; 3]) > 4.5 && ratio(grey, [255.0; 3]) < 4.6);
}

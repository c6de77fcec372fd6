//! A password manager's side of `passwordrules`: reads the attribute by Apple's grammar and makes
//! passwords by it. Knows nothing of our policy.

use crate::seeded::Seeded;
use std::collections::BTreeSet;

#[derive(Debug, Default)]
pub struct Rules {
    pub min_length: Option<usize>,
    pub max_length: Option<usize>,
    pub required: Vec<BTreeSet<char>>,
    pub allowed: BTreeSet<char>,
}

impl Rules {
    /// Reads an attribute; `Err` says what a manager would stumble over.
    pub fn parse(attribute: &str) -> Result<Self, String> {
        let mut rules = Self::default();
        let mut rest = attribute.trim_start();
        while !rest.is_empty() {
            let (name, after) = rest.split_once(':').ok_or(format!("no value: {rest}"))?;
            let end = end_of_value(after);
            let (value, after) = after.split_at(end);
            rules.add(name.trim(), value.trim())?;
            rest = after.strip_prefix(';').unwrap_or(after).trim_start();
        }
        // What is required is allowed; a rule that names no character allows all of ASCII.
        rules.allowed.extend(rules.required.iter().flatten());
        if rules.allowed.is_empty() {
            rules.allowed = (' '..='~').collect();
        }
        Ok(rules)
    }

    fn add(&mut self, name: &str, value: &str) -> Result<(), String> {
        let length = || value.parse::<usize>().map_err(|_| format!("not a number: {value}"));
        match name {
            "minlength" => self.min_length = self.min_length.max(Some(length()?)),
            "maxlength" => {
                let length = length()?;
                self.max_length = Some(self.max_length.map_or(length, |old| old.min(length)));
            }
            "required" => self.required.push(classes(value)?),
            "allowed" => self.allowed.extend(classes(value)?),
            _ => return Err(format!("unknown rule: {name}")),
        }
        Ok(())
    }

    /// Makes a password: one character of each required set, the rest of any, in random order.
    pub fn generate(&self, seeded: &mut Seeded) -> String {
        let least = self.min_length.unwrap_or(0).max(self.required.len());
        let most = self.max_length.unwrap_or(least + 40);
        let length = least + seeded.below(most.saturating_sub(least) + 1);
        let pick = |seeded: &mut Seeded, set: &BTreeSet<char>| {
            set.iter().nth(seeded.below(set.len())).copied()
        };
        let mut made: Vec<char> =
            self.required.iter().filter_map(|set| pick(seeded, set)).collect();
        let allowed: Vec<char> = self.allowed.iter().copied().collect();
        while made.len() < length {
            made.push(seeded.pick(&allowed));
        }
        for at in (1..made.len()).rev() {
            made.swap(at, seeded.below(at + 1));
        }
        made.into_iter().collect()
    }
}

/// Where the value ends: at a semicolon outside brackets.
fn end_of_value(text: &str) -> usize {
    let mut inside = false;
    for (at, c) in text.char_indices() {
        match c {
            '[' if !inside => inside = true,
            ']' => inside = text.get(at + 1..).is_some_and(|rest| rest.starts_with(']')),
            ';' if !inside => return at,
            _ => {}
        }
    }
    text.len()
}

/// The union of a comma-separated list of classes.
fn classes(value: &str) -> Result<BTreeSet<char>, String> {
    let mut set = BTreeSet::new();
    let mut rest = value;
    while !rest.is_empty() {
        rest = match rest.strip_prefix('[') {
            Some(custom) => {
                let (inside, after) = custom_class(custom)?;
                set.extend(inside);
                after
            }
            None => {
                let (name, after) = rest.split_at(rest.find(',').unwrap_or(rest.len()));
                set.extend(named_class(name.trim())?);
                after
            }
        };
        rest = rest.trim_start();
        if !rest.is_empty() {
            rest = rest.strip_prefix(',').ok_or(format!("no comma: {rest}"))?.trim_start();
        }
    }
    Ok(set)
}

/// `]` stands last in a class, `-` first; a `-` elsewhere is ignored, as Apple's parser does.
fn custom_class(text: &str) -> Result<(BTreeSet<char>, &str), String> {
    let close = text.find(']').ok_or("class without end")?;
    let close = if text.get(close + 1..).is_some_and(|rest| rest.starts_with(']')) {
        close + 1
    } else {
        close
    };
    let (inside, after) = text.split_at(close);
    let kept = inside.char_indices().filter(|&(at, c)| c != '-' || at == 0).map(|(_, c)| c);
    Ok((kept.filter(|c| (' '..='~').contains(c)).collect(), after.split_at(1).1))
}

fn named_class(name: &str) -> Result<BTreeSet<char>, String> {
    let printable = ' '..='~';
    match name.to_ascii_lowercase().as_str() {
        "upper" => Ok(('A'..='Z').collect()),
        "lower" => Ok(('a'..='z').collect()),
        "digit" => Ok(('0'..='9').collect()),
        // The trap: the space is special.
        "special" => Ok(printable.filter(|c| !c.is_ascii_alphanumeric()).collect()),
        "ascii-printable" | "unicode" => Ok(printable.collect()),
        _ => Err(format!("unknown class: {name}")),
    }
}

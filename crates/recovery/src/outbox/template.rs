//! One text with places for values: the part of ICU MessageFormat that mails need, `{name}` and
//! `{name, plural, one {# day} other {# days}}`. Apostrophes stand for themselves.

use super::plural::Category;
use regain_contract::Locale;
use serde::Deserialize;

/// What is put into a text. What a value holds is never read as a place.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// A text of ours, or one that is copied or clicked, and so must stay as it is.
    Ours(&'a str),
    /// A name or a masked value, of whatever script: kept apart from right-to-left text around it.
    Apart(&'a str),
    /// How many.
    Count(u32),
}

/// A text, read once.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Template(Vec<Part>);

#[derive(Clone, Debug)]
enum Part {
    Text(String),
    Value(String),
    Plural(String, Vec<(Category, String)>),
}

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        read(&text).map(Self).ok_or_else(|| format!("not a text with places: {text}"))
    }
}

impl Template {
    /// The text with its values. A place without a value stays, for the tests to find.
    pub fn fill(&self, locale: Locale, values: &[(&str, Value<'_>)]) -> String {
        let value = |name: &str| values.iter().find(|(of, _)| *of == name).map(|(_, value)| *value);
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Text(part) => text.push_str(part),
                Part::Value(name) => match value(name) {
                    Some(Value::Ours(value)) => text.push_str(value),
                    Some(Value::Apart(value)) => text.push_str(&apart(locale, value)),
                    Some(Value::Count(count)) => text.push_str(&count.to_string()),
                    None => text.extend(["{", name, "}"]),
                },
                Part::Plural(name, forms) => match value(name) {
                    Some(Value::Count(count)) => text.push_str(&plural(locale, forms, count)),
                    _ => text.extend(["{", name, "}"]),
                },
            }
        }
        text
    }
}

fn plural(locale: Locale, forms: &[(Category, String)], count: u32) -> String {
    let form = |wanted| forms.iter().find(|(category, _)| *category == wanted);
    let found = form(Category::of(locale, count)).or_else(|| form(Category::Other));
    found.map(|(_, form)| form.replace('#', &count.to_string())).unwrap_or_default()
}

/// Keeps a value apart from right-to-left text (Unicode TR9 §2.7): without, the asterisks of
/// `f***` and the plus sign of `+86` would change sides. Other languages need no such marks, and
/// mails without them are easier to search and to copy from.
pub fn apart(locale: Locale, value: &str) -> String {
    if locale.is_right_to_left() { format!("\u{2068}{value}\u{2069}") } else { value.to_owned() }
}

/// Reads the parts of a text; `None` when a brace has no other, or a plural no `other`.
fn read(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        parts.push(Part::Text(closed(before)?));
        let (inner, after) = inner(after)?;
        parts.push(match inner.split_once(", plural, ") {
            Some((name, forms)) => Part::Plural(name.to_owned(), read_forms(forms)?),
            None => Part::Value(closed(inner)?),
        });
        rest = after;
    }
    parts.push(Part::Text(closed(rest)?));
    Some(parts)
}

/// Reads `one {# day} other {# days}`.
fn read_forms(mut rest: &str) -> Option<Vec<(Category, String)>> {
    let mut forms = Vec::new();
    while let Some((name, after)) = rest.split_once('{') {
        let (form, after) = after.split_once('}')?;
        forms.push((Category::from_name(name.trim())?, closed(form)?));
        rest = after;
    }
    let has_other = forms.iter().any(|(category, _)| *category == Category::Other);
    (rest.trim().is_empty() && has_other).then_some(forms)
}

/// What is before the brace that closes, and what is after it.
fn inner(text: &str) -> Option<(&str, &str)> {
    let mut depth = 1_u32;
    let end = text.char_indices().find_map(|(index, char)| {
        match char {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(index)
    })?;
    let (inner, after) = text.split_at_checked(end)?;
    Some((inner, after.strip_prefix('}')?))
}

/// A piece that has no brace in it.
fn closed(text: &str) -> Option<String> {
    (!text.contains(['{', '}'])).then(|| text.to_owned())
}

#[cfg(test)]
impl Template {
    /// The names of the places, sorted.
    pub fn names(&self) -> std::collections::BTreeSet<&str> {
        self.0
            .iter()
            .filter_map(|part| match part {
                Part::Text(_) => None,
                Part::Value(name) | Part::Plural(name, _) => Some(name.as_str()),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Template, Value};
    use regain_contract::Locale;

    fn template(text: &str) -> Template {
        Template::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn values_and_counts_stand_in_their_places() {
        let text = template("{who} has {n, plural, one {# day} other {# days}}.");

        let fill =
            |n| text.fill(Locale::En, &[("who", Value::Apart("{n}")), ("n", Value::Count(n))]);

        assert_eq!(fill(1), "{n} has 1 day.");
        assert_eq!(fill(12), "{n} has 12 days.");
        assert_eq!(text.names().into_iter().collect::<Vec<_>>(), ["n", "who"]);
    }

    #[test]
    fn a_value_is_isolated_in_right_to_left_text_alone() {
        let fill = |locale| template("{a} {b}").fill(locale, &VALUES);
        const VALUES: [(&str, Value<'_>); 2] =
            [("a", Value::Apart("f***")), ("b", Value::Ours("b"))];

        assert_eq!(fill(Locale::Ar), "\u{2068}f***\u{2069} b");
        assert_eq!(fill(Locale::De), "f*** b");
    }

    #[test]
    fn a_broken_text_is_refused() {
        for text in
            ["{a", "a}", "{a {b}}", "{n, plural, one {#}}", "{n, plural, odd {#} other {#}}"]
        {
            assert!(Template::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}

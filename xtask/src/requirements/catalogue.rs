//! The list of requirements: the table rows of `docs/requirements.md`.

use crate::failure::{Failure, Outcome};

/// One requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Such as `OTP-05`.
    pub id: String,
    /// What it asks, in a line.
    pub line: String,
    /// How and why we differ, when we do.
    pub deviation: Option<String>,
}

/// Reads the rows `| ENU-01 | line |` and `| ENU-01 | line | deviation |`.
///
/// Fails when an id stands there twice.
pub fn parse(markdown: &str) -> Outcome<Vec<Requirement>> {
    let mut requirements: Vec<Requirement> = Vec::new();
    for requirement in markdown.lines().filter_map(row) {
        if requirements.iter().any(|one| one.id == requirement.id) {
            let id = requirement.id;
            return Err(Failure::new(format!("docs/requirements.md lists {id} twice")));
        }
        requirements.push(requirement);
    }
    Ok(requirements)
}

fn row(line: &str) -> Option<Requirement> {
    let mut cells = line.strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim);
    let id = cells.next().filter(|id| is_id(id))?.to_owned();
    let line = cells.next()?.to_owned();
    let deviation = cells.next().filter(|text| !text.is_empty()).map(str::to_owned);
    Some(Requirement { id, line, deviation })
}

/// Whether this looks like `OTP-05` or `A11Y-17`.
pub fn is_id(text: &str) -> bool {
    let Some((group, number)) = text.split_once('-') else { return false };
    let is_group = group.starts_with(|first: char| first.is_ascii_uppercase())
        && group.chars().all(|one| one.is_ascii_uppercase() || one.is_ascii_digit());
    is_group && group.len() >= 3 && number.len() == 2 && number.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{is_id, parse};

    #[test]
    fn rows_of_the_tables_are_read_and_other_lines_are_not() {
        let markdown = "# Requirements\n\n| id | what | deviation |\n|---|---|---|\n\
                        | OTP-05 | five tries | |\n| PWD-01 | the rule | older than the standard |\n";

        let requirements = parse(markdown).unwrap();

        let read: Vec<_> =
            requirements.iter().map(|one| (one.id.as_str(), one.deviation.as_deref())).collect();
        assert_eq!(read, [("OTP-05", None), ("PWD-01", Some("older than the standard"))]);
    }

    #[test]
    fn an_id_that_stands_twice_is_refused() {
        let failure = parse("| OTP-05 | a |\n| OTP-05 | b |\n").unwrap_err();

        assert_eq!(failure.to_string(), "docs/requirements.md lists OTP-05 twice");
    }

    #[test]
    fn ids_have_a_group_and_two_digits() {
        assert!(is_id("OTP-05") && is_id("A11Y-17"));
        assert!(!is_id("UTF-8") && !is_id("otp-05") && !is_id("OTP05") && !is_id("RFC-9457"));
    }
}

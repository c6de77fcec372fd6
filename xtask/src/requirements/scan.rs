//! Finds the tests that name requirements: doc comments directly above functions, in Rust files.

use super::catalogue::is_id;
use crate::failure::Outcome;
use crate::files;
use std::path::Path;

/// Where tests may be.
const FOLDERS: [&str; 4] = ["crates", "src", "tests", "xtask"];

/// A test and what it proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The requirements.
    pub ids: Vec<String>,
    /// The file and the name of the function.
    pub test: String,
}

/// Every test of the checkout that names a requirement.
pub fn proofs(root: &Path) -> Outcome<Vec<Proof>> {
    let mut proofs = Vec::new();
    for folder in FOLDERS {
        for path in files::walk(&root.join(folder))? {
            if path.extension().is_some_and(|end| end == "rs") {
                let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
                proofs.extend(proofs_in(&files::read_text(&path)?, &name));
            }
        }
    }
    Ok(proofs)
}

/// The tests of one file. `name` is how the file is called in the listing.
fn proofs_in(source: &str, name: &str) -> Vec<Proof> {
    let mut proofs = Vec::new();
    let mut ids = Vec::new();
    let mut is_test = false;
    for line in source.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix("/// ") {
            ids.extend(named_ids(comment));
        } else if line.starts_with("#[") {
            is_test |= is_test_attribute(line);
        } else if let Some(function) = function_name(line) {
            if !ids.is_empty() && (is_test || needs_no_attribute(name, line)) {
                let test = format!("{name}: {function}");
                proofs.push(Proof { ids: std::mem::take(&mut ids), test });
            }
            ids.clear();
            is_test = false;
        } else if !line.starts_with("//") {
            ids.clear();
            is_test = false;
        }
    }
    proofs
}

/// `OTP-05, CON-02: what holds` → both ids. Only at the start of a line of the comment; what holds
/// may be left out, and criteria of WCAG may stand between the ids.
fn named_ids(comment: &str) -> Vec<String> {
    let list = comment.split_once(':').map_or(comment, |(list, _)| list);
    let named = list.split(',').map(str::trim);
    let ids: Vec<&str> = named.filter(|one| !one.starts_with("WCAG ")).collect();
    if ids.iter().all(|id| is_id(id)) {
        ids.into_iter().map(str::to_owned).collect()
    } else {
        Vec::new()
    }
}

/// A browser test is a plain function that a macro runs once per browser; a test of the server takes
/// a world, and a macro runs it once per database.
fn needs_no_attribute(file: &str, line: &str) -> bool {
    let is_of_browser = file.starts_with("tests/") && !line.starts_with("pub");
    let is_of_server = file.contains("/tests/") && line.contains("world: World)");
    is_of_browser || is_of_server
}

fn is_test_attribute(line: &str) -> bool {
    line.trim_end_matches(']').trim_end_matches(')').contains("test")
}

/// The name in `fn name(`, `async fn name(` or `name(|…|` inside a macro that makes tests.
fn function_name(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    let is_start = before.split_whitespace().all(|word| ["async", "pub", "const"].contains(&word));
    let end = after.find(|one: char| !one.is_alphanumeric() && one != '_')?;
    is_start.then(|| after.get(..end)).flatten()
}

#[cfg(test)]
mod tests {
    use super::proofs_in;

    fn found(source: &str) -> Vec<(String, String)> {
        found_in("a.rs", source)
    }

    fn found_in(file: &str, source: &str) -> Vec<(String, String)> {
        proofs_in(source, file).into_iter().map(|one| (one.ids.join("+"), one.test)).collect()
    }

    fn pair(ids: &str, test: &str) -> (String, String) {
        (ids.to_owned(), test.to_owned())
    }

    #[test]
    fn a_test_is_found_by_the_ids_at_the_start_of_its_comment() {
        let source = "/// OTP-05, CON-02: five wrong codes\n/// and no more.\n#[test]\n\
                      fn five_tries() {}\n";

        assert_eq!(found(source), [pair("OTP-05+CON-02", "a.rs: five_tries")]);
    }

    #[test]
    fn a_test_that_runs_once_per_database_needs_no_attribute() {
        let source = "/// OTP-03: once\n    async fn works_once(mut world: World) {\n";

        assert_eq!(
            found_in("crates/server/tests/server/a.rs", source),
            [pair("OTP-03", "crates/server/tests/server/a.rs: works_once")]
        );
        assert_eq!(found_in("crates/server/src/a.rs", source), []);
    }

    #[test]
    fn ids_may_stand_alone_and_beside_criteria() {
        let source = "/// OTP-05, CON-02\n#[test]\nfn one() {}\n\
                      /// A11Y-10, WCAG 2.5.8: large\n#[test]\nfn two() {}\n\
                      /// OTP-05 is not proved here.\n#[test]\nfn three() {}\n";

        assert_eq!(
            found(source),
            [pair("OTP-05+CON-02", "a.rs: one"), pair("A11Y-10", "a.rs: two")]
        );
    }

    #[test]
    fn asynchronous_tests_and_tests_inside_macros_are_found() {
        let source = "/// ENU-01: same answer\n#[tokio::test(flavor = \"multi_thread\")]\n\
                      async fn same() {}\nproptest! {\n    /// PWD-01: any text\n    #[test]\n    \
                      fn any_text(text in \".*\") {}\n}\n";

        let expected = [pair("ENU-01", "a.rs: same"), pair("PWD-01", "a.rs: any_text")];
        assert_eq!(found(source), expected);
    }

    #[test]
    fn browser_tests_are_functions_without_an_attribute() {
        let source = "/// FIN-02: no session\nfn no_session(browser: Browser) {}\n";

        assert_eq!(found(source), []);
        let file = "tests/browser/tests/phone.rs";
        assert_eq!(found_in(file, source), [pair("FIN-02", &format!("{file}: no_session"))]);
    }

    #[test]
    fn comments_of_fields_and_mentions_inside_sentences_are_not_tests() {
        let source = "/// OTP-15: seconds\npub resend_after_s: u32,\n/// The mask (ENU-06: short).\n\
                      fn mask() {}\n/// RFC 9457: problems\n#[test]\nfn problems() {}\n";

        assert_eq!(found(source), []);
    }
}

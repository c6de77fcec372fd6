//! How the list of appeals looks on the terminal: a line each.

use super::terminal::line;
use regain_recovery::{review::Listed, webhook::time::written, word};

/// The lines, in the order that they come in.
pub(super) fn list(all: &[Listed]) -> String {
    if all.is_empty() {
        return "No appeal is open.\n".into();
    }
    let mut text = String::new();
    for one in all {
        let needs = one.answers.iter().flat_map(|answers| answers.needs.iter().map(word));
        let kind = one.answers.as_ref().map(|answers| word(&answers.kind)).unwrap_or_default();
        text.push_str(&format!(
            "{}  {}  {}  {kind}  {}  files: {}\n",
            line(&one.number),
            written(one.submitted_ms),
            word(&one.state),
            needs.collect::<Vec<_>>().join(","),
            one.files,
        ));
    }
    text
}

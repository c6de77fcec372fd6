//! How the list of appeals looks on the terminal: a line each.

use super::terminal::line;
use crate::{review::Listed, store::words::word, webhook::time::written};

/// The lines, in the order that they come in.
pub(super) fn list(all: &[Listed]) -> String {
    if all.is_empty() {
        return "No appeal is open.\n".into();
    }
    let mut text = String::new();
    for one in all {
        let needs: Vec<_> = one.answers.needs.iter().map(word).collect();
        text.push_str(&format!(
            "{}  {}  {}  {}  {}  files: {}\n",
            line(&one.number),
            written(one.submitted_ms),
            word(&one.standing),
            word(&one.answers.kind),
            needs.join(","),
            one.files,
        ));
    }
    text
}

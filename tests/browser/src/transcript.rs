//! What a screen reader is told without being asked, over a whole walk, across pages. Called by
//! tests. Chromium only: the notes come out through its console, which outlives each page.

use crate::{Page, normalised, wait};
use serde_json::json;

/// What each note begins with; `transcript.js` has the same.
const MARK: &str = "regain-heard: ";

/// The record of one tab.
#[derive(Debug)]
pub struct Transcript<'p>(&'p Page);

impl<'p> Transcript<'p> {
    /// Begins to record, in each page that is opened in the tab from now on.
    #[track_caller]
    #[must_use]
    pub fn of(page: &'p Page) -> Self {
        page.before_each_page(include_str!("transcript.js"));
        page.keep_focused();
        Self(page)
    }

    /// All that was told, one line each, normalised. `kind` is the first word of a line: `title`,
    /// `focus`, `status`, `alert`, or `unheard` for a status that came together with its text.
    #[track_caller]
    #[must_use]
    pub fn heard(&self) -> Vec<String> {
        let end = "console.debug('regain-heard: end'); return true";
        drop(self.0.run(end, json!([])));
        wait::until("the record is whole", || {
            let notes = self.notes();
            match notes.split_last() {
                Some((last, notes)) if last == "end" => Ok(told(notes)),
                _ => Err(format!("{} notes", notes.len())),
            }
        })
    }

    fn notes(&self) -> Vec<String> {
        let lines = self.0.console_so_far();
        let notes = lines.iter().filter_map(|line| {
            let at = line.message.find(&format!("\"{MARK}"))?;
            let text: String = serde_json::from_str(line.message.get(at..)?).ok()?;
            Some(text.trim_start_matches(MARK).to_owned())
        });
        notes.collect()
    }
}

/// Leaves out what depends on how fast the server is.
fn told(notes: &[String]) -> Vec<String> {
    let hasty = ["end", "status Please wait …", "focus heading One moment"];
    let is_told =
        |note: &&String| !hasty.contains(&note.as_str()) && !note.starts_with("title One moment");
    let told = notes.iter().filter(is_told);
    told.map(|note| normalised(note)).collect()
}

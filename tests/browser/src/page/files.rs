//! Files for a file input, found by its label: browsers do not agree on its accessible name, which
//! some join with that of the button inside. Open shadow roots are looked into.

use super::Page;
use crate::wait;
use serde_json::json;

impl Page {
    /// Gives files to the input with this label; `paths` are joined by line feeds.
    #[track_caller]
    pub fn give_files(&self, label: &str, paths: &str) {
        let script = concat!(
            include_str!("../within.js"),
            "return within(document).filter((one) => one.matches('input[type=file]') &&
                [...one.labels].some((label) => label.innerText.trim() === arguments[0]))"
        );
        wait::until(&format!("files are given to “{label}”"), || {
            let found = self.session.elements(script, json!([label]));
            let found = found.map_err(|refusal| refusal.to_string())?;
            let input = found.first().ok_or_else(|| self.described())?;
            self.session.type_into(input, paths).map_err(|refusal| refusal.to_string())
        });
    }
}

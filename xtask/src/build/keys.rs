//! The copy of `locales/en.json` that development builds compile: renewed only when a key comes or
//! goes, since cargo compiles the app anew for each change of a file that its build script reads.
//!
//! `cargo xtask dev` names the copy in `REGAIN_KEYS`; Trunk's first hook renews it. Release builds
//! know nothing of it.

use crate::failure::{Failure, Outcome};
use crate::{files, workspace};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Names the copy for the app's build script.
pub(super) const VARIABLE: &str = "REGAIN_KEYS";

/// Renews the copy that `REGAIN_KEYS` names; nothing when none is named.
pub fn renew() -> Outcome {
    let Some(copy) = std::env::var_os(VARIABLE).map(PathBuf::from) else { return Ok(()) };
    renew_at(&workspace::root().join("locales/en.json"), &copy)
}

/// Makes Trunk compile the keys of a copy in `folder`, and makes the copy.
pub fn with_keys(trunk: &mut Command, folder: &Path) -> Outcome {
    let copy = folder.join("keys.json");
    renew_at(&workspace::root().join("locales/en.json"), &copy)?;
    trunk.env(VARIABLE, copy);
    Ok(())
}

fn renew_at(english: &Path, copy: &Path) -> Outcome {
    let text = files::read_text(english)?;
    let known = files::read_text(copy).ok().and_then(|text| keys(&text).ok());
    let keys =
        keys(&text).map_err(|error| Failure::new(format!("{}: {error}", english.display())))?;
    if known.is_some_and(|known| known == keys) {
        return Ok(());
    }
    files::write(copy, text.as_bytes())
}

fn keys(text: &str) -> Result<Vec<String>, serde_json::Error> {
    let messages: Map<String, Value> = serde_json::from_str(text)?;
    Ok(messages.keys().cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::renew_at;
    use crate::files;

    #[test]
    fn the_copy_is_renewed_when_a_key_comes_and_stays_when_a_text_changes() {
        let folder = std::env::temp_dir().join(format!("regain-keys-{}", std::process::id()));
        let (english, copy) = (folder.join("en.json"), folder.join("copy/keys.json"));
        let with = |text: &str| {
            files::write(&english, text.as_bytes()).unwrap();
            renew_at(&english, &copy).unwrap();
            files::read_text(&copy).unwrap()
        };

        assert_eq!(with(r#"{"a":"One"}"#), r#"{"a":"One"}"#);
        assert_eq!(with(r#"{"a":"Two"}"#), r#"{"a":"One"}"#);
        assert_eq!(with(r#"{"a":"Two","b":"B"}"#), r#"{"a":"Two","b":"B"}"#);

        files::remove(&folder).unwrap();
    }
}

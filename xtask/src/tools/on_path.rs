//! Tools that are on PATH already. They are used when they tell exactly the version that we want.

use crate::process;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The first folder of `path` that has all `programs`, if the first of them tells `version`.
///
/// `own` is left out: the program there that is called wasm-bindgen is ours and calls the real one.
pub fn find(path: &OsStr, own: &Path, programs: &[&str], version: &str) -> Option<PathBuf> {
    let first = programs.first()?;
    let has_all = |folder: &PathBuf| programs.iter().all(|name| folder.join(name).is_file());
    let folder = std::env::split_paths(path).find(|folder| folder != own && has_all(folder))?;
    let mut asked = Command::new(folder.join(first));
    let told = process::read(asked.arg("--version"), first).ok()?;
    told.split_whitespace().any(|word| word == version).then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::files;
    use std::ffi::OsStr;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    fn program(folder: &Path, name: &str, told: &str) {
        let program = folder.join(name);
        files::write(&program, format!("#!/bin/sh\necho {told}\n").as_bytes()).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn a_tool_on_path_is_used_only_in_the_right_version_and_when_it_is_not_our_own() {
        let folder = std::env::temp_dir().join(format!("regain-path-{}", std::process::id()));
        program(&folder, "trunk", "trunk 0.21.14");
        let path = folder.as_os_str();
        let nowhere = Path::new("/nowhere");

        let found = |programs: &[&str], version| find(path, nowhere, programs, version);
        assert_eq!(found(&["trunk"], "0.21.14").as_deref(), Some(folder.as_path()));
        assert_eq!(found(&["trunk"], "0.21.1"), None);
        assert_eq!(found(&["trunk", "trunk-runner"], "0.21.14"), None);
        assert_eq!(find(path, &folder, &["trunk"], "0.21.14"), None);
        assert_eq!(find(OsStr::new(""), nowhere, &["trunk"], "0.21.14"), None);
        files::remove(&folder).unwrap();
    }
}

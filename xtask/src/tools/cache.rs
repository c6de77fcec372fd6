//! The per-user cache of tools. An interrupted installation is never taken for a complete one:
//! each is made under a temporary name and renamed at its end.

use crate::failure::{Failure, Outcome};
use crate::files;
use std::path::{Path, PathBuf};

/// Where the tools are, each in a folder of its own.
pub fn folder() -> Outcome<PathBuf> {
    Ok(caches()?.join("regain").join("tools"))
}

/// `$XDG_CACHE_HOME`, or the usual place of the system below the home folder.
pub fn caches() -> Outcome<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    match (variable("XDG_CACHE_HOME"), variable("HOME")) {
        (Some(caches), _) => Ok(PathBuf::from(caches)),
        (None, Some(home)) if cfg!(target_os = "macos") => {
            Ok(PathBuf::from(home).join("Library/Caches"))
        }
        (None, Some(home)) => Ok(PathBuf::from(home).join(".cache")),
        (None, None) => Err(Failure::new("no place for the tools: set HOME or XDG_CACHE_HOME")),
    }
}

/// Installs into a temporary folder by `install`, then gives it the name `name`.
pub fn install(name: &str, install: impl FnOnce(&Path) -> Outcome) -> Outcome {
    let tools = folder()?;
    let temporary = tools.join(format!("{name}.partial-{}", std::process::id()));
    let place = tools.join(name);
    files::remove(&temporary)?;
    files::make_folder(&temporary)?;

    let installed = install(&temporary);

    if installed.is_ok() && !place.exists() {
        std::fs::rename(&temporary, &place).map_err(|error| Failure::at(&place, &error))?;
    } else {
        files::remove(&temporary)?;
    }
    installed
}

//! Node: it runs `wasm-opt` and brings the tools that come from npm.

use crate::failure::{Failure, Outcome};
use crate::process;
use std::path::Path;
use std::process::Command;

/// The oldest Node that the tools run on.
const OLDEST: u32 = 20;

/// Fails when there is no Node, or an old one.
pub fn ensure() -> Outcome {
    let version = process::read(Command::new("node").arg("--version"), "node --version")?;
    if major(&version).is_some_and(|major| major >= OLDEST) {
        return Ok(());
    }
    let version = version.trim();
    Err(Failure::new(format!(
        "Node.js {version} is too old: install {OLDEST} or newer from https://nodejs.org"
    )))
}

/// Installs npm packages, named with their versions, below `place`.
pub fn install_packages(packages: &[&str], place: &Path) -> Outcome {
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"])
        .arg(place)
        .args(packages)
        .current_dir(place);
    process::run_quietly(&mut npm, &format!("installing {} with npm", packages.join(" ")))
}

/// `v20.20.2` → 20.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("node: not found"), None);
    }
}

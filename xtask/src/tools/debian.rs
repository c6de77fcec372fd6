//! Programs that come from the operating system: browsers, fonts, PostgreSQL. Only for tests.
//!
//! As root on Debian or Ubuntu they are installed; elsewhere the caller tells what to install.

use crate::failure::Outcome;
use crate::process;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A package of Debian, and how to see that it (or its like on another system) is there.
#[derive(Clone, Copy, Debug)]
pub struct Package {
    /// The name for `apt-get install`.
    pub name: &'static str,
    /// What it is, for a person on another system.
    pub what: &'static str,
    /// A program on PATH, or the start of absolute paths one of which must exist.
    pub signs: &'static [&'static str],
}

impl Package {
    fn is_installed(&self) -> bool {
        self.signs.iter().any(|sign| {
            if sign.starts_with('/') {
                exists_with_prefix(Path::new(sign))
            } else {
                process::exists(sign)
            }
        })
    }
}

/// Those of `packages` that are not installed.
pub fn missing_packages(packages: &[Package]) -> Vec<Package> {
    packages.iter().filter(|package| !package.is_installed()).copied().collect()
}

/// Installs `packages` when this is root on Debian or Ubuntu. Returns whether it tried.
pub fn install_packages(packages: &[Package]) -> Outcome<bool> {
    if !(is_debian() && is_root()) {
        return Ok(false);
    }
    let names: Vec<&str> = packages.iter().map(|package| package.name).collect();
    println!("Installing from the distribution: {}", names.join(" "));
    process::run(apt().arg("update").arg("-q"), "apt-get update")?;
    let mut install = apt();
    install.args(["install", "-y", "-q", "--no-install-recommends"]).args(&names);
    process::run(&mut install, &format!("apt-get install {}", names.join(" ")))?;
    Ok(true)
}

fn apt() -> Command {
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    apt
}

fn is_debian() -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    release
        .lines()
        .filter(|line| line.starts_with("ID=") || line.starts_with("ID_LIKE="))
        .any(|line| line.contains("debian") || line.contains("ubuntu"))
}

/// Whether this process may install packages. `id` knows without an unsafe call.
fn is_root() -> bool {
    process::read(Command::new("id").arg("-u"), "id").is_ok_and(|id| id.trim() == "0")
}

fn exists_with_prefix(path: &Path) -> bool {
    let (Some(parent), Some(start)) = (path.parent(), path.file_name()) else { return false };
    fs::read_dir(parent).is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with(&*start.to_string_lossy()))
    })
}

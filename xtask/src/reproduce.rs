//! `cargo xtask reproduce`: builds the last commit a second time, in another folder and from nothing,
//! and holds the two against each other, byte for byte (BLD-02). Takes a few minutes: for releases.

use crate::failure::{Failure, Outcome};
use crate::{build, files, process, workspace};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// The files of a folder by their paths within it.
type Contents = BTreeMap<String, Vec<u8>>;

/// Fails when the two builds differ, and names the files that do.
pub fn reproduce() -> Outcome {
    let changed = process::read(git().args(["status", "--porcelain"]), "git status")?;
    if !changed.trim().is_empty() {
        return Err(Failure::new("commit first: the second build is of the last commit"));
    }
    build::build()?;
    let folder = workspace::target().join("reproduce");
    let other = folder.join("elsewhere");
    clear(&folder)?;
    let mut checkout = git();
    checkout.args(["worktree", "add", "--quiet", "--detach"]).arg(&other).arg("HEAD");
    process::run(&mut checkout, "git worktree add")?;
    let compared = build_again(&other, &folder.join("target"));
    clear(&folder)?;
    println!("{} files of dist/ are the same in both builds", compared?);
    Ok(())
}

/// Builds in another checkout, and counts the files when they are the same as here.
fn build_again(root: &Path, target: &Path) -> Outcome<usize> {
    let mut cargo = process::cargo(&["run", "--locked", "--package", "xtask", "--", "build"]);
    process::run(cargo.current_dir(root).env("CARGO_TARGET_DIR", target), "the second build")?;
    let (first, second) = (contents(&workspace::dist())?, contents(&root.join("dist"))?);
    match differences(&first, &second) {
        differing if differing.is_empty() => Ok(first.len()),
        differing => Err(Failure::new(format!("the builds differ in {}", differing.join(", ")))),
    }
}

/// Removes what an earlier run, or this one, left.
fn clear(folder: &Path) -> Outcome {
    files::remove(folder)?;
    process::run(git().args(["worktree", "prune"]), "git worktree prune")
}

fn git() -> Command {
    let mut git = Command::new("git");
    git.current_dir(workspace::root());
    git
}

fn contents(folder: &Path) -> Outcome<Contents> {
    let read = |path: std::path::PathBuf| {
        let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        Ok((name, files::read(&path)?))
    };
    files::walk(folder)?.into_iter().map(read).collect()
}

/// The names of files that only one has, or that differ.
fn differences(first: &Contents, second: &Contents) -> Vec<String> {
    let names = first.keys().chain(second.keys().filter(|name| !first.contains_key(*name)));
    names.filter(|name| first.get(*name) != second.get(*name)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::{Contents, differences};

    #[test]
    fn files_that_differ_or_lack_are_named() {
        let folder = |files: [(&str, &str); 2]| -> Contents {
            files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into()
        };
        let first = folder([("a.js", "1"), ("b.js", "2")]);

        assert_eq!(differences(&first, &first), Vec::<String>::new());
        assert_eq!(differences(&first, &folder([("a.js", "1"), ("b.js", "3")])), ["b.js"]);
        assert_eq!(differences(&first, &folder([("a.js", "1"), ("c.js", "2")])), ["b.js", "c.js"]);
    }
}

//! The files of one crate and which of them import which. A re-export is followed to the file that
//! defines the name; a module that only declares its children imports nothing.

use crate::source::{self, Segments, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// How many re-exports in a row are followed.
const MOST_RE_EXPORTS: usize = 8;

/// The files of one crate by their module, without `crate`.
#[derive(Debug)]
pub struct Tree {
    files: BTreeMap<Segments, (String, Source)>,
}

impl Tree {
    /// Reads every file below a folder `src`.
    pub fn read(folder: &Path) -> Self {
        let mut files = Vec::new();
        collect(folder, &mut files);
        Self::of(files.iter().map(|path| {
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            (name, fs::read_to_string(path).unwrap())
        }))
    }

    /// Reads files that are given as name below `src` and text.
    pub fn of(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let read = |(name, text): (String, String)| {
            let module = module_of(&name);
            let source = source::read(&text, &module).unwrap_or_else(|e| panic!("{name}: {e}"));
            (module, (name, source))
        };
        let mut tree = Self { files: files.into_iter().map(read).collect() };
        tree.name_children_in_full();
        tree
    }

    /// Turns `begin::begin` in the file that declares `mod begin` into a path from the root on.
    fn name_children_in_full(&mut self) {
        let modules: BTreeSet<Segments> = self.files.keys().cloned().collect();
        for (module, (_, source)) in &mut self.files {
            let is_child = |path: &[String]| {
                let first = path.get(..1).unwrap_or_default();
                !first.is_empty() && modules.contains(&[module.as_slice(), first].concat())
            };
            let here = [&["crate".to_owned()], module.as_slice()].concat();
            let paths = source.paths.iter_mut().map(|(_, path)| path);
            for path in paths.chain(source.re_exports.values_mut().map(|(_, path)| path)) {
                if is_child(path) {
                    *path = [here.as_slice(), path].concat();
                }
            }
        }
    }

    /// Every path that a file names, with file and line.
    pub fn all_paths(&self) -> impl Iterator<Item = (&str, usize, &Segments)> {
        self.files.values().flat_map(|(name, source)| {
            source.all_paths().map(|(line, path)| (name.as_str(), line, path))
        })
    }

    /// Which file imports which, by their names.
    pub fn imports(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut imports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (name, source) in self.files.values() {
            let to = imports.entry(name).or_default();
            for (_, path) in source.paths.iter().filter(|(_, path)| is_own(path)) {
                to.extend(self.file_of(path, MOST_RE_EXPORTS).filter(|other| other != name));
            }
        }
        imports
    }

    /// The file that defines what a path of this crate names.
    fn file_of(&self, path: &[String], re_exports_left: usize) -> Option<&str> {
        let inside = path.get(1..)?;
        let depth = (0..=inside.len()).rev().find(|end| self.at(inside, *end).is_some())?;
        let (name, source) = self.at(inside, depth)?;
        let re_export = inside.get(depth).and_then(|next| source.re_exports.get(next));
        if let Some((_, to)) = re_export
            && is_own(to)
            && re_exports_left > 0
        {
            let rest = inside.get(depth + 1..).unwrap_or_default();
            let whole = [to.as_slice(), rest].concat();
            return self.file_of(&whole, re_exports_left - 1);
        }
        Some(name)
    }

    fn at(&self, inside: &[String], end: usize) -> Option<&(String, Source)> {
        self.files.get(inside.get(..end)?)
    }
}

fn is_own(path: &[String]) -> bool {
    path.first().is_some_and(|first| first == "crate")
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|it| it == "rs") {
            files.push(path);
        }
    }
    files.sort();
}

/// `steps/late/mod.rs` is the module `steps::late`, `lib.rs` the crate itself.
fn module_of(name: &str) -> Segments {
    let stem = name.strip_suffix(".rs").unwrap_or(name);
    let mut segments: Segments = stem.split(['/', '\\']).map(str::to_owned).collect();
    let is_unnamed = |last: &String| matches!(last.as_str(), "mod" | "lib" | "main");
    if segments.last().is_some_and(is_unnamed) {
        segments.pop();
    }
    segments
}

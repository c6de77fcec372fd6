//! Reading and writing files with failures that name the path. Used by every command.

use crate::failure::{Failure, Outcome};
use std::fs;
use std::path::{Path, PathBuf};

/// Reads a whole file.
pub fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| Failure::at(path, &error))
}

/// Reads a whole file as UTF-8.
pub fn read_text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| Failure::at(path, &error))
}

/// Writes a whole file and makes the folders above it.
pub fn write(path: &Path, bytes: &[u8]) -> Outcome {
    if let Some(parent) = path.parent() {
        make_folder(parent)?;
    }
    fs::write(path, bytes).map_err(|error| Failure::at(path, &error))
}

/// Makes a folder and those above it.
pub fn make_folder(path: &Path) -> Outcome {
    fs::create_dir_all(path).map_err(|error| Failure::at(path, &error))
}

/// Removes a file or a whole folder; fine when there is none.
pub fn remove(path: &Path) -> Outcome {
    let Ok(kind) = fs::symlink_metadata(path) else { return Ok(()) };
    let removed = if kind.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    removed.map_err(|error| Failure::at(path, &error))
}

/// Lists a folder, sorted by name.
pub fn list(path: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(path).map_err(|error| Failure::at(path, &error))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

/// Lists every file below a folder, sorted; nothing when there is no such folder.
pub fn walk(path: &Path) -> Outcome<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in list(path)? {
        if entry.is_dir() { files.extend(walk(&entry)?) } else { files.push(entry) }
    }
    Ok(files)
}

/// The last part of a path as text; empty when it is not UTF-8.
pub fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

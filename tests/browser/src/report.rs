//! What ran in which browser, and what failed looks like. Called by `visit` at the end of each
//! test; `cargo xtask test` reads `target/browser-report.json` for its last line.

use crate::{Browser, Page, Session};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The counts of this run.
static REPORT: Mutex<BTreeMap<&'static str, Counts>> = Mutex::new(BTreeMap::new());

#[derive(Debug, Default, Serialize)]
struct Counts {
    /// How many tests passed; a test may consist of several visits.
    passed: usize,
    failed: BTreeSet<String>,
    #[serde(skip)]
    ran: BTreeSet<String>,
    /// What this browser cannot do, so that a count of it is not read as more than it is.
    cannot: Vec<String>,
}

impl Counts {
    fn of(browser: Browser) -> Self {
        let cannot = browser.cannot().iter().map(|each| (*each).to_owned()).collect();
        Self { cannot, ..Self::default() }
    }
}

/// The workspace's target folder.
#[must_use]
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from)
}

/// The top folder of the workspace.
#[must_use]
pub fn workspace() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// Counts one test and writes the report anew.
pub fn record(browser: Browser, test: &str, passed: bool) {
    let mut report = REPORT.lock().unwrap_or_else(PoisonError::into_inner);
    let counts = report.entry(browser.name()).or_insert_with(|| Counts::of(browser));
    counts.ran.insert(test.to_owned());
    if !passed {
        counts.failed.insert(test.to_owned());
    }
    counts.passed = counts.ran.len() - counts.failed.len();
    let written = serde_json::to_string_pretty(&*report).unwrap_or_default();
    save(&target().join("browser-report.json"), written.as_bytes());
}

/// Saves the picture of a failed test and says where.
pub fn save_screenshot(test: &str, png: &[u8]) -> PathBuf {
    let name = format!("{}.png", test.replace("::", "-"));
    let path = target().join("browser-screenshots").join(name);
    save(&path, png);
    path
}

/// Saves what the page shows as `target/screenshots/<file>`, for people to look at.
///
/// # Panics
/// When the browser gives no picture.
#[track_caller]
pub fn save_picture(page: &Page, file: &str) {
    let png = page.tell("take a picture", Session::screenshot);
    save(&target().join("screenshots").join(file), &png);
}

/// Writes a file, making its folder; a full disk must not hide the test's own result.
fn save(path: &Path, content: &[u8]) {
    if let Some(folder) = path.parent() {
        drop(std::fs::create_dir_all(folder));
    }
    if let Err(error) = std::fs::write(path, content) {
        eprintln!("cannot write {}: {error}", path.display());
    }
}

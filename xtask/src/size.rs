//! `cargo xtask size`: what people download, in bytes, and whether it is within the budget.
//!
//! Prints what each budget has left, so that whoever adds bytes sees it before the budget is spent.
//! Reads the compressed files that `cargo xtask build` left in `dist/`; measures nothing else.

use crate::failure::{Failure, Outcome};
use crate::{files, workspace};
use std::fmt;
use std::path::Path;

/// Everything that a whole recovery by phone code downloads in English.
const WHOLE_BUDGET: u64 = 116_000;
/// HTML with its style, and the script: what the first flights carry.
const FIRST_BUDGET: u64 = 14_000;

/// The sizes of one file of `dist/`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    path: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// The sizes of every file of `dist/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sizes(Vec<Row>);

/// Whether it is the script of our own page.
fn is_script(path: &str) -> bool {
    path.starts_with("assets/regain-") && path.ends_with(".js")
}

/// Measures `dist/`. Fails when it was not built by `cargo xtask build`.
pub fn measure() -> Outcome<Sizes> {
    let dist = workspace::dist();
    let mut rows = Vec::new();
    for path in files::walk(&dist)? {
        let beside = |extension: &str| {
            let compressed = format!("{}.{extension}", path.display());
            std::fs::metadata(Path::new(&compressed)).ok().map(|about| about.len())
        };
        if let (Some(brotli), Some(gzip)) = (beside("br"), beside("gz")) {
            let raw = std::fs::metadata(&path).map_err(|error| Failure::at(&path, &error))?.len();
            let path = path.strip_prefix(&dist).unwrap_or(&path).display().to_string();
            rows.push(Row { path, raw, gzip, brotli });
        }
    }
    if rows.is_empty() {
        return Err(Failure::new("dist/ holds no release build: run `cargo xtask build` first"));
    }
    Ok(Sizes(rows))
}

/// Prints the table. Fails when a budget is exceeded.
pub fn check() -> Outcome {
    let sizes = measure()?;
    println!("{sizes}");
    sizes.within_budget()
}

impl Sizes {
    /// HTML and script of the English page, brotli.
    pub fn first(&self) -> u64 {
        self.sum(|path| path == "index.html" || is_script(path))
    }

    /// Everything of a whole English recovery by code, brotli. English texts are in the wasm; the
    /// icon counts too; the late steps are not reached.
    pub fn whole(&self) -> u64 {
        self.sum(|path| {
            let is_fetched = path.starts_with("assets/regain-") || path.ends_with(".svg");
            path == "index.html" || is_fetched
        })
    }

    fn sum(&self, counts: impl Fn(&str) -> bool) -> u64 {
        self.0.iter().filter(|row| counts(&row.path)).map(|row| row.brotli).sum()
    }

    /// Each budget: what it is for, the bytes, and the most that they may be.
    fn budgets(&self) -> [(&'static str, u64, u64); 2] {
        [
            ("HTML with style, and script", self.first(), FIRST_BUDGET),
            ("whole recovery in English", self.whole(), WHOLE_BUDGET),
        ]
    }

    /// Fails when a budget is exceeded.
    pub fn within_budget(&self) -> Outcome {
        match self.budgets().into_iter().find(|(_, bytes, budget)| bytes > budget) {
            None => Ok(()),
            Some((what, bytes, budget)) => Err(Failure::new(format!(
                "{what}: {bytes} bytes brotli, {} over the budget of {budget}",
                bytes - budget
            ))),
        }
    }
}

/// What a budget has left, or by how much it is exceeded.
fn slack(bytes: u64, budget: u64) -> String {
    match budget.checked_sub(bytes) {
        Some(left) => format!("{left} free"),
        None => format!("{} over", bytes - budget),
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<42} {:>9} {:>9} {:>9}", "file", "raw", "gzip", "brotli")?;
        for Row { path, raw, gzip, brotli } in &self.0 {
            writeln!(f, "{path:<42} {raw:>9} {gzip:>9} {brotli:>9}")?;
        }
        for (what, bytes, budget) in self.budgets() {
            let slack = slack(bytes, budget);
            writeln!(f, "{what:<42} {:>9} {:>9} {bytes:>9} of {budget}, {slack}", "", "")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, Sizes};

    fn sizes(html: u64, script: u64, wasm: u64) -> Sizes {
        let row = |path: &str, brotli| Row { path: path.into(), raw: 0, gzip: 0, brotli };
        Sizes(vec![
            row("assets/regain-1.js", script),
            row("assets/regain-2.wasm", wasm),
            row("assets/late-4.wasm", 1_000_000),
            row("assets/late-5.css", 1_000_000),
            row("assets/zh-CN-3.json", 1_000_000),
            row("index.html", html),
            row("index.zh-CN.html", 1_000_000),
        ])
    }

    #[test]
    fn a_recovery_in_english_is_html_script_and_wasm() {
        assert_eq!(sizes(1, 10, 100).first(), 11);
        assert_eq!(sizes(1, 10, 100).whole(), 111);
    }

    #[test]
    fn each_budget_is_kept_to_the_byte() {
        assert!(sizes(4_000, 10_000, 102_000).within_budget().is_ok());
        assert!(sizes(4_001, 10_000, 0).within_budget().is_err());
        assert!(sizes(4_000, 10_000, 102_001).within_budget().is_err());
    }

    #[test]
    fn the_table_says_what_each_budget_has_left() {
        let lines =
            |sizes: &Sizes| sizes.to_string().lines().map(str::to_owned).collect::<Vec<_>>();

        let table = lines(&sizes(4_000, 9_500, 96_000));
        assert!(table[table.len() - 2].ends_with("13500 of 14000, 500 free"), "{table:?}");
        assert!(table[table.len() - 1].ends_with("109500 of 116000, 6500 free"), "{table:?}");
        let over = lines(&sizes(4_000, 10_003, 0));
        assert!(over[over.len() - 2].ends_with("14003 of 14000, 3 over"), "{over:?}");
    }
}

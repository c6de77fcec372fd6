//! Photographs every state of the element for `docs/gallery`: light on a desk, dark on a phone, right
//! to left, and the pseudo-locale at 320 px. After `cargo xtask build`:
//! `cargo run -p regain-browser-tests --example gallery`, with names of states or their beginnings for
//! fewer. Fails when a state does not show what it should, or scrolls sideways.
//! Chromium itself makes the pictures small: it draws the four beside each other and writes WebP.

mod sheet;

use regain_browser_tests::{Browser, Looks, Showing, Visit, catalogue};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The looks, each with the part of its size that it has in a picture.
const LOOKS: [(Looks, f64); 4] = [
    (Looks { locale: "en", theme: "light", width: 1280 }, 0.4),
    (Looks { locale: "en", theme: "dark", width: 360 }, 0.6),
    (Looks { locale: "ar", theme: "light", width: 360 }, 0.6),
    (Looks { locale: "en-XA", theme: "light", width: 320 }, 0.6),
];
const TALLEST: u32 = 2400;

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let folder = folder();
    let visit = Visit::with(Browser::Chromium).unrecorded().start();
    visit.hide_scroll_bars();
    let (mut rows, mut wrong, mut bytes) = (vec![], vec![], 0);
    for state in catalogue() {
        if !wanted.is_empty() && !wanted.iter().any(|name| state.name.starts_with(name.as_str())) {
            continue;
        }
        let mut pictures = vec![];
        for (looks, scale) in LOOKS {
            match Showing::open(&visit, &state, looks, "") {
                Ok(showing) => {
                    wrong.extend(showing.beyond());
                    pictures.push(showing.picture(scale, TALLEST));
                }
                Err(reason) => wrong.push(reason),
            }
        }
        let sheet = sheet::draw(&visit, &pictures);
        bytes += sheet.len();
        let file = format!("{}.webp", state.name);
        if let Err(error) = std::fs::write(folder.join(&file), &sheet) {
            wrong.push(format!("{file}: {error}"));
        }
        rows.push(format!("## {}\n\n![{0}]({file})\n", state.title));
    }
    if wanted.is_empty() {
        wrong.extend(write_index(&folder, &rows).err());
    }
    println!("{} states, {} KB in {}", rows.len(), bytes / 1024, folder.display());
    for one in &wrong {
        eprintln!("{one}");
    }
    if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/gallery")
}

fn write_index(folder: &Path, rows: &[String]) -> Result<(), String> {
    let head = "# Gallery\n\nEvery state of the element: in light on a desk, in dark on a phone, from right \
                to left, and in the\npseudo-locale at 320 px, whose texts are 40 % longer. Made by\n\
                `cargo run -p regain-browser-tests --example gallery`; see [theming](../theming.md).\n\n";
    std::fs::write(folder.join("index.md"), format!("{head}{}", rows.join("\n")))
        .map_err(|error| format!("index.md: {error}"))
}

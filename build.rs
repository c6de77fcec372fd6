//! Turns `locales/en.json` into the `Key` enum and the compiled-in English messages, so that a
//! message that does not exist cannot be named.

use serde_json::{Map, Value};
use std::{env, error::Error, fmt::Write, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales/en.json");
    let messages: Map<String, Value> =
        serde_json::from_str(&fs::read_to_string("locales/en.json")?)?;
    let mut keys = String::new();
    let mut texts = String::new();
    // The map is sorted by key; the other languages are written in the same order.
    for (key, text) in &messages {
        let text = text.as_str().ok_or_else(|| format!("{key} is not a text"))?;
        writeln!(keys, "    /// {text:?}\n    {},", variant(key))?;
        writeln!(texts, "    {text:?},")?;
    }
    let code = format!(
        "/// Names a message. The variants are the keys of `locales/en.json`, sorted.\n\
         #[derive(Clone, Copy, PartialEq, Eq)]\npub enum Key {{\n{keys}}}\n\n\
         static ENGLISH: [&str; {}] = [\n{texts}];\n",
        messages.len()
    );
    fs::write(Path::new(&env::var("OUT_DIR")?).join("messages.rs"), code)?;
    Ok(())
}

/// `code.sent` → `CodeSent`.
fn variant(key: &str) -> String {
    let mut name = String::new();
    for word in key.split(['.', '_']) {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.extend(letters);
    }
    name
}

//! Turns `locales/en.json` into the `Key` enum and the compiled-in English messages, so that a
//! message that does not exist cannot be named.

use serde_json::{Map, Value};
use std::{env, error::Error, fmt::Write, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo xtask dev` names a copy that it renews only when a key comes or goes: its page fetches
    // the English texts, and a changed text needs no compiler.
    println!("cargo::rerun-if-env-changed=REGAIN_KEYS");
    let english = env::var("REGAIN_KEYS").unwrap_or_else(|_| "locales/en.json".to_owned());
    println!("cargo::rerun-if-changed={english}");
    println!("cargo::rerun-if-changed=locales/late.txt");
    let messages: Map<String, Value> = serde_json::from_str(&fs::read_to_string(&english)?)?;
    let beginnings = fs::read_to_string("locales/late.txt")?;
    let is_late = |key: &str| beginnings.lines().any(|beginning| key.starts_with(beginning));
    let (mut keys, mut texts, mut late) = (String::new(), String::new(), String::new());
    let mut ends = String::new();
    // The map is sorted by key; the other languages are written in the same order.
    for (key, text) in &messages {
        let text = text.as_str().ok_or_else(|| format!("{key} is not a text"))?;
        writeln!(keys, "    /// {text:?}\n    {},", variant(key))?;
        if is_late(key) {
            writeln!(late, "    (Key::{}, {text:?}),", variant(key))?;
        } else {
            texts.push_str(text);
        }
        writeln!(ends, "    {},", u16::try_from(texts.len())?)?;
    }
    let code = format!(
        "/// Names a message. The variants are the keys of `locales/en.json`, sorted.\n\
         #[derive(Clone, Copy, PartialEq, Eq)]\npub enum Key {{\n{keys}}}\n\n\
         /// The English texts in the order of the keys, without those of `locales/late.txt`.\n\
         static ENGLISH: &str = {texts:?};\n\n\
         /// Where the text of each key ends in it; each begins where the one before ends. Half the size\n\
         /// of as many pointers.\n\
         static ENDS: [u16; {}] = [\n{ends}];\n\n\
         /// The English texts of `locales/late.txt`.\n\
         static LATE: [(Key, &str); {}] = [\n{late}];\n",
        messages.len(),
        late.lines().count()
    );
    fs::write(Path::new(&env::var("OUT_DIR")?).join("messages.rs"), code)?;
    if env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        println!("cargo::rustc-link-arg-bin=regain-app=--emit-relocs");
    }
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

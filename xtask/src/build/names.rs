//! Gives the functions that script and wasm share short names. wasm-bindgen puts a hash into each name.
//! Nothing reads the names but these two files, and random digits do not compress: 4 KB brotli.
//!
//! Binaryen 132 has a pass for the same, `--minify-imports-and-exports-and-modules`. Measured on
//! 2026-12-01, wasm and script together, brotli, without
//! addresses and hashes: 105,719 bytes with this module; 105,747 with the pass in
//! the run of `-Oz`, whose output Trunk keeps to itself; 106,036 with the pass in a run of its own. The
//! pass also renames memory and table, which the late wasm imports by name, and leaves the script to be
//! renamed by us. So this module stays.
//!
//! Pure: script and wasm in, script and wasm out.

use crate::failure::{Failure, Outcome};
use std::collections::BTreeMap;

/// Sections about how a wasm was made. No browser reads them.
const ABOUT: [&str; 2] = ["producers", "target_features"];

/// Section ids and the kind of a function (WebAssembly core specification 5.5.5, 5.5.10).
const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
const FUNCTION: u8 = 0;

/// Long names and their short ones.
type Names = BTreeMap<String, String>;

/// Renames the functions that script and wasm give each other, and leaves out what the wasm tells
/// about its making. `module` is the name under which the script gives its own.
///
/// Fails when the two do not belong together.
pub fn shorten(script: &str, wasm: &[u8], module: &str) -> Outcome<(String, Vec<u8>)> {
    let (mut imports, mut exports) = (Names::new(), Names::new());
    let mut bytes = Bytes(wasm);
    let mut renamed = bytes.take(8)?.to_vec();
    while !bytes.0.is_empty() {
        let id = bytes.byte()?;
        let length = bytes.number()?;
        let content = Bytes(bytes.take(length)?);
        let content = match id {
            CUSTOM if ABOUT.contains(&Bytes(content.0).text()?) => continue,
            IMPORTS => shorten_imports(content, module, &mut imports)?,
            EXPORTS => shorten_exports(content, &mut exports)?,
            _ => content.0.to_vec(),
        };
        renamed.push(id);
        put_bytes(&mut renamed, &content);
    }
    Ok((rename(script, &format!("\"{module}\""), &imports, &exports)?, renamed))
}

fn shorten_imports(mut section: Bytes<'_>, module: &str, names: &mut Names) -> Outcome<Vec<u8>> {
    let mut renamed = Vec::new();
    let count = section.number()?;
    put_number(&mut renamed, count);
    for _ in 0..count {
        let (from, name) = (section.text()?, section.text()?);
        let kind = section.byte()?;
        let kind_of = section.number()?;
        if from != module || kind != FUNCTION {
            return Err(Failure::new(format!("the wasm wants {name:?} from {from:?}")));
        }
        let short = short(names.len());
        put_bytes(&mut renamed, b"a");
        put_bytes(&mut renamed, short.as_bytes());
        renamed.push(kind);
        put_number(&mut renamed, kind_of);
        names.insert(name.to_owned(), short);
    }
    Ok(renamed)
}

fn shorten_exports(mut section: Bytes<'_>, names: &mut Names) -> Outcome<Vec<u8>> {
    let mut renamed = Vec::new();
    let count = section.number()?;
    put_number(&mut renamed, count);
    for _ in 0..count {
        let (name, kind, index) = (section.text()?, section.byte()?, section.number()?);
        // The rest is what the late wasm asks for by name.
        if kind == FUNCTION {
            let short = short(names.len());
            put_bytes(&mut renamed, short.as_bytes());
            names.insert(name.to_owned(), short);
        } else {
            put_bytes(&mut renamed, name.as_bytes());
        }
        renamed.push(kind);
        put_number(&mut renamed, index);
    }
    Ok(renamed)
}

/// `a` to `Z`, then `aa` and so on.
fn short(number: usize) -> String {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let letter = |number: usize| LETTERS.get(number).copied().map(char::from).unwrap_or_default();
    match number.checked_sub(LETTERS.len()) {
        None => letter(number).to_string(),
        Some(rest) => short(rest / LETTERS.len()) + &letter(rest % LETTERS.len()).to_string(),
    }
}

/// Renames in the script: imports wherever they stand, exports behind `wasm.`.
fn rename(script: &str, module: &str, imports: &Names, exports: &Names) -> Outcome<String> {
    let mut renamed = String::with_capacity(script.len());
    let mut found = 0;
    let mut rest = script;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let short = imports.get(word).inspect(|_| found += 1);
        let short = short.or_else(|| exports.get(word).filter(|_| renamed.ends_with("wasm.")));
        renamed.push_str(short.map_or(word, String::as_str));
        let start = after.find(is_of_word).unwrap_or(after.len());
        let (between, after) = after.split_at(start);
        renamed.push_str(between);
        rest = after;
    }
    if found != imports.len() || !script.contains(module) {
        return Err(Failure::new("wasm-bindgen's script does not give what its wasm wants"));
    }
    Ok(renamed.replace(module, "\"a\""))
}

const fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

/// What is left to read of a wasm.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Outcome<&'a [u8]> {
        let cut = || Failure::new("the wasm is cut short");
        let (taken, rest) = self.0.split_at_checked(length).ok_or_else(cut)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Outcome<u8> {
        Ok(self.take(1)?.first().copied().unwrap_or_default())
    }

    /// Reads an unsigned LEB128.
    fn number(&mut self) -> Outcome<usize> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
            shift += 7;
            if shift > 28 {
                return Err(Failure::new("a number in the wasm is too long"));
            }
        }
    }

    fn text(&mut self) -> Outcome<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?)
            .map_err(|_| Failure::new("a name in the wasm is no text"))
    }
}

fn put_number(bytes: &mut Vec<u8>, number: usize) {
    let mut rest = number;
    loop {
        let low = u8::try_from(rest & 0x7f).unwrap_or_default();
        rest >>= 7;
        bytes.push(if rest == 0 { low } else { low | 0x80 });
        if rest == 0 {
            return;
        }
    }
}

/// Puts the length before the content.
fn put_bytes(bytes: &mut Vec<u8>, content: &[u8]) {
    put_number(bytes, content.len());
    bytes.extend(content);
}

#[cfg(test)]
mod tests {
    use super::{put_bytes, short, shorten};

    const MODULE: &str = "./app_bg.js";

    /// A wasm that imports and exports one function each, and exports a memory.
    fn wasm(import: &str, export: &str) -> Vec<u8> {
        let (mut imports, mut exports) = (vec![1], vec![2]);
        put_bytes(&mut imports, MODULE.as_bytes());
        put_bytes(&mut imports, import.as_bytes());
        imports.extend([0, 5]);
        put_bytes(&mut exports, export.as_bytes());
        exports.extend([0, 200, 1]);
        put_bytes(&mut exports, b"memory");
        exports.extend([2, 0]);
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        let about = b"\x09producers\x01".to_vec();
        for (id, section) in [(0, about), (2, imports), (7, exports), (10, vec![9; 300])] {
            wasm.push(id);
            put_bytes(&mut wasm, &section);
        }
        wasm
    }

    #[test]
    fn both_files_get_the_same_short_names() {
        let script = "function mount() { wasm.mount(); wasm.memory; }\n\
                      const a = { \"./app_bg.js\": { __wbg_now_12ab: () => now() } };";

        let (script, short) = shorten(script, &wasm("__wbg_now_12ab", "mount"), MODULE).unwrap();

        assert_eq!(
            script,
            "function mount() { wasm.a(); wasm.memory; }\n\
             const a = { \"a\": { a: () => now() } };"
        );
        let expected = b"\0asm\x01\0\0\0\x02\x07\x01\x01a\x01a\0\x05\x07\x0f\x02\x01a\0\xc8\x01\
                         \x06memory\x02\0\x0a\xac\x02";
        assert!(short.starts_with(expected), "{short:?}");
        assert_eq!(short.len(), expected.len() + 300);
    }

    #[test]
    fn files_that_do_not_belong_together_are_refused() {
        let script = "\"./app_bg.js\": { __wbg_now_12ab: 1 }";

        assert!(shorten(script, &wasm("__wbg_other_1", "mount"), MODULE).is_err());
        assert!(shorten(script, &wasm("__wbg_now_12ab", "mount"), "./b.js").is_err());
        assert!(shorten(script, b"\0asm\x01\0\0\0\x02\x80", MODULE).is_err());
    }

    #[test]
    fn short_names_are_all_different() {
        let mut names: Vec<_> = (0..3000).map(short).collect();
        assert_eq!([&names[0], &names[51], &names[52], &names[2755]], ["a", "Z", "aa", "ZZ"]);

        names.sort();
        names.dedup();
        assert_eq!(names.len(), 3000);
    }
}

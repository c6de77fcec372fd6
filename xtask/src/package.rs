//! `cargo xtask package`: the npm package of the element, out of a release `dist/`.
//!
//! Files that the element loads keep their hashed names; the two that pages name have stable ones and do
//! nothing but load theirs. With `REGAIN_SIGNING_KEY` (a PEM file with an Ed25519 key) the snippet is
//! signed (BLD-05).

use crate::failure::{Failure, Outcome};
use crate::{files, local_paths, process, workspace};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Signs a file and checks the signature with the public half, so that a wrong key is told here.
const SIGN: &str = "const { createPrivateKey, createPublicKey, sign, verify } = require('node:crypto');
const { readFileSync, writeFileSync } = require('node:fs');
const [file, keyFile] = process.argv.slice(1);
const key = createPrivateKey(readFileSync(keyFile));
if (key.asymmetricKeyType !== 'ed25519') throw new Error('the key must be Ed25519');
const text = readFileSync(file);
const signature = sign(null, text, key);
if (!verify(null, text, createPublicKey(key), signature)) throw new Error('the signature does not verify');
writeFileSync(file + '.sig', signature.toString('base64') + '\\n');";

/// Makes the package in `target/package`.
pub fn package() -> Outcome {
    let (dist, folder) = (workspace::dist(), workspace::target().join("package"));
    let integrity = integrity(&dist)?;
    let named = |name: &str| {
        let is_it = |path: &&String| path.starts_with(&format!("assets/{name}-"));
        integrity.keys().find(is_it).cloned().ok_or_else(|| {
            Failure::new(format!("dist/ has no {name} script: run `cargo xtask build` first"))
        })
    };
    let (module, define, host) = (named("module")?, named("define")?, named("frame-host")?);
    files::remove(&folder)?;
    // What our own page and the server's iframe page alone load stays out.
    let is_own = |path: &str| path.ends_with(".js") && path.starts_with("assets/regain-");
    let is_ours = |path: &str| is_own(path) || path.starts_with("assets/frame-page-");
    for path in integrity.keys().filter(|path| !is_ours(path)) {
        files::write(&folder.join(path), &files::read(&dist.join(path))?)?;
    }
    let write = |name: &str, text: &str| files::write(&folder.join(name), text.as_bytes());
    write("index.js", &format!("export {{ define, RegainRecovery }} from \"./{module}\";\n"))?;
    write("define.js", &define_script(&module))?;
    write("frame.js", &format!("import \"./{host}\";\n"))?;
    for name in ["index.d.ts", "custom-elements.json", "README.md"] {
        let source = workspace::root().join("loader/package").join(name);
        files::write(&folder.join(name), &files::read(&source)?)?;
    }
    for theme in files::walk(&workspace::root().join("style/brands"))? {
        let name = format!("themes/{}", files::name(&theme));
        files::write(&folder.join(name), &files::read(&theme)?)?;
    }
    write("integrity.json", &pretty(&json!({ "files": integrity })))?;
    write("package.json", &pretty(&manifest()))?;
    let snippet = snippet(&define, integrity.get(&define).map_or("", String::as_str));
    write("snippet.html", &snippet)?;
    sign(&folder.join("snippet.html"))?;
    local_paths::search(files::walk(&folder)?)?;
    println!("{}", report(&folder)?);
    Ok(())
}

/// The hashes that the build wrote, by path.
fn integrity(dist: &Path) -> Outcome<BTreeMap<String, String>> {
    let path = dist.join("integrity.json");
    let read: Value = serde_json::from_str(&files::read_text(&path)?)
        .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
    let files = read.get("files").and_then(Value::as_object);
    let hashes = files.into_iter().flatten();
    Ok(hashes.filter_map(|(path, hash)| Some((path.clone(), hash.as_str()?.to_owned()))).collect())
}

fn manifest() -> Value {
    json!({
        "name": "regain-recovery",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "Account recovery as one element",
        "license": "MIT OR Apache-2.0",
        "type": "module",
        "types": "./index.d.ts",
        "customElements": "custom-elements.json",
        "sideEffects": ["./define.js", "./frame.js", "./assets/*"],
        "exports": {
            // Its types stand beside it, where TypeScript looks for them.
            ".": "./index.js",
            "./define.js": "./define.js",
            "./frame.js": "./frame.js",
            "./assets/*": "./assets/*",
            "./themes/*": "./themes/*",
            "./integrity.json": "./integrity.json",
            "./custom-elements.json": "./custom-elements.json"
        }
    })
}

/// Defines the element. Its address may name origins of the API, as loader/define.ts says.
fn define_script(module: &str) -> String {
    format!(
        "import {{ define }} from \"./{module}\";\n\
         const origins = new URL(import.meta.url).searchParams.getAll(\"api\");\n\
         define(\"regain-recovery\", customElements, {{ origins }});\n"
    )
}

/// What a page without a bundler needs. `define` is the path of the script, which has its hash in it.
fn snippet(define: &str, integrity: &str) -> String {
    format!(
        "<script type=\"module\" src=\"/regain/{define}\" integrity=\"{integrity}\" \
         crossorigin=\"anonymous\"></script>\n\
         <regain-recovery routing=\"hash\"></regain-recovery>\n"
    )
}

/// Signs the snippet where there is a key for it.
fn sign(snippet: &Path) -> Outcome {
    let Some(key) = std::env::var_os("REGAIN_SIGNING_KEY").map(PathBuf::from) else {
        println!("snippet.html is not signed: REGAIN_SIGNING_KEY names no key");
        return Ok(());
    };
    let mut node = Command::new("node");
    node.args(["-e", SIGN, "--"]).arg(snippet).arg(key);
    process::run_quietly(&mut node, "signing snippet.html")
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn report(folder: &Path) -> Outcome<String> {
    let mut bytes = 0;
    let found = files::walk(folder)?;
    for path in &found {
        bytes += files::read(path)?.len();
    }
    Ok(format!("{}: {} files, {} KB", folder.display(), found.len(), bytes / 1000))
}

#[cfg(test)]
mod tests {
    use super::{SIGN, manifest, snippet};
    use std::process::Command;

    #[test]
    fn the_snippet_holds_the_hash_of_its_script() {
        let text = snippet("assets/define-1.js", "sha384-abc");
        assert!(text.contains("src=\"/regain/assets/define-1.js\" integrity=\"sha384-abc\""));
    }

    /// EMB-10: importing the package does nothing by itself.
    #[test]
    fn only_the_scripts_that_define_have_side_effects() {
        let effects = manifest()["sideEffects"].to_string();
        assert!(!effects.contains("index.js") && effects.contains("define.js"), "{effects}");
    }

    /// BLD-05: a signature verifies with the key's public half, and no other text does.
    #[test]
    fn a_snippet_is_signed_with_the_key() {
        let folder = std::env::temp_dir().join(format!("regain-sign-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (text, key) = (folder.join("snippet.html"), folder.join("key.pem"));
        std::fs::write(&text, "<script></script>").unwrap();
        let node = |script: &str| {
            let mut node = Command::new("node");
            node.args(["-e", script, "--"]).arg(&text).arg(&key).output().unwrap()
        };
        let made = node(
            "const { generateKeyPairSync } = require('node:crypto');
             const { privateKey } = generateKeyPairSync('ed25519');
             require('node:fs').writeFileSync(process.argv[2],
                 privateKey.export({ type: 'pkcs8', format: 'pem' }))",
        );
        assert!(made.status.success(), "{made:?}");

        let signed = node(SIGN);
        assert!(signed.status.success(), "{signed:?}");

        let verified = |change: &str| {
            let script = format!(
                "const {{ createPrivateKey, createPublicKey, verify }} = require('node:crypto');
                 const {{ readFileSync }} = require('node:fs');
                 const [file, key] = process.argv.slice(1);
                 const signature = Buffer.from(readFileSync(file + '.sig', 'utf8'), 'base64');
                 const text = readFileSync(file, 'utf8') + '{change}';
                 const own = createPublicKey(createPrivateKey(readFileSync(key)));
                 process.exit(verify(null, Buffer.from(text), own, signature) ? 0 : 1)"
            );
            node(&script).status.success()
        };
        let results = (verified(""), verified("x"));
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(results, (true, false));
    }
}

//! `cargo xtask assemble`: makes the page out of what Trunk has staged.
//!
//! Trunk calls it as its post-build hook, with the staging folder in `TRUNK_STAGING_DIR`.

use super::asset::Asset;
use super::messages::{self, ENGLISH, Messages};
use super::page::{self, Link, Parts};
use super::prerender::Prerender;
use super::style::Style;
use super::{digest, element_style, glue, names, script, split, style};
use crate::failure::{Failure, Outcome};
use crate::{files, tools, workspace};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How wasm-bindgen ends the name of its wasm.
const WASM_END: &str = "_bg.wasm";

/// The files that every language of the page shares.
struct Shared {
    script: Asset,
    wasm: Asset,
    late: script::Late,
    element: script::Element,
    embedding: Embedding,
    locales: BTreeMap<String, [Asset; 2]>,
    icon: Option<Asset>,
    style: Style,
    /// That of the iframe page.
    framed_style: Style,
}

/// The scripts that embedding needs.
struct Embedding {
    /// Defines the element on a page of others.
    define: Asset,
    /// What the package gives.
    module: Asset,
    /// The iframe page's side of its protocol.
    frame_page: Asset,
    /// The other side, for the page around it.
    frame_host: Asset,
}

/// Turns the staging folder into the page in every language.
pub fn assemble() -> Outcome {
    let Some(stage) = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from) else {
        return Err(Failure::new("assemble is Trunk's hook: run `cargo xtask build` instead"));
    };
    let public_url = std::env::var("TRUNK_PUBLIC_URL").unwrap_or_else(|_| "/".to_owned());
    let profile = std::env::var("TRUNK_PROFILE").unwrap_or_else(|_| "debug".to_owned());
    tools::ensure(&[tools::Tool::Binaryen, tools::Tool::Esbuild])?;

    let template = files::read_text(&stage.join("index.html"))?;
    let messages = Messages::all()?;
    let prerender = Prerender::compile(&profile)?;
    let shared = shared(&stage, &profile, &messages, &prerender)?;
    for language in &messages {
        let name = |page: &str| match language.locale.as_str() {
            ENGLISH => format!("{page}.html"),
            locale => format!("{page}.{locale}.html"),
        };
        // The same in both pages: rendered once.
        let screen = prerender.first_screen(&language.locale)?;
        let html = page_in((language, &screen), &template, &public_url, &shared, false)?;
        files::write(&stage.join(name("index")), html.as_bytes())?;
        let html = page_in((language, &screen), &template, &public_url, &shared, true)?;
        files::write(&stage.join(name("frame")), html.as_bytes())?;
    }
    write_integrity(&stage, &shared)
}

fn shared(
    stage: &Path,
    profile: &str,
    messages: &[Messages],
    prerender: &Prerender,
) -> Outcome<Shared> {
    let staged_wasm = staged_wasm(stage)?;
    let path = glue_of(&staged_wasm);
    let module = format!("./{}_bg.js", program_of(&staged_wasm));
    let script = glue::for_loader(&files::read_text(&path)?)?;
    let (text, wasm) = names::shorten(&script, &files::read(&staged_wasm)?, &module)?;
    files::write(&path, text.as_bytes())?;
    let wasm = Asset::store(stage, "regain", "wasm", &wasm)?;
    let late = script::Late {
        wasm: Asset::store(stage, "late", "wasm", &split::late_wasm(profile)?)?,
        style: Asset::store(stage, "late", "css", style::late()?.as_bytes())?,
    };
    let sheets = element_style::sheets()?;
    let element = script::Element {
        light: Asset::store(stage, "element", "css", sheets.light.as_bytes())?,
        shadow: Asset::store(stage, "shadow", "css", sheets.shadow.as_bytes())?,
        texts: Asset::store(stage, "texts", "json", english_texts(messages)?.as_bytes())?,
    };
    let locales = store_locales(stage, profile, messages)?;
    let defines = script::defines(&wasm, &late, &element, &locales, prerender.languages()?)?;
    let bundled = |entry: &str| script::bundle(entry, &path, &defines);
    let script = Asset::store(stage, "regain", "js", &bundled(script::OWN)?)?;
    let define = Asset::store(stage, "define", "js", &bundled("loader/define.ts")?)?;
    let module = Asset::store(stage, "module", "js", &bundled("loader/package.ts")?)?;
    let frame = |entry: &str| script::plain(&format!("loader/{entry}.ts"));
    let frame_page = Asset::store(stage, "frame-page", "js", &frame("frame-page")?)?;
    let frame_host = Asset::store(stage, "frame-host", "js", &frame("frame-host")?)?;
    let icon = store_icon(stage)?;
    for leftover in [path.with_extension("d.ts"), path, staged_wasm, stage.join("snippets")] {
        files::remove(&leftover)?;
    }
    let embedding = Embedding { define, module, frame_page, frame_host };
    let style = style::bundle()?;
    let framed_style = Style::of(element_style::framed(&style.text)?);
    Ok(Shared { script, wasm, late, element, embedding, locales, icon, style, framed_style })
}

/// The one wasm that Trunk has staged; its name is the one of the app's program.
fn staged_wasm(stage: &Path) -> Outcome<PathBuf> {
    let staged = files::list(stage)?;
    let mut wasms = staged.into_iter().filter(|path| files::name(path).ends_with(WASM_END));
    match (wasms.next(), wasms.next()) {
        (Some(wasm), None) => Ok(wasm),
        _ => Err(Failure::new("Trunk has not staged exactly one wasm: see index.html")),
    }
}

/// The program that became this wasm.
fn program_of(wasm: &Path) -> &str {
    files::name(wasm).strip_suffix(WASM_END).unwrap_or_default()
}

/// wasm-bindgen's script beside its wasm.
fn glue_of(wasm: &Path) -> PathBuf {
    wasm.with_file_name(format!("{}.js", program_of(wasm)))
}

/// The English texts with their keys: what a page that replaces texts needs.
fn english_texts(messages: &[Messages]) -> Outcome<String> {
    messages.first().map_or_else(|| Ok("{}".to_owned()), Messages::keyed)
}

/// Stores every language but English, which is in the wasm. In development builds English is stored
/// too: a changed text is on the screen without the compiler.
fn store_locales(
    stage: &Path,
    profile: &str,
    messages: &[Messages],
) -> Outcome<BTreeMap<String, [Asset; 2]>> {
    let Some((english, others)) = messages.split_first() else {
        return Err(Failure::new("locales/en.json is missing"));
    };
    let late = messages::late()?;
    let late: Vec<_> = late.lines().collect();
    let mut locales = BTreeMap::new();
    for language in if profile == "release" { others } else { messages } {
        let [early, more] = language.compact(english, &late)?;
        // One hash for both, and a short one: the loader holds one for each language.
        let mut hash = digest::content_hash([early.as_str(), &more].concat().as_bytes());
        hash.truncate(8);
        let store =
            |name: &str, text: &str| Asset::store_as(stage, (name, &hash, "json"), text.as_bytes());
        let early = store(&language.locale, &early)?;
        let more = store(&format!("late-{}", language.locale), &more)?;
        locales.insert(language.locale.clone(), [early, more]);
    }
    Ok(locales)
}

fn store_icon(stage: &Path) -> Outcome<Option<Asset>> {
    let icon = workspace::root().join("style/icon.svg");
    if !icon.is_file() {
        return Ok(None);
    }
    Asset::store(stage, "icon", "svg", &files::read(&icon)?).map(Some)
}

fn page_in(
    (language, first_screen): (&Messages, &str),
    template: &str,
    public_url: &str,
    shared: &Shared,
    is_framed: bool,
) -> Outcome<String> {
    let address = |asset: &Asset| format!("{public_url}{}", asset.path());
    let Embedding { frame_page, define, .. } = &shared.embedding;
    let scripts = if is_framed { vec![frame_page, define] } else { vec![&shared.script] };
    let hrefs: Vec<_> = scripts.iter().map(|script| address(script)).collect();
    let links: Vec<_> = scripts
        .iter()
        .zip(&hrefs)
        .map(|(script, href)| Link { href, integrity: &script.integrity })
        .collect();
    let head = page::head(
        &links,
        &address(&shared.wasm),
        shared.locales.get(&language.locale).map(|[early, _]| address(early)).as_deref(),
        shared.icon.as_ref().map(address).as_deref(),
        if is_framed { &shared.framed_style.text } else { &shared.style.text },
    );
    page::fill(
        template,
        &Parts {
            locale: &language.locale,
            title: &language.title()?,
            head: &head,
            first_screen,
            is_framed,
        },
    )
}

/// Writes `integrity.json`: what the server needs for its policy, and what an owner can check.
fn write_integrity(stage: &Path, shared: &Shared) -> Outcome {
    let script::Element { light, shadow, texts } = &shared.element;
    let late = &shared.late;
    let Embedding { define, module, frame_page, frame_host } = &shared.embedding;
    let files = [&shared.script, &shared.wasm, &late.wasm, &late.style, light, shadow, texts];
    let files = files.into_iter().chain([define, module, frame_page, frame_host]);
    let assets = files.chain(shared.locales.values().flatten());
    let styles = [&shared.style.hash, &shared.framed_style.hash];
    let text = integrity(assets.chain(&shared.icon), &styles.map(String::as_str));
    files::write(&stage.join("integrity.json"), text.as_bytes())
}

fn integrity<'a>(assets: impl Iterator<Item = &'a Asset>, style_hashes: &[&str]) -> String {
    let hashes: BTreeMap<String, &str> =
        assets.map(|asset| (asset.path(), asset.integrity.as_str())).collect();
    let json = serde_json::json!({ "files": hashes, "style_hashes": style_hashes });
    format!("{json:#}\n")
}

#[cfg(test)]
mod tests {
    use super::{Asset, integrity};

    /// BLD-05: the build carries the hash of each asset, under the path that the page uses.
    #[test]
    fn the_build_lists_every_asset_with_its_hash() {
        let asset = |name: &str, hash: &str| Asset { name: name.into(), integrity: hash.into() };
        let assets = [asset("regain-1.js", "sha384-a"), asset("regain-2.wasm", "sha384-b")];

        let json = integrity(assets.iter(), &["sha256-c"]);

        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        let expected = serde_json::json!({
            "files": { "assets/regain-1.js": "sha384-a", "assets/regain-2.wasm": "sha384-b" },
            "style_hashes": ["sha256-c"],
        });
        assert_eq!(read, expected);
    }
}

//! Prints the first screen as HTML: `prerender <locale>`, run by the build from the project's
//! root; `prerender --languages` prints the languages' names as JSON. It reads the messages from
//! `locales/` when it runs, so that a changed text needs no compiler.

use regain::i18n::Messages;
use regain_contract::Locale;
use std::collections::BTreeMap;
use std::error::Error;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    if env::args().nth(1).as_deref() == Some("--languages") {
        let names = Locale::ALL.map(|one| format!("{:?}:{:?}", one.tag(), one.name()));
        println!("{{{}}}", names.join(","));
        return Ok(());
    }
    let tag = env::args().nth(1).unwrap_or_else(|| "en".to_owned());
    let locale = Locale::from_tag(&tag).ok_or_else(|| format!("no such language: {tag}"))?;
    println!("{}", regain::prerender::first_screen(locale, messages(locale)?));
    Ok(())
}

/// Reads the messages of a language; the map sorts them into the order of the keys.
fn messages(locale: Locale) -> Result<Messages, Box<dyn Error>> {
    let path = format!("locales/{}.json", locale.tag());
    let texts: BTreeMap<String, String> = serde_json::from_str(&fs::read_to_string(path)?)?;
    let messages = Messages::loaded(texts.into_values().collect());
    messages.ok_or_else(|| format!("{} lacks messages", locale.tag()).into())
}

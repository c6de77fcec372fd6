//! The style sheets of embedded elements, in the light DOM and in a shadow root.
//!
//! In the light DOM every rule stands below one selector that outweighs the rules of a host page, and
//! lengths follow the element's own `--rg-rem` in place of the host's root (docs/embedding.md, *Look*).

use super::style::minify;
use crate::failure::Outcome;
use crate::tools::Tool;
use crate::{files, process, workspace};
use std::process::Command;

const ELEMENT: &str = "regain-recovery";

/// Outweighs two ids: `:not` counts what it names, and no element has it.
const LIGHT: &str = "regain-recovery:not(#rg#rg)";

/// The two sheets.
pub struct Sheets {
    /// For the light DOM.
    pub light: String,
    /// For a shadow root.
    pub shadow: String,
}

/// Makes both.
pub fn sheets() -> Outcome<Sheets> {
    let (rules, own) = (minify("style/element/main.css")?, minify("style/element/box.css")?);
    let motion = minify("style/motion.css")?;
    let sheet = |element: &str, selector: &dyn Fn(&str) -> String| -> Outcome<String> {
        let own = of_element(&own, selector);
        let nested = format!("{}{own}{motion}{element}{{{rules}}}", tokens(selector)?);
        Ok(with_own_rem(&flat(&nested)?))
    };
    Ok(Sheets { light: sheet(LIGHT, &in_light)?, shadow: sheet(":host", &in_shadow)? })
}

fn in_light(condition: &str) -> String {
    format!("{ELEMENT}{condition}")
}

fn in_shadow(condition: &str) -> String {
    if condition.is_empty() { ":host".to_owned() } else { format!(":host({condition})") }
}

/// Writes each selector of the element, with its condition, by `selector`.
fn of_element(css: &str, selector: &dyn Fn(&str) -> String) -> String {
    let mut parts = css.split(ELEMENT);
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.starts_with('[').then(|| part.find(']')).flatten().map_or(0, |at| at + 1);
        let (condition, rest) = part.split_at(end);
        made.push_str(&selector(condition));
        made.push_str(rest);
    }
    made
}

/// The style of the iframe page: that of our own page, as tall as its content, in the theme that the page
/// around it asked for.
pub fn framed(page: &str) -> Outcome<String> {
    let read = |name: &str| minify(&format!("style/{name}.css"));
    let (tokens, dark) = (read("tokens")?, read("themes/dark")?);
    let contrast = read("themes/contrast")?;
    let at = |theme: &str, text: &str| {
        text.replace(":where(:root)", &format!(":where(:root[data-theme={theme}])"))
    };
    let themes = [
        at("light", &tokens),
        at("dark", &dark),
        at("contrast", &tokens),
        at("contrast", &contrast),
    ];
    let schemes = ":root[data-theme=light],:root[data-theme=contrast]{color-scheme:light}\
                   :root[data-theme=dark]{color-scheme:dark}";
    Ok(format!("{page}{}{schemes}.rg-page{{min-block-size:0}}", themes.concat()))
}

/// Makes the tokens and themes for an element whose selector, with a condition, is asked for.
fn tokens(selector: &dyn Fn(&str) -> String) -> Outcome<String> {
    let read = |name: &str| minify(&format!("style/{name}.css"));
    let (tokens, dark) = (read("tokens")?, read("themes/dark")?);
    let (contrast, still) = (read("themes/contrast")?, read("themes/still")?);
    let at = |text: &str, selectors: &[String]| {
        text.replace(":where(:root)", &format!(":where({})", selectors.join(",")))
    };
    let own = [selector("")];
    // A theme that there is not counts as none, as in loader/attributes.ts.
    let auto = [selector(":not([theme=light],[theme=dark],[theme=contrast])")];
    Ok(format!(
        "{}@media (prefers-color-scheme:dark){{{}}}{}@media (prefers-contrast:more){{{}}}{}\
         @media (prefers-reduced-motion:reduce){{{}}}",
        at(&tokens, &own),
        at(&dark, &auto),
        at(&dark, &[selector("[theme=dark]")]),
        at(&contrast, &own),
        at(&contrast, &[selector("[theme=contrast]")]),
        at(&still, &own),
    ))
}

/// Writes nested rules out, for browsers that do not know them.
fn flat(nested: &str) -> Outcome<String> {
    let path = workspace::target().join("assemble").join("element.css");
    files::write(&path, nested.as_bytes())?;
    let mut esbuild = Command::new(Tool::Esbuild.programs()?.join("esbuild"));
    esbuild
        .arg(&path)
        .args(["--minify", "--log-level=error", "--charset=utf8"])
        .arg("--target=chrome111,firefox113,safari16.4");
    Ok(process::read(&mut esbuild, "flattening the style of the element")?.trim_end().to_owned())
}

/// Turns each `1.5rem` into a length of the element. Those of `@media` stay: they mean the browser's.
fn with_own_rem(css: &str) -> String {
    let mut made = String::with_capacity(css.len() * 2);
    let mut rest = css;
    while let Some(at) = rest.find("rem") {
        let (before, after) = rest.split_at(at);
        let start = before.rfind(|c: char| !c.is_ascii_digit() && c != '.').map_or(0, |at| at + 1);
        let (text, number) = before.split_at(start);
        let prelude = text.rsplit(['{', '}', ';']).next().unwrap_or_default();
        let text = match text
            .strip_suffix('-')
            .filter(|_| text.ends_with([':', '(', ' ', ',', '-']))
        {
            // A sign belongs to the number; a dash in a name does not stand before one.
            Some(unsigned) if unsigned.ends_with([':', '(', ' ', ',']) && !number.is_empty() => {
                made.push_str(unsigned);
                made.push_str(&format!("calc(var(--rg-rem)*-{number})"));
                rest = after.get(3..).unwrap_or_default();
                continue;
            }
            _ => text,
        };
        made.push_str(text);
        if number.is_empty() || prelude.trim_start().starts_with("@media") {
            made.push_str(number);
            made.push_str("rem");
        } else {
            made.push_str(&format!("calc(var(--rg-rem)*{number})"));
        }
        rest = after.get(3..).unwrap_or_default();
    }
    made.push_str(rest);
    made
}

#[cfg(test)]
mod tests {
    use super::{in_light, in_shadow, of_element, with_own_rem};

    #[test]
    fn in_a_shadow_root_the_element_is_the_host() {
        let css = ":where(regain-recovery){a:b}:where(regain-recovery[theme=dark]){c:d}";
        assert_eq!(of_element(css, &in_light), css);
        assert_eq!(
            of_element(css, &in_shadow),
            ":where(:host){a:b}:where(:host([theme=dark])){c:d}"
        );
    }

    #[test]
    fn lengths_follow_the_element_and_nothing_else_changes() {
        assert_eq!(
            with_own_rem("a{margin:1.5rem -.5rem}"),
            "a{margin:calc(var(--rg-rem)*1.5) calc(var(--rg-rem)*-.5)}"
        );
        assert_eq!(
            with_own_rem("a{width:clamp(1rem,5vw,2rem)}"),
            "a{width:clamp(calc(var(--rg-rem)*1),5vw,calc(var(--rg-rem)*2))}"
        );
        for same in
            ["@media (max-width:26rem){a{top:0}}", ".rg-remaining{top:0}", "a{--rg-rem:1em}"]
        {
            assert_eq!(with_own_rem(same), same);
        }
    }
}

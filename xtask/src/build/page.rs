//! The HTML of the page in one language, from `index.html` as Trunk leaves it.
//!
//! Pure: text in, text out. It adds no inline script, and exactly one inline style block, whose
//! hash the policy names.

use crate::failure::{Failure, Outcome};

/// Where the style, the preloads and the loader go.
const HEAD: &str = "<!--regain:head-->";
/// Where the first screen goes, inside the element.
const FIRST_SCREEN: &str = "<!--regain:first-screen-->";

/// Where the server names the origins that may be around the page.
const ANCESTORS: &str = "<!--regain:ancestors-->\n";

/// What is put into the page.
#[derive(Clone, Debug)]
pub struct Parts<'a> {
    /// The language tag.
    pub locale: &'a str,
    /// The text of the title.
    pub title: &'a str,
    /// The markup for the head.
    pub head: &'a str,
    /// The markup of the first screen.
    pub first_screen: &'a str,
    /// Whether it is the page for an iframe: without addresses, and with a place for the server to
    /// name who may be around it.
    pub is_framed: bool,
}

/// A script that the page loads.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    /// Its address.
    pub href: &'a str,
    /// Its `integrity`.
    pub integrity: &'a str,
}

/// Puts the parts into the template. Fails when the template lacks a place for one.
pub fn fill(template: &str, parts: &Parts<'_>) -> Outcome<String> {
    let mut html = without_comments(&without_trunk_links(template));
    html = with_attribute(&html, "html", "lang", parts.locale)?;
    html = with_attribute(&html, "regain-recovery", "locale", parts.locale)?;
    html = with_title(&html, parts.title)?;
    if parts.is_framed {
        html = replace(&html, HEAD, &[ANCESTORS, HEAD].concat())?;
        html = replace(&html, " whole-page ", " whole-page routing=\"memory\" ")?;
    }
    html = replace(&html, HEAD, parts.head)?;
    html = without_indentation(&html);
    // Last: the whitespace inside it is the app's own.
    replace(&html, FIRST_SCREEN, parts.first_screen)
}

/// The markup for the head: what is fetched first comes first.
pub fn head(
    scripts: &[Link<'_>],
    wasm: &str,
    locale: Option<&str>,
    icon: Option<&str>,
    style: &str,
) -> String {
    // Not async: they need the whole element, and arrive after the HTML anyway.
    let mut head: String = scripts
        .iter()
        .map(|Link { href, integrity }| {
            format!(
                "<script type=\"module\" src=\"{href}\" integrity=\"{integrity}\" \
                 crossorigin=\"anonymous\"></script>\n"
            )
        })
        .collect();
    // Without integrity: browsers ignore it here, and Chromium says so on the console. The
    // loader's own fetch carries it.
    head += &format!(
        "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" href=\"{wasm}\" \
         crossorigin=\"anonymous\">\n"
    );
    if let Some(href) = locale {
        head += &format!(
            "<link rel=\"preload\" as=\"fetch\" type=\"application/json\" href=\"{href}\" \
             crossorigin=\"anonymous\">\n"
        );
    }
    head += &format!("<style>{style}</style>\n");
    if let Some(href) = icon {
        head += &format!("<link rel=\"icon\" type=\"image/svg+xml\" href=\"{href}\">\n");
    }
    head
}

/// Escapes text for an element's content or an attribute in double quotes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn replace(html: &str, mark: &str, with: &str) -> Outcome<String> {
    if html.matches(mark).count() != 1 {
        return Err(Failure::new(format!("index.html must contain {mark} exactly once")));
    }
    Ok(html.replace(mark, with))
}

/// Trunk leaves its own link to the Rust app behind when it injects no script.
fn without_trunk_links(html: &str) -> String {
    let is_link = |line: &&str| line.trim_start().starts_with("<link data-trunk");
    html.lines().filter(|line| !is_link(line)).flat_map(|line| [line, "\n"]).collect()
}

/// Removes the comments that are for readers of the source; keeps the places to fill.
fn without_comments(html: &str) -> String {
    let mut kept = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        let (inside, after) = comment.split_once("-->").unwrap_or((comment, ""));
        if inside.starts_with("regain:") {
            kept.push_str(&format!("<!--{inside}-->"));
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

fn without_indentation(html: &str) -> String {
    html.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
        + "\n"
}

fn with_title(html: &str, title: &str) -> Outcome<String> {
    let parts = html
        .split_once("<title>")
        .and_then(|(before, rest)| rest.split_once("</title>").map(|(_, after)| (before, after)));
    let Some((before, after)) = parts else {
        return Err(Failure::new("index.html must contain a <title>"));
    };
    Ok(format!("{before}<title>{}</title>{after}", escape(title)))
}

/// Replaces the value of an attribute of the first element of this name.
fn with_attribute(html: &str, element: &str, name: &str, value: &str) -> Outcome<String> {
    let parts = html.split_once(&format!("<{element} ")).and_then(|(before, rest)| {
        let (attributes, after) = rest.split_once('>')?;
        let (left, old) = attributes.split_once(&format!("{name}=\""))?;
        let (_, right) = old.split_once('"')?;
        Some((before, left, right, after))
    });
    let Some((before, left, right, after)) = parts else {
        let missing = format!("index.html must contain <{element} {name}=\"…\">");
        return Err(Failure::new(missing));
    };
    Ok(format!("{before}<{element} {left}{name}=\"{}\"{right}>{after}", escape(value)))
}

#[cfg(test)]
mod tests {
    use super::{Link, Parts, fill, head};

    const TEMPLATE: &str = r#"<!doctype html>
<html lang="en">
  <head>
    <title>Reset your password</title>
    <!-- for readers -->
    <!--regain:head-->
    <link data-trunk rel="rust" data-wasm-opt="z">
  </head>
  <body>
    <regain-recovery class="rg-page" locale="en"><!--regain:first-screen--></regain-recovery>
  </body>
</html>
"#;

    fn parts() -> Parts<'static> {
        Parts {
            locale: "zh-CN",
            title: "重置 <密码>",
            head: "<meta name=\"a\">",
            is_framed: false,
            first_screen: "<form>\n  <p>a</p></form>",
        }
    }

    #[test]
    fn the_page_gets_its_language_title_head_and_first_screen_and_nothing_else() {
        let html = fill(TEMPLATE, &parts()).unwrap();

        assert_eq!(
            html,
            "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n\
             <title>重置 &lt;密码&gt;</title>\n<meta name=\"a\">\n</head>\n<body>\n\
             <regain-recovery class=\"rg-page\" locale=\"zh-CN\"><form>\n  <p>a</p></form>\
             </regain-recovery>\n</body>\n</html>\n"
        );
    }

    #[test]
    fn a_template_without_a_place_for_a_part_is_refused() {
        for part in
            ["<!--regain:head-->", "<!--regain:first-screen-->", "<title>", " locale=\"en\""]
        {
            let template = TEMPLATE.replace(part, "");

            let failure = fill(&template, &parts()).unwrap_err().to_string();
            assert!(failure.starts_with("index.html must contain"), "{part}: {failure}");
        }
    }

    /// WEB-06: the head has one inline style block and no inline script.
    #[test]
    fn the_head_has_no_inline_script() {
        let script = Link { href: "/a.js", integrity: "sha384-x" };

        let head = head(&[script], "/a.wasm", Some("/zh.json"), Some("/i.svg"), "a{}");

        assert_eq!(head.matches("<style>a{}</style>").count(), 1);
        assert_eq!(head.matches("<script").count(), 1);
        assert!(
            head.contains(
                "src=\"/a.js\" integrity=\"sha384-x\" crossorigin=\"anonymous\"></script>"
            )
        );
        assert_eq!(head.matches("rel=\"preload\"").count(), 2);
    }
}

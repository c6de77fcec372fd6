//! What every page has around its content. `maud` escapes all that is put in.

use super::language::{Language, Written};
use axum::response::Html;
use maud::{DOCTYPE, Markup, html};
use std::borrow::Cow;

/// One page before it is drawn.
pub struct Page {
    /// The title, without the company's name.
    pub title: String,
    /// The path of the page, with its query but without the language: the language links lead
    /// there.
    pub path: Cow<'static, str>,
    /// The script of the page, if it has one.
    pub script: Option<&'static str>,
    /// What stands in `<main>`.
    pub main: Markup,
}

/// Draws a whole page.
pub fn page(language: Language, page: &Page) -> Html<String> {
    let words = language.words();
    let markup = html! {
        (DOCTYPE)
        html lang=(language.written().tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (page.title) " · " (words.company) }
                link rel="icon" type="image/svg+xml" href="/assets/mark.svg";
                link rel="stylesheet" href="/assets/sandbox.css";
                @if let Some(script) = page.script { script src=(script) defer {} }
            }
            body {
                header {
                    div.bar {
                        a.brand href={ "/" (language.query()) } {
                            img src="/assets/mark.svg" alt="" width="28" height="28";
                            (words.company)
                        }
                        nav aria-label=(words.navigation) {
                            a href={ "/inbox" (language.query()) } { (words.inbox) }
                            (language_links(language, &page.path))
                        }
                    }
                    p.notice { (words.fictitious) }
                }
                main { (page.main) }
                footer {
                    a href={ "/sandbox" (language.query()) } { (words.simulated) }
                }
            }
        }
    };
    Html(markup.into_string())
}

/// Links to the same page in the other languages, each in its own.
fn language_links(language: Language, path: &str) -> Markup {
    let separator = if path.contains('?') { '&' } else { '?' };
    html! {
        @for other in Written::ALL.into_iter().filter(|other| *other != language.written()) {
            a href={ (path) (separator) "lang=" (other.tag()) } lang=(other.tag()) hreflang=(other.tag()) {
                (other.name())
            }
        }
    }
}

/// The page for paths that lead nowhere.
pub fn not_found(language: Language) -> Html<String> {
    let words = language.words();
    let main = html! {
        section.card {
            h1 { (words.not_found) }
            p { a href={ "/" (language.query()) } { (words.back_to_log_on) } }
        }
    };
    page(language, &Page { title: words.not_found.into(), path: "/".into(), script: None, main })
}

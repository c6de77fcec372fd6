//! The inbox: as a page for people, which updates itself, and as JSON for tests.

use super::language::Language;
use super::layout::{Page, page};
use super::words::Words;
use crate::sandbox::Sandbox;
use crate::{Channel, Message};
use axum::Json;
use axum::extract::{Query, State};
use axum::response::Html;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// The filter of the inbox; unknown parameters are ignored.
#[derive(Deserialize)]
pub struct Filter {
    #[serde(default)]
    to: String,
}

/// `GET /inbox.json`: the messages, newest first.
pub async fn json(
    State(sandbox): State<Arc<Sandbox>>,
    Query(filter): Query<Filter>,
) -> Json<Vec<Message>> {
    Json(sandbox.inbox.messages(&filter.to))
}

/// `GET /inbox`: the same as a page.
pub async fn show(
    State(sandbox): State<Arc<Sandbox>>,
    language: Language,
    Query(filter): Query<Filter>,
) -> Html<String> {
    let words = language.words();
    let messages = sandbox.inbox.messages(&filter.to);
    let main = html! {
        section.inbox {
            h1 { (words.inbox) }
            p.lead { (words.inbox_lead) }
            (filter_form(language, &filter.to))
            div #messages {
                p.count role="status" { (words.count.replace("{}", &messages.len().to_string())) }
                @if messages.is_empty() {
                    p.empty { (words.nothing_yet) }
                }
                @for message in &messages { (entry(words, message)) }
            }
        }
    };
    let script = Some("/assets/inbox.js");
    page(language, &Page { title: words.inbox.into(), path: "/inbox".into(), script, main })
}

fn filter_form(language: Language, to: &str) -> Markup {
    let words = language.words();
    html! {
        form.filter method="get" action="/inbox" {
            @if language.is_asked_for {
                input type="hidden" name="lang" value=(language.locale.tag());
            }
            label for="to" { (words.filter) }
            input #to name="to" value=(to) autocomplete="off" spellcheck="false";
            button { (words.show) }
            @if !to.is_empty() {
                a href={ "/inbox" (language.query()) } { (words.show_all) }
            }
            button #pause type="button" aria-pressed="false" hidden { (words.pause) }
        }
    }
}

fn entry(words: &Words, message: &Message) -> Markup {
    let (badge, class) = match message.channel {
        Channel::Sms => (words.sms, "sms"),
        Channel::Mail => (words.mail, "mail"),
    };
    html! {
        article.message {
            header {
                span.badge.(class) { (badge) }
                span.to { span.hidden { (words.to) " " } (message.to) }
                time datetime=(message.sent_at_text()) { (message.sent_at_text()) }
            }
            p.from { (words.from) " " (message.from) }
            @if let Some(subject) = &message.subject { h2 dir="auto" { (subject) } }
            p.text dir="auto" { (text_with_code(&message.text)) }
        }
    }
}

/// The text, with the first run of exactly six digits set off.
fn text_with_code(text: &str) -> Markup {
    match code_in(text) {
        Some((before, code, after)) => html! { (before) strong.code { (code) } (after) },
        None => html! { (text) },
    }
}

fn code_in(text: &str) -> Option<(&str, &str, &str)> {
    let is_digit = |c: char| c.is_ascii_digit();
    let mut start = 0;
    while let Some(found) = text.get(start..)?.find(is_digit) {
        let from = start + found;
        let rest = text.get(from..)?;
        let length = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
        if length == 6 {
            return Some((text.get(..from)?, rest.get(..length)?, rest.get(length..)?));
        }
        start = from + length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::code_in;

    #[test]
    fn the_first_run_of_six_digits_is_the_code() {
        assert_eq!(
            code_in("call 12345678: 您的 123456 or 654321"),
            Some(("call 12345678: 您的 ", "123456", " or 654321"))
        );
        assert_eq!(code_in("123456"), Some(("", "123456", "")));
        assert_eq!(code_in("12345 1234567"), None);
        assert_eq!(code_in(""), None);
    }
}

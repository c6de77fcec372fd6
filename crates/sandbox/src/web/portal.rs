//! The portal of a fictitious company: a log-on page whose *Forgot password* leads to the
//! recovery, the page that the recovery leads back to, and the page after log-on. Keeps no
//! session: the greeting is the form's answer.

use super::accounts;
use super::language::Language;
use super::layout::{Page, page};
use super::log_on::{self, Outcome};
use crate::sandbox::Sandbox;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, Uri, header::HOST};
use axum::response::Html;
use maud::{Markup, html};
use regain_contract::LogOn;
use std::sync::Arc;

/// Most characters of a username that the address fills in.
const MAX_NAME: usize = 256;

/// Where the recovery is, and which page of ours it may lead back to.
struct Recovery {
    server_url: String,
    return_to: String,
}

impl Recovery {
    /// The page to come back to has the address under which the browser asked for this one.
    fn of(sandbox: &Sandbox, language: Language, headers: &HeaderMap) -> Self {
        let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        let return_to = format!("http://{host}/back{}", language.query());
        Self { server_url: sandbox.server_url(), return_to }
    }

    /// The address of one of its pages.
    fn link(&self, language: Language, path: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if language.is_asked_for {
            query.append_pair("lang", language.locale.tag());
        }
        query.append_pair("return_to", &self.return_to);
        format!("{}{path}?{}", self.server_url, query.finish())
    }
}

/// `GET /`: the log-on page, with the name that the address gives.
pub async fn show(
    State(sandbox): State<Arc<Sandbox>>,
    language: Language,
    uri: Uri,
    headers: HeaderMap,
) -> Html<String> {
    let query = uri.query().unwrap_or_default().as_bytes();
    let named = form_urlencoded::parse(query).find(|(name, _)| name == "username");
    let username: String =
        named.map(|(_, value)| value.chars().take(MAX_NAME).collect()).unwrap_or_default();
    log_on_page(language, &Recovery::of(&sandbox, language, &headers), &username, None)
}

/// `GET /back`: the page that the recovery leads back to.
pub async fn back(language: Language) -> Html<String> {
    let words = language.words();
    let main = html! {
        section.card.wide {
            h1 { (words.back) }
            p.lead { (words.back_lead) }
            p { a.button href={ "/" (language.query()) } { (words.log_on) } }
        }
    };
    page(language, &Page { title: words.back.into(), path: "/back".into(), script: None, main })
}

/// `POST /log-on`: the greeting, or the log-on page with the reason. Always status 200: browsers
/// write an error status of a page to the console, and here it is no error of the page.
pub async fn log_on(
    State(sandbox): State<Arc<Sandbox>>,
    language: Language,
    headers: HeaderMap,
    Form(credentials): Form<LogOn>,
) -> Html<String> {
    let recovery = Recovery::of(&sandbox, language, &headers);
    let server_url = &recovery.server_url;
    let outcome = log_on::log_on(&sandbox.client, server_url, &credentials).await;
    match reason(language, server_url, outcome) {
        None => greeting(language, &credentials.username),
        Some(reason) => log_on_page(language, &recovery, &credentials.username, Some(&reason)),
    }
}

/// Why the log-on failed, in words; `None` when it did not.
fn reason(language: Language, server_url: &str, outcome: Outcome) -> Option<String> {
    let words = language.words();
    match outcome {
        Outcome::Welcome => None,
        Outcome::Refused => Some(words.refused.into()),
        Outcome::Throttled { retry_after_s: None } => Some(words.throttled.into()),
        Outcome::Throttled { retry_after_s: Some(seconds) } => {
            Some(words.throttled_wait.replace("{}", &seconds.to_string()))
        }
        Outcome::Unreachable => Some(words.unreachable.replace("{}", server_url)),
        Outcome::Unexpected { status } => Some(words.unexpected.replace("{}", &status.to_string())),
    }
}

fn log_on_page(
    language: Language,
    recovery: &Recovery,
    username: &str,
    error: Option<&str>,
) -> Html<String> {
    let words = language.words();
    let main = html! {
        div.columns {
            section.card aria-labelledby="log-on" {
                h1 #log-on { (words.log_on) }
                p.lead { (words.log_on_lead) }
                @if let Some(error) = error {
                    // No script moves the focus here, so the attribute does.
                    p.error #error role="alert" tabindex="-1" autofocus { (error) }
                }
                (form(language, recovery, username, error.is_some()))
            }
            (accounts::list(language))
        }
    };
    let prefix = if error.is_some() { words.error } else { "" };
    let title = format!("{prefix}{}", words.log_on);
    page(language, &Page { title, path: "/".into(), script: None, main })
}

fn form(language: Language, recovery: &Recovery, username: &str, has_failed: bool) -> Markup {
    let words = language.words();
    let described_by = has_failed.then_some("error");
    html! {
        form method="post" action={ "/log-on" (language.query()) } {
            label for="username" { (words.username) }
            input #username name="username" value=(username) required autocomplete="username"
                autocapitalize="none" spellcheck="false" aria-describedby=[described_by];
            label for="password" { (words.password) }
            input #password name="password" type="password" required
                autocomplete="current-password" aria-describedby=[described_by];
            p.aside {
                a href=(recovery.link(language, "/")) { (words.forgot_password) }
                " · "
                a href=(recovery.link(language, "/username")) { (words.forgot_username) }
            }
            button { (words.log_on) }
        }
    }
}

fn greeting(language: Language, username: &str) -> Html<String> {
    let words = language.words();
    let welcome = words.welcome.replace("{}", username);
    let main = html! {
        section.card.wide {
            h1 { (welcome) }
            p.lead { (words.welcome_lead) }
            dl.figures {
                @for (name, value) in words.figures {
                    div { dt { (name) } dd { (value) } }
                }
            }
            p { (words.change_regularly) }
            p { a.button href={ "/" (language.query()) } { (words.log_off) } }
        }
    };
    page(language, &Page { title: welcome, path: "/".into(), script: None, main })
}

//! Pages that make it hard for the element that they embed: wild styles, greedy scripts, odd places.
//! For the browser tests, and for whoever looks into a portal that behaves like one of them.

use super::built::{fill, with_kind};
use super::language::Language;
use super::layout::{self, Page, page};
use super::policy;
use super::portals::MISSING;
use crate::sandbox::Sandbox;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maud::html;
use std::sync::Arc;

/// What the pages may do: everything but to ask strangers.
const LOOSE: &str =
    "default-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' {server}; frame-ancestors 'self'";

/// The policy of the strict one.
const STRICT: &str = "default-src 'none'; script-src {server} 'wasm-unsafe-eval'; connect-src {server}; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

/// Who may use the camera.
const CAMERA: &str = "camera=(self \"{server}\")";

/// One tag, and one element.
const SCRIPT: &str = r#"<script type="module" src="{server}/assets/{define}" integrity="{define-integrity}" crossorigin="anonymous"></script>"#;
const ELEMENT: &str = r#"<regain-recovery api="{server}/api/v1" routing="hash"></regain-recovery>"#;

const WORKER: &str = include_str!("../../hosts/worker.js");

macro_rules! hosts {
    ($($name:literal,)+) => {
        /// The pages by name; what each does is said in its first comment.
        const HOSTS: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../hosts/", $name, ".html")))),+];
    };
}

hosts! {
    "all-unset",
    "base-origin",
    "base-path",
    "churn",
    "css-reset",
    "custom-tag",
    "dialog",
    "dom-clobbering",
    "double-include",
    "empty",
    "form",
    "framed",
    "host-router",
    "host-shadow-root",
    "huge-font",
    "important",
    "inside",
    "moving",
    "no-storage",
    "old-loader",
    "prototype-pollution",
    "quirks",
    "rtl",
    "sandboxed",
    "service-worker",
    "strict-csp",
    "tiny-rem",
    "transform",
    "two-elements",
}

/// `GET /hosts/`: what each does.
pub async fn index(language: Language) -> Html<String> {
    let main = html! {
        section.card.wide {
            h1 { "Pages that make it hard" }
            ul {
                @for (name, text) in HOSTS {
                    li { a href={ "/hosts/" (name) } { (name) } ": " (first_comment(text)) }
                }
            }
        }
    };
    page(language, &Page { title: "Hosts".into(), path: "/hosts/".into(), script: None, main })
}

/// `GET /hosts/<name>`.
pub async fn show(
    State(sandbox): State<Arc<Sandbox>>,
    language: Language,
    Path(name): Path<String>,
) -> Response {
    // A frame gets the camera where its `allow` gives it, too.
    let camera = fill(CAMERA, &sandbox);
    let loose = policy::embedding(&fill(LOOSE, &sandbox), &camera);
    if name == "worker.js" {
        // What a worker may ask for is said by the headers of its own script.
        return (loose, with_kind(&name, WORKER)).into_response();
    }
    if !sandbox.built.is_there() {
        return (StatusCode::SERVICE_UNAVAILABLE, MISSING).into_response();
    }
    let Some((name, text)) = HOSTS.iter().find(|(each, _)| *each == name) else {
        return (StatusCode::NOT_FOUND, layout::not_found(language)).into_response();
    };
    let headers = match *name {
        "strict-csp" => policy::embedding(&fill(STRICT, &sandbox), &camera),
        _ => loose,
    };
    let text = text.replace("{script}", SCRIPT).replace("{element}", ELEMENT);
    (headers, Html(fill(&text, &sandbox))).into_response()
}

fn first_comment(text: &str) -> &str {
    let comment = text.split_once("<!--").and_then(|(_, rest)| rest.split_once("-->"));
    comment.map_or("", |(comment, _)| comment.trim())
}

#[cfg(test)]
mod tests {
    use super::{HOSTS, first_comment};

    #[test]
    fn each_host_says_what_it_does() {
        assert!(HOSTS.len() > 20);
        for (name, text) in HOSTS {
            assert!(!first_comment(text).is_empty(), "{name}");
        }
    }
}

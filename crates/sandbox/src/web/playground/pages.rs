//! The pages of the playground: all states side by side, and one alone.

use super::catalogue::catalogue;
use super::files::BRANDS;
use crate::sandbox::Sandbox;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use regain_contract::Locale;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// The element needs wasm, brands have logos, and the camera is simulated.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
                      connect-src 'self'; img-src 'self' data:; media-src blob:; frame-src 'self'; \
                      base-uri 'none'; frame-ancestors 'self'; form-action 'self'";

/// How one state is to be shown, as far as the page itself does it.
#[derive(Deserialize)]
pub struct Looks {
    brand: Option<String>,
}

/// `GET /playground/{state}`: one state.
pub async fn one(
    State(sandbox): State<Arc<Sandbox>>,
    Path(name): Path<String>,
    Query(looks): Query<Looks>,
) -> Response {
    let Some(state) = catalogue().into_iter().find(|state| state.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if !sandbox.built.is_there() {
        return unbuilt();
    }
    let brand = BRANDS.into_iter().find(|brand| looks.brand.as_deref() == Some(*brand));
    let markup = html! {
        (head(state.title))
        @if let Some(brand) = brand {
            link rel="stylesheet" href={ "/playground/files/" (brand) ".css" };
        }
        script type="module" src="/playground/files/state.js" {}
        body.state {}
    };
    with_policy(page(&markup))
}

/// `GET /playground/{state}/state.json`: what its script has to know.
pub async fn described(
    State(sandbox): State<Arc<Sandbox>>,
    Path(name): Path<String>,
) -> Result<Json<Value>, StatusCode> {
    let state = catalogue().into_iter().find(|state| state.name == name);
    let state = state.ok_or(StatusCode::NOT_FOUND)?;
    let data: Vec<Value> = state.answers.iter().filter_map(|answer| answer.reply.value()).collect();
    Ok(Json(json!({
        "state": state,
        // What the API says may stand on the page in any language.
        "data": data,
        "define": sandbox.built.find("define-", ".js"),
        "texts": sandbox.built.find("texts-", ".json"),
    })))
}

/// `GET /playground`: all states.
pub async fn overview(State(sandbox): State<Arc<Sandbox>>) -> Response {
    if !sandbox.built.is_there() {
        return unbuilt();
    }
    let choice = |name: &str, label: &str, values: &[(&str, &str)]| {
        html! {
            label { (label) " "
                select name=(name) {
                    @for (value, text) in values { option value=(value) { (text) } }
                }
            }
        }
    };
    let same = |values: &[&'static str]| -> Vec<(&'static str, &'static str)> {
        values.iter().map(|value| (*value, *value)).collect()
    };
    let mut languages: Vec<_> = Locale::ALL.iter().map(|one| (one.tag(), one.name())).collect();
    languages.push(("en-XA", "Pseudo-locale"));
    let brands: Vec<_> =
        [("", "none")].into_iter().chain(BRANDS.map(|brand| (brand, brand))).collect();
    let markup = html! {
        (head("Playground"))
        script type="module" src="/playground/files/overview.js" {}
        body {
            h1 { "Playground" }
            form #looks {
                (choice("theme", "Theme", &same(&["auto", "light", "dark", "contrast"])))
                (choice("brand", "Brand", &brands))
                (choice("locale", "Language", &languages))
                (choice("dir", "Direction", &[("", "of the language"), ("ltr", "ltr"), ("rtl", "rtl")]))
                (choice("dom", "DOM", &same(&["light", "shadow"])))
                (choice("width", "Width", &same(&["360", "320", "480", "768", "1280"])))
                label { "Filter " input name="filter" type="search"; }
                output #count {}
            }
            div #states {
                @for state in catalogue() {
                    figure data-name=(state.name) {
                        figcaption {
                            a href={ "/playground/" (state.name) } { (state.name) } ": " (state.title)
                        }
                        iframe title=(state.title) allow="camera" {}
                    }
                }
            }
        }
    };
    with_policy(page(&markup))
}

fn head(title: &str) -> Markup {
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        title { (title) }
        link rel="icon" type="image/svg+xml" href="/assets/mark.svg";
        link rel="stylesheet" href="/playground/files/playground.css";
    }
}

fn page(markup: &Markup) -> Html<String> {
    Html(html! { (DOCTYPE) html lang="en" { (markup) } }.into_string())
}

fn unbuilt() -> Response {
    let text = "The playground shows the built element: run `cargo xtask build`, and start the \
                sandbox with REGAIN_SANDBOX_DIST=dist.";
    (StatusCode::NOT_FOUND, text).into_response()
}

fn with_policy(page: Html<String>) -> Response {
    let headers = [
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (HeaderName::from_static("permissions-policy"), HeaderValue::from_static("camera=(self)")),
    ];
    (headers, page).into_response()
}

//! The demo portals: each embeds the recovery in another way, and is a page that an engineer of a
//! portal can read as an example. The pages are files in `portals/`; here is what each is served with.

use super::built::{fill, with_kind};
use super::language::Language;
use super::layout::{self, Page, page};
use super::policy;
use crate::sandbox::Sandbox;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maud::html;
use std::sync::Arc;

/// A page that embeds the recovery.
struct Portal {
    name: &'static str,
    shows: &'static str,
    html: &'static str,
    /// What its policy allows beyond [`NOTHING`].
    policy: &'static str,
    /// Who may use the camera.
    camera: &'static str,
}

/// What no portal needs.
const NOTHING: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; \
                       frame-ancestors 'none'; img-src 'self'; style-src 'self'; ";
const OWN_CAMERA: &str = "camera=(self)";

const PORTALS: [Portal; 5] = [
    Portal {
        name: "plain",
        shows: "One script tag with a hash, the steps behind # in the address, events.",
        html: include_str!("../../portals/plain.html"),
        policy: "script-src 'self' 'wasm-unsafe-eval' {server}; connect-src {server}",
        camera: OWN_CAMERA,
    },
    Portal {
        name: "react",
        shows: "A React application with a router of its own; the steps in the path below a route.",
        html: include_str!("../../portals/react.html"),
        policy: "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' {server}",
        camera: OWN_CAMERA,
    },
    Portal {
        name: "strict",
        shows: "A strict policy with Trusted Types; the recovery in a shadow root.",
        html: include_str!("../../portals/strict.html"),
        policy: "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' {server}; \
                 require-trusted-types-for 'script'; trusted-types 'none'",
        camera: OWN_CAMERA,
    },
    Portal {
        name: "cross-site",
        shows: "The portal is another site than the server: open it on 127.0.0.1.",
        html: include_str!("../../portals/cross-site.html"),
        policy: "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' {server}",
        camera: OWN_CAMERA,
    },
    Portal {
        name: "frame",
        shows: "The recovery in an iframe, which the portal can neither read nor style.",
        html: include_str!("../../portals/frame.html"),
        policy: "script-src 'self' {server}; frame-src {server}",
        camera: "camera=(self \"{server}\")",
    },
];

/// The scripts of the portals.
const SCRIPTS: [(&str, &str); 4] = [
    ("plain.js", include_str!("../../portals/plain.js")),
    ("strict.js", include_str!("../../portals/strict.js")),
    ("cross-site.js", include_str!("../../portals/cross-site.js")),
    ("frame.js", include_str!("../../portals/frame.js")),
];

/// `GET /portals/`: what each shows.
pub async fn index(State(sandbox): State<Arc<Sandbox>>, language: Language) -> Html<String> {
    let main = html! {
        section.card.wide {
            h1 { "Portals that embed the recovery" }
            @if !sandbox.built.is_there() { p.error { (MISSING) } }
            ul {
                @for portal in &PORTALS {
                    li { a href={ "/portals/" (portal.name) } { (portal.name) } ": " (portal.shows) }
                }
            }
            p { a href="/hosts/" { "Pages that make it hard" } }
        }
    };
    page(language, &Page { title: "Portals".into(), path: "/portals/".into(), script: None, main })
}

/// What to do when there is nothing to embed.
pub const MISSING: &str =
    "There is no built page: run `cargo xtask build`, and name its folder in REGAIN_SANDBOX_DIST.";

/// What to do when the React portal is not bundled.
const NO_REACT: &str = "The React portal is not bundled: run `cargo xtask build`, and name the folder of the bundle in \
     REGAIN_SANDBOX_PORTALS.";

/// `GET /portals/<name>`: a portal, or a script of one.
pub async fn show(
    State(sandbox): State<Arc<Sandbox>>,
    language: Language,
    Path(name): Path<String>,
) -> Response {
    if let Some((_, script)) = SCRIPTS.iter().find(|(script, _)| *script == name) {
        return with_kind(&name, fill(script, &sandbox));
    }
    if name == "react.js" {
        return sandbox.built.react().map_or_else(not_bundled, |script| with_kind(&name, script));
    }
    PORTALS.iter().find(|portal| portal.name == name).map_or_else(
        || (StatusCode::NOT_FOUND, layout::not_found(language)).into_response(),
        |portal| portal.answer(&sandbox),
    )
}

/// `GET /portals/<name>/…`: the addresses that an application makes up for itself.
pub async fn show_below(
    state: State<Arc<Sandbox>>,
    language: Language,
    Path((name, _)): Path<(String, String)>,
) -> Response {
    let name = if name == "react" { name } else { String::new() };
    show(state, language, Path(name)).await
}

fn not_bundled() -> Response {
    (StatusCode::NOT_FOUND, NO_REACT).into_response()
}

impl Portal {
    fn answer(&self, sandbox: &Sandbox) -> Response {
        if !sandbox.built.is_there() {
            return (StatusCode::SERVICE_UNAVAILABLE, MISSING).into_response();
        }
        if self.name == "react" && sandbox.built.react().is_none() {
            return (StatusCode::SERVICE_UNAVAILABLE, NO_REACT).into_response();
        }
        let policy = fill(&format!("{NOTHING}{}", self.policy), sandbox);
        let headers = policy::embedding(&policy, &fill(self.camera, sandbox));
        (headers, Html(fill(self.html, sandbox))).into_response()
    }
}

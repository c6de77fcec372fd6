//! The enrolled faces: as pictures, and as a page on which a developer enrols a face of a camera.

use super::face_page::camera;
use super::language::Language;
use super::layout::{Page, page};
use super::party_words::PartyWords;
use super::policy;
use crate::face::{read_picture, video};
use crate::people::{self, HolderKind, Person};
use crate::sandbox::Sandbox;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::sync::Arc;

/// `GET /faces`: all faces.
pub async fn show(State(sandbox): State<Arc<Sandbox>>, language: Language) -> Response {
    let words = language.party_words();
    let people = people::ALL.iter().filter(|person| person.kind == HolderKind::Personal);
    let main = html! {
        section.wide {
            h1 { (words.faces) }
            p { strong { (words.face_lead) } }
            p { (words.faces_lead) }
            (camera(words))
            ul.faces {
                @for person in people { li { (face(&sandbox, language, person)) } }
            }
        }
    };
    let script = Some("/assets/camera.js");
    let title = words.faces.into();
    let page = page(language, &Page { title, path: "/faces".into(), script, main });
    (policy::opening(&sandbox, true), page).into_response()
}

fn face(sandbox: &Sandbox, language: Language, person: &Person) -> Markup {
    let words = language.party_words();
    let who = PartyWords::find(&words.who, person.key);
    let of = |text: &str| text.replace("{}", who);
    html! {
        figure {
            img src={ "/faces/" (person.key) ".png" } alt=(of(words.face_of)) width="320"
                height="240";
            figcaption {
                strong { (person.name) } " · " (who)
                @if person.is_certified { " · " (person.cert_no) }
            }
        }
        p.buttons {
            button.plain type="button" hidden data-enrol={ "/faces/" (person.key) }
                data-take=(of(words.take_picture)) { (of(words.enrol)) }
        }
        @if sandbox.face.enrolment.is_taken(person) {
            form method="post" action={ "/faces/" (person.key) "/remove" (language.query()) } {
                button.plain { (of(words.remove)) }
            }
        }
    }
}

/// `GET /faces/<key or number>.png`: a face; with `.y4m`, a video of the drawn one.
pub async fn picture(State(sandbox): State<Arc<Sandbox>>, Path(name): Path<String>) -> Response {
    let found = |name: &str| people::by_key(name).or_else(|| people::by_identity_card(name));
    let (kind, file) = match name.rsplit_once('.') {
        Some((name, "png")) => (
            "image/png",
            found(name).and_then(|person| sandbox.face.enrolment.of(person)).map(|one| one.png),
        ),
        Some((name, "y4m")) => {
            ("video/x-yuv4mpeg", found(name).and_then(|person| video(person.key)))
        }
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    match file {
        Some(file) => ([(header::CONTENT_TYPE, kind)], file).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `POST /faces/<key>`: puts a picture, JPEG or PNG, in the place of the drawn face.
pub async fn enrol(
    State(sandbox): State<Arc<Sandbox>>,
    Path(key): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let Some(person) = people::by_key(&key) else { return StatusCode::NOT_FOUND };
    match read_picture(&headers, &body) {
        Ok(picture) if sandbox.face.enrolment.enrol(person, &picture) => StatusCode::NO_CONTENT,
        Ok(_) => StatusCode::NOT_FOUND,
        Err(status) => status,
    }
}

/// `POST /faces/<key>/remove`: goes back to the drawn face.
pub async fn remove(
    State(sandbox): State<Arc<Sandbox>>,
    language: Language,
    Path(key): Path<String>,
) -> Redirect {
    if let Some(person) = people::by_key(&key) {
        sandbox.face.enrolment.remove(person);
    }
    Redirect::to(&format!("/faces{}", language.query()))
}

//! The face provider's page: somebody sends a picture or uses the camera, and goes back to the
//! recovery server.

use super::language::Language;
use super::layout::{Page, page};
use super::party_words::PartyWords;
use super::policy;
use crate::face::{Absent, Frame, GOOD_FRAMES, SubCode, TOKEN_HEADER, Verification};
use crate::people::{self, HolderKind, Person};
use crate::sandbox::Sandbox;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use reqwest::Url;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

/// What somebody chose.
#[derive(Deserialize)]
pub struct CaptureForm {
    choice: Choice,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Choice {
    Enrolled,
    Other,
    Cancel,
}

/// What the page shows of a verification.
struct Look {
    name: String,
    token: String,
    return_url: Option<Url>,
    outcome: Option<SubCode>,
}

impl Look {
    fn of(session: &mut Verification) -> Self {
        Self {
            name: session.name.clone(),
            token: session.token.clone(),
            return_url: session.return_url.clone(),
            outcome: session.decision.map(|decision| decision.outcome),
        }
    }
}

/// `GET /face/<id>`: the buttons, or the result when there is one.
pub async fn show(
    State(sandbox): State<Arc<Sandbox>>,
    language: Language,
    Path(id): Path<String>,
) -> Response {
    match sandbox.face.with(&id, sandbox.clock.now(), Look::of) {
        Ok(look) => match look.outcome {
            None => drawn(&sandbox, language, &id, &asked(language, &id, &look)),
            Some(outcome) => {
                let text = result_text(language, outcome);
                drawn(&sandbox, language, &id, &told(language, &id, &look, &text))
            }
        },
        Err(absent) => missing(&sandbox, language, &id, absent),
    }
}

/// `POST /face/<id>`: sends a picture, or cancels; then goes back.
pub async fn decide(
    State(sandbox): State<Arc<Sandbox>>,
    language: Language,
    Path(id): Path<String>,
    Form(answer): Form<CaptureForm>,
) -> Response {
    let decided = sandbox.face.with(&id, sandbox.clock.now(), |session| {
        let sent = sent(answer.choice, session);
        if let Some(reference) = sent.and_then(|person| sandbox.face.enrolment.of(person)) {
            send(&sandbox, session, &reference.frame);
        }
        Look::of(session)
    });
    match (decided, answer.choice) {
        (Err(absent), _) => missing(&sandbox, language, &id, absent),
        (Ok(look), Choice::Cancel) if look.outcome.is_none() => match look.return_url {
            Some(url) => back(&sandbox, url, &id, 1003, "cancelled"),
            None => {
                let text = language.party_words().face_cancelled;
                drawn(&sandbox, language, &id, &told(language, &id, &look, text))
            }
        },
        (Ok(_), _) => leave(State(sandbox), language, Path(id)).await,
    }
}

/// `GET /face/<id>/return`: to where the person came from, once there is a decision.
pub async fn leave(
    State(sandbox): State<Arc<Sandbox>>,
    language: Language,
    Path(id): Path<String>,
) -> Response {
    let look = match sandbox.face.with(&id, sandbox.clock.now(), Look::of) {
        Ok(look) => look,
        Err(absent) => return missing(&sandbox, language, &id, absent),
    };
    match (look.outcome, look.return_url) {
        (Some(SubCode::Passed), Some(url)) => back(&sandbox, url, &id, 1000, ""),
        (Some(_), Some(url)) => back(&sandbox, url, &id, 2006, "not_passed"),
        (Some(_), None) | (None, _) => {
            Redirect::to(&format!("/face/{id}{}", language.query())).into_response()
        }
    }
}

/// Whose picture a choice sends.
fn sent(choice: Choice, session: &Verification) -> Option<&'static Person> {
    let person = people::by_identity_card(&session.cert_no);
    let is_other = |other: &&Person| {
        other.kind == HolderKind::Personal && other.is_certified && Some(*other) != person
    };
    match choice {
        Choice::Enrolled => person.or(Some(&people::SOMEBODY_ELSE)),
        Choice::Other => people::ALL.iter().rev().find(is_other),
        Choice::Cancel => None,
    }
}

/// Sends the same picture often enough for a decision.
fn send(sandbox: &Sandbox, session: &mut Verification, frame: &Frame) {
    // Once more than that: the first may differ from what a camera sent before.
    for _ in 0..=GOOD_FRAMES {
        sandbox.face.take(session, frame.clone());
    }
}

/// Goes back with the provider's answer appended.
fn back(sandbox: &Sandbox, mut url: Url, id: &str, code: u16, reason: &str) -> Response {
    let answer = json!({ "code": code, "reason": reason, "extInfo": { "certifyId": id } });
    url.query_pairs_mut().append_pair("response", &answer.to_string());
    (policy::opening(sandbox, false), Redirect::to(url.as_str())).into_response()
}

fn asked(language: Language, id: &str, look: &Look) -> Markup {
    let words = language.party_words();
    let plain = |value: &str, text: &str| {
        html! { button.plain name="choice" value=(value) { (text) } }
    };
    html! {
        p { (words.face_whom.replace("{}", &masked(&look.name))) }
        form.choices method="post" action={ "/face/" (id) (language.query()) } {
            p.buttons {
                button name="choice" value="enrolled" { (words.send_enrolled) }
                (plain("other", words.send_other))
                button.plain #camera type="button" hidden
                    data-send={ "/cloudauth/capture/" (id) }
                    data-header=(TOKEN_HEADER) data-token=(look.token)
                    data-done={ "/face/" (id) "/return" (language.query()) } {
                    (words.use_camera)
                }
                (plain("cancel", words.cancel))
            }
        }
        (camera(words))
    }
}

/// The camera's picture and what is said about it.
pub fn camera(words: &PartyWords) -> Markup {
    html! {
        video #preview aria-label=(words.camera_picture) width="320" height="240" autoplay
            playsinline muted hidden {}
        p #guidance role="status" { }
        template #texts {
            @for (name, text) in &words.guidance { span data-name=(name) { (text) } }
        }
    }
}

fn told(language: Language, id: &str, look: &Look, text: &str) -> Markup {
    html! {
        p role="status" { strong { (text) } }
        @if look.return_url.is_some() {
            p { a href={ "/face/" (id) "/return" } { (language.party_words().face_back) } }
        }
    }
}

fn result_text(language: Language, outcome: SubCode) -> String {
    let words = language.party_words();
    match outcome {
        SubCode::Passed => words.face_passed.into(),
        SubCode::NameMismatch
        | SubCode::UnknownNumber
        | SubCode::OtherFace
        | SubCode::LivenessRisk => words.face_failed.replace("{}", outcome.code()),
    }
}

fn missing(sandbox: &Sandbox, language: Language, id: &str, absent: Absent) -> Response {
    let words = language.party_words();
    let (status, text) = match absent {
        Absent::Unknown => (StatusCode::NOT_FOUND, words.face_unknown),
        Absent::Expired => (StatusCode::GONE, words.face_expired),
    };
    (status, drawn(sandbox, language, id, &html! { p.error { (text) } })).into_response()
}

fn drawn(sandbox: &Sandbox, language: Language, id: &str, content: &Markup) -> Response {
    let words = language.party_words();
    let main = html! {
        section.card.wide {
            h1 { (words.face) }
            p { strong { (words.face_lead) } }
            (content)
        }
    };
    let script = Some("/assets/camera.js");
    let path = format!("/face/{id}").into();
    let page = page(language, &Page { title: words.face.into(), path, script, main });
    (policy::opening(sandbox, true), page).into_response()
}

/// A name of which only the last character can be read.
fn masked(name: &str) -> String {
    let hidden = name.chars().count().saturating_sub(1);
    name.chars().enumerate().map(|(at, c)| if at < hidden { '*' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn only_the_last_character_of_a_name_can_be_read() {
        assert_eq!(masked("张三"), "*三");
        assert_eq!(masked("欧阳小明"), "***明");
        assert_eq!(masked(""), "");
    }
}

//! Alipay's page: somebody approves or not, and goes back to the recovery server.

use super::language::Language;
use super::layout::{Page, page};
use super::party_words::PartyWords;
use super::policy;
use crate::alipay::{APP_ID, AUTHORIZE_PATH, AlipayMode};
use crate::people::{self, HolderKind, Person};
use crate::sandbox::Sandbox;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use reqwest::Url;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What the application asks for.
#[derive(Clone, Serialize, Deserialize)]
pub struct Ask {
    #[serde(default)]
    app_id: String,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    redirect_uri: String,
    #[serde(default)]
    state: String,
}

/// The same with what somebody chose.
#[derive(Deserialize)]
pub struct ConsentForm {
    #[serde(flatten)]
    ask: Ask,
    #[serde(default)]
    choice: String,
}

impl Ask {
    /// Where to go back to; otherwise which parameter is wrong.
    fn check(&self, sandbox: &Sandbox) -> Result<Url, &'static str> {
        if self.app_id != APP_ID {
            return Err("app_id");
        }
        let back = sandbox.return_url(&self.redirect_uri).ok_or("redirect_uri")?;
        if self.scope != "auth_user" {
            return Err("scope");
        }
        let is_plain = self.state.bytes().all(|byte| byte.is_ascii_graphic());
        if is_plain && (1..=100).contains(&self.state.len()) { Ok(back) } else { Err("state") }
    }

    /// The address of the page that asks this.
    fn address(&self) -> String {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("app_id", &self.app_id)
            .append_pair("scope", &self.scope)
            .append_pair("redirect_uri", &self.redirect_uri)
            .append_pair("state", &self.state)
            .finish();
        format!("{AUTHORIZE_PATH}?{query}")
    }
}

/// `GET`: the page.
pub async fn show(
    State(sandbox): State<Arc<Sandbox>>,
    language: Language,
    Query(ask): Query<Ask>,
) -> Response {
    match ask.check(&sandbox) {
        Ok(back) => drawn(&sandbox, language, &ask, &back),
        Err(wrong) => error(language, &ask, wrong),
    }
}

/// `POST`: goes back with what was chosen.
pub async fn decide(
    State(sandbox): State<Arc<Sandbox>>,
    language: Language,
    Form(ConsentForm { ask, choice }): Form<ConsentForm>,
) -> Response {
    let mut back = match ask.check(&sandbox) {
        Ok(back) => back,
        Err(wrong) => return error(language, &ask, wrong),
    };
    let mut append = |pairs: &[(&str, &str)]| {
        let common = [("app_id", APP_ID), ("source", "alipay_wallet")];
        back.query_pairs_mut().extend_pairs(common).extend_pairs(pairs);
    };
    let state = ("state", ask.state.as_str());
    match (choice.as_str(), people::by_key(&choice)) {
        (_, Some(person)) => {
            let code = sandbox.alipay.approve(person, sandbox.clock.now());
            append(&[("scope", &ask.scope), state, ("auth_code", &code)]);
        }
        ("cancel", None) => append(&[state, ("error_scope", &ask.scope)]),
        ("fail", None) => {
            append(&[state, ("error_scope", &ask.scope), ("error", "unknown_error")]);
        }
        ("slow" | "quick", None) => {
            let mode = if choice == "slow" { AlipayMode::Slow } else { AlipayMode::Works };
            sandbox.alipay.switch.set_mode(mode);
            return drawn(&sandbox, language, &ask, &back);
        }
        (_, None) => return StatusCode::BAD_REQUEST.into_response(),
    }
    let back = Redirect::to(back.as_str());
    (policy::opening(&sandbox, false), back).into_response()
}

fn drawn(sandbox: &Sandbox, language: Language, ask: &Ask, back: &Url) -> Response {
    let words = language.party_words();
    let asks = words.authorize_asks.replace("{}", &back.origin().ascii_serialization());
    let is_slow = sandbox.alipay.switch.mode() == AlipayMode::Slow;
    let button = |value: &str, text: &str| {
        html! { button.plain name="choice" value=(value) { (text) } }
    };
    let main = html! {
        section.card.wide {
            h1 { (words.alipay) }
            p { strong { (words.authorize_lead) } }
            p { (asks) }
            @if is_slow {
                p role="status" { (words.is_slow) }
            }
            form.choices method="post" action={ (AUTHORIZE_PATH) (language.query()) } {
                input type="hidden" name="app_id" value=(ask.app_id);
                input type="hidden" name="scope" value=(ask.scope);
                input type="hidden" name="redirect_uri" value=(ask.redirect_uri);
                input type="hidden" name="state" value=(ask.state);
                h2 { (words.approve_as) }
                ul {
                    @for person in &people::ALL { li { (identity(words, person)) } }
                }
                h2 { (words.otherwise) }
                p.buttons {
                    (button("cancel", words.cancel))
                    (button("fail", words.fail))
                    @if is_slow { (button("quick", words.be_quick)) }
                    @else { (button("slow", words.be_slow)) }
                }
            }
        }
    };
    let title = words.alipay.into();
    let page = page(language, &Page { title, path: ask.address().into(), script: None, main });
    (policy::opening(sandbox, false), page).into_response()
}

fn identity(words: &'static PartyWords, person: &Person) -> Markup {
    let who = PartyWords::find(&words.who, person.key);
    let kind = match person.kind {
        HolderKind::Personal => words.personal,
        HolderKind::Enterprise { .. } => words.enterprise,
    };
    let id = format!("about-{}", person.key);
    html! {
        button name="choice" value=(person.key) aria-describedby=(id) {
            (words.approve.replace("{}", who))
        }
        span.hint id=(id) {
            (person.name) " · " (kind) " · "
            @if person.is_certified { (person.cert_no) } @else { (words.not_certified) }
        }
    }
}

fn error(language: Language, ask: &Ask, wrong: &str) -> Response {
    let words = language.party_words();
    let main = html! {
        section.card.wide {
            h1 { (words.authorize_error) }
            p.error { (PartyWords::find(&words.authorize_errors, wrong)) " " code { (wrong) } }
            p { (words.authorize_lead) }
        }
    };
    let title = words.authorize_error.into();
    let page = page(language, &Page { title, path: ask.address().into(), script: None, main });
    (StatusCode::BAD_REQUEST, page).into_response()
}

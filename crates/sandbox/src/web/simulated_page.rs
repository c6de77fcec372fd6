//! The list of the parties that are simulated, with their modes and where to meet them.

use super::language::Language;
use super::layout::{Page, page};
use crate::sandbox::Sandbox;
use axum::extract::State;
use axum::response::Html;
use maud::{Markup, html};
use serde::Serialize;
use std::sync::Arc;

/// `GET /sandbox`: the list.
pub async fn show(State(sandbox): State<Arc<Sandbox>>, language: Language) -> Html<String> {
    let (words, party) = (language.words(), language.party_words());
    let link = |path: &str, text: &str| {
        html! { p { a href={ (path) (language.query()) } { (text) } } }
    };
    let carrier = mode(party.mode, "/sandbox/carrier", sandbox.carrier.switch.mode());
    let alipay = mode(party.mode, "/sandbox/alipay", sandbox.alipay.switch.mode());
    let face = mode(party.mode, "/sandbox/face", sandbox.face.switch.mode());
    let scanner = mode(party.mode, "/sandbox/scanner", sandbox.scanner.switch.mode());
    let main = html! {
        section.wide {
            h1 { (words.simulated) }
            p.lead { (party.simulated_lead) }
            ul.parties {
                li { h2 { (party.carrier) } p { (party.carrier_lead) } (carrier) (link("/inbox", words.inbox)) }
                li { h2 { (party.mail) } p { (party.mail_lead) } (link("/inbox", words.inbox)) }
                li { h2 { (party.alipay) } p { (party.alipay_lead) } (alipay) }
                li { h2 { (party.face) } p { (party.face_lead) } (face) (link("/faces", party.faces)) }
                li { h2 { (party.scanner) } p { (party.scanner_lead) } (scanner) }
            }
        }
    };
    let title = words.simulated.into();
    page(language, &Page { title, path: "/sandbox".into(), script: None, main })
}

/// How a party behaves, and where that is changed.
fn mode(label: &str, path: &str, mode: impl Serialize) -> Markup {
    let name = serde_json::to_value(mode).unwrap_or_default();
    html! {
        p { (label) " " code { (name.as_str().unwrap_or_default()) } " (" code { "POST " (path) } ")" }
    }
}

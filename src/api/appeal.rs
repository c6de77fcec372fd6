//! The operations of an appeal. In the late wasm, like the appeal itself.

use super::{Call, DEADLINE_MS, Kind, bearer, build, send};
use crate::browser::abort::Abort;
use crate::browser::by_name::{self, get, set};
use crate::browser::page::window;
use crate::browser::random::idempotency_key;
use crate::browser::timer::Timeout;
use crate::browser::upload::Outcome;
use crate::wire::Json;
use js_sys::{Object, Promise};
use regain_contract::appeal::Appeal;
use regain_contract::{AppealToken, Password, decode, encode, paths};
use regain_flow::Failure;
use regain_flow::appeal::{Command, Picked, Reply, Request};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Makes a request. `base` is the base of the API; `abort` gives it up.
pub async fn perform(base: &str, request: Request, abort: Rc<Abort>) -> Result<Reply, Failure> {
    let is_draft = matches!(&request, Request::Command { command: Command::Keep(_), .. });
    let (call, is_first) = call(request);
    if is_draft && let Some(outcome) = outlive(base, &call, &abort).await {
        return uploaded(outcome).map(Reply::Appeal);
    }
    let text = send(base, &call, abort, None).await?;
    let json = Json::parse(&text).ok_or(Failure::Unreadable)?;
    let reply = match is_first {
        true => decode::appeal_begun(&json).map(Reply::Begun),
        false => decode::appeal(&json).map(Reply::Appeal),
    };
    reply.ok_or(Failure::Unreadable)
}

/// Sends a call that the browser finishes also when the page is reloaded or closed meanwhile: what a
/// person typed last is sent at that moment. `None` when there was no answer.
async fn outlive(base: &str, call: &Call, abort: &Rc<Abort>) -> Option<Outcome> {
    let ring = abort.clone();
    let _deadline = Timeout::new(DEADLINE_MS, move || ring.abort());
    let request = build(base, call, &idempotency_key()).abort_signal(Some(&abort.signal()));
    let request: web_sys::Request = request.body(call.body.as_ref()?.expose()).ok()?.into();
    let how = Object::new();
    set(&how, "keepalive", &JsValue::TRUE).ok()?;
    let response = awaited(by_name::call(&*window()?, "fetch", &[&request, &how])).await?;
    let text = awaited(by_name::call(&response, "text", &[])).await?.as_string()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "has 3 digits")]
    let status = get(&response, "status").ok()?.as_f64()? as u16;
    Some(Outcome::Answered { status, text })
}

async fn awaited(promise: Result<JsValue, JsValue>) -> Option<JsValue> {
    JsFuture::from(Promise::from(promise.ok()?)).await.ok()
}

/// The call, and whether its answer has a token.
fn call(request: Request) -> (Call, bool) {
    let call = match request {
        Request::Begin(locale) => first(paths::APPEALS, encode::begin_appeal(locale)),
        Request::Find(find) => first(paths::APPEALS_FIND, encode::find_appeal(&find)),
        Request::Read(token) => (reading(&token), false),
        Request::Command { token, version, command } => {
            (reading(&token).command(version, path_and_body(command)), false)
        }
    };
    (Call { problem: decode::later_problem, ..call.0 }, call.1)
}

fn first(path: &'static str, body: String) -> (Call, bool) {
    (Call::first(path, body, Kind::Appeal), true)
}

fn reading(token: &AppealToken) -> Call {
    Call::reading(paths::APPEAL, token.expose(), Kind::Appeal)
}

fn path_and_body(command: Command) -> (&'static str, String) {
    match command {
        Command::Answer(answers) => (paths::APPEAL_ANSWERS, encode::answer_appeal(&answers)),
        Command::Move(place) => (paths::APPEAL_MOVE, encode::move_to(place)),
        Command::Keep(details) => (paths::APPEAL_DRAFT, encode::details(&details)),
        Command::SubmitDetails(details) => (paths::APPEAL_DETAILS, encode::details(&details)),
        Command::RemoveFile(id) => (paths::APPEAL_FILES_REMOVE, encode::remove_file(&id)),
        Command::GivePhone(give) => (paths::APPEAL_PHONE, encode::appeal_phone(&give)),
        Command::SubmitCode(code) => (paths::APPEAL_CODE, encode::submit_code(&code)),
        Command::Resend => (paths::APPEAL_RESEND, encode::nothing()),
        Command::MailLink(email) => (paths::APPEAL_LINK, encode::mail_link(&email)),
        Command::Submit => (paths::APPEAL_SUBMIT, encode::nothing()),
        Command::Supplement(note) => (paths::APPEAL_SUPPLEMENT, encode::supplement(&note)),
        Command::Withdraw => (paths::APPEAL_WITHDRAW, encode::nothing()),
    }
}

/// Where files go.
pub fn upload_url(base: &str) -> String {
    [base, paths::APPEAL_FILES].concat()
}

/// The headers of a file, but for its name and type.
pub fn upload_headers(
    token: &AppealToken,
    picked: &Picked,
    key: &str,
) -> Vec<(&'static str, Password)> {
    vec![
        ("authorization", bearer(token.expose())),
        ("idempotency-key", Password::new(key.to_owned())),
        (paths::MATERIAL_HEADER, Password::new(picked.material.name().to_owned())),
    ]
}

/// Reads what came of sending a file.
pub fn uploaded(outcome: Outcome) -> Result<Appeal, Failure> {
    let (status, text) = match outcome {
        Outcome::Answered { status, text } => (status, text),
        Outcome::Lost => return Err(Failure::Unreachable),
    };
    let json = Json::parse(&text);
    if (200..300).contains(&status) {
        return json.and_then(|json| decode::appeal(&json)).ok_or(Failure::Unreadable);
    }
    let problem = json.and_then(|json| decode::later_problem(&json));
    Err(problem.map_or(Failure::Unreadable, Failure::Problem))
}

//! The operations of an appeal. In the late wasm, like the appeal itself.

use super::{Call, DEADLINE_MS, Kind, PathAndBody, bearer, build, send};
use crate::browser::abort::Abort;
use crate::browser::page::window;
use crate::browser::random::idempotency_key;
use crate::browser::timer::Timeout;
use crate::browser::upload::Outcome;
use crate::secret_text::SecretText;
use crate::wire::Json;
use js_sys::Promise;
use regain_contract::appeal::{
    AnswerAppeal, Appeal, AppealBegun, BeginAppeal, KeepDetails, MailLink, Move, RemoveFile,
    SubmitDetails, SubmitSupplement,
};
use regain_contract::json::FromJson;
use regain_contract::{AppealToken, Nothing, Problem, SubmitCode, operations};
use regain_flow::Failure;
use regain_flow::appeal::{Command, Picked, Reply, Request};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::RequestInit;

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
        true => AppealBegun::from_json(&json).map(Reply::Begun),
        false => Appeal::from_json(&json).map(Reply::Appeal),
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
    let how = RequestInit::new().unchecked_into::<KeptAlive>();
    how.set_keepalive(true);
    let response = awaited(window()?.fetch_with_request_and_init(&request, &how)).await?;
    let response: web_sys::Response = response.unchecked_into();
    let text = awaited(response.text().ok()?).await?.as_string()?;
    let status = response.status();
    Some(Outcome::Answered { status, text })
}

async fn awaited(promise: Promise) -> Option<JsValue> {
    JsFuture::from(promise).await.ok()
}

#[wasm_bindgen]
extern "C" {
    /// Options of `fetch`, with the one that web-sys lacks.
    #[wasm_bindgen(extends = RequestInit)]
    type KeptAlive;
    #[wasm_bindgen(method, setter)]
    fn set_keepalive(this: &KeptAlive, is_kept_alive: bool);
}

/// The call, and whether its answer has a token.
fn call(request: Request) -> (Call, bool) {
    let call = match request {
        Request::Begin(locale) => first(operations::BEGIN_APPEAL.with(&BeginAppeal { locale })),
        Request::Find(find) => first(operations::FIND_APPEAL.with(&find)),
        Request::Read(token) => (reading(&token), false),
        Request::Command { token, version, command } => {
            (reading(&token).command(version, path_and_body(command)), false)
        }
    };
    (Call { problem: Problem::from_json, ..call.0 }, call.1)
}

fn first(path_and_body: PathAndBody) -> (Call, bool) {
    (Call::first(path_and_body, Kind::Appeal), true)
}

fn reading(token: &AppealToken) -> Call {
    Call::reading(operations::READ_APPEAL.path, token.expose(), Kind::Appeal)
}

fn path_and_body(command: Command) -> PathAndBody {
    match command {
        Command::Answer(answers) => operations::ANSWER_APPEAL.with(&AnswerAppeal { answers }),
        Command::Move(place) => operations::MOVE_APPEAL.with(&Move { to: place }),
        Command::Keep(details) => operations::KEEP_DRAFT.with(&KeepDetails { details }),
        Command::SubmitDetails(details) => {
            operations::SUBMIT_DETAILS.with(&SubmitDetails { details })
        }
        Command::RemoveFile(id) => operations::REMOVE_FILE.with(&RemoveFile { id }),
        Command::GivePhone(give) => operations::GIVE_PHONE.with(&give),
        Command::SubmitCode(code) => operations::SUBMIT_APPEAL_CODE.with(&SubmitCode { code }),
        Command::Resend => operations::RESEND_APPEAL_CODE.with(&Nothing {}),
        Command::MailLink(email) => operations::MAIL_LINK.with(&MailLink { email }),
        Command::Submit => operations::SUBMIT_APPEAL.with(&Nothing {}),
        Command::Supplement(note) => operations::SUBMIT_SUPPLEMENT.with(&SubmitSupplement { note }),
        Command::Withdraw => operations::WITHDRAW.with(&Nothing {}),
    }
}

/// Where files go.
pub fn upload_url(base: &str) -> String {
    [base, operations::GIVE_FILE.path].concat()
}

/// The headers of a file, but for its name and type.
pub fn upload_headers(
    token: &AppealToken,
    picked: &Picked,
    key: &str,
) -> Vec<(&'static str, SecretText)> {
    vec![
        ("authorization", bearer(token.expose())),
        ("idempotency-key", SecretText::new(key.to_owned())),
        (operations::MATERIAL_HEADER, SecretText::new(picked.material.name().to_owned())),
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
        return json.and_then(|json| Appeal::from_json(&json)).ok_or(Failure::Unreadable);
    }
    let problem = json.and_then(|json| Problem::from_json(&json));
    Err(problem.map_or(Failure::Unreadable, Failure::Problem))
}

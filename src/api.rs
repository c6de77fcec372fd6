//! The recovery API: one request at a time, with a deadline, and one more try under the same
//! idempotency key when the network drops it (REL-02, REL-03).

pub mod appeal;

use crate::browser::abort::Abort;
use crate::browser::page::window;
use crate::browser::random::{idempotency_key, jitter};
use crate::browser::timer::{Timeout, sleep};
use crate::host::Host;
use crate::secret_text::SecretText;
use crate::wire::Json;
use gloo_net::http::{RequestBuilder, Response};
use js_sys::{Array, Promise};
use regain_contract::json::{FromJson, Node};
use regain_contract::{
    Begun, ChooseMethod, ChooseUsername, FlowToken, HandOff, HandOffTicket, Nothing, Problem,
    Recovery, SetPassword, StartFace, Step, SubmitCode, TakeVisit, Taken, operations,
};
use regain_flow::{Command, Failure, Help, Reply, Request, Watched};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// How long a person waits at most for an answer, retry included.
const DEADLINE_MS: i32 = 10_000;
/// How long the server holds an answer back while nothing changes, in seconds.
const WAIT_S: i32 = 25;

/// Where a command goes, and its body as JSON.
type PathAndBody = (&'static str, String);

/// A call, ready to be made more than once.
pub struct Call {
    path: &'static str,
    /// `None` reads; a body commands. It may hold a password or a code, so it is wiped like one.
    body: Option<SecretText>,
    /// The value of `Authorization`, wiped like a password.
    bearer: Option<SecretText>,
    version: Option<u32>,
    answer: Kind,
    /// Reads a problem: some are read with what only the late wasm has.
    problem: fn(&Json) -> Option<Problem>,
}

/// What a successful answer holds.
#[derive(Clone, Copy)]
enum Kind {
    Begun,
    Recovery,
    Taken,
    HandOff,
    Appeal,
}

/// A successful answer, not read yet: some are read with what only the late wasm has.
pub struct Answer {
    kind: Kind,
    json: Json,
}

impl Answer {
    /// Whether it can be read only with [`Self::read_late`].
    pub fn is_late(&self) -> bool {
        match self.kind {
            Kind::Begun => self.json.field("recovery").is_some_and(|it| has_late_step(&it)),
            Kind::Recovery => has_late_step(&self.json),
            Kind::Taken | Kind::HandOff | Kind::Appeal => true,
        }
    }

    /// Reads an answer that is not late.
    pub fn read(&self) -> Result<Reply, Failure> {
        let reply = match self.kind {
            Kind::Begun => Begun::read_with(&self.json, early_recovery).map(Reply::Begun),
            Kind::Recovery => early_recovery(&self.json).map(Reply::Recovery),
            Kind::Taken | Kind::HandOff | Kind::Appeal => None,
        };
        reply.ok_or(Failure::Unreadable)
    }

    /// Reads any answer.
    pub fn read_late(&self) -> Result<Reply, Failure> {
        let json = &self.json;
        let reply = match self.kind {
            Kind::Begun => Begun::from_json(json).map(Reply::Begun),
            Kind::Recovery => Recovery::from_json(json).map(Reply::Recovery),
            Kind::Taken => Taken::from_json(json).map(Reply::Taken),
            Kind::HandOff => HandOff::from_json(json).map(Reply::HandOff),
            // Read by `appeal`.
            Kind::Appeal => None,
        };
        reply.ok_or(Failure::Unreadable)
    }
}

/// Whether the step is one whose reader only the late wasm has: the main wasm has the basic profile's.
/// What cannot be read at all needs no further reader.
fn has_late_step(recovery: &Json) -> bool {
    recovery.field("step").and_then(|step| Step::is_basic(&step)) == Some(false)
}

/// Reads a recovery whose step is not late.
fn early_recovery(json: &Json) -> Option<Recovery> {
    Recovery::read_with(json, Step::read_basic)
}

impl Call {
    /// A command without a bearer.
    fn first((path, body): PathAndBody, answer: Kind) -> Self {
        let body = Some(SecretText::new(body));
        Self { path, body, bearer: None, version: None, answer, problem: Problem::read_basic }
    }

    /// Reads something.
    fn reading(path: &'static str, secret: &str, answer: Kind) -> Self {
        let bearer = Some(bearer(secret));
        Self { path, body: None, bearer, version: None, answer, problem: Problem::read_basic }
    }

    /// Reads a recovery.
    fn recovery(token: &FlowToken) -> Self {
        Self::reading(operations::READ.path, token.expose(), Kind::Recovery)
    }

    /// Reads a hand-off.
    fn hand_off(ticket: &HandOffTicket) -> Self {
        Self::reading(operations::READ_HAND_OFF.path, ticket.expose(), Kind::HandOff)
    }

    /// The same, as a command to this version.
    fn command(self, version: u32, (path, body): PathAndBody) -> Self {
        Self { path, body: Some(SecretText::new(body)), version: Some(version), ..self }
    }
}

fn bearer(secret: &str) -> SecretText {
    SecretText::new(["Bearer ", secret].concat())
}

/// Makes a request, or takes over the one that the loader made early. `base` is the base of the API;
/// `abort` gives it up; `late` knows the calls of late steps, which nobody asks for before it does.
pub async fn perform(
    host: &Host,
    base: &str,
    request: Request,
    abort: Rc<Abort>,
    late: fn(Request) -> Option<Call>,
) -> Result<Answer, Failure> {
    let call = call(request, late).ok_or(Failure::Unreadable)?;
    let begun = match (call.answer, &call.body) {
        (Kind::Begun, Some(body)) => host.begun(body.expose(), &abort.signal()),
        _ => None,
    };
    let text = send(base, &call, abort, begun).await?;
    let json = Json::parse(&text).ok_or(Failure::Unreadable)?;
    Ok(Answer { kind: call.answer, json })
}

/// Waits for a change; `None` when there was none for a while.
pub async fn watch(base: &str, what: &Watched, abort: Rc<Abort>) -> Result<Option<Reply>, Failure> {
    let (call, version) = match what {
        Watched::Recovery(token, version) => (Call::recovery(token), version),
        Watched::HandOff(ticket, version) => (Call::hand_off(ticket), version),
    };
    let ring = abort.clone();
    let _deadline = Timeout::new(WAIT_S * 1000 + DEADLINE_MS, move || ring.abort());
    let request = build(base, &call, "")
        .header("prefer", &format!("wait={WAIT_S}"))
        .header("if-none-match", &format!("\"{version}\""))
        .abort_signal(Some(&abort.signal()));
    match answer(fetch(request, &call), &call).await? {
        Answered::Unchanged => Ok(None),
        Answered::Text(text) => {
            let json = Json::parse(&text).ok_or(Failure::Unreadable)?;
            Answer { kind: call.answer, json }.read_late().map(Some)
        }
    }
}

/// Turns a request into a call; `late` does so for those that only late steps make.
fn call(request: Request, late: fn(Request) -> Option<Call>) -> Option<Call> {
    Some(match request {
        Request::Begin(begin) => Call::first(operations::BEGIN.with(&begin), Kind::Begun),
        Request::Read(token) => Call::recovery(&token),
        Request::Command { token, version, command } => {
            let path_and_body = match command {
                Command::ChooseMethod(method) => {
                    operations::CHOOSE_METHOD.with(&ChooseMethod { method })
                }
                Command::ChangeMethod => operations::CHANGE_METHOD.with(&Nothing {}),
                Command::SubmitCode(code) => operations::SUBMIT_CODE.with(&SubmitCode { code }),
                Command::Resend => operations::RESEND.with(&Nothing {}),
                Command::SetPassword(password) => {
                    operations::SET_PASSWORD.with(&SetPassword { password })
                }
                command => return late(Request::Command { token, version, command }),
            };
            Call::recovery(&token).command(version, path_and_body)
        }
        Request::TakeVisit { state } => {
            Call::first(operations::TAKE_VISIT.with(&TakeVisit { state }), Kind::Taken)
        }
        Request::ReadHandOff(ticket) => Call::hand_off(&ticket),
        request @ Request::Help { .. } => return late(request),
    })
}

/// Turns a request that only late steps make into a call; `None` for others.
pub fn late_call(request: Request) -> Option<Call> {
    let (call, version, path_and_body) = match request {
        Request::Command { token, version, command } => {
            (Call::recovery(&token), version, path_and_body(command)?)
        }
        Request::Help { ticket, version, help } => {
            (Call::hand_off(&ticket), version, path_and_body_of_help(help))
        }
        _ => return None,
    };
    Some(call.command(version, path_and_body))
}

fn path_and_body(command: Command) -> Option<PathAndBody> {
    Some(match command {
        Command::ReportVisit(result) => operations::PROVIDER_RESULT.with(&result),
        Command::Renew => operations::RENEW.with(&Nothing {}),
        Command::Extend => operations::EXTEND.with(&Nothing {}),
        Command::StartFace(version) => {
            operations::START_FACE.with(&StartFace { consent_version: version })
        }
        Command::SubmitFrame(frame) => operations::SUBMIT_FRAME.with(&frame),
        Command::HandFaceOff => operations::HAND_FACE_OFF.with(&Nothing {}),
        Command::AskAdministrator(ask) => operations::ASK_ADMINISTRATOR.with(&ask),
        Command::Remind => operations::REMIND.with(&Nothing {}),
        Command::AskAnother => operations::ASK_ANOTHER.with(&Nothing {}),
        Command::ChooseUsername(username) => {
            operations::CHOOSE_USERNAME.with(&ChooseUsername { username })
        }
        Command::ChooseMethod(_)
        | Command::ChangeMethod
        | Command::SubmitCode(_)
        | Command::Resend
        | Command::SetPassword(_) => return None,
    })
}

fn path_and_body_of_help(help: Help) -> PathAndBody {
    match help {
        Help::Confirm(confirm) => operations::CONFIRM.with(&confirm),
        Help::Decide(decide) => operations::DECIDE.with(&decide),
        Help::StartFace(version) => {
            operations::START_SCAN.with(&StartFace { consent_version: version })
        }
        Help::SubmitFrame(frame) => operations::SCAN_FRAME.with(&frame),
        Help::Decline => operations::DECLINE.with(&Nothing {}),
        Help::Stop => operations::STOP.with(&Nothing {}),
    }
}

/// Sends a call, and once more when the first try got no answer at all. `begun` is the first try,
/// when it has been made already: its key and a promise of its response.
async fn send(
    base: &str,
    call: &Call,
    abort: Rc<Abort>,
    begun: Option<Array>,
) -> Result<String, Failure> {
    let key = begun.as_ref().and_then(|begun| begun.get(0).as_string());
    let key = key.unwrap_or_else(idempotency_key);
    let mut begun: Option<Promise> = begun.map(|begun| begun.get(1).unchecked_into());
    let is_late = Rc::new(Cell::new(false));
    let ring = {
        let (is_late, abort) = (is_late.clone(), abort.clone());
        move || {
            is_late.set(true);
            abort.abort();
        }
    };
    let _deadline = Timeout::new(DEADLINE_MS, ring);
    let mut tries_left = 1_u8;
    loop {
        let response = begun
            .take()
            .or_else(|| fetch(build(base, call, &key).abort_signal(Some(&abort.signal())), call));
        match text(response, call).await {
            Err(_) if is_late.get() => return Err(Failure::TimedOut),
            Err(Failure::Unreachable) if tries_left > 0 && !abort.is_aborted() => tries_left -= 1,
            result => return result,
        }
        #[expect(clippy::cast_possible_truncation, reason = "below 1200")]
        sleep(400 + (jitter() * 800.0) as i32).await;
    }
}

fn build(base: &str, call: &Call, key: &str) -> RequestBuilder {
    let url = format!("{base}{}", call.path);
    let mut request = match call.body {
        Some(_) => RequestBuilder::new(&url)
            .method(gloo_net::http::Method::POST)
            .header("content-type", "application/json")
            .header("idempotency-key", key),
        None => RequestBuilder::new(&url),
    };
    request = request.credentials(web_sys::RequestCredentials::Omit);
    if let Some(bearer) = &call.bearer {
        request = request.header("authorization", bearer.expose());
    }
    if let Some(version) = call.version {
        request = request.header("if-match", &format!("\"{version}\""));
    }
    request
}

async fn text(response: Option<Promise>, call: &Call) -> Result<String, Failure> {
    match answer(response, call).await? {
        Answered::Text(text) => Ok(text),
        // Nobody asked for less than the whole.
        Answered::Unchanged => Err(Failure::Unreadable),
    }
}

/// An answer that is no problem.
enum Answered {
    Text(String),
    /// Status 304.
    Unchanged,
}

/// A promise of the response; `None` when the browser refuses to make such a request.
fn fetch(request: RequestBuilder, call: &Call) -> Option<Promise> {
    let request = match &call.body {
        Some(body) => request.body(body.expose()),
        None => request.build(),
    };
    Some(window()?.fetch_with_request(&request.ok()?.into()))
}

async fn answer(response: Option<Promise>, call: &Call) -> Result<Answered, Failure> {
    let response = JsFuture::from(response.ok_or(Failure::Unreadable)?).await;
    let response = response.map_err(|_| Failure::Unreachable)?;
    let response = Response::from(response.unchecked_into::<web_sys::Response>());
    if response.status() == 304 {
        return Ok(Answered::Unchanged);
    }
    // A cut body is a lost answer: the same key makes asking again safe.
    let text = response.text().await.map_err(|_| Failure::Unreachable)?;
    if response.ok() {
        return Ok(Answered::Text(text));
    }
    let problem = Json::parse(&text).and_then(|json| (call.problem)(&json));
    Err(problem.map_or(Failure::Unreadable, Failure::Problem))
}

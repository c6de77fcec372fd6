//! The recovery API: one request at a time, with a deadline, and one more try under the same
//! idempotency key when the network drops it (REL-02, REL-03).

use crate::browser::abort::Abort;
use crate::browser::random::{idempotency_key, jitter};
use crate::browser::timer::{Timeout, sleep};
use crate::wire::Json;
use gloo_net::http::{RequestBuilder, Response};
use regain_contract::{FlowToken, Password, decode, encode, paths};
use regain_flow::{Command, Failure, Reply, Request};
use std::cell::Cell;
use std::rc::Rc;

/// How long a person waits at most for an answer, retry included.
const DEADLINE_MS: i32 = 10_000;

/// A call, ready to be made more than once.
struct Call {
    path: &'static str,
    /// `None` reads; a body commands. It may hold a password or a code, so it is wiped like one.
    body: Option<Password>,
    token: Option<FlowToken>,
    version: Option<u32>,
}

/// Makes a request. `base` is the base of the API; `abort` gives it up.
pub async fn perform(base: &str, request: Request, abort: Rc<Abort>) -> Result<Reply, Failure> {
    let is_begin = matches!(request, Request::Begin(_));
    let text = send(base, &call(request), abort).await?;
    let answer = Json::parse(&text).and_then(|json| match is_begin {
        true => decode::begun(&json).map(Reply::Begun),
        false => decode::recovery(&json).map(Reply::Recovery),
    });
    answer.ok_or(Failure::Unreadable)
}

fn call(request: Request) -> Call {
    match request {
        Request::Begin(begin) => {
            let body = Some(Password::new(encode::begin(&begin)));
            Call { path: paths::RECOVERIES, body, token: None, version: None }
        }
        Request::Read(token) => {
            Call { path: paths::CURRENT, body: None, token: Some(token), version: None }
        }
        Request::Command { token, version, command } => {
            let (path, body) = match command {
                Command::ChooseMethod(method) => (paths::METHOD, encode::choose_method(method)),
                Command::ChangeMethod => (paths::CHANGE_METHOD, encode::nothing()),
                Command::SubmitCode(code) => (paths::CODE, encode::submit_code(&code)),
                Command::Resend => (paths::RESEND, encode::nothing()),
                Command::SetPassword(password) => {
                    (paths::PASSWORD, encode::set_password(&password))
                }
            };
            Call {
                path,
                body: Some(Password::new(body)),
                token: Some(token),
                version: Some(version),
            }
        }
    }
}

/// Sends a call, and once more when the first try got no answer at all.
async fn send(base: &str, call: &Call, abort: Rc<Abort>) -> Result<String, Failure> {
    let key = idempotency_key();
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
        let request = build(base, call, &key).abort_signal(Some(&abort.signal()));
        match answer(request, call.body.as_ref()).await {
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
    if let Some(token) = &call.token {
        request = request.header("authorization", &format!("Bearer {}", token.expose()));
    }
    if let Some(version) = call.version {
        request = request.header("if-match", &format!("\"{version}\""));
    }
    request
}

async fn answer(request: RequestBuilder, body: Option<&Password>) -> Result<String, Failure> {
    let response = match body {
        Some(body) => request.body(body.expose()).map_err(|_| Failure::Unreadable)?.send().await,
        None => request.send().await,
    };
    let response: Response = response.map_err(|_| Failure::Unreachable)?;
    // A cut body is a lost answer: the same key makes asking again safe.
    let text = response.text().await.map_err(|_| Failure::Unreachable)?;
    if response.ok() {
        return Ok(text);
    }
    let problem = Json::parse(&text).and_then(|json| decode::problem(&json));
    Err(problem.map_or(Failure::Unreadable, Failure::Problem))
}

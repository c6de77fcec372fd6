//! `POST /sms`: the operation `SendSms`. Verifies the signature, makes the text, and puts one
//! message per number into the inbox.

use super::mode::CarrierMode;
use super::nonces::Nonces;
use super::refusal::Refusal;
use super::signature::{SignedRequest, verify};
use super::templates::render;
use crate::phone::PhoneNumber;
use crate::sandbox::Sandbox;
use crate::{Channel, Message};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

/// The carrier's own state: whom it knows, how it behaves, what it has seen.
pub struct Carrier {
    /// The id of the only access key.
    pub key_id: String,
    /// Its secret.
    pub key_secret: String,
    mode: Mutex<CarrierMode>,
    nonces: Mutex<Nonces>,
}

impl Carrier {
    /// A carrier that knows one access key and delivers.
    pub fn new(key_id: String, key_secret: String) -> Self {
        Self { key_id, key_secret, mode: Mutex::default(), nonces: Mutex::default() }
    }

    /// How it behaves now.
    pub fn mode(&self) -> CarrierMode {
        *self.mode.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes how it behaves from the next call on.
    pub fn set_mode(&self, mode: CarrierMode) {
        *self.mode.lock().unwrap_or_else(PoisonError::into_inner) = mode;
    }
}

/// Answers one call of `SendSms`.
pub async fn send_sms(
    State(sandbox): State<Arc<Sandbox>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mode = sandbox.carrier.mode();
    let request = SignedRequest {
        method: method.as_str(),
        path: uri.path(),
        query: uri.query().unwrap_or_default(),
        headers: &headers,
        body: &body,
    };
    if mode == CarrierMode::Slow {
        sandbox.wait(sandbox.slow_for).await;
    }
    let accepted = accept(&sandbox, mode, &request);
    let request_id = uuid::Uuid::new_v4().to_string().to_uppercase();
    match accepted {
        Ok(messages) => {
            messages.into_iter().for_each(|message| sandbox.inbox.receive(message));
            Json(serde_json::json!({
                "Code": "OK",
                "Message": "OK",
                "RequestId": request_id,
                "BizId": format!("{}^0", uuid::Uuid::new_v4().as_u128() >> 64),
            }))
            .into_response()
        }
        Err(refusal) => refuse(refusal, &request_id, &headers),
    }
}

fn accept(
    sandbox: &Sandbox,
    mode: CarrierMode,
    request: &SignedRequest<'_>,
) -> Result<Vec<Message>, Refusal> {
    if mode == CarrierMode::Down {
        return Err(Refusal::ServiceUnavailable);
    }
    authenticate(sandbox, request)?;
    let messages = messages(sandbox, request)?;
    match mode {
        CarrierMode::Ok | CarrierMode::Slow => Ok(messages),
        CarrierMode::Limit => Err(Refusal::Limit),
        CarrierMode::Fail | CarrierMode::Down => Err(Refusal::System),
    }
}

fn authenticate(sandbox: &Sandbox, request: &SignedRequest<'_>) -> Result<(), Refusal> {
    let now = sandbox.clock.now();
    let carrier = &sandbox.carrier;
    let nonce = verify(request, &carrier.key_id, &carrier.key_secret, now)?;
    let is = |name: &str, value: &str| request.headers.get(name).is_some_and(|is| is == value);
    if !is("x-acs-action", "SendSms") || !is("x-acs-version", "2017-05-25") {
        return Err(Refusal::UnknownAction);
    }
    let mut nonces = carrier.nonces.lock().unwrap_or_else(PoisonError::into_inner);
    if nonces.take(nonce, now) { Ok(()) } else { Err(Refusal::NonceUsed) }
}

/// Reads the parameters, from the query or from a form in the body, into messages.
fn messages(sandbox: &Sandbox, request: &SignedRequest<'_>) -> Result<Vec<Message>, Refusal> {
    let is_form = request
        .headers
        .get(CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    let form = if is_form { request.body } else { b"" };
    let parameter = |name: &str| -> Option<Cow<'_, str>> {
        form_urlencoded::parse(request.query.as_bytes())
            .chain(form_urlencoded::parse(form))
            .find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
    };
    let numbers = parameter("PhoneNumbers").ok_or(Refusal::MissingPhoneNumbers)?;
    let sign_name = parameter("SignName").ok_or(Refusal::MissingSignName)?;
    let template_code = parameter("TemplateCode").ok_or(Refusal::MissingTemplateCode)?;
    let numbers: Vec<_> = numbers.split(',').collect();
    if numbers.len() > 1_000 {
        return Err(Refusal::TooManyNumbers);
    }
    let text = render(&template_code, &parameter("TemplateParam").unwrap_or_default())?;
    let message = |number: &str| {
        Ok(Message {
            channel: Channel::Sms,
            to: PhoneNumber::parse(number).ok_or(Refusal::PhoneNumber)?.e164(),
            text: text.clone(),
            sent_at: sandbox.clock.now(),
            from: sign_name.clone().into_owned(),
            subject: None,
        })
    };
    numbers.into_iter().map(message).collect()
}

fn refuse(refusal: Refusal, request_id: &str, headers: &HeaderMap) -> Response {
    let status = refusal.status();
    let mut answer = serde_json::json!({
        "Code": refusal.code(),
        "Message": refusal.message(),
        "RequestId": request_id,
    });
    // What the gateway itself refuses names the host as well.
    if let (false, Some(answer)) = (status == StatusCode::OK, answer.as_object_mut()) {
        let host = headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or_default();
        answer.insert("HostId".into(), host.into());
    }
    (status, Json(answer)).into_response()
}

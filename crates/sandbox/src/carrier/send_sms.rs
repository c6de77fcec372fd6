//! `POST /sms`: the operation `SendSms`. Makes the text of a signed call, and puts one message per
//! number into the inbox.

use super::error::CarrierError;
use super::mode::CarrierMode;
use super::templates::render;
use crate::acs::{self, AcsError, Call, Gateway};
use crate::phone::PhoneNumber;
use crate::sandbox::Sandbox;
use crate::switch::Switch;
use crate::{Channel, Message};
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// The carrier's own state: whom it lets in, and how it behaves.
pub struct Carrier {
    /// How it behaves.
    pub switch: Switch<CarrierMode>,
    gateway: Gateway,
}

impl Carrier {
    /// A carrier that knows one access key and delivers.
    pub fn new(key_id: String, key_secret: String) -> Self {
        Self { switch: Switch::default(), gateway: Gateway::new(key_id, key_secret) }
    }
}

/// Answers one call of `SendSms`.
pub async fn send_sms(State(sandbox): State<Arc<Sandbox>>, call: Call) -> Response {
    let mode = sandbox.carrier.switch.mode();
    if mode == CarrierMode::Slow {
        sandbox.wait(sandbox.slow_for).await;
    }
    match accept(&sandbox, mode, &call) {
        Ok(messages) => {
            messages.into_iter().for_each(|message| sandbox.inbox.receive(message));
            Json(serde_json::json!({
                "Code": "OK",
                "Message": "OK",
                "RequestId": acs::request_id(),
                "BizId": format!("{}^0", uuid::Uuid::new_v4().as_u128() >> 64),
            }))
            .into_response()
        }
        Err(refusal) => {
            acs::refuse(refusal.status(), refusal.code(), refusal.message(), call.headers())
        }
    }
}

fn accept(sandbox: &Sandbox, mode: CarrierMode, call: &Call) -> Result<Vec<Message>, CarrierError> {
    if mode == CarrierMode::Down {
        return Err(AcsError::ServiceUnavailable.into());
    }
    let now = sandbox.clock.now();
    sandbox.carrier.gateway.admit(call, "2017-05-25", &["SendSms"], now)?;
    let messages = messages(sandbox, call)?;
    match mode {
        CarrierMode::Ok | CarrierMode::Slow => Ok(messages),
        CarrierMode::Limit => Err(CarrierError::Limit),
        CarrierMode::Fail | CarrierMode::Down => Err(CarrierError::System),
    }
}

/// Reads the parameters into messages.
fn messages(sandbox: &Sandbox, call: &Call) -> Result<Vec<Message>, CarrierError> {
    let numbers = call.parameter("PhoneNumbers").ok_or(CarrierError::MissingPhoneNumbers)?;
    let sign_name = call.parameter("SignName").ok_or(CarrierError::MissingSignName)?;
    let template_code = call.parameter("TemplateCode").ok_or(CarrierError::MissingTemplateCode)?;
    let numbers: Vec<_> = numbers.split(',').collect();
    if numbers.len() > 1_000 {
        return Err(CarrierError::TooManyNumbers);
    }
    let text = render(&template_code, &call.parameter("TemplateParam").unwrap_or_default())?;
    let message = |number: &str| {
        Ok(Message {
            channel: Channel::Sms,
            to: PhoneNumber::parse(number).ok_or(CarrierError::PhoneNumber)?.e164(),
            text: text.clone(),
            sent_at: sandbox.clock.now(),
            from: sign_name.clone().into_owned(),
            subject: None,
        })
    };
    numbers.into_iter().map(message).collect()
}

//! `POST /cloudauth`: the operations `InitFaceVerify` and `DescribeFaceVerify`.

use super::SCENE_ID;
use super::mode::FaceMode;
use super::verification::{FaceDecision, SubCode, Verification};
use crate::acs::{self, Call};
use crate::sandbox::Sandbox;
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::sync::Arc;

const INIT: &str = "InitFaceVerify";
const DESCRIBE: &str = "DescribeFaceVerify";

/// Why the service refuses a call, with the documented codes and texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FaceError {
    /// A parameter is missing.
    Missing,
    /// A parameter is not of the right form.
    Invalid,
    /// No such scene.
    Scene,
    /// No such verification, or no longer.
    CertifyId,
    /// Nothing was decided yet.
    Undecided,
}

impl FaceError {
    const fn code(self) -> &'static str {
        match self {
            Self::Missing => "400",
            Self::Invalid => "401",
            Self::Scene => "404",
            Self::CertifyId => "406",
            Self::Undecided => "424",
        }
    }

    const fn message(self) -> &'static str {
        match self {
            Self::Missing => "参数不能为空",
            Self::Invalid => "参数非法",
            Self::Scene => "认证场景配置不存在",
            Self::CertifyId => "无效的CertifyId",
            Self::Undecided => "身份认证记录不存在",
        }
    }
}

/// Answers one call.
pub async fn operate(State(sandbox): State<Arc<Sandbox>>, call: Call) -> Response {
    match sandbox.face.switch.mode() {
        FaceMode::Failing => return failure(&call),
        FaceMode::Slow => sandbox.wait(sandbox.slow_for).await,
        FaceMode::Works | FaceMode::LivenessRisk => {}
    }
    let now = sandbox.clock.now();
    let action = match sandbox.face.gateway.admit(&call, "2019-03-07", &[INIT, DESCRIBE], now) {
        Ok(action) => action,
        Err(refusal) => {
            return acs::refuse(
                refusal.status(),
                refusal.code(),
                refusal.message(),
                call.headers(),
            );
        }
    };
    let result = if action == INIT { init(&sandbox, &call) } else { describe(&sandbox, &call) };
    match result {
        Ok(result) => Json(json!({
            "Code": "200",
            "Message": "success",
            "RequestId": acs::request_id(),
            "ResultObject": result,
        }))
        .into_response(),
        Err(refusal) => {
            acs::refuse(StatusCode::OK, refusal.code(), refusal.message(), call.headers())
        }
    }
}

fn failure(call: &Call) -> Response {
    let message = "The request processing has failed due to some unknown error.";
    acs::refuse(StatusCode::INTERNAL_SERVER_ERROR, "InternalError", message, call.headers())
}

fn init(sandbox: &Sandbox, call: &Call) -> Result<Value, FaceError> {
    check_scene(call)?;
    let needed = |name| call.parameter(name).ok_or(FaceError::Missing);
    let check = |is_valid| if is_valid { Ok(()) } else { Err(FaceError::Invalid) };
    let order = needed("OuterOrderNo")?;
    check(order.len() <= 32 && order.bytes().all(|byte| byte.is_ascii_alphanumeric()))?;
    check(needed("ProductCode")? == "ID_PRO")?;
    check(needed("CertType")? == "IDENTITY_CARD")?;
    let (name, number) = (needed("CertName")?, needed("CertNo")?);
    check(is_identity_card(&number))?;
    let environment = serde_json::from_str::<Value>(&needed("MetaInfo")?);
    check(environment.is_ok_and(|value| value.is_object()))?;
    let return_url = match call.parameter("ReturnUrl") {
        Some(url) => Some(sandbox.return_url(&url).ok_or(FaceError::Invalid)?),
        None => None,
    };
    let verification =
        Verification::new(name.into_owned(), number.into_owned(), return_url, sandbox.clock.now());
    let token = verification.token.clone();
    let id = sandbox.face.begin(verification);
    Ok(json!({
        "CertifyUrl": format!("http://{}/face/{id}", call.header(header::HOST)),
        "CertifyId": id,
        "CaptureToken": token,
    }))
}

fn describe(sandbox: &Sandbox, call: &Call) -> Result<Value, FaceError> {
    check_scene(call)?;
    let id = call.parameter("CertifyId").ok_or(FaceError::Missing)?;
    let decision =
        sandbox.face.with(&id, sandbox.clock.now(), |verification| verification.decision);
    let decision = decision.map_err(|_| FaceError::CertifyId)?.ok_or(FaceError::Undecided)?;
    Ok(json!({
        "Passed": if decision.outcome == SubCode::Passed { "T" } else { "F" },
        "SubCode": decision.outcome.code(),
        "IdentityInfo": null,
        "DeviceToken": null,
        // JSON within a text, as documented.
        "MaterialInfo": material(decision).to_string(),
    }))
}

fn material(decision: FaceDecision) -> Value {
    let is_attack = decision.outcome == SubCode::LivenessRisk;
    json!({
        "faceAttack": if is_attack { "T" } else { "F" },
        "facialPictureFront": { "qualityScore": 90.0, "verifyScore": decision.score },
    })
}

fn check_scene(call: &Call) -> Result<(), FaceError> {
    let scene = call.parameter("SceneId").ok_or(FaceError::Missing)?;
    if scene == SCENE_ID { Ok(()) } else { Err(FaceError::Scene) }
}

/// Whether this has the form of the number of an identity card (GB 11643); not whether its check
/// digit is right, so that invented numbers can be used.
fn is_identity_card(number: &str) -> bool {
    let digits = number.strip_suffix(['X', 'x']).unwrap_or(number);
    number.len() == 18 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

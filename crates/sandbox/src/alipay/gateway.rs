//! `POST /alipay/gateway.do`: checks a call as the platform does, answers, and signs the answer.

use super::error::AlipayError;
use super::mode::AlipayMode;
use super::parameters::Parameters;
use super::{APP_ID, answer as texts, china_time};
use crate::sandbox::Sandbox;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// How far `timestamp` may be from the gateway's clock, either way.
const FRESH_FOR: Duration = Duration::from_secs(15 * 60);

/// What can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Method {
    /// `alipay.system.oauth.token`
    Token,
    /// `alipay.user.info.share`
    Information,
}

impl Method {
    fn of(name: &str) -> Option<Self> {
        match name {
            "alipay.system.oauth.token" => Some(Self::Token),
            "alipay.user.info.share" => Some(Self::Information),
            _ => None,
        }
    }
}

/// Answers one call.
pub async fn answer(
    State(sandbox): State<Arc<Sandbox>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mode = sandbox.alipay.switch.mode();
    match mode {
        AlipayMode::Failing => return failure(),
        AlipayMode::Slow => sandbox.wait(sandbox.slow_for).await,
        AlipayMode::Works | AlipayMode::WrongSignature | AlipayMode::Stale => {}
    }
    let is_form = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    let form = if is_form { body.as_ref() } else { b"" };
    let Some(parameters) = Parameters::read(uri.query().unwrap_or_default(), form) else {
        let twice = AlipayError::Invalid("parameter", "参数重复");
        return written("error_response", &texts::refusal(twice), None);
    };
    let method = parameters.get("method").and_then(Method::of);
    let result =
        check(&sandbox, &parameters).and_then(|()| serve(&sandbox, mode, method, &parameters));
    let node = match (method, result.is_ok()) {
        (Some(Method::Information), _) => "alipay_user_info_share_response",
        (Some(Method::Token), true) => "alipay_system_oauth_token_response",
        (Some(Method::Token), false) | (None, _) => "error_response",
    };
    let text = result.unwrap_or_else(texts::refusal);
    let is_known = parameters.get("app_id") == Some(APP_ID);
    let sign = is_known.then(|| sandbox.alipay.sign(mode, &text)).flatten();
    written(node, &text, sign.as_deref())
}

/// Checks the public parameters and the signature.
fn check(sandbox: &Sandbox, parameters: &Parameters) -> Result<(), AlipayError> {
    let needed = |name, in_code| parameters.get(name).ok_or(AlipayError::Missing(in_code));
    if needed("app_id", "app-id")? != APP_ID {
        return Err(AlipayError::Invalid("app-id", "无效的AppID参数"));
    }
    needed("method", "method")?;
    needed("version", "version")?;
    if needed("sign_type", "signature-type")? != "RSA2" {
        return Err(AlipayError::Invalid("signature-type", "无效的签名类型"));
    }
    if !parameters.get("charset").is_some_and(|name| name.eq_ignore_ascii_case("utf-8")) {
        return Err(AlipayError::Invalid("charset", "字符集错误"));
    }
    if !parameters.get("format").unwrap_or("JSON").eq_ignore_ascii_case("json") {
        return Err(AlipayError::Invalid("format", "无效的数据格式"));
    }
    if !is_fresh(needed("timestamp", "timestamp")?, sandbox.clock.now()) {
        return Err(AlipayError::Invalid("timestamp", "非法的时间戳参数"));
    }
    let signature = needed("sign", "signature")?;
    if !sandbox.alipay.is_signed(&parameters.signed_text(), signature) {
        return Err(AlipayError::Invalid("signature", "验签出错，请确认charset参数及签名原文"));
    }
    Ok(())
}

/// Answers a call that was checked.
fn serve(
    sandbox: &Sandbox,
    mode: AlipayMode,
    method: Option<Method>,
    parameters: &Parameters,
) -> Result<String, AlipayError> {
    let alipay = &sandbox.alipay;
    let now = sandbox.clock.now();
    match method {
        Some(Method::Token) => match parameters.get("grant_type") {
            Some("authorization_code") => {
                alipay.token(mode, parameters.get("code").unwrap_or_default(), now)
            }
            Some("refresh_token") => Err(AlipayError::RefreshToken),
            _ => Err(AlipayError::GrantType),
        },
        Some(Method::Information) => {
            alipay.information(mode, parameters.get("auth_token").unwrap_or_default(), now)
        }
        None => Err(AlipayError::Invalid("method", "不存在的方法名")),
    }
}

fn is_fresh(timestamp: &str, now: SystemTime) -> bool {
    let Some(time) = china_time::read(timestamp) else { return false };
    let distance = now.duration_since(time).unwrap_or_else(|ahead| ahead.duration());
    distance <= FRESH_FOR
}

/// The body: the object under its name, then the signature. Put together by hand, because the
/// signature is over this very text.
fn written(node: &str, text: &str, sign: Option<&str>) -> Response {
    let sign = sign.map(|sign| format!(",\"sign\":\"{sign}\"")).unwrap_or_default();
    let kind = [(header::CONTENT_TYPE, "application/json;charset=utf-8")];
    (kind, format!("{{\"{node}\":{text}{sign}}}")).into_response()
}

fn failure() -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error").into_response()
}

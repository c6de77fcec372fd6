//! `POST /cloudauth/capture/<CertifyId>`: takes a picture that the recovery server passes on.

use super::frame::{self, Frame};
use super::mode::FaceMode;
use super::party::Absent;
use super::verification::Guidance;
use crate::sandbox::Sandbox;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use image::{DynamicImage, ImageFormat};
use serde::Serialize;
use std::sync::Arc;

/// The header with the `CaptureToken`.
pub const TOKEN_HEADER: &str = "x-capture-token";

/// The answer to a picture.
#[derive(Serialize)]
struct CaptureReply {
    guidance: Guidance,
    finished: bool,
}

/// Answers one picture.
pub async fn capture(
    State(sandbox): State<Arc<Sandbox>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    match sandbox.face.switch.mode() {
        FaceMode::Failing => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        FaceMode::Slow => sandbox.wait(sandbox.slow_for).await,
        FaceMode::Works | FaceMode::LivenessRisk => {}
    }
    match take(&sandbox, &id, &headers, &body) {
        Ok(answer) => Json(answer).into_response(),
        Err(status) => status.into_response(),
    }
}

fn take(
    sandbox: &Sandbox,
    id: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<CaptureReply, StatusCode> {
    let now = sandbox.clock.now();
    let face = &sandbox.face;
    let token = face.with(id, now, |verification| verification.token.clone()).map_err(status)?;
    if headers.get(TOKEN_HEADER).is_none_or(|given| *given != *token) {
        return Err(StatusCode::UNAUTHORIZED);
    }
    // Read before the verifications are locked: it takes its time.
    let frame = Frame::of(&picture(headers, body)?);
    let answer = face.with(id, now, |verification| {
        let guidance = face.take(verification, frame);
        CaptureReply { guidance, finished: verification.decision.is_some() }
    });
    answer.map_err(status)
}

const fn status(absent: Absent) -> StatusCode {
    match absent {
        Absent::Unknown => StatusCode::NOT_FOUND,
        Absent::Expired => StatusCode::GONE,
    }
}

/// Reads the picture of a request by its content type.
pub fn picture(headers: &HeaderMap, body: &[u8]) -> Result<DynamicImage, StatusCode> {
    let kind = headers.get(header::CONTENT_TYPE).map(|value| value.as_bytes());
    let format = match kind {
        Some(b"image/jpeg") => ImageFormat::Jpeg,
        Some(b"image/png") => ImageFormat::Png,
        _ => return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE),
    };
    frame::read(body, format).ok_or(StatusCode::BAD_REQUEST)
}

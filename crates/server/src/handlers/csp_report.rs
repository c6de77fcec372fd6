//! `POST /csp-reports`: counts the policy violations that browsers report, and logs which
//! directive was violated. Addresses in reports may hold personal data: they are not logged.

use crate::http::ApiError;
use crate::state::ServerState;
use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
};
use regain_contract::Problem;
use serde_json::Value;
use std::sync::atomic::Ordering;

/// Most reports of one request that are counted and logged; a browser sends a few.
const MOST: usize = 20;

pub(super) async fn csp_report(
    State(state): State<ServerState>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, ApiError> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
    let value: Value = serde_json::from_slice(&body).map_err(|_| Problem::Malformed)?;
    let directives = match kind {
        "application/csp-report" => vec![directive(&value, "/csp-report")],
        "application/reports+json" => value
            .as_array()
            .map(|all| all.iter().map(|report| directive(report, "/body")).collect())
            .unwrap_or_default(),
        _ => {
            return Err(ApiError::Under(StatusCode::UNSUPPORTED_MEDIA_TYPE, Problem::Malformed));
        }
    };
    for directive in directives.iter().take(MOST) {
        state.csp_reports.fetch_add(1, Ordering::Relaxed);
        tracing::warn!(directive, "policy violation reported");
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The name of the violated directive; nothing but its letters gets into the log.
fn directive(report: &Value, at: &str) -> String {
    ["effective-directive", "effectiveDirective", "violated-directive"]
        .iter()
        .find_map(|name| report.pointer(at)?.get(name)?.as_str())
        .unwrap_or("unknown")
        .chars()
        .filter(|char| char.is_ascii_lowercase() || *char == '-')
        .take(40)
        .collect()
}

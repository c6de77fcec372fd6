//! The security headers of every answer, pages and errors included (WEB-01, 02, 07, 10).

use crate::{app::App, config::Settings};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use std::sync::Arc;

/// Every feature that browsers know under a stable name is off, but reading a code out of an SMS
/// (WebOTP) and copying a suggested password, which the page itself does.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), \
    clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(), \
    geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), \
    midi=(), otp-credentials=(self), payment=(), picture-in-picture=(), \
    publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), usb=(), \
    xr-spatial-tracking=()";

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// The only documents that may ask for the camera (FAC-08). What a document may do is settled when
/// it is loaded: the page loads these anew, and goes nowhere from them without loading.
const CAMERA_PATHS: [&str; 2] = ["/verify/face", "/hand-off"];

/// The headers, made once at start.
#[derive(Clone, Debug)]
pub(crate) struct SecurityHeaders {
    all: Vec<(HeaderName, HeaderValue)>,
    with_camera: Option<HeaderValue>,
}

impl SecurityHeaders {
    /// Makes the headers; `style_hashes` are those of the inline style blocks of the pages.
    pub fn new(settings: &Settings, style_hashes: &[String]) -> Self {
        let policy = policy(&settings.options.frame_ancestors, style_hashes);
        let mut all = vec![
            (header::CONTENT_SECURITY_POLICY, policy),
            (header::REFERRER_POLICY, "no-referrer".into()),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".into()),
            (HeaderName::from_static("cross-origin-opener-policy"), "same-origin".into()),
            (PERMISSIONS_POLICY, PERMISSIONS.into()),
            (
                HeaderName::from_static("cross-origin-resource-policy"),
                if settings.options.cors_origins.is_empty() {
                    "same-origin"
                } else {
                    "cross-origin"
                }
                .into(),
            ),
        ];
        if settings.is_https {
            let year = "max-age=31536000; includeSubDomains";
            all.push((header::STRICT_TRANSPORT_SECURITY, year.into()));
        }
        Self {
            all: all
                .into_iter()
                .filter_map(|(name, value)| Some((name, HeaderValue::from_str(&value).ok()?)))
                .collect(),
            with_camera: HeaderValue::from_str(&PERMISSIONS.replace("camera=()", "camera=(self)"))
                .ok(),
        }
    }

    fn apply(&self, headers: &mut HeaderMap, may_use_camera: bool) {
        for (name, value) in &self.all {
            headers.insert(name, value.clone());
        }
        if let (true, Some(value)) = (may_use_camera, &self.with_camera) {
            headers.insert(PERMISSIONS_POLICY, value.clone());
        }
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert_with(|| HeaderValue::from_static("no-store"));
    }
}

fn policy(frame_ancestors: &[String], style_hashes: &[String]) -> String {
    let styles: String = style_hashes.iter().map(|hash| format!(" '{hash}'")).collect();
    let ancestors =
        if frame_ancestors.is_empty() { "'none'".to_owned() } else { frame_ancestors.join(" ") };
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'{styles}; \
         connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
         object-src 'none'; manifest-src 'self'; frame-ancestors {ancestors}; \
         require-trusted-types-for 'script'; trusted-types 'none'; \
         report-uri /api/v1/csp-reports"
    )
}

/// Adds the headers to whatever answer comes back.
pub(crate) async fn add(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let is_camera_path = CAMERA_PATHS.contains(&request.uri().path());
    let mut response = next.run(request).await;
    let may_use_camera = is_camera_path && response.status().is_success();
    app.headers.apply(response.headers_mut(), may_use_camera);
    response
}

//! The security headers of every answer, pages and errors included (WEB-01, 02, 07, 10).

use crate::state::ServerState;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use regain_config::Settings;
use regain_contract::operations::{API, CSP_REPORTS};
use regain_contract::{FRAME_PAGE, HeaderClass, Route};

/// Every feature that browsers know under a stable name is off, but reading a code out of an SMS
/// (WebOTP) and copying a suggested password, which the page itself does.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), \
    clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(), \
    geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), \
    midi=(), otp-credentials=(self), payment=(), picture-in-picture=(), \
    publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), usb=(), \
    xr-spatial-tracking=()";

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// What is answered with success, as far as its headers differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A page, or the answer of an operation.
    Document(HeaderClass),
    /// A hashed file, which a portal's page loads from here.
    Asset,
}

impl Kind {
    fn at(path: &str) -> Self {
        match path {
            FRAME_PAGE => Self::Document(HeaderClass::Frame),
            path if path.starts_with("/assets/") => Self::Asset,
            path => Self::Document(Route::at(path).map_or(HeaderClass::Plain, Route::headers)),
        }
    }
}

type Headers = Vec<(HeaderName, HeaderValue)>;

/// The headers, made once at start.
#[derive(Clone, Debug)]
pub(crate) struct SecurityHeaders {
    all: Headers,
    /// Headers that replace the common ones on pages that may use the camera.
    camera: Headers,
    frame: Headers,
    asset: Headers,
}

impl SecurityHeaders {
    /// Makes the headers; `style_hashes` are those of the inline style blocks of the pages.
    pub fn new(settings: &Settings, style_hashes: &[String]) -> Self {
        let options = &settings.options;
        let is_own = options.cors_origins.is_empty();
        let mut all = vec![
            (header::CONTENT_SECURITY_POLICY, policy(&[], style_hashes)),
            (header::REFERRER_POLICY, "no-referrer".into()),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".into()),
            (HeaderName::from_static("cross-origin-opener-policy"), "same-origin".into()),
            (PERMISSIONS_POLICY, PERMISSIONS.into()),
            (RESOURCE_POLICY, if is_own { "same-origin" } else { "cross-origin" }.into()),
        ];
        if settings.is_https {
            let year = "max-age=31536000; includeSubDomains";
            all.push((header::STRICT_TRANSPORT_SECURITY, year.into()));
        }
        let with_camera = (PERMISSIONS_POLICY, PERMISSIONS.replace("camera=()", "camera=(self)"));
        let framed = policy(&options.frame_ancestors, style_hashes);
        Self {
            all: made(all),
            camera: made(vec![with_camera.clone()]),
            frame: made(vec![with_camera, (header::CONTENT_SECURITY_POLICY, framed)]),
            asset: made(vec![
                // No secret is in them, and scripts with `integrity` are fetched by CORS.
                (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".into()),
                (RESOURCE_POLICY, "cross-origin".into()),
            ]),
        }
    }

    fn apply(&self, headers: &mut HeaderMap, kind: Kind) {
        let own: &[_] = match kind {
            Kind::Document(HeaderClass::Plain) => &[],
            Kind::Document(HeaderClass::Camera) => &self.camera,
            Kind::Document(HeaderClass::Frame) => &self.frame,
            Kind::Asset => &self.asset,
        };
        for (name, value) in self.all.iter().chain(own) {
            headers.insert(name, value.clone());
        }
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert_with(|| HeaderValue::from_static("no-store"));
    }
}

fn made(headers: Vec<(HeaderName, String)>) -> Headers {
    headers
        .into_iter()
        .filter_map(|(name, value)| Some((name, HeaderValue::from_str(&value).ok()?)))
        .collect()
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
         report-uri {API}{CSP_REPORTS}"
    )
}

/// Adds the headers to whatever answer comes back.
pub(crate) async fn add(
    State(state): State<ServerState>,
    request: Request,
    next: Next,
) -> Response {
    let kind = Kind::at(request.uri().path());
    let mut response = next.run(request).await;
    let kind =
        if response.status().is_success() { kind } else { Kind::Document(HeaderClass::Plain) };
    state.headers.apply(response.headers_mut(), kind);
    response
}

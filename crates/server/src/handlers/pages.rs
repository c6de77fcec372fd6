//! Every path that is no operation: the pages of the client routes, the page for frames, the assets,
//! and what is not there. Hashed assets are the only thing that may be cached (WEB-10).

use crate::{
    pages::{File, Pages},
    state::ServerState,
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use regain_contract::{FRAME_PAGE, Locale, Route};

const NOT_BUILT: &str = "The pages are not built. Run `cargo xtask build`, or `cargo xtask serve`, \
which builds and starts everything. The API answers meanwhile.\n";

pub(super) async fn page(
    State(state): State<ServerState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let path = uri.path();
    if !matches!(method, Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, "method not allowed\n").into_response();
    }
    if path.starts_with("/.well-known/") || path.starts_with("/api/") {
        // No page with status 200 stands in for what does not exist (FIN-06).
        return (StatusCode::NOT_FOUND, "not found\n").into_response();
    }
    let Some(pages) = &state.pages else {
        return (StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT).into_response();
    };
    if path == FRAME_PAGE {
        // Not there when it is not built, or when nobody may frame it (EMB-07).
        return in_language(pages, "frame", (StatusCode::OK, &uri), &headers)
            .unwrap_or_else(|| (StatusCode::NOT_FOUND, "not found\n").into_response());
    }
    let name = path.trim_start_matches('/');
    let is_page = name.is_empty() || name.ends_with(".html");
    if let (false, Some(file)) = (is_page, pages.file(name)) {
        let mut response = respond(StatusCode::OK, file, &headers);
        if name.starts_with("assets/") {
            let immutable = HeaderValue::from_static("public, max-age=31536000, immutable");
            response.headers_mut().insert(header::CACHE_CONTROL, immutable);
        }
        return response;
    }
    if path.starts_with("/assets/") {
        return (StatusCode::NOT_FOUND, "not found\n").into_response();
    }
    let status = if Route::at(path).is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    in_language(pages, "index", (status, &uri), &headers)
        .unwrap_or_else(|| (StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT).into_response())
}

/// A page in the visitor's language, or in English when it is not built in that one; `None` when it
/// is not built at all.
fn in_language(
    pages: &Pages,
    name: &str,
    (status, uri): (StatusCode, &Uri),
    headers: &HeaderMap,
) -> Option<Response> {
    let english = format!("{name}.html");
    let name = match locale(uri, headers) {
        Locale::En => english.clone(),
        other => format!("{name}.{}.html", other.tag()),
    };
    let file = pages.file(&name).or_else(|| pages.file(&english))?;
    let mut response = respond(status, file, headers);
    let by_language = HeaderValue::from_static("Accept-Language");
    response.headers_mut().append(header::VARY, by_language);
    Some(response)
}

fn respond(status: StatusCode, file: &File, headers: &HeaderMap) -> Response {
    let accepts = |coding: &str| accepts(headers, coding);
    let (body, coding) = match file {
        File { brotli: Some(bytes), .. } if accepts("br") => (bytes, Some("br")),
        File { gzip: Some(bytes), .. } if accepts("gzip") => (bytes, Some("gzip")),
        File { plain, .. } => (plain, None),
    };
    let mut response =
        (status, [(header::CONTENT_TYPE, file.content_type)], body.clone()).into_response();
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Some(coding) = coding {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

/// Whether `Accept-Encoding` names the coding without refusing it (RFC 9110 §12.5.3).
fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    headers.get_all(header::ACCEPT_ENCODING).iter().any(|value| {
        value.to_str().unwrap_or_default().split(',').any(|part| {
            let mut fields = part.split(';').map(str::trim);
            fields.next().is_some_and(|name| name.eq_ignore_ascii_case(coding))
                && fields.all(|field| quality(field) != Some(0.0))
        })
    })
}

fn quality(field: &str) -> Option<f32> {
    field.strip_prefix("q=").or_else(|| field.strip_prefix("Q="))?.parse().ok()
}

/// `?locale=` wins, named like the attribute, or the older `?lang=`; else the language with the
/// highest quality that the product speaks.
fn locale(uri: &Uri, headers: &HeaderMap) -> Locale {
    let query = uri.query().unwrap_or_default();
    let asked = ["locale=", "lang="].iter().find_map(|name| {
        query.split('&').find_map(|pair| Locale::from_tag(pair.strip_prefix(name)?))
    });
    let accepted = || {
        let values = headers.get_all(header::ACCEPT_LANGUAGE).iter();
        let parts = values.filter_map(|value| value.to_str().ok()).flat_map(|it| it.split(','));
        let mut all: Vec<(Locale, f32)> = parts.filter_map(weighed).collect();
        // Stable, so that the order in the header decides between equals.
        all.sort_by(|left, right| right.1.total_cmp(&left.1));
        all.first().map(|(locale, _)| *locale)
    };
    asked.or_else(accepted).unwrap_or_default()
}

fn weighed(part: &str) -> Option<(Locale, f32)> {
    let mut fields = part.split(';').map(str::trim);
    let locale = Locale::from_tag(fields.next()?)?;
    let quality = fields.find_map(quality).unwrap_or(1.0);
    (quality > 0.0).then_some((locale, quality))
}

#[cfg(test)]
mod tests {
    use super::{accepts, locale};
    use axum::http::{HeaderMap, HeaderValue, Uri, header};
    use regain_contract::Locale;

    fn language(uri: &'static str, accepted: &'static str) -> Locale {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accepted));
        locale(&Uri::from_static(uri), &headers)
    }

    #[test]
    fn the_language_is_the_asked_or_the_best_accepted() {
        assert_eq!(language("/", "zh-CN,zh;q=0.9,en;q=0.8"), Locale::ZhCn);
        assert_eq!(language("/", "it,en;q=0.5,zh;q=0.7"), Locale::ZhCn);
        assert_eq!(language("/", "zh;q=0, en"), Locale::En);
        assert_eq!(language("/", "de;q=0"), Locale::En);
        assert_eq!(language("/", "de;q=0, *;q=0.5, ja;q=0.1"), Locale::Ja);
        assert_eq!(language("/", "fr-CH, en"), Locale::Fr);
        assert_eq!(language("/", "pt-PT,pt;q=0.9"), Locale::PtBr);
        assert_eq!(language("/", "zh-Hant-HK, zh-CN;q=0.9"), Locale::ZhTw);
        assert_eq!(language("/", "ar-EG;q=0.8, ru;q=0.7"), Locale::Ar);
        assert_eq!(language("/", "it"), Locale::En);
        assert_eq!(language("/?a=b&lang=zh-CN", "en"), Locale::ZhCn);
        assert_eq!(language("/?locale=zh-TW", "en"), Locale::ZhTw);
        assert_eq!(language("/?lang=de&locale=pt-PT", "en"), Locale::PtBr);
        assert_eq!(language("/?locale=xx&lang=de", "en"), Locale::De);
        assert_eq!(language("/?locale=&mylocale=de", "ko"), Locale::Ko);
    }

    #[test]
    fn a_coding_with_quality_nought_is_refused() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip, br;q=0"));

        assert!(accepts(&headers, "gzip"));
        assert!(!accepts(&headers, "br"));
    }
}

//! The client of the face provider: Alibaba Cloud's `InitFaceVerify` and `DescribeFaceVerify`
//! (cloudauth 2019-03-07), and the sandbox's way to pass pictures on, which the real provider does
//! not have. The decision is the provider's, asked for by this server, never the client's
//! (FAC-03). Failures are texts for the log and name no person.

use super::Picture;
use crate::{acs::Party, app::App, outbound, random};
use regain_contract::Guidance;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::json;
use std::time::Duration;
use tokio::time::timeout;
use url::{Url, form_urlencoded};

/// How long one call may take: somebody waits.
const DEADLINE: Duration = Duration::from_secs(5);

/// Whose face it must be.
pub(crate) struct Whom {
    pub name: String,
    pub number: String,
}

/// A session that the provider opened.
pub(crate) struct Opened {
    pub certify_id: String,
    /// The provider's own page; empty when there is none.
    pub certify_url: String,
    /// Opens the way for pictures; empty when the provider takes none from us.
    pub capture_token: String,
}

/// What the provider decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// It is the person.
    Passed,
    /// It is not.
    NotMatched,
    /// It may not be a living face.
    NotLive,
    /// It took too long.
    Expired,
    /// Not yet.
    Pending,
}

/// What the provider said to a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Captured {
    /// Another one, please.
    Go(Guidance),
    /// These were enough: it has decided.
    Finished,
    /// It took too long.
    Expired,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<T> {
    code: String,
    // Not `default`: an answer without it is none to the good.
    result_object: Option<T>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct InitResult {
    certify_id: String,
    #[serde(default)]
    certify_url: String,
    #[serde(default)]
    capture_token: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeResult {
    passed: String,
    sub_code: String,
}

#[derive(Deserialize)]
struct CaptureAnswer {
    guidance: Guidance,
    finished: bool,
}

/// Opens a session. Afterwards the provider's page leads to `return_path` below `public_url`.
pub(crate) async fn init(app: &App, whom: &Whom, return_path: &str) -> Result<Opened, String> {
    let order = random::id(&*app.random).map_err(|error| error.to_string())?;
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("SceneId", &app.options().face_scene_id)
        .append_pair("OuterOrderNo", &order)
        .append_pair("ProductCode", "ID_PRO")
        .append_pair("CertType", "IDENTITY_CARD")
        .append_pair("CertName", &whom.name)
        .append_pair("CertNo", &whom.number)
        // What the provider's script would say about the device.
        .append_pair("MetaInfo", &json!({ "deviceType": "h5" }).to_string())
        .append_pair("CertifyUrlType", "H5")
        .append_pair("ReturnUrl", &format!("{}{return_path}", app.settings.public_origin))
        .finish();
    let answer: Answer<InitResult> = call(app, "InitFaceVerify", body).await?;
    match (answer.code.as_str(), answer.result_object) {
        ("200", Some(opened)) => Ok(Opened {
            certify_id: opened.certify_id,
            certify_url: page(app, opened.certify_url),
            capture_token: opened.capture_token,
        }),
        (code, _) => Err(format!("InitFaceVerify: {code}")),
    }
}

/// Only an address of the web is passed on.
fn page(app: &App, certify_url: String) -> String {
    match Url::parse(&certify_url) {
        Ok(url) if url.scheme() == "https" => certify_url,
        Ok(url) if url.scheme() == "http" && !app.settings.is_https => certify_url,
        _ => String::new(),
    }
}

/// Asks what was decided.
pub(crate) async fn describe(app: &App, certify_id: &str) -> Result<Decision, String> {
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("SceneId", &app.options().face_scene_id)
        .append_pair("CertifyId", certify_id)
        .finish();
    let answer: Answer<DescribeResult> = call(app, "DescribeFaceVerify", body).await?;
    match (answer.code.as_str(), answer.result_object) {
        ("200", Some(result)) => decision(&result),
        // 424: not begun, given up, or still being looked at; 403: not completed.
        ("403" | "424", _) => Ok(Decision::Pending),
        ("406", _) => Ok(Decision::Expired),
        (code, _) => Err(format!("DescribeFaceVerify: {code}")),
    }
}

/// Both fields must say so: one of them alone is no answer of the documented form.
fn decision(result: &DescribeResult) -> Result<Decision, String> {
    match (result.passed.as_str(), result.sub_code.as_str()) {
        ("T", "200") => Ok(Decision::Passed),
        ("F", "205") => Ok(Decision::NotLive),
        ("F", code) if code != "200" => Ok(Decision::NotMatched),
        (passed, code) => Err(format!("DescribeFaceVerify: {passed} with {code}")),
    }
}

/// Passes a picture on.
pub(crate) async fn capture(
    app: &App,
    certify_id: &str,
    token: &str,
    picture: Picture,
) -> Result<Captured, String> {
    let mut url = Url::parse(&app.options().face_endpoint).map_err(|error| error.to_string())?;
    url.path_segments_mut()
        .map_err(|()| "no path".to_owned())?
        .pop_if_empty()
        .extend(["capture", certify_id]);
    let request = app
        .http
        .post(url)
        .header("x-capture-token", token)
        .header("content-type", "image/jpeg")
        .body(picture.into_bytes());
    let sent = timeout(DEADLINE, request.send()).await;
    let answer = sent.map_err(|_| "no answer in time")?;
    let answer = answer.map_err(|error| error.without_url().to_string())?;
    let status = answer.status().as_u16();
    if matches!(status, 404 | 410) {
        return Ok(Captured::Expired);
    }
    if status != 200 {
        return Err(format!("capture: status {status}"));
    }
    let answer = timeout(DEADLINE, answer.json()).await.map_err(|_| "no answer in time")?;
    let answer: CaptureAnswer = answer.map_err(|error| error.without_url().to_string())?;
    Ok(if answer.finished { Captured::Finished } else { Captured::Go(answer.guidance) })
}

async fn call<T: DeserializeOwned>(
    app: &App,
    action: &str,
    body: String,
) -> Result<Answer<T>, String> {
    let options = app.options();
    let provider = Party {
        endpoint: &options.face_endpoint,
        key_id: &options.face_key_id,
        key_secret: &options.face_key_secret,
        version: "2019-03-07",
    };
    let request = provider.request(app, action, body)?;
    let text = timeout(DEADLINE, outbound::text(request)).await;
    let text = text.map_err(|_| format!("{action}: no answer in time"))??;
    serde_json::from_str(&text).map_err(|_| format!("{action}: not of the documented form"))
}

#[cfg(test)]
mod tests {
    use super::{Answer, Decision, DescribeResult, decision};

    /// FAC-03: only the documented pair is a pass; whatever else says so is no answer at all.
    #[test]
    fn only_the_documented_answer_passes() {
        let said = |text: &str| {
            let answer: Answer<DescribeResult> = serde_json::from_str(text).ok()?;
            decision(&answer.result_object?).ok()
        };
        let result =
            |fields: &str| said(&format!(r#"{{"Code":"200","ResultObject":{{{fields}}}}}"#));

        assert_eq!(result(r#""Passed":"T","SubCode":"200""#), Some(Decision::Passed));
        assert_eq!(result(r#""Passed":"F","SubCode":"204""#), Some(Decision::NotMatched));
        assert_eq!(result(r#""Passed":"F","SubCode":"205""#), Some(Decision::NotLive));
        for fields in [
            r#""Passed":"T""#,
            r#""Passed":true,"SubCode":"200""#,
            r#""passed":"T","SubCode":"200""#,
            r#""Passed":"T","SubCode":"204""#,
            r#""Passed":"F","SubCode":"200""#,
            r#""Passed":"F","Passed":"T","SubCode":"200""#,
        ] {
            assert_eq!(result(fields), None, "{fields}");
        }
        assert_eq!(said(r#"{"Code":"200","Passed":"T","SubCode":"200"}"#), None);
    }
}

//! The client of the face provider: Alibaba Cloud's `InitFaceVerify` and `DescribeFaceVerify`
//! (cloudauth 2019-03-07), and the sandbox's way to pass pictures on, which the real provider does
//! not have. The decision is the provider's, asked for by this server, never the client's
//! (FAC-03). Failures are texts for the log and name no person.

use crate::{
    acs::{Acs, Party},
    http,
};
use async_trait::async_trait;
use regain_config::Settings;
use regain_contract::Guidance;
use regain_recovery::{
    Picture, id,
    ports::face::{Captured, Decision, FaceProvider, Opened, Whom},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::json;
use std::time::Duration;
use tokio::time::timeout;
use url::{Url, form_urlencoded};

/// How long one call may take: somebody waits.
const DEADLINE: Duration = Duration::from_secs(5);

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

/// The provider.
pub struct AcsFace {
    acs: Acs,
    party: Party,
    scene_id: String,
    public_origin: String,
    is_https: bool,
}

impl AcsFace {
    /// Takes the provider's options.
    pub fn new(acs: Acs, settings: &Settings) -> Self {
        let config = &settings.options;
        let party = Party {
            endpoint: config.face_endpoint.clone(),
            key_id: config.face_key_id.clone(),
            key_secret: config.face_key_secret.clone(),
            version: "2019-03-07",
        };
        Self {
            acs,
            party,
            scene_id: config.face_scene_id.clone(),
            public_origin: settings.public_origin.clone(),
            is_https: settings.is_https,
        }
    }

    /// Only an address of the web is passed on.
    fn page(&self, certify_url: String) -> String {
        match Url::parse(&certify_url) {
            Ok(url) if url.scheme() == "https" => certify_url,
            Ok(url) if url.scheme() == "http" && !self.is_https => certify_url,
            _ => String::new(),
        }
    }

    async fn call<T: DeserializeOwned>(
        &self,
        action: &str,
        body: String,
    ) -> Result<Answer<T>, String> {
        let request = self.acs.request(&self.party, action, body)?;
        let text = timeout(DEADLINE, http::text(request)).await;
        let text = text.map_err(|_| format!("{action}: no answer in time"))??;
        serde_json::from_str(&text).map_err(|_| format!("{action}: not of the documented form"))
    }
}

#[async_trait]
impl FaceProvider for AcsFace {
    async fn init(&self, whom: &Whom, return_path: &str) -> Result<Opened, String> {
        let order = id(&*self.acs.random).map_err(|error| error.to_string())?;
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("SceneId", &self.scene_id)
            .append_pair("OuterOrderNo", &order)
            .append_pair("ProductCode", "ID_PRO")
            .append_pair("CertType", "IDENTITY_CARD")
            .append_pair("CertName", &whom.name)
            .append_pair("CertNo", &whom.number)
            // What the provider's script would say about the device.
            .append_pair("MetaInfo", &json!({ "deviceType": "h5" }).to_string())
            .append_pair("CertifyUrlType", "H5")
            .append_pair("ReturnUrl", &format!("{}{return_path}", self.public_origin))
            .finish();
        let answer: Answer<InitResult> = self.call("InitFaceVerify", body).await?;
        match (answer.code.as_str(), answer.result_object) {
            ("200", Some(opened)) => Ok(Opened {
                certify_id: opened.certify_id,
                certify_url: self.page(opened.certify_url),
                capture_token: opened.capture_token,
            }),
            (code, _) => Err(format!("InitFaceVerify: {code}")),
        }
    }

    async fn describe(&self, certify_id: &str) -> Result<Decision, String> {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("SceneId", &self.scene_id)
            .append_pair("CertifyId", certify_id)
            .finish();
        let answer: Answer<DescribeResult> = self.call("DescribeFaceVerify", body).await?;
        match (answer.code.as_str(), answer.result_object) {
            ("200", Some(result)) => decision(&result),
            // 424: not begun, given up, or still being looked at; 403: not completed.
            ("403" | "424", _) => Ok(Decision::Pending),
            ("406", _) => Ok(Decision::Expired),
            (code, _) => Err(format!("DescribeFaceVerify: {code}")),
        }
    }

    async fn capture(
        &self,
        certify_id: &str,
        token: &str,
        picture: Picture,
    ) -> Result<Captured, String> {
        let mut url = Url::parse(&self.party.endpoint).map_err(|error| error.to_string())?;
        url.path_segments_mut()
            .map_err(|()| "no path".to_owned())?
            .pop_if_empty()
            .extend(["capture", certify_id]);
        let request = self
            .acs
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

//! A browser on Alipay's page, and a recovery server at its gateway, for the tests of both.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "test support: a failure here is a failed test"
)]

use crate::support::{post_form, redirect};
use data_encoding::BASE64;
use form_urlencoded::Serializer;
use regain_sandbox::Running;
use regain_sandbox::alipay::{APP_ID, APP_PRIVATE_KEY_PEM, PLATFORM_PUBLIC_KEY_PEM};
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::Value;
use std::collections::BTreeMap;

pub const PAGE: &str = "/alipay/oauth2/publicAppAuthorize.htm";
const BACK: &str = "http://localhost:8080/callback?recovery=1";

/// What an application asks for on the page.
pub fn ask() -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("app_id", APP_ID.to_owned()),
        ("scope", "auth_user".into()),
        ("redirect_uri", BACK.into()),
        ("state", "a-state".into()),
    ])
}

pub fn query(pairs: &BTreeMap<&'static str, String>) -> String {
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// Presses a button of the page; gives where it leads and the parameters there.
pub async fn press(running: &Running, choice: &str) -> (String, BTreeMap<String, String>) {
    let mut form = ask();
    form.insert("choice", choice.into());
    redirect(post_form(running, PAGE, &query(&form)).await)
}

pub async fn approve(running: &Running, who: &str) -> String {
    press(running, who).await.1["auth_code"].clone()
}

fn der(pem: &str) -> Vec<u8> {
    let lines: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    BASE64.decode(lines.as_bytes()).unwrap()
}

/// One call to the gateway; change a parameter to break it.
#[derive(Clone)]
pub struct GatewayCall(pub BTreeMap<&'static str, String>);

impl GatewayCall {
    pub fn new(method: &str) -> Self {
        Self(BTreeMap::from([
            ("app_id", APP_ID.to_owned()),
            ("method", method.into()),
            ("format", "JSON".into()),
            ("charset", "utf-8".into()),
            ("sign_type", "RSA2".into()),
            // The tests' clock, in China.
            ("timestamp", "2026-01-02 11:04:05".into()),
            ("version", "1.0".into()),
        ]))
    }

    pub fn token(code: &str) -> Self {
        Self::new("alipay.system.oauth.token")
            .with("grant_type", "authorization_code")
            .with("code", code)
    }

    pub fn information(token: &str) -> Self {
        Self::new("alipay.user.info.share").with("auth_token", token)
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.0.insert(name, value.into());
        self
    }

    pub fn signed(mut self) -> Self {
        let pairs: Vec<_> = self
            .0
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let key = RsaKeyPair::from_pkcs8(&der(APP_PRIVATE_KEY_PEM)).unwrap();
        let mut signature = vec![0; key.public().modulus_len()];
        let text = pairs.join("&");
        key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature).unwrap();
        self.0.insert("sign", BASE64.encode(&signature));
        self
    }

    /// Sends the call as it is; gives the status and the text of the answer.
    pub async fn send_as_it_is(&self, running: &Running) -> (u16, String) {
        let answer = post_form(running, "/alipay/gateway.do", &query(&self.0)).await;
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// Signs and sends the call.
    pub async fn send(self, running: &Running) -> Answer {
        let (status, text) = self.signed().send_as_it_is(running).await;
        assert_eq!(status, 200);
        Answer(text)
    }
}

/// The text of an answer.
pub struct Answer(pub String);

impl Answer {
    /// The name of the inner object, its text, and the signature.
    pub fn parts(&self) -> (&str, &str, Option<&str>) {
        let (node, rest) = self.0.strip_prefix("{\"").unwrap().split_once("\":").unwrap();
        match rest.rsplit_once(",\"sign\":\"") {
            Some((text, sign)) => (node, text, sign.strip_suffix("\"}")),
            None => (node, rest.strip_suffix('}').unwrap(), None),
        }
    }

    pub fn value(&self) -> Value {
        serde_json::from_str(self.parts().1).unwrap()
    }

    pub fn error(&self) -> (String, String, String) {
        let value = self.value();
        let of = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        (self.parts().0.to_owned(), of("code"), of("sub_code"))
    }

    pub fn is_signed_by_the_platform(&self) -> bool {
        let (_, text, sign) = self.parts();
        // Behind the 24 bytes that every key of this kind begins with.
        let key = der(PLATFORM_PUBLIC_KEY_PEM).split_off(24);
        let key = ring::signature::UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key);
        let sign = BASE64.decode(sign.unwrap().as_bytes()).unwrap();
        key.verify(text.as_bytes(), &sign).is_ok()
    }
}

/// The identity that an application gets for an approval, from page to information.
pub async fn identity(running: &Running, who: &str) -> Value {
    let code = approve(running, who).await;
    let token = GatewayCall::token(&code).send(running).await.value();
    let token = token["access_token"].as_str().unwrap();
    GatewayCall::information(token).send(running).await.value()
}

//! Who asks, for the people who are asked about a recovery: the names of browser and system out of
//! a small closed set, and a place. What is not known is left out; nothing is passed on as it came
//! but the place, cleaned, and that from a trusted proxy only.

use super::client;
use crate::state::ServerState;
use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use regain_recovery::client_info::ClientInfo;
use std::{convert::Infallible, net::IpAddr};

/// Most characters of a place.
const MAX_PLACE: usize = 64;

/// Names of browsers by the token that only they send. The order matters: most of them call
/// themselves Chrome and Safari too.
const BROWSERS: [(&str, &str); 13] = [
    ("MicroMessenger/", "WeChat"),
    ("AlipayClient/", "Alipay"),
    ("DingTalk/", "DingTalk"),
    ("QQBrowser/", "QQ Browser"),
    ("UCBrowser/", "UC Browser"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
];

/// Names of systems. Android calls itself Linux too, HarmonyOS Android.
const SYSTEMS: [(&str, &str); 9] = [
    ("HarmonyOS", "HarmonyOS"),
    ("OpenHarmony", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Windows NT", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

impl FromRequestParts<ServerState> for ClientInfo {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &ServerState,
    ) -> Result<Self, Infallible> {
        let agent = parts.headers.get(header::USER_AGENT);
        let agent = agent.and_then(|value| value.to_str().ok()).unwrap_or_default();
        let told = state.app.settings.place_header.as_ref().filter(|_| {
            let peer = client::peer(parts);
            state.app.settings.proxies.iter().any(|proxy| proxy.contains(&peer.to_canonical()))
        });
        let told = told
            .and_then(|name| parts.headers.get(name.as_str()))
            .and_then(|v| clean(v.as_bytes()));

        Ok(Self {
            browser: named(&BROWSERS, agent),
            system: named(&SYSTEMS, agent),
            place: told.or_else(|| shortened(client::address(parts, &state.app))),
        })
    }
}

fn named(names: &[(&str, &str)], agent: &str) -> Option<String> {
    names.iter().find(|(token, _)| agent.contains(token)).map(|(_, name)| (*name).to_owned())
}

/// Printable text of at most 64 characters, as it may be shown to an administrator.
fn clean(bytes: &[u8]) -> Option<String> {
    let text: String = String::from_utf8_lossy(bytes)
        .chars()
        .filter(|&char| is_printable(char))
        .take(MAX_PLACE)
        .collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Letters, digits, a few marks: nothing that breaks a line, turns its direction or is invisible.
fn is_printable(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, ' ' | ',' | '.' | '-' | '\'' | '(' | ')' | '/' | '·')
}

/// `203.0.113.*` or `2001:db8:1::/48`; nothing of an address that is nobody's.
fn shortened(address: IpAddr) -> Option<String> {
    match address.to_canonical() {
        IpAddr::V4(four) if four.is_unspecified() => None,
        IpAddr::V4(four) => {
            let [a, b, c, _] = four.octets();
            Some(format!("{a}.{b}.{c}.*"))
        }
        IpAddr::V6(six) => {
            let [a, b, c, ..] = six.segments();
            Some(format!("{a:x}:{b:x}:{c:x}::/48"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BROWSERS, SYSTEMS, clean, named, shortened};

    fn known(agent: &str) -> (Option<String>, Option<String>) {
        (named(&BROWSERS, agent), named(&SYSTEMS, agent))
    }

    fn pair(browser: &str, system: &str) -> (Option<String>, Option<String>) {
        (Some(browser.into()), Some(system.into()))
    }

    #[test]
    fn common_browsers_and_systems_have_their_names() {
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        for (agent, expected) in [
            (
                format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/140.0 Safari/537.36 Edg/140.0"),
                pair("Edge", "Windows"),
            ),
            (
                format!("Mozilla/5.0 (X11; Linux x86_64) {webkit} Chrome/140.0 Safari/537.36"),
                pair("Chrome", "Linux"),
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".into(),
                pair("Firefox", "Linux"),
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15".into(),
                pair("Safari", "macOS"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0".into(),
                pair("WeChat", "iOS"),
            ),
            (
                format!("Mozilla/5.0 (Linux; Android 15; K) {webkit} Chrome/140.0 Mobile Safari/537.36"),
                pair("Chrome", "Android"),
            ),
        ] {
            assert_eq!(known(&agent), expected, "{agent}");
        }
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        assert_eq!(known(""), (None, None));
        assert_eq!(known("curl/8.0"), (None, None));
        assert_eq!(known("<script>alert(1)</script>"), (None, None));
    }

    #[test]
    fn a_place_is_short_printable_text() {
        assert_eq!(clean("Hangzhou, China".as_bytes()).as_deref(), Some("Hangzhou, China"));
        assert_eq!(clean("杭州".as_bytes()).as_deref(), Some("杭州"));
        assert_eq!(clean(b"a\r\nb\x1b[0m<b>").as_deref(), Some("ab0mb"));
        assert_eq!(clean("\u{202e}moc\u{200b}".as_bytes()).as_deref(), Some("moc"));
        assert_eq!(clean(&[b'x'; 200]).map(|text| text.len()), Some(64));
        assert_eq!(clean(b"  \t "), None);
    }

    #[test]
    fn an_address_is_shortened() {
        let short = |text: &str| shortened(text.parse().unwrap());

        assert_eq!(short("203.0.113.77").as_deref(), Some("203.0.113.*"));
        assert_eq!(short("::ffff:203.0.113.77").as_deref(), Some("203.0.113.*"));
        assert_eq!(short("2001:db8:1:2::3").as_deref(), Some("2001:db8:1::/48"));
        assert_eq!(short("0.0.0.0"), None);
    }
}

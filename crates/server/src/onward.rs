//! Where a person goes when the recovery is over: back to where it began, or to the log-on page
//! with the name filled in. Addresses of requests are followed only into origins that the
//! configuration lists (FIN-05). Pure: knows neither database nor clock.

use url::Url;

/// Most characters of an address to go back to.
const MAX_ADDRESS: usize = 2000;

/// The address to go back to, if its origin is exactly one of `origins`; `None` drops it.
///
/// The text itself must begin with the origin as browsers write it, and go on with its path, query
/// or end: what parsers read differently (backslashes, tabs, user names, other spellings of a host)
/// is refused, not repaired. Parsing says the same once more.
pub(crate) fn back(text: &str, origins: &[String]) -> Option<String> {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    if text.len() > MAX_ADDRESS || !text.bytes().all(is_plain) {
        return None;
    }
    let url = Url::parse(text).ok()?;
    let origin = url.origin().ascii_serialization();
    let rest = text.strip_prefix(&origin)?;
    let is_allowed = origins.contains(&origin)
        && (rest.is_empty() || rest.starts_with(['/', '?', '#']))
        && url.username().is_empty()
        && url.password().is_none();
    is_allowed.then(|| url.into())
}

/// The log-on page with the username in the query `parameter`; `None` when that is empty.
pub(crate) fn named_log_on(log_on_url: &str, parameter: &str, username: &str) -> Option<String> {
    if parameter.is_empty() || username.is_empty() {
        return None;
    }
    let mut url = Url::parse(log_on_url).ok()?;
    url.query_pairs_mut().append_pair(parameter, username);
    Some(url.into())
}

#[cfg(test)]
mod tests {
    use super::{back, named_log_on};
    use axum::http::Uri;
    use std::collections::BTreeSet;
    use url::Url;

    const ORIGINS: [&str; 3] =
        ["https://portal.example", "https://portal.example:8443", "http://localhost:8090"];

    fn origins() -> Vec<String> {
        ORIGINS.map(String::from).to_vec()
    }

    /// Ways to write an address whose host is `{}`, or that only look like one.
    const FORMS: [&str; 26] = [
        "https://{}",
        "https://{}/",
        "https://{}/a?b=c#d",
        "http://{}/",
        "HTTPS://{}/",
        "https:{}",
        "https:/{}/",
        "https:///{}/",
        "https:\\\\{}\\",
        "https:/\\{}/",
        "//{}/",
        "\\\\{}/",
        "/\\{}/",
        "{}",
        "javascript://{}/%0aalert(1)",
        "data:text/html,//{}/",
        "blob:https://{}/x",
        "filesystem:https://{}/x",
        "view-source:https://{}/",
        " https://{}/",
        "https://{}/\t",
        "ht\ntps://{}/",
        "https://\t{}/",
        "ftp://{}/",
        "wss://{}/",
        "file://{}/",
    ];

    /// Hosts, most of which are not the portal.
    const HOSTS: [&str; 40] = [
        "portal.example",
        "portal.example:8443",
        "portal.example:443",
        "portal.example:0443",
        "portal.example:80",
        "portal.example:",
        "portal.example.",
        "PORTAL.example",
        "portal.exam\u{200b}ple",
        "portal\u{3002}example",
        "portal\u{ff0e}example",
        "p\u{ff4f}rtal.example",
        "p\u{f6}rtal.example",
        "xn--prtal-jua.example",
        "portal%2eexample",
        "%70ortal.example",
        "portal.example%00.evil.example",
        "portal.example%2f.evil.example",
        "portal.example.evil.example",
        "evil.example",
        "evil.example/https://portal.example",
        "evil.example#https://portal.example",
        "evil.example?portal.example",
        "evil.example\\@portal.example",
        "evil.example\\.portal.example",
        "user@portal.example",
        "user:pass@portal.example",
        "@portal.example",
        ":@portal.example",
        "portal.example@evil.example",
        "portal.example:8443@evil.example",
        "portal.example%40evil.example",
        "portal.example\u{ff20}evil.example",
        "portal.example\\evil.example",
        "portal.example\tevil.example",
        "portal.example evil.example",
        "localhost:8090",
        "127.0.0.1:8090",
        "[::1]:8090",
        "2130706433:8090",
    ];

    /// FIN-05: over a thousand addresses, what is accepted has an origin of the list for two
    /// parsers that know nothing of each other, keeps it when it is parsed again, and names no
    /// user. Whatever is accepted is one of the few that are written as browsers write them.
    #[test]
    fn only_listed_origins_are_followed() {
        let corpus: BTreeSet<String> = FORMS
            .iter()
            .flat_map(|form| HOSTS.iter().map(|host| form.replace("{}", host)))
            .chain(
                ["", "/", "?", "#", "https://", "https:", ":", "https://?", "javascript:alert(1)"]
                    .map(String::from),
            )
            .collect();
        let mut accepted = BTreeSet::new();

        for text in &corpus {
            let Some(url) = back(text, &origins()) else { continue };
            let ours = Url::parse(&url).unwrap();
            let other: Uri = url.split('#').next().unwrap().parse().unwrap();
            let authority = other.authority().unwrap().as_str();
            let naive = format!("{}://{authority}", other.scheme_str().unwrap());
            assert!(ORIGINS.contains(&naive.as_str()), "{text} leads to {url}");
            assert_eq!(ours.origin().ascii_serialization(), naive, "{text}");
            assert!(ours.username().is_empty() && ours.password().is_none(), "{text}");
            assert_eq!(back(&url, &origins()), Some(url.clone()), "{text}");
            accepted.insert(text.as_str());
        }

        assert!(corpus.len() >= 1000, "{} addresses", corpus.len());
        let expected = [
            "http://localhost:8090/",
            "https://portal.example",
            "https://portal.example/",
            "https://portal.example/a?b=c#d",
            "https://portal.example:8443",
            "https://portal.example:8443/",
            "https://portal.example:8443/a?b=c#d",
        ];
        assert_eq!(accepted.into_iter().collect::<Vec<_>>(), expected);
    }

    /// FIN-05: nothing is followed when nothing is listed, or when it is longer than 2,000.
    #[test]
    fn long_addresses_and_empty_lists_lead_nowhere() {
        let long = |length: usize| format!("{:x<length$}", "https://portal.example/");

        assert_eq!(back(&long(2000), &origins()), Some(long(2000)));
        assert_eq!(back(&long(2001), &origins()), None);
        assert_eq!(back("https://portal.example/", &[]), None);
    }

    #[test]
    fn the_name_is_encoded_as_one_parameter() {
        let named = |url: &str, name: &str| named_log_on(url, "user", name).unwrap();

        assert_eq!(named("https://p.example", "solo"), "https://p.example/?user=solo");
        assert_eq!(
            named("https://p.example/log-on?lang=en", "a&b=c #d/李"),
            "https://p.example/log-on?lang=en&user=a%26b%3Dc+%23d%2F%E6%9D%8E"
        );
        assert_eq!(named_log_on("https://p.example", "", "solo"), None);
        assert_eq!(named_log_on("https://p.example", "user", ""), None);
    }
}

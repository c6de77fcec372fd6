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
pub fn back(text: &str, origins: &[String]) -> Option<String> {
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
pub fn named_log_on(log_on_url: &str, parameter: &str, username: &str) -> Option<String> {
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
    use http::Uri;
    use std::collections::BTreeSet;
    use url::Url;

    /// Origins; forms of an address whose host is `{}`, or that only look like one; hosts, most of
    /// which are not the portal; and what is to be accepted of all that. A browser test reads it too.
    #[derive(serde::Deserialize)]
    struct Corpus {
        origins: Vec<String>,
        forms: Vec<String>,
        hosts: Vec<String>,
        others: Vec<String>,
        accepted: Vec<String>,
    }

    fn corpus() -> Corpus {
        serde_json::from_str(include_str!("../tests/return_addresses.json")).unwrap()
    }

    impl Corpus {
        fn addresses(&self) -> BTreeSet<String> {
            let formed = |form: &String| -> Vec<_> {
                self.hosts.iter().map(|host| form.replace("{}", host)).collect()
            };
            self.forms.iter().flat_map(formed).chain(self.others.iter().cloned()).collect()
        }
    }

    /// FIN-05: over a thousand addresses, what is accepted has an origin of the list for two
    /// parsers that know nothing of each other, keeps it when it is parsed again, and names no
    /// user. Whatever is accepted is one of the few that are written as browsers write them.
    #[test]
    fn only_listed_origins_are_followed() {
        let corpus = corpus();
        let addresses = corpus.addresses();
        let mut accepted = BTreeSet::new();

        for text in &addresses {
            let Some(url) = back(text, &corpus.origins) else { continue };
            let ours = Url::parse(&url).unwrap();
            let other: Uri = url.split('#').next().unwrap().parse().unwrap();
            let authority = other.authority().unwrap().as_str();
            let naive = format!("{}://{authority}", other.scheme_str().unwrap());
            assert!(corpus.origins.contains(&naive), "{text} leads to {url}");
            assert_eq!(ours.origin().ascii_serialization(), naive, "{text}");
            assert!(ours.username().is_empty() && ours.password().is_none(), "{text}");
            assert_eq!(back(&url, &corpus.origins), Some(url.clone()), "{text}");
            accepted.insert(text.as_str());
        }

        assert!(addresses.len() >= 1000, "{} addresses", addresses.len());
        assert_eq!(accepted.into_iter().collect::<Vec<_>>(), corpus.accepted);
    }

    /// FIN-05: nothing is followed when nothing is listed, or when it is longer than 2,000.
    #[test]
    fn long_addresses_and_empty_lists_lead_nowhere() {
        let long = |length: usize| format!("{:x<length$}", "https://portal.example/");
        let origins = corpus().origins;

        assert_eq!(back(&long(2000), &origins), Some(long(2000)));
        assert_eq!(back(&long(2001), &origins), None);
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

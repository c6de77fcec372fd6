//! The mails about approvals. What the person who asks wrote is quoted on one line of its own, and
//! nothing in it can be clicked.

use super::{
    catalogue::Texts,
    template::{
        Value::{Apart, Count, Ours},
        apart,
    },
    texts::Text,
};
use crate::{plain::without_links, store::approvals::State};
use serde::{Deserialize, Serialize};

/// What an administrator is told of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The masked account.
    pub account: String,
    /// Browser, system and place of the person who asks, as far as they are known.
    pub from: Vec<String>,
    /// What the person wrote; cleaned.
    pub reason: String,
    /// The address of the request, with its ticket in the fragment (TOK-07).
    pub link: String,
    /// Seconds until the request ends.
    pub seconds: u32,
    /// Whether it is asked again.
    pub is_reminder: bool,
}

/// The mail that asks an administrator.
pub fn request(texts: &Texts, request: &Request) -> Text {
    let values = [
        ("account", Apart(&request.account)),
        ("from", Ours(&from(texts, &request.from))),
        ("reason", Apart(&without_links(&request.reason))),
        ("link", Ours(&request.link)),
        ("ends", Ours(&ends(texts, request.seconds))),
    ];
    let subject = if request.is_reminder {
        &texts.approval_reminder_subject
    } else {
        &texts.approval_subject
    };
    Text::of(texts, (subject, &texts.approval_body), &values)
}

fn from(texts: &Texts, known: &[String]) -> String {
    if known.is_empty() {
        return texts.fill(&texts.approval_from_unknown, &[]);
    }
    let known: Vec<_> = known.iter().map(|one| apart(texts.locale(), one)).collect();
    known.join(&texts.fill(&texts.approval_from_separator, &[]))
}

/// Whole hours from two on, whole minutes below; rounded down, so that nobody comes too late.
fn ends(texts: &Texts, seconds: u32) -> String {
    let (hours, minutes) = (seconds / 3600, (seconds / 60).max(1));
    if hours >= 2 {
        texts.fill(&texts.approval_ends_hours, &[("hours", Count(hours))])
    } else {
        texts.fill(&texts.approval_ends_minutes, &[("minutes", Count(minutes))])
    }
}

/// The mail that tells the administrator how it ended.
pub fn over(texts: &Texts, account: &str, state: State, address: &str) -> Text {
    let outcome = match state {
        State::Approved => &texts.over_approved,
        State::Refused => &texts.over_refused,
        State::WrongNumber => &texts.over_wrong_number,
        State::Reported => &texts.over_reported,
        State::Withdrawn => &texts.over_withdrawn,
        State::Open | State::Expired => &texts.over_expired,
    };
    let values = [("account", Apart(account)), ("outcome", Ours(&texts.fill(outcome, &[])))];
    let mut text = Text::of(texts, (&texts.over_subject, &texts.over_body), &values);
    // Whoever decided had the administrator's password.
    if !matches!(state, State::Withdrawn | State::Open | State::Expired) {
        let not_you = texts.fill(&texts.over_not_you, &[("address", Ours(address))]);
        text.body.extend(["\n", &not_you, "\n"]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{super::catalogue::Catalogue, Request, ends, over, request};
    use crate::store::approvals::State;
    use regain_contract::Locale;

    const ENDS: [State; 6] = [
        State::Approved,
        State::Refused,
        State::WrongNumber,
        State::Reported,
        State::Expired,
        State::Withdrawn,
    ];

    fn asked(reason: &str) -> Request {
        Request {
            account: "f***".into(),
            from: vec!["Firefox".into(), "Windows".into(), "203.0.113.*".into()],
            reason: reason.into(),
            link: "https://recover.example/approve#ticket".into(),
            seconds: 86_400,
            is_reminder: false,
        }
    }

    #[test]
    fn the_only_link_in_a_request_is_our_own() {
        let catalogue = Catalogue::read().unwrap();
        for locale in Locale::ALL {
            let asked = asked("see https://evil.example/x or www.evil.example");
            let body = request(catalogue.of(locale), &asked).body;

            assert_eq!(body.matches("://").count(), 1, "{body}");
            assert!(!body.contains("evil.example"), "{body}");
            assert!(body.contains("\nhttps://recover.example/approve#ticket\n"), "{body}");
        }
    }

    #[test]
    fn a_request_tells_who_asks_from_where_in_every_language() {
        let catalogue = Catalogue::read().unwrap();
        for locale in Locale::ALL {
            let body = request(catalogue.of(locale), &asked("My phone is lost")).body;

            for value in ["f***", "Firefox", "Windows", "203.0.113.*", "My phone is lost", "24"] {
                assert!(body.contains(value), "{value}: {body}");
            }
            assert!(!body.contains(['{', '}']), "{body}");
        }
    }

    #[test]
    fn nothing_that_others_wrote_mixes_with_right_to_left_text() {
        let catalogue = Catalogue::read().unwrap();
        let body = request(catalogue.of(Locale::Ar), &asked("phone lost!")).body;

        for value in ["f***", "Firefox", "203.0.113.*", "phone lost!"] {
            assert!(body.contains(&format!("\u{2068}{value}\u{2069}")), "{body}");
        }
    }

    #[test]
    fn the_time_left_is_never_more_than_it_is() {
        let catalogue = Catalogue::read().unwrap();
        for (seconds, english, chinese) in [
            (86_400, "24 hours", "24 小时"),
            (7_199, "119 minutes", "119 分钟"),
            (119, "1 minute", "1 分钟"),
        ] {
            let of = |locale| ends(catalogue.of(locale), seconds);
            assert_eq!(of(Locale::En), format!("The request ends in {english}."));
            assert_eq!(of(Locale::ZhCn), format!("该请求将在 {chinese}后失效。"));
        }
    }

    /// Each end is told in words of its own, in each language.
    #[test]
    fn every_outcome_has_its_text() {
        let catalogue = Catalogue::read().unwrap();
        let mut bodies = std::collections::BTreeSet::new();
        for locale in Locale::ALL {
            for state in ENDS {
                let text = over(catalogue.of(locale), "f***", state, "https://recover.example");
                assert!(!text.body.contains(['{', '}']), "{}", text.body);
                bodies.insert(text.body);
            }
        }

        assert_eq!(bodies.len(), ENDS.len() * Locale::ALL.len());
    }
}

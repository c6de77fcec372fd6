//! The mails about codes, passwords and appeals: which texts they consist of, and their values.

use super::{
    catalogue::Texts,
    template::{
        Template, Value,
        Value::{Apart, Count, Ours},
    },
};

/// Subject and body of a mail.
pub struct Text {
    pub subject: String,
    pub body: String,
}

impl Text {
    /// A mail of two texts; the subject has no values.
    pub fn of(
        texts: &Texts,
        (subject, body): (&Template, &Template),
        values: &[(&str, Value<'_>)],
    ) -> Self {
        Self { subject: texts.fill(subject, &[]), body: texts.fill(body, values) + "\n" }
    }
}

/// The mail with a code.
pub fn code(texts: &Texts, code: &str, minutes: u32, host: &str) -> Text {
    let values = [("code", Ours(code)), ("minutes", Count(minutes)), ("host", Apart(host))];
    Text::of(texts, (&texts.code_subject, &texts.code_body), &values)
}

/// The mail that says that the password was changed, and how to stop it if it was somebody else.
pub fn notice(texts: &Texts, address: &str, link: &str, days: u32) -> Text {
    let values = [("link", Ours(link)), ("days", Count(days)), ("address", Ours(address))];
    Text::of(texts, (&texts.notice_subject, &texts.notice_body), &values)
}

/// The mail that says that the change was stopped, and what to do next.
pub fn stopped(texts: &Texts, address: &str, hours: u32) -> Text {
    let values = [("hours", Count(hours)), ("address", Ours(address))];
    Text::of(texts, (&texts.stopped_subject, &texts.stopped_body), &values)
}

/// The mail with a link to a draft of an appeal.
pub fn draft(texts: &Texts, link: &str, days: u32) -> Text {
    let values = [("link", Ours(link)), ("days", Count(days))];
    Text::of(texts, (&texts.draft_subject, &texts.draft_body), &values)
}

/// The mail that warns of a new phone that an appeal will bring.
pub fn phone_changing(texts: &Texts, link: &str) -> Text {
    let pair = (&texts.phone_changing_subject, &texts.phone_changing_body);
    Text::of(texts, pair, &[("link", Ours(link))])
}

/// The mail that warns of a new phone that an appeal has brought.
pub fn phone_changed(texts: &Texts, link: &str) -> Text {
    let pair = (&texts.phone_changed_subject, &texts.phone_changed_body);
    Text::of(texts, pair, &[("link", Ours(link))])
}

/// The mail to the account's own destinations: an administrator approved.
pub fn approved(texts: &Texts, address: &str) -> Text {
    let pair = (&texts.approved_subject, &texts.approved_body);
    Text::of(texts, pair, &[("address", Ours(address))])
}

/// The mail to the account's own destinations: an administrator says that it was no colleague.
pub fn reported(texts: &Texts, address: &str) -> Text {
    let pair = (&texts.reported_subject, &texts.reported_body);
    Text::of(texts, pair, &[("address", Ours(address))])
}

#[cfg(test)]
mod tests {
    use super::{
        super::catalogue::Catalogue, Text, approved, code, draft, notice, phone_changed,
        phone_changing, reported, stopped,
    };
    use regain_contract::Locale;

    const ADDRESS: &str = "https://recover.example";
    const LINK: &str = "https://recover.example/hand-off#ticket";

    /// Each mail, with the values that must be in it.
    #[test]
    fn every_mail_of_every_language_holds_its_values_and_no_empty_place() {
        let catalogue = Catalogue::read().unwrap();
        for locale in Locale::ALL {
            let texts = catalogue.of(locale);
            for count in [1, 2, 3, 7, 24, 100] {
                let mails: [(Text, &[&str]); 8] = [
                    (code(texts, "042817", count, "recover.example"), &["042817", "recover.exam"]),
                    (notice(texts, ADDRESS, LINK, count), &[ADDRESS, LINK]),
                    (stopped(texts, ADDRESS, count), &[ADDRESS]),
                    (draft(texts, LINK, count), &[LINK]),
                    (phone_changing(texts, LINK), &[LINK]),
                    (phone_changed(texts, LINK), &[LINK]),
                    (approved(texts, ADDRESS), &[ADDRESS]),
                    (reported(texts, ADDRESS), &[ADDRESS]),
                ];
                for (mail, values) in mails {
                    let text = format!("{}\n{}", mail.subject, mail.body);

                    assert!(!text.replace(LINK, "").contains(['{', '}', '#']), "{text}");
                    for value in values {
                        assert!(text.contains(value), "{locale:?} {value}: {text}");
                    }
                }
            }
        }
    }
}

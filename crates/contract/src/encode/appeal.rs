//! Writes the commands of an appeal.

use super::{object, string};
use crate::appeal::{Answers, Details, Field, Filer, FindAppeal, GiveAppealPhone, Need, Place};
use crate::{AccountKind, Locale};

/// The body of [`crate::appeal::BeginAppeal`].
#[must_use]
pub fn begin_appeal(locale: Locale) -> String {
    object(&[Some(("locale", locale.tag()))])
}

/// The body of [`FindAppeal`].
#[must_use]
pub fn find_appeal(find: &FindAppeal) -> String {
    let country = find.country_code.map(|code| code.to_string());
    object(&[
        Some(("number", &find.number)),
        Some(("phone", &find.phone)),
        country.as_deref().map(|code| ("country_code", code)),
        Some(("locale", find.locale.tag())),
    ])
}

/// The body of [`crate::appeal::AnswerAppeal`].
#[must_use]
pub fn answer_appeal(answers: &Answers) -> String {
    let needs: Vec<_> = answers.needs.iter().map(|need| string(need_name(*need))).collect();
    let kind = match answers.kind {
        AccountKind::Individual => "individual",
        AccountKind::Enterprise => "enterprise",
    };
    let filer = match answers.filer {
        Filer::Holder => "holder",
        Filer::LegalRepresentative => "legal_representative",
        Filer::Employee => "employee",
    };
    let (needs, kind, filer) = (needs.join(","), string(kind), string(filer));
    ["{\"answers\":{\"needs\":[", &needs, "],\"kind\":", &kind, ",\"filer\":", &filer, "}}"]
        .concat()
}

const fn need_name(need: Need) -> &'static str {
    match need {
        Need::Username => "username",
        Need::Password => "password",
        Need::Phone => "phone",
        Need::Email => "email",
        Need::Mfa => "mfa",
    }
}

/// The body of [`crate::appeal::Move`].
#[must_use]
pub fn move_to(place: Place) -> String {
    let to = match place {
        Place::Answer => "answer",
        Place::Gather => "gather",
        Place::FillIn => "fill_in",
        Place::GivePhone => "give_phone",
        Place::Review => "review",
    };
    object(&[Some(("to", to))])
}

/// The body of [`crate::appeal::KeepDetails`] and [`crate::appeal::SubmitDetails`].
#[must_use]
pub fn details(details: &Details) -> String {
    let fields = Field::ALL.map(|field| Some((field_name(field), details.get(field))));
    ["{\"details\":", &object(&fields), "}"].concat()
}

const fn field_name(field: Field) -> &'static str {
    match field {
        Field::Username => "username",
        Field::HolderName => "holder_name",
        Field::IdentityNumber => "identity_number",
        Field::FilerName => "filer_name",
        Field::OldContact => "old_contact",
        Field::Story => "story",
    }
}

/// The body of [`crate::appeal::RemoveFile`].
#[must_use]
pub fn remove_file(id: &str) -> String {
    object(&[Some(("id", id))])
}

/// The body of [`GiveAppealPhone`].
#[must_use]
pub fn appeal_phone(give: &GiveAppealPhone) -> String {
    let country = give.country_code.map(|code| code.to_string());
    let country = country.as_deref().map(|code| ("country_code", code));
    object(&[Some(("phone", &give.phone)), country])
}

/// The body of [`crate::appeal::MailLink`].
#[must_use]
pub fn mail_link(email: &str) -> String {
    object(&[Some(("email", email))])
}

/// The body of [`crate::appeal::SubmitSupplement`].
#[must_use]
pub fn supplement(note: &str) -> String {
    object(&[Some(("note", note))])
}

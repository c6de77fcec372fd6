//! Writes request bodies without a serialiser, for the browser; see [`crate::decode`] for why. The
//! server reads them with serde, and a test holds the two against each other.

mod appeal;

pub use appeal::{
    answer_appeal, appeal_phone, begin_appeal, details, find_appeal, mail_link, move_to,
    remove_file, supplement,
};

use crate::{
    AskAdministrator, Begin, Code, Confirm, Decide, Decision, Done, Intent, Method, Password,
    ProviderResult, SubmitFrame,
};

/// The body of [`Begin`].
#[must_use]
pub fn begin(begin: &Begin) -> String {
    let intent = match begin.intent {
        Intent::ResetPassword => "reset_password",
        Intent::FindUsername => "find_username",
    };
    let country = begin.country_code.map(|code| code.to_string());
    object(&[
        Some(("intent", intent)),
        Some(("identifier", &begin.identifier)),
        Some(("locale", begin.locale.tag())),
        begin.return_to.as_deref().map(|back| ("return_to", back)),
        country.as_deref().map(|code| ("country_code", code)),
    ])
}

/// The body of [`crate::ChooseMethod`].
#[must_use]
pub fn choose_method(method: Method) -> String {
    let method = match method {
        Method::Phone => "phone",
        Method::Email => "email",
        Method::Alipay => "alipay",
        Method::Face => "face",
        Method::Administrator => "administrator",
    };
    ["{\"method\":\"", method, "\"}"].concat()
}

/// The body of [`crate::SubmitCode`].
#[must_use]
pub fn submit_code(code: &Code) -> String {
    object(&[Some(("code", code.expose()))])
}

/// The body of [`crate::ChooseUsername`].
#[must_use]
pub fn choose_username(username: &str) -> String {
    object(&[Some(("username", username))])
}

/// The body of [`crate::SetPassword`].
#[must_use]
pub fn set_password(password: &Password) -> String {
    object(&[Some(("password", password.expose()))])
}

/// The body of [`ProviderResult`].
#[must_use]
pub fn provider_result(result: &ProviderResult) -> String {
    let code = result.auth_code.as_ref().map(|code| ("auth_code", code.expose()));
    object(&[Some(("state", &result.state)), code])
}

/// The body of [`crate::StartFace`].
#[must_use]
pub fn start_face(consent_version: u32) -> String {
    ["{\"consent_version\":", &consent_version.to_string(), "}"].concat()
}

/// The body of [`SubmitFrame`].
#[must_use]
pub fn submit_frame(frame: &SubmitFrame) -> String {
    object(&[Some(("jpeg", &frame.jpeg))])
}

/// The body of [`AskAdministrator`].
#[must_use]
pub fn ask_administrator(ask: &AskAdministrator) -> String {
    object(&[Some(("administrator", &ask.administrator)), Some(("reason", &ask.reason))])
}

/// The body of [`crate::TakeVisit`].
#[must_use]
pub fn take_visit(state: &str) -> String {
    object(&[Some(("state", state))])
}

/// The body of [`Confirm`].
#[must_use]
pub fn confirm(confirm: &Confirm) -> String {
    let code = confirm.auth_code.as_ref().map(|code| ("auth_code", code.expose()));
    object(&[Some(("number", &confirm.number)), code])
}

/// The body of [`Decide`].
#[must_use]
pub fn decide(decide: &Decide) -> String {
    let decision = match &decide.decision {
        Decision::Approve { number } => {
            ["{\"approve\":", &object(&[Some(("number", number))]), "}"].concat()
        }
        Decision::Refuse => "\"refuse\"".to_owned(),
        Decision::Report => "\"report\"".to_owned(),
    };
    let (password, note) = (string(decide.password.expose()), string(&decide.note));
    ["{\"password\":", &password, ",\"decision\":", &decision, ",\"note\":", &note, "}"].concat()
}

/// The body of [`crate::Nothing`].
#[must_use]
pub fn nothing() -> String {
    "{}".to_owned()
}

/// A [`Done`], to be kept over a reload; without the address that holds the username.
#[must_use]
pub fn done(done: &Done) -> String {
    let url = string(&done.log_on_url);
    let back = done.return_url.as_ref().map(|back| [",\"return_url\":", &string(back)].concat());
    let (count, told) = (done.sessions_signed_out.to_string(), done.notices_sent.to_string());
    let (count, told) = ([",\"sessions_signed_out\":", &count], [",\"notices_sent\":", &told]);
    let back = back.unwrap_or_default();
    ["{\"log_on_url\":", &url, &back, &count.concat(), &told.concat(), "}"].concat()
}

/// A JSON object of texts, without those that are absent.
fn object(fields: &[Option<(&str, &str)>]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .flatten()
        .map(|(name, value)| [&string(name), ":", &string(value)].concat())
        .collect();
    ["{", &fields.join(","), "}"].concat()
}

/// A JSON string (RFC 8259 §7).
fn string(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            '\u{0}'..='\u{1f}' => {
                json.push_str("\\u00");
                let code = u32::from(c);
                json.extend(
                    [code >> 4, code & 15]
                        .map(|half| char::from_digit(half, 16))
                        .into_iter()
                        .flatten(),
                );
            }
            c => json.push(c),
        }
    }
    json.push('"');
    json
}

//! Writes request bodies without a serialiser, for the browser; see [`crate::decode`] for why. The
//! server reads them with serde, and a test holds the two against each other.

use crate::{Begin, Code, Done, Intent, Method, Password};

/// The body of [`Begin`].
#[must_use]
pub fn begin(begin: &Begin) -> String {
    let intent = match begin.intent {
        Intent::ResetPassword => "reset_password",
        Intent::FindUsername => "find_username",
    };
    let identifier = string(&begin.identifier);
    let locale = begin.locale.tag();
    ["{\"intent\":\"", intent, "\",\"identifier\":", &identifier, ",\"locale\":\"", locale, "\"}"]
        .concat()
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
    ["{\"code\":", &string(code.expose()), "}"].concat()
}

/// The body of [`crate::SetPassword`].
#[must_use]
pub fn set_password(password: &Password) -> String {
    ["{\"password\":", &string(password.expose()), "}"].concat()
}

/// The body of [`crate::Nothing`].
#[must_use]
pub fn nothing() -> String {
    "{}".to_owned()
}

/// A [`Done`], to be kept over a reload.
#[must_use]
pub fn done(done: &Done) -> String {
    let url = string(&done.log_on_url);
    let count = done.sessions_signed_out.to_string();
    ["{\"log_on_url\":", &url, ",\"sessions_signed_out\":", &count, "}"].concat()
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

//! Values that must never be printed: passwords, codes, flow tokens.
//!
//! None of them has `Display`, and `Debug` prints `[redacted]`. They serialise because request
//! bodies are made of them; nothing else may serialise them (BLD-01, OTP-09).

use crate::json::{FromJson, ToJson};
use core::fmt;
use serde::{Deserialize, Serialize};

/// Overwrites a text, so that it does not outlive its use in memory (PWD-10).
pub fn wipe(text: &mut String) {
    let length = text.len();
    text.clear();
    text.extend(core::iter::repeat_n('\0', length));
    core::hint::black_box(text);
}

macro_rules! secret {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps the text, unchanged.
            #[must_use]
            pub const fn new(text: String) -> Self {
                Self(text)
            }

            /// Gives the text to the one place that must see it.
            #[must_use]
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("[redacted]")
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                wipe(&mut self.0);
            }
        }
    };
}

secret! {
    /// A password, exactly as typed: never trimmed, folded or cut (PWD-02).
    Password
}
secret! {
    /// A one-time code: its digits, ASCII, and nothing else.
    Code
}
secret! {
    /// The bearer token of one recovery: opaque, 256 bits of randomness.
    FlowToken
}
secret! {
    /// The bearer ticket of one hand-off: opaque, 256 bits of randomness.
    HandOffTicket
}
secret! {
    /// The bearer token of one appeal: opaque, 256 bits of randomness.
    AppealToken
}
secret! {
    /// A provider's authorization code: single-use, on its way to the server.
    AuthCode
}

#[cfg(test)]
mod tests {
    use super::{Code, FlowToken, Password};

    #[test]
    fn debug_never_shows_a_secret() {
        let all = format!(
            "{:?} {:?} {:?}",
            Password::new("hunter2".into()),
            Code::new("123456".into()),
            FlowToken::new("abc".into()),
        );

        assert_eq!(all, "[redacted] [redacted] [redacted]");
    }
}

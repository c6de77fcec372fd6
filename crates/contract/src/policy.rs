//! The password policy as data, and what a password can do wrong under it.

use crate::json::FromJson;
use serde::{Deserialize, Serialize};

/// A password policy. The rules themselves are in `regain-policy`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordPolicy {
    /// Fewest characters (Unicode scalar values, as NIST SP 800-63B counts).
    pub min_chars: u16,
    /// Most characters.
    pub max_chars: u16,
    /// Which characters may appear.
    pub allowed: AllowedCharacters,
    /// How many of the four [`CharacterClass`]es must appear, 0 to 4.
    pub min_classes: u8,
    /// What the password must not be.
    pub forbidden: Vec<Forbidden>,
}

/// Which characters a password may contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AllowedCharacters {
    /// U+0021 to U+007E: ASCII letters, digits and punctuation, no space.
    VisibleAscii,
    /// Every character, spaces included.
    Any,
}

/// A set of passwords that is refused whatever its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Forbidden {
    /// The account's username, phone number or e-mail address.
    Identifier,
    /// A password on the list of common passwords.
    Common,
}

/// One of the four classes of ASCII characters that the policy counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CharacterClass {
    /// A to Z.
    Upper,
    /// a to z.
    Lower,
    /// 0 to 9.
    Digit,
    /// The 32 visible ASCII characters that are neither letter nor digit.
    Punctuation,
}

/// One way in which a password breaks the policy (PWD-03). Positions are 1-based characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "violation", rename_all = "snake_case")]
pub enum Violation {
    /// Fewer characters than the minimum.
    TooShort {
        /// How many are missing.
        missing: u32,
    },
    /// More characters than the maximum.
    TooLong {
        /// How many are too many.
        excess: u32,
    },
    /// A space or another white-space character where none is allowed.
    Space {
        /// Where the first one stands.
        position: u32,
    },
    /// A full-width form of an ASCII character (U+FF01 to U+FF5E).
    FullWidth {
        /// Where the first one stands.
        position: u32,
    },
    /// A control character or an invisible format character.
    Control {
        /// Where the first one stands.
        position: u32,
    },
    /// Any other character that is not allowed, such as an accented letter or an emoji.
    NotAllowed {
        /// Where the first one stands.
        position: u32,
    },
    /// Too few of the four classes.
    TooFewClasses {
        /// How many more classes are needed.
        missing: u8,
    },
    /// It is the account's username, phone number or e-mail address.
    Identifier,
    /// It is on the list of common passwords.
    Common,
}

//! The account that a server under test has to know, and the name that it must not.

/// The username of the account that has to exist.
pub const USERNAME: &str = "solo";
/// Its phone number.
pub const PHONE: &str = "+8613800138000";
/// Its mail address.
pub const EMAIL: &str = "solo@example.com";
/// An identifier that no account may have.
pub const UNKNOWN: &str = "nobody-has-this-name";
/// A phone number that no account may have.
pub const UNKNOWN_PHONE: &str = "+8613800138777";
/// A password that the default policy accepts.
pub const PASSWORD: &str = "Kd7!tangerine-Moss";

//! Why a message was not sent.

use std::fmt::Display;

/// Why a message was not sent. Says nothing about the addressee or the content.
#[derive(Debug)]
pub struct SendError(pub String);

impl SendError {
    /// Takes the text of the cause.
    pub fn new(cause: impl Display) -> Self {
        Self(cause.to_string())
    }
}

//! Facial recognition: what people agree to, the client of the provider that decides, and the
//! pictures on their way to it. No picture is stored or logged (FAC-07).

mod consent;
mod picture;
mod provider;

pub(crate) use consent::{CONSENT_VERSION, consent};
pub(crate) use picture::Picture;
pub(crate) use provider::{Captured, Decision, Opened, Whom, capture, describe, init};

//! Facial recognition: what people agree to, and the pictures on their way to the
//! provider that decides. No picture is stored or logged (FAC-07).

mod consent;
mod picture;

pub use consent::{CONSENT_VERSION, consent};
pub use picture::Picture;

//! Facial recognition: what people agree to, and the provider that decides.

mod consent;

pub(crate) use consent::consent;

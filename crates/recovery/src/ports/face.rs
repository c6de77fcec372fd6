//! The face provider, which decides whether a living face is a person's. Failures are texts for the
//! log and name no person.

use crate::face::Picture;
use async_trait::async_trait;
use regain_contract::Guidance;

/// Whose face it must be.
pub struct Whom {
    /// The name on the identity card.
    pub name: String,
    /// Its number.
    pub number: String,
}

/// A session that the provider opened.
pub struct Opened {
    /// Names the session.
    pub certify_id: String,
    /// The provider's own page; empty when there is none.
    pub certify_url: String,
    /// Opens the way for pictures; empty when the provider takes none from us.
    pub capture_token: String,
}

/// What the provider decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is the person.
    Passed,
    /// It is not.
    NotMatched,
    /// It may not be a living face.
    NotLive,
    /// It took too long.
    Expired,
    /// Not yet.
    Pending,
}

/// What the provider said to a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Captured {
    /// Another one, please.
    Go(Guidance),
    /// These were enough: it has decided.
    Finished,
    /// It took too long.
    Expired,
}

/// Recognises faces.
#[async_trait]
pub trait FaceProvider: Send + Sync {
    /// Opens a session. Afterwards the provider's page leads to `return_path` below `public_url`.
    ///
    /// # Errors
    /// The provider is not there, or refuses.
    async fn init(&self, whom: &Whom, return_path: &str) -> Result<Opened, String>;

    /// Asks what was decided.
    ///
    /// # Errors
    /// The provider is not there, or its answer is none of the documented ones.
    async fn describe(&self, certify_id: &str) -> Result<Decision, String>;

    /// Passes a picture on.
    ///
    /// # Errors
    /// The provider is not there, or takes no pictures.
    async fn capture(
        &self,
        certify_id: &str,
        token: &str,
        picture: Picture,
    ) -> Result<Captured, String>;
}

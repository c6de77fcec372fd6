//! Why an operation gives no answer: a problem of the contract, or a fault of the server. How each is
//! written to the wire is the server's part.

use regain_contract::Problem;

/// A request that is refused. Nothing was changed, unless the operation committed it before.
#[derive(Debug)]
pub enum ApiError {
    /// A problem of the contract.
    Problem(Problem),
    /// The database or the operating system failed.
    Broken(Box<dyn std::error::Error + Send + Sync>),
}

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> Self {
        Self::Broken(Box::new(error))
    }
}

impl From<crate::random::NoRandomness> for ApiError {
    fn from(error: crate::random::NoRandomness) -> Self {
        Self::Broken(Box::new(error))
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(Box::new(error))
    }
}

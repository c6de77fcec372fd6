//! The virus scanner.

use async_trait::async_trait;

/// What a scanner says about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It found nothing.
    Clean,
    /// It found something.
    Harmful,
    /// It was not reached, took too long, reported an error or said what is not understood.
    Unavailable,
}

/// Scans files. Whatever is not a clear answer is [`Verdict::Unavailable`]: the gate fails closed
/// (ASVS 16.5.3).
#[async_trait]
pub trait Scanner: Send + Sync {
    /// Asks about one file.
    async fn scan(&self, bytes: &[u8]) -> Verdict;
}

//! What a screen may know about the account before its owner has proved anything.

use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};

/// The account a recovery is about, as far as a stranger may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// Individual or enterprise: prerequisites of the methods differ by it.
    pub kind: AccountKind,
    /// The typed identifier, masked (ENU-06). Same shape for unknown accounts.
    pub label: String,
}

/// The two kinds of account, with different prerequisites for each method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// A person's own account.
    Individual,
    /// A company's account, with a legal representative and administrators.
    Enterprise,
}

//! The password policy: whether a password is accepted, and if not, why.
//!
//! The browser (live requirement list, submit errors, *Suggest a strong password*) and the server
//! compile this same crate, so they cannot disagree (PWD-01). It does no I/O, reads no clock,
//! draws no random number of its own, changes no password (PWD-02) and never panics.
//!
//! ```
//! use regain_policy::{Context, Violation, check, compat};
//!
//! let report = check(&compat(), "correct horse", &Context::default());
//!
//! assert!(!report.is_acceptable());
//! assert_eq!(report.violations().next(), Some(Violation::Space { position: 8 }));
//! ```

mod characters;
mod check;
#[cfg(feature = "common")]
mod common;
mod generate;
mod identifier;
mod password_rules;
mod profile;
mod report;
mod satisfiable;

pub use check::{Context, check};
#[cfg(feature = "common")]
pub use common::is_common;
pub use generate::generate;
pub use password_rules::password_rules;
pub use profile::{compat, nist};
pub use regain_contract::{AllowedCharacters, Forbidden, PasswordPolicy, Violation};
pub use report::{Report, Requirement, Rule, Verdict};
pub use satisfiable::is_satisfiable;

//! What a check found: one verdict for each rule that the policy sets.
//!
//! The live list shows the requirements, the error summary and the server's answer the violations.

use regain_contract::Violation;

/// One rule of a policy, with the number that its text needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// At least so many characters.
    Minimum {
        /// The number that counts: the policy's, but never less than 1.
        chars: u16,
    },
    /// At most so many characters.
    Maximum {
        /// The policy's number.
        chars: u16,
    },
    /// Only visible ASCII characters.
    Characters,
    /// At least so many of the four character classes.
    Classes {
        /// The policy's number.
        least: u8,
    },
    /// Not the username, the phone number or the e-mail address.
    NotIdentifier,
    /// Not a common password.
    NotCommon,
}

/// Whether a password keeps one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It does, as far as the context tells.
    Met,
    /// It does not, for this reason.
    Unmet(Violation),
    /// The context lacks what is needed to tell; the server will.
    Unknown,
}

/// One line of the requirement list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Requirement {
    /// What is asked.
    pub rule: Rule,
    /// Whether it is given.
    pub verdict: Verdict,
}

/// The outcome of a check. Holds nothing of the password itself but lengths and positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    requirements: Vec<Requirement>,
}

impl Report {
    pub(crate) const fn new(requirements: Vec<Requirement>) -> Self {
        Self { requirements }
    }

    /// The rules in the order of [`Rule`]'s variants; which ones depends on the policy alone.
    #[must_use]
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// Every broken rule, the most important first.
    ///
    /// A character that is not allowed comes before all else: it is what the person cannot see or
    /// guess. Then follow length, classes, identifier and common, in the order of [`Rule`].
    pub fn violations(&self) -> impl Iterator<Item = Violation> + '_ {
        let broken = |characters: bool| {
            self.requirements.iter().filter_map(move |requirement| match requirement.verdict {
                Verdict::Unmet(violation)
                    if characters == (requirement.rule == Rule::Characters) =>
                {
                    Some(violation)
                }
                Verdict::Met | Verdict::Unknown | Verdict::Unmet(_) => None,
            })
        };
        broken(true).chain(broken(false))
    }

    /// Whether no rule is broken. Rules of unknown verdict do not count: see [`Self::is_final`].
    #[must_use]
    pub fn is_acceptable(&self) -> bool {
        !self.requirements.iter().any(|one| matches!(one.verdict, Verdict::Unmet(_)))
    }

    /// Whether every verdict is known. The server sets a password only when this holds too.
    #[must_use]
    pub fn is_final(&self) -> bool {
        !self.requirements.iter().any(|one| one.verdict == Verdict::Unknown)
    }
}

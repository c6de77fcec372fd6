//! What is wrong with the configuration, as people read it: where the option was set, its value, what
//! it must be. Values that may hold a secret are never shown.

use super::origin::Origins;
use std::fmt;

/// One or more options that are wrong.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigError(Vec<Fault>);

#[derive(Debug, PartialEq, Eq)]
struct Fault {
    /// File and line, or the variable; empty where nobody set the option.
    place: String,
    option: String,
    reason: String,
}

impl ConfigError {
    /// Names the option and why its value is refused.
    #[must_use]
    pub fn new(option: &str, reason: impl fmt::Display) -> Self {
        Self::at(String::new(), option, reason)
    }

    /// The same, with the place where the option was set.
    pub(crate) fn at(place: String, option: &str, reason: impl fmt::Display) -> Self {
        Self(vec![Fault { place, option: option.into(), reason: reason.to_string() }])
    }

    /// All of these; `None` when there is none.
    pub(crate) fn all(errors: impl IntoIterator<Item = Self>) -> Option<Self> {
        let faults: Vec<_> = errors.into_iter().flat_map(|error| error.0).collect();
        (!faults.is_empty()).then_some(Self(faults))
    }

    /// Says where each option was set, where that is known.
    #[must_use]
    pub fn located(mut self, origins: &Origins) -> Self {
        for fault in self.0.iter_mut().filter(|fault| fault.place.is_empty()) {
            if let Some(origin) = origins.of(&fault.option) {
                fault.place.clone_from(&origin.place);
                fault.option = format!("{} = {}", fault.option, origin.shown);
            }
        }
        self
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Fault { place, option, reason }) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            if place.is_empty() {
                write!(f, "option {option}: {reason}")?;
            } else {
                write!(f, "{place}: {option}: {reason}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}

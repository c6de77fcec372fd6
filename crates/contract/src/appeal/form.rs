//! The form of an appeal: which fields it has is the server's decision, from the answers.

use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};

/// Most characters of a field of one line.
pub const MAX_LINE: usize = 200;
/// Most characters of the story.
pub const MAX_STORY: usize = 2000;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The username.
    Username,
    /// The name of the holder: of the person, or of the enterprise as it is registered.
    HolderName,
    /// The number of the identity document, or of the business licence.
    IdentityNumber,
    /// The name of the person who files for an enterprise.
    FilerName,
    /// The phone number or e-mail address that the account had.
    OldContact,
    /// What happened, in the person's own words.
    Story,
}

impl Field {
    /// Each of them, in the order of the form.
    pub const ALL: [Self; 6] = [
        Self::Username,
        Self::HolderName,
        Self::IdentityNumber,
        Self::FilerName,
        Self::OldContact,
        Self::Story,
    ];

    /// Most characters that it takes.
    #[must_use]
    pub const fn max_chars(self) -> usize {
        match self {
            Self::Story => MAX_STORY,
            _ => MAX_LINE,
        }
    }
}

/// A field that the form has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldRule {
    /// Which one.
    pub field: Field,
    /// Whether it must be filled in.
    pub required: bool,
}

/// What stands in the fields, as typed: any script, plain text. Fields that the form does not have
/// are empty.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Details {
    /// [`Field::Username`].
    pub username: String,
    /// [`Field::HolderName`].
    pub holder_name: String,
    /// [`Field::IdentityNumber`].
    pub identity_number: String,
    /// [`Field::FilerName`].
    pub filer_name: String,
    /// [`Field::OldContact`].
    pub old_contact: String,
    /// [`Field::Story`].
    pub story: String,
}

impl core::fmt::Debug for Details {
    /// Leaves everything out: it is personal data.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("[details]")
    }
}

impl Details {
    /// The text of a field.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        match field {
            Field::Username => &self.username,
            Field::HolderName => &self.holder_name,
            Field::IdentityNumber => &self.identity_number,
            Field::FilerName => &self.filer_name,
            Field::OldContact => &self.old_contact,
            Field::Story => &self.story,
        }
    }

    /// The text of a field, to be changed.
    pub const fn get_mut(&mut self, field: Field) -> &mut String {
        match field {
            Field::Username => &mut self.username,
            Field::HolderName => &mut self.holder_name,
            Field::IdentityNumber => &mut self.identity_number,
            Field::FilerName => &mut self.filer_name,
            Field::OldContact => &mut self.old_contact,
            Field::Story => &mut self.story,
        }
    }

    /// What is wrong with the fields that the form has, in its order; the same rules for page and
    /// server. A text of white space alone counts as none.
    #[must_use]
    pub fn faults(&self, rules: &[FieldRule]) -> Vec<FieldFault> {
        let fault = |rule: &FieldRule| {
            let fault = fault(self.get(rule.field), *rule)?;
            Some(FieldFault { field: rule.field, fault })
        };
        rules.iter().filter_map(fault).collect()
    }

    /// The same, but for what is only missing yet: what a draft may be kept with.
    #[must_use]
    pub fn faults_of_draft(&self, rules: &[FieldRule]) -> Vec<FieldFault> {
        let mut faults = self.faults(rules);
        faults.retain(|one| one.fault != Fault::Missing);
        faults
    }
}

fn fault(text: &str, rule: FieldRule) -> Option<Fault> {
    let text = text.trim();
    if text.is_empty() {
        return rule.required.then_some(Fault::Missing);
    }
    let excess = text.chars().count().saturating_sub(rule.field.max_chars());
    if excess > 0 {
        return Some(Fault::TooLong { excess: excess.try_into().unwrap_or(u32::MAX) });
    }
    let is_odd = |c: char| match c {
        '\n' | '\r' | '\t' => rule.field != Field::Story,
        // Controls, and what turns the direction of the text around it.
        c => c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'),
    };
    text.chars().any(is_odd).then_some(Fault::OddCharacter)
}

/// What is wrong with one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldFault {
    /// Which field.
    pub field: Field,
    /// What is wrong.
    #[serde(flatten)]
    pub fault: Fault,
}

/// What can be wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// Nothing stands in it.
    Missing,
    /// It is too long.
    TooLong {
        /// How many characters are too many.
        excess: u32,
    },
    /// It holds a control character, or one that turns the direction of the text.
    OddCharacter,
}

//! The forms of a page as a password manager reads them: fields in document order with what they
//! declare. Called by tests. Works in a document and in any open root: give the selector of the
//! element whose root, or whose light children, are meant.

use crate::Page;
use serde::Deserialize;
use serde_json::json;

/// A form, or all that stands in none.
#[derive(Clone, Debug, Deserialize)]
pub struct Form {
    /// Whether it is a `<form>`.
    pub is_form: bool,
    /// Whether a button in it submits it.
    pub can_submit: bool,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A field, as its markup declares it.
#[derive(Clone, Debug, Deserialize)]
pub struct Field {
    /// `text`, `password`, `tel`, `textarea`, …
    pub kind: String,
    /// Its name, which managers guess from.
    pub name: String,
    /// Its id, which managers guess from.
    pub id: String,
    /// What it declares to be for.
    pub autocomplete: String,
    /// `passwordrules`.
    pub rules: String,
    /// Whether it has a label, `aria-label` or the like.
    pub is_labelled: bool,
    /// Whether a person can see it.
    pub is_visible: bool,
    /// Whether it is hidden from assistive technology, and from managers that heed that.
    pub is_aria_hidden: bool,
    /// Whether it cannot be changed.
    pub is_readonly: bool,
    /// Whether it limits the length of what is filled in.
    pub is_limited: bool,
}

/// The forms below the first element that matches the selector, its open shadow root first; those
/// of the document, without one.
#[track_caller]
#[must_use]
pub fn forms(page: &Page, host: Option<&str>) -> Vec<Form> {
    let found = page.run(include_str!("fields.js"), json!([host]));
    serde_json::from_value(found).unwrap_or_else(|error| panic!("the forms: {error}"))
}

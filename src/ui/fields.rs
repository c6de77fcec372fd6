//! The fields of a step, so that the summary of what is wrong can lead to them.

use crate::error_messages::StepField;
use leptos::html::{Fieldset, Input, Textarea};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// A field of any kind.
#[derive(Clone, Copy)]
pub enum Target {
    /// One input.
    Input(NodeRef<Input>),
    /// A text of several lines.
    Area(NodeRef<Textarea>),
    /// A group of radio buttons: its first one.
    Group(NodeRef<Fieldset>),
}

/// The fields of a step.
#[derive(Clone, Default)]
pub struct Fields(Vec<(StepField, Target)>);

impl Fields {
    /// Names as many fields as there are.
    pub const fn all(fields: Vec<(StepField, Target)>) -> Self {
        Self(fields)
    }

    /// Names several fields.
    pub fn of<const N: usize>(fields: [(StepField, Target); N]) -> Self {
        Self(fields.into())
    }

    /// The element to focus for a failure at this spot.
    pub fn element(&self, spot: StepField) -> Option<HtmlElement> {
        let (_, target) = self.0.iter().find(|(at, _)| *at == spot)?;
        match target {
            Target::Input(input) => input.get_untracked().map(Into::into),
            Target::Area(area) => area.get_untracked().map(Into::into),
            Target::Group(group) => {
                group.get_untracked()?.query_selector("input").ok()??.dyn_into().ok()
            }
        }
    }
}

impl From<NodeRef<Input>> for Fields {
    fn from(input: NodeRef<Input>) -> Self {
        Self::of([(StepField::Main, Target::Input(input))])
    }
}

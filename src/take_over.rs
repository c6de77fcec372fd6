//! Takes over the form that the page came with: what was typed, where the caret stood, and the
//! focus survive the moment when the wasm is ready.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

/// What stood in the form before the app was there.
pub struct Early {
    identifier: String,
    caret: Option<(u32, u32)>,
    has_focus: bool,
}

impl Early {
    /// Reads the form, when there is one.
    pub fn read(element: &HtmlElement) -> Self {
        let field = field(element);
        let active = crate::browser::page::document().and_then(|page| page.active_element());
        let has_focus = match (&field, &active) {
            (Some(field), Some(active)) => field.is_same_node(Some(active)),
            _ => false,
        };
        let caret = field
            .as_ref()
            .and_then(|field| Some((field.selection_start().ok()??, field.selection_end().ok()??)));
        let identifier = field.map(|field| field.value()).unwrap_or_default();
        Self { identifier, caret, has_focus }
    }

    /// What was typed.
    pub fn identifier(&self) -> &str {
        &self.identifier
    }

    /// Gives focus and caret to the new form.
    pub fn restore(&self, element: &HtmlElement) {
        let Some(field) = field(element).filter(|_| self.has_focus) else { return };
        let _ = field.focus();
        // Leptos sets the value a moment later, which would move the caret to its end.
        field.set_value(&self.identifier);
        if let Some((start, end)) = self.caret {
            let _ = field.set_selection_range(start, end);
        }
    }
}

fn field(element: &HtmlElement) -> Option<HtmlInputElement> {
    element.query_selector("input[name=identifier]").ok()??.dyn_into().ok()
}

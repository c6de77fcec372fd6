//! A person without a pointer: Tab, Shift+Tab and the arrows, until what is wanted has the focus.
//! Looks at what has the focus after each key, open shadow roots included.

use super::{CONTROL, Control, Key, Page, Role, folded, plain};
use crate::session::{Element, Session};
use serde_json::json;

/// The Shift key.
const SHIFT: char = '\u{e008}';

/// How many controls a screen has at most, browser and language menu included.
const CONTROLS: usize = 40;

/// How many radio buttons a group has at most.
const OFFERS: usize = 12;

/// What has the focus, in whatever root, if it matches the selector.
const FOCUSED: &str = "let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.matches(arguments[0]) ? [at] : []";

/// What has the focus, if it is a radio button of the same group as the given one.
const IN_GROUP: &str = "let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.type === 'radio' && at.name === arguments[0].name ? [at] : []";

impl Page {
    /// Presses a key, wherever the focus is.
    #[track_caller]
    pub fn press(&self, key: Key) {
        self.tell("press a key", |session| session.press(&[key.code()]));
    }

    /// Types wherever the focus is.
    #[track_caller]
    pub fn type_keys(&self, text: &str) {
        let keys: Vec<char> = text.chars().collect();
        self.tell("type", |session| session.press(&keys));
    }

    /// Pastes wherever the focus is.
    #[track_caller]
    pub fn press_paste(&self) {
        self.tell("paste", |session| session.press_chord(CONTROL, 'v'));
    }

    /// Presses Shift and Tab: to the control before.
    #[track_caller]
    pub fn press_back_tab(&self) {
        self.tell("press Shift and Tab", |session| session.press_chord(SHIFT, Key::Tab.code()));
    }

    /// Presses Tab until the control has the focus.
    #[track_caller]
    pub fn tab_to(&self, control: &Control<'_>) {
        for _ in 0..CONTROLS {
            self.press(Key::Tab);
            if self.is_focused_on(control) {
                return;
            }
        }
        panic!("{CONTROLS} times Tab never reach {control}; {}", self.described());
    }

    /// Presses Shift and Tab until the control has the focus.
    #[track_caller]
    pub fn tab_back_to(&self, control: &Control<'_>) {
        for _ in 0..CONTROLS {
            self.press_back_tab();
            if self.is_focused_on(control) {
                return;
            }
        }
        panic!("{CONTROLS} times Shift and Tab never reach {control}; {}", self.described());
    }

    /// Presses Tab until the file input with this label has the focus.
    #[track_caller]
    pub fn tab_to_files(&self, label: &str) {
        let script = "const at = document.activeElement;
            return at.type === 'file' && [...at.labels].some(
                (label) => label.innerText.trim() === arguments[0])";
        for _ in 0..CONTROLS {
            self.press(Key::Tab);
            if self.run(script, json!([label])) == true {
                return;
            }
        }
        panic!("{CONTROLS} times Tab never reach the files “{label}”; {}", self.described());
    }

    /// Chooses a radio button: Tab into its group, then the arrow, or Space where it has the focus
    /// already.
    #[track_caller]
    pub fn choose_by_keys(&self, choice: &Control<'_>) {
        choice.is_there();
        let wanted = choice.find().unwrap_or_else(|reason| panic!("{choice}: {reason}"));
        self.tab_into_group(choice, &wanted);
        for _ in 0..OFFERS {
            if self.is_focused_on(choice) {
                if choice.property("checked") == false {
                    self.press(Key::Space);
                }
                assert_eq!(choice.property("checked"), true, "{choice} is not chosen");
                return;
            }
            self.press(Key::Down);
        }
        panic!("{OFFERS} arrows never reach {choice}; {}", self.described());
    }

    #[track_caller]
    fn tab_into_group(&self, choice: &Control<'_>, wanted: &Element) {
        let arguments = json!([Session::as_argument(wanted)]);
        for _ in 0..CONTROLS {
            self.press(Key::Tab);
            let found = self.session.elements(IN_GROUP, arguments.clone());
            if found.is_ok_and(|found| !found.is_empty()) {
                return;
            }
        }
        panic!("{CONTROLS} times Tab never reach the group of {choice}; {}", self.described());
    }

    fn is_focused_on(&self, control: &Control<'_>) -> bool {
        let selector = json!([control.role.selector()]);
        let found = self.session.elements(FOCUSED, selector).unwrap_or_default();
        let Some(element) = found.first() else { return false };
        let has_name = |label: String| plain(&folded(&label)) == plain(&control.name);
        let has_role = |role: String| control.role.is(&role);
        self.session.label(element).is_ok_and(has_name)
            && (control.role == Role::Field || self.session.role(element).is_ok_and(has_role))
    }
}

//! Something on a page that a person can read, fill or press. Looked up anew for each act, and
//! waited for, so that a screen may redraw in between.

use super::{Page, Role, folded};
use crate::session::{Element, Refusal, Session};
use crate::{Browser, wait};
use serde_json::{Value, json};
use std::fmt;

/// A heading, field, button, link or choice of one page.
#[derive(Clone, Debug)]
pub struct Control<'p> {
    pub(super) page: &'p Page,
    pub(super) role: Role,
    pub(super) name: String,
}

impl fmt::Display for Control<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} “{}”", self.role.word(), self.name)
    }
}

impl Control<'_> {
    /// Waits until it is there.
    #[track_caller]
    pub fn is_there(&self) {
        wait::until(&format!("{self} is there"), || self.find().map(drop));
    }

    /// Waits until it is gone.
    #[track_caller]
    pub fn is_gone(&self) {
        wait::until(&format!("{self} is gone"), || match self.find() {
            Ok(_) => Err(self.page.described()),
            Err(_) => Ok(()),
        });
    }

    /// Presses it with the pointer.
    #[track_caller]
    pub fn press(&self) {
        self.act("pressed", |session, element| session.click(element));
    }

    /// Chooses what a menu offers under this name.
    #[track_caller]
    pub fn choose(&self, name: &str) {
        self.act("chosen from", |session, element| {
            let script =
                "return [...arguments[0].options].filter((one) => one.text === arguments[1])";
            let arguments = json!([Session::as_argument(element), name]);
            let options = session.elements(script, arguments)?;
            let option = options.first().ok_or_else(|| Refusal::of("it offers no such thing"))?;
            session.click(option)
        });
    }

    /// Replaces what the field holds.
    #[track_caller]
    pub fn fill(&self, text: &str) {
        self.act("filled", |session, element| {
            session.clear(element)?;
            session.type_into(element, text)?;
            // WebKitGTK's driver loses keys on a busy machine: then it types again.
            if session.browser == Browser::WebKit && session.property(element, "value")? != text {
                return Err(Refusal::of("keys were lost"));
            }
            Ok(())
        });
    }

    /// Types after what the field holds.
    #[track_caller]
    pub fn type_on(&self, text: &str) {
        self.act("typed into", |session, element| session.type_into(element, text));
    }

    /// Pastes the text from the clipboard into the field. Chromium only.
    #[track_caller]
    pub fn paste(&self, text: &str) {
        self.page.tell("allow the clipboard", |session| {
            let permissions = json!(["clipboardReadWrite", "clipboardSanitizedWrite"]);
            session.devtools("Browser.grantPermissions", json!({ "permissions": permissions }))?;
            session.run_async(
                "const done = arguments[1]; navigator.clipboard.writeText(arguments[0]).then(done)",
                json!([text]),
            )
        });
        self.press();
        self.page.press_paste();
    }

    /// What the field holds now.
    #[track_caller]
    #[must_use]
    pub fn value(&self) -> String {
        match self.property("value") {
            Value::String(value) => value,
            _ => String::new(),
        }
    }

    /// Waits until the field holds the text.
    #[track_caller]
    pub fn holds(&self, text: &str) {
        wait::until(&format!("{self} holds “{text}”"), || match self.value() {
            value if value == text => Ok(()),
            value => Err(format!("it holds “{value}”")),
        });
    }

    /// A live property of the control.
    #[track_caller]
    #[must_use]
    pub fn property(&self, name: &str) -> Value {
        self.act("read", |session, element| session.property(element, name))
    }

    /// An attribute of the control, as the markup has it.
    #[track_caller]
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<String> {
        let value = self.act("read", |session, element| {
            let arguments = json!([Session::as_argument(element), name]);
            session.run("return arguments[0].getAttribute(arguments[1])", arguments)
        });
        value.as_str().map(str::to_owned)
    }

    /// The words that describe it: hint and error, as `aria-describedby` names them.
    #[track_caller]
    #[must_use]
    pub fn description(&self) -> String {
        let script = "return (arguments[0].getAttribute('aria-describedby') || '').split(/\\s+/)
            .map((id) => id && arguments[0].getRootNode().getElementById(id))
            .map((element) => element ? element.innerText : '').join(' ')";
        let words = self.act("read", |session, element| {
            session.run(script, json!([Session::as_argument(element)]))
        });
        folded(words.as_str().unwrap_or_default())
    }

    /// Waits until hint or error beside the field say the words.
    #[track_caller]
    pub fn is_described_by(&self, words: &str) {
        wait::until(&format!("{self} is described by “{words}”"), || {
            match self.description() {
                said if said.contains(words) => Ok(()),
                said => Err(format!("it is described by “{said}”; {}", self.page.described())),
            }
        });
    }

    /// Waits until it has the keyboard's focus.
    #[track_caller]
    pub fn is_focused(&self) {
        wait::until(&format!("{self} has the focus"), || {
            if self.has_focus_now() { Ok(()) } else { Err(self.focused_instead()) }
        });
    }

    /// Whether it has the keyboard's focus at this moment.
    #[must_use]
    pub fn has_focus_now(&self) -> bool {
        let Ok(element) = self.find() else { return false };
        let script = "const root = arguments[0].getRootNode();
            return root.activeElement === arguments[0]";
        let arguments = json!([Session::as_argument(&element)]);
        self.page.session.run(script, arguments).is_ok_and(|has| has == Value::Bool(true))
    }

    fn focused_instead(&self) -> String {
        let script = "const at = document.activeElement;
            return at ? at.outerHTML.slice(0, 300) : 'nothing'";
        let at = self.page.session.run(script, json!([])).unwrap_or_default();
        format!("the focus is on {at}; {}", self.page.described())
    }

    pub(super) fn find(&self) -> Result<Element, String> {
        self.page.find(self.role, &self.name)
    }

    #[track_caller]
    fn act<T>(&self, done: &str, act: impl Fn(&Session, &Element) -> Result<T, Refusal>) -> T {
        wait::until(&format!("{self} is {done}"), || {
            let element = self.find()?;
            act(&self.page.session, &element).map_err(|refusal| refusal.to_string())
        })
    }
}

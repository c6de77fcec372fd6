//! A tab as a person meets it: headings, fields, buttons and links by their accessible names.
//! Called by tests, through `Visit`. Finds nothing by id, class or structure.

mod conditions;
mod control;
mod files;
mod frames;
mod keyboard;
mod role;

pub use control::Control;
pub use role::Key;

use crate::session::{Element, LogEntry, Refusal, Session};
use crate::{audit, wait};
use role::Role;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;

/// One tab of the visitor's browser.
#[derive(Clone, Debug)]
pub struct Page {
    pub(crate) session: Rc<Session>,
    pub(crate) tab: String,
    pub(crate) home: String,
    /// What the console has said.
    pub(crate) heard: Rc<RefCell<Vec<LogEntry>>>,
    /// What axe has found, told at the end of the visit, so that one run shows it all.
    pub(crate) findings: Rc<RefCell<Vec<String>>>,
}

/// The Control key.
const CONTROL: char = '\u{e009}';
impl Page {
    pub(crate) fn new(session: Session, home: String) -> Self {
        let tab = session.tab();
        let (heard, findings) = (Rc::default(), Rc::default());
        Self { session: Rc::new(session), tab, home, heard, findings }
    }

    /// Opens a path of the app.
    #[track_caller]
    pub fn open(&self, path: &str) {
        self.open_url(&format!("{}{path}", self.home));
    }

    /// Opens an address.
    #[track_caller]
    pub fn open_url(&self, url: &str) {
        self.tell("open the address", |session| session.go(url));
        self.watch();
    }

    /// Presses the browser's reload button.
    #[track_caller]
    pub fn reload(&self) {
        self.tell("reload", Session::reload);
        self.watch();
    }

    /// Presses the browser's Back button.
    #[track_caller]
    pub fn back(&self) {
        self.tell("go back", Session::back);
        self.watch();
    }

    /// Presses the browser's Forward button.
    #[track_caller]
    pub fn forward(&self) {
        self.tell("go forward", Session::forward);
        self.watch();
    }

    /// The path in the address bar, with query and fragment.
    #[track_caller]
    #[must_use]
    pub fn path(&self) -> String {
        let url = self.tell("read the address", Session::url);
        url.strip_prefix(&self.home).map_or(url.clone(), str::to_owned)
    }

    /// Waits until the address bar shows the path.
    #[track_caller]
    pub fn is_at(&self, path: &str) {
        wait::until(&format!("the address becomes {path}"), || match self.path() {
            here if here == path => Ok(()),
            here => Err(format!("it is {here}\n{}", self.described())),
        });
    }

    /// The title of the tab.
    #[track_caller]
    #[must_use]
    pub fn title(&self) -> String {
        self.tell("read the title", Session::title)
    }

    /// Waits for the screen with this main heading and holds it against every rule that holds on
    /// all screens: accessibility, policy, console.
    #[track_caller]
    pub fn screen(&self, heading: &str) -> Control<'_> {
        let found = self.heading(heading);
        found.is_there();
        audit::screen(self, heading);
        found
    }

    /// Checks that the page broke no policy and threw nothing so far.
    #[track_caller]
    pub fn is_quiet(&self) {
        audit::quiet(self);
    }

    /// A heading.
    #[must_use]
    pub fn heading(&self, name: &str) -> Control<'_> {
        self.control(Role::Heading, name)
    }

    /// A field, by its label.
    #[must_use]
    pub fn field(&self, name: &str) -> Control<'_> {
        self.control(Role::Field, name)
    }

    /// An alert, by its accessible name.
    #[must_use]
    pub fn alert(&self, name: &str) -> Control<'_> {
        self.control(Role::Alert, name)
    }

    /// A button.
    #[must_use]
    pub fn button(&self, name: &str) -> Control<'_> {
        self.control(Role::Button, name)
    }

    /// A link.
    #[must_use]
    pub fn link(&self, name: &str) -> Control<'_> {
        self.control(Role::Link, name)
    }

    /// One of several offers.
    #[must_use]
    pub fn choice(&self, name: &str) -> Control<'_> {
        self.control(Role::Choice, name)
    }

    fn control(&self, role: Role, name: &str) -> Control<'_> {
        Control { page: self, role, name: name.to_owned() }
    }

    /// Waits until the page shows the words.
    #[track_caller]
    pub fn text(&self, words: &str) {
        wait::until(&format!("the page shows “{words}”"), || {
            if self.shown().contains(words) { Ok(()) } else { Err(self.described()) }
        });
    }

    /// Waits until the page no longer shows the words.
    #[track_caller]
    pub fn no_text(&self, words: &str) {
        wait::until(&format!("the page no longer shows “{words}”"), || {
            if self.shown().contains(words) { Err(self.described()) } else { Ok(()) }
        });
    }

    /// All the words that the page shows now, white space folded; those in open shadow roots last.
    #[track_caller]
    #[must_use]
    pub fn shown(&self) -> String {
        let script = concat!(
            include_str!("within.js"),
            "const shadows = within(document).flatMap((one) => [...(one.shadowRoot?.children ?? [])]);
            return [document.body, ...shadows].map((one) => one?.innerText ?? '').join(' ')"
        );
        let words = self.run(script, json!([]));
        folded(words.as_str().unwrap_or_default())
    }

    /// Runs a script in the page, outside its policy: to measure, never to act.
    #[track_caller]
    #[must_use]
    pub fn run(&self, script: &str, arguments: Value) -> Value {
        self.tell("run a script", |session| session.run(script, arguments))
    }

    /// Runs a script whose last argument is to be called with the answer; as [`Page::run`].
    #[track_caller]
    #[must_use]
    pub fn run_async(&self, script: &str, arguments: Value) -> Value {
        self.tell("run a script", |session| session.run_async(script, arguments))
    }

    /// Starts counting policy violations and errors in a new document.
    fn watch(&self) {
        // A page that is still being replaced is watched from its first screen on.
        drop(self.session.run(include_str!("watch.js"), json!([])));
    }

    /// The complaints in Chromium's console since the last call. A 4xx answer is an answer: the
    /// browser notes it with the source `network`, and that is no complaint.
    pub(crate) fn console(&self) -> Vec<String> {
        let lines = self.session.console().unwrap_or_default();
        let mut heard = self.heard.borrow_mut();
        let complaints = lines.iter().filter(|line| line.is_complaint());
        let complaints = complaints.map(|line| format!("{} {}", line.source, line.message));
        let complaints = complaints.collect();
        heard.extend(lines);
        complaints
    }

    /// Everything that the console has said in this visit. Chromium only.
    #[must_use]
    pub fn console_so_far(&self) -> Vec<LogEntry> {
        let mut heard = self.heard.borrow_mut();
        heard.extend(self.session.console().unwrap_or_default());
        heard.clone()
    }

    /// What the page offers, for the message of a failure.
    #[must_use]
    pub fn described(&self) -> String {
        let described = self.session.run(include_str!("describe.js"), json!([]));
        described.map_or_else(
            |refusal| refusal.to_string(),
            |text| text.as_str().unwrap_or_default().to_owned(),
        )
    }

    #[track_caller]
    pub(crate) fn tell<T>(
        &self,
        what: &str,
        command: impl FnOnce(&Session) -> Result<T, Refusal>,
    ) -> T {
        let done = self.session.turn_to(&self.tab).and_then(|()| command(&self.session));
        match done {
            Ok(answer) => answer,
            Err(refusal) => panic!("cannot {what}: {refusal}"),
        }
    }

    /// The visible element with this role and accessible name, if it is there now.
    pub(crate) fn find(&self, role: Role, name: &str) -> Result<Element, String> {
        let told = |refusal: Refusal| refusal.to_string();
        self.session.turn_to(&self.tab).map_err(told)?;
        let arguments = json!([role.selector()]);
        let all = self
            .session
            .elements(concat!(include_str!("within.js"), include_str!("locate.js")), arguments)
            .map_err(told)?;
        for element in all {
            let is_named = |label: String| plain(&folded(&label)) == plain(name);
            let is_named = self.session.label(&element).is_ok_and(is_named);
            if is_named && self.session.role(&element).is_ok_and(|computed| role.is(&computed)) {
                return Ok(element);
            }
        }
        Err(format!("no {} “{name}”; {}", role.word(), self.described()))
    }
}

/// A name without the marks that isolate directions: browsers differ in whether names have them.
fn plain(name: &str) -> String {
    name.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

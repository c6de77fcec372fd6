//! What every component may use: the signals of the page, its texts, and the outside world.
//! `mount` provides it before the first component is drawn; it draws nothing itself.

use crate::i18n::{Key, Messages, fill};
use crate::late_wasm::Presence;
use crate::screen::Screen;
use crate::shell::Shell;
use leptos::prelude::*;
use regain_contract::{AccountKind, Locale};
use regain_flow::{Event, Failure, Guest, Helping, Identifier, Live, Open, Sending, State};
use std::rc::Rc;

/// What every component may use. Copied freely; found with [`Ui::here`].
#[derive(Clone, Copy)]
pub struct Ui {
    /// The state of the flow.
    pub state: RwSignal<State>,
    /// The screen of the state: changes only when another one is to be drawn.
    pub screen: RwSignal<Screen>,
    /// Goes up with each failure that is told, so that the same one is told anew (A11Y-03).
    pub failures: RwSignal<u32>,
    /// The language.
    pub locale: RwSignal<Locale>,
    /// The texts of the language.
    pub messages: RwSignal<Messages>,
    /// Whether the browser says that it is offline.
    pub offline: RwSignal<bool>,
    /// Once it is time to warn of the end of the recovery: the seconds that were left at that moment,
    /// or at the answer since. 0 before.
    pub ending: RwSignal<u32>,
    /// Whether the late steps have come.
    pub late: RwSignal<Presence>,
    /// What is announced politely.
    pub announcement: RwSignal<String>,
    /// The identifier as typed, kept while the person goes back and forth.
    pub identifier: RwSignal<String>,
    shell: StoredValue<Rc<dyn Shell>, LocalStorage>,
}

impl Ui {
    /// Makes the state of a page and gives it to the components below.
    pub fn provide(
        shell: Rc<dyn Shell>,
        (locale, messages): (Locale, Messages),
        state: State,
        late: Presence,
    ) -> Self {
        let ui = Self {
            screen: RwSignal::new(Screen::of(&state)),
            state: RwSignal::new(state),
            failures: RwSignal::new(0),
            locale: RwSignal::new(locale),
            messages: RwSignal::new(messages),
            offline: RwSignal::new(false),
            ending: RwSignal::new(0),
            late: RwSignal::new(late),
            announcement: RwSignal::new(String::new()),
            identifier: RwSignal::new(String::new()),
            shell: StoredValue::new_local(shell),
        };
        provide_context(ui);
        ui
    }

    /// The one of the page that this component belongs to.
    ///
    /// # Panics
    /// Outside of the component `App`; every component is inside.
    pub fn here() -> Self {
        #[expect(clippy::expect_used, reason = "every component is inside App")]
        use_context().expect("components are inside App")
    }

    /// Submits the identifier as typed.
    pub fn submit_identifier(self) {
        self.dispatch(Event::SubmittedIdentifier {
            identifier: Identifier(self.identifier.get_untracked()),
            locale: self.locale.get_untracked(),
            return_to: self.shell().return_to(),
            country_code: self.shell().country_code(),
        });
    }

    /// Advances the flow.
    pub fn dispatch(self, event: Event) {
        self.shell().dispatch(event);
    }

    /// The outside world.
    pub fn shell(self) -> Rc<dyn Shell> {
        self.shell.get_value()
    }

    /// The text of a key; tracks the language.
    pub fn text(self, key: Key) -> String {
        self.messages.with(|messages| messages.text(key).to_owned())
    }

    /// The text of a key with values put in; tracks the language.
    pub fn filled(self, key: Key, values: &[(&str, &str)]) -> String {
        self.messages.track();
        self.filled_untracked(key, values)
    }

    /// The text of a key with values put in; does not track the language.
    pub fn filled_untracked(self, key: Key, values: &[(&str, &str)]) -> String {
        // Counts are whole; reading fractions would cost 15 KB.
        let category =
            |number: &str| self.format("plural", number.parse::<u32>().unwrap_or_default().into());
        self.messages.with_untracked(|messages| fill(messages.text(key), values, &category))
    }

    /// Puts a number into words in the language of the moment; see [`Shell::format`].
    pub fn format(self, kind: &str, number: f64) -> String {
        self.shell().format(self.locale.get_untracked(), kind, number)
    }

    /// Announces a text politely, once.
    pub fn announce(self, text: String) {
        self.announcement.set(text);
    }

    /// Announces the text of a key; does not track the language.
    pub fn say(self, key: Key) {
        self.announce(self.messages.with_untracked(|texts| texts.text(key).to_owned()));
    }

    /// Announces that the page still waits for an answer; answers that come quickly need no word.
    pub fn say_if_still_busy(self) {
        let is_busy =
            self.state.try_with_untracked(|state| state.sending().is_some_and(Sending::is_busy));
        if is_busy == Some(true) {
            self.say(Key::PageBusy);
        }
    }

    /// Whether the form waits for an answer.
    pub fn is_busy(self) -> bool {
        self.state.with(|state| state.sending().is_some_and(Sending::is_busy))
    }

    /// What to tell the person about the last submission.
    pub fn failure(self) -> Option<Failure> {
        self.state.with(|state| state.sending().and_then(Sending::failure).cloned())
    }

    /// Reads something out of the open recovery; `None` when none is open.
    pub fn open<T>(self, read: impl FnOnce(&Open) -> Option<T>) -> Option<T> {
        self.state.with(|state| match state {
            State::Open(open, _) => read(open),
            _ => None,
        })
    }

    /// Reads something out of the hand-off; `None` when this page helps with none.
    pub fn helping<T>(self, read: impl FnOnce(&Helping) -> Option<T>) -> Option<T> {
        self.state.with(|state| match state {
            State::Guest(Guest::Open(helping, _)) => read(helping),
            _ => None,
        })
    }

    /// The label of the account that this is about; empty when there is none.
    pub fn account(self) -> String {
        let open = self.open(|open| Some(open.account.label.clone()));
        let label = open.or_else(|| self.helping(|helping| Some(helping.account.label.clone())));
        crate::i18n::isolated(&label.unwrap_or_default())
    }

    /// Whether it is an enterprise's.
    pub fn is_enterprise(self) -> bool {
        let open = self.open(|open| Some(open.account.kind));
        let kind = open.or_else(|| self.helping(|helping| Some(helping.account.kind)));
        kind == Some(AccountKind::Enterprise)
    }

    /// Reads something out of the step of the open recovery.
    pub fn step<T>(self, read: impl FnOnce(&Live) -> Option<T>) -> Option<T> {
        self.open(|open| read(&open.step))
    }
}

//! What every screen of the appeal may use.

use super::screen::Screen;
use crate::ui::Ui;
use leptos::prelude::*;
use leptos::web_sys::FileList;
use regain_contract::appeal::{AppealStep, MaterialKind};
use regain_flow::Sending;
use regain_flow::appeal::{Event, Filed, Page, State};
use std::rc::Rc;

/// What the screens ask of the outside world. `runner` answers in the browser.
pub trait Outside {
    /// Advances the appeal.
    fn dispatch(&self, event: Event);
    /// Shows a page of the appeal as a new entry of the history, and tells the appeal.
    fn go(&self, page: Page);
    /// Takes the files that an input holds or a drop carries, to show this.
    fn pick(&self, material: MaterialKind, files: Option<FileList>);
    /// Prints the page.
    fn print(&self);
}

/// What every screen of the appeal may use. Copied freely; found with [`Desk::here`].
#[derive(Clone, Copy)]
pub struct Desk {
    /// The page around it.
    pub ui: Ui,
    /// The state of the appeal.
    pub state: RwSignal<State>,
    /// The screen of the state: changes only when another one is to be drawn.
    pub screen: RwSignal<Screen>,
    outside: StoredValue<Option<Rc<dyn Outside>>, LocalStorage>,
}

impl Desk {
    /// Opens the appeal at the address of the page.
    pub fn open(ui: Ui) -> Self {
        let state = State::Door { kept: None, sending: Sending::Idle };
        let desk = Self {
            ui,
            screen: RwSignal::new(Screen::of(&state)),
            state: RwSignal::new(state),
            outside: StoredValue::new_local(None),
        };
        #[cfg(feature = "csr")]
        {
            let (outside, started) = super::runner::start(desk);
            desk.outside.set_value(Some(outside));
            desk.dispatch(started);
        }
        desk
    }

    /// The one that this component belongs to.
    ///
    /// # Panics
    /// Outside the appeal, which no component of it is.
    pub fn here() -> Self {
        #[expect(clippy::expect_used, reason = "every component is below AppealStep")]
        use_context().expect("components are below AppealStep")
    }

    /// Advances the appeal.
    pub fn dispatch(self, event: Event) {
        if let Some(outside) = self.outside.try_get_value().flatten() {
            outside.dispatch(event);
        }
    }

    /// Takes the files that an input holds or a drop carries, to show this.
    pub fn pick(self, material: MaterialKind, files: Option<FileList>) {
        if let Some(outside) = self.outside.try_get_value().flatten() {
            outside.pick(material, files);
        }
    }

    /// Prints the page.
    pub fn print(self) {
        if let Some(outside) = self.outside.try_get_value().flatten() {
            outside.print();
        }
    }

    /// Reads something out of the open appeal; `None` when none is open.
    pub fn filed<T>(self, read: impl FnOnce(&Filed) -> Option<T>) -> Option<T> {
        self.state.with(|state| match state {
            State::Open(filed, _) => read(filed),
            _ => None,
        })
    }

    /// Reads something out of the step of the open appeal.
    pub fn step<T>(self, read: impl FnOnce(&AppealStep) -> Option<T>) -> Option<T> {
        self.filed(|filed| read(&filed.step))
    }

    /// The same without tracking, for what a screen is drawn with once.
    pub fn step_once<T>(self, read: impl FnOnce(&AppealStep) -> Option<T>) -> Option<T> {
        self.state.with_untracked(|state| match state {
            State::Open(filed, _) => read(&filed.step),
            _ => None,
        })
    }

    /// Goes to a page of the appeal, as a new entry of the history.
    pub fn go(self, page: Page) {
        if let Some(outside) = self.outside.try_get_value().flatten() {
            outside.go(page);
        }
    }
}

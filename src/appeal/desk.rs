//! What every screen of the appeal may use.

use super::screen::Screen;
use crate::app::{Beside, Ui};
use leptos::prelude::*;
use leptos::web_sys::FileList;
use regain_contract::appeal::{AppealStep, MaterialKind};
use regain_flow::appeal::{Effect, Event, Filed, Page, State, update};
use regain_flow::{History, RequestId, Sending};
use std::cell::Cell;
use std::rc::Rc;

/// What the screens ask of the outside world. `runner` answers in the browser.
pub trait Outside {
    /// Performs what an event has led to.
    fn perform(&self, desk: Desk, effects: Vec<Effect>);
    /// Takes the files that were picked, to show this.
    fn pick(&self, desk: Desk, material: MaterialKind, files: &FileList);
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
    next: StoredValue<Rc<Cell<u32>>, LocalStorage>,
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
            next: StoredValue::new_local(Rc::new(Cell::new(1))),
        };
        #[cfg(feature = "csr")]
        {
            let (outside, started) = super::runner::start(desk);
            desk.outside.set_value(Some(outside));
            desk.dispatch(started);
        }
        on_cleanup(move || {
            let _ = ui.beside.try_set(Beside::default());
        });
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
        let Some(next) = self.next.try_get_value() else { return };
        let id = RequestId(next.replace(next.get().wrapping_add(1)));
        let is_act = is_act(&event);
        let Some(state) = self.state.try_get_untracked() else { return };
        let (state, effects) = update(state, event, id);
        let sending = state.sending();
        let beside = Beside {
            is_busy: sending.is_some_and(Sending::is_busy),
            failure: sending.and_then(Sending::failure).cloned(),
        };
        let before = self.ui.beside.get_untracked();
        let is_news = before.failure != beside.failure || is_act && beside.failure.is_some();
        let screen = Screen::of(&state);
        self.ui.beside.set(beside);
        if is_news {
            self.ui.failures.update(|serial| *serial = serial.wrapping_add(1));
        }
        self.state.set(state);
        if self.screen.get_untracked() != screen {
            self.screen.set(screen);
        }
        if let Some(outside) = self.outside.try_get_value().flatten() {
            outside.perform(self, effects);
        }
    }

    /// Takes the files that were picked, to show this.
    pub fn pick(self, material: MaterialKind, files: &FileList) {
        if let Some(outside) = self.outside.try_get_value().flatten() {
            outside.pick(self, material, files);
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
            outside.perform(self, vec![Effect::Show(page, History::Push)]);
        }
        self.dispatch(Event::WentTo(page));
    }
}

/// What a person does is answered anew; what merely happens is not news on its own.
const fn is_act(event: &Event) -> bool {
    !matches!(
        event,
        Event::Returned
            | Event::Replied(..)
            | Event::WentTo(_)
            | Event::Typed(_)
            | Event::Progressed(..)
            | Event::Uploaded(..)
    )
}

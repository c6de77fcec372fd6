//! What every screen of the appeal may use.

use super::screen::Screen;
use crate::ui::Ui;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;
use regain_contract::appeal::{AppealStep, MaterialKind};
use regain_flow::appeal::{Effect, Event, Filed, Page, State, update};
use regain_flow::{History, RequestId, Sending};
use std::cell::Cell;
use std::rc::Rc;

/// What the screens ask of the outside world. `runner` answers in the browser.
pub trait Outside {
    /// Performs what an event has led to.
    fn perform(&self, desk: Desk, effects: Vec<Effect>);
    /// Takes the files that an input holds or a drop carries, to show this.
    fn pick(&self, desk: Desk, material: MaterialKind, holder: &JsValue);
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
        self.tell(&state, is_act);
        let screen = Screen::of(&state);
        self.state.set(state);
        if self.screen.get_untracked() != screen {
            self.screen.set(screen);
        }
        if let Some(outside) = self.outside.try_get_value().flatten() {
            outside.perform(self, effects);
        }
    }

    /// Hands on what the form waits for or tells. A failure that a person's own act meets again is
    /// told anew; what merely happens meanwhile is not, and leaves the focus where it is.
    fn tell(self, state: &State, is_act: bool) {
        let sending = state.sending().cloned().unwrap_or(Sending::Idle);
        let is_same = |shown: &Sending| shown.failure() == sending.failure();
        let is_told_already = sending.failure().is_some()
            && self.ui.state.with_untracked(|state| state.sending().is_some_and(is_same));
        self.ui.dispatch(regain_flow::Event::MovedBeside(sending));
        if is_act && is_told_already {
            self.ui.failures.update(|serial| *serial = serial.wrapping_add(1));
        }
    }

    /// Takes the files that an input holds or a drop carries, to show this.
    pub fn pick(self, material: MaterialKind, holder: &JsValue) {
        if let Some(outside) = self.outside.try_get_value().flatten() {
            outside.pick(self, material, holder);
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

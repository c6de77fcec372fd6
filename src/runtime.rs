//! The outside world of the recovery: performs what the flow asks for, and feeds the answers back.
//! `mount` makes one for each element; dropping it ends its requests, listeners and timers.

mod shell;

use crate::api::{self, Answer, Call};
use crate::browser::page;
use crate::browser::timer::Timeout;
use crate::driver::{Driver, Machine, is_from_cache};
use crate::host::Host;
use crate::i18n::Messages;
use crate::late_wasm::{Late, Presence};
use crate::memory;
use crate::screen::Screen;
use crate::ui::Ui;
use crate::watch::Watch;
use js_sys::Array;
use leptos::prelude::*;
use regain_flow::{
    Advanced, Arrival, BeyondCodes, Countdown, Effect, Event, Failure, History, Memory, Request,
    RequestId, Route, State, Timer, advance,
};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::{JsCast, JsValue};

/// The outside world of one element.
pub struct Runtime {
    host: Host,
    api: String,
    /// The token in a mailed link to an appeal, until the appeal takes it.
    link: RefCell<Option<String>>,
    ui: OnceCell<Ui>,
    this: Weak<Self>,
    driver: Driver,
    wipes: RefCell<Vec<Weak<dyn Fn()>>>,
    is_first_screen: Cell<bool>,
    watch: RefCell<Option<Watch>>,
    countdown: Cell<Countdown>,
    /// Rings when it is time to warn of the end.
    warning: RefCell<Option<Timeout>>,
    /// Answers that wait for the late wasm.
    late_answers: RefCell<Vec<(RequestId, Result<Answer, Failure>)>>,
    choices: Cell<u32>,
}

impl Runtime {
    /// Makes the outside world of an element.
    pub fn new(host: Host) -> Rc<Self> {
        Rc::new_cyclic(|this| Self {
            api: host.api(),
            host,
            link: RefCell::new(None),
            watch: RefCell::new(None),
            countdown: Cell::new(Countdown::default()),
            warning: RefCell::new(None),
            late_answers: RefCell::new(vec![]),
            ui: OnceCell::new(),
            this: this.clone(),
            driver: Driver::new(),
            wipes: RefCell::new(vec![]),
            is_first_screen: Cell::new(true),
            choices: Cell::new(0),
        })
    }

    /// Starts: the state that the address and the tab's memory lead to, then the listeners.
    pub fn start(&self, ui: Ui, arrival: Option<Arrival>) {
        let _: Result<(), Ui> = self.ui.set(ui);
        let (token, done) = memory::read(&self.host);
        let (at, ticket) = (self.host.current(), memory::ticket(&self.host));
        if let (Route::Appeal, Some(Arrival::Ticket(link))) = (at, &arrival) {
            self.link.replace(Some(link.expose().to_owned()));
        }
        self.advance(Event::Started { at, token, done, ticket, arrival });
        self.listen();
        self.listen_for_more();
        ui.offline.set(!page::is_online());
    }

    /// Says that the first screen is drawn: from here on, a new screen takes the focus.
    pub fn has_drawn(&self) {
        self.is_first_screen.set(false);
    }

    /// Hears what only the element as a whole needs to know, besides [`Machine::listen`].
    fn listen_for_more(&self) {
        let (Some(window), Some(document)) = (page::window(), page::document()) else { return };
        self.on(&window, "online", |this, _| this.connection(true));
        self.on(&window, "offline", |this, _| this.connection(false));
        self.on(&window, "pagehide", |this, _| {
            this.wipe();
            // A page in the back/forward cache must not keep the other tabs from watching.
            drop(this.watch.take());
        });
        self.on(&window, "pageshow", |this, event| {
            if is_from_cache(event) {
                this.wipe();
            }
        });
        self.on(&document, "visibilitychange", |this, _| this.watch());
    }

    fn connection(&self, is_online: bool) {
        if let Some(ui) = self.ui.get() {
            ui.offline.set(!is_online);
        }
    }

    /// Wipes what steps hold of typed secrets.
    fn wipe(&self) {
        let wipes: Vec<_> = self.wipes.borrow().iter().filter_map(Weak::upgrade).collect();
        for wipe in wipes {
            wipe();
        }
    }

    /// Lets the countdown to the end follow the state, and warns when it says so.
    fn count_down(&self, ui: Ui, state: &State, is_other_screen: bool) {
        let mut countdown = self.countdown.get();
        let timer = countdown.follow(state, is_other_screen);
        self.warn(ui, countdown);
        let timer = match timer {
            Timer::Stays => return,
            Timer::Stops => None,
            Timer::Starts(after_s) => i32::try_from(after_s).ok(),
        };
        let this = self.this.clone();
        let ring = move || {
            let Some(this) = this.upgrade() else { return };
            let mut countdown = this.countdown.get();
            countdown.rang();
            this.warn(ui, countdown);
            this.ask_for_late();
        };
        self.warning.replace(timer.and_then(|after_s| Timeout::new(after_s * 1000, ring)));
    }

    fn warn(&self, ui: Ui, countdown: Countdown) {
        self.countdown.set(countdown);
        if ui.ending.get_untracked() != countdown.warning_s() {
            ui.ending.set(countdown.warning_s());
        }
    }

    /// Watches what the state waits for, while the page can be seen.
    fn watch(&self) {
        let Some(ui) = self.ui.get() else { return };
        let wanted = ui.state.try_with_untracked(State::watched).flatten();
        // What watches is in the late wasm, like every step that waits.
        let Some(late) = self.late() else { return };
        let wanted = wanted.filter(|_| page::is_visible());
        if self.watch.borrow().as_ref().map(|watch| &watch.what) == wanted.as_ref() {
            return;
        }
        // Dropped after the place is free: its end may call back.
        let ended = self.watch.take();
        drop(ended);
        if let Some(what) = wanted {
            let this = self.this.clone();
            let heard = Rc::new(move |event| {
                if let Some(this) = this.upgrade() {
                    this.advance(event);
                }
            });
            self.watch.replace(Some((late.watch)(self.api.clone(), what, heard)));
        }
    }

    fn send(&self, id: RequestId, request: Request) {
        let Some(abort) = self.driver.begin(id) else { return };
        let (host, base) = (self.host.clone(), self.api.clone());
        let late: fn(Request) -> Option<Call> = self.late().map_or(|_| None, |late| late.call);
        let answer = async move { api::perform(&host, &base, request, abort, late).await };
        self.wait(id, answer, Self::answered);
    }

    /// Reads an answer and advances the flow. One about late steps waits until they are here.
    fn answered(&self, id: RequestId, answer: Result<Answer, Failure>) {
        let is_late = answer.as_ref().is_ok_and(Answer::is_late) || self.is_guest();
        let reply = match (self.late(), answer) {
            (None, answer) if is_late => {
                self.late_answers.borrow_mut().push((id, answer));
                return self.ask_for_late();
            }
            (Some(late), Ok(answer)) => (late.read)(&answer),
            (None, Ok(answer)) => answer.read(),
            (_, Err(failure)) => Err(failure),
        };
        self.advance(Event::Answered(id, reply));
    }

    fn show(&self, route: Route, history: History) {
        self.host.show(route.path(), history == History::Push);
    }

    /// What the late wasm has, when it is here.
    fn late(&self) -> Option<Late> {
        match self.ui.get()?.late.try_get_untracked()? {
            Presence::Here(late) => Some(late),
            _ => None,
        }
    }

    /// Whether the page helps with a recovery on another screen.
    fn is_guest(&self) -> bool {
        self.ui.get().and_then(|ui| ui.state.try_with_untracked(State::is_guest)) == Some(true)
    }
}

impl Machine for Runtime {
    type State = State;
    type Event = Event;
    type Effect = Effect;

    fn driver(&self) -> &Driver {
        &self.driver
    }

    fn weak(&self) -> Weak<Self> {
        self.this.clone()
    }

    fn state(&self) -> Option<RwSignal<State>> {
        self.ui.get().map(|ui| ui.state)
    }

    fn stand_in() -> State {
        State::first()
    }

    fn step(&self, state: State, event: Event, next: RequestId) -> Vec<Effect> {
        let Some(ui) = self.ui.get().copied() else { return vec![] };
        let beyond = self.late().map_or(not_yet as BeyondCodes, |late| late.beyond_codes);
        let Advanced { state, effects, is_told_anew } = advance(beyond, state, event, next);
        if is_told_anew {
            ui.failures.update(|serial| *serial = serial.wrapping_add(1));
        }
        if matches!(state, State::Done(_)) {
            ui.identifier.set(String::new());
        }
        let screen = Screen::of(&state);
        let is_other_screen = ui.screen.get_untracked() != screen;
        self.count_down(ui, &state, is_other_screen);
        ui.state.set(state);
        if is_other_screen {
            ui.screen.set(screen);
        }
        effects
    }

    fn perform(&self, effect: Effect) {
        match effect {
            Effect::Send(id, request) => self.send(id, request),
            Effect::Abort(id) => self.driver.abort(id),
            Effect::Remember(Memory::Token { token, device_copy }) => {
                memory::keep_token(&self.host, &token, device_copy);
            }
            Effect::Remember(Memory::Done(done)) => memory::keep_done(&self.host, &done),
            Effect::Remember(Memory::Ticket(ticket)) => memory::keep_ticket(&self.host, &ticket),
            Effect::Forget => memory::forget(&self.host),
            Effect::ShowRoute(route, history) => self.show(route, history),
        }
    }

    fn settled(&self) {
        self.watch();
    }

    fn went(&self) -> Option<Event> {
        Some(Event::WentTo(self.host.current()))
    }

    fn returned() -> Event {
        Event::Returned
    }
}

/// Stands in for the late part of the flow until it is here: nothing that it handles can happen
/// before its screens are drawn.
fn not_yet(state: State, _: Event, _: RequestId) -> (State, Vec<Effect>) {
    (state, vec![])
}

impl Drop for Runtime {
    fn drop(&mut self) {
        self.driver.abort_all();
    }
}

/// Reads the messages that the loader fetched: an array of strings.
pub fn messages(texts: &JsValue) -> Option<Messages> {
    let texts: &Array = texts.dyn_ref()?;
    let texts = texts.iter().map(|text| text.as_string()).collect::<Option<Vec<_>>>()?;
    Messages::loaded(texts)
}

//! Performs the effects of the flow and feeds the answers back. Owns every listener and timer of
//! an element; dropping it ends them all.

mod shell;

use crate::api::{self, Answer, Call};
use crate::browser::abort::Abort;
use crate::browser::listener::Listener;
use crate::browser::page;
use crate::browser::timer::{Timeout, spawn};
use crate::host::Host;
use crate::i18n::Messages;
use crate::late_wasm::{Late, Presence};
use crate::memory;
use crate::screen::Screen;
use crate::steps::late::WARNING_S;
use crate::ui::Ui;
use crate::watch::Watch;
use js_sys::Array;
use leptos::prelude::*;
use regain_flow::{
    Arrival, Effect, Event, Failure, History, Later, Live, Memory, Request, RequestId, Route,
    Sending, State, update_with,
};
use std::cell::{Cell, OnceCell, RefCell};
use std::mem;
use std::rc::{Rc, Weak};
use wasm_bindgen::{JsCast, JsValue};

/// The outside world of one element.
pub struct Runtime {
    host: Host,
    api: String,
    /// What a mailed link to an appeal brought.
    link: RefCell<Option<String>>,
    ui: OnceCell<Ui>,
    this: Weak<Self>,
    next: Cell<u32>,
    out: RefCell<Option<(RequestId, Rc<Abort>)>>,
    wipes: RefCell<Vec<Weak<dyn Fn()>>>,
    is_first_screen: Cell<bool>,
    watch: RefCell<Option<Watch>>,
    /// The end of the recovery that is counted down to.
    end: Cell<Option<(RequestId, u32)>>,
    /// Rings when it is time to warn of it.
    warning: RefCell<Option<Timeout>>,
    /// Answers that wait for the late wasm.
    late_answers: RefCell<Vec<(RequestId, Result<Answer, Failure>)>>,
    choices: Cell<u32>,
    listeners: RefCell<Vec<Listener>>,
}

impl Runtime {
    /// Makes the outside world of an element.
    pub fn new(host: Host) -> Rc<Self> {
        Rc::new_cyclic(|this| Self {
            api: host.api(),
            host,
            link: RefCell::new(None),
            watch: RefCell::new(None),
            end: Cell::new(None),
            warning: RefCell::new(None),
            late_answers: RefCell::new(vec![]),
            ui: OnceCell::new(),
            this: this.clone(),
            next: Cell::new(1),
            out: RefCell::new(None),
            wipes: RefCell::new(vec![]),
            is_first_screen: Cell::new(true),
            choices: Cell::new(0),
            listeners: RefCell::new(vec![]),
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
        ui.offline.set(!page::is_online());
    }

    /// Says that the first screen is drawn: from here on, a new screen takes the focus.
    pub fn has_drawn(&self) {
        self.is_first_screen.set(false);
    }

    fn listen(&self) {
        let (Some(window), Some(document)) = (page::window(), page::document()) else { return };
        let on = |target: &web_sys::EventTarget, name, heard: fn(&Self, &web_sys::Event)| {
            let this = self.this.clone();
            let listener = Listener::new(target.clone(), name, move |event| {
                if let Some(this) = this.upgrade() {
                    heard(&this, &event);
                }
            });
            self.listeners.borrow_mut().push(listener);
        };
        on(&window, "popstate", |this, _| this.advance(Event::WentTo(this.host.current())));
        on(&window, "online", |this, _| this.connection(true));
        on(&window, "offline", |this, _| this.connection(false));
        on(&window, "pagehide", |this, _| {
            this.wipe();
            // A page in the back/forward cache must not keep the other tabs from watching.
            drop(this.watch.take());
        });
        on(&window, "pageshow", |this, event| {
            let event: Option<&web_sys::PageTransitionEvent> = event.dyn_ref();
            if event.is_some_and(web_sys::PageTransitionEvent::persisted) {
                this.wipe();
                this.advance(Event::Returned);
            }
        });
        on(&document, "visibilitychange", |this, _| {
            let is_visible = page::document()
                .is_some_and(|page| page.visibility_state() == web_sys::VisibilityState::Visible);
            if is_visible {
                this.advance(Event::Returned);
            }
            this.watch();
        });
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

    fn advance(&self, event: Event) {
        let Some(ui) = self.ui.get().copied() else { return };
        let id = RequestId(self.next.replace(self.next.get().wrapping_add(1)));
        // Taken out, not copied: the flow takes it by value.
        let Some(mut place) = ui.state.try_write_untracked() else { return };
        let state = mem::replace(&mut *place, State::first());
        drop(place);
        let before = self.told(&state);
        let is_act = is_act(&event);
        let later = self.late().map_or(not_yet as Later, |late| late.later);
        let (state, effects) = update_with(later, state, event, id);
        let after = self.told(&state);
        if before != after || (is_act && after.0.is_some()) {
            ui.failures.update(|serial| *serial = serial.wrapping_add(1));
        }
        if matches!(state, State::Done(_)) {
            ui.identifier.set(String::new());
        }
        let screen = Screen::of(&state);
        ui.state.set(state);
        let is_other = ui.screen.get_untracked() != screen;
        if is_other {
            ui.screen.set(screen);
        }
        self.count_down(ui, is_other);
        for effect in effects {
            self.perform(effect);
        }
        self.watch();
    }

    /// Counts down to the moment to warn that an open recovery ends by itself (WCAG 2.2.1). A warning
    /// that stands goes with the step, so that a press on its button does not lose the focus.
    fn count_down(&self, ui: Ui, is_other: bool) {
        let end = ui.state.try_with_untracked(|state| match state {
            State::Open(open, _) => Some((open.answer, open.expires_in_s)),
            _ => None,
        });
        let end = end.flatten();
        if self.end.replace(end) == end {
            return;
        }
        let seconds = end.map_or(0, |(_, seconds)| seconds);
        if ui.ending.get_untracked() != 0 {
            ui.ending.set(if is_other { 0 } else { seconds });
        }
        let this = self.this.clone();
        let ring = move || {
            let Some(this) = this.upgrade() else { return };
            if ui.ending.get_untracked() == 0 {
                ui.ending.set(seconds.min(WARNING_S));
            }
            this.ask_for_late();
        };
        // Below 25 days, since timers take no more.
        let after_s = i32::try_from(seconds.saturating_sub(WARNING_S).min(2_000_000));
        let timer = after_s.ok().filter(|_| seconds > 0);
        self.warning.replace(timer.and_then(|after_s| Timeout::new(after_s * 1000, ring)));
    }

    /// Watches what the state waits for, while the page can be seen.
    fn watch(&self) {
        let Some(ui) = self.ui.get() else { return };
        let is_visible = page::document().is_some_and(|page| !page.hidden());
        let wanted = ui.state.try_with_untracked(State::watched).flatten();
        // What watches is in the late wasm, like every step that waits.
        let Some(late) = self.late() else { return };
        let wanted = wanted.filter(|_| is_visible);
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

    fn perform(&self, effect: Effect) {
        match effect {
            Effect::Send(id, request) => self.send(id, request),
            Effect::Abort(id) => {
                if let Some(abort) = self.out.take_if_matches(id) {
                    abort.abort();
                }
            }
            Effect::Remember(Memory::Token(token)) => {
                memory::keep_token(&self.host, &token, self.is_waiting());
            }
            Effect::Remember(Memory::Done(done)) => memory::keep_done(&self.host, &done),
            Effect::Remember(Memory::Ticket(ticket)) => memory::keep_ticket(&self.host, &ticket),
            Effect::Forget => memory::forget(&self.host),
            Effect::ShowRoute(route, history) => self.show(route, history),
        }
    }

    fn send(&self, id: RequestId, request: Request) {
        let Some(abort) = Abort::new().map(Rc::new) else { return };
        self.out.replace(Some((id, abort.clone())));
        let (this, host, base) = (self.this.clone(), self.host.clone(), self.api.clone());
        let late: fn(Request) -> Option<Call> = self.late().map_or(|_| None, |late| late.call);
        spawn(async move {
            let answer = api::perform(&host, &base, request, abort, late).await;
            if let Some(this) = this.upgrade() {
                drop(this.out.take_if_matches(id));
                this.answered(id, answer);
            }
        });
    }

    /// What a state tells about the last submission, and about the try before.
    fn told(&self, state: &State) -> (Option<Failure>, u32) {
        let failure = state.sending().and_then(Sending::failure).cloned();
        (failure, self.late().map_or(0, |late| (late.outcome)(state)))
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

    /// Whether an administrator is waited for.
    fn is_waiting(&self) -> bool {
        let is_waiting = |state: &State| match state {
            State::Open(open, _) => matches!(open.step, Live::AwaitApproval(_)),
            _ => false,
        };
        self.ui.get().and_then(|ui| ui.state.try_with_untracked(is_waiting)) == Some(true)
    }

    /// Whether the page helps with a recovery on another screen.
    fn is_guest(&self) -> bool {
        let is_guest = |state: &State| match state {
            State::Guest(_) => true,
            State::Aside(_, back) => matches!(**back, State::Guest(_)),
            _ => false,
        };
        self.ui.get().and_then(|ui| ui.state.try_with_untracked(is_guest)) == Some(true)
    }
}

/// Stands in for the late part of the flow until it is here: nothing that it handles can happen
/// before its screens are drawn.
fn not_yet(state: State, _: Event, _: RequestId) -> (State, Vec<Effect>) {
    (state, vec![])
}

/// What a person does is answered anew; what merely happens is not news on its own.
const fn is_act(event: &Event) -> bool {
    !matches!(
        event,
        Event::Returned
            | Event::Answered(..)
            | Event::WentTo(_)
            | Event::TookFrame(_)
            | Event::MovedBeside(_)
            | Event::NoticedRecovery(_)
            | Event::NoticedHandOff(_)
            | Event::NoticedEnd
    )
}

impl Drop for Runtime {
    fn drop(&mut self) {
        if let Some((_, abort)) = self.out.take() {
            abort.abort();
        }
    }
}

/// Takes the request out of its place when it is still the one that is meant.
trait TakeRequest {
    fn take_if_matches(&self, id: RequestId) -> Option<Rc<Abort>>;
}

impl TakeRequest for RefCell<Option<(RequestId, Rc<Abort>)>> {
    fn take_if_matches(&self, id: RequestId) -> Option<Rc<Abort>> {
        let mut out = self.borrow_mut();
        out.take_if(|(out, _)| *out == id).map(|(_, abort)| abort)
    }
}

/// Reads the messages that the loader fetched: an array of strings.
pub fn messages(texts: &JsValue) -> Option<Messages> {
    let texts: &Array = texts.dyn_ref()?;
    let texts = texts.iter().map(|text| text.as_string()).collect::<Option<Vec<_>>>()?;
    Messages::loaded(texts)
}

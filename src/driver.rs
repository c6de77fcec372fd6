//! Drives a state machine of `regain-flow` in the browser. `runtime` drives the recovery, and
//! `appeal::runner` the appeal. A driver decides nothing: it hands each event to the machine, and
//! performs what the machine asks for.

use crate::browser::abort::Abort;
use crate::browser::listener::Listener;
use crate::browser::page;
use crate::browser::timer::spawn;
use leptos::prelude::*;
use regain_flow::RequestId;
use std::cell::{Cell, RefCell};
use std::mem;
use std::rc::{Rc, Weak};
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, PageTransitionEvent};

/// What every driven machine needs: the numbers of its requests, the one request that is out, and
/// its listeners, which end with it.
pub struct Driver {
    next: Cell<u32>,
    request: RefCell<Option<(RequestId, Rc<Abort>)>>,
    listeners: RefCell<Vec<Listener>>,
}

impl Driver {
    /// Makes one with nothing out.
    pub const fn new() -> Self {
        Self { next: Cell::new(1), request: RefCell::new(None), listeners: RefCell::new(vec![]) }
    }

    /// Begins request `id`, in place of the one before. `None` where the browser aborts nothing.
    pub fn begin(&self, id: RequestId) -> Option<Rc<Abort>> {
        let abort = Rc::new(Abort::new()?);
        self.request.replace(Some((id, abort.clone())));
        Some(abort)
    }

    /// Aborts request `id`, if it is still out.
    pub fn abort(&self, id: RequestId) {
        if let Some(abort) = self.end(id) {
            abort.abort();
        }
    }

    /// Aborts the request that is out, whichever it is.
    pub fn abort_all(&self) {
        if let Some((_, abort)) = self.request.take() {
            abort.abort();
        }
    }

    fn end(&self, id: RequestId) -> Option<Rc<Abort>> {
        let mut request = self.request.borrow_mut();
        request.take_if(|(out, _)| *out == id).map(|(_, abort)| abort)
    }
}

/// A state machine together with the outside world that it acts on.
pub trait Machine: Sized + 'static {
    /// Where the machine stands.
    type State: Send + Sync + 'static;
    /// What can happen to it.
    type Event;
    /// What it asks for.
    type Effect;

    /// Its driver.
    fn driver(&self) -> &Driver;
    /// A reference for callbacks, which must not keep the machine alive.
    fn weak(&self) -> Weak<Self>;
    /// The signal of its state; `None` before the start.
    fn state(&self) -> Option<RwSignal<Self::State>>;
    /// Stands in the signal while the machine works on its state.
    fn stand_in() -> Self::State;
    /// Advances the state by one event, shows the state that it leads to, and gives what is to be
    /// done. `next` names the request that the event may cause.
    fn step(&self, state: Self::State, event: Self::Event, next: RequestId) -> Vec<Self::Effect>;
    /// Does one thing in the outside world.
    fn perform(&self, effect: Self::Effect);
    /// Called once everything that an event asked for is done.
    fn settled(&self) {}
    /// The event that the address changed; `None` when it is not for this machine.
    fn went(&self) -> Option<Self::Event>;
    /// The event that the page came back to sight.
    fn returned() -> Self::Event;

    /// Lets something happen.
    fn advance(&self, event: Self::Event) {
        // Taken out, not copied: the machine takes the state by value.
        let state = self.state().and_then(|state| {
            let mut place = state.try_write_untracked()?;
            Some(mem::replace(&mut *place, Self::stand_in()))
        });
        let Some(state) = state else { return };
        let next = &self.driver().next;
        let id = RequestId(next.replace(next.get().wrapping_add(1)));
        for effect in self.step(state, event, id) {
            self.perform(effect);
        }
        self.settled();
    }

    /// Waits for the answer of a request that was begun, and hands it to `answered`.
    fn wait<A: 'static>(
        &self,
        id: RequestId,
        answer: impl Future<Output = A> + 'static,
        answered: fn(&Self, RequestId, A),
    ) {
        let this = self.weak();
        spawn(async move {
            let answer = answer.await;
            if let Some(this) = this.upgrade() {
                drop(this.driver().end(id));
                answered(&this, id, answer);
            }
        });
    }

    /// Listens for as long as the machine lives.
    fn on(&self, target: &EventTarget, name: &'static str, heard: fn(&Self, &web_sys::Event)) {
        let this = self.weak();
        let listener = Listener::new(target.clone(), name, move |event| {
            if let Some(this) = this.upgrade() {
                heard(&this, &event);
            }
        });
        self.driver().listeners.borrow_mut().push(listener);
    }

    /// Hears of a change of the address, and of the page's return to sight.
    fn listen(&self) {
        let (Some(window), Some(document)) = (page::window(), page::document()) else { return };
        self.on(&window, "popstate", |this, _| {
            if let Some(went) = this.went() {
                this.advance(went);
            }
        });
        self.on(&window, "pageshow", |this, event| {
            if is_from_cache(event) {
                this.advance(Self::returned());
            }
        });
        self.on(&document, "visibilitychange", |this, _| {
            if page::is_visible() {
                this.advance(Self::returned());
            }
        });
    }
}

/// Whether a `pageshow` brings a page out of the back/forward cache.
pub fn is_from_cache(event: &web_sys::Event) -> bool {
    event.dyn_ref().is_some_and(PageTransitionEvent::persisted)
}

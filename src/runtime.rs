//! Performs the effects of the flow and feeds the answers back. Owns every listener and timer of
//! an element; dropping it ends them all.

use crate::api::{self, Answer, Call};
use crate::app::Ui;
use crate::browser::abort::Abort;
use crate::browser::listener::Listener;
use crate::browser::timer::{Interval, sleep, spawn};
use crate::browser::{focus, page, random, web_otp};
use crate::config::Config;
use crate::i18n::Messages;
use crate::location::Location;
use crate::memory;
use crate::screen::Screen;
use crate::shell::{CameraNews, Shell};
use crate::steps::late::{self, Late, Presence};
use crate::watch::Watch;
use js_sys::{Array, Function, Promise};
use leptos::prelude::*;
use regain_contract::{CountryCode, Locale};
use regain_flow::{
    Arrival, Effect, Event, Failure, History, Later, Live, Memory, Request, RequestId, Route,
    Sending, State, update_with,
};
use std::any::Any;
use std::cell::{Cell, OnceCell, RefCell};
use std::mem;
use std::rc::{Rc, Weak};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlVideoElement};

/// The outside world of one element.
pub struct Runtime {
    api: String,
    return_to: Option<String>,
    /// What a mailed link to an appeal brought.
    link: RefCell<Option<String>>,
    location: Location,
    /// The loader's function that fetches the messages of a language.
    load_messages: Function,
    /// The loader's function that fetches the late steps.
    load_late: Function,
    ui: OnceCell<Ui>,
    this: Weak<Self>,
    next: Cell<u32>,
    out: RefCell<Option<(RequestId, Rc<Abort>)>>,
    wipes: RefCell<Vec<Weak<dyn Fn()>>>,
    is_first_screen: Cell<bool>,
    /// The address that the document was loaded at: its headers say what it may use.
    loaded_at: Route,
    watch: RefCell<Option<Watch>>,
    /// Answers that wait for the late wasm.
    late_answers: RefCell<Vec<(RequestId, Result<Answer, Failure>)>>,
    choices: Cell<u32>,
    listeners: RefCell<Vec<Listener>>,
}

impl Runtime {
    /// Makes the outside world of an element.
    pub fn new(config: Config, load_messages: Function, load_late: Function) -> Rc<Self> {
        let location = Location::below(config.base);
        Rc::new_cyclic(|this| Self {
            api: config.api,
            return_to: config.return_to,
            link: RefCell::new(None),
            loaded_at: location.current(),
            watch: RefCell::new(None),
            late_answers: RefCell::new(vec![]),
            location,
            load_messages,
            load_late,
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
        let (token, done) = memory::read();
        let (at, ticket) = (self.location.current(), memory::ticket());
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
        on(&window, "popstate", |this, _| this.advance(Event::WentTo(this.location.current())));
        on(&window, "hashchange", |this, _| this.location.take_new_ticket());
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
        if ui.screen.get_untracked() != screen {
            ui.screen.set(screen);
        }
        for effect in effects {
            self.perform(effect);
        }
        self.watch();
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
            Effect::Remember(Memory::Token(token)) => memory::keep_token(&token, self.is_waiting()),
            Effect::Remember(Memory::Done(done)) => memory::keep_done(&done),
            Effect::Remember(Memory::Ticket(ticket)) => memory::keep_ticket(&ticket),
            Effect::Forget => memory::forget(),
            Effect::ShowRoute(route, history) => self.location.show(route, history),
        }
    }

    fn send(&self, id: RequestId, request: Request) {
        let Some(abort) = Abort::new().map(Rc::new) else { return };
        self.out.replace(Some((id, abort.clone())));
        let (this, base) = (self.this.clone(), self.api.clone());
        let late: fn(Request) -> Option<Call> = self.late().map_or(|_| None, |late| late.call);
        spawn(async move {
            let answer = api::perform(&base, request, abort, late).await;
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
                return Shell::load_late(self);
            }
            (Some(late), Ok(answer)) => (late.read)(&answer),
            (None, Ok(answer)) => answer.read(),
            (_, Err(failure)) => Err(failure),
        };
        self.advance(Event::Answered(id, reply));
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

/// Keeps a thing until the step that runs this is taken down, and drops it then.
fn keep(thing: impl Any) {
    let thing: Box<dyn Any> = Box::new(thing);
    let _ = StoredValue::new_local(thing);
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

impl Shell for Runtime {
    fn dispatch(&self, event: Event) {
        self.advance(event);
    }

    fn go(&self, route: Route) {
        self.location.show(route, History::Push);
        self.advance(Event::WentTo(route));
    }

    fn href(&self, route: Route) -> String {
        self.location.href(route)
    }

    fn return_to(&self) -> Option<String> {
        self.return_to.clone()
    }

    fn country_code(&self) -> Option<CountryCode> {
        None
    }

    fn api(&self) -> String {
        self.api.clone()
    }

    fn take_link(&self) -> Option<String> {
        self.link.take()
    }

    fn load_late(&self) {
        let Some(ui) = self.ui.get().copied() else { return };
        match ui.late.get_untracked() {
            Presence::Awaited | Presence::Here(_) => return,
            Presence::Unasked | Presence::Failed => ui.late.set(Presence::Awaited),
        }
        let asked = self.load_late.call0(&JsValue::NULL);
        let this = self.this.clone();
        spawn(async move {
            let has_come = settled(asked).await.is_some();
            ui.late.set(if has_come { late::open() } else { Presence::Failed });
            let Some(this) = this.upgrade().filter(|this| this.late().is_some()) else { return };
            for (id, answer) in this.late_answers.take() {
                this.answered(id, answer);
            }
            this.watch();
        });
    }

    fn speak(&self, locale: Locale) {
        let Some(ui) = self.ui.get().copied() else { return };
        // The last choice wins, whichever answer comes last.
        let choice = self.choices.get().wrapping_add(1);
        self.choices.set(choice);
        let this = self.this.clone();
        let asked = self.load_messages.call1(&JsValue::NULL, &locale.tag().into());
        spawn(async move {
            let messages = settled(asked).await.as_ref().and_then(messages);
            // English needs no file; another language without one cannot be spoken.
            let is_last = this.upgrade().is_some_and(|this| this.choices.get() == choice);
            if is_last && (messages.is_some() || locale == Locale::En) {
                memory::keep_locale(locale);
                ui.messages.set(messages.unwrap_or_default());
                ui.locale.set(locale);
            }
        });
    }

    fn title(&self, title: &str) {
        if let Some(document) = page::document() {
            document.set_title(title);
        }
    }

    fn language(&self, locale: Locale) {
        let root = page::document().and_then(|document| document.document_element());
        if let Some(root) = root {
            let _ = root.set_attribute("lang", locale.tag());
        }
    }

    fn is_first_screen(&self) -> bool {
        self.is_first_screen.get()
    }

    fn focus(&self, element: HtmlElement) {
        focus::soon(element);
    }

    fn focus_field(&self, field: &HtmlElement) {
        focus::field(field);
    }

    fn await_code(&self, found: Rc<dyn Fn(String)>) {
        keep(web_otp::wait(move |code| found(code)));
    }

    fn every_second(&self, tick: Rc<dyn Fn(u32)>) {
        let start_ms = page::monotonic_ms();
        keep(Interval::new(1000, move || {
            let passed_s = (page::monotonic_ms() - start_ms) / 1000.0;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "saturates"
            )]
            tick(passed_s.round() as u32);
        }));
    }

    fn on_leave(&self, wipe: Rc<dyn Fn()>) {
        let mut wipes = self.wipes.borrow_mut();
        wipes.retain(|wipe| wipe.strong_count() > 0);
        wipes.push(Rc::downgrade(&wipe));
        keep(wipe);
    }

    fn later(&self, act: Box<dyn Fn()>) {
        spawn(async move {
            sleep(1000).await;
            act();
        });
    }

    fn random(&self, buffer: &mut [u8]) -> bool {
        random::fill(buffer)
    }

    fn copy(&self, text: &str, done: Rc<dyn Fn(bool)>) {
        if let Some(late) = self.late() {
            (late.copy)(text, done);
        }
    }

    fn keep(&self) {
        memory::keep_on_device();
    }

    fn is_camera_page(&self) -> bool {
        let is_one = matches!(self.loaded_at, Route::VerifyFace | Route::HandOff);
        if !is_one {
            self.location.reload();
        }
        is_one
    }

    fn camera(&self, video: HtmlVideoElement, heard: Rc<dyn Fn(CameraNews)>) -> Rc<dyn Fn()> {
        match self.late() {
            Some(late) => (late.camera)(video, heard),
            None => Rc::new(|| {}),
        }
    }
}

/// What comes of a promise that the loader was asked for; `None` when it is broken.
async fn settled(asked: Result<JsValue, JsValue>) -> Option<JsValue> {
    let promise: Promise = asked.ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// Reads the messages that the loader fetched: an array of strings.
pub fn messages(texts: &JsValue) -> Option<Messages> {
    let texts: &Array = texts.dyn_ref()?;
    let texts = texts.iter().map(|text| text.as_string()).collect::<Option<Vec<_>>>()?;
    Messages::loaded(texts)
}

//! What components ask of the outside world, answered.

use super::{Runtime, messages};
use crate::browser::timer::{Interval, sleep, spawn};
use crate::browser::{focus, page, random, web_otp};
use crate::driver::Machine;
use crate::host::Host;
use crate::late_wasm::Presence;
use crate::memory;
use crate::shell::{CameraNews, Shell};
use crate::steps::late;
use leptos::prelude::*;
use regain_contract::{CountryCode, Locale};
use regain_flow::{Event, History, Route};
use std::any::Any;
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlVideoElement};

impl Shell for Runtime {
    fn dispatch(&self, event: Event) {
        self.advance(event);
    }

    fn go(&self, route: Route) {
        self.show(route, History::Push);
        self.advance(Event::WentTo(route));
    }

    fn href(&self, route: Route) -> String {
        self.host.href(route.path())
    }

    fn return_to(&self) -> Option<String> {
        self.host.return_to()
    }

    fn country_code(&self) -> Option<CountryCode> {
        self.host.country().and_then(CountryCode::new)
    }

    fn api(&self) -> String {
        self.api.clone()
    }

    fn take_link(&self) -> Option<String> {
        self.link.take()
    }

    fn load_late(&self) {
        self.ask_for_late();
    }

    fn title(&self, title: &str) {
        self.host.title(title);
    }

    fn language(&self, locale: Locale) {
        self.host.spoke(locale.tag());
    }

    fn format(&self, locale: Locale, kind: &str, number: f64) -> String {
        self.host.format(locale.tag(), kind, number)
    }

    fn host(&self) -> Host {
        self.host.clone()
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
        memory::keep_on_device(&self.host);
    }

    fn is_camera_page(&self) -> bool {
        self.host.may_film()
    }

    fn camera(&self, video: HtmlVideoElement, heard: Rc<dyn Fn(CameraNews)>) -> Rc<dyn Fn()> {
        match self.late() {
            Some(late) => (late.camera)(video, heard),
            None => Rc::new(|| {}),
        }
    }
}

impl Runtime {
    /// Changes the language.
    pub(crate) fn speak(&self, locale: Locale) {
        let Some(ui) = self.ui.get().copied() else { return };
        // The last choice wins, whichever answer comes last.
        let choice = self.choices.get().wrapping_add(1);
        self.choices.set(choice);
        let this = self.this.clone();
        let asked = self.host.messages(locale.tag());
        spawn(async move {
            let messages = JsFuture::from(asked).await.ok().as_ref().and_then(messages);
            // English needs no file; another language without one cannot be spoken.
            let this = this.upgrade().filter(|this| this.choices.get() == choice);
            let Some(this) = this else { return };
            if messages.is_some() || locale == Locale::En {
                memory::keep_locale(&this.host, locale);
                ui.messages.set(messages.unwrap_or_default());
                ui.locale.set(locale);
                // What was said is in the language before.
                ui.announce(String::new());
            }
        });
    }

    /// Fetches the late steps, unless they are here or on their way.
    pub(super) fn ask_for_late(&self) {
        let Some(ui) = self.ui.get().copied() else { return };
        match ui.late.get_untracked() {
            Presence::Awaited | Presence::Here(_) => return,
            Presence::Unasked | Presence::Failed => ui.late.set(Presence::Awaited),
        }
        let asked = self.host.late();
        let this = self.this.clone();
        spawn(async move {
            let come = JsFuture::from(asked).await;
            if let Some(messages) = come.as_ref().ok().and_then(messages) {
                ui.messages.set(messages);
            }
            ui.late.set(if come.is_ok() { late::open() } else { Presence::Failed });
            let Some(this) = this.upgrade().filter(|this| this.late().is_some()) else { return };
            for (id, answer) in this.late_answers.take() {
                this.answered(id, answer);
            }
            this.watch();
        });
    }
}

/// Keeps a thing until the step that runs this is taken down, and drops it then.
fn keep(thing: impl Any) {
    let thing: Box<dyn Any> = Box::new(thing);
    let _ = StoredValue::new_local(thing);
}

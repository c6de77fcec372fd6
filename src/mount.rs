//! The way in from JavaScript:
//! `mount(element, messages, isPressed, loadMessages, loadLate, arrival) -> Mounted`.

use crate::app::{App, Ui};
use crate::arrival;
use crate::config::Config;
use crate::memory;
use crate::runtime::{Runtime, messages};
use crate::shell::Shell;
use crate::take_over::Early;
use js_sys::Function;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use regain_contract::Locale;
use regain_flow::{Event, Identifier, State};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, HtmlElement};

/// A mounted element. Dropping it takes everything down that it put up.
#[wasm_bindgen]
pub struct Mounted {
    _view: UnmountHandle<AnyViewState>,
    _runtime: Rc<Runtime>,
}

#[wasm_bindgen]
impl Mounted {
    /// Takes the element down.
    pub fn unmount(self) {}
}

/// Draws the recovery into an element and takes over what stands there: the form that the page
/// came with, what was typed into it, and whether it was submitted before this call.
///
/// `texts` is the array of messages of the element's language, or `undefined` for English;
/// `load_messages(tag)` gives a promise of the same for another language; `load_late()` one that the
/// late steps are there, which is broken when they do not come, and new at the next call. `arrival`
/// is what a link or a redirect brought in the address, out of which the loader took it.
#[wasm_bindgen]
pub fn mount(
    element: &HtmlElement,
    texts: &JsValue,
    is_pressed: bool,
    load_messages: Function,
    load_late: Function,
    arrival: &JsValue,
) -> Mounted {
    std::panic::set_hook(Box::new(|_| crashed()));
    let config = Config::of(element);
    let early = Early::read(element);
    let loaded = messages(texts);
    let locale = if loaded.is_some() { config.locale } else { Locale::En };
    let runtime = Runtime::new(config, load_messages, load_late);
    element.replace_children_with_node_0();
    let shell = runtime.clone();
    let arrival = arrival::read(arrival);
    let (identifier, drawn) = (early.identifier().to_owned(), runtime.clone());
    let view = mount_to(element.clone(), move || {
        let ui = Ui::provide(shell, locale, loaded.unwrap_or_default(), State::first());
        ui.identifier.set(identifier);
        drawn.start(ui, arrival);
        view! { <App/> }.into_any()
    });
    early.restore(element);
    runtime.has_drawn();
    if let Some(chosen) = memory::locale().filter(|chosen| *chosen != locale) {
        runtime.speak(chosen);
    }
    if is_pressed {
        let identifier = Identifier(early.identifier().to_owned());
        let locale = memory::locale().unwrap_or(locale);
        let (return_to, country_code) = (runtime.return_to(), runtime.country_code());
        let submitted = Event::SubmittedIdentifier { identifier, locale, return_to, country_code };
        runtime.dispatch(submitted);
    }
    Mounted { _view: view, _runtime: runtime }
}

/// Tells the loader that the app has crashed, without a word of what was in memory.
fn crashed() {
    let event = CustomEvent::new("regain:crashed");
    if let (Some(window), Ok(event)) = (crate::browser::page::window(), event) {
        let _ = window.dispatch_event(event.unchecked_ref());
    }
}

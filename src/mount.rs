//! The way in from JavaScript: `mount(host) -> Mounted`.

use crate::app::App;
use crate::arrival;
use crate::host::Host;
use crate::runtime::{Runtime, messages};
use crate::shell::Shell;
use crate::steps::late;
use crate::take_over::Early;
use crate::ui::Ui;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use regain_contract::Locale;
use regain_flow::{Event, Identifier, State};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::CustomEvent;

/// A mounted element. Dropping it takes everything down that it put up.
#[wasm_bindgen]
pub struct Mounted {
    _view: UnmountHandle<AnyViewState>,
    runtime: Rc<Runtime>,
}

#[wasm_bindgen]
impl Mounted {
    /// Changes the language to the one with this tag, if there is one.
    pub fn speak(&self, tag: &str) {
        if let Some(locale) = Locale::of(tag) {
            self.runtime.speak(locale);
        }
    }

    /// Takes the element down.
    pub fn unmount(self) {}
}

/// Draws the recovery where the host says, and takes over what stands there: the form that the page
/// came with, and what was typed into it.
#[wasm_bindgen]
pub fn mount(host: Host) -> Mounted {
    std::panic::set_hook(Box::new(|info| {
        #[cfg(debug_assertions)]
        console_error_panic_hook::hook(info);
        #[cfg(not(debug_assertions))]
        let _ = info;
        crashed();
    }));
    let root = host.root();
    let early = Early::read(&root);
    let loaded = messages(&host.texts());
    let locale = Locale::of(&host.locale()).filter(|_| loaded.is_some()).unwrap_or_default();
    let runtime = Runtime::new(host.clone());
    root.replace_children_with_node_0();
    let shell = runtime.clone();
    let arrival = arrival::read(&host.arrival());
    let (identifier, drawn) = (early.identifier().to_owned(), runtime.clone());
    let view = mount_to(root.clone(), move || {
        let ui = Ui::provide(
            shell,
            (locale, loaded.unwrap_or_default()),
            State::first(),
            late::at_start(),
        );
        ui.identifier.set(identifier);
        drawn.start(ui, arrival);
        view! { <App/> }.into_any()
    });
    early.restore(&root);
    runtime.has_drawn();
    let chosen = host.chosen().and_then(|tag| Locale::of(&tag)).unwrap_or(locale);
    if chosen != locale {
        runtime.speak(chosen);
    }
    if host.pressed() {
        let identifier = Identifier(early.identifier().to_owned());
        let (return_to, country_code) = (runtime.return_to(), runtime.country_code());
        let submitted =
            Event::SubmittedIdentifier { identifier, locale: chosen, return_to, country_code };
        runtime.dispatch(submitted);
    }
    Mounted { _view: view, runtime }
}

/// Tells the loader that the app has crashed, without a word of what was in memory. Only builds for
/// development also write the panic to the console.
fn crashed() {
    let event = CustomEvent::new("regain:panicked");
    if let (Some(window), Ok(event)) = (crate::browser::page::window(), event) {
        let _ = window.dispatch_event(event.unchecked_ref());
    }
}

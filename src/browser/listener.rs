//! Event listeners that end with their owner.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventTarget};

/// A listener; dropping it takes it off.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Listens to `name` on `target`.
    pub fn new(
        target: impl Into<EventTarget>,
        name: &'static str,
        heard: impl FnMut(Event) + 'static,
    ) -> Self {
        let (target, closure) = (target.into(), Closure::<dyn FnMut(Event)>::new(heard));
        // Fails only for a name that is not a string.
        let _: Result<(), JsValue> =
            target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        Self { target, name, closure }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        let _: Result<(), JsValue> =
            self.target.remove_event_listener_with_callback(self.name, callback);
    }
}

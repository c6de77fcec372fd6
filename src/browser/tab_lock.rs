//! One of several tabs does the work for all (ADM-07): the Web Locks API picks it, and a broadcast
//! tells the others what is new. Where the browser has neither, each tab works for itself.

use crate::browser::listener::Listener;
use crate::browser::page::window;
use crate::browser::timer::spawn;
use js_sys::{Function, Promise};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, Navigator};

#[wasm_bindgen]
extern "C" {
    /// The navigator with the Web Locks API, which web-sys calls unstable.
    #[wasm_bindgen(extends = Navigator)]
    type LockingNavigator;
    #[wasm_bindgen(method, getter)]
    fn locks(this: &LockingNavigator) -> Option<LockManager>;

    type LockManager;
    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, held: &Function) -> Result<Promise, JsValue>;
}

/// A turn that one tab has at a time, or waits for; dropping it gives it to the next at once, also
/// when the page is about to be frozen.
pub struct Turn {
    release: Rc<RefCell<Option<Function>>>,
    _held: Option<Closure<dyn FnMut(JsValue) -> Promise>>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Asks for the turn of that name. The future ends when it is there, or when it was dropped.
pub fn turn(name: &str) -> (Turn, impl Future<Output = ()> + use<>) {
    let release = Rc::new(RefCell::new(None));
    let mut held = None;
    let granted = Promise::new(&mut |resolve, _| {
        held = request(name, &resolve, &release);
        if held.is_none() {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    let has_come = async move {
        // Never rejected.
        let _ = JsFuture::from(granted).await;
    };
    (Turn { release, _held: held }, has_come)
}

/// `navigator.locks.request(name, held)`. Calls `granted` when the lock is there, and also when
/// there will never be one, as in a sandboxed frame. `None` without the API.
fn request(
    name: &str,
    granted: &Function,
    release: &Rc<RefCell<Option<Function>>>,
) -> Option<Closure<dyn FnMut(JsValue) -> Promise>> {
    let locks = window()?.navigator().unchecked_into::<LockingNavigator>().locks()?;
    let (release, resolve) = (release.clone(), granted.clone());
    let held = Closure::<dyn FnMut(JsValue) -> Promise>::new(move |_| {
        let _ = resolve.call0(&JsValue::NULL);
        Promise::new(&mut |resolve, _| {
            release.replace(Some(resolve));
        })
    });
    let asked = locks.request(name, held.as_ref().unchecked_ref()).ok()?;
    let refused = granted.clone();
    spawn(async move {
        if JsFuture::from(asked).await.is_err() {
            let _ = refused.call0(&JsValue::NULL);
        }
    });
    Some(held)
}

/// Tells the other tabs that something is new, and hears it from them.
pub struct Bell {
    channel: BroadcastChannel,
    _listener: Listener,
}

impl Bell {
    /// Hears from the other tabs under that name. `None` where the browser cannot.
    pub fn hang(name: &str, rung: impl Fn() + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listener = Listener::new(channel.clone(), "message", move |_| rung());
        Some(Self { channel, _listener: listener })
    }

    /// Tells the other tabs. Nothing of the news is in it: they ask the server.
    pub fn ring(&self) {
        let _ = self.channel.post_message(&JsValue::TRUE);
    }
}

impl Drop for Bell {
    fn drop(&mut self) {
        self.channel.close();
    }
}

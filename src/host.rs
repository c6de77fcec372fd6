//! What the app asks of the loader: everything that belongs to the page around the element, and what
//! a script does in fewer bytes than wasm. `Host` in `loader/host.ts` is the other side; a test of
//! xtask compares the two.

use js_sys::{Array, Promise};
use regain_flow::Route;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{AbortSignal, HtmlElement};

#[wasm_bindgen]
extern "C" {
    /// The page around one element.
    #[derive(Clone)]
    pub type Host;

    /// The element to draw in.
    #[wasm_bindgen(method, getter)]
    pub fn root(this: &Host) -> HtmlElement;
    /// The base of the API, without a trailing slash.
    #[wasm_bindgen(method, getter)]
    pub fn api(this: &Host) -> String;
    /// The tag of the language to begin in.
    #[wasm_bindgen(method, getter)]
    pub fn locale(this: &Host) -> String;
    /// Its messages in the order of the keys; `undefined` for English.
    #[wasm_bindgen(method, getter)]
    pub fn texts(this: &Host) -> JsValue;
    /// Where the person came from; the server decides whether it is led back to.
    #[wasm_bindgen(method, getter, js_name = returnTo)]
    pub fn return_to(this: &Host) -> Option<String>;
    /// The calling code of numbers that are typed without one.
    #[wasm_bindgen(method, getter)]
    pub fn country(this: &Host) -> Option<u16>;
    /// The tag of the language that the person chose in this tab, now or before a reload.
    #[wasm_bindgen(method, getter)]
    pub fn chosen(this: &Host) -> Option<String>;
    /// Whether the form that the page came with was submitted before the app was there.
    #[wasm_bindgen(method, getter)]
    pub fn pressed(this: &Host) -> bool;
    /// What a link or a redirect brought in the address; see [`crate::arrival`].
    #[wasm_bindgen(method, getter)]
    pub fn arrival(this: &Host) -> JsValue;

    /// The address of the moment: a path such as `/methods`.
    #[wasm_bindgen(method)]
    pub fn route(this: &Host) -> String;
    /// The address of a path, for links.
    #[wasm_bindgen(method)]
    pub fn href(this: &Host, path: &str) -> String;
    /// Shows a path, as a new entry of the history or in place of this one.
    #[wasm_bindgen(method)]
    pub fn show(this: &Host, path: &str, is_new: bool);
    /// Makes sure that the document may ask for the camera; `false` when it is loaded anew (FAC-08).
    #[wasm_bindgen(method, js_name = mayFilm)]
    pub fn may_film(this: &Host) -> bool;

    /// Reads what is kept: in the tab, or on the device.
    #[wasm_bindgen(method)]
    pub fn kept(this: &Host, key: &str, on_device: bool) -> Option<String>;
    /// Keeps a value; `None` forgets it. Where the browser keeps nothing, neither do we (REL-12).
    #[wasm_bindgen(method)]
    pub fn keep(this: &Host, key: &str, on_device: bool, value: Option<&str>);

    /// Takes over the request to begin that asks for the same as this body, when it is on its way
    /// already: its idempotency key and a promise of the response. Given up when `signal` aborts.
    #[wasm_bindgen(method)]
    pub fn begun(this: &Host, body: &str, signal: &AbortSignal) -> Option<Array>;

    /// Whether the link to a provider at this address opens in a tab of its own, beside the page. Only
    /// the element on the pages of others opens such tabs.
    #[wasm_bindgen(method)]
    pub fn beside(this: &Host, url: &str) -> bool;

    /// Gives a promise of the messages of a language.
    #[wasm_bindgen(method)]
    pub fn messages(this: &Host, tag: &str) -> Promise;
    /// Gives a promise that the late steps are there, of the messages with their texts in the language
    /// of the moment; new at each call after a failure.
    #[wasm_bindgen(method)]
    pub fn late(this: &Host) -> Promise;
    /// Puts a number into words by the browser's `Intl`: a unit gives `5 min`, `plural` gives the
    /// plural category.
    #[wasm_bindgen(method)]
    pub fn format(this: &Host, tag: &str, kind: &str, number: f64) -> String;
    /// Tells the page which language is spoken.
    #[wasm_bindgen(method)]
    pub fn spoke(this: &Host, tag: &str);
    /// Titles the page.
    #[wasm_bindgen(method)]
    pub fn title(this: &Host, title: &str);
}

impl Host {
    /// The route of the moment.
    pub fn current(&self) -> Route {
        Route::parse(&self.route())
    }
}

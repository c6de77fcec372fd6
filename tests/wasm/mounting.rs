//! What an element does to the page that it stands in.

use js_sys::Function;
use regain::{Mounted, mount};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement};

fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).expect("a browser has a document")
}

fn element() -> HtmlElement {
    let element = document().create_element("div").expect("a div");
    document().body().expect("a body").append_child(&element).expect("it goes into the body");
    element.unchecked_into()
}

fn mounted(element: &HtmlElement) -> Mounted {
    // What loader/host.ts makes, with as little as there can be.
    let make = Function::new_with_args(
        "root",
        "const none = () => Promise.resolve(undefined);
        return { root, api: '/api/v1', locale: 'en', pressed: false, route: () => '/',
            href: (path) => path, show() {}, kept: () => null, keep() {}, messages: none, late: none,
            format: (tag, kind, number) => `${number}`, spoke() {}, title() {}, mayFilm: () => true }",
    );
    let host = make.call1(&JsValue::NULL, element).expect("it makes a host");
    mount(host.unchecked_into())
}

fn field(element: &HtmlElement) -> Option<HtmlInputElement> {
    element.query_selector("input[name=identifier]").ok()??.dyn_into().ok()
}

#[wasm_bindgen_test]
fn an_element_shows_the_account_form_and_leaves_nothing_behind() {
    let element = element();

    let app = mounted(&element);

    assert!(field(&element).is_some());
    app.unmount();
    assert_eq!(element.child_element_count(), 0);
}

#[wasm_bindgen_test]
fn what_was_typed_before_stays_with_focus_and_caret() {
    let element = element();
    let early: HtmlInputElement =
        document().create_element("input").expect("an input").unchecked_into();
    early.set_name("identifier");
    element.append_child(&early).expect("it goes into the element");
    early.set_value("solo-mail");
    early.focus().expect("it takes the focus");
    early.set_selection_range(4, 4).expect("it has a caret");

    let app = mounted(&element);

    let field = field(&element).expect("the form is there");
    assert_eq!(field.value(), "solo-mail");
    assert_eq!(field.selection_start(), Ok(Some(4)));
    let active: Option<Element> = document().active_element();
    assert!(field.is_same_node(active.as_deref()));
    app.unmount();
}

/// Lets everything run that waits for its turn: effects and the ends of tasks.
async fn turn() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window().expect("a browser has a window");
        window.set_timeout_with_callback(&resolve).expect("it has timers");
    });
    JsFuture::from(promise).await.expect("a timer rings");
}

/// The size of the linear memory.
fn memory() -> Option<f64> {
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    js_sys::Reflect::get(&memory.buffer(), &"byteLength".into()).ok()?.as_f64()
}

/// EMB-09: mounting again and again does not grow the memory.
#[wasm_bindgen_test]
async fn a_hundred_mounts_leave_the_memory_as_it_was() {
    let element = element();
    for _ in 0..20 {
        mounted(&element).unmount();
        turn().await;
    }
    let before = memory();
    assert!(before.is_some());

    for _ in 0..100 {
        mounted(&element).unmount();
        turn().await;
    }

    assert_eq!(memory(), before);
    assert_eq!(element.child_element_count(), 0);
}

//! Closures behind one type each. Leptos compiles its machinery anew for every closure type that a
//! view holds; behind these boxes it is compiled once (see docs/architecture.md, *Small wasm*).

use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// A text that follows the state.
pub type Text = Box<dyn Fn() -> String + Send>;
/// A part of a view that follows the state.
pub type Block = Box<dyn Fn() -> AnyView + Send>;
/// The value of an attribute that follows the state; `None` takes it off.
pub type Attribute = Box<dyn Fn() -> Option<&'static str> + Send>;
/// What a press does.
pub type Press = Box<dyn FnMut(MouseEvent) + Send>;

/// Makes a text.
pub fn text(read: impl Fn() -> String + Send + 'static) -> Text {
    Box::new(read)
}

/// Makes a part of a view.
pub fn block(draw: impl Fn() -> AnyView + Send + 'static) -> Block {
    Box::new(draw)
}

/// Draws a part of a view while a condition holds.
pub fn when(
    holds: impl Fn() -> bool + Send + 'static,
    draw: impl Fn() -> AnyView + Send + 'static,
) -> Block {
    block(move || if holds() { draw() } else { ().into_any() })
}

/// Makes the value of an attribute.
pub fn attribute(read: impl Fn() -> Option<&'static str> + Send + 'static) -> Attribute {
    Box::new(read)
}

/// Makes what a press does.
pub fn press(act: impl FnMut(MouseEvent) + Send + 'static) -> Press {
    Box::new(act)
}

/// Touches the outside world now and whenever what it reads changes.
pub fn effect(act: impl FnMut() + 'static) {
    let act: Box<dyn FnMut()> = Box::new(act);
    Effect::new(act);
}

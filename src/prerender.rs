//! Renders the first screen to HTML, natively, at build time: the account form that stands in
//! `index.html` is the same component that later runs in the browser.

use crate::app::App;
use crate::i18n::{Key, Messages};
use crate::shell::{CameraNews, Shell};
use crate::steps::late;
use crate::ui::Ui;
use leptos::prelude::*;
use leptos::web_sys::{HtmlElement, HtmlVideoElement};
use regain_contract::{CountryCode, Locale};
use regain_flow::{Event, Route, State};
use std::rc::Rc;

/// Renders the first screen in a language, followed by the message that the loader shows when the
/// app cannot start, hidden until then.
#[must_use]
pub fn first_screen(locale: Locale, messages: Messages) -> String {
    let owner = Owner::new();
    owner.with(|| {
        let ui =
            Ui::provide(Rc::new(Nowhere), (locale, messages), State::first(), late::at_start());
        let app = view! { <App/> }.to_html();
        let fallback = view! { <Fallback/> }.to_html();
        keep_presses(&strip_markers(&format!("{app}{fallback}")), &ui.text(Key::AccountHeading))
    })
}

/// Puts the form into a dialog, since a press on a form with `method="dialog"` closes the dialog around
/// it: the browser itself remembers that there was one, and the style shows it (`rg-early`), before any
/// script is there. It does not look like one; `name` is what assistive technology calls it.
fn keep_presses(html: &str, name: &str) -> String {
    let name = name.replace('&', "&amp;").replace('"', "&quot;");
    html.replace("<form ", &format!("<dialog open aria-label=\"{name}\" class=\"rg-early\"><form "))
        .replace("</form>", "</form></dialog>")
}

/// What is shown when the wasm does not run: old browsers, protective modes, broken downloads
/// (WEB-04).
#[component]
fn Fallback() -> impl IntoView {
    let ui = Ui::here();
    let text = move |key: Key| move || ui.text(key);
    view! {
        <div class="rg-fallback" role="alert" hidden=true>
            <h1 class="rg-heading">{text(Key::PageFallback)}</h1>
            <p>{text(Key::PageFallbackHint)}</p>
            <p><a class="rg-button" href="">{text(Key::PageReload)}</a></p>
        </div>
        <noscript><p class="rg-note">{text(Key::PageNoscript)}</p></noscript>
    }
}

/// Removes the comments that only hydration needs.
fn strip_markers(html: &str) -> String {
    let mut rest = html;
    let mut plain = String::with_capacity(html.len());
    while let Some((before, marker)) = rest.split_once("<!") {
        plain.push_str(before);
        // `<!>`, or in release builds `<!--<() />-->`.
        let end = if marker.starts_with("--") { "-->" } else { ">" };
        rest = marker.split_once(end).map_or("", |(_, after)| after);
    }
    plain + rest
}

/// An outside world in which nothing happens.
struct Nowhere;

impl Shell for Nowhere {
    fn dispatch(&self, _: Event) {}
    fn go(&self, _: Route) {}
    fn href(&self, route: Route) -> String {
        route.path().to_owned()
    }
    fn return_to(&self) -> Option<String> {
        None
    }
    fn country_code(&self) -> Option<CountryCode> {
        None
    }
    fn api(&self) -> String {
        String::new()
    }
    fn take_link(&self) -> Option<String> {
        None
    }
    fn load_late(&self) {}
    fn title(&self, _: &str) {}
    fn language(&self, _: Locale) {}
    fn format(&self, _: Locale, _: &str, number: f64) -> String {
        number.to_string()
    }
    fn is_first_screen(&self) -> bool {
        true
    }
    fn focus(&self, _: HtmlElement) {}
    fn focus_field(&self, _: &HtmlElement) {}
    fn await_code(&self, _: Rc<dyn Fn(String)>) {}
    fn every_second(&self, _: Rc<dyn Fn(u32)>) {}
    fn on_leave(&self, _: Rc<dyn Fn()>) {}
    fn later(&self, _: Box<dyn Fn()>) {}
    fn random(&self, _: &mut [u8]) -> bool {
        false
    }
    fn copy(&self, _: &str, _: Rc<dyn Fn(bool)>) {}
    fn keep(&self) {}
    fn is_camera_page(&self) -> bool {
        false
    }
    fn camera(&self, _: HtmlVideoElement, _: Rc<dyn Fn(CameraNews)>) -> Rc<dyn Fn()> {
        Rc::new(|| {})
    }
}

#[cfg(test)]
mod tests {
    use super::strip_markers;

    #[test]
    fn markers_of_debug_and_release_builds_go() {
        let html = "<p>a<!>b</p><!--<() />--><i>c</i><!--hot-reload|x|open-->";

        assert_eq!(strip_markers(html), "<p>ab</p><i>c</i>");
    }
}

//! What components ask of the outside world. `runtime` answers in the browser; at build time, when
//! the first screen is rendered, nothing does.

use leptos::web_sys::{HtmlElement, HtmlVideoElement};
use regain_contract::{CountryCode, Locale, SubmitFrame};
use regain_flow::{Event, Route};
use std::rc::Rc;

/// What components ask of the outside world.
pub trait Shell {
    /// Advances the flow.
    fn dispatch(&self, event: Event);
    /// Shows one of our addresses as a new history entry and tells the flow.
    fn go(&self, route: Route);
    /// The address of a route, for links.
    fn href(&self, route: Route) -> String;
    /// Where the person came from, as the element was told.
    fn return_to(&self) -> Option<String>;
    /// The calling code of numbers typed without one, as the element was told.
    fn country_code(&self) -> Option<CountryCode>;
    /// The base of the API.
    #[cfg_attr(not(feature = "csr"), expect(dead_code, reason = "requests are made in browsers"))]
    fn api(&self) -> String;
    /// The token of an appeal that a mailed link brought; once.
    #[cfg_attr(not(feature = "csr"), expect(dead_code, reason = "links are opened in browsers"))]
    fn take_link(&self) -> Option<String>;
    /// Fetches the late steps, unless they are here or on their way.
    fn load_late(&self);
    /// Titles the page, when it is ours.
    fn title(&self, title: &str);
    /// Tells the page which language is spoken.
    fn language(&self, locale: Locale);
    /// Puts a number into words by the browser's `Intl`: a unit such as `minute`, `percent`, or
    /// `plural` for the plural category of the number.
    fn format(&self, locale: Locale, kind: &str, number: f64) -> String;
    /// The page around the element.
    #[cfg(feature = "csr")]
    fn host(&self) -> crate::host::Host;
    /// Whether the page shows its first screen still, so that focus must stay where it is.
    fn is_first_screen(&self) -> bool;
    /// Gives the focus to an element once it stands in the page.
    fn focus(&self, element: HtmlElement);
    /// Gives the focus to a field and brings its label into sight.
    fn focus_field(&self, field: &HtmlElement);
    /// Waits for a code by WebOTP and hands it over; gives up when the scope ends (OTP-14).
    fn await_code(&self, found: Rc<dyn Fn(String)>);
    /// Calls back once a second until the scope ends, with the seconds since the call.
    fn every_second(&self, tick: Rc<dyn Fn(u32)>);
    /// Calls back when typed secrets must go: the page is left or hidden away (REL-08).
    fn on_leave(&self, wipe: Rc<dyn Fn()>);
    /// Calls back after a second.
    fn later(&self, act: Box<dyn Fn()>);
    /// Fills a buffer with randomness of the operating system; `false` when there is none.
    fn random(&self, buffer: &mut [u8]) -> bool;
    /// Copies a text, and says whether that worked.
    fn copy(&self, text: &str, done: Rc<dyn Fn(bool)>);
    /// Keeps the open recovery on this device, beyond the tab, for as long as it waits (ADM-06).
    fn keep(&self);
    /// Makes sure that this document may ask for the camera: one that was opened at another address
    /// may not, by its headers (FAC-08), and is loaded anew. `false` when that happens.
    fn is_camera_page(&self) -> bool;
    /// Shows the camera in the element and hands over pictures, until the scope ends or the page
    /// is hidden or left (FAC-05). Gives what switches it off.
    fn camera(&self, video: HtmlVideoElement, heard: Rc<dyn Fn(CameraNews)>) -> Rc<dyn Fn()>;
}

/// What a camera tells.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "csr"), expect(dead_code, reason = "there are cameras in browsers only"))]
pub enum CameraNews {
    /// It runs.
    Started,
    /// A picture.
    Frame(SubmitFrame),
    /// It was switched off, because the page was hidden.
    Stopped,
    /// It cannot be used.
    Refused(Trouble),
}

/// Why a camera cannot be used (FAC-06).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "csr"), expect(dead_code, reason = "there are cameras in browsers only"))]
pub enum Trouble {
    /// The person, or the browser for them, did not allow it.
    NotAllowed,
    /// The page, or the page around it, forbids it.
    Forbidden,
    /// There is none.
    NotFound,
    /// Another program has it.
    Busy,
    /// It gives no fitting picture.
    Unfit,
    /// The page is not secure.
    Insecure,
    /// Anything else.
    Other,
}

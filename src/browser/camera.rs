//! The camera of this device: shown in a video element, photographed a few times a second. Every
//! track ends with its owner, and as soon as the page is hidden or left (FAC-05). A picture lives in
//! a canvas and a request body only (FAC-07).

use crate::browser::by_name::{call, get, set};
use crate::browser::listener::Listener;
use crate::browser::page::{document, window};
use crate::browser::timer::{Interval, spawn};
use crate::shell::{CameraNews, Trouble};
use js_sys::{Array, Object, Promise};
use regain_contract::SubmitFrame;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlVideoElement;

/// Time between two pictures.
const PERIOD_MS: i32 = 500;
/// The size of a picture: enough for a face, and about 15 KB as JPEG.
const WIDTH: u32 = 320;
const HEIGHT: u32 = 240;
const JPEG_QUALITY: f64 = 0.8;

/// Shows the camera in the element and tells `heard` what becomes of it. Gives what switches it
/// off; dropping that does so too.
pub fn start(video: HtmlVideoElement, heard: Rc<dyn Fn(CameraNews)>) -> Rc<dyn Fn()> {
    let camera = Camera::start(video, heard);
    Rc::new(move || camera.stop())
}

/// A camera that runs or is about to; dropping it switches it off.
struct Camera {
    video: HtmlVideoElement,
    /// A `MediaStream`.
    stream: RefCell<Option<JsValue>>,
    is_wanted: Cell<bool>,
    heard: Rc<dyn Fn(CameraNews)>,
    timer: RefCell<Option<Interval>>,
    listeners: RefCell<Vec<Listener>>,
}

impl Camera {
    /// Asks for the camera. What becomes of it is told to `heard`.
    fn start(video: HtmlVideoElement, heard: Rc<dyn Fn(CameraNews)>) -> Rc<Self> {
        let camera = Rc::new(Self {
            video,
            stream: RefCell::new(None),
            is_wanted: Cell::new(true),
            heard,
            timer: RefCell::new(None),
            listeners: RefCell::new(vec![]),
        });
        camera.watch_the_page();
        let asked = Rc::downgrade(&camera);
        spawn(async move {
            let stream = ask().await;
            match (asked.upgrade(), stream) {
                (Some(camera), Ok(stream)) => camera.show(stream),
                (Some(camera), Err(trouble)) => camera.tell(CameraNews::Refused(trouble)),
                // Nobody waits any more.
                (None, Ok(stream)) => stop(&stream),
                (None, Err(_)) => {}
            }
        });
        camera
    }

    /// Switches the camera off.
    fn stop(&self) {
        self.is_wanted.set(false);
        self.timer.take();
        if let Some(stream) = self.stream.take() {
            stop(&stream);
        }
        let _ = set(&self.video, "srcObject", &JsValue::NULL);
    }

    fn watch_the_page(self: &Rc<Self>) {
        let (Some(window), Some(document)) = (window(), document()) else { return };
        let leave = |this: &Weak<Self>| {
            let this = this.clone();
            move |_| {
                let hidden = crate::browser::page::document().is_none_or(|page| page.hidden());
                if let (true, Some(camera)) = (hidden, this.upgrade()) {
                    camera.stop();
                    camera.tell(CameraNews::Stopped);
                }
            }
        };
        let this = Rc::downgrade(self);
        let gone = this.clone();
        *self.listeners.borrow_mut() = vec![
            Listener::new(document, "visibilitychange", leave(&this)),
            Listener::new(window, "pagehide", move |_| {
                if let Some(camera) = gone.upgrade() {
                    camera.stop();
                    camera.tell(CameraNews::Stopped);
                }
            }),
        ];
    }

    fn show(self: &Rc<Self>, stream: JsValue) {
        if !self.is_wanted.get() {
            stop(&stream);
            return;
        }
        // The attribute alone mutes no video that a script made, and others do not play without a press.
        let _ = set(&self.video, "muted", &JsValue::TRUE);
        let _ = set(&self.video, "srcObject", &stream);
        self.stream.replace(Some(stream));
        // Fails when the camera is switched off before its first picture, or the page is not active:
        // nobody is to be told, and the browser is not to report a rejection that nobody handled.
        if let Ok(playing) = call(&self.video, "play", &[]) {
            spawn(async move {
                let _ = JsFuture::from(Promise::from(playing)).await;
            });
        }
        self.tell(CameraNews::Started);
        let this = Rc::downgrade(self);
        let timer = Interval::new(PERIOD_MS, move || {
            if let Some(camera) = this.upgrade() {
                camera.photograph();
            }
        });
        self.timer.replace(timer);
    }

    fn photograph(&self) {
        if let Some(jpeg) = picture(&self.video) {
            self.tell(CameraNews::Frame(SubmitFrame { jpeg }));
        }
    }

    fn tell(&self, news: CameraNews) {
        (self.heard)(news);
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn ask() -> Result<JsValue, Trouble> {
    let window = window().ok_or(Trouble::Other)?;
    let is_secure = get(&window, "isSecureContext").ok().and_then(|it| it.as_bool());
    if is_secure != Some(true) {
        return Err(Trouble::Insecure);
    }
    if is_forbidden() {
        return Err(Trouble::Forbidden);
    }
    let navigator = window.navigator();
    let devices = get(&navigator, "mediaDevices").map_err(|_| Trouble::Other)?;
    let wanted = wanted().map_err(|_| Trouble::Other)?;
    let asked = call(&devices, "getUserMedia", &[&wanted]).map_err(|error| trouble(&error))?;
    JsFuture::from(Promise::from(asked)).await.map_err(|error| trouble(&error))
}

/// The camera on the side of the person, if there are several.
fn wanted() -> Result<Object, JsValue> {
    let (wanted, video) = (Object::new(), Object::new());
    set(&video, "facingMode", &"user".into())?;
    set(&video, "width", &640.into())?;
    set(&wanted, "video", &video)?;
    Ok(wanted)
}

/// Whether the headers of this page, or the page around it, forbid the camera: where the browser
/// tells, the person need not be asked.
fn is_forbidden() -> bool {
    let allows = || -> Option<bool> {
        let page = document()?;
        let policy = get(&page, "featurePolicy").ok()?;
        call(&policy, "allowsFeature", &[&"camera".into()]).ok()?.as_bool()
    };
    allows() == Some(false)
}

fn trouble(error: &JsValue) -> Trouble {
    let name = get(error, "name").ok().and_then(|name| name.as_string());
    match name.as_deref() {
        Some("NotAllowedError" | "SecurityError") => Trouble::NotAllowed,
        Some("NotFoundError" | "DevicesNotFoundError") => Trouble::NotFound,
        Some("NotReadableError" | "TrackStartError" | "AbortError") => Trouble::Busy,
        Some("OverconstrainedError") => Trouble::Unfit,
        _ => Trouble::Other,
    }
}

fn stop(stream: &JsValue) {
    let tracks = call(stream, "getTracks", &[]).unwrap_or_default();
    for track in Array::from(&tracks).iter() {
        let _ = call(&track, "stop", &[]);
    }
}

/// The picture of the moment as base64; `None` before the first one.
fn picture(video: &HtmlVideoElement) -> Option<String> {
    if get(video, "videoWidth").ok()?.as_f64()? < 1.0 {
        return None;
    }
    let page = document()?;
    let canvas = call(&page, "createElement", &[&"canvas".into()]).ok()?;
    let (width, height) = (JsValue::from(WIDTH), JsValue::from(HEIGHT));
    set(&canvas, "width", &width).ok()?;
    set(&canvas, "height", &height).ok()?;
    let context = call(&canvas, "getContext", &[&"2d".into()]).ok()?;
    let zero = JsValue::from(0);
    call(&context, "drawImage", &[video, &zero, &zero, &width, &height]).ok()?;
    let url = call(&canvas, "toDataURL", &[&"image/jpeg".into(), &JPEG_QUALITY.into()]).ok()?;
    url.as_string()?.split_once(',').map(|(_, base64)| base64.to_owned())
}

//! The camera of this device: shown in a video element, photographed a few times a second. Every
//! track ends with its owner, and as soon as the page is hidden or left (FAC-05). A picture lives in
//! a canvas and a request body only (FAC-07).

use crate::browser::listener::Listener;
use crate::browser::page::{document, window};
use crate::browser::picture::canvas;
use crate::browser::timer::{Interval, spawn};
use crate::shell::{CameraNews, Trouble};
use regain_contract::SubmitFrame;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, DomException, HtmlVideoElement, MediaStream, MediaStreamConstraints,
    MediaStreamTrack, MediaTrackConstraints,
};

/// Time between two pictures.
const PERIOD_MS: i32 = 500;
/// The size of a picture: enough for a face, and about 15 KB as JPEG.
const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 240.0;
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
    stream: RefCell<Option<MediaStream>>,
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
        self.video.set_src_object(None);
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

    fn show(self: &Rc<Self>, stream: MediaStream) {
        if !self.is_wanted.get() {
            stop(&stream);
            return;
        }
        // The attribute alone mutes no video that a script made, and others do not play without a press.
        self.video.set_muted(true);
        self.video.set_src_object(Some(&stream));
        self.stream.replace(Some(stream));
        // Fails when the camera is switched off before its first picture, or the page is not active:
        // nobody is to be told, and the browser is not to report a rejection that nobody handled.
        if let Ok(playing) = self.video.play() {
            spawn(async move {
                let _ = JsFuture::from(playing).await;
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

async fn ask() -> Result<MediaStream, Trouble> {
    let window = window().ok_or(Trouble::Other)?;
    if !window.is_secure_context() {
        return Err(Trouble::Insecure);
    }
    if is_forbidden() {
        return Err(Trouble::Forbidden);
    }
    let devices = window.navigator().media_devices().map_err(|_| Trouble::Other)?;
    let asked = devices.get_user_media_with_constraints(&wanted());
    let asked = asked.map_err(|error| trouble(&error))?;
    let stream = JsFuture::from(asked).await.map_err(|error| trouble(&error))?;
    Ok(stream.unchecked_into())
}

/// The camera on the side of the person, if there are several.
fn wanted() -> MediaStreamConstraints {
    let video = MediaTrackConstraints::new();
    video.set_facing_mode_str("user");
    video.set_width_i32(640);
    let wanted = MediaStreamConstraints::new();
    wanted.set_video_media_track_constraints(&video);
    wanted
}

/// Whether the headers of this page, or the page around it, forbid the camera: where the browser
/// tells, the person need not be asked.
fn is_forbidden() -> bool {
    let policy = document().and_then(|page| page.unchecked_into::<PolicedDocument>().policy());
    policy.is_some_and(|policy| !policy.allows_feature("camera"))
}

fn trouble(error: &JsValue) -> Trouble {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        Some("NotAllowedError" | "SecurityError") => Trouble::NotAllowed,
        Some("NotFoundError" | "DevicesNotFoundError") => Trouble::NotFound,
        Some("NotReadableError" | "TrackStartError" | "AbortError") => Trouble::Busy,
        Some("OverconstrainedError") => Trouble::Unfit,
        _ => Trouble::Other,
    }
}

fn stop(stream: &MediaStream) {
    for track in stream.get_tracks().iter() {
        track.unchecked_into::<MediaStreamTrack>().stop();
    }
}

/// The picture of the moment as base64; `None` before the first one.
fn picture(video: &HtmlVideoElement) -> Option<String> {
    if video.video_width() == 0 {
        return None;
    }
    let (canvas, context) = canvas(WIDTH, HEIGHT)?;
    context
        .draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, WIDTH, HEIGHT)
        .ok()?;
    let quality = JPEG_QUALITY.into();
    let url = canvas.to_data_url_with_type_and_encoder_options("image/jpeg", &quality).ok()?;
    url.split_once(',').map(|(_, base64)| base64.to_owned())
}

#[wasm_bindgen]
extern "C" {
    /// A document, where the browser tells what its headers forbid. web-sys does not know that.
    #[wasm_bindgen(extends = Document)]
    type PolicedDocument;
    #[wasm_bindgen(method, getter, js_name = featurePolicy)]
    fn policy(this: &PolicedDocument) -> Option<FeaturePolicy>;

    type FeaturePolicy;
    #[wasm_bindgen(method, js_name = allowsFeature)]
    fn allows_feature(this: &FeaturePolicy, feature: &str) -> bool;
}

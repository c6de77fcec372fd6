//! A camera that takes pictures until the server has decided, with guidance in words. Shown by the
//! recovery's own face step and by a hand-off's.

use crate::i18n::{Key, t};
use crate::shell::{CameraNews, Trouble};
use crate::ui::erased::{effect, press, text, when};
use crate::ui::{Button, LinkButton, Ui};
use leptos::html::Video;
use leptos::prelude::*;
use regain_contract::Guidance;
use regain_flow::Event;
use std::rc::Rc;

/// How the camera is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Camera {
    Starting,
    On,
    Off,
    Refused(Trouble),
}

/// Draws the camera. `guidance` reads what the server advises; `phone` is the way on without a
/// camera, where there is one.
#[component]
pub fn Capture(
    guidance: fn(Ui) -> Option<Guidance>,
    #[prop(optional)] phone: Option<Event>,
) -> impl IntoView {
    let ui = Ui::here();
    let video = NodeRef::<Video>::new();
    let camera = RwSignal::new(Camera::Starting);
    let stop = StoredValue::new_local(None::<Rc<dyn Fn()>>);
    let start = move || {
        let Some(video) = video.get_untracked() else { return };
        camera.set(Camera::Starting);
        let heard = Rc::new(move |news| hear(ui, camera, news));
        stop.set_value(Some(ui.shell().camera(video, heard)));
    };
    // The document may not be allowed to ask for a camera: then it is loaded anew.
    let is_allowed = ui.shell().is_camera_page();
    effect(move || {
        if video.get().is_some() && is_allowed {
            start();
        }
    });
    let switch_off = move || {
        if let Some(stop) = stop.try_get_value().flatten() {
            stop();
        }
        camera.set(Camera::Off);
    };
    // A failure stops the pictures until the person starts again.
    effect(move || {
        if ui.failure().is_some() {
            switch_off();
        }
    });
    let advice = Memo::new(move |_| match camera.get() {
        Camera::Starting => Key::CameraStarting,
        Camera::Off => Key::CameraStopped,
        Camera::On => advice(guidance(ui).unwrap_or_default()),
        Camera::Refused(trouble) => explanation(trouble),
    });
    effect(move || ui.say(advice.get()));
    let is_idle = move || matches!(camera.get(), Camera::Off | Camera::Refused(_));
    let is_on = move || camera.get() == Camera::On;
    let picture = t(Key::CameraPicture);
    let hurry = t(Key::CameraTime);
    let begin = move || {
        let press = press(move |_| {
            ui.dispatch(Event::Returned);
            start();
        });
        view! { <p><Button text=Key::CameraStart press/></p> }.into_any()
    };
    let end = move || {
        let press = press(move |_| switch_off());
        view! { <p><LinkButton text=Key::CameraStop press/></p> }.into_any()
    };
    let phone = phone.map(|event| {
        let press = press(move |_| ui.dispatch(event.clone()));
        view! { <p><LinkButton text=Key::FacePhone press/></p> }
    });
    view! {
        <div class="rg-camera">
            <video
                class="rg-camera__picture"
                aria-label=picture
                autoplay=true
                muted=true
                playsinline=true
                node_ref=video
            ></video>
        </div>
        <p class="rg-camera__advice">{text(move || ui.text(advice.get()))}</p>
        <p class="rg-quiet">{hurry}</p>
        {when(is_idle, begin)}
        {when(is_on, end)}
        {phone}
    }
}

fn hear(ui: Ui, camera: RwSignal<Camera>, news: CameraNews) {
    match news {
        CameraNews::Started => camera.set(Camera::On),
        CameraNews::Stopped => camera.set(Camera::Off),
        CameraNews::Refused(trouble) => camera.set(Camera::Refused(trouble)),
        CameraNews::Frame(frame) => ui.dispatch(Event::TookFrame(frame)),
    }
}

const fn advice(guidance: Guidance) -> Key {
    match guidance {
        Guidance::Start | Guidance::Other => Key::GuidanceStart,
        Guidance::TooDark => Key::GuidanceTooDark,
        Guidance::TooFar => Key::GuidanceTooFar,
        Guidance::HoldStill => Key::GuidanceHoldStill,
        Guidance::More => Key::GuidanceMore,
    }
}

const fn explanation(trouble: Trouble) -> Key {
    match trouble {
        Trouble::NotAllowed => Key::TroubleNotAllowed,
        Trouble::Forbidden => Key::TroubleForbidden,
        Trouble::NotFound => Key::TroubleNotFound,
        Trouble::Busy => Key::TroubleBusy,
        Trouble::Unfit => Key::TroubleUnfit,
        Trouble::Insecure => Key::TroubleInsecure,
        Trouble::Other => Key::TroubleOther,
    }
}

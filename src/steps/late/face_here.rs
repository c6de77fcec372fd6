//! `/verify/face` with the camera of this device.

use crate::i18n::Key;
use crate::steps::frame::Frame;
use crate::steps::late::capture::Capture;
use crate::steps::late::face_choice::face;
use crate::ui::erased::press;
use crate::ui::{LinkButton, Ui};
use leptos::prelude::*;
use regain_contract::{FaceStage, Guidance};
use regain_flow::Event;

/// Draws the camera.
#[component]
pub fn FaceHereStep() -> impl IntoView {
    let ui = Ui::here();
    let other = press(move |_| ui.dispatch(Event::AskedForOtherMethod));
    view! {
        <Frame heading=Key::CameraHeading>
            <Capture guidance phone=Event::AskedForHandOff/>
            <p class="rg-aside"><LinkButton text=Key::CodeOtherMethod press=other/></p>
        </Frame>
    }
}

fn guidance(ui: Ui) -> Option<Guidance> {
    ui.step(|step| match face(step)?.stage {
        FaceStage::Here { guidance } => Some(guidance),
        _ => None,
    })
}

//! `/appeal`: the way on when no method can be passed. Says honestly that appeals are not filed
//! here yet.

use crate::app::Ui;
use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::steps::late::not_found::back_link;
use leptos::prelude::*;

/// Draws the advice.
#[component]
pub fn AppealStep() -> impl IntoView {
    let (lead, materials) = (t(Key::AppealLead), t(Key::AppealMaterials));
    view! {
        <Frame heading=Key::AppealHeading>
            <p class="rg-lead">{lead}</p>
            <p>{materials}</p>
            {back_link(Ui::here(), Key::AppealBack)}
        </Frame>
    }
}

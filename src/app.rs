//! The one component that draws the whole page: header, progress, the step, footer.

use crate::steps::late;
use crate::steps::step_view;
use crate::ui::erased::{attribute, block, effect, when};
use crate::ui::{Announcer, Footer, Header, OfflineBanner, Progress, Ui};
use leptos::prelude::*;

/// The whole page inside `<regain-recovery>`.
#[component]
pub fn App() -> impl IntoView {
    let ui = Ui::here();
    let screen = ui.screen;
    effect(move || ui.shell().language(ui.locale.get()));
    effect(move || {
        if ui.is_busy() {
            ui.shell().later(Box::new(move || ui.say_if_still_busy()));
        }
    });
    let is_ending = RwSignal::new(false);
    effect(move || {
        // Set only when it changes: a warning that is drawn anew would lose the focus.
        // The first memo in the main wasm would cost 1.1 KB.
        let is_now = late::is_ending(ui);
        if is_now != is_ending.get_untracked() {
            is_ending.set(is_now);
        }
    });
    let language = attribute(move || Some(ui.locale.get().tag()));
    let direction =
        attribute(move || Some(if ui.locale.get().is_right_to_left() { "rtl" } else { "ltr" }));
    view! {
        <div class="rg-frame" lang=language dir=direction>
            <Header/>
            // No `<main>`: on the pages of others the loader takes the role away.
            <div class="rg-main" role="main">
                <OfflineBanner/>
                {when(move || is_ending.get(), move || late::warning(ui))}
                <Progress screen/>
                <div class="rg-card">
                    {block(move || step_view(screen.get()))}
                </div>
            </div>
            <Footer/>
            <Announcer/>
        </div>
    }
}

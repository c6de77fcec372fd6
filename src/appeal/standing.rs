//! Where a submitted appeal stands, in words, with the ways on; and what happened so far.

use super::ask_first::{AskFirst, WITHDRAW};
use super::desk::Desk;
use super::steps::follow;
use crate::error_messages::rough;
use crate::i18n::{Key, quoted};
use crate::ui::Button;
use crate::ui::erased::{block, press, text};
use leptos::prelude::*;
use regain_contract::appeal::{Decided, Happened, Milestone, Standing};
use regain_flow::Route;
use regain_flow::appeal::Page;

/// Draws where it stands and the ways on.
#[component]
pub fn Way() -> impl IntoView {
    let desk = Desk::here();
    let standing = Memo::new(move |_| desk.step(|step| follow(step).map(|step| step.standing)));
    block(move || match standing.get() {
        Some(Standing::InReview {}) => in_review(desk),
        Some(Standing::Approved(decided)) => approved(desk, decided),
        Some(Standing::Refused(refusal)) => {
            let (note, again_in_s) = (refusal.note, refusal.again_in_s);
            let ui = desk.ui;
            let again = text(move || match again_in_s {
                0 => ui.text(Key::AppealRefusedAgain),
                s => ui.filled(Key::AppealRefusedAfter, &[("time", &rough(ui, s))]),
            });
            let extra = view! { {said(desk, note)}<p>{again}</p>{again_link(desk)} }.into_any();
            standing_is(desk, Key::AppealRefused, extra)
        }
        Some(Standing::Withdrawn {}) => standing_is(desk, Key::AppealWithdrawn, again_link(desk)),
        Some(Standing::Stopped {}) => standing_is(desk, Key::AppealStopped, again_link(desk)),
        Some(Standing::Lapsed {}) => standing_is(desk, Key::AppealLapsed, again_link(desk)),
        Some(Standing::MoreAsked { .. } | Standing::Unknown) | None => ().into_any(),
    })
}

fn standing_is(desk: Desk, key: Key, extra: AnyView) -> AnyView {
    let ui = desk.ui;
    let said = text(move || ui.text(key));
    view! { <p class="rg-note">{said}</p>{extra} }.into_any()
}

fn in_review(desk: Desk) -> AnyView {
    let ui = desk.ui;
    let days = text(move || {
        let days = desk.step(|step| follow(step).map(|step| step.answer_days)).unwrap_or_default();
        ui.filled(Key::AppealInReview, &[("days", &days.to_string())])
    });
    let next = text(move || ui.text(Key::AppealNextSteps));
    view! {
        <p class="rg-lead rg-lead--good">{days}</p>
        <p>{next}</p>
        <AskFirst asks=WITHDRAW/>
    }
    .into_any()
}

fn approved(desk: Desk, decided: Decided) -> AnyView {
    let ui = desk.ui;
    let Decided { username, bound_in_s } = decided;
    let name = quoted(&username);
    let said = text(move || match bound_in_s {
        0 => ui.filled(Key::AppealApproved, &[("username", &name)]),
        s => ui.filled(Key::AppealApprovedSoon, &[("username", &name), ("time", &rough(ui, s))]),
    });
    let go_on = (bound_in_s == 0).then(|| {
        let press = press(move |_| {
            ui.identifier.set(username.clone());
            ui.shell().go(Route::Account);
        });
        view! { <p><Button text=Key::AppealRecover press/></p> }
    });
    view! { <p class="rg-lead rg-lead--good">{said}</p>{go_on} }.into_any()
}

fn said(desk: Desk, note: String) -> AnyView {
    if note.trim().is_empty() {
        return ().into_any();
    }
    let ui = desk.ui;
    let said = text(move || ui.filled(Key::AppealReviewer, &[("note", &quoted(&note))]));
    view! { <p class="rg-said">{said}</p> }.into_any()
}

fn again_link(desk: Desk) -> AnyView {
    let press = press(move |_| desk.go(Page::Begin));
    view! { <p><Button text=Key::AppealAgain press quiet=true/></p> }.into_any()
}

/// Draws what happened, the oldest first.
#[component]
pub fn Timeline() -> impl IntoView {
    let desk = Desk::here();
    let ui = desk.ui;
    let heading = text(move || ui.text(Key::AppealTimeline));
    let items = block(move || {
        let all = desk.step(|step| follow(step).map(|step| step.timeline)).unwrap_or_default();
        all.into_iter().map(|one| entry(desk, one)).collect::<Vec<_>>().into_any()
    });
    view! {
        <section class="rg-way">
            <h2 class="rg-way__heading">{heading}</h2>
            <ol class="rg-timeline">{items}</ol>
        </section>
    }
}

fn entry(desk: Desk, Happened { what, ago_s }: Happened) -> AnyView {
    let ui = desk.ui;
    let key = match what {
        Milestone::Received => Key::AppealWasReceived,
        Milestone::MoreAsked => Key::AppealWasMoreAsked,
        Milestone::MoreGiven => Key::AppealWasMoreGiven,
        Milestone::Approved => Key::AppealWasApproved,
        Milestone::Bound => Key::AppealWasBound,
        Milestone::Refused => Key::AppealWasRefused,
        Milestone::Withdrawn => Key::AppealWasWithdrawn,
        Milestone::Stopped => Key::AppealWasStopped,
        Milestone::Lapsed => Key::AppealWasLapsed,
        Milestone::Other => Key::AppealWasOther,
    };
    let what = text(move || ui.text(key));
    let ago = text(move || ui.filled(Key::AskerAgo, &[("time", &rough(ui, ago_s))]));
    view! { <li class="rg-timeline__entry"><span>{what}</span><span class="rg-quiet">{ago}</span></li> }
        .into_any()
}

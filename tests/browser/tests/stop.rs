//! The owner of a destination says that a changed password was not theirs.

use crate::journey::*;
use regain_browser_tests::{Browser, Visit};

browser_tests! {
    every browser: [],
    chromium: [the_link_of_the_notice_stops_the_new_password, it_was_me_changes_nothing]
}

#[track_caller]
fn changed(visit: &Visit) -> String {
    prove_by_sms(visit, "solo", SOLO_PHONE);
    set_password(visit, NEW_PASSWORD);
    visit.stage.link(SOLO_MAIL, "/hand-off")
}

/// FIN-03, TOK-09: opening does nothing; one press stops it.
fn the_link_of_the_notice_stops_the_new_password(browser: Browser) {
    let visit = Visit::with(browser).start();
    let link = changed(&visit);
    let owner = visit.new_tab();
    owner.open_url(&link);
    owner.screen("Was this you?");
    owner.is_at("/hand-off");
    assert!(visit.stage.accepts("solo", NEW_PASSWORD), "opening the link does nothing");
    owner.button("It was not me: stop it").press();
    owner.screen("It was stopped");
    assert!(!visit.stage.accepts("solo", NEW_PASSWORD));
    owner.open_url(&link);
    owner.screen("It was stopped");

    visit.open("/");
    visit.screen(ACCOUNT);
    visit.field(IDENTIFIER).fill("solo");
    visit.button("Next").press();
    visit.screen(METHODS);
    visit.choice("Mobile phone").press();
    visit.screen("Too many wrong codes");
}

fn it_was_me_changes_nothing(browser: Browser) {
    let visit = Visit::with(browser).start();
    let link = changed(&visit);
    let owner = visit.new_tab();
    owner.open_url(&link);
    owner.screen("Was this you?");
    owner.button("It was me").press();
    owner.screen("You declined");
    assert!(visit.stage.accepts("solo", NEW_PASSWORD));
}

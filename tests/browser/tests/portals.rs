//! The demo portals: each embeds the recovery in its own way, and is read as an example.

use crate::embedded::*;
use crate::journey::*;
use regain_browser_tests::{Browser, Key, Visit, wait};
use serde_json::json;

browser_tests! {
    every browser: [one_script_tag_is_enough, the_frame_tells_its_step_and_its_height],
    not webkit: [the_frame_is_as_high_as_what_is_in_it],
    chromium: [
        the_portals_are_listed,
        a_react_application_keeps_its_router_and_its_links,
        a_strict_portal_has_it_in_a_shadow_root,
        a_portal_on_another_site_needs_no_cookie,
    ]
}

/// EMB-08: hash routing and events; the portal leads back itself.
fn one_script_tag_is_enough(browser: Browser) {
    let visit = visit(browser);
    open_portal(&visit, "plain");
    visit.text("step account");
    visit.screen(ACCOUNT);

    recover(&visit);

    visit.screen(DONE);
    visit.text("completed reset_password");
    visit.is_at(&format!("{}portals/plain#/done", visit.stage.portal()));
    visit.link("Log on").press();
    log_on(&visit, "solo", NEW_PASSWORD);
    visit.heading("Welcome, solo").is_there();
}

/// EMB-07: greeted until it answers, it tells what came to pass before.
fn the_frame_tells_its_step_and_its_height(browser: Browser) {
    let visit = visit(browser);
    open_portal(&visit, "frame");

    let height = settled_height(&visit, "step account");

    assert!((height - 640.0).abs() > 1.0, "it has the height that it began with");
}

/// EMB-07: the protocol tells height and steps; the page around sees nothing else. The last key is
/// Enter: Firefox's driver does not scroll the page around to a button in a frame.
fn the_frame_is_as_high_as_what_is_in_it(browser: Browser) {
    let visit = visit(browser);
    open_portal(&visit, "frame");
    visit.text("step account");

    visit.enter_frame();
    ask_for_code(&visit);
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    visit.heading(PASSWORD).is_there();
    let high = settled_height(&visit, "step password");
    visit.enter_frame();
    visit.field("New password").fill(NEW_PASSWORD);
    visit.press(Key::Enter);
    visit.heading(DONE).is_there();
    let low = settled_height(&visit, "step done");

    assert!(low < high, "{high} pixels for the password, {low} at the end");
    assert!(visit.stage.accepts("solo", NEW_PASSWORD), "the password did not change");
}

/// The height of the frame once it is that of what is in it and the page has heard the step; from
/// inside the frame, and then outside.
#[track_caller]
fn settled_height(visit: &Visit, step: &str) -> f64 {
    let number = |script: &str| visit.run(script, json!([])).as_f64().unwrap();
    let height = wait::until("the frame has the height of its content", || {
        visit.leave_frames();
        let around = number("return document.querySelector('iframe').clientHeight");
        visit.enter_frame();
        let inside = number(
            "return document.querySelector('regain-recovery').getBoundingClientRect().height",
        );
        if (around - inside).abs() < 1.5 { Ok(around) } else { Err(format!("{around}, {inside}")) }
    });
    visit.leave_frames();
    visit.text(step);
    height
}

fn the_portals_are_listed(browser: Browser) {
    let visit = visit(browser);
    visit.open_url(&format!("{}portals/", visit.stage.portal()));
    visit.screen("Portals that embed the recovery");
    visit.link("Pages that make it hard").press();
    visit.screen("Pages that make it hard");
}

/// EMB-08: the path below a route of the application; its own links stay its own.
fn a_react_application_keeps_its_router_and_its_links(browser: Browser) {
    let visit = visit(browser);
    let at = |path: &str| format!("{}portals/react{path}", visit.stage.portal());
    open_portal(&visit, "react");
    drop(visit.run("window.loaded = 'once'", json!([])));
    visit.link("Forgot password").press();
    begin(&visit);
    visit.is_at(&at("/recover/methods"));

    visit.link("Help").press();
    visit.heading("Help").is_there();
    visit.is_at(&at("/help"));
    visit.back();
    visit.heading(METHODS).is_there();
    visit.back();
    visit.heading(ACCOUNT).is_there();
    visit.forward();
    visit.heading(METHODS).is_there();
    visit.choice("Mobile phone").press();
    finish(&visit);
    visit.is_at(&at("/recover/done"));
    visit.link("Log on").press();

    visit.heading("Log on").is_there();
    visit.is_at(&at(""));
    assert_eq!(visit.run("return window.loaded", json!([])), "once", "the page was loaded again");
}

/// EMB-08, WEB-08: `script-src 'self'`, Trusted Types without any policy, styles by file alone; what is
/// set while running goes through the style objects.
fn a_strict_portal_has_it_in_a_shadow_root(browser: Browser) {
    let visit = visit(browser);
    open_portal(&visit, "strict");
    visit.screen(ACCOUNT);

    recover(&visit);

    visit.screen(DONE);

    let mode = with_element(&visit, "return element.shadowRoot?.mode ?? 'none'");
    assert_eq!(mode, "open");
    let styled = with_element(
        &visit,
        "const root = element.shadowRoot;
        return [root.querySelectorAll('style').length, root.adoptedStyleSheets.length > 0,
            getComputedStyle(root.querySelector('.rg-card')).borderTopStyle]",
    );
    assert_eq!(styled, json!([0, true, "solid"]));
}

/// EMB-08: the server is another site; what the recovery needs is in the portal's own storage.
fn a_portal_on_another_site_needs_no_cookie(browser: Browser) {
    let visit = visit(browser);
    let address = format!("{}portals/cross-site", visit.stage.foreign_portal());
    visit.open_url(&address);

    ask_for_code(&visit);
    visit.reload();
    // Without an address of its own, the step is not shown again by itself.
    visit.button("Return to the recovery you began").press();
    finish(&visit);

    visit.is_at(&address);
    assert_eq!(visit.run("return document.cookie", json!([])), "");
}

//! The demo portals: each embeds the recovery in its own way, and is read as an example.

use crate::embedded::*;
use crate::journey::*;
use regain_browser_tests::{Browser, Visit};
use serde_json::json;

browser_tests! {
    every browser: [one_script_tag_is_enough, the_frame_is_as_high_as_what_is_in_it],
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

    recover(&visit);

    visit.text("completed reset_password");
    visit.is_at(&format!("{}portals/plain#/done", visit.stage.portal()));
    visit.link("Log on").press();
    log_on(&visit, "solo", NEW_PASSWORD);
    visit.heading("Welcome, solo").is_there();
}

/// EMB-07: the protocol tells height and steps; the page around sees nothing else.
fn the_frame_is_as_high_as_what_is_in_it(browser: Browser) {
    let visit = visit(browser);
    open_portal(&visit, "frame");
    visit.text("step account");
    let height = |visit: &Visit| {
        let script = "return document.querySelector('iframe').getBoundingClientRect().height";
        visit.run(script, json!([])).as_f64().unwrap()
    };
    let before = height(&visit);
    visit.enter_frame();

    recover(&visit);

    let inside = visit.run("return document.documentElement.scrollHeight", json!([]));
    visit.leave_frames();
    visit.text("step done");
    let after = height(&visit);
    assert!((after - inside.as_f64().unwrap()).abs() < 2.0, "{after} around {inside}");
    assert!((after - before).abs() > 1.0, "{before} has not changed");
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
    visit.heading(PHONE_CODE).is_there();
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    visit.heading(PASSWORD).is_there();
    submit_password(&visit, NEW_PASSWORD);
    visit.heading(DONE).is_there();
    visit.is_at(&at("/recover/done"));
    visit.link("Log on").press();

    visit.heading("Log on").is_there();
    visit.is_at(&at(""));
    assert_eq!(visit.run("return window.loaded", json!([])), "once", "the page was loaded again");
}

/// EMB-08: `script-src 'self'`, Trusted Types without any policy, styles by file alone.
fn a_strict_portal_has_it_in_a_shadow_root(browser: Browser) {
    let visit = visit(browser);
    open_portal(&visit, "strict");

    recover(&visit);

    let mode = with_element(&visit, "return element.shadowRoot?.mode ?? 'none'");
    assert_eq!(mode, "open");
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
    visit.heading(PHONE_CODE).is_there();
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    visit.heading(PASSWORD).is_there();
    submit_password(&visit, NEW_PASSWORD);
    visit.heading(DONE).is_there();

    visit.is_at(&address);
    assert_eq!(visit.run("return document.cookie", json!([])), "");
}

//! The whole recovery on pages that make it hard: styles, scripts and places of a host.

use crate::embedded::*;
use crate::journey::*;
use regain_browser_tests::{Browser, Key, Visit, wait};
use serde_json::json;

browser_tests! {
    every browser: [],
    chromium: [
        a_reset_takes_nothing_away,
        a_page_without_any_style_still_shows_it,
        rules_that_outweigh_all_leave_it_usable,
        a_huge_font_changes_no_length,
        a_tiny_rem_changes_no_length,
        a_base_path_leads_no_file_and_no_address_astray,
        a_base_of_another_origin_leads_nothing_there,
        polluted_prototypes_change_nothing,
        clobbered_names_change_nothing,
        a_worker_of_the_host_passes_it_through,
        without_storage_it_runs_to_the_end,
        a_page_from_right_to_left_does_not_turn_it,
        transformed_ancestors_keep_it_whole,
        a_greedy_router_leaves_the_recovery_alone,
        the_script_twice_defines_one_element,
        two_elements_keep_their_recoveries_apart,
        a_strict_policy_is_kept,
        quirks_change_nothing,
        in_a_shadow_root_of_the_host_it_has_its_style,
        in_a_dialog_it_runs_to_the_end,
        in_a_form_of_the_host_it_sends_its_own_alone,
        moved_at_each_key_it_keeps_what_is_typed,
        attributes_set_again_and_again_change_nothing,
        under_another_name_it_is_the_same,
        an_old_script_without_its_files_shows_a_way_on,
        without_an_origin_it_says_that_the_server_cannot_be_reached,
    ]
}

/// Opens the host and goes through the recovery; gives the visit for further questions.
#[track_caller]
fn recovered_on(browser: Browser, host: &str) -> Visit {
    let visit = visit(browser);
    open_host(&visit, host);
    recover(&visit);
    visit
}

/// The computed style of the first element of ours that the selector finds.
#[track_caller]
fn style(visit: &Visit, selector: &str, property: &str) -> String {
    let script = "const within = (root) => [...root.querySelectorAll('*')].flatMap((each) =>
            [each, ...(each.shadowRoot ? within(each.shadowRoot) : [])]);
        const found = within(document).find((each) => each.matches(arguments[0]));
        return found ? getComputedStyle(found)[arguments[1]] : null";
    let found = visit.run(script, json!([selector, property]));
    found.as_str().unwrap_or_else(|| panic!("nothing is {selector}")).to_owned()
}

/// EMB-08: fields have borders, buttons their colour, and the focus its ring.
fn a_reset_takes_nothing_away(browser: Browser) {
    let visit = visit(browser);
    open_host(&visit, "css-reset");

    visit.field(IDENTIFIER).is_there();
    assert_eq!(style(&visit, "input.rg-input", "borderTopWidth"), "1px");
    visit.press(Key::Tab);
    assert_ne!(style(&visit, ":focus", "outlineStyle"), "none", "the focus cannot be seen");

    recover(&visit);
}

/// EMB-08: `* { all: unset }` is outweighed by every rule of ours.
fn a_page_without_any_style_still_shows_it(browser: Browser) {
    let visit = visit(browser);
    open_host(&visit, "all-unset");

    visit.field(IDENTIFIER).is_there();
    assert_eq!(style(&visit, ".rg-card", "display"), "block");
    assert_ne!(style(&visit, ".rg-button", "backgroundColor"), "rgba(0, 0, 0, 0)");

    recover(&visit);
}

/// EMB-08: the look suffers, as the host wanted it; everything can still be read and pressed.
fn rules_that_outweigh_all_leave_it_usable(browser: Browser) {
    recovered_on(browser, "important");
}

/// EMB-08: lengths follow the element, not the host's root.
fn a_huge_font_changes_no_length(browser: Browser) {
    let visit = recovered_on(browser, "huge-font");

    assert_eq!(style(&visit, ".rg-card p", "fontSize"), "16px");
}

/// EMB-08: as before.
fn a_tiny_rem_changes_no_length(browser: Browser) {
    let visit = recovered_on(browser, "tiny-rem");

    assert_eq!(style(&visit, ".rg-card p", "fontSize"), "16px");
}

/// EMB-08: files come from beside the script, addresses are written out.
fn a_base_path_leads_no_file_and_no_address_astray(browser: Browser) {
    let visit = recovered_on(browser, "base-path");

    let here = visit.run("return location.pathname + location.hash", json!([]));
    assert_eq!(here, "/hosts/base-path#/done");
}

/// EMB-08: as before; nothing is asked of that origin.
fn a_base_of_another_origin_leads_nothing_there(browser: Browser) {
    let visit = recovered_on(browser, "base-origin");

    let asked = visit.run(
        "return performance.getEntriesByType('resource').map(({ name }) => name)
            .filter((name) => name.startsWith('http://127.0.0.1:9/')).length",
        json!([]),
    );
    assert_eq!(asked, 0);
}

/// EMB-08: neither properties of all objects nor other methods of all lists.
fn polluted_prototypes_change_nothing(browser: Browser) {
    recovered_on(browser, "prototype-pollution");
}

/// EMB-08: elements with the names of functions.
fn clobbered_names_change_nothing(browser: Browser) {
    recovered_on(browser, "dom-clobbering");
}

/// EMB-08: a worker sees every request of its page, ours among them, and breaks none.
fn a_worker_of_the_host_passes_it_through(browser: Browser) {
    let visit = recovered_on(browser, "service-worker");

    let is_controlled = visit.run("return !!navigator.serviceWorker.controller", json!([]));
    assert_eq!(is_controlled, true, "the worker never had a hand in it");
}

/// EMB-08, REL-12: where nothing is kept, only a reload begins anew.
fn without_storage_it_runs_to_the_end(browser: Browser) {
    recovered_on(browser, "no-storage");
}

/// EMB-08: the recovery has a direction of its own.
fn a_page_from_right_to_left_does_not_turn_it(browser: Browser) {
    let visit = recovered_on(browser, "rtl");

    assert_eq!(style(&visit, ".rg-card", "direction"), "ltr");
}

/// EMB-08: nothing of ours is fixed to the window.
fn transformed_ancestors_keep_it_whole(browser: Browser) {
    recovered_on(browser, "transform");
}

/// EMB-08: it is told of each press on its links, and its own addresses stay what they were.
fn a_greedy_router_leaves_the_recovery_alone(browser: Browser) {
    let visit = visit(browser);
    open_host(&visit, "host-router");
    visit.heading(ACCOUNT).is_there();
    visit.link("Submit appeal").press();
    visit.heading("Submit an appeal").is_there();
    // The router has made an entry of its own for the same address.
    visit.back();
    visit.back();

    recover(&visit);
}

/// EMB-10: the second copy finds the name taken, and says nothing.
fn the_script_twice_defines_one_element(browser: Browser) {
    let visit = recovered_on(browser, "double-include");

    assert_eq!(visit.run("return window.defined", json!([])), 1);
    let copies = visit.run(
        "return new Set(performance.getEntriesByType('resource').map(({ name }) => name)
            .filter((name) => /define-\\w+\\.js/.test(name))).size",
        json!([]),
    );
    assert_eq!(copies, 2, "the second copy never ran");
}

/// EMB-08: one recovery ends while the other stays where it was.
fn two_elements_keep_their_recoveries_apart(browser: Browser) {
    let visit = visit(browser);
    open_host(&visit, "two-elements");
    visit.heading("Passwort zurücksetzen").is_there();

    recover(&visit);

    visit.heading("Passwort zurücksetzen").is_there();
    visit.reload();
    visit.heading(DONE).is_there();
    visit.heading("Passwort zurücksetzen").is_there();
}

/// EMB-08: no inline style or script, no policy of Trusted Types, and no word about it.
fn a_strict_policy_is_kept(browser: Browser) {
    recovered_on(browser, "strict-csp");
}

/// EMB-08: no doctype.
fn quirks_change_nothing(browser: Browser) {
    let visit = recovered_on(browser, "quirks");

    assert_eq!(visit.run("return document.compatMode", json!([])), "BackCompat");
    assert_eq!(style(&visit, ".rg-card p", "fontSize"), "16px");
}

/// EMB-08: the style goes where the element is.
fn in_a_shadow_root_of_the_host_it_has_its_style(browser: Browser) {
    let visit = recovered_on(browser, "host-shadow-root");

    assert_ne!(style(&visit, "h1.rg-heading", "color"), "rgb(255, 105, 180)", "the host's pink");
}

/// EMB-08: focus moves inside the dialog.
fn in_a_dialog_it_runs_to_the_end(browser: Browser) {
    let visit = recovered_on(browser, "dialog");

    let is_inside = "return !!document.activeElement.closest('dialog[open]')";
    assert_eq!(visit.run(is_inside, json!([])), true);
}

/// EMB-08: markup may not put forms in forms; the element makes its own by script, and Enter in one
/// of its fields sends that alone.
fn in_a_form_of_the_host_it_sends_its_own_alone(browser: Browser) {
    let visit = visit(browser);
    open_host(&visit, "form");
    visit.heading(ACCOUNT).is_there();
    visit.field(IDENTIFIER).fill("solo");
    visit.press(Key::Enter);
    visit.heading(METHODS).is_there();
    visit.reload();
    visit.choice("Mobile phone").press();
    finish(&visit);

    assert_eq!(visit.run("return window.sent", json!([])), 0, "the host heard of it");
}

/// EMB-09: moved by `append`, the element neither ends nor begins anew.
fn moved_at_each_key_it_keeps_what_is_typed(browser: Browser) {
    let visit = visit(browser);
    open_host(&visit, "moving");
    visit.field(IDENTIFIER).type_on("solo");
    visit.field(IDENTIFIER).holds("solo");
    assert_eq!(visit.run("return window.moved", json!([])), 4);

    visit.button("Next").press();
    visit.heading(METHODS).is_there();
    visit.choice("Mobile phone").press();
    finish(&visit);
}

/// EMB-08: what is typed stays.
fn attributes_set_again_and_again_change_nothing(browser: Browser) {
    let visit = visit(browser);
    open_host(&visit, "churn");
    visit.field(IDENTIFIER).fill("so");
    let before = visit.run("return window.turns", json!([])).as_u64().unwrap();
    wait::until("the framework turns three times more", || {
        let turns = visit.run("return window.turns", json!([])).as_u64().unwrap();
        if turns > before + 3 { Ok(()) } else { Err(format!("{turns} turns")) }
    });
    visit.field(IDENTIFIER).holds("so");

    recover(&visit);
}

/// EMB-10: `define("acme-recovery")`, with its style.
fn under_another_name_it_is_the_same(browser: Browser) {
    let visit = recovered_on(browser, "custom-tag");

    assert_eq!(style(&visit, ".rg-card p", "fontSize"), "16px");
    assert_ne!(style(&visit, ".rg-card", "paddingTop"), "0px");
}

/// What stood in the element at first comes back, with its link, and the page is told.
fn an_old_script_without_its_files_shows_a_way_on(browser: Browser) {
    let visit = visit(browser);
    open_host(&visit, "old-loader");

    wait::until("the page is told", || match visit.run("return window.heard", json!([])) {
        heard if heard == json!(["crashed"]) => Ok(()),
        heard => Err(heard.to_string()),
    });
    visit.link("open it on its own page").press();

    visit.heading(ACCOUNT).is_there();
    visit.forgive();
}

/// EMB-07: a frame without `allow-same-origin` has the origin `null`, which no server lets in: the
/// recovery says that it cannot reach the server, and breaks nothing.
fn without_an_origin_it_says_that_the_server_cannot_be_reached(browser: Browser) {
    let visit = visit(browser);
    open_host(&visit, "sandboxed");
    visit.enter_frame();

    visit.heading(ACCOUNT).is_there();
    visit.field(IDENTIFIER).fill("solo");
    visit.button("Next").press();

    visit.text("could not be reached");
    visit.field(IDENTIFIER).holds("solo");
    visit.forgive();
}

//! A person proves who they are with their face: with this device's camera, or with a phone or
//! another person by a link.

use crate::journey::*;
use regain_browser_tests::{Browser, Page, Visit, wait};
use regain_sandbox::face;
use serde_json::json;

browser_tests! {
    every browser: [a_phone_verifies_the_face_on_the_providers_page],
    chromium: [
        the_right_face_before_this_camera_leads_to_the_new_password,
        another_face_is_told_and_another_method_goes_on,
        a_dark_room_is_told,
        nothing_begins_without_consent,
        a_refused_camera_has_its_own_words_and_a_way_on,
        a_missing_camera_has_its_own_words_and_a_way_on,
        the_camera_stops_when_the_step_is_left,
        the_legal_representative_verifies_by_a_link,
        who_is_asked_may_decline,
        a_link_that_was_cut_short_says_so,
    ]
}

pub const FACE: &str = "Verify with facial recognition";
pub const CAMERA: &str = "Look into the camera";
pub const ELSEWHERE: &str = "Continue on another device";
const SCAN: &str = "Verify your face";
const AGREE: &str = "I agree to facial recognition for this purpose";

/// Arrives at the step.
#[track_caller]
fn choose_face(page: &Page, identifier: &str) {
    name_account(page, identifier);
    page.choice("Facial recognition").press();
    page.screen(FACE);
}

/// Chooses this device's camera, with consent.
#[track_caller]
pub fn use_this_camera(page: &Page) {
    page.choice("I am the account holder").press();
    page.field(AGREE).press();
    page.button("Use this device's camera").press();
}

/// Asks for a link and reads it.
#[track_caller]
fn link(page: &Page, button: &str) -> String {
    page.button(button).press();
    page.screen(ELSEWHERE);
    let value = page.field("Link").property("value");
    value.as_str().unwrap_or_default().to_owned()
}

/// FAC-02, FAC-03: the pictures of this camera decide, at the provider.
fn the_right_face_before_this_camera_leads_to_the_new_password(browser: Browser) {
    let visit = Visit::with(browser).before_camera(face::video("solo").unwrap()).start();
    choose_face(&visit, "solo");

    use_this_camera(&visit);
    visit.screen(PASSWORD);
    set_password(&visit, NEW_PASSWORD);

    assert!(visit.stage.accepts("solo", NEW_PASSWORD));
}

fn another_face_is_told_and_another_method_goes_on(browser: Browser) {
    let visit = Visit::with(browser).before_camera(face::video("somebody-else").unwrap()).start();
    choose_face(&visit, "solo");

    use_this_camera(&visit);
    visit.text("That was another face.");
    visit.screen(FACE);
    visit.button("Try another method").press();
    visit.screen(METHODS);
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
}

/// FAC-09: what to change is said in words, also to screen readers.
fn a_dark_room_is_told(browser: Browser) {
    let visit = Visit::with(browser).before_camera(face::dark_video()).start();
    choose_face(&visit, "solo");

    use_this_camera(&visit);
    visit.screen(CAMERA);
    visit.text("It is too dark.");
    let said = visit
        .run("return document.querySelector('[role=status][aria-atomic]').textContent", json!([]));
    assert!(said.as_str().unwrap_or_default().contains("It is too dark."), "{said}");
}

/// FAC-02: the box is not ticked, and without it no camera is asked for.
fn nothing_begins_without_consent(browser: Browser) {
    let visit = Visit::with(browser).before_camera(face::video("solo").unwrap()).start();
    choose_face(&visit, "solo");
    visit.choice("I am the account holder").press();
    assert_eq!(visit.field(AGREE).property("checked"), json!(false));

    visit.button("Use this device's camera").press();

    visit.alert("There is a problem").is_there();
    visit.field(AGREE).is_described_by("Tick that you agree");
    visit.screen(FACE);
}

/// FAC-06
fn a_refused_camera_has_its_own_words_and_a_way_on(browser: Browser) {
    let visit = Visit::with(browser).refusing_the_camera().start();
    choose_face(&visit, "solo");

    use_this_camera(&visit);
    visit.text("The camera was not allowed.");
    visit.screen(CAMERA);
    visit.button("Use a phone").press();
    visit.screen(ELSEWHERE);
}

/// FAC-06
fn a_missing_camera_has_its_own_words_and_a_way_on(browser: Browser) {
    let visit = Visit::with(browser).without_camera().start();
    choose_face(&visit, "solo");

    use_this_camera(&visit);
    visit.text("This device has no camera that can be used.");
    visit.screen(CAMERA);
    visit.button("Use a phone").press();
    visit.screen(ELSEWHERE);
}

/// FAC-05: the tracks have ended half a second after the step was left.
fn the_camera_stops_when_the_step_is_left(browser: Browser) {
    let visit = Visit::with(browser).before_camera(face::dark_video()).start();
    choose_face(&visit, "solo");
    use_this_camera(&visit);
    visit.screen(CAMERA);
    visit.button("Stop the camera").is_there();
    let seen = "window.tracks = document.querySelector('video').srcObject.getTracks();
        return window.tracks.map((track) => track.readyState).join()";
    assert_eq!(visit.run(seen, json!([])), json!("live"));

    let ended = visit.run_async(
        "const done = arguments[0];
        [...document.querySelectorAll('button')].find((one) => one.innerText === 'Stop the camera').click();
        setTimeout(() => done(window.tracks.map((track) => track.readyState).join()), 500);",
        json!([]),
    );
    assert_eq!(ended, json!("ended"));

    visit.button("Start the camera").press();
    visit.button("Stop the camera").is_there();
    drop(visit.run(seen, json!([])));
    let ended = visit.run_async(
        "const done = arguments[0];
        [...document.querySelectorAll('button')].find((one) => one.innerText === 'Try another method').click();
        const look = () => document.querySelector('video') ? setTimeout(look, 20) : setTimeout(
            () => done(window.tracks.map((track) => track.readyState).join()), 500);
        look();",
        json!([]),
    );
    assert_eq!(ended, json!("ended"));
    visit.screen(METHODS);
}

/// The hand-off page says who asks and never more.
fn the_legal_representative_verifies_by_a_link(browser: Browser) {
    let visit = Visit::with(browser).before_camera(face::video("firm-legal").unwrap()).start();
    choose_face(&visit, "firm");
    visit.choice("I am an employee, ask the legal representative").press();
    let link = link(&visit, "Make a link");
    visit.text("The link was not opened yet.");

    let other = visit.new_tab();
    other.open_url(&link);
    other.screen(SCAN);
    other.is_at("/hand-off");
    other.text("as the legal representative of this enterprise");
    for hidden in ["firm@example.com", "13900139000", "李四"] {
        assert!(!other.shown().contains(hidden), "the page shows {hidden}");
    }
    visit.text("The link was opened.");
    other.field(AGREE).press();
    other.button("Agree and continue").press();
    other.screen("That is all");

    visit.screen(PASSWORD);
    set_password(&visit, NEW_PASSWORD);
    assert!(visit.stage.accepts("firm", NEW_PASSWORD));
}

fn a_phone_verifies_the_face_on_the_providers_page(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_face(&visit, "solo");
    visit.choice("I am the account holder").press();
    let link = link(&visit, "Use a phone");

    let phone = visit.new_tab();
    phone.open_url(&link);
    phone.screen(SCAN);
    phone.field(AGREE).press();
    phone.button("Agree and continue").press();
    phone.screen(CAMERA);
    let provider = format!("Use the page of {} instead", visit.stage.face_site());
    phone.link(&provider).press();
    phone.heading("Face verification (simulated)").is_there();
    phone.button("Send the enrolled picture").press();
    if browser == Browser::WebKit {
        // Its driver calls a page hidden that came from another site, and a hidden page watches
        // nothing: it is asked to look again, as a person does who comes back to a tab.
        phone.heading(CAMERA).is_there();
        wait::until("the phone has heard of the decision", || {
            phone.reload();
            let taken_over = "return new Promise((resolve) => (function look() {
                document.querySelector('.rg-resuming') ? setTimeout(look, 20) : resolve(true);
            })())";
            drop(phone.run(taken_over, json!([])));
            let shown = phone.shown();
            if shown.contains("That is all") { Ok(()) } else { Err(shown) }
        });
    }
    phone.screen("That is all");

    visit.screen(PASSWORD);
    set_password(&visit, NEW_PASSWORD);
    assert!(visit.stage.accepts("solo", NEW_PASSWORD));
}

fn who_is_asked_may_decline(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_face(&visit, "firm");
    visit.choice("I am an employee, ask the legal representative").press();
    let link = link(&visit, "Make a link");

    let other = visit.new_tab();
    other.open_url(&link);
    other.screen(SCAN);
    other.button("I do not want this").press();
    other.screen("You declined");

    visit.text("The person who was asked declined.");
    visit.screen(FACE);
}

fn a_link_that_was_cut_short_says_so(browser: Browser) {
    let visit = Visit::with(browser).start();
    for path in ["/hand-off", "/approve", "/hand-off#abc", "/approve#abc"] {
        visit.open("/healthz");
        visit.open(path);
        visit.screen("This link does not work");
    }
    visit.button("Recover an account").press();
    visit.screen(ACCOUNT);
}

//! The late steps in pages of others: Alipay, a face, an administrator, an appeal.

use crate::administrator::{ASK, ask, opened};
use crate::alipay::{ALIPAY, CONFIRM, VISIT, authorize_url, number};
use crate::appeal::{
    ANSWER, DOOR, FOLLOW, FORM, GATHER, NEW_PHONE, fill_in, give, prove_the_phone,
};
use crate::embedded::*;
use crate::face::{CAMERA, ELSEWHERE, FACE, use_this_camera};
use crate::frames::{TOKENS, open_framed, open_without};
use crate::journey::*;
use regain_browser_tests::{Browser, Page, Visit, wait};
use regain_sandbox::face;
use serde_json::json;
use std::time::Duration;

browser_tests! {
    every browser: [],
    chromium: [
        alipay_opens_beside_a_portal_that_goes_on_by_itself,
        alipay_opens_beside_an_application_whose_paths_it_does_not_lead_back_to,
        alipay_opens_beside_a_frame_that_goes_on_by_itself,
        alipay_opens_beside_a_sandboxed_frame,
        a_page_around_may_keep_the_person_from_leaving_for_alipay,
        where_a_frame_may_open_no_tab_a_phone_goes_on,
        a_frame_that_may_film_recovers_by_face,
        a_frame_that_may_not_film_says_so_and_has_a_way_on,
        an_administrator_approves_on_the_recoverys_own_page,
        an_appeal_in_a_portal_brings_a_person_back_in,
        an_appeal_in_a_frame_brings_a_person_back_in,
    ]
}

/// Sets the password, in whatever page the recovery stands.
#[track_caller]
fn finish(visit: &Visit, account: &str) {
    visit.heading(PASSWORD).is_there();
    submit_password(visit, NEW_PASSWORD);
    visit.heading(DONE).is_there();
    assert!(visit.stage.accepts(account, NEW_PASSWORD), "the password did not change");
}

/// Goes on to the way to Alipay.
#[track_caller]
fn choose_alipay(visit: &Visit) {
    begin(visit);
    visit.choice("Alipay").press();
    visit.heading(VISIT).is_there();
}

/// Approves at Alipay in a tab that opens beside, and picks the number there.
#[track_caller]
fn approve_beside(visit: &Visit) {
    let number = number(visit);
    visit.text(&format!("Pick \u{2068}{number}\u{2069}, and this page goes on by itself."));
    let tab = visit.tab_opened_by(|| visit.link("Continue to Alipay").press());
    approve_at_alipay(&tab, &number);
}

#[track_caller]
fn approve_at_alipay(tab: &Page, number: &str) {
    tab.heading(ALIPAY).is_there();
    tab.button("Approve as solo").press();
    tab.heading(CONFIRM).is_there();
    tab.choice(number).press();
    tab.button("Confirm").press();
    tab.heading("That is all").is_there();
}

/// Turns back to the page that has the recovery in a frame, and goes into that.
#[track_caller]
fn back_in_the_frame(visit: &Visit) {
    visit.leave_frames();
    visit.enter_frame();
}

/// EMB-08, IDP-06: the steps are behind #; the new tab is the recovery's own page.
fn alipay_opens_beside_a_portal_that_goes_on_by_itself(browser: Browser) {
    let visit = visit(browser);
    open_portal(&visit, "plain");
    choose_alipay(&visit);
    visit.screen(VISIT);

    approve_beside(&visit);

    finish(&visit, "solo");
    visit.is_at(&format!("{}portals/plain#/done", visit.stage.portal()));
}

/// EMB-08, IDP-06: Alipay leads back to the server's address, which is not below the route.
fn alipay_opens_beside_an_application_whose_paths_it_does_not_lead_back_to(browser: Browser) {
    let visit = visit(browser);
    open_portal(&visit, "react/recover");
    choose_alipay(&visit);

    approve_beside(&visit);

    finish(&visit, "solo");
    visit.is_at(&format!("{}portals/react/recover/done", visit.stage.portal()));
}

/// EMB-07, IDP-06: as before, in an iframe.
fn alipay_opens_beside_a_frame_that_goes_on_by_itself(browser: Browser) {
    let visit = visit(browser);
    open_portal(&visit, "frame");
    visit.enter_frame();
    choose_alipay(&visit);

    approve_beside(&visit);

    visit.leave_frames();
    visit.text("step password");
    visit.enter_frame();
    finish(&visit, "solo");
}

/// EMB-07, IDP-06: with the tokens that docs/embedding.md names. One of them frees the new tab of them:
/// browsers show no page with an opener policy, as the recovery's own, in a sandbox.
fn alipay_opens_beside_a_sandboxed_frame(browser: Browser) {
    let visit = visit(browser);
    open_framed(&visit, &format!("?sandbox={}", TOKENS.join("+")));
    choose_alipay(&visit);

    approve_beside(&visit);

    back_in_the_frame(&visit);
    finish(&visit, "solo");
}

/// EMB-06: `preventDefault()` on `regain:leave`.
fn a_page_around_may_keep_the_person_from_leaving_for_alipay(browser: Browser) {
    let visit = mounted(browser, "routing='hash'");
    let keep = "addEventListener('regain:leave', (event) => event.preventDefault())";
    drop(visit.run(keep, json!([])));
    choose_alipay(&visit);
    let (here, tabs) = (visit.path(), visit.count_tabs());

    visit.link("Continue to Alipay").press();

    wait::until("the page around hears of it", || {
        let heard = heard(&visit);
        let left = heard.as_array().unwrap().contains(&json!(["leave", { "to": "provider" }]));
        if left { Ok(()) } else { Err(heard.to_string()) }
    });
    visit.heading(VISIT).is_there();
    assert_eq!((visit.path(), visit.count_tabs()), (here, tabs), "it was left all the same");
}

/// EMB-07: `allow-popups` is missing: the browser opens no tab, and says so on the console alone. The
/// step has said what to do then.
fn where_a_frame_may_open_no_tab_a_phone_goes_on(browser: Browser) {
    let visit = visit(browser);
    open_without(&visit, "allow-popups");
    choose_alipay(&visit);
    visit.text("If no tab opens, use your phone or another method.");
    let (url, number) = (authorize_url(&visit), number(&visit));

    visit.link("Continue to Alipay").press();
    wait::until("the browser opens no tab", || {
        let console = visit.console_so_far();
        let told = console.iter().any(|line| line.message.contains("allow-popups"));
        if told { Ok(()) } else { Err("no word of it".to_owned()) }
    });
    visit.heading(VISIT).is_there();
    let phone = visit.new_tab();
    phone.open_url(&url);
    approve_at_alipay(&phone, &number);

    back_in_the_frame(&visit);
    finish(&visit, "solo");
    visit.forgive();
}

/// FAC-08, EMB-07: `allow="camera"`, as our script gives it.
fn a_frame_that_may_film_recovers_by_face(browser: Browser) {
    let visit = before_camera(browser);
    open_portal(&visit, "frame");
    visit.enter_frame();
    choose_face(&visit);

    use_this_camera(&visit);

    finish(&visit, "solo");
}

/// FAC-06, EMB-07: the frame's `allow` has no camera in it.
fn a_frame_that_may_not_film_says_so_and_has_a_way_on(browser: Browser) {
    let visit = before_camera(browser);
    open_framed(&visit, "?allow=otp-credentials");
    choose_face(&visit);

    use_this_camera(&visit);

    visit.text("The page that this recovery is part of does not allow the camera.");
    visit.heading(CAMERA).is_there();
    visit.button("Use a phone").press();
    visit.heading(ELSEWHERE).is_there();
    let link = visit.field("Link").value();
    let phone = visit.new_tab();
    phone.open_url(&link);
    phone.field("I agree to facial recognition for this purpose").press();
    phone.button("Agree and continue").press();
    phone.heading("That is all").is_there();
    back_in_the_frame(&visit);
    finish(&visit, "solo");
}

/// A visit to portals with the holder's face before the camera.
#[track_caller]
fn before_camera(browser: Browser) -> Visit {
    let video = face::video("solo").unwrap();
    Visit::with(browser).with(|to| to.portals = true).before_camera(video).start()
}

/// Goes on to the choice of a camera.
#[track_caller]
fn choose_face(page: &Page) {
    begin(page);
    page.choice("Facial recognition").press();
    page.heading(FACE).is_there();
}

/// ADM-01, EMB-08: the mail leads to the recovery's own page; the element waits meanwhile.
fn an_administrator_approves_on_the_recoverys_own_page(browser: Browser) {
    let visit = visit(browser);
    open_portal(&visit, "plain");
    begin_as(&visit, "firm");
    visit.choice("Administrator").press();
    visit.heading(ASK).is_there();
    ask(&visit);
    let number = number(&visit);
    visit.text("step verify/administrator");

    let admin = opened(&visit);
    admin.choice(&number).press();
    admin.field("Your password").fill(OLD_PASSWORD);
    admin.button("Approve").press();
    admin.screen("You approved");

    finish(&visit, "firm");
}

/// Begins an appeal, up to its empty form.
#[track_caller]
pub fn begin_appeal(visit: &Visit) {
    visit.link("Submit appeal").press();
    visit.heading(DOOR).is_there();
    visit.button("Begin an appeal").press();
    visit.heading(ANSWER).is_there();
    visit.field("I forgot the password").press();
    visit.field("I no longer have the phone number").press();
    visit.choice("a person").press();
    visit.button("Next").press();
    visit.heading(GATHER).is_there();
    visit.button("I have them ready").press();
    visit.heading(FORM).is_there();
}

/// Begins an appeal from the first screen, up to a form that is filled in.
#[track_caller]
fn appeal(visit: &Visit) {
    visit.heading(ACCOUNT).is_there();
    begin_appeal(visit);
    fill_in(visit, "solo-nothing");
    give(visit, "Identity document", &visit.stage.picture("id.png"));
    visit.text("Received, 1 kB");
    // Typed last, in a field that is not left before the reload.
    visit.field("What happened?").fill("My phone fell into a river.");
}

/// The draft is there again: goes on to the receipt, and gives the number of the appeal.
#[track_caller]
fn file(visit: &Visit) -> String {
    visit.heading(FORM).is_there();
    visit.field("Full name").holds("Li Na 李娜");
    visit.field("What happened?").holds("My phone fell into a river.");
    visit.text("id.png");
    prove_the_phone(visit);
    visit.button("Submit the appeal").press();
    visit.heading(FOLLOW).is_there();
    number(visit).trim_matches(['\u{2068}', '\u{2069}']).to_owned()
}

/// The reviewer approves, and the new phone becomes the account's.
#[track_caller]
fn approve(visit: &Visit, number: &str) {
    visit.stage.review(&["approve", number]);
    visit.stage.pass(Duration::from_secs(24 * 60 * 60 + 60));
    visit.stage.notice(NEW_PHONE, "This phone is now the phone of your account solo-nothing");
}

/// Asks where the appeal stands, and recovers with the new phone.
#[track_caller]
fn go_on(visit: &Visit, number: &str) {
    visit.field("Number of the appeal").fill(number);
    visit.field("Mobile number").fill("13700000001");
    visit.button("Send a code").press();
    visit.heading(PHONE_CODE).is_there();
    submit_code(visit, &visit.stage.next_code(NEW_PHONE));
    visit.heading(FOLLOW).is_there();
    visit.button("Continue the recovery").press();
    visit.heading(ACCOUNT).is_there();
    visit.field(IDENTIFIER).holds("solo-nothing");
    visit.button("Next").press();
    visit.choice("Mobile phone").press();
    visit.heading(PHONE_CODE).is_there();
    submit_code(visit, &visit.stage.next_code(NEW_PHONE));
    finish(visit, "solo-nothing");
}

/// APL-07, BLD-01, EMB-08: the draft is behind # in the address, and there after a reload.
fn an_appeal_in_a_portal_brings_a_person_back_in(browser: Browser) {
    let visit = visit(browser);
    open_portal(&visit, "plain");
    appeal(&visit);
    visit.is_at(&format!("{}portals/plain#/appeal/form", visit.stage.portal()));
    visit.is_quiet();
    visit.reload();
    let number = file(&visit);
    visit.text("step appeal/status");

    approve(&visit, &number);
    visit.reload();
    visit.heading("Where does my appeal stand?").is_there();
    go_on(&visit, &number);

    visit.is_at(&format!("{}portals/plain#/done", visit.stage.portal()));
}

/// APL-07, BLD-01, EMB-07: without an address, the draft waits at the door.
fn an_appeal_in_a_frame_brings_a_person_back_in(browser: Browser) {
    let visit = visit(browser);
    open_portal(&visit, "frame");
    visit.enter_frame();
    appeal(&visit);
    visit.is_quiet();
    visit.reload();
    visit.enter_frame();
    visit.heading(ACCOUNT).is_there();
    visit.link("Submit appeal").press();
    visit.heading(DOOR).is_there();
    visit.button("Go on with it").press();
    let number = file(&visit);

    approve(&visit, &number);
    visit.reload();
    visit.enter_frame();
    visit.link("Submit appeal").press();
    visit.heading(DOOR).is_there();
    visit.button("See where an appeal stands").press();
    go_on(&visit, &number);
}

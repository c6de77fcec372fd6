//! A person proves who they are with Alipay: on this device, or with a phone that reads the QR code.

use crate::journey::*;
use regain_browser_tests::{Browser, Page, Visit, wait};

browser_tests! {
    every browser: [
        the_holder_gets_back_in_with_alipay_on_this_device,
        an_enterprise_gets_back_in_with_its_own_alipay_account,
    ],
    chromium: [
        a_phone_finishes_a_visit_that_began_on_another_screen,
        a_wrong_number_on_the_phone_stops_the_visit,
        what_comes_back_is_taken_out_of_the_address,
        each_way_in_which_a_visit_fails_is_told_with_a_way_on,
        a_provider_that_is_down_is_told,
        a_visit_expires_and_begins_anew,
        back_and_another_method_leave_nothing_behind,
        a_visit_works_in_chinese,
    ]
}

pub const VISIT: &str = "Verify with Alipay";
pub const CONFIRM: &str = "Finish on the other screen";
/// The heading of the page that simulates Alipay.
pub const ALIPAY: &str = "Alipay (simulated)";

/// Arrives at the step.
#[track_caller]
fn choose_alipay(page: &Page, identifier: &str) {
    name_account(page, identifier);
    page.choice("Alipay").press();
    page.screen(VISIT);
}

/// Goes to Alipay on this device, and presses a button there.
#[track_caller]
fn visit_and(page: &Page, button: &str) {
    page.link("Continue to Alipay").press();
    page.heading(ALIPAY).is_there();
    page.button(button).press();
}

/// IDP-01, IDP-03, IDP-09: the account holder's own Alipay account proves who it is.
fn the_holder_gets_back_in_with_alipay_on_this_device(browser: Browser) {
    let visit = Visit::with(browser).start();
    name_account(&visit, "solo");
    visit.choice("Alipay").is_described_by("the account holder's own Alipay account");
    visit.choice("Alipay").press();
    visit.screen(VISIT);
    visit.text("You will leave this page for");

    visit_and(&visit, "Approve as solo");
    visit.screen(PASSWORD);
    set_password(&visit, NEW_PASSWORD);

    assert!(visit.stage.accepts("solo", NEW_PASSWORD));
}

/// IDP-03: an enterprise needs the enterprise's account, not a person's.
fn an_enterprise_gets_back_in_with_its_own_alipay_account(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_alipay(&visit, "firm");
    visit.text("the enterprise Alipay account");

    visit_and(&visit, "Approve as firm's legal representative");
    visit.screen(VISIT);
    visit.text("That is a personal account at Alipay.");
    visit_and(&visit, "Approve as firm");
    visit.screen(PASSWORD);
    set_password(&visit, NEW_PASSWORD);

    assert!(visit.stage.accepts("firm", NEW_PASSWORD));
}

/// The address in the QR code, which is the link's too.
pub fn authorize_url(page: &Page) -> String {
    page.link("Continue to Alipay").attribute("href").unwrap_or_default()
}

/// The number that the first screen shows.
pub fn number(page: &Page) -> String {
    let shown =
        page.run("return document.querySelector('.rg-number').textContent", serde_json::json!([]));
    shown.as_str().unwrap_or_default().trim().to_owned()
}

/// IDP-06: the phone has another browser, which does not know the recovery.
fn a_phone_finishes_a_visit_that_began_on_another_screen(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_alipay(&visit, "solo");
    let (url, number) = (authorize_url(&visit), number(&visit));

    let phone = visit.new_tab();
    phone.open_url(&url);
    phone.heading(ALIPAY).is_there();
    phone.button("Approve as solo").press();
    phone.screen(CONFIRM);
    phone.button("Confirm").press();
    phone.field(&number).is_described_by("");
    phone.text("Pick the number that the other screen shows");
    phone.choice(&number).press();
    phone.button("Confirm").press();
    phone.screen("That is all");

    visit.screen(PASSWORD);
    set_password(&visit, NEW_PASSWORD);
    assert!(visit.stage.accepts("solo", NEW_PASSWORD));
}

/// IDP-01: who was sent the address by a stranger cannot finish it by guessing.
fn a_wrong_number_on_the_phone_stops_the_visit(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_alipay(&visit, "solo");
    let (url, number) = (authorize_url(&visit), number(&visit));

    let phone = visit.new_tab();
    phone.open_url(&url);
    phone.button("Approve as solo").press();
    phone.screen(CONFIRM);
    let offered = phone.run(
        "return [...document.querySelectorAll('input[type=radio]')].map((one) => one.value)",
        serde_json::json!([]),
    );
    let other = offered
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| one.as_str())
        .find(|one| *one != number)
        .unwrap_or_default()
        .to_owned();
    phone.choice(&other).press();
    phone.button("Confirm").press();
    phone.screen("It did not work");

    visit.text("Another number than the one shown here was picked");
    visit.screen(VISIT);
}

/// TOK-07: neither the code nor the state stays in the address or the history.
fn what_comes_back_is_taken_out_of_the_address(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_alipay(&visit, "solo");
    visit_and(&visit, "Approve as somebody else");
    visit.screen(VISIT);

    visit.is_at("/verify/alipay");
    let entry = visit.run(
        "return performance.getEntriesByType('navigation')[0].name + location.href + document.referrer",
        serde_json::json!([]),
    );
    assert!(!entry.as_str().unwrap_or_default().ends_with("auth_code"), "{entry}");
    let stored = visit.run("return JSON.stringify({ ...sessionStorage })", serde_json::json!([]));
    assert!(!stored.as_str().unwrap_or_default().contains("auth_code"), "{stored}");
}

/// IDP-03, IDP-07: another person, no certificate, cancelled, failed: each has its own words, and
/// the next try starts from there.
fn each_way_in_which_a_visit_fails_is_told_with_a_way_on(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_alipay(&visit, "solo");

    for (button, words) in [
        ("Approve as somebody else", "That is another person's Alipay account."),
        ("Approve as firm", "That is an enterprise account at Alipay."),
        ("Approve as somebody not certified", "has not completed its identity verification"),
        ("Cancel", "You came back from Alipay without an answer"),
        ("Fail", "You came back from Alipay without an answer"),
    ] {
        visit_and(&visit, button);
        visit.text(words);
        visit.screen(VISIT);
        visit.alert("There is a problem").is_there();
    }

    visit_and(&visit, "Approve as solo");
    visit.screen(PASSWORD);
}

fn a_provider_that_is_down_is_told(browser: Browser) {
    let visit = Visit::with(browser).start();
    for mode in ["failing", "wrong_signature"] {
        visit.stage.play("alipay", mode);
        choose_alipay(&visit, "solo");
        visit_and(&visit, "Approve as solo");
        visit.text(match mode {
            "failing" => "Alipay does not answer now.",
            _ => "Alipay did not confirm who you are.",
        });
        visit.screen(VISIT);
    }

    visit.stage.play("alipay", "works");
    visit_and(&visit, "Approve as solo");
    visit.screen(PASSWORD);
}

fn a_visit_expires_and_begins_anew(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_alipay(&visit, "solo");
    let before = authorize_url(&visit);

    visit.stage.pass(std::time::Duration::from_secs(11 * 60));
    visit.reload();
    visit.text("The time for this visit is over.");
    visit.screen(VISIT);
    visit.button("Begin anew").press();
    visit.link("Continue to Alipay").is_there();

    assert_ne!(authorize_url(&visit), before);
    visit_and(&visit, "Approve as solo");
    visit.screen(PASSWORD);
}

/// IDP-07: Back from Alipay, then another method: the old visit proves nothing any more.
fn back_and_another_method_leave_nothing_behind(browser: Browser) {
    let visit = Visit::with(browser).start();
    choose_alipay(&visit, "solo");
    let url = authorize_url(&visit);
    visit.link("Continue to Alipay").press();
    visit.heading(ALIPAY).is_there();
    visit.back();
    visit.screen(VISIT);
    visit.button("Try another method").press();
    visit.screen(METHODS);

    let phone = visit.new_tab();
    phone.open_url(&url);
    phone.button("Approve as solo").press();
    phone.screen("This link does not work");

    visit.screen(METHODS);
    visit.choice("Mobile phone").press();
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    visit.screen(PASSWORD);
}

fn a_visit_works_in_chinese(browser: Browser) {
    let visit = Visit::with(browser).in_language("zh-CN").start();
    visit.open("/");
    visit.screen("重置密码");
    visit.field("用户名、手机号或邮箱").fill("solo");
    visit.button("下一步").press();
    visit.choice("支付宝").press();
    visit.screen("使用支付宝验证");
    visit.link("前往支付宝").press();
    wait::until("the page that simulates Alipay opens", || {
        if visit.shown().contains("solo") { Ok(()) } else { Err(visit.described()) }
    });
}

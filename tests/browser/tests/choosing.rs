//! The choice of a method: which are open to whom, and why the others are not.

use crate::journey::*;
use regain_browser_tests::{Browser, Page, Visit};

browser_tests! {
    every browser: [],
    chromium: [
        each_kind_of_account_sees_what_it_can_use_and_why_not,
        every_method_can_be_left_for_another,
        an_unknown_enterprise_looks_like_a_known_one,
    ]
}

#[track_caller]
fn is_closed(page: &Page, method: &str, why: &str) {
    page.choice(method).is_described_by(why);
    assert_eq!(page.choice(method).attribute("aria-disabled").as_deref(), Some("true"), "{method}");
}

#[track_caller]
fn is_open(page: &Page, method: &str, needs: &str) {
    page.choice(method).is_described_by(needs);
    assert_eq!(page.choice(method).attribute("aria-disabled"), None, "{method}");
}

fn each_kind_of_account_sees_what_it_can_use_and_why_not(browser: Browser) {
    let visit = Visit::with(browser).start();

    name_account(&visit, "solo");
    is_open(&visit, "Mobile phone", "+86");
    is_open(&visit, "Email", "s***@");
    is_open(&visit, "Alipay", "the account holder's own Alipay account");
    is_open(&visit, "Facial recognition", "The account holder looks into a camera");
    is_closed(&visit, "Administrator", "Not supported for individual accounts");

    name_account(&visit, "solo-unverified");
    is_open(&visit, "Mobile phone", "+86");
    is_closed(&visit, "Alipay", "The identity verification of this account is not complete.");
    is_closed(&visit, "Facial recognition", "The identity verification of this account");
    is_closed(&visit, "Administrator", "Not supported for individual accounts");

    name_account(&visit, "firm");
    is_open(&visit, "Alipay", "the Alipay account of the enterprise itself");
    is_open(&visit, "Facial recognition", "The legal representative of the enterprise");
    is_open(&visit, "Administrator", "An administrator of the enterprise approves.");

    name_account(&visit, "firm-unverified");
    is_open(&visit, "Email", "f***@");
    for method in ["Alipay", "Facial recognition", "Administrator"] {
        is_closed(&visit, method, "The identity verification of this account is not complete.");
    }

    name_account(&visit, "solo-nothing");
    is_closed(&visit, "Mobile phone", "This account has no mobile number");
    is_closed(&visit, "Email", "This account has no email address");
    visit.text("Submit an appeal, so that somebody looks at your case.");
}

/// CON-03: every method is left by *Try another method*, and the next one works.
fn every_method_can_be_left_for_another(browser: Browser) {
    let visit = Visit::with(browser).start();
    name_account(&visit, "firm");
    for (method, heading) in [
        ("Alipay", "Verify with Alipay"),
        ("Facial recognition", "Verify with facial recognition"),
        ("Administrator", "Ask an administrator"),
        ("Mobile phone", PHONE_CODE),
        ("Email", MAIL_CODE),
    ] {
        visit.choice(method).press();
        visit.screen(heading);
        visit.reload();
        visit.screen(heading);
        visit.button("Try another method").press();
        visit.screen(METHODS);
    }
}

/// ENU-04: the words are the same; only masks differ.
fn an_unknown_enterprise_looks_like_a_known_one(browser: Browser) {
    let visit = Visit::with(browser)
        .with(|to| {
            to.server.decoy_enterprise = 100;
            to.server.decoy_phone = 100;
            to.server.decoy_email = 100;
            to.server.decoy_verified = 100;
            to.server.decoy_two_proofs = 0;
        })
        .start();

    for method in ["Alipay", "Facial recognition", "Administrator"] {
        let [known, unknown] = ["firm", "nobody-at-all"].map(|identifier| {
            name_account(&visit, identifier);
            visit.choice(method).press();
            visit.button("Try another method").is_there();
            let title = visit.title();
            let shown = visit.shown();
            let words: Vec<_> = shown
                .split(' ')
                .filter(|word| {
                    !word.contains(['*', '\u{2068}', ':']) && word.parse::<u32>().is_err()
                })
                .map(str::to_owned)
                .collect();
            (title, words.join(" "))
        });
        assert_eq!(known, unknown, "{method}");
    }
}

//! A person mistypes, or a stranger wants to know who has an account here.

use crate::journey::*;
use regain_browser_tests::{Browser, Visit, VisitBuilder};

browser_tests! {
    every browser: [],
    chromium: [
        an_unknown_account_looks_like_a_known_one,
        no_code_is_ever_right_for_an_unknown_account,
    ]
}

/// Every decoy is an individual with phone, mail and verified identity, like `solo`.
fn with_decoys_like_solo(browser: Browser) -> VisitBuilder {
    Visit::with(browser).with(|to| {
        to.server.decoy_enterprise = 0;
        to.server.decoy_phone = 100;
        to.server.decoy_email = 100;
        to.server.decoy_verified = 100;
        to.server.decoy_two_proofs = 0;
    })
}

/// ENU-01, ENU-04: the same words on each screen up to the code, but for the masked parts.
fn an_unknown_account_looks_like_a_known_one(browser: Browser) {
    let visit = with_decoys_like_solo(browser).start();

    let known = screens_of(&visit, "+86 138 0013 8000");
    let unknown = screens_of(&visit, "+86 138 7777 7777");

    assert_eq!(known, unknown);
}

/// What the choice and the code step show, with each masked part left out.
fn screens_of(visit: &Visit, identifier: &str) -> Vec<String> {
    name_account(visit, identifier);
    let methods = without_masks(&visit.shown());
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    assert!(seconds_left(visit) > 0);
    let code = visit.shown();
    let code = code.split(" in 0:").next().unwrap_or_default();
    vec![methods, without_masks(code)]
}

fn without_masks(shown: &str) -> String {
    let word = |word: &str| word.contains('*') || word.starts_with(['\u{2066}', '\u{2068}']);
    let words = shown.split(' ').map(|each| if word(each) { "…" } else { each });
    words.collect::<Vec<_>>().join(" ")
}

/// ENU-05: tries are counted down, nothing is sent to anybody, and nothing says why.
fn no_code_is_ever_right_for_an_unknown_account(browser: Browser) {
    let visit = with_decoys_like_solo(browser).start();
    ask_for_sms(&visit, "nobody-at-all");

    for left in ["4", "3", "2", "1"] {
        submit_code(&visit, "123456");
        visit.field("Verification code").is_described_by(&format!("Tries left: {left}"));
    }
    submit_code(&visit, "123456");
    visit.screen(METHODS);

    visit.text("There were too many wrong codes");
    assert!(visit.stage.inbox("").is_empty(), "something was sent for an unknown account");
}

//! A person without a pointer.

use crate::journey::*;
use regain_browser_tests::{Browser, Key, Visit};

browser_tests! {
    every browser: [],
    chromium: [
        the_whole_way_is_walked_with_tab_and_enter,
        problems_take_the_focus_and_lead_to_the_field,
        the_same_problem_is_told_anew_each_time,
        every_control_shows_where_the_focus_is,
    ]
}

/// A11Y-11, A11Y-04: Tab, letters and Enter are enough; each step begins at its heading.
fn the_whole_way_is_walked_with_tab_and_enter(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.open("/");
    visit.screen(ACCOUNT);

    visit.tab_to(&visit.field(IDENTIFIER));
    visit.type_keys("solo");
    visit.press(Key::Enter);
    visit.screen(METHODS).is_focused();
    visit.tab_to(&visit.choice("Mobile phone"));
    visit.press(Key::Enter);
    visit.screen(PHONE_CODE).is_focused();
    visit.tab_to(&visit.field("Verification code"));
    visit.type_keys(&visit.stage.next_code(SOLO_PHONE));
    visit.tab_to(&visit.button("Verify"));
    visit.press(Key::Space);
    visit.screen(PASSWORD).is_focused();
    visit.tab_to(&visit.field("New password"));
    visit.type_keys(NEW_PASSWORD);
    visit.press(Key::Enter);
    visit.screen(DONE).is_focused();
    visit.tab_to(&visit.link("Log on"));
    visit.press(Key::Enter);

    visit.field("Password").is_there();
    assert!(visit.stage.accepts("solo", NEW_PASSWORD));
}

/// A11Y-02: summary with focus, a link to the field, the same words beside it, *Error:* in the
/// title.
fn problems_take_the_focus_and_lead_to_the_field(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.open("/");
    visit.screen(ACCOUNT);
    let words = "Enter your username, mobile number or email";

    visit.tab_to(&visit.field(IDENTIFIER));
    visit.press(Key::Enter);
    visit.alert("There is a problem").is_focused();
    visit.screen(ACCOUNT);
    visit.press(Key::Tab);
    visit.link(words).is_focused();
    visit.press(Key::Enter);

    visit.field(IDENTIFIER).is_focused();
    visit.field(IDENTIFIER).is_described_by(words);
    assert_eq!(visit.field(IDENTIFIER).attribute("aria-invalid").as_deref(), Some("true"));
    assert!(visit.title().starts_with("Error: "), "{}", visit.title());
    visit.is_at("/");
}

/// A11Y-03: each failed submit makes a new alert, also with the same words.
fn the_same_problem_is_told_anew_each_time(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.open("/");
    visit.screen(ACCOUNT);
    let mark = "const alert = document.querySelector('[role=alert]');
        const is_new = !alert.marked; alert.marked = true; return is_new";

    for time in ["first", "second", "third"] {
        visit.button("Next").press();
        visit.alert("There is a problem").is_focused();
        let is_new = visit.run(mark, serde_json::json!([]));
        assert_eq!(is_new, true, "the {time} time");
    }
}

/// A11Y-10: an outline of at least two pixels on whatever has the focus.
fn every_control_shows_where_the_focus_is(browser: Browser) {
    let visit = Visit::with(browser).start();
    name_account(&visit, "solo");
    let seen = "const style = getComputedStyle(document.activeElement);
        const box = document.activeElement.getBoundingClientRect();
        const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        const in_view = box.top >= 0 && box.bottom <= innerHeight;
        return [document.activeElement === document.body,
            (outlined || style.boxShadow !== 'none') && in_view,
            document.activeElement.outerHTML.slice(0, 200)]";

    let mut controls = 0;
    loop {
        visit.press(Key::Tab);
        let focus = visit.run(seen, serde_json::json!([]));
        if focus[0] == true {
            break;
        }
        assert_eq!(focus[1], true, "no visible focus on {}", focus[2]);
        controls += 1;
    }
    assert!(controls >= 7, "only {controls} controls after the heading");
}

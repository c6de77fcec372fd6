//! What people have told their system: less motion, colours of their own, more contrast; small
//! windows and unsteady hands.

use crate::journey::*;
use regain_browser_tests::{Browser, Key, Visit};
use serde_json::{Value, json};

browser_tests! {
    every browser: [],
    chromium: [
        less_motion_stops_what_moves,
        forced_colours_leave_every_control_visible,
        more_contrast_reaches_seven_to_one,
        targets_are_large_enough_on_every_screen,
        the_focus_is_never_covered_in_a_small_window,
    ]
}

/// The longest transition or animation that anything on the page would run, in seconds.
const MOTION: &str = "const longest = (text) => Math.max(...text.split(',').map(parseFloat));
    return Math.max(...[...document.querySelectorAll('body *')].flatMap((one) => ['', '::after']
        .map((part) => getComputedStyle(one, part))
        .map((style) => longest(style.transitionDuration))))";

/// A11Y-15, WCAG 2.3.3
fn less_motion_stops_what_moves(browser: Browser) {
    let visit = Visit::with(browser).start();
    name_account(&visit, "solo");
    visit.prefer(&[("prefers-reduced-motion", "no-preference")]);
    let moving = visit.run(MOTION, json!([])).as_f64().unwrap();
    assert!(moving > 0.0, "nothing moves anyway: this test would prove nothing");

    visit.prefer(&[("prefers-reduced-motion", "reduce")]);
    assert_eq!(visit.run(MOTION, json!([])).as_f64(), Some(0.0));
    let smooth = visit.run(
        "return [...document.querySelectorAll('*')].filter((one) =>
             getComputedStyle(one).scrollBehavior === 'smooth').length",
        json!([]),
    );
    assert_eq!(smooth, 0);
}

/// What has neither a border nor an outline nor an underline once backgrounds are gone.
const BARE: &str = "const drawn = (style) => ['Top', 'Bottom', 'Left', 'Right'].some((side) =>
        style[`border${side}Style`] !== 'none' && parseFloat(style[`border${side}Width`]) >= 1);
    return [...document.querySelectorAll('button, input, select, textarea, a[href]')]
        .filter((one) => one.checkVisibility() && !one.closest('.rg-sr-only'))
        .filter((one) => !['radio', 'checkbox'].includes(one.type) && !one.readOnly)
        .filter((one) => {
            const style = getComputedStyle(one);
            const row = one.closest('.rg-method');
            return !drawn(style) && !style.textDecorationLine.includes('underline')
                && !(row && drawn(getComputedStyle(row)));
        }).map((one) => one.outerHTML.slice(0, 140))";

/// A11Y-15: borders and underlines say what a control is when the system paints everything.
fn forced_colours_leave_every_control_visible(browser: Browser) {
    let visit = Visit::with(browser).start();
    visit.open("/");
    visit.screen(ACCOUNT);
    visit.prefer(&[("forced-colors", "active"), ("prefers-reduced-motion", "reduce")]);
    assert_eq!(visit.run("return matchMedia('(forced-colors: active)').matches", json!([])), true);
    visit.button("Next").press();
    visit.alert("There is a problem").is_there();
    drawn(&visit, ACCOUNT);
    name_account(&visit, "firm");
    drawn(&visit, METHODS);
    visit.choice("Administrator").press();
    drawn(&visit, "Ask an administrator");
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    drawn(&visit, PASSWORD);
    set_password(&visit, NEW_PASSWORD);
    drawn(&visit, DONE);
}

#[track_caller]
fn drawn(visit: &Visit, heading: &str) {
    visit.screen(heading);
    assert_eq!(visit.run(BARE, json!([])), json!([]), "{heading}");
    visit.press(Key::Tab);
    visit.press(Key::Tab);
    let outlined = visit.run(
        "const at = document.activeElement.closest('.rg-choice, .rg-method') ?? document.activeElement;
         const seen = (one) => getComputedStyle(one).outlineStyle !== 'none'
             && parseFloat(getComputedStyle(one).outlineWidth) >= 2;
         return seen(at) || seen(document.activeElement)",
        json!([]),
    );
    assert_eq!(outlined, true, "{heading}: the focus cannot be seen");
}

/// The lowest contrast of a text with what is painted behind it.
const CONTRAST: &str = "const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
    const light = (colour) => {
        const [r, g, b] = colour.map((one) => one / 255)
            .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const colour = rgb(getComputedStyle(at).backgroundColor);
            if (colour.length === 3 || colour[3] === 1) return colour.slice(0, 3);
        }
        return [255, 255, 255];
    };
    const texts = [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility());
    return texts.map((one) => {
        const pair = [rgb(getComputedStyle(one).color).slice(0, 3), behind(one)].map(light);
        const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
        return [Math.round(ratio * 10) / 10, one.outerHTML.slice(0, 100)];
    }).sort((one, other) => one[0] - other[0])[0]";

/// A11Y-15: what is quiet otherwise is as strong as any text.
fn more_contrast_reaches_seven_to_one(browser: Browser) {
    let quiet = ".rg-field__hint, .rg-quiet, .rg-method__hint, .rg-lead, .rg-footer span";
    let visit = Visit::with(browser).start();
    for scheme in ["light", "dark"] {
        let features = [("prefers-contrast", "more"), ("prefers-color-scheme", scheme)];
        visit.open("/");
        visit.prefer(&features);
        visit.screen(ACCOUNT);
        let lowest = visit.run(CONTRAST, json!([quiet]));
        assert!(lowest[0].as_f64() >= Some(7.0), "{scheme}: {lowest}");
        let border = "const field = document.querySelector('input.rg-input');
            return getComputedStyle(field).borderTopColor === getComputedStyle(field).color";
        assert_eq!(visit.run(border, json!([])), true, "{scheme}: the border of a field is quiet");
    }
}

/// Targets below 24 pixels; links within a sentence are excepted (WCAG 2.5.8, *Inline*).
const SMALL: &str = "const size = (one) => {
        const label = ['radio', 'checkbox'].includes(one.type) && one.labels[0];
        const boxes = [one, label].filter(Boolean).map((each) => each.getBoundingClientRect());
        const stretched = getComputedStyle(one, '::after');
        if (stretched.content !== 'none' && stretched.position === 'absolute') return [99, 99];
        return ['width', 'height'].map((side) => Math.max(...boxes.map((box) => box[side])));
    };
    const inline = (one) => one.localName === 'a' && getComputedStyle(one).display === 'inline'
        && one.parentElement.innerText.trim().length > one.innerText.trim().length + 20;
    return [...document.querySelectorAll('button, a[href], input, select, textarea')]
        .filter((one) => one.checkVisibility() && !inline(one) && !one.readOnly)
        .filter((one) => size(one).some((side) => side < 23.9))
        .map((one) => size(one).map(Math.round).join('x') + ' ' + one.outerHTML.slice(0, 120))";

#[track_caller]
fn are_large(visit: &Visit, heading: &str) {
    visit.screen(heading);
    assert_eq!(visit.run(SMALL, json!([])), json!([]), "{heading}");
}

/// A11Y-10, WCAG 2.5.8
fn targets_are_large_enough_on_every_screen(browser: Browser) {
    let visit = Visit::with(browser).of_size(320, 640).start();
    visit.open("/");
    visit.screen(ACCOUNT);
    visit.button("Next").press();
    visit.alert("There is a problem").is_there();
    are_large(&visit, ACCOUNT);
    name_account(&visit, "firm");
    are_large(&visit, METHODS);
    visit.choice("Administrator").press();
    are_large(&visit, "Ask an administrator");
    crate::appeal::arrive_at_the_form(&visit);
    crate::appeal::give(&visit, "Identity document", &visit.stage.picture("id.png"));
    visit.text("Received, 1 kB");
    are_large(&visit, crate::appeal::FORM);
    name_account(&visit, "solo");
    visit.choice("Facial recognition").press();
    are_large(&visit, "Verify with facial recognition");
    ask_for_sms(&visit, "solo");
    are_large(&visit, PHONE_CODE);
    submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
    are_large(&visit, PASSWORD);
    set_password(&visit, NEW_PASSWORD);
    are_large(&visit, DONE);
}

/// Whether what has the focus is in the window and nothing lies over it.
const COVERED: &str = "const at = document.activeElement;
    if (at === document.body) return null;
    const shown = at.closest('.rg-choice') ?? at;
    const box = at.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, Math.max(box.top, 0) + Math.min(box.height, innerHeight) / 2];
    const top = document.elementFromPoint(Math.min(x, innerWidth - 1), Math.min(y, innerHeight - 1));
    const is_seen = box.bottom > 0 && box.top < innerHeight;
    const is_on_top = top && (shown.contains(top) || top.contains(at) || at.labels?.[0]?.contains(top));
    return [is_seen && Boolean(is_on_top), at.outerHTML.slice(0, 140)]";

#[track_caller]
fn is_never_covered(visit: &Visit, heading: &str) {
    visit.heading(heading).is_there();
    for round in 0..40 {
        visit.press(Key::Tab);
        let found = visit.run(COVERED, json!([]));
        if found == Value::Null {
            assert!(round >= 3, "{heading}: only {round} controls");
            return;
        }
        assert_eq!(found[0], true, "{heading}: covered or out of the window: {}", found[1]);
    }
    panic!("{heading}: the focus is caught");
}

/// A11Y-10, WCAG 2.4.11: as at 400 % on a small laptop.
fn the_focus_is_never_covered_in_a_small_window(browser: Browser) {
    let visit = Visit::with(browser).of_size(320, 256).start();
    visit.open("/");
    is_never_covered(&visit, ACCOUNT);
    name_account(&visit, "firm");
    is_never_covered(&visit, METHODS);
    visit.choice("Administrator").press();
    is_never_covered(&visit, "Ask an administrator");
    crate::appeal::arrive_at_the_form(&visit);
    is_never_covered(&visit, crate::appeal::FORM);
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    is_never_covered(&visit, PASSWORD);
}

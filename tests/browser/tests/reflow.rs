//! Small screens, large letters: nothing is lost, and nothing scrolls sideways.

use crate::journey::*;
use regain_browser_tests::{Browser, Visit};
use serde_json::json;

browser_tests! {
    every browser: [],
    chromium: [
        at_320_pixels_no_screen_scrolls_sideways,
        in_chinese_neither,
        text_spacing_cuts_nothing_off,
        in_the_dark_every_screen_is_readable,
    ]
}

#[track_caller]
fn fits(visit: &Visit) {
    let script = "const page = document.documentElement;
        const beyond = [...document.querySelectorAll('body *')]
            .filter((element) => element.getBoundingClientRect().right > page.clientWidth + 1)
            .map((element) => element.outerHTML.slice(0, 120));
        return [page.scrollWidth <= page.clientWidth, beyond.slice(0, 3).join(' | ')]";
    let found = visit.run(script, json!([]));
    assert_eq!(found[0], true, "scrolls sideways: {}", found[1]);
}

/// A11Y-09: 320 px wide, as 1280 px at 400 %, with problems told and a password shown.
fn at_320_pixels_no_screen_scrolls_sideways(browser: Browser) {
    let visit = Visit::with(browser).of_size(320, 256).start();

    visit.open("/");
    visit.screen(ACCOUNT);
    visit.button("Next").press();
    visit.text("There is a problem");
    fits(&visit);
    name_account(&visit, "solo-unverified");
    fits(&visit);
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    let code = visit.stage.next_code("+8613800138001");
    submit_code(&visit, &another(&code));
    visit.text("Tries left");
    fits(&visit);
    submit_code(&visit, &code);
    visit.screen(PASSWORD);
    submit_password(&visit, &"too long to be true ".repeat(9));
    visit.text("too long by");
    visit.button("Show password").press();
    visit.screen(PASSWORD);
    fits(&visit);
    set_password(&visit, NEW_PASSWORD);
    fits(&visit);
    visit.link("Submit appeal").press();
    visit.screen("Submit an appeal");
    fits(&visit);
}

/// A11Y-09, A11Y-14: the same in the other language.
fn in_chinese_neither(browser: Browser) {
    let visit = Visit::with(browser).in_language("zh-CN").of_size(320, 256).start();

    visit.open("/");
    visit.screen("重置密码");
    fits(&visit);
    visit.field("用户名、手机号或邮箱").fill("firm-unverified");
    visit.button("下一步").press();
    visit.screen("选择验证方式");
    fits(&visit);
    visit.choice("手机验证").press();
    visit.screen("输入手机收到的验证码");
    fits(&visit);
    visit.field("验证码").fill(&visit.stage.next_code("+8613900139001"));
    visit.button("验证").press();
    visit.screen("设置新密码");

    fits(&visit);
}

/// A11Y-09, WCAG 1.4.12: the spacing that readers may set.
fn text_spacing_cuts_nothing_off(browser: Browser) {
    let visit = Visit::with(browser).of_size(320, 640).start();
    let space = "const sheet = new CSSStyleSheet();
        sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];";
    let cut = "return [...document.querySelectorAll('button, a, p, h1, h2, label, li, span')]
        .filter((element) => !element.closest('.rg-sr-only') && element.scrollWidth >
            element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible')
        .map((element) => element.outerHTML.slice(0, 120)).join(' | ')";

    name_account(&visit, "solo-unverified");
    drop(visit.run(space, json!([])));

    fits(&visit);
    assert_eq!(visit.run(cut, json!([])), "");
}

/// A11Y-15: contrast in dark colours, problems included.
fn in_the_dark_every_screen_is_readable(browser: Browser) {
    let visit = Visit::with(browser).in_the_dark().of_size(360, 740).start();

    visit.open("/");
    visit.button("Next").press();
    visit.text("There is a problem");
    visit.screen(ACCOUNT);
    prove_by_sms(&visit, "solo", SOLO_PHONE);
    submit_password(&visit, "short");
    visit.text("There is a problem");
    visit.screen(PASSWORD);
    set_password(&visit, NEW_PASSWORD);

    let dark = "return matchMedia('(prefers-color-scheme: dark)').matches";
    assert_eq!(visit.run(dark, json!([])), true);
}

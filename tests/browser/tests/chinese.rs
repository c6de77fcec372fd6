//! A person who reads Simplified Chinese: 用中文找回账号。

use crate::journey::{NEW_PASSWORD, SOLO_PHONE, another};
use regain_browser_tests::{Browser, Visit};
use regain_contract::Locale;

browser_tests! {
    every browser: [the_whole_way_is_in_chinese],
    chromium: [problems_are_told_in_chinese]
}

/// A11Y-14: page, message and notice speak the language that the browser asks for.
fn the_whole_way_is_in_chinese(browser: Browser) {
    let visit = Visit::with(browser).in_language("zh-CN").start();

    visit.open("/");
    visit.screen("重置密码");
    visit.field("用户名、手机号或邮箱").fill("138 0013 8000");
    visit.button("下一步").press();
    visit.screen("选择验证方式").is_focused();
    visit.choice("手机验证").press();
    visit.screen("输入手机收到的验证码").is_focused();
    let message = visit.stage.next_message(SOLO_PHONE);
    assert!(message.text.contains("验证码"), "the message is in another language");
    visit.field("验证码").fill(&message.code().unwrap());
    visit.button("验证").press();
    visit.screen("设置新密码").is_focused();
    visit.field("新密码").fill(NEW_PASSWORD);
    visit.button("设置新密码").press();
    visit.screen("密码修改成功").is_focused();
    visit.link("登录").is_there();

    assert_eq!(visit.run("return document.documentElement.lang", serde_json::json!([])), "zh-CN");
    assert!(visit.stage.accepts("solo", NEW_PASSWORD));
}

/// A11Y-02, A11Y-14: no English between the lines.
fn problems_are_told_in_chinese(browser: Browser) {
    let visit = Visit::with(browser).in_language("zh-CN").start();
    visit.open("/");
    visit.screen("重置密码");

    visit.button("下一步").press();
    visit.field("用户名、手机号或邮箱").is_described_by("请填写用户名、手机号或邮箱");
    visit.screen("重置密码");
    visit.field("用户名、手机号或邮箱").fill("solo");
    visit.button("下一步").press();
    visit.choice("手机验证").press();
    visit.field("验证码").fill(&another(&visit.stage.next_code(SOLO_PHONE)));
    visit.button("验证").press();

    visit.field("验证码").is_described_by("剩余次数：4");
    visit.screen("输入手机收到的验证码");
    // The language menu names each language in itself.
    let languages = visit.field("语言").property("textContent");
    let menu = languages.as_str().unwrap_or_default();
    assert!(menu.contains("English"), "{menu}");
    let shown = Locale::ALL.iter().fold(visit.shown(), |rest, one| rest.replace(one.name(), ""));
    let letters: String = shown.chars().filter(char::is_ascii_alphabetic).collect();
    assert_eq!(letters, "", "{shown}");
}

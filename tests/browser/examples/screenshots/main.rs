//! Walks through every screen in Chromium and saves pictures of each, for people to look at:
//! `cargo run -p regain-browser-tests --example screenshots`, then open `target/screenshots`.
//! Each screen in English and Chinese, 360 and 1280 pixels wide, light and dark.

mod appeal;
mod methods;

use regain_browser_tests::{Browser, Page, Visit, save_picture};
use serde_json::Value;
use std::time::Duration;

const SIZES: [(u32, u32); 2] = [(360, 740), (1280, 800)];
const PHONE: &str = "+8613800138000";
const WEAK: &str = "abc def";

fn main() {
    for language in ["en", "zh-CN"] {
        let walk = Walk::new(language);
        walk.to_the_end();
        walk.to_the_lock();
        walk.beside_the_way();
        walk.by_other_methods();
        walk.by_appeal();
        println!("{language}: done");
    }
}

/// A walk in one language.
struct Walk {
    language: &'static str,
    words: Value,
    visit: Visit,
}

impl Walk {
    fn new(language: &'static str) -> Self {
        let file = format!("{}/../../locales/{language}.json", env!("CARGO_MANIFEST_DIR"));
        let words =
            std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        let words = serde_json::from_str(&words).unwrap_or_else(|error| panic!("{file}: {error}"));
        let visit = Visit::with(Browser::Chromium).in_language(language).unrecorded().start();
        visit.hide_scroll_bars();
        Self { language, words, visit }
    }

    /// The text of a key in the walk's language.
    fn t(&self, key: &str) -> &str {
        self.words.get(key).and_then(Value::as_str).unwrap_or_else(|| panic!("no text {key}"))
    }

    /// Saves the screen in every size and colour scheme.
    fn save(&self, name: &str) {
        self.save_page(&self.visit, name);
    }

    /// Saves what another tab shows.
    fn save_page(&self, page: &Page, name: &str) {
        for (width, height) in SIZES {
            for dark in [false, true] {
                page.set_looks((width, height), dark);
                let tall = content_height(page).max(height);
                page.set_looks((width, tall), dark);
                let colours = if dark { "dark" } else { "light" };
                let file = format!("{name}-{width}-{colours}-{}.png", self.language);
                save_picture(page, &file);
            }
        }
    }

    fn named(&self, identifier: &str) {
        self.visit.open("/");
        self.visit.heading(self.t("account.heading")).is_there();
        self.visit.field(self.t("account.field")).fill(identifier);
        self.visit.button(self.t("account.next")).press();
        self.visit.heading(self.t("methods.heading")).is_there();
    }

    fn code(&self, code: &str) {
        self.visit.field(self.t("code.field")).fill(code);
        self.visit.button(self.t("code.verify")).press();
    }

    fn to_the_end(&self) {
        let visit = &self.visit;
        visit.open("/");
        visit.heading(self.t("account.heading")).is_there();
        self.save("01-account");
        visit.button(self.t("account.next")).press();
        visit.alert(self.t("errors.heading")).is_there();
        self.save("02-account-problem");
        self.named("solo");
        self.save("03-methods");
        visit.choice(self.t("method.email")).press();
        visit.heading(self.t("code.heading_email")).is_there();
        self.save("04-email-code");
        visit.button(self.t("code.other_method")).press();
        visit.choice(self.t("method.phone")).press();
        visit.heading(self.t("code.heading_phone")).is_there();
        self.save("05-phone-code");
        let code = visit.stage.next_code(PHONE);
        self.code("12345");
        visit.alert(self.t("errors.heading")).is_there();
        self.save("06-phone-code-problem");
        self.code(&code);
        self.new_password();
    }

    fn new_password(&self) {
        let visit = &self.visit;
        visit.heading(self.t("password.heading")).is_there();
        self.save("07-password");
        visit.field(self.t("password.field")).fill(WEAK);
        visit.button(self.t("password.set")).press();
        visit.alert(self.t("errors.heading")).is_there();
        self.save("08-password-problem");
        visit.button(self.t("password.suggest")).press();
        self.save("09-password-suggested");
        visit.button(self.t("password.set")).press();
        visit.heading(self.t("done.heading")).is_there();
        self.save("10-done");
    }

    fn to_the_lock(&self) {
        let visit = &self.visit;
        self.named("solo-mfa");
        self.save("11-methods-two-proofs");
        for round in 0..2 {
            visit.stage.pass(Duration::from_secs(61 * round));
            visit.choice(self.t("method.phone")).press();
            visit.heading(self.t("code.heading_phone")).is_there();
            let code = visit.stage.next_code("+8613800138002");
            let wrong = if code == "000000" { "000001" } else { "000000" };
            for left in (0..5).rev() {
                self.code(wrong);
                if left > 0 {
                    visit.text(&self.t("code.wrong").replace("{left}", &left.to_string()));
                }
            }
            if round == 0 {
                visit.heading(self.t("methods.heading")).is_there();
                self.save("12-methods-after-wrong-codes");
            }
        }
        visit.heading(self.t("ended.locked")).is_there();
        self.save("13-ended");
    }

    fn beside_the_way(&self) {
        let visit = &self.visit;
        self.named("solo-nothing");
        self.save("14-methods-none");
        visit.link(self.t("page.appeal")).press();
        visit.heading(self.t("appeal.heading")).is_there();
        self.save("15-appeal");
        visit.open("/nowhere");
        visit.heading(self.t("not_found.heading")).is_there();
        self.save("16-not-found");
        visit.set_offline(true);
        visit.text(self.t("page.offline"));
        self.save("17-offline");
        visit.set_offline(false);
        visit.open_url(&visit.stage.portal());
        visit.field(if self.language == "en" { "Password" } else { "密码" }).is_there();
        self.save("18-portal");
    }
}

fn content_height(page: &Page) -> u32 {
    let height = page.run("return document.documentElement.scrollHeight", serde_json::json!([]));
    height.as_u64().and_then(|height| u32::try_from(height).ok()).unwrap_or_default()
}

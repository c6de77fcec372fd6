//! The screens of Alipay, facial recognition and administrators, and of who helps with them.

use super::Walk;
use regain_browser_tests::Page;
use serde_json::json;

impl Walk {
    pub(super) fn by_other_methods(&self) {
        self.alipay();
        self.face();
        self.administrator();
    }

    fn chosen(&self, identifier: &str, method: &str, heading: &str) {
        self.named(identifier);
        self.visit.choice(self.t(method)).press();
        self.visit.heading(self.t(heading)).is_there();
    }

    fn tab(&self, url: &str) -> Page {
        let tab = self.visit.new_tab();
        tab.hide_scroll_bars();
        tab.open_url(url);
        tab
    }

    fn alipay(&self) {
        let visit = &self.visit;
        self.named("firm");
        self.save("20-methods-enterprise");
        self.chosen("solo", "method.alipay", "visit.heading");
        self.save("21-alipay");
        let url = visit.link(self.t("visit.go")).attribute("href").unwrap_or_default();
        let phone = self.tab(&url);
        self.save_page(&phone, "22-alipay-simulated");
        press_first_submit(&phone);
        phone.heading(self.t("confirm.heading")).is_there();
        self.save_page(&phone, "23-confirm");
        phone.button(self.t("confirm.decline")).press();
        phone.heading(self.t("over.declined")).is_there();
        self.save_page(&phone, "24-declined");
        visit.alert(self.t("errors.heading")).is_there();
        self.save("25-alipay-problem");
    }

    fn face(&self) {
        let visit = &self.visit;
        self.chosen("solo", "method.face", "face.heading");
        visit.choice(self.t("face.holder")).press();
        visit.button(self.t("face.here")).press();
        visit.alert(self.t("errors.heading")).is_there();
        self.save("30-face-consent-missing");
        visit.field(self.t("consent.agree")).press();
        visit.button(self.t("face.here")).press();
        visit.heading(self.t("camera.heading")).is_there();
        visit.button(self.t("camera.start")).is_there();
        self.save("31-camera-trouble");
        self.chosen("firm", "method.face", "face.heading");
        self.save("32-face-enterprise");
        visit.choice(self.t("face.employee")).press();
        visit.button(self.t("face.link")).press();
        visit.heading(self.t("handed.heading")).is_there();
        self.save("33-face-link");
        let link = visit.field(self.t("handed.link")).property("value");
        let other = self.tab(link.as_str().unwrap_or_default());
        other.heading(self.t("scan.heading")).is_there();
        self.save_page(&other, "34-scan");
    }

    fn administrator(&self) {
        let visit = &self.visit;
        self.chosen("firm", "method.administrator", "ask.heading");
        visit.button(self.t("ask.send")).press();
        visit.alert(self.t("errors.heading")).is_there();
        self.save("40-ask-problem");
        let label = visit.run(
            "return [...document.querySelectorAll('fieldset label')]
                .find((one) => /-1\\u2069?$/.test(one.innerText.trim())).innerText.trim()",
            json!([]),
        );
        visit.choice(label.as_str().unwrap_or_default()).press();
        visit.field(self.t("ask.reason")).fill("I lost my phone. Li, accounting.");
        self.save("41-ask");
        visit.button(self.t("ask.send")).press();
        visit.heading(self.t("wait.heading")).is_there();
        self.save("42-wait");
        let link = visit.stage.link("firm-admin-1@example.com", "/approve");
        let admin = self.tab(&link);
        admin.heading(self.t("approve.heading")).is_there();
        self.save_page(&admin, "43-approve");
        admin.button(self.t("approve.approve")).press();
        admin.alert(self.t("errors.heading")).is_there();
        self.save_page(&admin, "44-approve-problem");
        let lost = self.tab(&format!("{}/approve", visit.stage.home()));
        lost.heading(self.t("lost.heading")).is_there();
        self.save_page(&lost, "45-lost");
    }
}

/// Presses the first button of the page that simulates Alipay: it approves as the account's holder.
fn press_first_submit(page: &Page) {
    drop(page.run("document.querySelector('main form button').click()", json!([])));
}

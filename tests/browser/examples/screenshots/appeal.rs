//! The screens of the appeal, of a forgotten username, and of the link that stops a change.

use super::Walk;
use serde_json::json;
use std::time::Duration;

const NEW_PHONE: &str = "+8613700000001";

impl Walk {
    pub(super) fn by_appeal(&self) {
        self.username();
        self.draft();
        self.proved();
        self.status();
    }

    fn username(&self) {
        let visit = &self.visit;
        visit.open("/username");
        visit.heading(self.t("find.heading")).is_there();
        self.save("50-username");
        visit.field(self.t("find.field")).fill("pair@example.com");
        visit.button(self.t("find.send")).press();
        visit.heading(self.t("code.heading_email")).is_there();
        self.code(&visit.stage.next_code("pair@example.com"));
        visit.heading(self.t("found.heading")).is_there();
        self.save("51-usernames");
    }

    fn draft(&self) {
        let visit = &self.visit;
        visit.open("/appeal");
        visit.heading(self.t("appeal.heading")).is_there();
        self.save("52-appeal");
        visit.button(self.t("appeal.begin")).press();
        visit.heading(self.t("appeal.answer_heading")).is_there();
        visit.field(self.t("appeal.need_password")).press();
        visit.choice(self.t("appeal.kind_enterprise")).press();
        self.save("53-appeal-questions");
        visit.choice(self.t("appeal.filer_employee")).press();
        visit.button(self.t("appeal.next")).press();
        visit.heading(self.t("appeal.gather_heading")).is_there();
        self.save("54-appeal-materials");
        visit.button(self.t("appeal.gather_back")).press();
        visit.heading(self.t("appeal.answer_heading")).is_there();
        visit.choice(self.t("appeal.kind_individual")).press();
        visit.button(self.t("appeal.next")).press();
        visit.heading(self.t("appeal.gather_heading")).is_there();
        visit.button(self.t("appeal.gather_ready")).press();
        visit.heading(self.t("appeal.form_heading")).is_there();
        visit.button(self.t("appeal.next")).press();
        visit.alert(self.t("errors.heading")).is_there();
        self.save("55-appeal-form-problem");
    }

    fn proved(&self) {
        let visit = &self.visit;
        visit.field(self.t("appeal.username")).fill("solo");
        visit.field(self.t("appeal.holder_name")).fill("Li Na 李娜");
        visit.field(self.t("appeal.id_number")).fill("110101199003070000");
        visit.field(self.t("appeal.story")).fill("My phone fell into a lake.\nIts number is gone.");
        let files = [visit.stage.picture("id.png"), visit.stage.file("page.pdf", b"<html>")];
        visit.give_files(self.t("appeal.doc_holder"), &files.join("\n"));
        visit.text(self.t("appeal.file_wrong_type"));
        self.save("56-appeal-form");
        visit.button(self.t("appeal.next")).press();
        visit.heading(self.t("appeal.phone_heading")).is_there();
        self.save("57-appeal-phone");
        visit.field(self.t("appeal.phone")).fill("13700000001");
        visit.button(self.t("find.send")).press();
        visit.heading(self.t("code.heading_phone")).is_there();
        self.code(&visit.stage.next_code(NEW_PHONE));
        visit.heading(self.t("appeal.review_heading")).is_there();
        self.save("58-appeal-review");
        visit.button(self.t("appeal.submit")).press();
        visit.heading(self.t("appeal.follow_heading")).is_there();
        self.save("59-appeal-receipt");
    }

    fn status(&self) {
        let visit = &self.visit;
        let number =
            visit.run("return document.querySelector('.rg-number').textContent", json!([]));
        let number = number.as_str().unwrap_or_default();
        let number = number.trim_matches(['\u{2068}', '\u{2069}', ' ']).to_owned();
        let note = "The voucher cannot be read.";
        let ask = ["ask", &number, "--for", "other", "--note", note, "--until", "3d"];
        visit.stage.review(&ask);
        visit.reload();
        visit.heading(self.t("appeal.more_heading")).is_there();
        self.save("60-appeal-more");
        visit.stage.review(&["approve", &number]);
        visit.reload();
        visit.heading(self.t("appeal.follow_heading")).is_there();
        self.save("61-appeal-approved");
        let owner = visit.new_tab();
        owner.hide_scroll_bars();
        owner.open_url(&visit.stage.link("solo@example.com", "/hand-off"));
        owner.heading(self.t("stop.phone_heading")).is_there();
        self.save_page(&owner, "62-stop");
        owner.button(self.t("stop.stop")).press();
        owner.heading(self.t("over.stopped")).is_there();
        self.save_page(&owner, "63-stopped");
        visit.stage.pass(Duration::from_secs(2 * 60 * 60));
        visit.open("/appeal/status");
        visit.heading(self.t("appeal.find_heading")).is_there();
        self.save("64-appeal-find");
    }
}

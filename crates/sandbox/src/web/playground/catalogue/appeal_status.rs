//! Looking up an appeal, and where it stands.

use super::super::samples::{
    appeal, appeal_begun, appeal_code, file, following, limits, materials,
};
use super::super::scenario::{Act, Keeps, Scenario};
use super::SUBMIT;
use regain_contract::appeal::{
    AppealStep, Decided, Filer, MaterialKind, Milestone, Refusal, Standing,
};
use regain_contract::operations;

pub fn states() -> Vec<Scenario> {
    [finding(), standings()].into_iter().flatten().collect()
}

fn finding() -> Vec<Scenario> {
    let find = |name, title, heading| Scenario::at("/appeal/status", name, title, heading);
    let heading = "appeal.find_heading";
    let code = appeal_begun(AppealStep::EnterStatusCode(appeal_code()));
    vec![
        find("status", "Look up an appeal", heading),
        find("status-missing", "Look up an appeal: nothing typed", heading)
            .pressing(SUBMIT)
            .showing("appeal.number_missing"),
        find("status-code", "Look up an appeal: the code", "code.heading_phone")
            .filling(".rg-field:first-child input", "RA-7K3M-9QPX")
            .filling("input[autocomplete=tel]", "13700000001")
            .pressing(SUBMIT)
            .answering(operations::FIND_APPEAL.path, &code)
            .doing(Act::Await("input[name=code]"))
            .showing("appeal.status_sent"),
    ]
}

fn standings() -> Vec<Scenario> {
    let at = |standing, last: &[Milestone], name, title, heading| {
        Scenario::at("/appeal/status", name, title, heading)
            .keeping(Keeps::Look)
            .reading(operations::READ_APPEAL.path, &appeal(following(standing, last)))
    };
    let heading = "appeal.follow_heading";
    let more = Standing::MoreAsked {
        materials: materials(Filer::Holder),
        note: "The voucher cannot be read. Please photograph it in daylight.".into(),
        due_in_s: 259_200,
        files: vec![file(MaterialKind::PaymentVoucher)],
        limits: limits(),
    };
    let approved = |bound_in_s| Standing::Approved(Decided { username: "firm".into(), bound_in_s });
    let refused =
        |again_in_s| Standing::Refused(Refusal { note: "The names differ.".into(), again_in_s });
    let asked = [Milestone::MoreAsked, Milestone::MoreGiven];
    vec![
        at(Standing::InReview {}, &[], "follow", "An appeal in review", heading)
            .showing("appeal.in_review"),
        at(Standing::InReview {}, &asked, "follow-again", "In review again", heading)
            .showing("appeal.was_more_given"),
        at(
            more,
            &[Milestone::MoreAsked],
            "follow-more",
            "More is asked for",
            "appeal.more_heading",
        )
        .showing("appeal.reviewer"),
        at(approved(3600), &[Milestone::Approved], "follow-soon", "Approved: bound soon", heading)
            .showing("appeal.approved_soon"),
        at(
            approved(0),
            &[Milestone::Approved, Milestone::Bound],
            "follow-approved",
            "Approved",
            heading,
        )
        .showing("appeal.recover"),
        at(refused(86_400), &[Milestone::Refused], "follow-refused", "Refused", heading)
            .showing("appeal.refused_after"),
        at(
            refused(0),
            &[Milestone::Refused],
            "follow-refused-again",
            "Refused: again now",
            heading,
        )
        .showing("appeal.refused_again"),
        at(
            Standing::Withdrawn {},
            &[Milestone::Withdrawn],
            "follow-withdrawn",
            "Withdrawn",
            heading,
        )
        .showing("appeal.withdrawn"),
        at(Standing::Stopped {}, &[Milestone::Stopped], "follow-stopped", "Stopped", heading)
            .showing("appeal.stopped"),
        at(Standing::Lapsed {}, &[Milestone::Lapsed], "follow-lapsed", "Lapsed", heading)
            .showing("appeal.lapsed"),
    ]
}

//! What another device, or another person, is asked to do.

use super::super::samples::{consent, hand_off, numbers};
use super::super::scenario::{Keeps, Scenario};
use super::SUBMIT;
use regain_contract::{
    Approve, ConfirmVisit, FaceOutcome, Guidance, HandOffOutcome, Over, Person, Problem, ScanFace,
    Stop, Stoppable, Task, operations,
};

pub fn states() -> Vec<Scenario> {
    [approvals(), visits(), scans(), stops(), over()].into_iter().flatten().collect()
}

fn opened(task: Task, name: &'static str, title: &'static str, heading: &'static str) -> Scenario {
    Scenario::at("/hand-off", name, title, heading)
        .keeping(Keeps::Ticket)
        .reading(operations::READ_HAND_OFF.path, &hand_off(task))
}

fn approvals() -> Vec<Scenario> {
    let task = || {
        Task::Approve(Approve {
            administrator: "firm-admin-1".into(),
            reason: "My phone fell into a lake, and I need the invoices of February.".into(),
            numbers: numbers(),
        })
    };
    let approve = |name, title| opened(task(), name, title, "approve.heading");
    vec![
        approve("approve", "An administrator decides"),
        approve("approve-missing", "An administrator decides: nothing given")
            .pressing(SUBMIT)
            .showing("approve.number_missing"),
        approve("approve-password", "An administrator decides: wrong password")
            .pressing("input[type=radio]")
            .filling("input[type=password]", "not this one")
            .pressing(SUBMIT)
            .refusing(operations::DECIDE.path, &Problem::LogOnRefused)
            .showing("approve.password_wrong"),
    ]
}

fn visits() -> Vec<Scenario> {
    let task = || Task::ConfirmVisit(ConfirmVisit { numbers: numbers() });
    vec![
        opened(task(), "confirm", "A visit to confirm", "confirm.heading"),
        opened(task(), "confirm-missing", "A visit to confirm: no number", "confirm.heading")
            .pressing(SUBMIT)
            .showing("confirm.number_missing"),
    ]
}

fn scans() -> Vec<Scenario> {
    let scan = |guidance: Option<Guidance>, last| {
        Task::ScanFace(ScanFace {
            who: Person::LegalRepresentative,
            consent: consent(),
            in_page: true,
            provider_url: guidance.map(|_| "https://faces.example/1".into()),
            guidance,
            last,
        })
    };
    let heading = "scan.heading";
    let here = || scan(Some(Guidance::HoldStill), None);
    vec![
        opened(scan(None, None), "scan", "A face to show", heading),
        opened(scan(None, None), "scan-consent", "A face to show: not agreed", heading)
            .pressing(".rg-card .rg-button")
            .showing("consent.missing"),
        opened(
            scan(None, Some(FaceOutcome::NotLive)),
            "scan-failed",
            "A face to show: not sure that it lives",
            heading,
        )
        .showing("outcome.face_not_live"),
        opened(here(), "scan-here", "A face before the camera", "camera.heading")
            .filming()
            .answering(operations::SCAN_FRAME.path, &hand_off(here()))
            .showing("guidance.hold_still"),
    ]
}

fn stops() -> Vec<Scenario> {
    let stop = |what| Task::Stop(Stop { what });
    let (password, phone) = ("stop.password_heading", "stop.phone_heading");
    vec![
        opened(stop(Stoppable::PasswordChanged), "stop-password", "Stop a new password", password)
            .showing("stop.password_lead"),
        opened(stop(Stoppable::PhoneChanging), "stop-changing", "Stop a new phone", phone)
            .showing("stop.phone_changing"),
        opened(stop(Stoppable::PhoneChanged), "stop-changed", "Undo a new phone", phone)
            .showing("stop.phone_changed"),
    ]
}

fn over() -> Vec<Scenario> {
    let over =
        |outcome, name, title, heading| opened(Task::Over(Over { outcome }), name, title, heading);
    vec![
        over(HandOffOutcome::Approved, "over-approved", "Approved", "over.approved"),
        over(HandOffOutcome::Refused, "over-refused", "Refused", "over.refused"),
        over(HandOffOutcome::Reported, "over-reported", "Reported", "over.reported"),
        over(HandOffOutcome::Passed, "over-passed", "Passed", "over.passed"),
        over(HandOffOutcome::Failed, "over-failed", "Failed", "over.failed"),
        over(HandOffOutcome::Declined, "over-declined", "Declined", "over.declined"),
        over(HandOffOutcome::Stopped, "over-stopped", "Stopped", "over.stopped"),
        over(HandOffOutcome::Withdrawn, "over-withdrawn", "Withdrawn", "over.withdrawn"),
        over(HandOffOutcome::Expired, "over-expired", "Expired", "over.expired"),
        Scenario::at("/hand-off", "lost", "A link that leads nowhere", "lost.heading"),
        Scenario::at("/hand-off", "opening", "A link is being opened", "resuming.heading")
            .keeping(Keeps::Ticket)
            .silent_at("GET /hand-offs/current"),
    ]
}

//! Alipay, facial recognition, and the administrator.

use super::super::samples::{face, of_firm, recovery};
use super::super::scenario::{Act, CURRENT, Keeps, Scenario};
use super::SUBMIT;
use regain_contract::{
    Administrator, ApprovalOutcome, AwaitApproval, ChooseAdministrator, FaceOutcome, FaceStage,
    Guidance, Person, Problem, Recovery, Step, VisitOutcome, VisitProvider, operations,
};

pub fn states() -> Vec<Scenario> {
    [visits(), faces(), administrators()].into_iter().flatten().collect()
}

fn resumed(
    recovery: &Recovery,
    name: &'static str,
    title: &'static str,
    heading: &'static str,
) -> Scenario {
    Scenario::at("/methods", name, title, heading)
        .keeping(Keeps::Recovery)
        .reading(CURRENT, recovery)
}

fn visit(expires_in_s: u32, last: Option<VisitOutcome>) -> Step {
    Step::VisitProvider(VisitProvider {
        authorize_url: "https://openauth.alipay.com/oauth2/publicAppAuthorize.htm?app_id=1&scope=\
                        auth_user&redirect_uri=https%3A%2F%2Frecovery.example%2Fverify%2Falipay"
            .into(),
        qr_allowed: true,
        match_code: "42".into(),
        expires_in_s,
        last,
    })
}

fn visits() -> Vec<Scenario> {
    let heading = "visit.heading";
    let after = |outcome, name, title, key| {
        resumed(&recovery(visit(280, Some(outcome))), name, title, heading).showing(key)
    };
    vec![
        resumed(&recovery(visit(280, None)), "visit", "Alipay", heading)
            .showing("visit.lead_individual"),
        resumed(&of_firm(visit(280, None)), "visit-firm", "Alipay, for an enterprise", heading)
            .showing("visit.lead_enterprise"),
        resumed(&recovery(visit(0, None)), "visit-expired", "Alipay: time is over", heading)
            .showing("visit.expired"),
        after(
            VisitOutcome::OtherIdentity,
            "visit-other",
            "Alipay: another person's account",
            "outcome.visit_other_individual",
        ),
        after(
            VisitOutcome::WrongNumber,
            "visit-number",
            "Alipay: another number was picked",
            "outcome.visit_number",
        ),
        after(
            VisitOutcome::Unavailable,
            "visit-unavailable",
            "Alipay does not answer",
            "outcome.visit_unavailable",
        ),
    ]
}

fn faces() -> Vec<Scenario> {
    let heading = "face.heading";
    let choice = |name, title| {
        resumed(&recovery(face(Person::Holder, FaceStage::Choose, None)), name, title, heading)
    };
    let firm = face(Person::LegalRepresentative, FaceStage::Choose, None);
    let failed = face(Person::Holder, FaceStage::Choose, Some(FaceOutcome::NotMatched));
    let here = face(Person::Holder, FaceStage::Here { guidance: Guidance::TooDark }, None);
    let handed = |opened| {
        let url = "https://recovery.example/hand-off#0kT8xq3mJ1vWb7ZsYdRn5g".into();
        face(Person::LegalRepresentative, FaceStage::HandedOff { url, opened }, None)
    };
    vec![
        choice("face", "Facial recognition"),
        choice("face-ways", "Facial recognition: the ways")
            .pressing("input[value=holder]")
            .showing("consent.agree"),
        choice("face-consent", "Facial recognition: not agreed")
            .pressing("input[value=holder]")
            .pressing(".rg-way .rg-button")
            .showing("consent.missing"),
        resumed(
            &of_firm(firm.clone()),
            "face-firm",
            "Facial recognition of an enterprise",
            heading,
        )
        .showing("face.employee"),
        resumed(
            &of_firm(firm),
            "face-employee",
            "Facial recognition: asked by an employee",
            heading,
        )
        .pressing("input[value=employee]")
        .showing("face.link"),
        resumed(&recovery(failed), "face-failed", "Facial recognition: another face", heading)
            .showing("outcome.face_not_matched"),
        resumed(&recovery(here.clone()), "face-here", "Looking into the camera", "camera.heading")
            .filming()
            .answering(operations::SUBMIT_FRAME.path, &recovery(here.clone()))
            .showing("guidance.too_dark"),
        resumed(&recovery(here), "face-no-camera", "There is no camera", "camera.heading")
            .showing("trouble.not_found"),
        resumed(&of_firm(handed(false)), "face-handed", "A link for a phone", "handed.heading")
            .showing("handed.waiting"),
        resumed(&of_firm(handed(true)), "face-opened", "The link was opened", "handed.heading")
            .showing("handed.opened"),
    ]
}

fn administrators() -> Vec<Scenario> {
    let all = ["f***-1", "r***-v***-2@northern-lights-consulting.example"];
    let step = |last, note: Option<&str>| {
        let administrators = all.iter().enumerate().map(|(index, label)| Administrator {
            id: index.to_string(),
            label: (*label).to_owned(),
        });
        Step::ChooseAdministrator(ChooseAdministrator {
            administrators: administrators.collect(),
            last,
            note: note.map(str::to_owned),
        })
    };
    let wait = |expires_in_s, remind_after_s| {
        Step::AwaitApproval(AwaitApproval {
            asked: "f***-1".into(),
            match_code: "42".into(),
            expires_in_s,
            remind_after_s,
            may_ask_another: true,
        })
    };
    let ask = |name, title| resumed(&of_firm(step(None, None)), name, title, "ask.heading");
    let refused = step(Some(ApprovalOutcome::Refused), Some("Call me first."));
    let heading = "wait.heading";
    vec![
        ask("ask", "Ask an administrator"),
        ask("ask-missing", "Ask an administrator: nothing given")
            .pressing(SUBMIT)
            .showing("ask.choice_missing"),
        ask("ask-busy", "Ask an administrator: waiting for the answer")
            .pressing("input[type=radio]")
            .filling("textarea", "My phone is lost.")
            .pressing(SUBMIT)
            .silent_at("POST /recoveries/current/administrator")
            .doing(Act::Await(".rg-button--busy")),
        ask("ask-throttled", "Ask an administrator: too many requests")
            .pressing("input[type=radio]")
            .filling("textarea", "My phone is lost.")
            .pressing(SUBMIT)
            .refusing(
                operations::ASK_ADMINISTRATOR.path,
                &Problem::Throttled { retry_after_s: 3600 },
            )
            .showing("failure.throttled"),
        resumed(&of_firm(refused), "ask-refused", "The administrator refused", "ask.heading")
            .showing("outcome.approval_refused"),
        resumed(&of_firm(wait(86_000, Some(3500))), "wait", "Waiting for approval", heading)
            .showing("wait.remind_in"),
        resumed(&of_firm(wait(86_000, None)), "wait-kept", "Waiting: kept on the device", heading)
            .pressing(".rg-button--quiet")
            .showing("wait.remind_none")
            .showing("wait.kept"),
        resumed(&of_firm(wait(0, None)), "wait-ended", "Waiting: the time is over", heading)
            .showing("wait.ended"),
    ]
}

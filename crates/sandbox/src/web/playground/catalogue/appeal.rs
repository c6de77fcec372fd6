//! Filing an appeal.

use super::super::samples::{
    answers, appeal, appeal_begun, appeal_code, details, fields, file, limits, materials,
};
use super::super::scenario::{Act, Keeps, Reply, Scenario, refusal};
use super::SUBMIT;
use regain_contract::appeal::{
    AnswerStep, AppealStep, Details, Fault, Field, FieldFault, FileFault, Filer, FillIn, Gather,
    GivePhone, MaterialKind, Review,
};
use regain_contract::{Problem, operations};

const FILE: &str = "input[type=file]";

pub fn states() -> Vec<Scenario> {
    [door(), questions(), forms(), files(), phones(), reviews()].into_iter().flatten().collect()
}

fn draft(
    step: AppealStep,
    name: &'static str,
    title: &'static str,
    heading: &'static str,
) -> Scenario {
    Scenario::at("/appeal/form", name, title, heading)
        .keeping(Keeps::Draft)
        .reading(operations::READ_APPEAL.path, &appeal(step))
}

fn door() -> Vec<Scenario> {
    let heading = "appeal.heading";
    vec![
        Scenario::at("/appeal", "appeal", "The appeal", heading).showing("appeal.begin"),
        Scenario::at("/appeal", "appeal-kept", "The appeal: a draft is kept", heading)
            .keeping(Keeps::Draft)
            .showing("appeal.kept"),
        Scenario::at("/appeal/form", "appeal-lost", "A draft that is gone", "appeal.lost")
            .keeping(Keeps::Draft)
            .with("GET", operations::READ_APPEAL.path, refusal(&Problem::RecoveryExpired)),
    ]
}

fn questions() -> Vec<Scenario> {
    let heading = "appeal.answer_heading";
    let begun = |name, title| {
        Scenario::at("/appeal", name, title, heading)
            .pressing(".rg-card .rg-button")
            .answering(
                operations::BEGIN_APPEAL.path,
                &appeal_begun(AppealStep::Answer(AnswerStep { answers: None })),
            )
            .doing(Act::Await("fieldset"))
    };
    let answered = AnswerStep { answers: Some(answers(Filer::Employee)) };
    let gather = |filer| {
        AppealStep::Gather(Gather {
            answers: answers(filer),
            materials: materials(filer),
            limits: limits(),
            kept_days: 90,
        })
    };
    let gather_heading = "appeal.gather_heading";
    vec![
        begun("appeal-answer", "The questions"),
        begun("appeal-answer-missing", "The questions: nothing answered")
            .pressing(SUBMIT)
            .showing("appeal.needs_missing"),
        draft(
            AppealStep::Answer(answered),
            "appeal-answer-firm",
            "The questions: answered",
            heading,
        )
        .showing("appeal.filer"),
        draft(gather(Filer::Holder), "appeal-gather", "What a person needs", gather_heading),
        draft(gather(Filer::Employee), "appeal-gather-firm", "What a firm needs", gather_heading)
            .showing("appeal.doc_letter"),
        draft(gather(Filer::Holder), "appeal-link", "A link was mailed", gather_heading)
            .filling(".rg-way input", "li@example.com")
            .pressing(SUBMIT)
            .answering(operations::MAIL_LINK.path, &appeal(gather(Filer::Holder)))
            .showing("appeal.link_sent"),
    ]
}

fn form(details: Details, files: Vec<regain_contract::appeal::File>) -> AppealStep {
    AppealStep::FillIn(FillIn {
        answers: answers(Filer::Employee),
        fields: fields(),
        details,
        materials: materials(Filer::Employee),
        files,
        limits: limits(),
    })
}

fn forms() -> Vec<Scenario> {
    let heading = "appeal.form_heading";
    let empty = || form(Details::default(), vec![]);
    let full = || form(details(), vec![file(MaterialKind::BusinessLicence)]);
    let rejected = Problem::AppealRejected {
        faults: vec![
            FieldFault { field: Field::Username, fault: Fault::OddCharacter },
            FieldFault { field: Field::Story, fault: Fault::TooLong { excess: 3 } },
        ],
        missing: vec![MaterialKind::EmployeeId],
    };
    vec![
        draft(empty(), "appeal-form", "The form", heading),
        draft(empty(), "appeal-form-missing", "The form: nothing filled in", heading)
            .pressing(SUBMIT)
            .showing("appeal.field_missing")
            .showing("appeal.doc_missing"),
        draft(full(), "appeal-form-full", "The form: filled in", heading)
            .showing("appeal.file_there"),
        draft(full(), "appeal-form-rejected", "The form: refused by the server", heading)
            .pressing(SUBMIT)
            .refusing(operations::SUBMIT_DETAILS.path, &rejected),
    ]
}

fn files() -> Vec<Scenario> {
    let heading = "appeal.form_heading";
    let given = |name, title| {
        draft(form(details(), vec![]), name, title, heading).doing(Act::Give(FILE, "licence.pdf"))
    };
    let refused = |reason, name, title, key| {
        given(name, title)
            .refusing(operations::GIVE_FILE.path, &Problem::FileRefused { reason })
            .doing(Act::Await(".rg-file--failed"))
            .showing(key)
    };
    vec![
        given("file-sending", "A file on its way")
            .with("POST", operations::GIVE_FILE.path, Reply::Nothing)
            .doing(Act::Give(FILE, "letter.pdf"))
            .showing("appeal.file_waiting"),
        given("file-out", "A file on its way when the form is sent")
            .with("POST", operations::GIVE_FILE.path, Reply::Nothing)
            .pressing(SUBMIT),
        refused(
            FileFault::TooLarge,
            "file-too-large",
            "A file: too large",
            "appeal.file_too_large",
        ),
        refused(
            FileFault::WrongType,
            "file-wrong",
            "A file: no document",
            "appeal.file_wrong_type",
        ),
        refused(
            FileFault::OtherType,
            "file-other",
            "A file: another type",
            "appeal.file_other_type",
        ),
        refused(FileFault::Locked, "file-locked", "A file: with a password", "appeal.file_locked"),
        refused(FileFault::Harmful, "file-harmful", "A file: harmful", "appeal.file_harmful"),
        refused(FileFault::TooMany, "file-too-many", "A file: too many", "appeal.file_too_many"),
    ]
}

fn phones() -> Vec<Scenario> {
    let phone = |proved: Option<&str>| {
        AppealStep::GivePhone(GivePhone { proved: proved.map(str::to_owned) })
    };
    let code = || AppealStep::EnterPhoneCode(appeal_code());
    let heading = "appeal.phone_heading";
    vec![
        draft(phone(None), "appeal-phone", "The contact phone", heading),
        draft(phone(None), "appeal-phone-missing", "The contact phone: nothing typed", heading)
            .pressing(SUBMIT)
            .showing("appeal.phone_missing"),
        draft(phone(None), "appeal-phone-rejected", "The contact phone: not of its form", heading)
            .filling(".rg-form input", "12")
            .pressing(SUBMIT)
            .refusing(operations::GIVE_PHONE.path, &Problem::ContactRejected)
            .showing("appeal.contact_rejected"),
        draft(phone(Some("+86 137****0001")), "appeal-phone-kept", "A phone is confirmed", heading)
            .showing("appeal.phone_keep"),
        draft(code(), "appeal-code", "The code for the contact phone", "code.heading_phone"),
        draft(code(), "appeal-code-wrong", "The contact phone: a wrong code", "code.heading_phone")
            .filling("input[name=code]", "123456")
            .pressing(SUBMIT)
            .refusing(operations::SUBMIT_APPEAL_CODE.path, &Problem::WrongCode { attempts_left: 2 })
            .showing("code.wrong"),
    ]
}

fn reviews() -> Vec<Scenario> {
    let review = || {
        AppealStep::Review(Review {
            answers: answers(Filer::Employee),
            fields: fields(),
            details: details(),
            files: vec![file(MaterialKind::BusinessLicence)],
            phone: "+86 137****0001".into(),
            kept_days: 90,
        })
    };
    let heading = "appeal.review_heading";
    vec![
        draft(review(), "appeal-review", "The review", heading).showing("appeal.nothing"),
        draft(review(), "appeal-review-failed", "The review: out of order", heading)
            .pressing(".rg-card .rg-button")
            .refusing(operations::SUBMIT_APPEAL.path, &Problem::Unavailable { retry_after_s: 5 })
            .showing("failure.unavailable"),
    ]
}

//! One sample of each step and of each problem.

use regain_contract::appeal::{Fault, Field, FieldFault, FileFault, MaterialKind};
use regain_contract::{
    Account, AccountKind, Administrator, AllowedCharacters, ApprovalOutcome, Approve, Availability,
    AwaitApproval, ChooseAdministrator, ChooseMethodStep, ConfirmVisit, Done, EndReason, Ended,
    EnterCode, FaceConsent, FaceOutcome, FaceStage, Forbidden, Guidance, HandOff, HandOffOutcome,
    Intent, Method, MethodOption, Over, PasswordPolicy, Person, Problem, Recovery, RequestContext,
    ScanFace, SetPasswordStep, Step, Stop, Stoppable, Task, Unavailable, Usernames, VerifyFace,
    Violation, VisitOutcome, VisitProvider,
};

pub fn recovery(step: Step) -> Recovery {
    Recovery {
        version: 7,
        intent: Intent::ResetPassword,
        expires_in_s: 1740,
        may_extend: true,
        account: Account { kind: AccountKind::Enterprise, label: "a***@e***.com".into() },
        step,
    }
}

pub fn steps() -> Vec<(&'static str, Step)> {
    vec![
        ("choose_method", choose_method()),
        ("enter_code", enter_code()),
        ("set_password", set_password()),
        (
            "done",
            Step::Done(Done {
                log_on_url: "https://portal.example/".into(),
                named_log_on_url: Some("https://portal.example/?login_hint=firm".into()),
                return_url: Some("https://shop.example/basket".into()),
                sessions_signed_out: 2,
                notices_sent: 3,
            }),
        ),
        ("ended", Step::Ended(Ended { reason: EndReason::Locked, retry_after_s: 86_400 })),
        ("visit_provider", visit_provider()),
        ("verify_face", face(FaceStage::Choose, Some(FaceOutcome::NotMatched))),
        ("verify_face_here", face(FaceStage::Here { guidance: Guidance::TooDark }, None)),
        ("verify_face_handed_off", {
            let url = "https://recovery.example/hand-off#ticket".into();
            face(FaceStage::HandedOff { url, opened: true }, None)
        }),
        ("choose_administrator", choose_administrator()),
        ("await_approval", await_approval()),
        (
            "usernames",
            Step::Usernames(Usernames {
                usernames: vec!["firm".into(), "solo".into()],
                log_on_url: "https://portal.example/".into(),
            }),
        ),
    ]
}

fn choose_method() -> Step {
    let open = |hint: &str| Availability::Available { hint: Some(hint.into()) };
    let closed = |reason| Availability::Unavailable { reason };
    let option = |method, availability| MethodOption { method, availability };
    Step::ChooseMethod(ChooseMethodStep {
        methods: vec![
            option(Method::Phone, open("+86 138****8000")),
            option(Method::Alipay, Availability::Available { hint: None }),
            option(Method::Email, closed(Unavailable::NoDestination)),
            option(Method::Face, closed(Unavailable::IdentityNotVerified)),
            option(Method::Administrator, closed(Unavailable::NotForIndividuals)),
        ],
        proofs_needed: 1,
    })
}

fn enter_code() -> Step {
    Step::EnterCode(EnterCode {
        method: Method::Phone,
        sent_to: "+86 138****8000".into(),
        length: 6,
        resend_after_s: 52,
        expires_in_s: 280,
        attempts_left: 5,
    })
}

fn set_password() -> Step {
    let policy = PasswordPolicy {
        min_chars: 8,
        max_chars: 128,
        allowed: AllowedCharacters::VisibleAscii,
        min_classes: 2,
        forbidden: vec![Forbidden::Identifier, Forbidden::Common],
    };
    Step::SetPassword(SetPasswordStep { policy, username: "firm".into(), expires_in_s: 600 })
}

fn visit_provider() -> Step {
    let authorize_url = "https://openauth.alipay.com/oauth2/publicAppAuthorize.htm?app_id=1".into();
    Step::VisitProvider(VisitProvider {
        authorize_url,
        qr_allowed: true,
        match_code: "42".into(),
        expires_in_s: 300,
        last: Some(VisitOutcome::OtherIdentity),
    })
}

fn consent() -> FaceConsent {
    FaceConsent { version: 1, recipient: "Example Faces Ltd".into(), retention_days: 30 }
}

fn face(stage: FaceStage, last: Option<FaceOutcome>) -> Step {
    Step::VerifyFace(VerifyFace {
        who: Person::LegalRepresentative,
        consent: consent(),
        in_page: true,
        stage,
        expires_in_s: 300,
        last,
    })
}

fn choose_administrator() -> Step {
    let administrators = vec![Administrator { id: "1".into(), label: "f***-1".into() }];
    Step::ChooseAdministrator(ChooseAdministrator {
        administrators,
        last: Some(ApprovalOutcome::Refused),
        note: Some("Call me first.".into()),
    })
}

fn await_approval() -> Step {
    Step::AwaitApproval(AwaitApproval {
        asked: "f***-1".into(),
        match_code: "42".into(),
        expires_in_s: 86_400,
        remind_after_s: Some(3600),
        may_ask_another: true,
    })
}

pub fn hand_off(task: Task) -> HandOff {
    HandOff {
        version: 3,
        expires_in_s: 900,
        account: Account { kind: AccountKind::Enterprise, label: "f***".into() },
        asker: RequestContext {
            asked_s_ago: 65,
            browser: Some("Firefox".into()),
            system: Some("Windows".into()),
            place: Some("203.0.113.*".into()),
        },
        task,
    }
}

pub fn tasks() -> Vec<(&'static str, Task)> {
    let numbers = || vec!["17".to_owned(), "42".to_owned(), "88".to_owned()];
    vec![
        (
            "approve",
            Task::Approve(Approve {
                administrator: "firm-admin-1".into(),
                reason: "My phone is lost.".into(),
                numbers: numbers(),
            }),
        ),
        (
            "scan_face",
            Task::ScanFace(ScanFace {
                who: Person::LegalRepresentative,
                consent: consent(),
                in_page: true,
                provider_url: Some("https://faces.example/1".into()),
                guidance: Some(Guidance::HoldStill),
                last: Some(FaceOutcome::NotMatched),
            }),
        ),
        ("confirm_visit", Task::ConfirmVisit(ConfirmVisit { numbers: numbers() })),
        ("stop", Task::Stop(Stop { what: Stoppable::PhoneChanging })),
        ("over", Task::Over(Over { outcome: HandOffOutcome::Approved })),
    ]
}

pub fn problems() -> Vec<(&'static str, Problem)> {
    vec![
        ("malformed", Problem::Malformed),
        ("identifier_rejected", Problem::IdentifierRejected),
        ("origin_refused", Problem::OriginRefused),
        ("recovery_expired", Problem::RecoveryExpired),
        ("stale_version", Problem::StaleVersion),
        ("key_reused", Problem::KeyReused),
        ("method_unavailable", Problem::MethodUnavailable),
        ("wrong_code", Problem::WrongCode { attempts_left: 4 }),
        ("code_expired", Problem::CodeExpired),
        ("too_many_attempts", Problem::TooManyAttempts),
        ("throttled", Problem::Throttled { retry_after_s: 60 }),
        ("password_rejected", Problem::PasswordRejected { violations: violations() }),
        ("log_on_refused", Problem::LogOnRefused),
        ("identity_mismatch", Problem::IdentityMismatch),
        ("provider_unavailable", Problem::ProviderUnavailable),
        ("appeal_rejected", appeal_rejected()),
        ("file_refused", Problem::FileRefused { reason: FileFault::TooLarge }),
        ("contact_rejected", Problem::ContactRejected),
        ("not_found", Problem::NotFound),
        ("unavailable", Problem::Unavailable { retry_after_s: 5 }),
    ]
}

fn appeal_rejected() -> Problem {
    Problem::AppealRejected {
        faults: vec![
            FieldFault { field: Field::HolderName, fault: Fault::Missing },
            FieldFault { field: Field::Story, fault: Fault::TooLong { excess: 3 } },
            FieldFault { field: Field::Username, fault: Fault::OddCharacter },
        ],
        missing: vec![MaterialKind::HolderId],
    }
}

fn violations() -> Vec<Violation> {
    vec![
        Violation::TooShort { missing: 3 },
        Violation::TooLong { excess: 2 },
        Violation::Space { position: 6 },
        Violation::FullWidth { position: 1 },
        Violation::Control { position: 2 },
        Violation::NotAllowed { position: 9 },
        Violation::TooFewClasses { missing: 1 },
        Violation::Identifier,
        Violation::Common,
    ]
}

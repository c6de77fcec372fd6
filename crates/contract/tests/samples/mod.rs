//! One sample of each step and of each problem.

use regain_contract::{
    Account, AccountKind, Administrator, AllowedCharacters, Availability, AwaitApproval,
    ChooseAdministrator, ChooseMethodStep, Done, EndReason, Ended, EnterCode, Forbidden, Intent,
    Method, MethodOption, PasswordPolicy, Person, Problem, Recovery, SetPasswordStep, Step,
    Unavailable, Usernames, VerifyFace, Violation, VisitProvider,
};
use serde_json::Value;

/// The steps that the page has a screen for.
pub const HAVE_A_SCREEN: [&str; 5] =
    ["choose_method", "enter_code", "set_password", "done", "ended"];

pub fn recovery(step: Step) -> Recovery {
    Recovery {
        version: 7,
        intent: Intent::ResetPassword,
        expires_in_s: 1740,
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
                sessions_signed_out: 2,
            }),
        ),
        ("ended", Step::Ended(Ended { reason: EndReason::Locked, retry_after_s: 86_400 })),
        ("visit_provider", visit_provider()),
        ("verify_face", verify_face()),
        ("choose_administrator", choose_administrator()),
        ("await_approval", await_approval()),
        ("usernames", Step::Usernames(Usernames { usernames: vec!["firm".into(), "solo".into()] })),
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
    Step::VisitProvider(VisitProvider { authorize_url, qr_allowed: true, expires_in_s: 300 })
}

fn verify_face() -> Step {
    Step::VerifyFace(VerifyFace {
        who: Person::LegalRepresentative,
        hand_off_url: "https://recovery.example/f/1".into(),
        in_page: true,
        consent_version: 1,
        expires_in_s: 300,
    })
}

fn choose_administrator() -> Step {
    let administrators = vec![Administrator { id: "1".into(), label: "f***-1".into() }];
    Step::ChooseAdministrator(ChooseAdministrator { administrators })
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
        ("not_found", Problem::NotFound),
        ("unavailable", Problem::Unavailable { retry_after_s: 5 }),
    ]
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

/// The JSON pointers (RFC 6901) of every value inside a value.
pub fn pointers(value: &Value) -> Vec<String> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, child)| (name.clone(), child)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, child)| (index.to_string(), child)).collect()
        }
        _ => vec![],
    };
    children
        .into_iter()
        .flat_map(|(name, child)| {
            let inside = pointers(child).into_iter().map(|rest| format!("/{name}{rest}"));
            std::iter::once(format!("/{name}")).chain(inside.collect::<Vec<_>>())
        })
        .collect()
}

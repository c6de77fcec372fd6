//! The answers that the states share, built with the contract's own types.

use regain_contract::appeal::{
    Answers, Appeal, AppealBegun, AppealCode, AppealStep, Details, Field, FieldRule, File,
    FileKind, Filer, Follow, Happened, Limits, Material, MaterialKind, Milestone, Need, Standing,
};
use regain_contract::{
    Account, AccountKind, AllowedCharacters, AppealToken, Availability, Begun, EnterCode,
    FaceConsent, FaceOutcome, FaceStage, FlowToken, Forbidden, HandOff, Intent, Method,
    MethodOption, PasswordPolicy, Person, Recovery, RequestContext, SetPasswordStep, Step, Task,
    Unavailable, VerifyFace,
};

/// A long name, as enterprises have them: what breaks columns.
const FIRM: &str = "示***公司 (northern-lights-consulting-***)";

/// A recovery of a person at a step.
pub fn recovery(step: Step) -> Recovery {
    let account = Account { kind: AccountKind::Individual, label: "s***@e***.com".into() };
    let (intent, expires_in_s, may_extend) = (Intent::ResetPassword, 1740, true);
    Recovery { version: 3, intent, expires_in_s, may_extend, account, step }
}

/// A recovery of an enterprise at a step.
pub fn of_firm(step: Step) -> Recovery {
    let account = Account { kind: AccountKind::Enterprise, label: FIRM.into() };
    Recovery { account, ..recovery(step) }
}

/// The same for somebody who looks for a username.
pub fn finding(step: Step) -> Recovery {
    Recovery { intent: Intent::FindUsername, ..recovery(step) }
}

/// A recovery that has just begun.
pub fn begun(recovery: Recovery) -> Begun {
    Begun { token: FlowToken::new("simulated".into()), recovery }
}

/// A method that is open.
pub fn open(method: Method, hint: Option<&str>) -> MethodOption {
    let availability = Availability::Available { hint: hint.map(str::to_owned) };
    MethodOption { method, availability }
}

/// A method that is not.
pub const fn closed(method: Method, reason: Unavailable) -> MethodOption {
    MethodOption { method, availability: Availability::Unavailable { reason } }
}

/// A code on its way.
pub fn code(method: Method, resend_after_s: u32, expires_in_s: u32) -> Step {
    let sent_to = if method == Method::Phone { "+86 138****8000" } else { "s***@e***.com" };
    Step::EnterCode(EnterCode {
        method,
        sent_to: sent_to.into(),
        length: 6,
        resend_after_s,
        expires_in_s,
        attempts_left: 5,
    })
}

/// The new-password form.
pub fn password() -> Step {
    Step::SetPassword(SetPasswordStep {
        policy: PasswordPolicy {
            min_chars: 8,
            max_chars: 128,
            allowed: AllowedCharacters::VisibleAscii,
            min_classes: 2,
            forbidden: vec![Forbidden::Identifier, Forbidden::Common],
        },
        username: "solo".into(),
        expires_in_s: 600,
    })
}

/// Who receives pictures of faces.
pub fn consent() -> FaceConsent {
    FaceConsent { version: 1, recipient: "Example Faces Ltd".into(), retention_days: 30 }
}

/// Facial recognition.
pub fn face(who: Person, stage: FaceStage, last: Option<FaceOutcome>) -> Step {
    Step::VerifyFace(VerifyFace {
        who,
        consent: consent(),
        in_page: true,
        stage,
        expires_in_s: 840,
        last,
    })
}

/// A hand-off with a task.
pub fn hand_off(task: Task) -> HandOff {
    HandOff {
        version: 2,
        expires_in_s: 900,
        account: Account { kind: AccountKind::Enterprise, label: FIRM.into() },
        asker: RequestContext {
            asked_s_ago: 65,
            browser: Some("Firefox".into()),
            system: Some("Windows".into()),
            place: Some("203.0.113.*".into()),
        },
        task,
    }
}

/// Numbers to pick from.
pub fn numbers() -> Vec<String> {
    ["17", "42", "88"].map(str::to_owned).to_vec()
}

/// An appeal at a step.
pub const fn appeal(step: AppealStep) -> Appeal {
    Appeal { version: 4, expires_in_s: 604_800, step }
}

/// An appeal that was just begun or found.
pub fn appeal_begun(step: AppealStep) -> AppealBegun {
    AppealBegun { token: AppealToken::new("simulated".into()), appeal: appeal(step) }
}

/// Answers to the three questions.
pub fn answers(filer: Filer) -> Answers {
    let kind =
        if filer == Filer::Holder { AccountKind::Individual } else { AccountKind::Enterprise };
    Answers { needs: vec![Need::Password, Need::Phone], kind, filer }
}

/// The materials for answers.
pub fn materials(filer: Filer) -> Vec<Material> {
    let kinds: &[MaterialKind] = match filer {
        Filer::Holder => &[MaterialKind::HolderId, MaterialKind::PaymentVoucher],
        Filer::LegalRepresentative => {
            &[MaterialKind::BusinessLicence, MaterialKind::LegalRepresentativeId]
        }
        Filer::Employee => &[
            MaterialKind::BusinessLicence,
            MaterialKind::EmployeeId,
            MaterialKind::AuthorisationLetter,
        ],
    };
    let required = kinds.iter().map(|kind| Material { kind: *kind, required: true });
    required.chain([Material { kind: MaterialKind::Other, required: false }]).collect()
}

/// How much is taken.
pub const fn limits() -> Limits {
    Limits { max_bytes: 10_485_760, max_files: 5 }
}

/// A file that was given; its name is long.
pub fn file(material: MaterialKind) -> File {
    let label = "scan-of-the-document-2026-02-17-final_version(2) 营业执照.jpg".into();
    File { id: "f1".into(), material, label, kind: FileKind::Jpeg, bytes: 1_220_000 }
}

/// The fields of the form.
pub fn fields() -> Vec<FieldRule> {
    Field::ALL.map(|field| FieldRule { field, required: field != Field::OldContact }).to_vec()
}

/// A form that is filled in.
pub fn details() -> Details {
    Details {
        username: "firm".into(),
        holder_name: "示例公司 Northern Lights Consulting".into(),
        identity_number: "91330000123456789X".into(),
        filer_name: "Li Na".into(),
        old_contact: String::new(),
        story: "The phone fell into a lake.\nIts number is gone.".into(),
    }
}

/// The code for the contact phone.
pub fn appeal_code() -> AppealCode {
    AppealCode {
        sent_to: "+86 137****0001".into(),
        length: 6,
        resend_after_s: 60,
        expires_in_s: 300,
        attempts_left: 5,
    }
}

/// An appeal that stands somewhere, after this.
pub fn following(standing: Standing, last: &[Milestone]) -> AppealStep {
    let all = [Milestone::Received].iter().chain(last);
    let ago_s = |index: usize| 172_800 / (u32::try_from(index).unwrap_or(1) + 1);
    let timeline =
        all.enumerate().map(|(index, what)| Happened { what: *what, ago_s: ago_s(index) });
    AppealStep::Follow(Follow {
        number: "RA-7K3M-9QPX".into(),
        phone: "+86 137****0001".into(),
        answer_days: 3,
        standing,
        timeline: timeline.collect(),
    })
}

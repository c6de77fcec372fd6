//! Reads appeals, and the problems that only they have.

use super::{Node, list, maybe_text, problem, small, text, texts, truth, whole};
use crate::appeal::{
    AnswerStep, Answers, Appeal, AppealBegun, AppealCode, AppealStep, Decided, Details, Fault,
    Field, FieldFault, FieldRule, File, FileFault, FileKind, Filer, FillIn, Follow, Gather,
    GivePhone, Happened, Limits, Material, MaterialKind, Milestone, Need, Refusal, Review,
    Standing,
};
use crate::{AccountKind, AppealToken, Problem};

/// Reads the answer of `POST /appeals` and `POST /appeals/find`.
#[must_use]
pub fn appeal_begun<N: Node>(node: &N) -> Option<AppealBegun> {
    let token = AppealToken::new(text(node, "token")?);
    Some(AppealBegun { token, appeal: appeal(&node.field("appeal")?)? })
}

/// Reads an appeal.
#[must_use]
pub fn appeal<N: Node>(node: &N) -> Option<Appeal> {
    Some(Appeal {
        version: whole(node, "version")?,
        expires_in_s: whole(node, "expires_in_s")?,
        step: step(&node.field("step")?)?,
    })
}

/// Reads any problem, those of appeals included.
#[must_use]
pub fn later_problem<N: Node>(node: &N) -> Option<Problem> {
    let kind = text(node, "type")?;
    Some(match kind.strip_prefix("urn:regain:problem:") {
        Some("appeal_rejected") => Problem::AppealRejected {
            faults: list(node, "faults", field_fault)?,
            missing: list(node, "missing", |one| MaterialKind::read(&one.text()?))?,
        },
        Some("file_refused") => Problem::FileRefused { reason: file_fault(&text(node, "reason")?) },
        Some("contact_rejected") => Problem::ContactRejected,
        _ => return problem(node),
    })
}

fn step<N: Node>(node: &N) -> Option<AppealStep> {
    Some(match text(node, "name")?.as_str() {
        "answer" => AppealStep::Answer(AnswerStep {
            answers: match node.field("answers") {
                Some(given) => Some(answers(&given)?),
                None => None,
            },
        }),
        "gather" => AppealStep::Gather(Gather {
            answers: answers(&node.field("answers")?)?,
            materials: list(node, "materials", material)?,
            limits: limits(node)?,
            kept_days: whole(node, "kept_days")?,
        }),
        "fill_in" => AppealStep::FillIn(FillIn {
            answers: answers(&node.field("answers")?)?,
            fields: list(node, "fields", field_rule)?,
            details: details(&node.field("details")?)?,
            materials: list(node, "materials", material)?,
            files: list(node, "files", file)?,
            limits: limits(node)?,
        }),
        "give_phone" => AppealStep::GivePhone(GivePhone { proved: maybe_text(node, "proved")? }),
        "enter_phone_code" => AppealStep::EnterPhoneCode(code(node)?),
        "review" => AppealStep::Review(Review {
            answers: answers(&node.field("answers")?)?,
            fields: list(node, "fields", field_rule)?,
            details: details(&node.field("details")?)?,
            files: list(node, "files", file)?,
            phone: text(node, "phone")?,
            kept_days: whole(node, "kept_days")?,
        }),
        "enter_status_code" => AppealStep::EnterStatusCode(code(node)?),
        "follow" => AppealStep::Follow(Follow {
            number: text(node, "number")?,
            phone: text(node, "phone")?,
            answer_days: whole(node, "answer_days")?,
            standing: standing(&node.field("standing")?)?,
            timeline: list(node, "timeline", happened)?,
        }),
        _ => AppealStep::Unknown,
    })
}

fn answers<N: Node>(node: &N) -> Option<Answers> {
    let needs = texts(node, "needs")?.iter().map(|name| need(name)).collect::<Option<_>>()?;
    let kind = match text(node, "kind")?.as_str() {
        "individual" => AccountKind::Individual,
        "enterprise" => AccountKind::Enterprise,
        _ => return None,
    };
    let filer = match text(node, "filer")?.as_str() {
        "holder" => Filer::Holder,
        "legal_representative" => Filer::LegalRepresentative,
        "employee" => Filer::Employee,
        _ => return None,
    };
    Some(Answers { needs, kind, filer })
}

fn need(name: &str) -> Option<Need> {
    Some(match name {
        "username" => Need::Username,
        "password" => Need::Password,
        "phone" => Need::Phone,
        "email" => Need::Email,
        "mfa" => Need::Mfa,
        _ => return None,
    })
}

fn material<N: Node>(node: &N) -> Option<Material> {
    let kind = MaterialKind::read(&text(node, "kind")?)?;
    Some(Material { kind, required: truth(node, "required")? })
}

fn limits<N: Node>(node: &N) -> Option<Limits> {
    let limits = node.field("limits")?;
    Some(Limits {
        max_bytes: whole(&limits, "max_bytes")?,
        max_files: small(&limits, "max_files")?,
    })
}

fn field(name: &str) -> Option<Field> {
    Some(match name {
        "username" => Field::Username,
        "holder_name" => Field::HolderName,
        "identity_number" => Field::IdentityNumber,
        "filer_name" => Field::FilerName,
        "old_contact" => Field::OldContact,
        "story" => Field::Story,
        _ => return None,
    })
}

fn field_rule<N: Node>(node: &N) -> Option<FieldRule> {
    Some(FieldRule { field: field(&text(node, "field")?)?, required: truth(node, "required")? })
}

fn details<N: Node>(node: &N) -> Option<Details> {
    let text = |name| maybe_text(node, name).map(Option::unwrap_or_default);
    Some(Details {
        username: text("username")?,
        holder_name: text("holder_name")?,
        identity_number: text("identity_number")?,
        filer_name: text("filer_name")?,
        old_contact: text("old_contact")?,
        story: text("story")?,
    })
}

fn field_fault<N: Node>(node: &N) -> Option<FieldFault> {
    let fault = match text(node, "fault")?.as_str() {
        "missing" => Fault::Missing,
        "too_long" => Fault::TooLong { excess: whole(node, "excess")? },
        "odd_character" => Fault::OddCharacter,
        _ => return None,
    };
    Some(FieldFault { field: field(&text(node, "field")?)?, fault })
}

fn file<N: Node>(node: &N) -> Option<File> {
    let kind = match text(node, "kind")?.as_str() {
        "jpeg" => FileKind::Jpeg,
        "png" => FileKind::Png,
        "pdf" => FileKind::Pdf,
        _ => return None,
    };
    Some(File {
        id: text(node, "id")?,
        material: MaterialKind::read(&text(node, "material")?)?,
        label: text(node, "label")?,
        kind,
        bytes: whole(node, "bytes")?,
    })
}

fn file_fault(name: &str) -> FileFault {
    match name {
        "empty" => FileFault::Empty,
        "too_large" => FileFault::TooLarge,
        "wrong_type" => FileFault::WrongType,
        "other_type" => FileFault::OtherType,
        "too_many_pixels" => FileFault::TooManyPixels,
        "damaged" => FileFault::Damaged,
        "locked" => FileFault::Locked,
        "active" => FileFault::Active,
        "harmful" => FileFault::Harmful,
        "too_many" => FileFault::TooMany,
        _ => FileFault::Other,
    }
}

fn code<N: Node>(node: &N) -> Option<AppealCode> {
    Some(AppealCode {
        sent_to: text(node, "sent_to")?,
        length: small(node, "length")?,
        resend_after_s: whole(node, "resend_after_s")?,
        expires_in_s: whole(node, "expires_in_s")?,
        attempts_left: small(node, "attempts_left")?,
    })
}

fn standing<N: Node>(node: &N) -> Option<Standing> {
    Some(match text(node, "is")?.as_str() {
        "in_review" => Standing::InReview {},
        "more_asked" => Standing::MoreAsked {
            materials: list(node, "materials", material)?,
            note: text(node, "note")?,
            due_in_s: whole(node, "due_in_s")?,
            files: list(node, "files", file)?,
            limits: limits(node)?,
        },
        "approved" => Standing::Approved(Decided {
            username: text(node, "username")?,
            bound_in_s: whole(node, "bound_in_s")?,
        }),
        "refused" => Standing::Refused(Refusal {
            note: text(node, "note")?,
            again_in_s: whole(node, "again_in_s")?,
        }),
        "withdrawn" => Standing::Withdrawn {},
        "stopped" => Standing::Stopped {},
        "lapsed" => Standing::Lapsed {},
        _ => Standing::Unknown,
    })
}

fn happened<N: Node>(node: &N) -> Option<Happened> {
    let what = match text(node, "what")?.as_str() {
        "received" => Milestone::Received,
        "more_asked" => Milestone::MoreAsked,
        "more_given" => Milestone::MoreGiven,
        "approved" => Milestone::Approved,
        "bound" => Milestone::Bound,
        "refused" => Milestone::Refused,
        "withdrawn" => Milestone::Withdrawn,
        "stopped" => Milestone::Stopped,
        "lapsed" => Milestone::Lapsed,
        _ => Milestone::Other,
    };
    Some(Happened { what, ago_s: whole(node, "ago_s")? })
}

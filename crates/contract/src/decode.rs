//! Reads answers without a deserialiser, for the browser: its own JSON parser has the text in
//! objects already, and a general deserialiser would cost 25 KB of wasm (brotli) on top.
//!
//! The rules are serde's on the same types: unknown fields are ignored, unknown step and problem
//! names give `Unknown`, anything else that does not fit gives `None`. `tests/golden.rs` and a
//! property test hold the two against each other.

mod appeal;
mod approval;
mod face;
mod hand_off;
mod visit;

pub use appeal::{appeal, appeal_begun, later_problem};
pub use hand_off::{hand_off, taken};

use crate::{
    Account, AccountKind, AllowedCharacters, Availability, Begun, ChooseMethodStep, Done,
    EndReason, Ended, EnterCode, FlowToken, Forbidden, Intent, Method, MethodOption,
    PasswordPolicy, Problem, Recovery, SetPasswordStep, Step, Unavailable, Usernames, Violation,
};

/// A value of a parsed JSON text.
pub trait Node: Sized {
    /// The field of an object; `None` when there is none or it is `null`.
    fn field(&self, name: &str) -> Option<Self>;
    /// The value of a string.
    fn text(&self) -> Option<String>;
    /// The value of a number.
    fn number(&self) -> Option<f64>;
    /// The elements of an array.
    fn items(&self) -> Option<Vec<Self>>;
    /// The value of `true` or `false`.
    fn truth(&self) -> Option<bool>;
}

/// Reads the step of this name.
pub type ReadStep<N> = fn(&N, &str) -> Option<Step>;

/// Reads the answer of `POST /recoveries`; `later` reads the steps that are not among the first.
#[must_use]
pub fn begun<N: Node>(node: &N, later: ReadStep<N>) -> Option<Begun> {
    let token = FlowToken::new(text(node, "token")?);
    Some(Begun { token, recovery: recovery(&node.field("recovery")?, later)? })
}

/// Reads a recovery; `later` reads the steps that are not among the first: [`later_step`], which a
/// page may have in a file of its own.
#[must_use]
pub fn recovery<N: Node>(node: &N, later: ReadStep<N>) -> Option<Recovery> {
    Some(Recovery {
        version: whole(node, "version")?,
        intent: match text(node, "intent")?.as_str() {
            "reset_password" => Intent::ResetPassword,
            "find_username" => Intent::FindUsername,
            _ => return None,
        },
        expires_in_s: whole(node, "expires_in_s")?,
        may_extend: truth(node, "may_extend")?,
        account: account(&node.field("account")?)?,
        step: step(&node.field("step")?, later)?,
    })
}

/// Whether the step of a recovery is among the first, which need no [`later_step`].
pub fn is_early<N: Node>(recovery: &N) -> bool {
    let name = recovery.field("step").and_then(|step| text(&step, "name"));
    let early = ["choose_method", "enter_code", "set_password", "done", "ended"];
    // What cannot be read at all needs no further reader.
    name.is_none_or(|name| early.contains(&name.as_str()))
}

/// Reads a problem.
#[must_use]
pub fn problem<N: Node>(node: &N) -> Option<Problem> {
    let kind = text(node, "type")?;
    let Some(kind) = kind.strip_prefix("urn:regain:problem:") else {
        return Some(Problem::Unknown);
    };
    Some(match kind {
        "malformed" => Problem::Malformed,
        "identifier_rejected" => Problem::IdentifierRejected,
        "origin_refused" => Problem::OriginRefused,
        "recovery_expired" => Problem::RecoveryExpired,
        "stale_version" => Problem::StaleVersion,
        "key_reused" => Problem::KeyReused,
        "method_unavailable" => Problem::MethodUnavailable,
        "wrong_code" => Problem::WrongCode { attempts_left: small(node, "attempts_left")? },
        "code_expired" => Problem::CodeExpired,
        "too_many_attempts" => Problem::TooManyAttempts,
        "throttled" => Problem::Throttled { retry_after_s: whole(node, "retry_after_s")? },
        "password_rejected" => {
            Problem::PasswordRejected { violations: list(node, "violations", violation)? }
        }
        "log_on_refused" => Problem::LogOnRefused,
        "identity_mismatch" => Problem::IdentityMismatch,
        "provider_unavailable" => Problem::ProviderUnavailable,
        "not_found" => Problem::NotFound,
        "unavailable" => Problem::Unavailable { retry_after_s: whole(node, "retry_after_s")? },
        _ => Problem::Unknown,
    })
}

/// Reads the data of the last step.
#[must_use]
pub fn done<N: Node>(node: &N) -> Option<Done> {
    Some(Done {
        log_on_url: text(node, "log_on_url")?,
        named_log_on_url: maybe_text(node, "named_log_on_url")?,
        return_url: maybe_text(node, "return_url")?,
        sessions_signed_out: whole(node, "sessions_signed_out")?,
        notices_sent: whole(node, "notices_sent").unwrap_or_default(),
    })
}

fn account<N: Node>(node: &N) -> Option<Account> {
    let kind = match text(node, "kind")?.as_str() {
        "individual" => AccountKind::Individual,
        "enterprise" => AccountKind::Enterprise,
        _ => return None,
    };
    Some(Account { kind, label: text(node, "label")? })
}

/// Reads a step that is not among the first. Steps that this reader does not know, among them those
/// that no screen shows yet, give `Unknown`: the page is older than the server (REL-15).
pub fn later_step<N: Node>(node: &N, name: &str) -> Option<Step> {
    Some(match name {
        "visit_provider" => Step::VisitProvider(visit::visit_provider(node)?),
        "verify_face" => Step::VerifyFace(face::verify_face(node)?),
        "choose_administrator" => Step::ChooseAdministrator(approval::choose_administrator(node)?),
        "await_approval" => Step::AwaitApproval(approval::await_approval(node)?),
        "usernames" => Step::Usernames(Usernames {
            usernames: texts(node, "usernames")?,
            log_on_url: text(node, "log_on_url")?,
        }),
        _ => Step::Unknown,
    })
}

fn step<N: Node>(node: &N, later: ReadStep<N>) -> Option<Step> {
    Some(match text(node, "name")?.as_str() {
        "choose_method" => Step::ChooseMethod(ChooseMethodStep {
            // A method that this page does not know is not offered on it.
            methods: node.field("methods")?.items()?.iter().filter_map(method_option).collect(),
            proofs_needed: small(node, "proofs_needed")?,
        }),
        "enter_code" => Step::EnterCode(EnterCode {
            method: method(node)?,
            sent_to: text(node, "sent_to")?,
            length: small(node, "length")?,
            resend_after_s: whole(node, "resend_after_s")?,
            expires_in_s: whole(node, "expires_in_s")?,
            attempts_left: small(node, "attempts_left")?,
        }),
        "set_password" => Step::SetPassword(SetPasswordStep {
            policy: policy(&node.field("policy")?)?,
            username: text(node, "username")?,
            expires_in_s: whole(node, "expires_in_s")?,
        }),
        "done" => Step::Done(done(node)?),
        "ended" => Step::Ended(Ended {
            reason: end_reason(&text(node, "reason")?),
            retry_after_s: whole(node, "retry_after_s")?,
        }),
        name => later(node, name)?,
    })
}

fn end_reason(name: &str) -> EndReason {
    match name {
        "cancelled" => EndReason::Cancelled,
        "locked" => EndReason::Locked,
        "superseded" => EndReason::Superseded,
        "stopped" => EndReason::Stopped,
        _ => EndReason::Other,
    }
}

fn method<N: Node>(node: &N) -> Option<Method> {
    Some(match text(node, "method")?.as_str() {
        "phone" => Method::Phone,
        "email" => Method::Email,
        "alipay" => Method::Alipay,
        "face" => Method::Face,
        "administrator" => Method::Administrator,
        _ => return None,
    })
}

fn method_option<N: Node>(node: &N) -> Option<MethodOption> {
    let availability = match (node.field("available"), node.field("unavailable")) {
        (Some(available), None) => Availability::Available { hint: text(&available, "hint") },
        (None, Some(unavailable)) => {
            Availability::Unavailable { reason: unavailable_reason(&text(&unavailable, "reason")?) }
        }
        _ => return None,
    };
    Some(MethodOption { method: method(node)?, availability })
}

fn unavailable_reason(name: &str) -> Unavailable {
    match name {
        "no_destination" => Unavailable::NoDestination,
        "identity_not_verified" => Unavailable::IdentityNotVerified,
        "not_for_individuals" => Unavailable::NotForIndividuals,
        "no_administrator" => Unavailable::NoAdministrator,
        "already_used" => Unavailable::AlreadyUsed,
        "not_offered" => Unavailable::NotOffered,
        _ => Unavailable::Other,
    }
}

fn policy<N: Node>(node: &N) -> Option<PasswordPolicy> {
    Some(PasswordPolicy {
        min_chars: whole(node, "min_chars")?.try_into().ok()?,
        max_chars: whole(node, "max_chars")?.try_into().ok()?,
        allowed: match text(node, "allowed")?.as_str() {
            "visible_ascii" => AllowedCharacters::VisibleAscii,
            "any" => AllowedCharacters::Any,
            _ => return None,
        },
        min_classes: small(node, "min_classes")?,
        forbidden: list(node, "forbidden", |one| match one.text()?.as_str() {
            "identifier" => Some(Forbidden::Identifier),
            "common" => Some(Forbidden::Common),
            _ => None,
        })?,
    })
}

fn violation<N: Node>(node: &N) -> Option<Violation> {
    let position = || whole(node, "position");
    Some(match text(node, "violation")?.as_str() {
        "too_short" => Violation::TooShort { missing: whole(node, "missing")? },
        "too_long" => Violation::TooLong { excess: whole(node, "excess")? },
        "space" => Violation::Space { position: position()? },
        "full_width" => Violation::FullWidth { position: position()? },
        "control" => Violation::Control { position: position()? },
        "not_allowed" => Violation::NotAllowed { position: position()? },
        "too_few_classes" => Violation::TooFewClasses { missing: small(node, "missing")? },
        "identifier" => Violation::Identifier,
        "common" => Violation::Common,
        _ => return None,
    })
}

fn text<N: Node>(node: &N, name: &str) -> Option<String> {
    node.field(name)?.text()
}

fn truth<N: Node>(node: &N, name: &str) -> Option<bool> {
    node.field(name)?.truth()
}

/// A field that may be missing, but must be a text when it is there.
fn maybe_text<N: Node>(node: &N, name: &str) -> Option<Option<String>> {
    match node.field(name) {
        Some(field) => field.text().map(Some),
        None => Some(None),
    }
}

fn texts<N: Node>(node: &N, name: &str) -> Option<Vec<String>> {
    list(node, name, Node::text)
}

fn list<N: Node, T>(node: &N, name: &str, read: impl Fn(&N) -> Option<T>) -> Option<Vec<T>> {
    node.field(name)?.items()?.iter().map(read).collect()
}

/// A whole number that fits; 1.5, -1 and 1e300 do not.
fn whole<N: Node>(node: &N, name: &str) -> Option<u32> {
    let number = node.field(name)?.number()?;
    let is_whole = number >= 0.0 && number <= f64::from(u32::MAX) && number.fract() == 0.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    is_whole.then_some(number as u32)
}

fn small<N: Node>(node: &N, name: &str) -> Option<u8> {
    whole(node, name)?.try_into().ok()
}

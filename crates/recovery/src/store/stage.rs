//! Where a recovery stands: the stored form of its step.

use regain_contract::EndReason;
use sqlx::FromRow;

/// Where a recovery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    ChooseMethod,
    EnterCode,
    VisitProvider,
    VerifyFace,
    ChooseAdministrator,
    AwaitApproval,
    SetPassword,
    Usernames,
    Done,
    Ended(EndReason),
}

impl Stage {
    /// Whether nothing can happen any more.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Ended(_))
    }

    /// Whether a method was chosen and is not passed yet, so that another can be chosen instead.
    pub const fn is_verifying(self) -> bool {
        self.has_challenge()
    }

    /// Whether the step is about a challenge. That of `ChooseAdministrator` is the request before,
    /// which came to nothing; there is none when nobody was asked yet.
    pub const fn has_challenge(self) -> bool {
        match self {
            Self::EnterCode
            | Self::VisitProvider
            | Self::VerifyFace
            | Self::ChooseAdministrator
            | Self::AwaitApproval => true,
            Self::ChooseMethod
            | Self::SetPassword
            | Self::Usernames
            | Self::Done
            | Self::Ended(_) => false,
        }
    }

    /// The name of the step, as in the contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ChooseMethod => "choose_method",
            Self::EnterCode => "enter_code",
            Self::VisitProvider => "visit_provider",
            Self::VerifyFace => "verify_face",
            Self::ChooseAdministrator => "choose_administrator",
            Self::AwaitApproval => "await_approval",
            Self::SetPassword => "set_password",
            Self::Usernames => "usernames",
            Self::Done => "done",
            Self::Ended(_) => "ended",
        }
    }

    /// The stored name of the reason of an end.
    pub const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Ended(EndReason::Cancelled) => Some("cancelled"),
            Self::Ended(EndReason::Locked) => Some("locked"),
            Self::Ended(EndReason::Superseded) => Some("superseded"),
            Self::Ended(EndReason::Stopped) => Some("stopped"),
            Self::Ended(EndReason::Other) => Some("other"),
            _ => None,
        }
    }
}

/// The columns of a stage: what [`Stage::name`] and [`Stage::reason`] wrote.
#[derive(FromRow)]
pub struct StageColumns {
    step: String,
    end_reason: Option<String>,
}

impl From<StageColumns> for Stage {
    fn from(columns: StageColumns) -> Self {
        match (columns.step.as_str(), columns.end_reason.as_deref()) {
            ("choose_method", _) => Self::ChooseMethod,
            ("enter_code", _) => Self::EnterCode,
            ("visit_provider", _) => Self::VisitProvider,
            ("verify_face", _) => Self::VerifyFace,
            ("choose_administrator", _) => Self::ChooseAdministrator,
            ("await_approval", _) => Self::AwaitApproval,
            ("set_password", _) => Self::SetPassword,
            ("usernames", _) => Self::Usernames,
            ("done", _) => Self::Done,
            (_, Some("cancelled")) => Self::Ended(EndReason::Cancelled),
            (_, Some("locked")) => Self::Ended(EndReason::Locked),
            (_, Some("superseded")) => Self::Ended(EndReason::Superseded),
            (_, Some("stopped")) => Self::Ended(EndReason::Stopped),
            _ => Self::Ended(EndReason::Other),
        }
    }
}

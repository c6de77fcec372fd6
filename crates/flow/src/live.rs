//! An open recovery and the steps of it that this build can show.

use crate::{DeviceCopy, Ending, RequestId, Route, Sending, State};
use regain_contract::{
    Account, AwaitApproval, ChooseAdministrator, ChooseMethodStep, EnterCode, FaceStage, FlowToken,
    Intent, Method, Recovery, SetPasswordStep, Step, Usernames, VerifyFace, VisitProvider,
};

/// An open recovery, as the server last described it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// The right to go on with it.
    pub token: FlowToken,
    /// Sent back with each command.
    pub version: u32,
    /// What the person came for.
    pub intent: Intent,
    /// The account, masked.
    pub account: Account,
    /// Seconds until it ends, from the moment of the answer.
    pub expires_in_s: u32,
    /// Whether the end can be put off.
    pub may_extend: bool,
    /// The answer that this came with: countdowns start anew when it changes.
    pub answer: RequestId,
    /// The step to show.
    pub step: Live,
}

/// The steps of an open recovery that this build can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Live {
    /// Choose a method.
    ChooseMethod(ChooseMethodStep),
    /// Type the code sent to the phone.
    PhoneCode(EnterCode),
    /// Type the code sent to the e-mail address.
    EmailCode(EnterCode),
    /// Visit Alipay.
    Visit(VisitProvider),
    /// Show one's face to a camera.
    Face(VerifyFace),
    /// Choose the administrator to ask.
    ChooseAdministrator(ChooseAdministrator),
    /// Wait for the administrator.
    AwaitApproval(AwaitApproval),
    /// See the usernames that were found.
    Usernames(Usernames),
    /// Set the new password.
    SetPassword(SetPasswordStep),
}

impl Open {
    /// Whether another method can be asked for: something is to be proved here, and not just that
    /// the destination that was named is one's own.
    #[must_use]
    pub const fn may_change_method(&self) -> bool {
        matches!(self.intent, Intent::ResetPassword) && self.step.is_verifying()
    }

    /// Whether Back leads to the method choice. It does not where another person was asked
    /// already: a slip of the finger would take the request back.
    pub(crate) const fn may_go_back(&self) -> bool {
        self.may_change_method() && !self.step.has_asked()
    }
}

impl Live {
    /// The address of the step.
    #[must_use]
    pub const fn route(&self) -> Route {
        match self {
            Self::ChooseMethod(_) => Route::Methods,
            Self::PhoneCode(_) => Route::VerifyPhone,
            Self::EmailCode(_) => Route::VerifyEmail,
            Self::Visit(_) => Route::VerifyAlipay,
            Self::Face(_) => Route::VerifyFace,
            Self::ChooseAdministrator(_) | Self::AwaitApproval(_) => Route::VerifyAdministrator,
            Self::Usernames(_) => Route::Usernames,
            Self::SetPassword(_) => Route::Password,
        }
    }

    /// The code step, whichever way the code went.
    #[must_use]
    pub const fn code(&self) -> Option<&EnterCode> {
        match self {
            Self::PhoneCode(step) | Self::EmailCode(step) => Some(step),
            _ => None,
        }
    }

    /// Whether [`crate::beyond_codes`] handles what is submitted at the step.
    #[must_use]
    pub const fn is_beyond_codes(&self) -> bool {
        matches!(
            self,
            Self::Visit(_)
                | Self::Face(_)
                | Self::ChooseAdministrator(_)
                | Self::AwaitApproval(_)
                | Self::Usernames(_)
        )
    }

    /// Whether something is to be proved here.
    const fn is_verifying(&self) -> bool {
        !matches!(self, Self::ChooseMethod(_) | Self::Usernames(_) | Self::SetPassword(_))
    }

    /// Whether the step can be moved on from elsewhere, so that the server is to be asked.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        match self {
            Self::Visit(_) | Self::AwaitApproval(_) => true,
            Self::Face(step) => matches!(step.stage, FaceStage::HandedOff { .. }),
            _ => false,
        }
    }

    /// Whether a copy of the token may stay on the device at this step (ADM-06).
    pub(crate) const fn device_copy(&self) -> DeviceCopy {
        match self {
            Self::AwaitApproval(_) => DeviceCopy::Stays,
            _ => DeviceCopy::Goes,
        }
    }

    /// Whether another person was asked.
    const fn has_asked(&self) -> bool {
        match self {
            Self::AwaitApproval(_) => true,
            Self::Face(step) => matches!(step.stage, FaceStage::HandedOff { .. }),
            _ => false,
        }
    }

    /// How far along the step is.
    pub(crate) const fn rank(&self) -> u8 {
        match self {
            Self::ChooseMethod(_) => 0,
            Self::PhoneCode(_)
            | Self::EmailCode(_)
            | Self::Visit(_)
            | Self::Face(_)
            | Self::ChooseAdministrator(_) => 1,
            Self::AwaitApproval(_) | Self::Usernames(_) => 2,
            Self::SetPassword(_) => 3,
        }
    }
}

/// Places the visitor at the step that the server gave.
pub(crate) fn placed(token: FlowToken, recovery: Recovery, answer: RequestId) -> State {
    let step = match recovery.step {
        Step::ChooseMethod(step) => Live::ChooseMethod(step),
        Step::EnterCode(step) => match step.method {
            Method::Phone => Live::PhoneCode(step),
            Method::Email => Live::EmailCode(step),
            Method::Alipay | Method::Face | Method::Administrator => return State::Outdated,
        },
        Step::VisitProvider(step) => Live::Visit(step),
        Step::VerifyFace(step) => Live::Face(step),
        Step::ChooseAdministrator(step) => Live::ChooseAdministrator(step),
        Step::AwaitApproval(step) => Live::AwaitApproval(step),
        Step::SetPassword(step) => Live::SetPassword(step),
        Step::Done(done) => return State::Done(done),
        Step::Ended(ended) => return State::Ended(Ending::Ended(ended)),
        Step::Usernames(step) => Live::Usernames(step),
        Step::Unknown => return State::Outdated,
    };
    let Recovery { version, intent, account, expires_in_s, may_extend, .. } = recovery;
    let open = Open { token, version, intent, account, expires_in_s, may_extend, answer, step };
    State::Open(open, Sending::Idle)
}

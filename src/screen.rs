//! Which screen a state shows. Two states with the same screen share its components, so that what
//! is typed stays while requests come and go.

use regain_contract::{FaceStage, HandOffOutcome, Intent, Method, Task};
use regain_flow::{Aside, Ending, Guest, Live, State};

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Name the account.
    Account,
    /// Name a destination, to be told the username.
    FindUsername,
    /// See the usernames that were found.
    Usernames,
    /// The server is asked where a recovery stands.
    Resuming,
    /// Choose a method.
    Methods,
    /// Type a code that came by this method.
    Code(Method),
    /// Visit Alipay.
    Visit,
    /// Choose a way to use a camera.
    FaceChoice,
    /// Look into this device's camera.
    FaceHere,
    /// Wait for the camera of another device.
    FaceElsewhere,
    /// Choose an administrator.
    ChooseAdministrator,
    /// Wait for the administrator.
    AwaitApproval,
    /// Set the password.
    Password,
    /// The server is asked what a link is for.
    Opening,
    /// Decide as an administrator.
    Approve,
    /// Confirm a visit.
    ConfirmVisit,
    /// Agree to show one's face.
    ScanChoice,
    /// Look into this device's camera, for another screen.
    ScanHere,
    /// Say that it was somebody else.
    Stop,
    /// A hand-off is over.
    Over(HandOffOutcome),
    /// A link leads nowhere.
    Lost,
    /// It worked.
    Done,
    /// It did not.
    Ended(Ending),
    /// The page is older than the server.
    Outdated,
    /// No such address.
    NotFound,
    /// What to do when no method can be passed.
    Appeal,
}

/// The three parts of a recovery, as the progress line shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Naming the account.
    Account,
    /// Proving that it is one's own.
    Verify,
    /// The new password.
    Password,
}

impl Screen {
    /// The screen of a state.
    pub fn of(state: &State) -> Self {
        match state {
            State::Account { intent: Intent::ResetPassword, .. } => Self::Account,
            State::Account { intent: Intent::FindUsername, .. } => Self::FindUsername,
            State::Resuming { .. } => Self::Resuming,
            State::Open(open, _) => match &open.step {
                Live::ChooseMethod(_) => Self::Methods,
                Live::PhoneCode(_) => Self::Code(Method::Phone),
                Live::EmailCode(_) => Self::Code(Method::Email),
                Live::Visit(_) => Self::Visit,
                Live::Face(step) => match step.stage {
                    FaceStage::Choose => Self::FaceChoice,
                    FaceStage::Here { .. } => Self::FaceHere,
                    FaceStage::HandedOff { .. } => Self::FaceElsewhere,
                },
                Live::ChooseAdministrator(_) => Self::ChooseAdministrator,
                Live::AwaitApproval(_) => Self::AwaitApproval,
                Live::Usernames(_) => Self::Usernames,
                Live::SetPassword(_) => Self::Password,
            },
            State::Guest(guest) => Self::of_guest(guest),
            State::Done(_) => Self::Done,
            State::Ended(ending) => Self::Ended(*ending),
            State::Outdated => Self::Outdated,
            State::Aside(Aside::NotFound, _) => Self::NotFound,
            State::Aside(Aside::Appeal(_), _) => Self::Appeal,
        }
    }

    fn of_guest(guest: &Guest) -> Self {
        match guest {
            Guest::Opening { .. } | Guest::Taking { .. } => Self::Opening,
            Guest::Lost { .. } => Self::Lost,
            Guest::Open(helping, _) => match &helping.task {
                Task::Approve(_) => Self::Approve,
                Task::ConfirmVisit(_) => Self::ConfirmVisit,
                Task::ScanFace(scan) if scan.guidance.is_some() => Self::ScanHere,
                Task::ScanFace(_) => Self::ScanChoice,
                Task::Over(over) => Self::Over(over.outcome),
                Task::Stop(_) => Self::Stop,
                Task::Unknown => Self::Outdated,
            },
        }
    }

    /// Where the progress line stands; `None` where it is not shown.
    pub const fn stage(self) -> Option<Stage> {
        match self {
            Self::Account => Some(Stage::Account),
            Self::Methods
            | Self::Code(_)
            | Self::Visit
            | Self::FaceChoice
            | Self::FaceHere
            | Self::FaceElsewhere
            | Self::ChooseAdministrator
            | Self::AwaitApproval => Some(Stage::Verify),
            Self::Password => Some(Stage::Password),
            Self::FindUsername
            | Self::Usernames
            | Self::Stop
            | Self::Opening
            | Self::Approve
            | Self::ConfirmVisit
            | Self::ScanChoice
            | Self::ScanHere
            | Self::Over(_)
            | Self::Lost
            | Self::Resuming
            | Self::Done
            | Self::Ended(_)
            | Self::Outdated
            | Self::NotFound
            | Self::Appeal => None,
        }
    }
}

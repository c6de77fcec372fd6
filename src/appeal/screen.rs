//! Which screen a state of the appeal shows. Two states with the same screen share its components,
//! so that what is typed stays while requests come and go.

use regain_contract::appeal::{AppealStep, Standing};
use regain_flow::appeal::State;

/// A screen of the appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Begin, go on, or see where an appeal stands.
    Door,
    /// Find a submitted appeal.
    Finding,
    /// The server is asked.
    Opening,
    /// The questions.
    Answer,
    /// What to have ready.
    Gather,
    /// The form and the files.
    FillIn,
    /// The contact phone.
    GivePhone,
    /// The code that was sent to it.
    PhoneCode,
    /// Everything again.
    Review,
    /// The code that opens the status.
    StatusCode,
    /// Where the appeal stands.
    Follow,
    /// More is asked for.
    MoreAsked,
    /// The draft was deleted.
    Deleted,
    /// The draft, or the right to look, is gone.
    Lost,
    /// The page is older than the server.
    Outdated,
}

impl Screen {
    /// The screen of a state.
    pub const fn of(state: &State) -> Self {
        match state {
            State::Door { .. } => Self::Door,
            State::Finding(_) => Self::Finding,
            State::Opening { .. } => Self::Opening,
            State::Deleted => Self::Deleted,
            State::Lost => Self::Lost,
            State::Outdated => Self::Outdated,
            State::Open(filed, _) => match &filed.step {
                AppealStep::Answer(_) => Self::Answer,
                AppealStep::Gather(_) => Self::Gather,
                AppealStep::FillIn(_) => Self::FillIn,
                AppealStep::GivePhone(_) => Self::GivePhone,
                AppealStep::EnterPhoneCode(_) => Self::PhoneCode,
                AppealStep::Review(_) => Self::Review,
                AppealStep::EnterStatusCode(_) => Self::StatusCode,
                AppealStep::Follow(follow) => match follow.standing {
                    Standing::MoreAsked { .. } => Self::MoreAsked,
                    _ => Self::Follow,
                },
                AppealStep::Unknown => Self::Outdated,
            },
        }
    }
}

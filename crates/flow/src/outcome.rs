//! How the attempt before ended, as the server's step tells it.

use crate::{Guest, Live, State};
use regain_contract::{ApprovalOutcome, FaceOutcome, Task, VisitOutcome};

/// How the attempt before ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A visit to an identity provider.
    Visit(VisitOutcome),
    /// A facial recognition.
    Face(FaceOutcome),
    /// A request for approval.
    Approval(ApprovalOutcome),
}

impl State {
    /// How the attempt before ended; `None` where there was none.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        match self {
            Self::Open(open, _) => match &open.step {
                Live::Visit(step) => step.last.map(Outcome::Visit),
                Live::Face(step) => step.last.map(Outcome::Face),
                Live::ChooseAdministrator(step) => step.last.map(Outcome::Approval),
                _ => None,
            },
            Self::Guest(Guest::Open(helping, _)) => match &helping.task {
                Task::ScanFace(scan) => scan.last.map(Outcome::Face),
                _ => None,
            },
            _ => None,
        }
    }
}

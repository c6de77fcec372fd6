//! What the page calls: [`crate::update`], and whether the step has a failure to tell anew.

use crate::{BeyondCodes, Effect, Event, Failure, Outcome, RequestId, Sending, State, update_with};

/// A step of the flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advanced {
    /// Where the visitor is now.
    pub state: State,
    /// What the shell is to do.
    pub effects: Vec<Effect>,
    /// Whether what went wrong is to be told anew, even in the same words as before (A11Y-03): it
    /// changed, or a person's own act met the same failure again.
    pub is_told_anew: bool,
}

/// Advances the recovery by one event; see [`crate::update`].
#[must_use]
pub fn advance(beyond: BeyondCodes, state: State, event: Event, next: RequestId) -> Advanced {
    let before = told(&state);
    let is_by_person = event.is_by_person();
    let (state, effects) = update_with(beyond, state, event, next);
    let after = told(&state);
    let is_told_anew = before != after || (is_by_person && after.0.is_some());
    Advanced { state, effects, is_told_anew }
}

/// What a state tells about the last submission, and about the attempt before.
fn told(state: &State) -> (Option<Failure>, Option<Outcome>) {
    let failure = state.sending().and_then(Sending::failure).cloned();
    (failure, state.outcome())
}

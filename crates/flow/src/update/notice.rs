//! What was found changed while watching, without the person having asked.

use super::{Next, abort, answer};
use crate::live::placed;
use crate::{Ending, RequestId, State};
use regain_contract::Recovery;

/// Takes over a recovery that is newer than what is shown. While the person's own request is out,
/// its answer tells more.
pub(crate) fn recovery(state: State, recovery: Recovery, next: RequestId) -> Next {
    match state {
        State::Open(open, sending) if recovery.version > open.version && !sending.is_busy() => {
            let to = placed(open.token.clone(), recovery, next);
            let from = State::Open(open, sending);
            let mut effects = abort(&from);
            let (to, moved) = answer::moved(&from, to);
            effects.extend(moved);
            (to, effects)
        }
        state => (state, vec![]),
    }
}

/// Ends a recovery that the server does not know any more.
pub(crate) fn end(state: State) -> Next {
    match state {
        State::Open(_, ref sending) if !sending.is_busy() => {
            let mut effects = abort(&state);
            let (to, moved) = answer::moved(&state, State::Ended(Ending::Expired));
            effects.extend(moved);
            (to, effects)
        }
        state => (state, vec![]),
    }
}

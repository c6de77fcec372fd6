//! Files on their way, beside whatever else the person does.

use super::Next;
use crate::appeal::{Effect, Filed, Picked, State, UploadId};
use crate::{Failure, Sending};
use regain_contract::appeal::{Appeal, AppealStep, File};

/// Takes picked files, where files are taken.
pub(super) fn picked(mut filed: Filed, sending: Sending, picked: Vec<Picked>) -> Next {
    let Some((files, limits)) = filed.files() else {
        return (State::Open(filed, sending), vec![]);
    };
    let there = files.len();
    filed.uploads.add(picked, there, limits.max_files);
    go_on(filed, sending, vec![])
}

/// Takes what came of sending a file. The list of files alone is taken over from the answer: the
/// person may be typing, or have gone on.
pub(super) fn uploaded(
    mut filed: Filed,
    sending: Sending,
    id: UploadId,
    answer: Result<Appeal, Failure>,
) -> Next {
    if filed.uploads.sending() != Some(id) {
        return (State::Open(filed, sending), vec![]);
    }
    let effects = match answer {
        Ok(appeal) => {
            filed.uploads.remove(id);
            take_files(&mut filed, appeal);
            vec![Effect::Drop(id)]
        }
        Err(failure) => {
            filed.uploads.fail(id, failure);
            vec![]
        }
    };
    go_on(filed, sending, effects)
}

/// Sends a file again.
pub(super) fn retried(mut filed: Filed, sending: Sending, id: UploadId) -> Next {
    filed.uploads.retry(id);
    go_on(filed, sending, vec![])
}

/// Gives a file up.
pub(super) fn cancelled(mut filed: Filed, sending: Sending, id: UploadId) -> Next {
    let mut effects = vec![];
    if filed.uploads.remove(id) {
        effects.push(Effect::AbortUpload(id));
    }
    effects.push(Effect::Drop(id));
    go_on(filed, sending, effects)
}

/// Begins to send the next file.
pub(super) fn go_on(mut filed: Filed, sending: Sending, mut effects: Vec<Effect>) -> Next {
    let token = filed.token.clone();
    if let Some(next) = filed.uploads.next() {
        effects.push(Effect::Upload(token, next.clone()));
    }
    (State::Open(filed, sending), effects)
}

/// Takes over the list of files and what the server has kept, when both are at a step with them.
pub(super) fn take_files(filed: &mut Filed, appeal: Appeal) {
    match (&mut filed.step, appeal.step) {
        (AppealStep::FillIn(to), AppealStep::FillIn(from)) => {
            to.files = from.files;
            // What the server has kept; what is typed stands in the form itself.
            to.details = from.details;
        }
        (AppealStep::Follow(to), AppealStep::Follow(from)) => to.standing = from.standing,
        _ => {}
    }
}

/// Takes over what the background brings. A file that is not in it stays: it may have arrived since
/// this answer was made.
pub(super) fn refresh(filed: &mut Filed, mut appeal: Appeal) {
    if let (AppealStep::FillIn(to), AppealStep::FillIn(from)) = (&filed.step, &mut appeal.step) {
        let is_new = |file: &&File| !from.files.iter().any(|one| one.id == file.id);
        let newer: Vec<_> = to.files.iter().filter(is_new).cloned().collect();
        from.files.extend(newer);
    }
    take_files(filed, appeal);
}

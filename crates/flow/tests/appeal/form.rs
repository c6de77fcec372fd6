//! The form and its files: what goes out when, and what is kept meanwhile.

use crate::samples::{NEXT, file, filed, fill_in, open, outstanding, picked, sent, token};
use regain_contract::Problem;
use regain_contract::appeal::{Appeal, AppealStep, Details, FileFault, MaterialKind};
use regain_flow::appeal::{Effect, Event, Progress, Reply, State, UploadId, update};
use regain_flow::{Failure, RequestId, Sending};

/// APL-06: files go one at a time; one that is not taken stays, and the others go on.
#[test]
fn files_go_one_by_one_and_a_refused_one_does_not_stop_the_others() {
    let (state, effects) =
        update(open(fill_in(vec![])), Event::Picked(vec![picked(1), picked(2), picked(3)]), NEXT);
    assert_eq!(effects, vec![Effect::Upload(token(), picked(1))]);
    let refused = Failure::Problem(Problem::FileRefused { reason: FileFault::WrongType });
    let (state, effects) = update(state, Event::Uploaded(UploadId(1), Err(refused.clone())), NEXT);
    assert_eq!(effects, vec![Effect::Upload(token(), picked(2))]);

    let State::Open(filed, _) = &state else { panic!("{state:?}") };
    let all: Vec<_> = filed.uploads.iter().map(|upload| upload.progress.clone()).collect();
    let too_many = Failure::Problem(Problem::FileRefused { reason: FileFault::TooMany });
    assert_eq!(
        all,
        [Progress::Failed(refused), Progress::Sending { percent: 0 }, Progress::Failed(too_many)]
    );

    let appeal = Appeal { version: 3, expires_in_s: 60, step: fill_in(vec![file()]) };
    let (state, effects) = update(state, Event::Uploaded(UploadId(2), Ok(appeal)), NEXT);
    assert!(effects.contains(&Effect::Drop(UploadId(2))));
    let State::Open(filed, _) = &state else { panic!("{state:?}") };
    assert_eq!(filed.files().map(|(files, _)| files.len()), Some(1));
    assert_eq!(filed.uploads.iter().count(), 2);

    let (state, effects) = update(state, Event::RetriedUpload(UploadId(1)), NEXT);
    assert_eq!(effects, vec![Effect::Upload(token(), picked(1))]);
    let (state, effects) = update(state, Event::CancelledUpload(UploadId(1)), NEXT);
    assert_eq!(effects, vec![Effect::AbortUpload(UploadId(1)), Effect::Drop(UploadId(1))]);
    let (_, effects) = update(state, Event::Uploaded(UploadId(1), Err(Failure::Unreachable)), NEXT);
    assert_eq!(effects, vec![], "an answer for a file that was given up");
}

#[test]
fn the_form_is_not_submitted_without_what_it_needs() {
    let named = Details { holder_name: "Li Na".into(), ..Details::default() };
    let failure = |step: AppealStep, details: Details| {
        let (state, effects) = update(open(step), Event::SubmittedDetails(details), NEXT);
        (state.sending().and_then(Sending::failure).cloned(), sent(&effects).len())
    };
    let missing = vec![MaterialKind::HolderId];
    let rejected = Failure::Problem(Problem::AppealRejected { faults: vec![], missing });
    assert_eq!(failure(fill_in(vec![]), named.clone()), (Some(rejected), 0));
    assert!(failure(fill_in(vec![file()]), Details::default()).0.is_some());
    assert_eq!(failure(fill_in(vec![file()]), named.clone()), (None, 1));

    let (state, _) = update(open(fill_in(vec![file()])), Event::Picked(vec![picked(1)]), NEXT);
    let (state, effects) = update(state, Event::SubmittedDetails(named), NEXT);
    assert_eq!(sent(&effects).len(), 0);
    assert_eq!(state.sending().and_then(Sending::failure), Some(&Failure::UploadsOut));
}

/// What is typed is kept in the background: the form does not wait, and submitting replaces it.
#[test]
fn a_draft_is_kept_without_the_person_waiting() {
    let named = Details { holder_name: "Li".into(), ..Details::default() };
    let (state, effects) = update(open(fill_in(vec![file()])), Event::Typed(named.clone()), NEXT);
    assert_eq!(sent(&effects).len(), 1);
    assert!(!state.sending().is_some_and(Sending::is_busy));

    let (state, effects) = update(state, Event::SubmittedDetails(named.clone()), RequestId(901));
    assert!(effects.contains(&Effect::Abort(NEXT)));
    assert_eq!(outstanding(&state), Some(RequestId(901)));

    let more = Details { holder_name: "Li Na".into(), ..Details::default() };
    let (typing, _) = update(open(fill_in(vec![])), Event::Typed(named.clone()), NEXT);
    let (_, effects) = update(typing, Event::Typed(more), RequestId(901));
    assert!(effects.contains(&Effect::Abort(NEXT)), "the newer text goes in its place");
    assert_eq!(sent(&effects).len(), 1);

    let too_long = Details { holder_name: "张".repeat(10_000), ..Details::default() };
    let (_, effects) = update(open(fill_in(vec![])), Event::Typed(too_long), NEXT);
    assert_eq!(effects, vec![], "what the server would refuse stays in the form");
}

/// APL-06: the text and a file go at the same time, and the text's answer comes last.
#[test]
fn an_answer_from_before_a_file_arrived_does_not_take_it_away() {
    let named = Details { holder_name: "Li".into(), ..Details::default() };
    let answered = |files| Appeal { version: 3, expires_in_s: 60, step: fill_in(files) };
    for told in [Sending::Idle, Sending::Failed(Failure::UploadsOut)] {
        let state = State::Open(filed(fill_in(vec![])), told.clone());
        let (state, _) = update(state, Event::Picked(vec![picked(1)]), NEXT);
        let (state, _) = update(state, Event::Typed(named.clone()), NEXT);
        let arrived = Event::Uploaded(UploadId(1), Ok(answered(vec![file()])));
        let (state, _) = update(state, arrived, RequestId(901));

        let kept = Event::Replied(NEXT, Ok(Reply::Appeal(answered(vec![]))));
        let (state, _) = update(state, kept, RequestId(901));

        let State::Open(filed, sending) = &state else { panic!("{state:?}") };
        assert_eq!(*sending, told);
        assert_eq!(filed.files().map(|(files, _)| files.len()), Some(1));
    }
}

//! The ways on, back and out of an appeal.

use crate::samples::{NEXT, filed, fill_in, follow, open, sent, token};
use regain_contract::Problem;
use regain_contract::appeal::{Appeal, Place, Standing};
use regain_flow::appeal::{Command, Effect, Event, Page, Reply, Request, State, update};
use regain_flow::{Failure, History, RequestId, Sending};

/// REL-07: Back moves the draft on the server; the address never shows another step than the screen.
#[test]
fn back_asks_the_server_and_what_is_ahead_is_put_right() {
    let (_, effects) = update(open(fill_in(vec![])), Event::WentTo(Page::Materials), NEXT);
    let Some(Request::Command { command, .. }) = sent(&effects).first() else {
        panic!("{effects:?}")
    };
    assert_eq!(*command, Command::Move(Place::Gather));

    let (state, effects) =
        update(open(follow(Standing::InReview {})), Event::WentTo(Page::Form), NEXT);
    assert_eq!(state.page(), Some(Page::Status));
    assert_eq!(effects, vec![Effect::Show(Page::Status, History::Replace)]);
}

/// A look ends after a while; the form that finds the appeal again stands there then.
#[test]
fn a_look_that_is_over_leads_to_the_form_and_a_lost_draft_says_so() {
    let expired = || {
        let problem = Failure::Problem(Problem::RecoveryExpired);
        Event::Replied(RequestId(1), Err(problem))
    };
    let opening = |at| State::Opening { token: token(), at, sending: Sending::Out(RequestId(1)) };
    let (state, effects) = update(opening(Page::Status), expired(), NEXT);
    assert_eq!(state, State::Finding(Sending::Idle));
    assert!(effects.contains(&Effect::EndLook) && !effects.contains(&Effect::Forget));
    let (state, effects) = update(opening(Page::Form), expired(), NEXT);
    assert_eq!(state, State::Lost);
    assert!(effects.contains(&Effect::Forget));
}

#[test]
fn a_submitted_appeal_is_no_draft_any_more_and_a_deleted_one_is_forgotten() {
    let out = |step| State::Open(filed(step), Sending::Out(RequestId(1)));
    let answer = |step| {
        let appeal = Appeal { version: 4, expires_in_s: 60, step };
        Event::Replied(RequestId(1), Ok(Reply::Appeal(appeal)))
    };
    let (state, effects) =
        update(out(fill_in(vec![])), answer(follow(Standing::InReview {})), NEXT);
    assert_eq!(state.page(), Some(Page::Status));
    assert!(effects.contains(&Effect::Forget));

    let (state, effects) =
        update(out(fill_in(vec![])), answer(follow(Standing::Withdrawn {})), NEXT);
    assert_eq!(state, State::Deleted);
    assert!(effects.contains(&Effect::Forget));
}

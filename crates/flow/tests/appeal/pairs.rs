//! The appeal under every pair of state and event, and late answers.

use crate::everything::{events, replies, states};
use crate::samples::{NEXT, outstanding, sent};
use regain_flow::RequestId;
use regain_flow::appeal::{Effect, Event, update};

/// CON-10: every pair is handled; at most one request is out; the address is the state's own.
#[test]
fn every_state_takes_every_event() {
    let mut pairs = 0;
    for state in states() {
        for event in events() {
            let before = outstanding(&state);
            let (after, effects) = update(state.clone(), event.clone(), NEXT);
            let sent = sent(&effects).len();
            assert!(sent <= 1, "{state:?} × {event:?}");
            if sent == 1 {
                assert_eq!(outstanding(&after), Some(NEXT), "{state:?} × {event:?}");
                let is_replaced = before.is_none()
                    || effects
                        .iter()
                        .any(|one| matches!(one, Effect::Abort(id) if Some(*id) == before))
                    || matches!(event, Event::Replied(..) | Event::Started { .. });
                assert!(is_replaced, "{before:?} is still out after {state:?} × {event:?}");
            }
            for effect in &effects {
                if let Effect::Show(page, _) = effect {
                    assert_eq!(after.page(), Some(*page), "{state:?} × {event:?}");
                }
            }
            pairs += 1;
        }
    }
    assert!(pairs > 5_000, "only {pairs} pairs");
}

/// REL-02: an answer that nobody waits for changes nothing.
#[test]
fn a_late_answer_changes_nothing() {
    for state in states() {
        for reply in replies() {
            let (after, effects) =
                update(state.clone(), Event::Replied(RequestId(777), reply), NEXT);
            assert_eq!((after, effects), (state.clone(), vec![]));
        }
    }
}

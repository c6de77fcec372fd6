//! The flow under every pair of state and event, and under a million random events.

mod support;

use regain_flow::{Command, Effect, Event, Open, Request, RequestId, Sending, State, update};
use support::{Walker, every_event, every_state, outstanding};

/// CON-10: every (state, event) pair is handled: no panic, at most one request out, and the
/// address shown is the state's own.
#[test]
fn every_state_takes_every_event() {
    let (states, events) = (every_state(), every_event());
    let mut pairs = 0;

    for state in &states {
        for event in &events {
            let before = outstanding(state);
            let (after, effects) = update(state.clone(), event.clone(), RequestId(900));

            let sent = effects.iter().filter(|effect| matches!(effect, Effect::Send(..))).count();
            assert!(sent <= 1, "{state:?} × {event:?}");
            if sent == 1 {
                assert_eq!(outstanding(&after), Some(RequestId(900)), "{state:?} × {event:?}");
                let is_replaced = before.is_none()
                    || effects
                        .iter()
                        .any(|effect| matches!(effect, Effect::Abort(id) if Some(*id) == before))
                    || matches!(event, Event::Answered(..) | Event::Started { .. });
                assert!(is_replaced, "{before:?} is still out after {state:?} × {event:?}");
            }
            for effect in &effects {
                if let Effect::ShowRoute(route, _) = effect {
                    assert_eq!(after.route(), Some(*route), "{state:?} × {event:?}");
                }
            }
            pairs += 1;
        }
    }

    assert_eq!(pairs, states.len() * events.len());
    assert!(pairs > 2_000, "only {pairs} pairs");
}

/// CON-10, REL-02: an answer that nobody waits for changes nothing.
#[test]
fn a_late_answer_does_not_move_the_visitor() {
    for state in every_state() {
        for event in every_event() {
            let Event::Answered(_, answer) = event else { continue };
            let late = Event::Answered(RequestId(777), answer);

            let (after, effects) = update(state.clone(), late, RequestId(900));

            assert_eq!(after, state);
            assert_eq!(effects, vec![]);
        }
    }
}

/// REL-11: a second submission while the first is out sends nothing.
#[test]
fn a_double_click_sends_one_request() {
    for state in every_state() {
        for event in every_event() {
            let is_submission = matches!(
                event,
                Event::SubmittedIdentifier { .. }
                    | Event::ChoseMethod(_)
                    | Event::SubmittedCode(_)
                    | Event::AskedForNewCode
                    | Event::SubmittedPassword(_)
            );
            if !is_submission {
                continue;
            }
            let (once, effects) = update(state.clone(), event.clone(), RequestId(900));
            if !effects.iter().any(|effect| matches!(effect, Effect::Send(..))) {
                continue;
            }

            let (twice, effects) = update(once.clone(), event, RequestId(901));

            assert_eq!(twice, once);
            assert_eq!(effects, vec![]);
        }
    }
}

/// The open recovery of a state, also behind a page that stands beside it.
fn opened(state: &mut State) -> Option<(&mut Open, &Sending)> {
    match state {
        State::Open(open, sending) => Some((open, sending)),
        State::Aside(_, back) => opened(back),
        _ => None,
    }
}

/// A11Y-08: at every step that the server would put off, and nowhere else; the step stays.
#[test]
fn more_time_is_asked_for_where_the_server_gives_it() {
    for may_extend in [true, false] {
        for mut state in every_state() {
            let mut before = None;
            if let Some((open, sending)) = opened(&mut state) {
                open.may_extend = may_extend;
                before = Some((open.clone(), sending.is_busy()));
            }

            let (mut after, effects) = update(state, Event::AskedForMoreTime, RequestId(900));

            let asked = effects.iter().any(|effect| {
                matches!(effect, Effect::Send(_, Request::Command { command: Command::Extend, .. }))
            });
            let is_wanted = before.as_ref().is_some_and(|(_, is_busy)| may_extend && !is_busy);
            assert_eq!(asked, is_wanted, "{after:?}");
            assert_eq!(opened(&mut after).map(|(open, _)| &*open), before.as_ref().map(|it| &it.0));
        }
    }
}

/// CON-10: a million random events, answers late and early among them. After each, the requests
/// that the shell has out are exactly what the state waits for, and a step is shown only if the
/// server gave it.
#[test]
fn a_million_random_events_never_lose_the_thread() {
    let mut walker = Walker::new(0x5eed_5eed);
    let mut visited = std::collections::BTreeSet::new();

    for _ in 0..1_000_000 {
        walker.step();
        assert!(walker.out.len() <= 1, "two requests are out: {:?}", walker.out);
        assert_eq!(outstanding(&walker.state), walker.out.first().copied());
        if let State::Open(open, _) = &walker.state {
            let given = walker.given.as_ref().expect("a step was given before it is shown");
            assert_eq!(open.step.route(), *given);
        }
        visited.insert(walker.state_name());
    }

    assert_eq!(visited.len(), 23, "the walk did not reach every kind of state: {visited:?}");
}

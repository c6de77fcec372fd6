//! The countdown to the end of a recovery (A11Y-08).

use regain_contract::{Account, AccountKind, ChooseMethodStep, FlowToken, Intent};
use regain_flow::{Countdown, Live, Open, RequestId, Sending, State, Timer, WARNING_S};

fn open(answer: u32, expires_in_s: u32) -> State {
    let open = Open {
        token: FlowToken::new("token".into()),
        version: 3,
        intent: Intent::ResetPassword,
        account: Account { kind: AccountKind::Individual, label: "s***".into() },
        expires_in_s,
        may_extend: true,
        answer: RequestId(answer),
        step: Live::ChooseMethod(ChooseMethodStep { methods: vec![], proofs_needed: 1 }),
    };
    State::Open(open, Sending::Idle)
}

/// A countdown that warns already.
fn warning() -> Countdown {
    let mut countdown = Countdown::default();
    countdown.follow(&open(1, 900), true);
    countdown.rang();
    countdown
}

/// A11Y-08: two minutes before the end, however long the recovery is open.
#[test]
fn the_timer_rings_two_minutes_before_the_end() {
    for (expires_in_s, timer) in [
        (900, Timer::Starts(900 - WARNING_S)),
        (60, Timer::Starts(0)),
        (0, Timer::Stops),
        (u32::MAX, Timer::Starts(2_000_000)),
    ] {
        let mut countdown = Countdown::default();

        assert_eq!(countdown.follow(&open(1, expires_in_s), true), timer);
        assert_eq!(countdown.warning_s(), 0, "nothing is said before the timer rings");
    }
}

#[test]
fn the_timer_goes_on_until_another_answer_names_the_end() {
    let mut countdown = Countdown::default();
    countdown.follow(&open(1, 900), true);

    assert_eq!(countdown.follow(&open(1, 900), false), Timer::Stays);
    assert_eq!(countdown.follow(&open(2, 900), false), Timer::Starts(780));
    assert_eq!(countdown.follow(&State::first(), true), Timer::Stops);
}

#[test]
fn the_warning_names_what_is_left_when_it_comes() {
    for (expires_in_s, warning_s) in [(900, 120), (60, 60)] {
        let mut countdown = Countdown::default();
        countdown.follow(&open(1, expires_in_s), true);

        countdown.rang();

        assert_eq!(countdown.warning_s(), warning_s);
    }
}

/// A11Y-08: a press on the warning's button does not lose the focus.
#[test]
fn a_warning_stays_with_its_screen_and_goes_with_it() {
    let (mut stays, mut goes) = (warning(), warning());

    stays.follow(&open(2, 1800), false);
    goes.follow(&open(2, 1800), true);

    assert_eq!(stays.warning_s(), 1800);
    assert_eq!(goes.warning_s(), 0);
}

#[test]
fn a_second_ring_does_not_shorten_what_is_left() {
    let mut countdown = warning();
    countdown.follow(&open(2, 1800), false);

    countdown.rang();

    assert_eq!(countdown.warning_s(), 1800);
}

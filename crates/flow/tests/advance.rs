//! When what went wrong is told anew, and what becomes of the copy of a token on the device.

use regain_contract::{
    Account, AccountKind, AwaitApproval, EnterCode, FlowToken, Intent, Method, Problem, Recovery,
    Step, VisitOutcome, VisitProvider,
};
use regain_flow::{
    Advanced, Aside, DeviceCopy, Effect, Event, Failure, Live, Memory, Open, Reply, RequestId,
    Sending, State, TypedCode, advance, beyond_codes,
};

const NEXT: RequestId = RequestId(9);

fn open(step: Live) -> Open {
    Open {
        token: FlowToken::new("token".into()),
        version: 3,
        intent: Intent::ResetPassword,
        account: Account { kind: AccountKind::Individual, label: "s***".into() },
        expires_in_s: 900,
        may_extend: true,
        answer: RequestId(0),
        step,
    }
}

fn code(sending: Sending) -> State {
    let step = EnterCode {
        method: Method::Phone,
        sent_to: "+86 138****8000".into(),
        length: 6,
        resend_after_s: 60,
        expires_in_s: 300,
        attempts_left: 5,
    };
    State::Open(open(Live::PhoneCode(step)), sending)
}

fn answer(step: Step, version: u32) -> Event {
    let account = Account { kind: AccountKind::Individual, label: "s***".into() };
    let (intent, expires_in_s, may_extend) = (Intent::ResetPassword, 1800, true);
    let recovery = Recovery { version, intent, expires_in_s, may_extend, account, step };
    Event::Answered(RequestId(1), Ok(Reply::Recovery(recovery)))
}

fn waiting() -> AwaitApproval {
    AwaitApproval {
        asked: "f***".into(),
        match_code: "42".into(),
        expires_in_s: 600,
        remind_after_s: None,
        may_ask_another: true,
    }
}

fn visit(last: Option<VisitOutcome>) -> Step {
    Step::VisitProvider(VisitProvider {
        authorize_url: "https://openauth.alipay.com/".into(),
        qr_allowed: true,
        match_code: "42".into(),
        expires_in_s: 300,
        last,
    })
}

fn advanced(state: State, event: Event) -> Advanced {
    advance(beyond_codes, state, event, NEXT)
}

fn typed(text: &str) -> Event {
    Event::SubmittedCode(TypedCode::new(text.into()))
}

/// A11Y-03: the same mistake twice is told twice.
#[test]
fn a_failure_that_a_persons_own_act_meets_again_is_told_anew() {
    let first = advanced(code(Sending::Idle), typed("12"));
    let second = advanced(first.state.clone(), typed("34"));

    assert!(first.is_told_anew);
    assert!(second.is_told_anew);
    assert_eq!(second.state, first.state);
}

/// A11Y-03: what merely happens takes the focus from nobody.
#[test]
fn what_merely_happens_tells_no_failure_anew() {
    let failed = code(Sending::Failed(Failure::CodeMissing));

    for event in [Event::Returned, answer(visit(None), 4)] {
        assert!(!advanced(failed.clone(), event.clone()).is_told_anew, "{event:?}");
    }
}

#[test]
fn a_failure_that_comes_or_goes_is_told() {
    let failure = Failure::Problem(Problem::WrongCode { attempts_left: 4 });
    let failed = Event::Answered(RequestId(1), Err(failure));

    let came = advanced(code(Sending::Out(RequestId(1))), failed);
    let went = advanced(came.state.clone(), typed("123456"));

    assert!(came.is_told_anew);
    assert!(went.is_told_anew);
    assert_eq!(went.state.sending(), Some(&Sending::Out(NEXT)));
}

#[test]
fn how_the_attempt_before_ended_is_told_once() {
    let busy = code(Sending::Out(RequestId(1)));
    let cancelled = visit(Some(VisitOutcome::Cancelled));

    let came = advanced(busy, answer(cancelled, 4));
    let looked = advanced(came.state.clone(), Event::Returned);

    assert!(came.is_told_anew);
    assert!(!looked.is_told_anew);
}

/// A11Y-03: a form of the appeal tells its failures by the same rule.
#[test]
fn a_failure_of_the_appeal_is_told_anew_after_a_persons_own_act() {
    for is_by_person in [true, false] {
        let sending = Sending::Failed(Failure::UploadsOut);
        let appeal = State::Aside(Aside::Appeal(sending.clone()), Box::new(State::first()));

        let again = advanced(appeal, Event::MovedBeside { sending, is_by_person });

        assert_eq!(again.is_told_anew, is_by_person);
    }
}

fn device_copy(effects: &[Effect]) -> Option<DeviceCopy> {
    effects.iter().find_map(|effect| match effect {
        Effect::Remember(Memory::Token { device_copy, .. }) => Some(*device_copy),
        _ => None,
    })
}

/// ADM-06: the device's copy dies once the recovery does not wait for the administrator any more.
#[test]
fn the_copy_on_the_device_goes_when_the_recovery_moves_on() {
    let busy = State::Open(open(Live::AwaitApproval(waiting())), Sending::Out(RequestId(1)));

    let waits = advanced(busy.clone(), answer(Step::AwaitApproval(waiting()), 4));
    let moved = advanced(busy, answer(visit(None), 4));

    assert_eq!(device_copy(&waits.effects), Some(DeviceCopy::Stays));
    assert_eq!(device_copy(&moved.effects), Some(DeviceCopy::Goes));
}

/// ADM-06: reading the appeal meanwhile is no reason to lose the copy.
#[test]
fn the_copy_on_the_device_stays_while_a_page_stands_beside_the_wait() {
    let busy = State::Open(open(Live::AwaitApproval(waiting())), Sending::Out(RequestId(1)));
    let beside = State::Aside(Aside::Appeal(Sending::Idle), Box::new(busy));

    let waits = advanced(beside, answer(Step::AwaitApproval(waiting()), 4));

    assert_eq!(device_copy(&waits.effects), Some(DeviceCopy::Stays));
}

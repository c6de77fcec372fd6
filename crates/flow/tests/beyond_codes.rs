//! What the steps beyond codes promise: a visit's return, watching, pictures, hand-offs.

use regain_contract::{
    Account, AccountKind, Approve, AwaitApproval, FaceConsent, FaceStage, FlowToken, Guidance,
    HandOff, HandOffTicket, Intent, Password, Person, Problem, Recovery, RequestContext, Step,
    SubmitFrame, Task, VerifyFace, VisitProvider,
};
use regain_flow::{
    Arrival, Command, Effect, Event, Failure, Guest, Help, Live, Note, Open, Reply, Request,
    RequestId, Route, Sending, State, Verdict, Watched, update,
};

const NEXT: RequestId = RequestId(9);

fn token() -> FlowToken {
    FlowToken::new("token".into())
}

fn ticket() -> HandOffTicket {
    HandOffTicket::new("ticket".into())
}

fn account() -> Account {
    Account { kind: AccountKind::Enterprise, label: "f***".into() }
}

fn visit() -> VisitProvider {
    VisitProvider {
        authorize_url: "https://openauth.alipay.com/".into(),
        qr_allowed: true,
        match_code: "42".into(),
        expires_in_s: 300,
        last: None,
    }
}

fn face(stage: FaceStage) -> VerifyFace {
    VerifyFace {
        who: Person::Holder,
        consent: FaceConsent { version: 4, recipient: "Faces".into(), retention_days: 0 },
        in_page: true,
        stage,
        expires_in_s: 60,
        last: None,
    }
}

fn waiting() -> Live {
    Live::AwaitApproval(AwaitApproval {
        asked: "f***".into(),
        match_code: "42".into(),
        expires_in_s: 600,
        remind_after_s: None,
        may_ask_another: false,
    })
}

fn open(step: Live, sending: Sending) -> State {
    let (version, answer, intent) = (3, RequestId(0), Intent::ResetPassword);
    State::Open(
        Open {
            token: token(),
            version,
            intent,
            account: account(),
            expires_in_s: 900,
            may_extend: false,
            answer,
            step,
        },
        sending,
    )
}

fn recovery(step: Step, version: u32) -> Recovery {
    let intent = Intent::ResetPassword;
    Recovery { version, intent, expires_in_s: 900, may_extend: false, account: account(), step }
}

fn approve() -> HandOff {
    let task = Task::Approve(Approve {
        administrator: "firm-admin-1".into(),
        reason: "please".into(),
        numbers: vec!["17".into(), "42".into()],
    });
    let asker = RequestContext { asked_s_ago: 5, browser: None, system: None, place: None };
    HandOff { version: 1, expires_in_s: 600, account: account(), asker, task }
}

fn started(at: Route, token: Option<FlowToken>, arrival: Arrival) -> (State, Vec<Effect>) {
    let event = Event::Started { at, token, done: None, ticket: None, arrival: Some(arrival) };
    update(State::first(), event, NEXT)
}

fn came_back() -> Arrival {
    Arrival::Visit { state: "state".into(), auth_code: None }
}

fn sent(effects: &[Effect]) -> Option<&Request> {
    effects.iter().find_map(|effect| match effect {
        Effect::Send(_, request) => Some(request),
        _ => None,
    })
}

fn command(effects: &[Effect]) -> Option<&Command> {
    match sent(effects)? {
        Request::Command { command, .. } => Some(command),
        _ => None,
    }
}

/// IDP-02: what the provider brought back is reported for the recovery of this tab, once it is
/// known to wait for it.
#[test]
fn a_visit_that_comes_back_is_reported_after_the_recovery_was_read() {
    let (state, effects) = started(Route::VerifyAlipay, Some(token()), came_back());
    assert_eq!(sent(&effects), Some(&Request::Read(token())));

    let answer = Ok(Reply::Recovery(recovery(Step::VisitProvider(visit()), 5)));
    let (state, effects) = update(state, Event::Answered(NEXT, answer), RequestId(10));

    assert!(matches!(command(&effects), Some(Command::ReportVisit(_))));
    assert_eq!(state.sending(), Some(&Sending::Out(RequestId(10))));
}

/// IDP-02: a recovery that has moved on meanwhile gets no report.
#[test]
fn a_visit_that_nobody_waits_for_is_not_reported() {
    let (state, _) = started(Route::VerifyAlipay, Some(token()), came_back());

    let answer = Ok(Reply::Recovery(recovery(Step::VerifyFace(face(FaceStage::Choose)), 5)));
    let (state, effects) = update(state, Event::Answered(NEXT, answer), RequestId(10));

    assert_eq!(sent(&effects), None);
    assert_eq!(state.route(), Some(Route::VerifyFace));
}

/// IDP-06: a browser that does not have the recovery takes the visit over as a hand-off.
#[test]
fn a_visit_in_another_browser_becomes_a_hand_off() {
    let (state, effects) = started(Route::VerifyAlipay, None, came_back());

    assert_eq!(sent(&effects), Some(&Request::TakeVisit { state: "state".into() }));
    assert_eq!(state.route(), Some(Route::HandOff));
}

/// ADM-06: what waits for others is watched, in the version that is shown, and not while the
/// person's own request is out.
#[test]
fn a_waiting_step_is_watched_unless_the_person_acts() {
    let handed_off = FaceStage::HandedOff { url: "u".into(), opened: false };
    for step in [Live::Visit(visit()), waiting(), Live::Face(face(handed_off))] {
        let watched = Some(Watched::Recovery(token(), 3));
        assert_eq!(open(step.clone(), Sending::Idle).watched(), watched);
        assert_eq!(open(step, Sending::Out(NEXT)).watched(), None);
    }
    let here = Live::Face(face(FaceStage::Here { guidance: Guidance::Start }));
    assert_eq!(open(here, Sending::Idle).watched(), None);
}

#[test]
fn news_moves_the_visitor_and_old_news_does_not() {
    let state = open(waiting(), Sending::Idle);
    let news = |version| {
        Event::NoticedRecovery(recovery(Step::VerifyFace(face(FaceStage::Choose)), version))
    };

    let (moved, effects) = update(state.clone(), news(4), NEXT);
    assert_eq!(moved.route(), Some(Route::VerifyFace));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::ShowRoute(..))));

    assert_eq!(update(state.clone(), news(3), NEXT), (state, vec![]));
    let busy = open(waiting(), Sending::Out(RequestId(1)));
    assert_eq!(update(busy.clone(), news(4), NEXT), (busy, vec![]));
}

/// FAC-02: nothing is begun without the consent.
#[test]
fn the_camera_is_not_begun_without_consent() {
    let state = open(Live::Face(face(FaceStage::Choose)), Sending::Idle);

    let (refused, effects) = update(state.clone(), Event::ChoseCamera { is_agreed: false }, NEXT);
    assert_eq!(effects, vec![]);
    assert_eq!(refused.sending().and_then(Sending::failure), Some(&Failure::ConsentMissing));

    let (_, effects) = update(state, Event::ChoseCamera { is_agreed: true }, NEXT);
    assert_eq!(command(&effects), Some(&Command::StartFace(4)));
}

/// REL-11: one picture is out at a time, and what the person asks for goes before it.
#[test]
fn pictures_are_sent_one_by_one_and_give_way() {
    let frame = || Event::TookFrame(SubmitFrame { jpeg: "/9j/".into() });
    let here = Live::Face(face(FaceStage::Here { guidance: Guidance::Start }));
    let (state, effects) = update(open(here, Sending::Idle), frame(), NEXT);
    assert!(matches!(command(&effects), Some(Command::SubmitFrame(_))));
    assert!(!state.sending().is_some_and(Sending::is_busy));

    let (state, effects) = update(state, frame(), RequestId(10));
    assert_eq!(effects, vec![]);

    let (_, effects) = update(state, Event::AskedForOtherMethod, RequestId(11));
    assert!(effects.contains(&Effect::Abort(NEXT)));
    assert_eq!(command(&effects), Some(&Command::ChangeMethod));
}

#[test]
fn a_picture_that_fails_is_told_and_stops_the_pictures() {
    let here = Live::Face(face(FaceStage::Here { guidance: Guidance::Start }));
    let state = open(here, Sending::Capturing(RequestId(1)));

    let failed = Event::Answered(RequestId(1), Err(Failure::Unreachable));
    let (state, _) = update(state, failed, NEXT);
    let (_, effects) =
        update(state.clone(), Event::TookFrame(SubmitFrame { jpeg: String::new() }), NEXT);

    assert_eq!(state.sending().and_then(Sending::failure), Some(&Failure::Unreachable));
    assert_eq!(effects, vec![]);
}

/// IDP-07: Back from a visit leads to the choice of a method; a request to another person stays.
#[test]
fn back_leaves_a_visit_but_takes_no_request_back() {
    let back = Event::WentTo(Route::Methods);

    let (_, effects) = update(open(Live::Visit(visit()), Sending::Idle), back.clone(), NEXT);
    assert_eq!(command(&effects), Some(&Command::ChangeMethod));

    let (state, effects) = update(open(waiting(), Sending::Idle), back, NEXT);
    assert_eq!(sent(&effects), None);
    assert_eq!(state.route(), Some(Route::VerifyAdministrator));
}

fn helped() -> State {
    let (state, _) = started(Route::Approve, None, Arrival::Ticket(ticket()));
    let (state, _) = update(state, Event::Answered(NEXT, Ok(Reply::HandOff(approve()))), NEXT);
    state
}

fn decided(verdict: Verdict, number: Option<&str>, password: &str) -> Event {
    Event::Decided {
        verdict,
        number: number.map(str::to_owned),
        password: Password::new(password.into()),
        note: Note(String::new()),
    }
}

/// ADM-01, ADM-02: approving needs the number and the administrator's password.
#[test]
fn a_decision_is_sent_only_when_it_is_complete() {
    let failure = |event| {
        let (state, effects) = update(helped(), event, NEXT);
        assert_eq!(sent(&effects), None);
        state.sending().and_then(Sending::failure).cloned()
    };
    assert_eq!(failure(decided(Verdict::Approve, None, "x")), Some(Failure::NumberMissing));
    assert_eq!(failure(decided(Verdict::Approve, Some("42"), "")), Some(Failure::PasswordMissing));
    assert_eq!(failure(decided(Verdict::Refuse, None, "")), Some(Failure::PasswordMissing));

    let (_, effects) = update(helped(), decided(Verdict::Approve, Some("42"), "x"), NEXT);
    assert!(matches!(sent(&effects), Some(Request::Help { help: Help::Decide(_), .. })));
}

#[test]
fn a_refused_password_is_told_and_the_task_stays() {
    let (state, _) = update(helped(), decided(Verdict::Refuse, None, "x"), NEXT);

    let refused = Err(Failure::Problem(Problem::LogOnRefused));
    let (state, _) = update(state, Event::Answered(NEXT, refused), RequestId(10));

    let failure = Failure::Problem(Problem::LogOnRefused);
    assert_eq!(state.sending().and_then(Sending::failure), Some(&failure));
    assert!(matches!(state, State::Guest(Guest::Open(..))));
}

#[test]
fn a_link_without_its_ticket_leads_to_an_explanation() {
    let event =
        Event::Started { at: Route::Approve, token: None, done: None, ticket: None, arrival: None };

    let (state, effects) = update(State::first(), event, NEXT);

    assert_eq!(state, State::Guest(Guest::Lost { at: Route::Approve }));
    assert_eq!(effects, vec![]);
}

//! The steps, hand-offs and events beyond codes.

use super::recovery;
use regain_contract::{
    Account, AccountKind, Administrator, ApprovalOutcome, Approve, AuthCode, AwaitApproval,
    ChooseAdministrator, ConfirmVisit, FaceConsent, FaceOutcome, FaceStage, Guidance, HandOff,
    HandOffOutcome, HandOffTicket, Over, Password, Person, ProviderResult, RequestContext,
    ScanFace, Step, Stop, Stoppable, SubmitFrame, Taken, Task, Usernames, VerifyFace, VisitOutcome,
    VisitProvider,
};
use regain_flow::{
    Arrival, Event, Failure, Guest, Helping, Live, Note, Reply, RequestId, Route, Sending, State,
    Verdict,
};

pub fn ticket() -> HandOffTicket {
    HandOffTicket::new("ticket".into())
}

pub fn result() -> ProviderResult {
    ProviderResult { state: "state".into(), auth_code: Some(AuthCode::new("code".into())) }
}

pub fn arrivals() -> [Option<Arrival>; 4] {
    let visit = |auth_code| Some(Arrival::Visit { state: "state".into(), auth_code });
    [None, Some(Arrival::Ticket(ticket())), visit(None), visit(Some(AuthCode::new("code".into())))]
}

fn visit() -> VisitProvider {
    VisitProvider {
        authorize_url: "https://openauth.alipay.com/".into(),
        qr_allowed: true,
        match_code: "42".into(),
        expires_in_s: 300,
        last: Some(VisitOutcome::Cancelled),
    }
}

fn consent() -> FaceConsent {
    FaceConsent { version: 1, recipient: "Faces".into(), retention_days: 30 }
}

fn face(stage: FaceStage) -> VerifyFace {
    let last = Some(FaceOutcome::NotMatched);
    VerifyFace {
        who: Person::Holder,
        consent: consent(),
        in_page: true,
        stage,
        expires_in_s: 60,
        last,
    }
}

fn faces() -> [VerifyFace; 3] {
    let handed_off = FaceStage::HandedOff { url: "https://x/hand-off#t".into(), opened: false };
    [FaceStage::Choose, FaceStage::Here { guidance: Guidance::Start }, handed_off].map(face)
}

fn choice() -> ChooseAdministrator {
    ChooseAdministrator {
        administrators: vec![Administrator { id: "1".into(), label: "f***".into() }],
        last: Some(ApprovalOutcome::Refused),
        note: Some("no".into()),
    }
}

fn waiting() -> AwaitApproval {
    AwaitApproval {
        asked: "f***".into(),
        match_code: "42".into(),
        expires_in_s: 600,
        remind_after_s: Some(60),
        may_ask_another: true,
    }
}

pub fn steps() -> Vec<Step> {
    let mut steps = vec![
        Step::VisitProvider(visit()),
        Step::ChooseAdministrator(choice()),
        Step::AwaitApproval(waiting()),
    ];
    steps.extend(faces().map(Step::VerifyFace));
    steps
}

pub fn live() -> Vec<Live> {
    let mut live = vec![
        Live::Visit(visit()),
        Live::ChooseAdministrator(choice()),
        Live::AwaitApproval(waiting()),
        Live::Usernames(Usernames { usernames: vec!["solo".into()], log_on_url: "/".into() }),
    ];
    live.extend(faces().map(Live::Face));
    live
}

fn scan_face(guidance: Option<Guidance>) -> Task {
    Task::ScanFace(ScanFace {
        who: Person::Holder,
        consent: consent(),
        in_page: true,
        provider_url: None,
        guidance,
        last: None,
    })
}

fn tasks() -> Vec<Task> {
    let numbers = || vec!["17".to_owned(), "42".to_owned()];
    vec![
        Task::Approve(Approve {
            administrator: "firm-admin-1".into(),
            reason: "please".into(),
            numbers: numbers(),
        }),
        scan_face(None),
        scan_face(Some(Guidance::More)),
        Task::ConfirmVisit(ConfirmVisit { numbers: numbers() }),
        Task::Stop(Stop { what: Stoppable::PasswordChanged }),
        Task::Over(Over { outcome: HandOffOutcome::Passed }),
        Task::Unknown,
    ]
}

fn hand_off(task: Task, version: u32) -> HandOff {
    let account = Account { kind: AccountKind::Enterprise, label: "f***".into() };
    let asker = RequestContext { asked_s_ago: 5, browser: None, system: None, place: None };
    HandOff { version, expires_in_s: 600, account, asker, task }
}

fn helping(task: Task) -> Helping {
    let HandOff { account, asker, expires_in_s, task, .. } = hand_off(task, 3);
    Helping {
        ticket: ticket(),
        at: Route::HandOff,
        version: 3,
        account,
        asker,
        expires_in_s,
        answer: RequestId(0),
        auth_code: None,
        task,
    }
}

pub fn guests(sending: &Sending) -> Vec<State> {
    let opening = Guest::Opening { ticket: ticket(), at: Route::Approve, sending: sending.clone() };
    let taking = Guest::Taking { state: "state".into(), auth_code: None, sending: sending.clone() };
    let mut guests = vec![opening, taking];
    let known = tasks().into_iter().filter(|task| *task != Task::Unknown);
    guests.extend(known.map(|task| Guest::Open(helping(task), sending.clone())));
    guests.into_iter().map(State::Guest).collect()
}

pub fn name(guest: &Guest) -> &'static str {
    match guest {
        Guest::Opening { .. } => "opening",
        Guest::Taking { .. } => "taking",
        Guest::Lost { .. } => "lost",
        Guest::Open(helping, _) => match helping.task {
            Task::Approve(_) => "approve",
            Task::ScanFace(_) => "scan face",
            Task::ConfirmVisit(_) => "confirm visit",
            Task::Stop(_) => "stop",
            Task::Over(_) => "over",
            Task::Unknown => "unknown",
        },
    }
}

pub fn events() -> Vec<Event> {
    let mut events = vec![
        Event::AskedToRenew,
        Event::ChoseCamera { is_agreed: true },
        Event::ChoseCamera { is_agreed: false },
        Event::AskedForHandOff,
        Event::TookFrame(SubmitFrame { jpeg: "/9j/".into() }),
        Event::AskedToRemind,
        Event::AskedForMoreTime,
        Event::AskedForOtherAdministrator,
        Event::Declined,
        Event::Stopped,
        Event::ChoseUsername("solo".into()),
        Event::ChoseUsername("nobody".into()),
        Event::NoticedEnd,
    ];
    for number in [None, Some("42".to_owned())] {
        events.push(Event::PickedNumber(number.clone()));
        for text in ["", "Old-Password-1", &"n".repeat(301)] {
            events.push(Event::SubmittedRequest {
                administrator: number.clone(),
                reason: Note(text.into()),
            });
            for verdict in [Verdict::Approve, Verdict::Refuse, Verdict::Report] {
                events.push(Event::Decided {
                    verdict,
                    number: number.clone(),
                    password: Password::new(text.into()),
                    note: Note(text.into()),
                });
            }
        }
    }
    for version in [3, 4] {
        events.extend(
            super::every_step()
                .into_iter()
                .map(|step| Event::NoticedRecovery(recovery(step, version))),
        );
        events
            .extend(tasks().into_iter().map(|task| Event::NoticedHandOff(hand_off(task, version))));
    }
    events
}

pub fn answers() -> Vec<Result<Reply, Failure>> {
    let mut answers = vec![];
    for version in [3, 4] {
        for task in tasks() {
            let hand_off = hand_off(task, version);
            answers.push(Ok(Reply::HandOff(hand_off.clone())));
            answers.push(Ok(Reply::Taken(Taken { ticket: ticket(), hand_off })));
        }
    }
    answers
}

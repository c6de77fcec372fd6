//! Every kind of state, event and answer, and a random walk over them.

mod beyond_codes;

pub use beyond_codes::ticket;

use regain_contract::{
    Account, AccountKind, AllowedCharacters, Availability, Begun, ChooseMethodStep, Done,
    EndReason, Ended, EnterCode, FlowToken, Forbidden, Intent, Locale, Method, MethodOption,
    Password, PasswordPolicy, Problem, Recovery, SetPasswordStep, Step, Usernames, Violation,
};
use regain_flow::{
    Aside, Effect, Ending, Event, Failure, Guest, Identifier, Live, Open, Reply, RequestId, Route,
    Sending, State, TypedCode, update,
};

pub fn token() -> FlowToken {
    FlowToken::new("token".into())
}

fn code_step(method: Method) -> EnterCode {
    EnterCode {
        method,
        sent_to: "+86 138****8000".into(),
        length: 6,
        resend_after_s: 60,
        expires_in_s: 300,
        attempts_left: 5,
    }
}

fn password_step() -> SetPasswordStep {
    let policy = PasswordPolicy {
        min_chars: 8,
        max_chars: 128,
        allowed: AllowedCharacters::VisibleAscii,
        min_classes: 2,
        forbidden: vec![Forbidden::Identifier, Forbidden::Common],
    };
    SetPasswordStep { policy, username: "solo".into(), expires_in_s: 600 }
}

/// Every step that a server may send, known to this build or not.
pub fn every_step() -> Vec<Step> {
    let methods = Method::ALL.map(|method| MethodOption {
        method,
        availability: Availability::Available { hint: None },
    });
    vec![
        Step::ChooseMethod(ChooseMethodStep { methods: methods.into(), proofs_needed: 1 }),
        Step::EnterCode(code_step(Method::Phone)),
        Step::EnterCode(code_step(Method::Email)),
        Step::EnterCode(code_step(Method::Face)),
        Step::SetPassword(password_step()),
        Step::Usernames(Usernames { usernames: vec!["solo".into()], log_on_url: "/".into() }),
        Step::Done(Done { log_on_url: "/".into(), ..Done::default() }),
        Step::Ended(Ended { reason: EndReason::Locked, retry_after_s: 60 }),
        Step::Ended(Ended { reason: EndReason::Superseded, retry_after_s: 0 }),
        Step::Unknown,
    ]
    .into_iter()
    .chain(beyond_codes::steps())
    .collect()
}

pub fn recovery(step: Step, version: u32) -> Recovery {
    let account = Account { kind: AccountKind::Individual, label: "s***".into() };
    let (intent, expires_in_s, may_extend) = (Intent::ResetPassword, 1800, true);
    Recovery { version, intent, expires_in_s, may_extend, account, step }
}

pub fn every_failure() -> Vec<Failure> {
    let problems = [
        Problem::Malformed,
        Problem::IdentifierRejected,
        Problem::RecoveryExpired,
        Problem::StaleVersion,
        Problem::MethodUnavailable,
        Problem::WrongCode { attempts_left: 3 },
        Problem::CodeExpired,
        Problem::TooManyAttempts,
        Problem::Throttled { retry_after_s: 30 },
        Problem::PasswordRejected { violations: vec![Violation::Common] },
        Problem::Unavailable { retry_after_s: 5 },
        Problem::Unknown,
    ];
    let mut failures: Vec<_> = problems.into_iter().map(Failure::Problem).collect();
    failures.extend([Failure::Unreachable, Failure::TimedOut, Failure::Unreadable]);
    failures
}

fn every_sending() -> Vec<Sending> {
    let mut all = vec![
        Sending::Idle,
        Sending::Out(RequestId(1)),
        Sending::Capturing(RequestId(1)),
        Sending::Checking(RequestId(1), None),
        Sending::Checking(RequestId(1), Some(Failure::CodeMissing)),
        Sending::Rereading(RequestId(1), Failure::Problem(Problem::TooManyAttempts)),
        Sending::Rereading(RequestId(1), Failure::Problem(Problem::StaleVersion)),
    ];
    all.extend(every_failure().into_iter().map(Sending::Failed));
    all
}

/// States of every kind.
pub fn every_state() -> Vec<State> {
    let mut states = vec![
        State::Done(Done { log_on_url: "/".into(), ..Done::default() }),
        State::Ended(Ending::Expired),
        State::Outdated,
        State::Guest(Guest::Lost { at: Route::Approve }),
    ];
    let mut steps = vec![
        Live::PhoneCode(code_step(Method::Phone)),
        Live::EmailCode(code_step(Method::Email)),
        Live::SetPassword(password_step()),
        Live::ChooseMethod(ChooseMethodStep { methods: vec![], proofs_needed: 2 }),
    ];
    steps.extend(beyond_codes::live());
    for sending in every_sending() {
        states.extend(beyond_codes::guests(&sending));
        for intent in [Intent::ResetPassword, Intent::FindUsername] {
            for held in [None, Some(token())] {
                states.push(State::Account { intent, held, sending: sending.clone() });
            }
        }
        for arrived in [None, Some(beyond_codes::result())] {
            states.push(State::Resuming { token: token(), arrived, sending: sending.clone() });
        }
        let intents = [Intent::ResetPassword, Intent::FindUsername];
        for (step, intent) in steps.iter().flat_map(|step| intents.map(|intent| (step, intent))) {
            let account = Account { kind: AccountKind::Individual, label: "s***".into() };
            let open = Open {
                token: token(),
                version: 3,
                intent,
                account,
                expires_in_s: 900,
                may_extend: true,
                answer: RequestId(0),
                step: step.clone(),
            };
            states.push(State::Open(open, sending.clone()));
        }
    }
    let besides: Vec<_> = states
        .iter()
        .flat_map(|back| {
            [Aside::NotFound, Aside::Appeal(Sending::Out(RequestId(1)))]
                .map(|aside| State::Aside(aside, Box::new(back.clone())))
        })
        .collect();
    states.extend(besides);
    states
}

/// Events of every kind; answers are to request 1.
pub fn every_event() -> Vec<Event> {
    let mut events = vec![
        Event::AskedForNewCode,
        Event::AskedForOtherMethod,
        Event::Returned,
        Event::AskedToRetry,
        Event::MovedBeside { sending: Sending::Failed(Failure::UploadsOut), is_by_person: true },
        Event::AskedToStartOver,
    ];
    for text in ["", "  ", "solo", "张三"] {
        let identifier = Identifier(text.into());
        events.push(Event::SubmittedIdentifier {
            identifier,
            locale: Locale::En,
            return_to: None,
            country_code: None,
        });
        events.push(Event::SubmittedCode(TypedCode::new(text.into())));
        events.push(Event::SubmittedPassword(Password::new(text.into())));
    }
    events.push(Event::SubmittedCode(TypedCode::new("123 456".into())));
    events.push(Event::SubmittedPassword(Password::new("Correct-Horse-9".into())));
    events.extend(Method::ALL.map(Event::ChoseMethod));
    events.extend(Route::ALL.map(Event::WentTo));
    events.push(Event::WentTo(Route::NotFound));
    for at in Route::ALL.into_iter().chain([Route::NotFound]) {
        let done = Done { log_on_url: "/".into(), ..Done::default() };
        let started =
            |token, done, ticket, arrival| Event::Started { at, token, done, ticket, arrival };
        for arrival in beyond_codes::arrivals() {
            events.push(started(None, None, None, arrival.clone()));
            events.push(started(Some(token()), None, Some(ticket()), arrival));
        }
        events.push(started(None, Some(done), None, None));
    }
    events.extend(beyond_codes::events());
    events.extend(every_answer().into_iter().map(|answer| Event::Answered(RequestId(1), answer)));
    events
}

pub fn every_answer() -> Vec<Result<Reply, Failure>> {
    let mut answers: Vec<_> = every_failure().into_iter().map(Err).collect();
    for step in every_step() {
        for version in [3, 4] {
            let recovery = recovery(step.clone(), version);
            answers.push(Ok(Reply::Recovery(recovery.clone())));
            answers.push(Ok(Reply::Begun(Begun { token: token(), recovery })));
        }
    }
    answers.extend(beyond_codes::answers());
    answers
}

/// The request that a state waits for, behind a page beside the flow too.
pub fn outstanding(state: &State) -> Option<RequestId> {
    match state {
        State::Aside(_, back) => outstanding(back),
        state => state.sending().and_then(Sending::request),
    }
}

/// A shell that performs effects with random answers at random moments.
pub struct Walker {
    pub state: State,
    /// The requests that were sent and neither answered nor given up.
    pub out: Vec<RequestId>,
    /// Where the last recovery that the state took over stands.
    pub given: Option<Route>,
    next: u32,
    random: u64,
    events: Vec<Event>,
    answers: Vec<Result<Reply, Failure>>,
}

impl Walker {
    pub fn new(seed: u64) -> Self {
        let mut events = every_event();
        events.retain(|event| !matches!(event, Event::Answered(..) | Event::Started { .. }));
        let answers = every_answer();
        Self {
            state: State::first(),
            out: vec![],
            given: None,
            next: 1,
            random: seed,
            events,
            answers,
        }
    }

    /// Lets one random thing happen.
    pub fn step(&mut self) {
        let event = match (self.below(10), self.out.first().copied()) {
            // A reload: the page starts anew, what was out is gone.
            (0, _) if self.below(20) == 0 => self.reload(),
            (0..=4, Some(id)) => Event::Answered(id, self.answer()),
            (5, _) => Event::Answered(RequestId(self.next / 2 + 1_000_000_000), self.answer()),
            _ => {
                let index = self.below(self.events.len());
                self.events.get(index).cloned().unwrap_or(Event::Returned)
            }
        };
        self.happen(event);
    }

    fn reload(&mut self) -> Event {
        self.out.clear();
        let at = Route::ALL.get(self.below(Route::ALL.len())).copied().unwrap_or(Route::NotFound);
        let token = (self.below(2) == 0).then(token);
        let ticket = (self.below(2) == 0).then(ticket);
        let arrival = beyond_codes::arrivals().get(self.below(4)).cloned().flatten();
        Event::Started { at, token, done: None, ticket, arrival }
    }

    fn happen(&mut self, event: Event) {
        let id = RequestId(self.next);
        self.next += 1;
        let answered = match &event {
            Event::Answered(id, answer) if self.out.contains(id) => {
                self.out.retain(|out| out != id);
                given(answer)
            }
            _ => None,
        };
        let noticed = match &event {
            Event::NoticedRecovery(recovery) => step_given(&recovery.step),
            _ => None,
        };
        let before = std::mem::replace(&mut self.state, State::first());
        let (state, effects) = update(before.clone(), event, id);
        // What is noticed is only taken over when it is news.
        let noticed = noticed.filter(|_| state != before);
        self.state = state;
        self.given = answered.or(noticed).or(self.given);
        for effect in effects {
            match effect {
                Effect::Send(id, _) => self.out.push(id),
                Effect::Abort(id) => self.out.retain(|out| *out != id),
                Effect::Remember(_) | Effect::Forget | Effect::ShowRoute(..) => {}
            }
        }
    }

    pub fn state_name(&self) -> &'static str {
        match &self.state {
            State::Account { .. } => "account",
            State::Resuming { .. } => "resuming",
            State::Open(open, _) => open.step.route().path(),
            State::Done(_) => "done",
            State::Ended(_) => "ended",
            State::Outdated => "outdated",
            State::Guest(guest) => beyond_codes::name(guest),
            State::Aside(Aside::NotFound, _) => "not found",
            State::Aside(Aside::Appeal(_), _) => "appeal",
        }
    }

    fn answer(&mut self) -> Result<Reply, Failure> {
        let index = self.below(self.answers.len());
        self.answers.get(index).cloned().unwrap_or(Err(Failure::Unreachable))
    }

    /// A number below `end` (xorshift64*; good enough to walk at random).
    fn below(&mut self, end: usize) -> usize {
        self.random ^= self.random >> 12;
        self.random ^= self.random << 25;
        self.random ^= self.random >> 27;
        let high = self.random.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap_or(0) % end.max(1)
    }
}

/// The address of the step that an answer gives, when it is one that is shown while open.
fn given(answer: &Result<Reply, Failure>) -> Option<Route> {
    let step = match answer {
        Ok(Reply::Begun(begun)) => &begun.recovery.step,
        Ok(Reply::Recovery(recovery)) => &recovery.step,
        Ok(Reply::Taken(_) | Reply::HandOff(_)) | Err(_) => return None,
    };
    step_given(step)
}

fn step_given(step: &Step) -> Option<Route> {
    match step {
        Step::ChooseMethod(_) => Some(Route::Methods),
        Step::EnterCode(step) if step.method == Method::Phone => Some(Route::VerifyPhone),
        Step::EnterCode(step) if step.method == Method::Email => Some(Route::VerifyEmail),
        Step::SetPassword(_) => Some(Route::Password),
        Step::Usernames(_) => Some(Route::Usernames),
        Step::VisitProvider(_) => Some(Route::VerifyAlipay),
        Step::VerifyFace(_) => Some(Route::VerifyFace),
        Step::ChooseAdministrator(_) | Step::AwaitApproval(_) => Some(Route::VerifyAdministrator),
        _ => None,
    }
}

//! The appeal under every pair of state and event, under random events, and what it promises.

use regain_contract::appeal::{
    AnswerStep, Answers, Appeal, AppealBegun, AppealCode, AppealStep, Details, Field, FieldRule,
    File, FileFault, FileKind, Filer, FillIn, FindAppeal, Follow, Gather, GiveAppealPhone,
    GivePhone, Limits, Material, MaterialKind, Need, Place, Review, Standing,
};
use regain_contract::{AccountKind, AppealToken, Code, CountryCode, Locale, Problem};
use regain_flow::appeal::{
    Command, Effect, Event, Filed, Mailing, Page, Picked, Progress, Reply, Request, State,
    UploadId, Uploads, update,
};
use regain_flow::{Blank, Failure, History, Note, RequestId, Sending};

const NEXT: RequestId = RequestId(900);

fn token() -> AppealToken {
    AppealToken::new("token".into())
}

fn find(number: &str, phone: &str) -> FindAppeal {
    let country_code = CountryCode::parse("49");
    FindAppeal { number: number.into(), phone: phone.into(), country_code, locale: Locale::En }
}

fn give(phone: &str) -> GiveAppealPhone {
    GiveAppealPhone { phone: phone.into(), country_code: CountryCode::parse("49") }
}

fn answers() -> Answers {
    Answers { needs: vec![Need::Password], kind: AccountKind::Individual, filer: Filer::Holder }
}

fn materials() -> Vec<Material> {
    vec![Material { kind: MaterialKind::HolderId, required: true }]
}

const LIMITS: Limits = Limits { max_bytes: 10, max_files: 2 };

fn file() -> File {
    let (id, label) = ("f1".into(), "id.jpg".into());
    File { id, material: MaterialKind::HolderId, label, kind: FileKind::Jpeg, bytes: 9 }
}

fn fields() -> Vec<FieldRule> {
    vec![FieldRule { field: Field::HolderName, required: true }]
}

fn fill_in(files: Vec<File>) -> AppealStep {
    AppealStep::FillIn(FillIn {
        answers: answers(),
        fields: fields(),
        details: Details::default(),
        materials: materials(),
        files,
        limits: LIMITS,
    })
}

fn code() -> AppealCode {
    AppealCode {
        sent_to: "+86 137****0001".into(),
        length: 6,
        resend_after_s: 60,
        expires_in_s: 300,
        attempts_left: 5,
    }
}

fn follow(standing: Standing) -> AppealStep {
    AppealStep::Follow(Follow {
        number: "RA-1".into(),
        phone: "+86 137****0001".into(),
        answer_days: 3,
        standing,
        timeline: vec![],
    })
}

fn more_asked(files: Vec<File>) -> AppealStep {
    follow(Standing::MoreAsked {
        materials: materials(),
        note: "Please.".into(),
        due_in_s: 60,
        files,
        limits: LIMITS,
    })
}

fn steps() -> Vec<AppealStep> {
    vec![
        AppealStep::Answer(AnswerStep { answers: None }),
        AppealStep::Gather(Gather {
            answers: answers(),
            materials: materials(),
            limits: LIMITS,
            kept_days: 90,
        }),
        fill_in(vec![]),
        fill_in(vec![file()]),
        AppealStep::GivePhone(GivePhone { proved: None }),
        AppealStep::EnterPhoneCode(code()),
        AppealStep::Review(Review {
            answers: answers(),
            fields: fields(),
            details: Details::default(),
            files: vec![file()],
            phone: "+86 137****0001".into(),
            kept_days: 90,
        }),
        AppealStep::EnterStatusCode(code()),
        follow(Standing::InReview {}),
        more_asked(vec![]),
        follow(Standing::Withdrawn {}),
    ]
}

fn filed(step: AppealStep) -> Filed {
    Filed {
        token: token(),
        version: 3,
        expires_in_s: 900,
        answer: RequestId(0),
        step,
        uploads: Uploads::default(),
        mailing: Mailing::No,
    }
}

fn open(step: AppealStep) -> State {
    State::Open(filed(step), Sending::Idle)
}

fn picked(id: u32) -> Picked {
    Picked { id: UploadId(id), material: MaterialKind::HolderId, name: format!("{id}.jpg") }
}

fn sendings() -> Vec<Sending> {
    vec![
        Sending::Idle,
        Sending::Out(RequestId(1)),
        Sending::Capturing(RequestId(1)),
        Sending::Checking(RequestId(1), Some(Failure::CodeMissing)),
        Sending::Rereading(RequestId(1), Failure::Problem(Problem::StaleVersion)),
        Sending::Failed(Failure::Unreachable),
    ]
}

fn states() -> Vec<State> {
    let mut states = vec![State::Deleted, State::Lost, State::Outdated];
    for sending in sendings() {
        // Only an open appeal looks at the server by itself.
        let is_plain = matches!(sending, Sending::Idle | Sending::Out(_) | Sending::Failed(_));
        for kept in [None, Some(token())].into_iter().filter(|_| is_plain) {
            states.push(State::Door { kept, sending: sending.clone() });
        }
        if is_plain {
            let (at, sending) = (Page::Form, sending.clone());
            states.push(State::Finding(sending.clone()));
            states.push(State::Opening { token: token(), at, sending });
        }
        for step in steps() {
            states.push(State::Open(filed(step.clone()), sending.clone()));
            let (uploading, _) = update(open(step), Event::Picked(vec![picked(1)]), NEXT);
            if let State::Open(filed, _) = uploading {
                states.push(State::Open(filed, sending.clone()));
            }
        }
    }
    states
}

fn replies() -> Vec<Result<Reply, Failure>> {
    let mut replies: Vec<_> = [
        Failure::Unreachable,
        Failure::Problem(Problem::RecoveryExpired),
        Failure::Problem(Problem::StaleVersion),
        Failure::Problem(Problem::FileRefused { reason: FileFault::TooLarge }),
    ]
    .map(Err)
    .into();
    for step in steps().into_iter().chain([AppealStep::Unknown]) {
        for version in [3, 4] {
            let appeal = Appeal { version, expires_in_s: 60, step: step.clone() };
            replies.push(Ok(Reply::Appeal(appeal.clone())));
            replies.push(Ok(Reply::Begun(AppealBegun { token: token(), appeal })));
        }
    }
    replies
}

fn events() -> Vec<Event> {
    let named = Details { holder_name: "Li Na".into(), ..Details::default() };
    let mut events = vec![
        Event::Began(Locale::En),
        Event::Continued,
        Event::Answered { needs: vec![], kind: None, filer: None },
        Event::Answered {
            needs: vec![Need::Phone],
            kind: Some(AccountKind::Enterprise),
            filer: Some(Filer::Employee),
        },
        Event::Typed(named.clone()),
        Event::SubmittedDetails(named),
        Event::SubmittedDetails(Details::default()),
        Event::Picked(vec![picked(1), picked(2), picked(3)]),
        Event::Progressed(UploadId(1), 50),
        Event::Uploaded(UploadId(1), Err(Failure::Unreachable)),
        Event::RetriedUpload(UploadId(1)),
        Event::CancelledUpload(UploadId(1)),
        Event::RemovedFile("f1".into()),
        Event::AskedForNewCode,
        Event::Submitted,
        Event::Supplemented(Note("here".into())),
        Event::Withdrew,
        Event::Returned,
        Event::AskedToRetry,
    ];
    for text in ["", "  ", "123456", "a@b.example"] {
        events.push(Event::Found(find(text, text)));
        events.push(Event::SubmittedPhone(give(text)));
        events.push(Event::SubmittedCode(Code::new(text.into())));
        events.push(Event::AskedForLink(text.into()));
    }
    for page in Page::ALL {
        events.push(Event::WentTo(page));
        for (kept, linked) in [(None, None), (Some(token()), None), (None, Some(token()))] {
            events.push(Event::Started { at: page, kept, linked });
        }
    }
    for place in [Place::Answer, Place::Gather, Place::FillIn, Place::GivePhone, Place::Review] {
        events.push(Event::Moved(place));
    }
    events.extend(replies().into_iter().map(|reply| Event::Replied(RequestId(1), reply)));
    events
}

fn outstanding(state: &State) -> Option<RequestId> {
    state.sending().and_then(Sending::request)
}

fn sent(effects: &[Effect]) -> Vec<&Request> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Send(_, request) => Some(request),
            _ => None,
        })
        .collect()
}

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

/// A draft that this device keeps is offered, not opened: the device may be another person's by now.
#[test]
fn a_kept_draft_waits_at_the_door_and_a_mailed_one_opens() {
    let started =
        |at, kept, linked| update(State::Deleted, Event::Started { at, kept, linked }, NEXT);
    let (door, effects) = started(Page::Begin, Some(token()), None);
    assert!(matches!(door, State::Door { kept: Some(_), .. }));
    assert_eq!(effects, vec![]);
    let (opening, _) = update(door, Event::Continued, NEXT);
    assert!(matches!(opening, State::Opening { .. }));

    let (opening, effects) = started(Page::Begin, None, Some(token()));
    assert!(matches!(opening, State::Opening { .. }));
    assert!(effects.contains(&Effect::Remember(token())));

    let (form, _) = started(Page::Form, None, None);
    assert!(matches!(form, State::Door { kept: None, .. }), "a deep link without a draft");
    let (found, _) = started(Page::Status, None, None);
    assert!(matches!(found, State::Finding(_)));
}

#[test]
fn each_blank_is_told_and_nothing_is_sent() {
    let blank = |needs, kind, filer| {
        let (state, effects) = update(
            open(AppealStep::Answer(AnswerStep { answers: None })),
            Event::Answered { needs, kind, filer },
            NEXT,
        );
        assert_eq!(sent(&effects), Vec::<&Request>::new());
        state.sending().and_then(Sending::failure).cloned()
    };
    assert_eq!(blank(vec![], None, None), Some(Failure::Blank(Blank::Needs)));
    assert_eq!(blank(vec![Need::Mfa], None, None), Some(Failure::Blank(Blank::Kind)));
    let enterprise = Some(AccountKind::Enterprise);
    assert_eq!(blank(vec![Need::Mfa], enterprise, None), Some(Failure::Blank(Blank::Filer)));
    let holder = Some(Filer::Holder);
    assert_eq!(blank(vec![Need::Mfa], enterprise, holder), Some(Failure::Blank(Blank::Filer)));
}

/// A phone goes out as typed, with the calling code that the portal named.
#[test]
fn a_phone_is_sent_with_the_calling_code() {
    let step = AppealStep::GivePhone(GivePhone { proved: None });
    let (_, effects) = update(open(step), Event::SubmittedPhone(give("0151 1")), NEXT);
    let Some(Request::Command { command, .. }) = sent(&effects).first() else {
        panic!("{effects:?}")
    };
    assert_eq!(command, &Command::GivePhone(give("0151 1")));

    let finding = State::Finding(Sending::Idle);
    let (_, effects) = update(finding, Event::Found(find("RA-1", "0151 1")), NEXT);
    assert_eq!(sent(&effects), [&Request::Find(find("RA-1", "0151 1"))]);
}

/// The holder files for an individual, whatever was chosen before the kind was changed.
#[test]
fn an_individual_is_filed_for_by_the_holder() {
    let event = Event::Answered {
        needs: vec![Need::Mfa],
        kind: Some(AccountKind::Individual),
        filer: Some(Filer::Employee),
    };
    let (_, effects) = update(open(AppealStep::Answer(AnswerStep { answers: None })), event, NEXT);
    let Some(Request::Command { command: Command::Answer(answers), .. }) = sent(&effects).first()
    else {
        panic!("{effects:?}")
    };
    assert_eq!(answers.filer, Filer::Holder);
}

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

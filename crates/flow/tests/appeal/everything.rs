//! Every kind of state, event and reply of an appeal.

use crate::samples::{NEXT, filed, find, give, open, picked, steps, token};
use regain_contract::appeal::{
    Appeal, AppealBegun, AppealStep, Details, FileFault, Filer, Need, Place,
};
use regain_contract::{AccountKind, Locale, Problem};
use regain_flow::appeal::{Event, Page, Reply, State, UploadId, update};
use regain_flow::{Failure, Note, RequestId, Sending, TypedCode};

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

pub fn states() -> Vec<State> {
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

pub fn replies() -> Vec<Result<Reply, Failure>> {
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

pub fn events() -> Vec<Event> {
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
        events.push(Event::SubmittedCode(TypedCode::new(text.into())));
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

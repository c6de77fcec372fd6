//! The way in, and the questions: what is told, and what is sent.

use crate::samples::{NEXT, find, give, open, sent, token};
use regain_contract::AccountKind;
use regain_contract::appeal::{AnswerStep, AppealStep, Filer, GivePhone, Need};
use regain_flow::appeal::{Command, Effect, Event, Page, Request, State, update};
use regain_flow::{Blank, Failure, Sending};

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

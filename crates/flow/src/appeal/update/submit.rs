//! What a person submits, checked here first so that a mistake is told at once.

use super::{Next, fail};
use crate::appeal::{Command, Effect, Event, Filed, Mailing, Request, State};
use crate::{Blank, Failure, RequestId, Sending, TypedCode};
use regain_contract::appeal::{
    Answers, AppealCode, AppealStep, Details, File, Filer, FillIn, FindAppeal, MAX_STORY, Material,
    MaterialKind, Need, Place, Standing,
};
use regain_contract::{AccountKind, Code, Problem};

/// Handles a submission while no request of the person's own is out.
pub(super) fn submitted(filed: Filed, sending: Sending, event: Event, next: RequestId) -> Next {
    let outcome = match (&filed.step, event) {
        (AppealStep::Answer(_), Event::Answered { needs, kind, filer }) => {
            answers(needs, kind, filer).map(Command::Answer)
        }
        (AppealStep::FillIn(step), Event::SubmittedDetails(details)) => {
            form(step, &filed, details).map(Command::SubmitDetails)
        }
        (AppealStep::FillIn(_) | AppealStep::Follow(_), Event::RemovedFile(id)) => {
            Ok(Command::RemoveFile(id))
        }
        (AppealStep::GivePhone(_), Event::SubmittedPhone(give)) => match give.phone.trim() {
            "" => Err(Failure::Blank(Blank::Phone)),
            _ => Ok(Command::GivePhone(give)),
        },
        (
            AppealStep::EnterPhoneCode(step) | AppealStep::EnterStatusCode(step),
            Event::SubmittedCode(text),
        ) => code(step, &text).map(Command::SubmitCode),
        (
            AppealStep::EnterPhoneCode(_) | AppealStep::EnterStatusCode(_),
            Event::AskedForNewCode,
        ) => Ok(Command::Resend),
        (AppealStep::Review(_), Event::Submitted) => Ok(Command::Submit),
        (AppealStep::Follow(follow), Event::Supplemented(note)) => match &follow.standing {
            Standing::MoreAsked { materials, files, .. } => {
                supplement(&filed, materials, files, note.0)
            }
            _ => return (State::Open(filed, sending), vec![]),
        },
        (_, Event::Moved(place)) if filed.is_draft() => Ok(Command::Move(place)),
        (AppealStep::EnterStatusCode(_), Event::Withdrew) => {
            return (State::Open(filed, sending), vec![]);
        }
        (_, Event::Withdrew) => Ok(Command::Withdraw),
        (_, Event::AskedForLink(email)) if filed.is_draft() => match email.trim() {
            "" => Err(Failure::Blank(Blank::Email)),
            _ => Ok(Command::MailLink(email)),
        },
        _ => return (State::Open(filed, sending), vec![]),
    };
    match outcome {
        Ok(send) => command(filed, &sending, send, next),
        Err(failure) => fail(filed, &sending, failure),
    }
}

/// Sends a command, in place of a check or a draft that may be out.
pub(super) fn command(
    mut filed: Filed,
    sending: &Sending,
    command: Command,
    next: RequestId,
) -> Next {
    let mut effects: Vec<_> = sending.request().map(Effect::Abort).into_iter().collect();
    filed.mailing = match command {
        Command::MailLink(_) => Mailing::Asked,
        _ => Mailing::No,
    };
    let (token, version) = (filed.token.clone(), filed.version);
    effects.push(Effect::Send(next, Request::Command { token, version, command }));
    (State::Open(filed, Sending::Out(next)), effects)
}

/// Keeps what was typed, without the person waiting for it.
pub(super) fn keep(filed: Filed, sending: Sending, details: Details, next: RequestId) -> Next {
    let AppealStep::FillIn(step) = &filed.step else {
        return (State::Open(filed, sending), vec![]);
    };
    let is_news = details != step.details;
    if !is_news || !details.faults_of_draft(&step.fields).is_empty() {
        return (State::Open(filed, sending), vec![]);
    }
    let (token, version) = (filed.token.clone(), filed.version);
    let command = Command::Keep(details);
    // In place of an older text that is on its way.
    let mut effects: Vec<_> = sending.request().map(Effect::Abort).into_iter().collect();
    effects.push(Effect::Send(next, Request::Command { token, version, command }));
    // What is told meanwhile stays told.
    let sending = match sending.failure().cloned() {
        None => Sending::Capturing(next),
        told => Sending::Checking(next, told),
    };
    (State::Open(filed, sending), effects)
}

/// Asks for an appeal by its number and phone.
pub(super) fn find(find: FindAppeal, next: RequestId) -> Next {
    let blank = match (find.number.trim(), find.phone.trim()) {
        ("", _) => Some(Blank::Number),
        (_, "") => Some(Blank::Phone),
        _ => None,
    };
    match blank {
        Some(blank) => (State::Finding(Sending::Failed(Failure::Blank(blank))), vec![]),
        None => {
            let send = Effect::Send(next, Request::Find(find));
            (State::Finding(Sending::Out(next)), vec![send])
        }
    }
}

fn answers(
    needs: Vec<Need>,
    kind: Option<AccountKind>,
    filer: Option<Filer>,
) -> Result<Answers, Failure> {
    if needs.is_empty() {
        return Err(Failure::Blank(Blank::Needs));
    }
    let kind = kind.ok_or(Failure::Blank(Blank::Kind))?;
    let filer = match kind {
        AccountKind::Individual => Some(Filer::Holder),
        AccountKind::Enterprise => filer.filter(|filer| filer.suits(kind)),
    };
    Ok(Answers { needs, kind, filer: filer.ok_or(Failure::Blank(Blank::Filer))? })
}

fn form(step: &FillIn, filed: &Filed, details: Details) -> Result<Details, Failure> {
    let faults = details.faults(&step.fields);
    let missing = missing(&step.materials, &step.files);
    if faults.is_empty() && missing.is_empty() && filed.uploads.are_settled() {
        return Ok(details);
    }
    if faults.is_empty() && missing.is_empty() {
        return Err(Failure::UploadsOut);
    }
    Err(Failure::Problem(Problem::AppealRejected { faults, missing }))
}

/// The required documents that are not there.
fn missing(materials: &[Material], files: &[File]) -> Vec<MaterialKind> {
    let is_there = |kind| files.iter().any(|file| file.material == kind);
    materials
        .iter()
        .filter(|material| material.required && !is_there(material.kind))
        .map(|material| material.kind)
        .collect()
}

fn supplement(
    filed: &Filed,
    materials: &[Material],
    files: &[File],
    note: String,
) -> Result<Command, Failure> {
    let missing = missing(materials, files);
    let excess = note.trim().chars().count().saturating_sub(MAX_STORY);
    if excess > 0 {
        return Err(Failure::NoteTooLong { excess: excess.try_into().unwrap_or(u32::MAX) });
    }
    if !missing.is_empty() {
        return Err(Failure::Problem(Problem::AppealRejected { faults: vec![], missing }));
    }
    match filed.uploads.are_settled() {
        true => Ok(Command::Supplement(note.trim().to_owned())),
        false => Err(Failure::UploadsOut),
    }
}

fn code(step: &AppealCode, text: &TypedCode) -> Result<Code, Failure> {
    match text.read(step.length) {
        Some(code) => Ok(code),
        None if text.is_blank() => Err(Failure::CodeMissing),
        None => Err(Failure::CodeIncomplete { length: step.length }),
    }
}

/// Whether a place comes after the one of a step: its address is a new entry of the history.
pub(super) fn rank(step: &AppealStep) -> u8 {
    match step {
        AppealStep::Answer(_) | AppealStep::Unknown => Place::Answer as u8,
        AppealStep::Gather(_) => Place::Gather as u8,
        AppealStep::FillIn(_) => Place::FillIn as u8,
        AppealStep::GivePhone(_) | AppealStep::EnterPhoneCode(_) => Place::GivePhone as u8,
        AppealStep::Review(_) => Place::Review as u8,
        AppealStep::EnterStatusCode(_) | AppealStep::Follow(_) => Place::Review as u8 + 1,
    }
}

//! Submits what more was asked for.

use crate::{
    app::App,
    appeal::LockedAppeal,
    appeals::{self as domain, Who, record, rules},
    command::{Answer, Command, End, run},
    error::ApiError,
    store::appeals::State,
    view,
    webhook::Happening,
};
use regain_contract::{
    Problem,
    appeal::{Details, Field, FieldRule, Milestone, SubmitSupplement},
};
use std::sync::Arc;

/// Submits what more was asked for.
pub async fn supplement(
    app: Arc<App>,
    command: Command<SubmitSupplement>,
) -> Result<Answer, ApiError> {
    let note = command.posted.body.note.trim();
    // The reviewer reads it after the story: the rules of that field hold.
    let rule = FieldRule { field: Field::Story, required: false };
    let faults = Details { story: note.into(), ..Details::default() }.faults(&[rule]);
    if !faults.is_empty() {
        return Err(Problem::AppealRejected { faults, missing: vec![] }.into());
    }
    run(&app, &command, "appeal_supplement", async |appeal: &mut LockedAppeal| {
        let mut filed = appeal.submitted(State::MoreAsked)?.clone();
        // The clock may not have been round yet.
        if filed.due_ms.is_some_and(|due_ms| due_ms <= appeal.now_ms) {
            return Err(Problem::StaleVersion.into());
        }
        let (asked, files) =
            view::given(&app, &mut appeal.tx, &filed).await?.ok_or(Problem::StaleVersion)?;
        let given: Vec<_> = files.into_iter().map(|file| file.material).collect();
        let missing = rules::missing(&asked, &given);
        if !missing.is_empty() {
            return Err(Problem::AppealRejected { faults: vec![], missing }.into());
        }
        if !note.is_empty() {
            let mut details = domain::details(&app, &filed);
            // The reviewer reads it after the story; the fields stay as they were submitted.
            details.story = [details.story.trim_end(), "\n\n— ", note].concat();
            let sealed = app.keys.seal(&*app.random, &serde_json::to_string(&details)?)?;
            filed.details = Some(sealed);
        }
        filed.due_ms = None;
        filed.asked = vec![];
        filed.note = String::new();
        let step = (State::InReview, Milestone::MoreGiven, Who::Person);
        record(&app, &mut appeal.tx, &mut filed, step, appeal.now_ms).await?;
        domain::tell(&app, &mut appeal.tx, Happening::Supplemented, &filed, appeal.now_ms).await?;
        appeal.filed = Some(filed);
        Ok(End::done())
    })
    .await
}

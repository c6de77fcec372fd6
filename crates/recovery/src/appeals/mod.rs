//! Manual appeals: the rules, what reviewers decide, and what follows from it. Knows nothing of HTTP:
//! operations, the worker and the command line call the same functions.

mod bind;
mod decide;
mod news;
mod number;
pub mod rules;

pub use bind::{settle_due, stop};
pub use decide::{approve, ask, refuse};
pub use news::{queue_code, queue_link, queue_news, queue_warnings};
pub use number::{new_number, read_number};

use crate::{
    app::App,
    error::ApiError,
    random,
    store::{
        Tx, appeal_files,
        appeals::{State, StoredAppeal},
    },
    webhook,
};
use regain_contract::appeal::{Details, Milestone};

/// Who does something to an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who<'a> {
    /// The person who files it.
    Person,
    /// A reviewer, by the name that the operating system gives.
    Reviewer(&'a str),
    /// The ticket system.
    Webhook,
    /// The clock.
    Clock,
    /// Somebody with an old destination of the account.
    Owner,
}

impl Who<'_> {
    fn name(self) -> String {
        match self {
            Self::Person => "person".into(),
            Self::Reviewer(name) => format!("reviewer {name}"),
            Self::Webhook => "webhook".into(),
            Self::Clock => "clock".into(),
            Self::Owner => "owner".into(),
        }
    }
}

/// Moves an appeal to another state and tells the timeline. The row must be locked; the caller saves
/// it.
pub async fn record(
    app: &App,
    tx: &mut Tx,
    filed: &mut StoredAppeal,
    (state, what, who): (State, Milestone, Who<'_>),
    now_ms: i64,
) -> Result<(), ApiError> {
    filed.state = state;
    filed.version += 1;
    if state.is_over() && filed.ended_ms.is_none() {
        filed.ended_ms = Some(now_ms);
    }
    let event = appeal_files::Event { what, who: who.name(), at_ms: now_ms };
    appeal_files::happened(tx, &random::id(&*app.random)?, &filed.id, &event).await?;
    tracing::info!(number = filed.number, ?what, "appeal");
    Ok(())
}

/// What stands in the form.
pub fn details(app: &App, filed: &StoredAppeal) -> Details {
    let opened = filed.details.as_deref().and_then(|sealed| app.keys.open(sealed));
    opened.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
}

/// Tells the ticket system what the person did.
pub async fn tell(
    app: &App,
    tx: &mut Tx,
    what: webhook::Happening,
    filed: &StoredAppeal,
    now_ms: i64,
) -> Result<(), ApiError> {
    let Some(answers) = &filed.answers else { return Ok(()) };
    let subject = webhook::Subject {
        id: &filed.id,
        number: &filed.number,
        needs: &answers.needs,
        kind: answers.kind,
        submitted_ms: filed.submitted_ms.unwrap_or(now_ms),
    };
    webhook::tell(app, tx, what, subject, now_ms).await
}

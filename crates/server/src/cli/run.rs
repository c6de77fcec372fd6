//! Does a reviewer's part, on the database of the server, which may run meanwhile.

use super::{Review, list::list, operator::operator, put, show::show};
use crate::running::open;
use regain_config::Config;
use regain_recovery::{
    ApiError, App, Clock, Random,
    review::{self, Case, Decision, Document, Reviewer, Undecided, desk},
    word,
};
use std::{path::Path, sync::Arc};

/// Does it; gives what is to be printed.
///
/// # Errors
/// One line that says why not.
pub async fn review(
    config: Config,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    review: Review,
) -> Result<String, String> {
    let app = open(&config, config.listen, clock, random).await.map_err(|e| e.to_string())?;
    let reviewer = Reviewer::At(operator());
    let done = perform(&app, &reviewer, review).await;
    app.store.close().await;
    done
}

async fn perform(app: &App, reviewer: &Reviewer, review: Review) -> Result<String, String> {
    match review {
        Review::List => {
            let all = desk::list(app).await.map_err(broken)?;
            record(app, reviewer, "", ("list", "shown")).await?;
            Ok(list(&all))
        }
        Review::Show { number } => {
            let case = case(app, reviewer, &number, "show").await?;
            record(app, reviewer, &case.filed.id, ("show", "shown")).await?;
            Ok(show(&case))
        }
        Review::Documents { number, to } => {
            let case = case(app, reviewer, &number, "documents").await?;
            documents(app, reviewer, &case, &to).await
        }
        Review::Ask { number, materials, note, until } => {
            let ask = Decision::Ask { materials, note, until };
            decide(app, reviewer, &number, &ask).await
        }
        Review::Approve { number } => decide(app, reviewer, &number, &Decision::Approve).await,
        Review::Refuse { number, reason } => {
            decide(app, reviewer, &number, &Decision::Refuse { note: reason }).await
        }
    }
}

async fn case(app: &App, reviewer: &Reviewer, number: &str, what: &str) -> Result<Case, String> {
    match desk::case(app, number).await.map_err(broken)? {
        Some(case) => Ok(case),
        None => {
            record(app, reviewer, "", (what, "no_such_appeal")).await?;
            Err(say(&Undecided::NoSuchAppeal))
        }
    }
}

/// Writes the files out. That they are taken is written down first: whoever reads the trail sees
/// everything that may have left.
async fn documents(
    app: &App,
    reviewer: &Reviewer,
    case: &Case,
    to: &Path,
) -> Result<String, String> {
    record(app, reviewer, &case.filed.id, ("documents", "taken")).await?;
    let fault = |error: std::io::Error| format!("{}: {error}", to.display());
    put::folder(to).map_err(fault)?;
    let mut text = String::new();
    for (position, Document { stored, .. }) in (1..).zip(&case.documents) {
        let name = put::name(position, stored.material, stored.kind);
        let bytes = app.documents.read(&stored.stored).await;
        let bytes = bytes.map_err(|error| format!("the file of {name} cannot be read: {error}"))?;
        let path = put::file(to, &name, &bytes)
            .map_err(|error| format!("{}: {error}", to.join(&name).display()))?;
        text.push_str(&format!("{}\n", path.display()));
    }
    if text.is_empty() {
        text.push_str("There is no file.\n");
    }
    Ok(text)
}

async fn decide(
    app: &App,
    reviewer: &Reviewer,
    number: &str,
    decision: &Decision,
) -> Result<String, String> {
    let now_ms = app.now_ms();
    let decided = async {
        let mut tx = app.store.begin().await?;
        let filed = review::decide(app, &mut tx, (number, decision), (reviewer, now_ms)).await?;
        tx.commit().await?;
        Ok::<_, Undecided>(filed)
    };
    match decided.await {
        Ok(filed) => Ok(format!("{}: {}\n", filed.number, word(&filed.state))),
        Err(undecided) => {
            let result = match &undecided {
                Undecided::NoSuchAppeal => "no_such_appeal",
                Undecided::NotOpen(_) => "not_open",
                Undecided::NoAccount => "no_account",
                Undecided::Until(_) => "wrong_time",
                Undecided::Broken(_) => "broken",
            };
            record(app, reviewer, "", (decision.name(), result)).await?;
            Err(say(&undecided))
        }
    }
}

async fn record(
    app: &App,
    reviewer: &Reviewer,
    appeal_id: &str,
    done: (&str, &str),
) -> Result<(), String> {
    let now_ms = app.now_ms();
    let recorded = async {
        let mut tx = app.store.begin().await?;
        review::record(app, &mut tx, (reviewer, appeal_id), done, now_ms).await?;
        tx.commit().await?;
        Ok::<_, ApiError>(())
    };
    recorded.await.map_err(broken)
}

fn say(undecided: &Undecided) -> String {
    match undecided {
        Undecided::NoSuchAppeal => "there is no submitted appeal with this number".into(),
        Undecided::NotOpen(state) => format!("it is not open any more: {}", word(state)),
        Undecided::NoAccount => "the username names no account, so there is nothing to bind the \
                                 phone to: ask for more, or refuse"
            .into(),
        Undecided::Until(reason) => reason.clone(),
        Undecided::Broken(error) => format!("{error:?}"),
    }
}

fn broken(error: ApiError) -> String {
    format!("{error:?}")
}

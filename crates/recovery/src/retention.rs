//! Deletes what is personal in appeals when its time is over: `appeal_keep_days` after the end, and
//! drafts that have expired. Number, outcome and times stay. Called by the worker of the outbox.

use crate::{
    app::App,
    error::ApiError,
    store,
    store::{
        appeal_files,
        appeals::{self, State, StoredAppeal},
    },
};
use std::time::Duration;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// A file that no row knows is deleted when it has lain there for so long: the row of a file that
/// is just being taken comes later than the file.
const ORPHAN: Duration = Duration::from_secs(60 * 60);

/// Deletes what is due, and files that no row knows any more.
pub async fn forget(app: &App) -> Result<(), ApiError> {
    let now_ms = app.now_ms();
    let before_ms = now_ms - i64::from(app.options().appeal_keep_days) * DAY_MS;
    let mut tx = app.store.begin_reading().await?;
    let due = appeals::to_erase(&mut tx, now_ms, before_ms).await?;
    drop(tx);
    for id in due {
        erase(app, &id, (now_ms, before_ms)).await?;
    }
    sweep_orphans(app).await
}

/// Removes rows that have served their time.
///
/// # Errors
/// The database does not take it.
pub async fn sweep(app: &App) -> Result<(), sqlx::Error> {
    let mut tx = app.store.begin().await?;
    store::sweep(&mut tx, app.now_ms()).await?;
    tx.commit().await
}

/// The rows first, then the files: a crash in between leaves files without rows, which the sweep
/// finds, and never rows without files.
async fn erase(app: &App, id: &str, (now_ms, before_ms): (i64, i64)) -> Result<(), ApiError> {
    let mut tx = app.store.begin().await?;
    let Some(filed) = appeals::lock(&mut tx, id, now_ms).await? else { return Ok(()) };
    if !is_due(&filed, now_ms, before_ms) {
        return Ok(());
    }
    let files = appeal_files::remove_all(&mut tx, id).await?;
    appeals::erase(&mut tx, id, now_ms).await?;
    if filed.state == State::Draft {
        appeals::delete_draft(&mut tx, id).await?;
    }
    tx.commit().await?;
    for stored in files {
        app.documents.delete(&stored).await;
    }
    tracing::info!(number = filed.number, "deleted what was personal in an appeal");
    Ok(())
}

/// Looked at again under the lock.
fn is_due(filed: &StoredAppeal, now_ms: i64, before_ms: i64) -> bool {
    let is_over = match filed.state {
        State::Draft => filed.expires_ms <= now_ms,
        _ => filed.ended_ms.is_some_and(|ended_ms| ended_ms <= before_ms),
    };
    is_over && filed.erased_ms.is_none()
}

async fn sweep_orphans(app: &App) -> Result<(), ApiError> {
    let listed = app.documents.list().await;
    let listed = listed.map_err(|error| ApiError::Broken(Box::new(error)))?;
    for (name, written) in listed {
        // The age of a file is by the clock that wrote its time; one from the future is new.
        let is_old = written.elapsed().is_ok_and(|age| age >= ORPHAN);
        if !is_old {
            continue;
        }
        let mut tx = app.store.begin_reading().await?;
        if !appeal_files::is_known(&mut tx, &name).await? {
            tracing::warn!("a document that belongs to no appeal is deleted");
            app.documents.delete(&name).await;
        }
    }
    Ok(())
}

//! Takes a decision that the ticket system sent, once for each message.

use super::{Reviewer, Undecided, decide, decision::read};
use crate::{app::App, error::ApiError, store::reviews, webhook::Signed};
use regain_contract::Problem;

/// Carries out a signed decision. A message that was taken before changes nothing; when the decision
/// is not carried out, its id is free again: the same message may come later.
pub async fn take(app: &App, signed: &Signed, body: &[u8]) -> Result<(), ApiError> {
    let (number, decision) = read(body).ok_or(Problem::Malformed)?;
    let now_ms = app.now_ms();
    let mut tx = app.store.begin().await?;
    if !reviews::take_webhook(&mut tx, &signed.id, now_ms).await? {
        // The ticket system did not hear our answer.
        return Ok(());
    }
    decide(app, &mut tx, (&number, &decision), (&Reviewer::Webhook, now_ms))
        .await
        .map_err(refusal)?;
    tx.commit().await?;
    app.committed();
    Ok(())
}

fn refusal(undecided: Undecided) -> ApiError {
    match undecided {
        Undecided::NoSuchAppeal => Problem::NotFound.into(),
        Undecided::NotOpen(_) | Undecided::NoAccount => Problem::StaleVersion.into(),
        Undecided::Until(_) => Problem::Malformed.into(),
        Undecided::Broken(refusal) => refusal,
    }
}

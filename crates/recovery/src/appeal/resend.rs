//! Asks for a new code; the old one is void at once.

use crate::{
    app::App,
    appeal::{
        LockedAppeal,
        send::{self, To},
    },
    command::{Answer, Command, End, run},
    error::ApiError,
    store::{
        appeal_keys,
        appeals::{self, DraftStep},
    },
};
use regain_contract::{Nothing, Problem};
use std::sync::Arc;

/// Asks for a new code; the old one is void at once.
pub async fn resend(app: Arc<App>, command: Command<Nothing>) -> Result<Answer, ApiError> {
    run(&app, &command, "appeal_resend", async |appeal: &mut LockedAppeal| {
        let token_hash = appeal.key.token_hash.clone();
        let before = appeal_keys::code(&mut appeal.tx, &token_hash).await?;
        let before = before.ok_or(Problem::StaleVersion)?;
        if appeal.key.is_proved {
            appeal.draft(&[DraftStep::EnterCode])?;
        }
        // The same query for a decoy, which finds nothing (ENU-02).
        let id = appeal.key.appeal_id.clone().unwrap_or_default();
        let filed = appeals::find(&mut appeal.tx, &id).await?;
        let locale = filed.map(|filed| filed.locale).unwrap_or_default();
        let to = To { phone: &before.phone, is_real: before.is_real, locale };
        let from = (token_hash.as_str(), &command.posted.client);
        send::send(&app, &mut appeal.tx, from, to, appeal.now_ms).await?;
        appeal.key.version += 1;
        Ok(End::done())
    })
    .await
}

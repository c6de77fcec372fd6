//! Names the contact phone and has a code sent to it.

use crate::{
    app::App,
    appeal::{
        LockedAppeal,
        send::{self, To},
    },
    command::{Answer, Command, End, run},
    error::ApiError,
    identifier::Identifier,
    store::appeals::DraftStep,
};
use regain_contract::{Problem, appeal::GiveAppealPhone};
use std::sync::Arc;

/// Names the contact phone and has a code sent to it.
pub async fn phone(app: Arc<App>, command: Command<GiveAppealPhone>) -> Result<Answer, ApiError> {
    let GiveAppealPhone { phone: typed, country_code } = &command.posted.body;
    let country = app.country_code(*country_code);
    let Some(Identifier::Phone(phone)) = Identifier::parse(typed, &country) else {
        return Err(Problem::ContactRejected.into());
    };
    // A number that no message may go to could never be proved.
    if !app.options().sms_prefixes.iter().any(|prefix| phone.starts_with(prefix)) {
        return Err(Problem::ContactRejected.into());
    }
    run(&app, &command, "appeal_phone", async |appeal: &mut LockedAppeal| {
        let locale = appeal.draft(&[DraftStep::GivePhone, DraftStep::EnterCode])?.locale;
        let token_hash = appeal.key.token_hash.clone();
        let to = To { phone: &phone, is_real: true, locale };
        let from = (token_hash.as_str(), &command.posted.client);
        send::send(&app, &mut appeal.tx, from, to, appeal.now_ms).await?;
        appeal.go_to(DraftStep::EnterCode);
        Ok(End::done())
    })
    .await
}

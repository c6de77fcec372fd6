//! `POST …/phone`: names the contact phone and has a code sent to it.

use super::{
    send::{self, To},
    turn::Turn,
};
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    identifier::Identifier,
    store::appeals::DraftStep,
};
use axum::extract::State;
use regain_contract::{Problem, appeal::GiveAppealPhone};
use std::sync::Arc;

pub(super) async fn phone(
    State(app): State<Arc<App>>,
    command: Command<GiveAppealPhone>,
) -> Result<Answer, ApiError> {
    let GiveAppealPhone { phone: typed, country_code } = &command.posted.body;
    let country = app.country_code(*country_code);
    let Some(Identifier::Phone(phone)) = Identifier::parse(typed, &country) else {
        return Err(Problem::ContactRejected.into());
    };
    // A number that no message may go to could never be proved.
    if !app.options().sms_prefixes.iter().any(|prefix| phone.starts_with(prefix)) {
        return Err(Problem::ContactRejected.into());
    }
    let mut turn = match Turn::open(&app, &command, "appeal_phone").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    let locale = turn.draft(&[DraftStep::GivePhone, DraftStep::EnterCode])?.locale;
    let token_hash = turn.key.token_hash.clone();
    let to = To { phone: &phone, is_real: true, locale };
    let from = (token_hash.as_str(), &command.posted.client);
    send::send(&app, &mut turn.tx, from, to, turn.now_ms).await?;
    turn.go_to(DraftStep::EnterCode);
    turn.finish().await
}

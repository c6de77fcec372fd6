//! Gives an idle recovery the time that any other act would give it (WCAG 2.2.1). Neither its
//! longest life nor the right to set a password gets longer (TOK-01).

use crate::{
    app::App,
    command::{Answer, Command, End, run},
    error::ApiError,
    recovery::LockedRecovery,
    view,
};
use regain_contract::{Nothing, Problem};
use std::sync::Arc;

/// Gives an idle recovery the time that any other act would give it (WCAG 2.2.1).
pub async fn extend(app: Arc<App>, command: Command<Nothing>) -> Result<Answer, ApiError> {
    run(&app, &command, "extend", async |recovery: &mut LockedRecovery| {
        if !view::may_extend(app.options(), &recovery.stored) {
            return Err(Problem::StaleVersion.into());
        }
        recovery.keep_alive();
        Ok(End::done())
    })
    .await
}

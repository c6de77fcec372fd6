//! Reads appeals for a reviewer.

use super::{Account, Case, Document, Listed, Other};
use crate::{
    app::App,
    appeals::{details, read_number},
    error::ApiError,
    mask,
    store::{
        Tx, accounts, appeal_files,
        appeals::{self, StoredAppeal},
    },
};
use regain_contract::AccountKind;

/// The appeals that a reviewer has to do with, the oldest first.
pub async fn list(app: &App) -> Result<Vec<Listed>, ApiError> {
    let mut tx = app.store.begin_reading().await?;
    let mut all = Vec::new();
    for filed in appeals::open(&mut tx).await? {
        let files = appeal_files::of(&mut tx, &filed.id).await?.len();
        all.push(Listed {
            number: filed.number,
            state: filed.state,
            answers: filed.answers,
            submitted_ms: filed.submitted_ms.unwrap_or(filed.created_ms),
            files,
        });
    }
    Ok(all)
}

/// One submitted appeal, by its number as typed; `None` when there is none.
pub async fn case(app: &App, number: &str) -> Result<Option<Case>, ApiError> {
    let mut tx = app.store.begin_reading().await?;
    let Some(number) = read_number(number) else { return Ok(None) };
    let Some(filed) = appeals::find_number(&mut tx, &number).await? else { return Ok(None) };
    let account = account(app, &mut tx, &filed).await?;
    let mut others = Vec::new();
    if let Some(account_id) = &filed.account_id {
        for other in appeals::about(&mut tx, account_id).await? {
            if other.id != filed.id {
                let at_ms = other.submitted_ms.unwrap_or(other.created_ms);
                others.push(Other { number: other.number, state: other.state, at_ms });
            }
        }
    }
    let timeline = appeal_files::timeline(&mut tx, &filed.id).await?;
    let documents = documents(app, &mut tx, &filed.id).await?;
    Ok(Some(Case { details: details(app, &filed), account, others, timeline, documents, filed }))
}

/// What the directory says about the account that the username names.
async fn account(
    app: &App,
    tx: &mut Tx,
    filed: &StoredAppeal,
) -> Result<Option<Account>, ApiError> {
    let Some(id) = &filed.account_id else { return Ok(None) };
    let Some(profile) = accounts::profile(tx, &app.keys, id).await? else { return Ok(None) };
    let destinations =
        accounts::destinations(tx, id).await?.into_iter().map(|(channel, address)| {
            if channel == "phone" { mask::phone(&address) } else { mask::email(&address) }
        });
    Ok(Some(Account {
        username: profile.username,
        kind: profile.kind,
        destinations: destinations.collect(),
    }))
}

async fn documents(app: &App, tx: &mut Tx, appeal_id: &str) -> Result<Vec<Document>, ApiError> {
    let stored = appeal_files::of(tx, appeal_id).await?;
    Ok(stored
        .into_iter()
        .map(|stored| Document { label: app.keys.open(&stored.label).unwrap_or_default(), stored })
        .collect())
}

impl Case {
    /// Whether the account is of another kind than the appeal says; `None` without an account.
    pub fn is_other_kind(&self) -> bool {
        let said: Option<AccountKind> = self.filed.answers.as_ref().map(|answers| answers.kind);
        let is: Option<AccountKind> = self.account.as_ref().map(|account| account.kind);
        said.is_some() && is.is_some() && said != is
    }
}

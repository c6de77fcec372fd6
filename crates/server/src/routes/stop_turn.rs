//! The turn of a command whose bearer is the link of a notice: the rules of every command, with the
//! link's own version and keys. The row of the account or appeal is locked first, then that of the
//! link, so that the links of several destinations never act at once.

use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    keys::sha256_hex,
    random,
    store::{
        Tx, appeals, completion, events, hand_offs, idempotency,
        stop_links::{self, StopLink},
    },
    view,
};
use axum::http::StatusCode;
use regain_contract::{HandOffOutcome, Problem, Stoppable};

/// A command whose account and link are locked.
pub(super) struct StopTurn<'a> {
    pub app: &'a App,
    pub tx: Tx,
    pub link: StopLink,
    pub now_ms: i64,
    key: String,
    fingerprint: String,
}

impl<'a> StopTurn<'a> {
    /// Opens a turn, or answers with what was answered before under the same key. `None` when the
    /// ticket is that of no link.
    pub async fn open_or_repeat<T>(
        app: &'a App,
        command: &Command<T>,
    ) -> Result<Option<Result<Box<Self>, Answer>>, ApiError> {
        let now_ms = app.now_ms();
        let mut tx = app.store.begin().await?;
        let Some(found) = stop_links::find(&mut tx, &command.token_hash).await? else {
            return Ok(None);
        };
        lock_subject(&mut tx, &found, now_ms).await?;
        let link = stop_links::lock(&mut tx, &found.id).await?.ok_or(Problem::RecoveryExpired)?;
        let (key, fingerprint) = (command.posted.key.clone(), command.posted.fingerprint.clone());
        match idempotency::find(&mut tx, &link.id, &key).await? {
            Some(given) if given.fingerprint == fingerprint => {
                return Ok(Some(Err(Answer::given(app, &given)?)));
            }
            Some(_) => return Err(Problem::KeyReused.into()),
            None => {}
        }
        let over = view::stop_outcome(&mut tx, &link, now_ms).await?;
        if over.is_some() || command.version != link.version {
            return Err(Problem::StaleVersion.into());
        }
        Ok(Some(Ok(Box::new(Self { app, tx, link, now_ms, key, fingerprint }))))
    }

    /// Claims the one use of the link.
    pub async fn end(&mut self, outcome: HandOffOutcome) -> Result<(), ApiError> {
        if !stop_links::end(&mut self.tx, &self.link.id, outcome, self.now_ms).await? {
            return Err(Problem::StaleVersion.into());
        }
        self.link.outcome = Some(outcome);
        self.link.version += 1;
        Ok(())
    }

    /// Writes answer and event, commits, and answers with the hand-off.
    pub async fn finish(mut self, result: &'static str) -> Result<Answer, ApiError> {
        let hand_off = view::stop_link(&mut self.tx, &self.link, self.now_ms).await?;
        let answer = Answer::hand_off(StatusCode::OK, &hand_off)?;
        let given = answer.as_given(self.app, &self.fingerprint)?;
        idempotency::claim(&mut self.tx, &self.link.id, &self.key, &given, self.now_ms).await?;
        self.record(result).await?;
        self.tx.commit().await?;
        self.app.committed();
        Ok(answer)
    }

    async fn record(&mut self, result: &str) -> Result<(), ApiError> {
        let recovery = sha256_hex(self.link.subject_id.as_bytes());
        let id = random::id(&*self.app.random)?;
        let what = "stop_link";
        let event = events::Event { id: &id, recovery: &recovery, what, method: "", result };
        events::record(&mut self.tx, &event, self.now_ms).await?;
        tracing::info!(what, result, recovery, "command");
        Ok(())
    }
}

/// Locks what the links of one notice share: the account, or the appeal, which everything about
/// appeals locks before it locks an account.
async fn lock_subject(tx: &mut Tx, link: &StopLink, now_ms: i64) -> Result<(), ApiError> {
    match link.what {
        Stoppable::PasswordChanged | Stoppable::Other => {
            completion::lock_account(tx, &link.account_id).await?;
        }
        Stoppable::PhoneChanging | Stoppable::PhoneChanged => {
            appeals::lock(tx, &link.subject_id, now_ms).await?;
        }
    }
    Ok(())
}

/// What a ticket that is no link's is told by an operation of links: the task of a hand-off is
/// another one.
pub(super) async fn no_link<T>(app: &App, command: &Command<T>) -> Result<Problem, ApiError> {
    let mut tx = app.store.begin_reading().await?;
    let other = hand_offs::find(&mut tx, &command.token_hash).await?;
    Ok(other.map_or(Problem::RecoveryExpired, |_| Problem::StaleVersion))
}

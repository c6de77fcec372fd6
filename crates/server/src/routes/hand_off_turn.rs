//! The turn of a command whose bearer is a hand-off's ticket: the same rules as for a recovery,
//! with the hand-off's own version and keys. The row of the recovery is locked first, then that of
//! the hand-off, so that whatever races for one recovery ends in one state (ADM-08).

use super::turn::{Opening, Turn};
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    keys::sha256_hex,
    random,
    store::{
        Tx,
        challenges::Challenge,
        hand_offs::{self, Kind, StoredHandOff},
        idempotency, recoveries, stop_links,
    },
    view,
};
use axum::http::StatusCode;
use regain_contract::{HandOffOutcome, Method, Problem};

/// A command whose recovery and hand-off are locked.
pub(crate) struct HandOffTurn<'a> {
    /// The recovery's side: what the command does to it is done here.
    pub turn: Turn<'a>,
    pub row: StoredHandOff,
}

/// What opening such a turn leads to.
pub(crate) enum HandOffOpening<'a> {
    /// The operation may act: the hand-off is not over.
    Fresh(Box<HandOffTurn<'a>>),
    /// The key was used before: the operation decides what to do with the answer.
    Repeated(Box<HandOffTurn<'a>>, idempotency::StoredResponse),
}

impl<'a> HandOffTurn<'a> {
    /// Opens a turn, or answers with what was answered before under the same key.
    pub async fn open_or_repeat<T>(
        app: &'a App,
        command: &Command<T>,
        what: &'static str,
    ) -> Result<Result<Box<Self>, Answer>, ApiError> {
        match Self::open(app, command, what).await? {
            HandOffOpening::Fresh(turn) => Ok(Ok(turn)),
            HandOffOpening::Repeated(turn, given) => turn.turn.repeat(&given).map(Err),
        }
    }

    /// Locks recovery and hand-off and looks the key up. A version that is not current is refused,
    /// and so is a hand-off that is over.
    pub async fn open<T>(
        app: &'a App,
        command: &Command<T>,
        what: &'static str,
    ) -> Result<HandOffOpening<'a>, ApiError> {
        let mut tx = app.store.begin().await?;
        let found = hand_offs::find(&mut tx, &command.token_hash).await?;
        let Some(found) = found else {
            let other = stop_links::find(&mut tx, &command.token_hash).await?;
            return Err(other.map_or(Problem::RecoveryExpired, |_| Problem::StaleVersion).into());
        };
        let stored = recoveries::lock_by_id(&mut tx, &found.recovery_id, app.now_ms()).await?;
        let stored = stored.ok_or(Problem::RecoveryExpired)?;
        let row = hand_offs::lock(&mut tx, &found.id).await?.ok_or(Problem::RecoveryExpired)?;
        match Turn::enter(app, tx, stored, row.id.clone(), command, what).await? {
            Opening::Repeated(turn, given) => {
                Ok(HandOffOpening::Repeated(Box::new(Self { turn: *turn, row }), given))
            }
            Opening::Fresh(mut turn) => {
                let over =
                    view::outcome(&mut turn.tx, &row, &turn.stored, true, turn.now_ms).await?;
                if over.is_some() || command.version != row.version {
                    return Err(Problem::StaleVersion.into());
                }
                Ok(HandOffOpening::Fresh(Box::new(Self { turn: *turn, row })))
            }
        }
    }

    /// Refuses a command that does not belong to the task.
    pub fn require(&self, kind: Kind) -> Result<(), ApiError> {
        if self.row.kind == kind { Ok(()) } else { Err(Problem::StaleVersion.into()) }
    }

    /// Ends the hand-off.
    pub fn end(&mut self, outcome: HandOffOutcome) {
        self.row.outcome = Some(outcome);
        self.row.version += 1;
    }

    /// Writes recovery, hand-off, answer and event, commits, and answers with the hand-off.
    pub async fn finish(self, method: Option<Method>) -> Result<Answer, ApiError> {
        let result = self.turn.stored.stage.name();
        let (turn, answer) = self.write().await?;
        turn.commit(answer, result, method).await
    }

    /// The same without an event, for pictures.
    pub async fn finish_quietly(self) -> Result<Answer, ApiError> {
        let (turn, answer) = self.write().await?;
        turn.commit_quietly(answer).await
    }

    /// Writes recovery, hand-off, answer and event, commits, and answers with the problem.
    pub async fn finish_with(
        mut self,
        problem: Problem,
        method: Option<Method>,
    ) -> Result<Answer, ApiError> {
        recoveries::save(&mut self.turn.tx, &self.turn.stored).await?;
        hand_offs::save(&mut self.turn.tx, &self.row).await?;
        let answer = Answer::problem(&problem, self.row.version);
        self.turn.commit(answer, problem.title(), method).await
    }

    async fn write(self) -> Result<(Turn<'a>, Answer), ApiError> {
        let Self { mut turn, row } = self;
        recoveries::save(&mut turn.tx, &turn.stored).await?;
        hand_offs::save(&mut turn.tx, &row).await?;
        let hand_off = view::hand_off(
            turn.app,
            &mut turn.tx,
            &row,
            (&turn.stored, &turn.profile, true),
            turn.now_ms,
        )
        .await?;
        let answer = Answer::hand_off(StatusCode::OK, &hand_off)?;
        Ok((turn, answer))
    }
}

/// Stores a hand-off of an open challenge; it ends with it.
pub(crate) async fn insert_hand_off(
    app: &App,
    tx: &mut Tx,
    challenge: &Challenge,
    kind: Kind,
    now_ms: i64,
) -> Result<StoredHandOff, ApiError> {
    let row = StoredHandOff {
        id: random::id(&*app.random)?,
        recovery_id: challenge.recovery_id.clone(),
        challenge_id: challenge.id.clone(),
        kind,
        version: 1,
        outcome: None,
        created_ms: now_ms,
        opened_ms: None,
        expires_ms: challenge.expires_ms,
    };
    hand_offs::insert(tx, &row, &sha256_hex(app.keys.ticket(&row.id).as_bytes())).await?;
    Ok(row)
}

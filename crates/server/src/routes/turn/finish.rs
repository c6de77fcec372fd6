//! The ends of a turn: what is written with the effect of the command, and the answer.

use super::Turn;
use crate::{
    http::{Answer, ApiError},
    keys::sha256_hex,
    random,
    store::{events, idempotency, recoveries},
    view,
};
use axum::http::StatusCode;
use regain_contract::{Method, Problem};

impl Turn<'_> {
    /// Claims the key before the command is decided, and commits: the count of a code (OTP-05), or
    /// the one result of a visit (IDP-02). `note` is what a repetition needs to go on.
    pub async fn claim(mut self, note: String) -> Result<(), ApiError> {
        if let Some(caller) = &self.caller {
            let fingerprint = caller.fingerprint.clone();
            let given =
                idempotency::StoredResponse { fingerprint, status: 0, version: 0, body: note };
            let (scope, key) = (&caller.scope, &caller.key);
            idempotency::claim(&mut self.tx, scope, key, &given, self.now_ms).await?;
        }
        self.tx.commit().await?;
        Ok(())
    }

    /// Writes recovery, answer and event, commits, and answers with the recovery.
    pub async fn finish(mut self, method: Option<Method>) -> Result<Answer, ApiError> {
        recoveries::save(&mut self.tx, &self.stored).await?;
        let recovery =
            view::recovery(self.app, &mut self.tx, &self.stored, &self.profile, self.now_ms)
                .await?;
        let answer = Answer::recovery(StatusCode::OK, &recovery)?;
        let result = self.stored.stage.name();
        self.commit(answer, result, method).await
    }

    /// Writes recovery, answer and event, commits, and answers with the problem.
    pub async fn finish_with(
        mut self,
        problem: Problem,
        method: Option<Method>,
    ) -> Result<Answer, ApiError> {
        recoveries::save(&mut self.tx, &self.stored).await?;
        let answer = Answer::problem(&problem, self.stored.version);
        self.commit(answer, problem.title(), method).await
    }

    /// The same without an event, for pictures, which come by the dozen.
    pub async fn finish_quietly(mut self) -> Result<Answer, ApiError> {
        recoveries::save(&mut self.tx, &self.stored).await?;
        let recovery =
            view::recovery(self.app, &mut self.tx, &self.stored, &self.profile, self.now_ms)
                .await?;
        let answer = Answer::recovery(StatusCode::OK, &recovery)?;
        self.commit_quietly(answer).await
    }

    /// Commits what was counted and lets the recovery go, to ask somebody outside.
    pub async fn step_aside(self) -> Result<(), ApiError> {
        Ok(self.tx.commit().await?)
    }

    /// Writes recovery and event and commits, without an answer: the end of a turn of the worker,
    /// or of a command that is refused and ends the recovery all the same.
    pub async fn finish_unasked(mut self, method: Option<Method>) -> Result<(), ApiError> {
        recoveries::save(&mut self.tx, &self.stored).await?;
        self.record(self.what, self.stored.stage.name(), method).await?;
        self.tx.commit().await?;
        self.app.committed();
        Ok(())
    }

    /// Writes answer and event and commits.
    pub(in crate::routes) async fn commit(
        mut self,
        answer: Answer,
        result: &'static str,
        method: Option<Method>,
    ) -> Result<Answer, ApiError> {
        self.record(self.what, result, method).await?;
        self.commit_quietly(answer).await
    }

    /// Writes the answer and commits, without an event.
    pub(in crate::routes) async fn commit_quietly(
        mut self,
        answer: Answer,
    ) -> Result<Answer, ApiError> {
        if let Some(caller) = &self.caller {
            let given = answer.as_given(self.app, &caller.fingerprint)?;
            let (scope, key) = (&caller.scope, &caller.key);
            if caller.is_claimed {
                idempotency::settle(&mut self.tx, scope, key, &given).await?;
            } else {
                idempotency::claim(&mut self.tx, scope, key, &given, self.now_ms).await?;
            }
        }
        self.tx.commit().await?;
        self.app.committed();
        Ok(answer)
    }

    /// Writes an event of this recovery.
    pub async fn record(
        &mut self,
        what: &str,
        result: &str,
        method: Option<Method>,
    ) -> Result<(), ApiError> {
        let recovery = sha256_hex(self.stored.id.as_bytes());
        let method = method.map(|method| format!("{method:?}").to_lowercase()).unwrap_or_default();
        let id = random::id(&*self.app.random)?;
        let event = events::Event { id: &id, recovery: &recovery, what, method: &method, result };
        events::record(&mut self.tx, &event, self.now_ms).await?;
        tracing::info!(what, method, result, recovery, "command");
        Ok(())
    }
}

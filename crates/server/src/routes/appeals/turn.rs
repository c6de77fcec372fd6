//! The turn of one command of an appeal: one transaction that locks the token and the appeal, answers
//! a repeated key, checks the version, lets the operation act, and writes effect and answer together.

use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    keys::sha256_hex,
    random,
    store::{
        Tx,
        appeal_keys::{self, StoredToken},
        appeals::{self, DraftStep, State, StoredAppeal},
        events,
        idempotency::{self, StoredResponse},
    },
    view,
};
use axum::http::StatusCode;
use regain_contract::Problem;

/// How long a look at a submitted appeal lasts.
pub(super) const LOOK_MS: i64 = 60 * 60 * 1000;

/// A command whose appeal is locked.
pub(super) struct Turn<'a> {
    pub app: &'a App,
    pub tx: Tx,
    pub key: StoredToken,
    /// `None` before the code of a look was given, and where number and phone do not belong
    /// together: until then the two cannot be told apart (ENU-05).
    pub filed: Option<StoredAppeal>,
    pub now_ms: i64,
    what: &'static str,
    idempotency_key: String,
    fingerprint: String,
}

impl<'a> Turn<'a> {
    /// Opens a turn, or gives what was answered before under the same key.
    pub async fn open<T>(
        app: &'a App,
        command: &Command<T>,
        what: &'static str,
    ) -> Result<Result<Self, Answer>, ApiError> {
        let names = (command.token_hash.as_str(), command.posted.key.as_str());
        let opened = Self::enter(app, names, &command.posted.fingerprint, what).await?;
        if let Ok(turn) = &opened
            && turn.version() != command.version
        {
            return Err(Problem::StaleVersion.into());
        }
        Ok(opened)
    }

    /// The same for an operation that names no version.
    pub async fn enter(
        app: &'a App,
        (token_hash, idempotency_key): (&str, &str),
        fingerprint: &str,
        what: &'static str,
    ) -> Result<Result<Self, Answer>, ApiError> {
        let now_ms = app.now_ms();
        let mut tx = app.store.begin().await?;
        let key = appeal_keys::lock(&mut tx, token_hash, now_ms).await?;
        let key = key.ok_or(Problem::RecoveryExpired)?;
        let filed = match &key.appeal_id {
            Some(id) if key.is_proved => appeals::lock(&mut tx, id, now_ms).await?,
            _ => None,
        };
        let given = idempotency::find(&mut tx, token_hash, idempotency_key).await?;
        if let Some(given) = given {
            return match given.fingerprint == fingerprint {
                true => Answer::given(app, &given).map(Err),
                false => Err(Problem::KeyReused.into()),
            };
        }
        Ok(Ok(Self {
            app,
            tx,
            key,
            filed,
            now_ms,
            what,
            idempotency_key: idempotency_key.into(),
            fingerprint: fingerprint.into(),
        }))
    }

    /// Lets the holder of the token see the appeal, after the code.
    pub async fn prove(&mut self) -> Result<(), ApiError> {
        self.key.is_proved = true;
        self.key.version += 1;
        if let Some(id) = &self.key.appeal_id {
            self.filed = appeals::lock(&mut self.tx, id, self.now_ms).await?;
        }
        Ok(())
    }

    fn version(&self) -> i64 {
        view::appeal_version(&self.key, self.filed.as_ref())
    }

    /// The draft, when it stands at one of these places.
    pub fn draft(&mut self, draft_steps: &[DraftStep]) -> Result<&mut StoredAppeal, ApiError> {
        let is_here = |filed: &&mut StoredAppeal| {
            filed.state == State::Draft
                && (draft_steps.is_empty() || draft_steps.contains(&filed.draft_step))
        };
        let is_proved = self.key.is_proved;
        let filed = self.filed.as_mut().filter(|filed| is_proved && is_here(filed));
        filed.ok_or_else(|| Problem::StaleVersion.into())
    }

    /// The submitted appeal, when its code was given and it is in this state.
    pub fn submitted(&mut self, state: State) -> Result<&mut StoredAppeal, ApiError> {
        let is_proved = self.key.is_proved;
        let filed = self.filed.as_mut().filter(|filed| is_proved && filed.state == state);
        filed.ok_or_else(|| Problem::StaleVersion.into())
    }

    /// Moves the draft to a place.
    pub fn go_to(&mut self, draft_step: DraftStep) {
        if let Some(filed) = &mut self.filed {
            filed.draft_step = draft_step;
            filed.version += 1;
        }
    }

    /// Writes appeal, token, answer and event, commits, and answers with the appeal.
    pub async fn finish(self) -> Result<Answer, ApiError> {
        self.finish_as(StatusCode::OK).await
    }

    /// The same under another status.
    pub async fn finish_as(mut self, status: StatusCode) -> Result<Answer, ApiError> {
        self.save().await?;
        let seen = (&self.key, self.filed.as_ref());
        let appeal = view::appeal(self.app, &mut self.tx, seen, self.now_ms).await?;
        let answer = Answer::appeal(status, &appeal)?;
        self.commit(answer, "done").await
    }

    /// Writes what was counted, commits, and answers with the problem.
    pub async fn finish_with(mut self, problem: Problem) -> Result<Answer, ApiError> {
        self.save().await?;
        let answer = Answer::problem(&problem, self.version());
        self.commit(answer, problem.title()).await
    }

    async fn save(&mut self) -> Result<(), ApiError> {
        if let Some(filed) = &mut self.filed {
            // A draft lives on from its last change.
            if filed.state == State::Draft && self.key.is_proved {
                let days = i64::from(self.app.options().appeal_draft_days);
                filed.expires_ms = self.now_ms + days * 86_400_000;
                self.key.expires_ms = filed.expires_ms;
            }
            appeals::save(&mut self.tx, filed).await?;
        }
        Ok(appeal_keys::save(&mut self.tx, &self.key).await?)
    }

    async fn commit(mut self, answer: Answer, result: &str) -> Result<Answer, ApiError> {
        let given: StoredResponse = answer.as_given(self.app, &self.fingerprint)?;
        let scope = self.key.token_hash.clone();
        let is_first =
            idempotency::claim(&mut self.tx, &scope, &self.idempotency_key, &given, self.now_ms)
                .await?;
        if !is_first {
            return Err(Problem::StaleVersion.into());
        }
        let about = self.key.appeal_id.as_deref().unwrap_or(&self.key.token_hash);
        let recovery = sha256_hex(about.as_bytes());
        let id = random::id(&*self.app.random)?;
        let event = events::Event {
            id: &id,
            recovery: &recovery,
            what: self.what,
            method: "appeal",
            result,
        };
        events::record(&mut self.tx, &event, self.now_ms).await?;
        self.tx.commit().await?;
        self.app.committed();
        tracing::info!(what = self.what, result, recovery, "appeal command");
        Ok(answer)
    }
}

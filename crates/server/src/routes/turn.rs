//! The turn of one command: one transaction that locks the recovery, answers a repeated key,
//! checks the version, lets the operation act, and writes effect and answer together.

mod finish;

use super::end_request::lapse;
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    profile::Profile,
    store::{
        Tx,
        challenges::{self, Challenge},
        idempotency,
        rate_limits::Limit,
        recoveries::{self, Stage, StoredRecovery},
    },
    view,
};
use regain_contract::{EndReason, Problem};

/// A command whose recovery is locked.
pub(crate) struct Turn<'a> {
    pub app: &'a App,
    pub tx: Tx,
    pub stored: StoredRecovery,
    pub profile: Profile,
    pub now_ms: i64,
    what: &'static str,
    /// Whose answer is written; nobody's in a turn of the worker.
    caller: Option<Caller>,
}

/// Who waits for the answer of a turn.
struct Caller {
    /// What the idempotency key is unique in: a recovery, or a hand-off.
    scope: String,
    key: String,
    fingerprint: String,
    /// Whether the key was claimed in an earlier transaction of this command.
    is_claimed: bool,
}

/// What opening a turn leads to.
pub(crate) enum Opening<'a> {
    /// The operation may act.
    Fresh(Box<Turn<'a>>),
    /// The key was used before: the operation decides what to do with the answer.
    Repeated(Box<Turn<'a>>, idempotency::StoredResponse),
}

impl<'a> Turn<'a> {
    /// Opens a turn, or answers with what was answered before under the same key.
    pub async fn open_or_repeat<T>(
        app: &'a App,
        command: &Command<T>,
        what: &'static str,
    ) -> Result<Result<Box<Self>, Answer>, ApiError> {
        match Self::open(app, command, what).await? {
            Opening::Fresh(turn) => Ok(Ok(turn)),
            Opening::Repeated(turn, given) => turn.repeat(&given).map(Err),
        }
    }

    /// Locks the recovery and looks the key up. A version that is not current is refused.
    pub async fn open<T>(
        app: &'a App,
        command: &Command<T>,
        what: &'static str,
    ) -> Result<Opening<'a>, ApiError> {
        let tx = app.store.begin().await?;
        Self::open_in(app, tx, command, what).await
    }

    /// The same in a transaction that is open already.
    pub async fn open_in<T>(
        app: &'a App,
        mut tx: Tx,
        command: &Command<T>,
        what: &'static str,
    ) -> Result<Opening<'a>, ApiError> {
        let stored = recoveries::lock(&mut tx, &command.token_hash, app.now_ms()).await?;
        let stored = stored.ok_or(Problem::RecoveryExpired)?;
        let scope = stored.id.clone();
        let opening = Self::enter(app, tx, stored, scope, command, what).await?;
        if let Opening::Fresh(turn) = &opening
            && command.version != turn.stored.version
        {
            return Err(Problem::StaleVersion.into());
        }
        Ok(opening)
    }

    /// Looks the key up in its scope, and ends a recovery whose account has changed. The caller
    /// has locked the recovery and compares the version of its resource.
    pub(super) async fn enter<T>(
        app: &'a App,
        mut tx: Tx,
        stored: StoredRecovery,
        scope: String,
        command: &Command<T>,
        what: &'static str,
    ) -> Result<Opening<'a>, ApiError> {
        let now_ms = app.now_ms();
        let given = idempotency::find(&mut tx, &scope, &command.posted.key).await?;
        let (profile, is_same) = view::profile(app, &mut tx, &stored).await?;
        let caller = Caller {
            scope,
            key: command.posted.key.clone(),
            fingerprint: command.posted.fingerprint.clone(),
            is_claimed: given.is_some(),
        };
        let mut turn = Self { app, tx, profile, now_ms, what, caller: Some(caller), stored };
        if let Some(given) = given {
            return Ok(Opening::Repeated(Box::new(turn), given));
        }
        if !is_same && !turn.stored.stage.is_final() {
            turn.supersede().await?;
            return Err(Problem::StaleVersion.into());
        }
        if turn.stored.stage == Stage::AwaitApproval {
            lapse(&mut turn).await?;
        }
        Ok(Opening::Fresh(Box::new(turn)))
    }

    /// Opens a turn of the worker on a recovery, without a command; `None` when the recovery is
    /// over or its account has changed.
    pub async fn of_worker(
        app: &'a App,
        recovery_id: &str,
        what: &'static str,
    ) -> Result<Option<Box<Self>>, ApiError> {
        let now_ms = app.now_ms();
        let mut tx = app.store.begin().await?;
        let stored = recoveries::lock_by_id(&mut tx, recovery_id, now_ms).await?;
        let Some(stored) = stored.filter(|stored| !stored.stage.is_final()) else {
            return Ok(None);
        };
        let (profile, is_same) = view::profile(app, &mut tx, &stored).await?;
        let turn = Self { app, tx, profile, now_ms, what, caller: None, stored };
        Ok(is_same.then(|| Box::new(turn)))
    }

    /// A turn on a recovery that was stored just now in the same transaction, so that beginning
    /// can go on to its next step.
    pub(super) const fn of_begin(
        app: &'a App,
        tx: Tx,
        stored: StoredRecovery,
        profile: Profile,
        now_ms: i64,
    ) -> Self {
        Self { app, tx, stored, profile, now_ms, what: "begin", caller: None }
    }

    /// Gives the stored answer, if the command is the same.
    pub fn repeat(&self, given: &idempotency::StoredResponse) -> Result<Answer, ApiError> {
        self.require_same(given)?;
        Answer::given(self.app, given)
    }

    /// The same for a command that claims its key before it decides; `None` while it has not.
    pub fn repeat_decided(
        &self,
        given: &idempotency::StoredResponse,
    ) -> Result<Option<Answer>, ApiError> {
        self.require_same(given)?;
        if given.status == 0 { Ok(None) } else { Answer::given(self.app, given).map(Some) }
    }

    fn require_same(&self, given: &idempotency::StoredResponse) -> Result<(), ApiError> {
        match &self.caller {
            Some(caller) if caller.fingerprint == given.fingerprint => Ok(()),
            _ => Err(Problem::KeyReused.into()),
        }
    }

    /// What the idempotency key is unique in; empty in a turn of the worker.
    pub(super) fn scope(&self) -> String {
        self.caller.as_ref().map(|caller| caller.scope.clone()).unwrap_or_default()
    }

    /// The idempotency key.
    pub(super) fn key(&self) -> String {
        self.caller.as_ref().map(|caller| caller.key.clone()).unwrap_or_default()
    }

    /// Refuses a command that does not belong to the step.
    pub fn require(&self, stage: Stage) -> Result<(), ApiError> {
        if self.stored.stage == stage { Ok(()) } else { Err(Problem::StaleVersion.into()) }
    }

    /// Goes to another step, without a challenge; see [`Self::go_to_challenge`].
    pub fn go_to(&mut self, stage: Stage) {
        if self.stored.stage == Stage::AwaitApproval && stage != Stage::AwaitApproval {
            // The wait for somebody else does not count (see `approval_s`).
            self.stored.since_ms = self.now_ms;
        }
        self.stored.stage = stage;
        self.stored.version += 1;
        self.stored.challenge_id = None;
        self.keep_alive();
    }

    /// Goes to a step that is about a challenge.
    pub fn go_to_challenge(&mut self, stage: Stage, challenge_id: String) {
        debug_assert!(stage.has_challenge(), "{stage:?} is about no challenge");
        self.go_to(stage);
        self.stored.challenge_id = Some(challenge_id);
    }

    /// Sets the end anew. Every step but the last two keeps the recovery alive for longer; while an
    /// administrator is awaited it lives as long as the request, and then as if it were idle.
    pub fn keep_alive(&mut self) {
        let ms = |seconds: u32| i64::from(seconds) * 1000;
        let options = self.app.options();
        let absolute = self.stored.since_ms + ms(options.absolute_s);
        let idle = self.now_ms + ms(options.idle_s);
        self.stored.expires_ms = match self.stored.stage {
            Stage::Done | Stage::Ended(_) => absolute,
            Stage::AwaitApproval => idle + ms(options.approval_s),
            _ => absolute.min(idle),
        };
    }

    /// The challenge of the present step; a step of its own kind always has it.
    pub async fn challenge(&mut self) -> Result<Challenge, ApiError> {
        let id = self.stored.challenge_id.clone().unwrap_or_default();
        let challenge = challenges::find(&mut self.tx, &self.stored.id, &id).await?;
        Ok(challenge.ok_or(Problem::StaleVersion)?)
    }

    /// Whether the recovery is still about this challenge.
    pub fn is_about(&self, challenge_id: &str) -> bool {
        self.stored.stage.has_challenge()
            && self.stored.challenge_id.as_deref() == Some(challenge_id)
    }

    /// Ends the recovery; nothing that was sent or proved is good for anything any more.
    pub async fn end(&mut self, reason: EndReason) -> Result<(), ApiError> {
        challenges::void(&mut self.tx, &self.stored.id).await?;
        challenges::void_grant(&mut self.tx, &self.stored.id, self.now_ms).await?;
        self.go_to(Stage::Ended(reason));
        Ok(())
    }

    /// Ends a recovery whose account is not as it was, and commits (TOK-04).
    pub(super) async fn supersede(mut self) -> Result<(), ApiError> {
        self.end(EndReason::Superseded).await?;
        recoveries::save(&mut self.tx, &self.stored).await?;
        self.record(self.what, "superseded", None).await?;
        self.tx.commit().await?;
        self.app.committed();
        Ok(())
    }
}

/// A limit in uses per hour.
pub(crate) fn hourly(meter: String, most: u32) -> Limit {
    Limit { meter, most, window_ms: 60 * 60 * 1000 }
}

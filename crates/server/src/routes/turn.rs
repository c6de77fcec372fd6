//! The turn of one command: one transaction that locks the recovery, answers a repeated key,
//! checks the version, lets the operation act, and writes effect and answer together.

use crate::{
    app::App,
    http::{Answer, Command, Refusal},
    keys::sha256_hex,
    profile::Profile,
    random,
    store::{
        Tx, answers, challenges, events,
        meters::Limit,
        recoveries::{self, Stage, Stored},
    },
    view,
};
use axum::http::StatusCode;
use regain_contract::{EndReason, Method, Problem};

/// A command whose recovery is locked.
pub(crate) struct Turn<'a> {
    pub app: &'a App,
    pub tx: Tx,
    pub stored: Stored,
    pub profile: Profile,
    pub now_ms: i64,
    what: &'static str,
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
    Repeated(Box<Turn<'a>>, answers::Given),
}

impl<'a> Turn<'a> {
    /// Opens a turn, or answers with what was answered before under the same key.
    pub async fn open_or_repeat<T>(
        app: &'a App,
        command: &Command<T>,
        what: &'static str,
    ) -> Result<Result<Box<Self>, Answer>, Refusal> {
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
    ) -> Result<Opening<'a>, Refusal> {
        let tx = app.store.begin().await?;
        Self::open_in(app, tx, command, what).await
    }

    /// The same in a transaction that is open already.
    pub async fn open_in<T>(
        app: &'a App,
        mut tx: Tx,
        command: &Command<T>,
        what: &'static str,
    ) -> Result<Opening<'a>, Refusal> {
        let now_ms = app.now_ms();
        let stored = recoveries::lock(&mut tx, &command.token_hash, now_ms).await?;
        let stored = stored.ok_or(Problem::RecoveryExpired)?;
        let given = answers::find(&mut tx, &stored.id, &command.posted.key).await?;
        let (profile, is_same) = view::profile(app, &mut tx, &stored).await?;
        let turn = Self {
            app,
            tx,
            profile,
            now_ms,
            what,
            key: command.posted.key.clone(),
            fingerprint: command.posted.fingerprint.clone(),
            is_claimed: given.is_some(),
            stored,
        };
        if let Some(given) = given {
            return Ok(Opening::Repeated(Box::new(turn), given));
        }
        if !is_same && !turn.stored.stage.is_final() {
            turn.supersede().await?;
            return Err(Problem::StaleVersion.into());
        }
        if command.version != turn.stored.version {
            return Err(Problem::StaleVersion.into());
        }
        Ok(Opening::Fresh(Box::new(turn)))
    }

    /// Gives the stored answer, if the command is the same.
    pub fn repeat(&self, given: &answers::Given) -> Result<Answer, Refusal> {
        if given.fingerprint == self.fingerprint {
            Ok(Answer::given(given))
        } else {
            Err(Problem::KeyReused.into())
        }
    }

    /// Refuses a command that does not belong to the step.
    pub fn require(&self, stage: Stage) -> Result<(), Refusal> {
        if self.stored.stage == stage { Ok(()) } else { Err(Problem::StaleVersion.into()) }
    }

    /// Goes to another step. Every step but the last two keeps the recovery alive for longer.
    pub fn go_to(&mut self, stage: Stage) {
        let options = self.app.options();
        let absolute = self.stored.created_ms + i64::from(options.absolute_s) * 1000;
        let idle = self.now_ms + i64::from(options.idle_s) * 1000;
        self.stored.expires_ms = if stage.is_final() { absolute } else { absolute.min(idle) };
        self.stored.stage = stage;
        self.stored.version += 1;
        if stage != Stage::EnterCode {
            self.stored.challenge_id = None;
        }
    }

    /// Ends the recovery; nothing that was sent or proved is good for anything any more.
    pub async fn end(&mut self, reason: EndReason) -> Result<(), Refusal> {
        challenges::void(&mut self.tx, &self.stored.id).await?;
        challenges::void_grant(&mut self.tx, &self.stored.id, self.now_ms).await?;
        self.go_to(Stage::Ended(reason));
        Ok(())
    }

    /// Ends a recovery whose account is not as it was, and commits (TOK-04).
    async fn supersede(mut self) -> Result<(), Refusal> {
        self.end(EndReason::Superseded).await?;
        recoveries::save(&mut self.tx, &self.stored).await?;
        self.record("superseded", None).await?;
        self.tx.commit().await?;
        self.app.committed();
        Ok(())
    }

    /// Claims the key before the command is decided, and commits: the count of a code (OTP-05).
    /// `note` is what a repetition needs to go on.
    pub async fn claim(mut self, note: String) -> Result<(), Refusal> {
        let fingerprint = self.fingerprint.clone();
        let given = answers::Given { fingerprint, status: 0, version: 0, body: note };
        let key = self.key.clone();
        answers::claim(&mut self.tx, &self.stored.id, &key, &given, self.now_ms).await?;
        self.tx.commit().await?;
        Ok(())
    }

    /// Writes recovery, answer and event, commits, and answers with the recovery.
    pub async fn finish(mut self, method: Option<Method>) -> Result<Answer, Refusal> {
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
    ) -> Result<Answer, Refusal> {
        recoveries::save(&mut self.tx, &self.stored).await?;
        let answer = Answer::problem(&problem, self.stored.version);
        self.commit(answer, problem.title(), method).await
    }

    async fn commit(
        mut self,
        answer: Answer,
        result: &'static str,
        method: Option<Method>,
    ) -> Result<Answer, Refusal> {
        let given = answer.as_given(&self.fingerprint);
        let (scope, key) = (self.stored.id.clone(), self.key.clone());
        if self.is_claimed {
            answers::settle(&mut self.tx, &scope, &key, &given).await?;
        } else {
            answers::claim(&mut self.tx, &scope, &key, &given, self.now_ms).await?;
        }
        self.record(result, method).await?;
        self.tx.commit().await?;
        self.app.committed();
        Ok(answer)
    }

    async fn record(&mut self, result: &str, method: Option<Method>) -> Result<(), Refusal> {
        let recovery = sha256_hex(self.stored.id.as_bytes());
        let method = method.map(|method| format!("{method:?}").to_lowercase()).unwrap_or_default();
        let id = random::id(&*self.app.random)?;
        let event = events::Event {
            id: &id,
            recovery: &recovery,
            what: self.what,
            method: &method,
            result,
        };
        events::record(&mut self.tx, &event, self.now_ms).await?;
        tracing::info!(what = self.what, method, result, recovery, "command");
        Ok(())
    }
}

/// A limit in uses per hour.
pub(crate) fn hourly(meter: String, most: u32) -> Limit {
    Limit { meter, most, window_ms: 60 * 60 * 1000 }
}

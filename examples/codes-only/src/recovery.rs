//! The recovery, what all commands have in common, and limits. With a database each command is one
//! transaction that locks the row of its recovery first; here one lock is held over all of it.

use crate::{
    Account, Server,
    directory::{Person, mask},
    http::{Hash, Posted, Reply, equal},
};
use regain_contract::{
    self as contract, AccountKind, Availability, ChooseMethodStep, Done, EndReason, Ended,
    EnterCode, Intent, Method, MethodOption, Problem, SetPasswordStep, Step, Unavailable,
};
use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

/// How many codes may be tried for one that was sent, and for one account in a day.
pub(crate) const ATTEMPTS: (u8, u32) = (5, 10);
pub(crate) const MINUTE: Duration = Duration::from_secs(60);
pub(crate) const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a recovery lives after the last command, and in all.
pub(crate) const LIFE: (Duration, Duration) =
    (MINUTE.saturating_mul(30), MINUTE.saturating_mul(120));
/// How many recoveries strangers can make us keep, and how many replies for each.
pub(crate) const MOST: usize = 20_000;
const REPLIES: usize = 100;

/// A code that was sent.
pub(crate) struct Challenge {
    pub method: Method,
    /// The keyed hash of the code; `None` for a decoy's, which nothing matches.
    pub code_hash: Option<Hash>,
    pub tries: u8,
    pub resend_at: Duration,
    pub ends: Duration,
}

/// Where a recovery stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    ChooseMethod,
    EnterCode,
    SetPassword,
    Done,
    Ended(EndReason),
}

pub(crate) struct Recovery {
    pub person: Person,
    /// The identifier that was typed, masked.
    pub label: String,
    pub version: u32,
    pub stage: Stage,
    pub challenge: Option<Challenge>,
    /// When it is deleted, and the latest time to which a command puts that off.
    pub ends: Duration,
    pub longest: Duration,
    /// By idempotency key, with what the key stands for.
    pub replies: VecDeque<(String, Hash, Reply)>,
}

impl Recovery {
    /// The answer to a command that came before; `None` when it is a new one (CON-06).
    pub fn before<T>(&self, command: &Posted<T>) -> Option<Result<Reply, Reply>> {
        let (_, seen, reply) = self.replies.iter().find(|(key, ..)| *key == command.key)?;
        let is_same = equal(seen, &command.fingerprint);
        Some(if is_same { Ok(reply.clone()) } else { Err(Problem::KeyReused.into()) })
    }

    /// Keeps the reply to a command.
    pub fn keep<T>(&mut self, command: &Posted<T>, reply: &Reply) {
        self.replies.truncate(REPLIES - 1);
        self.replies.push_front((command.key.clone(), command.fingerprint, reply.clone()));
    }

    /// Goes to another stage, or to the same one with another code.
    pub fn go_to(&mut self, stage: Stage) {
        self.version += 1;
        self.stage = stage;
    }

    /// Whether a command puts the end off.
    pub fn may_extend(&self) -> bool {
        matches!(self.stage, Stage::ChooseMethod | Stage::EnterCode) && self.ends < self.longest
    }

    /// The recovery as the page sees it.
    pub fn view(&self, server: &Server, state: &State, now: Duration) -> contract::Recovery {
        let label = self.label.clone();
        contract::Recovery {
            version: self.version,
            intent: Intent::ResetPassword,
            expires_in_s: seconds(self.ends, now),
            may_extend: self.may_extend(),
            account: contract::Account { kind: AccountKind::Individual, label },
            step: self.step(server, state, now),
        }
    }

    fn step(&self, server: &Server, state: &State, now: Duration) -> Step {
        let hint = |method| self.person.shown.destination(method).map(mask);
        match (self.stage, &self.challenge) {
            (Stage::EnterCode, Some(sent)) => Step::EnterCode(EnterCode {
                method: sent.method,
                sent_to: hint(sent.method).unwrap_or_default(),
                length: 6,
                resend_after_s: seconds(sent.resend_at, now),
                expires_in_s: seconds(sent.ends, now),
                attempts_left: ATTEMPTS.0.saturating_sub(sent.tries),
            }),
            (Stage::ChooseMethod | Stage::EnterCode, _) => {
                let options = Method::ALL.map(|method| MethodOption {
                    method,
                    availability: match hint(method) {
                        hint @ Some(_) => Availability::Available { hint },
                        None => Availability::Unavailable { reason: Unavailable::NotOffered },
                    },
                });
                Step::ChooseMethod(ChooseMethodStep { methods: options.into(), proofs_needed: 1 })
            }
            (Stage::SetPassword, _) => Step::SetPassword(SetPasswordStep {
                policy: regain_policy::compat(),
                username: self.person.shown.username.clone(),
                expires_in_s: seconds(self.ends, now),
            }),
            (Stage::Done, _) => Step::Done(Done {
                log_on_url: server.setup.log_on_url.clone(),
                notices_sent: 2,
                ..Done::default()
            }),
            (Stage::Ended(reason), _) => Step::Ended(Ended {
                reason,
                retry_after_s: state.locked_until(self).map_or(0, |then| seconds(then, now)),
            }),
        }
    }
}

/// Whole seconds, rounded up, so that a countdown never ends too early.
pub(crate) fn seconds(then: Duration, now: Duration) -> u32 {
    u32::try_from(then.saturating_sub(now).as_millis().div_ceil(1000)).unwrap_or(u32::MAX)
}

/// A command at work on its recovery.
pub(crate) struct Turn<'a> {
    pub state: &'a mut State,
    pub recovery: &'a mut Recovery,
    pub now: Duration,
}

/// What a command did: all that was asked for, or what a problem says, such as a counted code. With
/// `Err` it changed nothing, and nothing is kept under its key.
pub(crate) type Outcome = Result<Option<Problem>, Problem>;

impl Turn<'_> {
    /// The command has to fit the step; else the page reads the recovery again.
    pub fn require(&self, stage: Stage) -> Result<(), Problem> {
        if self.recovery.stage == stage { Ok(()) } else { Err(Problem::StaleVersion) }
    }

    /// Ends the recovery of an account that has no wrong codes left. Logging on must go on working.
    fn end_if_locked(&mut self) -> bool {
        let is_verifying = matches!(self.recovery.stage, Stage::ChooseMethod | Stage::EnterCode);
        let is_over = is_verifying && self.state.locked_until(self.recovery).is_some();
        if is_over {
            self.recovery.go_to(Stage::Ended(EndReason::Locked));
        }
        is_over
    }
}

impl Server {
    /// What all commands have in common: the recovery, the key, the version; then the operation; then
    /// the reply, which is kept under the key. The key comes before the version, because a repeated
    /// command carries the old one (CON-06).
    pub fn command<T>(
        &self,
        command: &Posted<T>,
        act: impl FnOnce(&mut Turn<'_>) -> Outcome,
    ) -> Result<Reply, Reply> {
        let token = command.token.ok_or(Problem::RecoveryExpired)?;
        let version = command.version.as_ref().ok_or(Problem::Malformed)?;
        let (mut state, now) = self.lock();
        let mut recovery = state.recoveries.remove(&token).ok_or(Problem::RecoveryExpired)?;
        let is_current = *version == format!("\"{}\"", recovery.version);
        let result = match recovery.before(command) {
            Some(answer) => answer,
            None if !is_current => Err(Problem::StaleVersion.into()),
            None => {
                let (state, recovery) = (&mut *state, &mut recovery);
                let mut turn = Turn { state, recovery, now };
                let is_over = turn.end_if_locked();
                let outcome = if is_over { Ok(None) } else { act(&mut turn) };
                outcome.map_err(Reply::from).map(|mut problem| {
                    if is_over || (problem.is_some() && turn.end_if_locked()) {
                        problem = Some(Problem::TooManyAttempts);
                    }
                    let Turn { state, recovery, .. } = turn;
                    if recovery.may_extend() {
                        recovery.ends = (now + LIFE.0).min(recovery.longest);
                    }
                    let view = recovery.view(self, state, now);
                    let reply = Reply::recovery(200, view.version, &view);
                    let reply = problem.map_or(reply, Reply::from);
                    recovery.keep(command, &reply);
                    reply
                })
            }
        };
        state.recoveries.insert(token, recovery);
        result
    }
}

/// At most so many uses in a window.
type Limit = (u32, Duration);

#[derive(Default)]
pub(crate) struct State {
    pub accounts: Vec<Account>,
    /// By the hash of the token.
    pub recoveries: HashMap<Hash, Recovery>,
    /// How often each meter was used, and when it begins anew.
    pub uses: HashMap<Hash, (u32, Duration)>,
}

impl State {
    /// Forgets what is over, so that memory does not grow.
    pub fn sweep(&mut self, now: Duration) {
        self.recoveries.retain(|_, recovery| recovery.ends > now);
        self.uses.retain(|_, (_, ends)| *ends > now);
    }

    /// Uses a meter once, at most so often from its first use until `window` is over.
    pub fn take(&mut self, meter: Hash, most: Limit, now: Duration) -> Result<(), Problem> {
        let (most, window) = most;
        let (uses, ends) = self.uses.entry(meter).or_insert((0, now + window));
        if *uses >= most {
            return Err(Problem::Throttled { retry_after_s: seconds(*ends, now) });
        }
        *uses += 1;
        Ok(())
    }

    fn locked_until(&self, recovery: &Recovery) -> Option<Duration> {
        let (uses, ends) = self.uses.get(&recovery.person.meter)?;
        (*uses >= ATTEMPTS.1).then_some(*ends)
    }
}

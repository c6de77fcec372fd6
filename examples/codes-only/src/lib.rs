//! A whole recovery server for a reset by a code sent to phone or e-mail, in memory, to read from
//! top to bottom and to start your own from:
//!
//! 1. this file: the eight operations, which are all that the page calls on that way;
//! 2. `recovery.rs`: the recovery, what all commands have in common, and limits;
//! 3. `directory.rs`: the accounts, and decoys for names that nobody has;
//! 4. `http.rs`: what comes in and goes out, the headers of the page, tokens and hashes.
//!
//! The README beside it lists what it leaves out, most of all a database.

mod directory;
mod http;
mod recovery;

pub use directory::Account;

use axum::{
    Router,
    extract::{ConnectInfo, State as Shared},
    http::HeaderMap,
    middleware::from_fn_with_state,
    routing::{get, post},
};
use directory::{find, fold, mask};
use http::{Posted, Reply, Secrets, equal};
use recovery::{
    ATTEMPTS, Challenge, DAY, LIFE, MINUTE, MOST, Outcome, Recovery, Stage, State, Turn, seconds,
};
use regain_contract::{
    Begin, Begun, ChooseMethod, EndReason, FlowToken, Intent, Method, Nothing, Problem,
    SetPassword, SubmitCode, operations,
};
use regain_policy::{Context, check, compat, is_common};
use std::{
    collections::VecDeque,
    error::Error,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{net::TcpListener, sync::Semaphore, task::spawn_blocking, time::sleep};
use tower_http::services::{ServeDir, ServeFile};

/// What the server is told from outside. Time and delivery are arguments, so that tests hold them.
pub struct Setup {
    /// The one origin whose pages may send commands, such as `https://accounts.example`.
    pub origin: String,
    /// The folder of the built page.
    pub dist: PathBuf,
    /// Where the page leads to at the end.
    pub log_on_url: String,
    /// The time since some fixed moment; it never goes back.
    pub clock: Arc<dyn Fn() -> Duration + Send + Sync>,
    /// Sends a text to a phone number or an address. It must not wait: put the text into a queue.
    pub deliver: Deliver,
}

/// Takes a phone number or an address, and a text.
pub type Deliver = Arc<dyn Fn(&str, &str) + Send + Sync>;

/// What every operation works on.
struct Server {
    setup: Setup,
    /// Those of every answer.
    headers: HeaderMap,
    secrets: Secrets,
    state: Mutex<State>,
    /// Who may hash a password now: argon2 takes a core and 19 MiB each time.
    hashing: Semaphore,
}

impl Server {
    /// The time, and the state without what is over. One operation works on it at a time.
    fn lock(&self) -> (MutexGuard<'_, State>, Duration) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = (self.setup.clock)();
        state.sweep(now);
        (state, now)
    }
}

type Answer = Result<Reply, Reply>;

/// Serves until the process ends.
///
/// # Errors
/// The system has no randomness, the page's `integrity.json` is broken, or the listener fails.
pub async fn serve(
    listener: TcpListener,
    setup: Setup,
    accounts: Vec<Account>,
) -> Result<(), Box<dyn Error>> {
    // The page answers at each of its addresses, and with 404 where it has none.
    let index = || ServeFile::new(setup.dist.join("index.html"));
    let mut pages = Router::new();
    for address in ["/methods", "/verify/phone", "/verify/email", "/password", "/done", "/ended"] {
        pages = pages.route_service(address, index());
    }
    let files = ServeDir::new(&setup.dist).precompressed_br().not_found_service(index());
    let server = Arc::new(Server {
        headers: http::page_headers(&setup)?,
        secrets: Secrets::draw()?,
        state: Mutex::new(State { accounts, ..State::default() }),
        hashing: Semaphore::new(2),
        setup,
    });
    let router = Router::new()
        .nest(operations::API, api())
        .with_state(Arc::clone(&server))
        .merge(pages.fallback_service(files))
        .layer(from_fn_with_state(server, http::guard));
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).await?;
    Ok(())
}

fn api() -> Router<Arc<Server>> {
    Router::new()
        .route(operations::BEGIN.path, post(begin))
        .route(operations::READ.path, get(current))
        .route(operations::CHOOSE_METHOD.path, post(choose_method))
        .route(operations::CHANGE_METHOD.path, post(change_method))
        .route(operations::SUBMIT_CODE.path, post(submit_code))
        .route(operations::RESEND.path, post(resend))
        .route(operations::EXTEND.path, post(extend))
        .route(operations::SET_PASSWORD.path, post(set_password))
        .fallback(async || Reply::from(Problem::NotFound))
        .method_not_allowed_fallback(async || Reply::from(Problem::NotFound))
}

/// 1. Names the account. Known and unknown get the same answer; nothing happens to the account.
async fn begin(
    Shared(server): Shared<Arc<Server>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    posted: Posted<Begin>,
) -> Answer {
    let Begin { intent, identifier, country_code, .. } = &posted.body;
    let country_code = country_code.map_or("86".into(), |code| code.to_string());
    let identifier = fold(identifier, &country_code).ok_or(Problem::IdentifierRejected)?;
    if *intent != Intent::ResetPassword {
        return Err(Problem::MethodUnavailable.into());
    }
    let token = server.secrets.token(&posted.key);
    let (mut state, now) = server.lock();
    if let Some(begun) = state.recoveries.get(&http::token_hash(&token)) {
        return begun.before(&posted).unwrap_or(Err(Problem::KeyReused.into()));
    }
    // It is better to refuse than to fall over.
    if state.recoveries.len().max(state.uses.len() / 4) >= MOST {
        return Err(Problem::Unavailable { retry_after_s: 60 }.into());
    }
    let meter = server.secrets.hash("begin", &[&client(peer.ip())]);
    state.take(meter, (30, 60 * MINUTE), now)?;
    let mut recovery = Recovery {
        person: find(&state.accounts, &server.secrets, &identifier),
        label: mask(&identifier),
        version: 1,
        stage: Stage::ChooseMethod,
        challenge: None,
        ends: now + LIFE.0,
        longest: now + LIFE.1,
        replies: VecDeque::new(),
    };
    let view = recovery.view(&server, &state, now);
    let begun = Begun { token: FlowToken::new(token.clone()), recovery: view };
    let reply = Reply::recovery(201, recovery.version, &begun);
    recovery.keep(&posted, &reply);
    state.recoveries.insert(http::token_hash(&token), recovery);
    Ok(reply)
}

/// One host of IPv6 has a whole /64. Behind a proxy the address stands in a header of its own.
fn client(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x}", address.to_bits() >> 64),
    }
}

/// 2. Reads the recovery, at once or as soon as it changes. Uses nothing up.
async fn current(Shared(server): Shared<Arc<Server>>, headers: HeaderMap) -> Answer {
    let token = http::bearer(&headers).ok_or(Problem::RecoveryExpired)?;
    let known = http::text(&headers, "if-none-match");
    let wait_s =
        http::text(&headers, "prefer").and_then(|it| it.strip_prefix("wait=")?.parse().ok());
    let mut looks_left = 25.min(wait_s.unwrap_or(0)) * 4;
    loop {
        let view = {
            let (state, now) = server.lock();
            let recovery = state.recoveries.get(&token).ok_or(Problem::RecoveryExpired)?;
            recovery.view(&server, &state, now)
        };
        let reply = Reply::recovery(200, view.version, &view);
        if known != Some(format!("\"{}\"", view.version).as_str()) {
            return Ok(reply);
        }
        if looks_left == 0 {
            return Ok(reply.unchanged());
        }
        looks_left -= 1;
        sleep(Duration::from_millis(250)).await;
    }
}

/// 3. Chooses phone or e-mail and sends the code. The same method again, while no new code may be
///    sent, leads back to the code that was sent.
async fn choose_method(
    Shared(server): Shared<Arc<Server>>,
    command: Posted<ChooseMethod>,
) -> Answer {
    server.command(&command, |turn| {
        turn.require(Stage::ChooseMethod)?;
        let (method, now) = (command.body.method, turn.now);
        let is_good = |sent: &Challenge| sent.method == method && sent.resend_at > now;
        if turn.recovery.challenge.as_ref().is_some_and(is_good) {
            turn.recovery.go_to(Stage::EnterCode);
            return Ok(None);
        }
        send_code(&server, turn, method)
    })
}

/// 4. Goes back to the choice. The code stays good for the same method.
async fn change_method(Shared(server): Shared<Arc<Server>>, command: Posted<Nothing>) -> Answer {
    server.command(&command, |turn| {
        turn.require(Stage::EnterCode)?;
        turn.recovery.go_to(Stage::ChooseMethod);
        Ok(None)
    })
}

/// 5. Takes the code. Every try is counted, also when nobody waits for the answer. With a database,
///    commit the count before you compare (OTP-05).
async fn submit_code(Shared(server): Shared<Arc<Server>>, command: Posted<SubmitCode>) -> Answer {
    let code = command.body.code.expose();
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Problem::Malformed.into());
    }
    let typed = server.secrets.hash("code", &[code]);
    server.command(&command, |turn| {
        turn.require(Stage::EnterCode)?;
        let sent = turn.recovery.challenge.as_mut().ok_or(Problem::StaleVersion)?;
        if sent.ends <= turn.now {
            return Err(Problem::CodeExpired);
        }
        sent.tries += 1;
        let attempts_left = ATTEMPTS.0.saturating_sub(sent.tries);
        if sent.code_hash.is_some_and(|right| equal(&right, &typed)) {
            turn.recovery.challenge = None;
            turn.recovery.go_to(Stage::SetPassword);
            turn.recovery.ends = turn.now + 10 * MINUTE;
            return Ok(None);
        }
        turn.state.take(turn.recovery.person.meter, (ATTEMPTS.1, DAY), turn.now)?;
        if attempts_left > 0 {
            return Ok(Some(Problem::WrongCode { attempts_left }));
        }
        turn.recovery.challenge = None;
        turn.recovery.go_to(Stage::ChooseMethod);
        Ok(Some(Problem::TooManyAttempts))
    })
}

/// 6. Sends a new code. The old one is void.
async fn resend(Shared(server): Shared<Arc<Server>>, command: Posted<Nothing>) -> Answer {
    server.command(&command, |turn| {
        turn.require(Stage::EnterCode)?;
        let sent = turn.recovery.challenge.as_ref().ok_or(Problem::StaleVersion)?;
        match (sent.method, seconds(sent.resend_at, turn.now)) {
            (method, 0) => send_code(&server, turn, method),
            (_, retry_after_s) => Err(Problem::Throttled { retry_after_s }),
        }
    })
}

/// A decoy goes through all of it, but nothing is sent.
fn send_code(server: &Server, turn: &mut Turn<'_>, method: Method) -> Outcome {
    let is_real = turn.recovery.person.index.is_some();
    let to = turn.recovery.person.shown.destination(method).map(str::to_owned);
    let to = to.ok_or(Problem::MethodUnavailable)?;
    let meter = |name| server.secrets.hash(name, &[&to, if is_real { "" } else { "decoy" }]);
    turn.state.take(meter("sent just now"), (1, MINUTE), turn.now)?;
    turn.state.take(meter("sent"), (5, 60 * MINUTE), turn.now)?;
    let code = http::code()?;
    let code_hash = server.secrets.hash("code", &[&code]);
    turn.recovery.challenge = Some(Challenge {
        method,
        code_hash: is_real.then_some(code_hash),
        tries: 0,
        resend_at: turn.now + MINUTE,
        ends: turn.now + 5 * MINUTE,
    });
    turn.recovery.go_to(Stage::EnterCode);
    if is_real {
        // By the last line phones offer the code to this site alone (OTP-13).
        let host = server.setup.origin.split(['/', ':']).nth(3).unwrap_or_default();
        let text = format!("Your code is {code}. Give it to nobody.\n\n@{host} #{code}");
        (server.setup.deliver)(&to, &text);
    }
    Ok(None)
}

/// 7. Gives the time that every command gives.
async fn extend(Shared(server): Shared<Arc<Server>>, command: Posted<Nothing>) -> Answer {
    server.command(&command, |turn| match turn.recovery.may_extend() {
        true => Ok(None),
        false => Err(Problem::StaleVersion),
    })
}

/// 8. Sets the password. Nobody else may wait for argon2, so the hash is made first. It is also what
///    the idempotency key stands for: a fast hash of a password must not be kept.
async fn set_password(
    Shared(server): Shared<Arc<Server>>,
    mut command: Posted<SetPassword>,
) -> Answer {
    let token = command.token.ok_or(Problem::RecoveryExpired)?;
    let stage = server.lock().0.recoveries.get(&token).map(|recovery| recovery.stage);
    if !matches!(stage.ok_or(Problem::RecoveryExpired)?, Stage::SetPassword | Stage::Done) {
        return Err(Problem::StaleVersion.into());
    }
    let hash = hash_apart(&server, &command).await?;
    command.fingerprint = server.secrets.hash("password", &[&hash]);
    server.command(&command, |turn| {
        turn.require(Stage::SetPassword)?;
        let index = turn.recovery.person.index.ok_or(Problem::StaleVersion)?;
        let account = turn.state.accounts.get_mut(index).ok_or(Problem::StaleVersion)?;
        let context = Context { identifiers: &account.names(), common: Some(&is_common) };
        let report = check(&compat(), command.body.password.expose(), &context);
        let violations: Vec<_> = report.violations().collect();
        if !violations.is_empty() {
            return Err(Problem::PasswordRejected { violations });
        }
        // With a database all of this is one transaction (CON-05). End the sessions here as well.
        account.password_hash = hash;
        for address in [&account.phone, &account.email] {
            (server.setup.deliver)(address, "The password of your account was changed.");
        }
        let is_open = |other: &Recovery| !matches!(other.stage, Stage::Done | Stage::Ended(_));
        for other in turn.state.recoveries.values_mut() {
            if other.person.index == Some(index) && is_open(other) {
                other.go_to(Stage::Ended(EndReason::Superseded));
            }
        }
        turn.recovery.go_to(Stage::Done);
        Ok(None)
    })
}

/// Hashes on a thread of its own, and refuses to when two others do.
async fn hash_apart(server: &Server, command: &Posted<SetPassword>) -> Result<String, Problem> {
    let turn = server.hashing.try_acquire();
    let _turn = turn.map_err(|_| Problem::Unavailable { retry_after_s: 2 })?;
    let password = command.body.password.clone();
    let salt = server.secrets.hash("salt", &[&command.key]);
    let work = spawn_blocking(move || http::hash_password(&password, &salt));
    work.await.ok().flatten().ok_or(Problem::Unavailable { retry_after_s: 5 })
}

//! A recovery server and a sandbox of their own for each visit, in this process, over real HTTP,
//! and where asked for the fault proxy before the server. Called by `visit` and by tests.

use crate::report::{target, workspace};
use crate::{Message, Proxy, wait};
use regain_sandbox::{alipay, face};
use regain_server::{Clock, OsRandom, SystemClock};
use reqwest::StatusCode;
use serde_json::json;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};
use tokio::runtime::{Handle, Runtime};

/// How the server of a visit is set up.
#[derive(Clone, Debug)]
pub struct StageSettings {
    /// Whether browser and server meet through the fault proxy.
    pub proxied: bool,
    /// Whether the sandbox's portals may use the server.
    pub portals: bool,
    /// The server's own options. Addresses, database and log-on page are filled in at the start.
    pub server: regain_server::Config,
}

impl Default for StageSettings {
    /// The documented defaults, with demo accounts, cheap password hashes and limits that one
    /// visitor cannot reach by accident.
    fn default() -> Self {
        let server = regain_server::Config {
            demo_accounts: true,
            argon2_memory_kib: 64,
            argon2_passes: 1,
            sends_per_destination: 50,
            sends_per_account: 50,
            sends_per_address: 50,
            begins_per_address: 500,
            outbox_retry_s: 1,
            ..regain_server::Config::default()
        };
        Self { proxied: false, portals: false, server }
    }
}

/// A PNG of one pixel.
const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1f, 0x15, 0xc4,
    0x89, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0x64, 0xf8, 0xcf, 0x50,
    0x0f, 0x00, 0x03, 0x86, 0x01, 0x80, 0x5a, 0x34, 0x7d, 0x6b, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45,
    0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// A clock that a test can put forward.
#[derive(Debug, Default)]
struct StageClock {
    ahead_ms: AtomicI64,
}

impl regain_sandbox::Clock for StageClock {
    fn now(&self) -> SystemTime {
        let ms = u64::try_from(self.now_ms()).unwrap_or_default();
        SystemTime::UNIX_EPOCH + Duration::from_millis(ms)
    }
}

impl Clock for StageClock {
    fn now_ms(&self) -> i64 {
        SystemClock.now_ms() + self.ahead_ms.load(Ordering::SeqCst)
    }
}

/// A running server and sandbox.
#[derive(Debug)]
pub struct Stage {
    // Declared first, so that everything that runs on it ends before the rest is dropped.
    runtime: Runtime,
    running: Option<Running>,
    proxy: Option<Proxy>,
    clock: Arc<StageClock>,
    /// The server's options, as the reviewer's command line reads them.
    config: regain_server::Config,
    /// How many codes were taken out of the inbox, per destination.
    taken: RefCell<HashMap<String, usize>>,
    folder: tempfile::TempDir,
}

struct Running {
    server: regain_server::Running,
    sandbox: regain_sandbox::Running,
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Running")
    }
}

impl Stage {
    /// Starts sandbox, proxy and server; the error says what is missing.
    pub(crate) fn start(settings: &StageSettings) -> Result<Self, String> {
        let told = |error: &dyn std::fmt::Display| error.to_string();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| told(&error))?;
        let folder = tempfile::tempdir().map_err(|error| told(&error))?;
        let clock = Arc::new(StageClock::default());
        let mut config = settings.server.clone();
        config.dist = dist()?;
        config.listen = ([127, 0, 0, 1], 0).into();
        config.database_url =
            format!("sqlite://{}?mode=rwc", folder.path().join("regain.sqlite").display());
        config.appeal_directory = folder.path().join("appeals");
        let started = runtime.block_on(start(config, settings, clock.clone()));
        let (running, proxy, config) = started?;
        let taken = RefCell::default();
        Ok(Self { runtime, running: Some(running), proxy, clock, config, taken, folder })
    }

    pub(crate) fn runtime(&self) -> Handle {
        self.runtime.handle().clone()
    }

    fn running(&self) -> &Running {
        self.running.as_ref().unwrap_or_else(|| panic!("the stage was stopped"))
    }

    /// The address of the recovery, as people open it, without a slash at the end.
    #[must_use]
    pub fn home(&self) -> String {
        let server = self.running().server.address;
        let address = self.proxy.as_ref().map_or(server, |proxy| proxy.address);
        format!("http://localhost:{}", address.port())
    }

    /// The address of the demo portal, where people log on.
    #[must_use]
    pub fn portal(&self) -> String {
        format!("http://localhost:{}/", self.running().sandbox.http.port())
    }

    /// The same on another site than the server's.
    #[must_use]
    pub fn foreign_portal(&self) -> String {
        format!("http://127.0.0.1:{}/", self.running().sandbox.http.port())
    }

    /// The fault proxy.
    ///
    /// # Panics
    /// When the visit did not ask for one.
    #[track_caller]
    #[must_use]
    pub fn proxy(&self) -> &Proxy {
        self.proxy.as_ref().unwrap_or_else(|| panic!("this visit has no proxy"))
    }

    /// Puts the server's clock forward; the browser's stays.
    pub fn pass(&self, time: Duration) {
        let ms = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        self.clock.ahead_ms.fetch_add(ms, Ordering::SeqCst);
    }

    /// How many policy violations browsers have reported to the server.
    #[must_use]
    pub fn csp_reports(&self) -> u64 {
        self.running().server.csp_reports()
    }

    /// The messages that have arrived at a phone number or address, newest first.
    #[track_caller]
    #[must_use]
    pub fn inbox(&self, to: &str) -> Vec<Message> {
        let portal = format!("{}inbox.json", self.portal());
        let url = reqwest::Url::parse_with_params(&portal, [("to", to)]);
        let url = url.unwrap_or_else(|error| panic!("{portal}: {error}"));
        let answer = self.runtime.block_on(async {
            reqwest::get(url).await?.error_for_status()?.json::<Vec<Message>>().await
        });
        answer.unwrap_or_else(|error| panic!("cannot read the inbox of {to}: {error}"))
    }

    /// How many codes have arrived there.
    #[track_caller]
    #[must_use]
    pub fn codes_received(&self, to: &str) -> usize {
        self.inbox(to).iter().filter(|message| message.code().is_some()).count()
    }

    /// Waits for the next code, in the order of arrival.
    #[track_caller]
    #[must_use]
    pub fn next_code(&self, to: &str) -> String {
        self.next_message(to).code().unwrap_or_default()
    }

    /// Waits for the next message with a code, in the order of arrival.
    #[track_caller]
    #[must_use]
    pub fn next_message(&self, to: &str) -> Message {
        let taken = self.taken.borrow().get(to).copied().unwrap_or_default();
        let message = wait::until(&format!("a code arrives at {to}"), || {
            let inbox = self.inbox(to);
            let mut codes = inbox.iter().rev().filter(|message| message.code().is_some());
            codes.nth(taken).cloned().ok_or_else(|| format!("{} messages", inbox.len()))
        });
        self.taken.borrow_mut().insert(to.to_owned(), taken + 1);
        message
    }

    /// Waits for a message that holds the words.
    #[track_caller]
    pub fn notice(&self, to: &str, words: &str) {
        wait::until(&format!("“{words}” arrives at {to}"), || {
            let found = self.inbox(to).iter().any(|message| message.text.contains(words));
            if found { Ok(()) } else { Err("no such message".to_owned()) }
        });
    }

    /// Waits for a mail with a link to a path of ours, and gives the link.
    #[track_caller]
    #[must_use]
    pub fn link(&self, to: &str, path: &str) -> String {
        let begin = format!("{}{path}#", self.home());
        wait::until(&format!("a link to {path} arrives at {to}"), || {
            let inbox = self.inbox(to);
            let found = inbox.iter().find_map(|message| {
                let at = message.text.find(&begin)?;
                message.text[at..].split_whitespace().next().map(str::to_owned)
            });
            found.ok_or_else(|| format!("{} messages", inbox.len()))
        })
    }

    /// Does a reviewer's part, as `regain-server appeals …` does; gives what it prints.
    ///
    /// # Panics
    /// When it is refused.
    #[track_caller]
    pub fn review(&self, arguments: &[&str]) -> String {
        let words = ["appeals"].iter().chain(arguments).map(std::ffi::OsString::from);
        let invocation = regain_server::cli::parse(words).unwrap_or_else(|error| panic!("{error}"));
        let Some(regain_server::cli::Command::Appeals(review)) = invocation.command else {
            panic!("no reviewer's part")
        };
        let (config, clock) = (self.config.clone(), self.clock.clone());
        let done = regain_server::cli::review(config, clock, Arc::new(OsRandom), review);
        self.runtime.block_on(done).unwrap_or_else(|error| panic!("{error}"))
    }

    /// A small picture with this name, in a file; gives its path.
    ///
    /// # Panics
    /// When it cannot be written.
    #[must_use]
    pub fn picture(&self, name: &str) -> String {
        self.file(name, PICTURE)
    }

    /// A file with this name and content; gives its path.
    ///
    /// # Panics
    /// When it cannot be written.
    #[must_use]
    pub fn file(&self, name: &str, content: &[u8]) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap_or_else(|error| panic!("{error}"));
        path.display().to_string()
    }

    /// The host of the page on which the face provider takes pictures itself.
    #[must_use]
    pub fn face_site(&self) -> String {
        format!("localhost:{}", self.running().sandbox.http.port())
    }

    /// Makes a third party behave differently: `alipay` or `face`, and the name of a mode.
    #[track_caller]
    pub fn play(&self, party: &str, mode: &str) {
        let url = format!("{}sandbox/{party}", self.portal());
        let answer = self.runtime.block_on(async {
            reqwest::Client::new().post(url).json(&json!({ "mode": mode })).send().await
        });
        let is_set = answer.as_ref().is_ok_and(|answer| answer.status().is_success());
        assert!(is_set, "{party} cannot be made {mode}: {answer:?}");
    }

    /// Whether the directory accepts username and password.
    #[track_caller]
    #[must_use]
    pub fn accepts(&self, username: &str, password: &str) -> bool {
        let url = format!("{}/api/v1/log-on", self.home());
        let body = json!({ "username": username, "password": password });
        // Any key will do that was not used before.
        static KEYS: AtomicI64 = AtomicI64::new(0);
        let key = format!("log-on-of-a-test-{}", KEYS.fetch_add(1, Ordering::SeqCst));
        let answer = self.runtime.block_on(async {
            let client = reqwest::Client::new();
            let request = client.post(url).json(&body).header("Idempotency-Key", key);
            request.send().await.map(|answer| answer.status())
        });
        match answer {
            Ok(status) if status.is_success() => true,
            Ok(StatusCode::UNAUTHORIZED) => false,
            other => panic!("the directory answers {other:?} to a log-on"),
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(Running { server, sandbox }) = self.running.take() {
            let patience = Duration::from_secs(5);
            self.runtime.block_on(async {
                // A connection that a browser holds open must not hold up the next test.
                drop(tokio::time::timeout(patience, server.stop()).await);
                drop(tokio::time::timeout(patience, sandbox.stop()).await);
            });
        }
    }
}

async fn start(
    mut config: regain_server::Config,
    settings: &StageSettings,
    clock: Arc<StageClock>,
) -> Result<(Running, Option<Proxy>, regain_server::Config), String> {
    let sandbox = regain_sandbox::Config {
        http: ([127, 0, 0, 1], 0).into(),
        smtp: ([127, 0, 0, 1], 0).into(),
        // Third parties look at the time of what they are sent.
        clock: clock.clone(),
        dist: Some(config.dist.clone()),
        portals: settings.portals.then(portals).transpose()?,
        ..regain_sandbox::Config::default()
    };
    let sandbox = regain_sandbox::start(sandbox).await.map_err(|error| error.to_string())?;
    let portal = format!("http://localhost:{}/", sandbox.http.port());
    for host in ["localhost", "127.0.0.1"].iter().filter(|_| settings.portals) {
        let origin = format!("http://{host}:{}", sandbox.http.port());
        config.cors_origins.push(origin.clone());
        config.frame_ancestors.push(origin);
    }
    config.sms_endpoint = format!("http://127.0.0.1:{}/sms", sandbox.http.port());
    config.smtp_url = format!("smtp://127.0.0.1:{}", sandbox.smtp.port());
    config.alipay_gateway = format!("{}{}", portal.trim_end_matches('/'), alipay::GATEWAY_PATH);
    config.alipay_authorize_url =
        format!("{}{}", portal.trim_end_matches('/'), alipay::AUTHORIZE_PATH);
    config.alipay_app_id = alipay::APP_ID.into();
    config.alipay_app_key = alipay::APP_PRIVATE_KEY_PEM.into();
    config.alipay_platform_key = alipay::PLATFORM_PUBLIC_KEY_PEM.into();
    config.face_endpoint = format!("{}{}", portal.trim_end_matches('/'), face::OPERATIONS_PATH);
    config.return_origins = vec![portal.trim_end_matches('/').to_owned()];
    config.log_on_name_parameter = "username".into();
    config.log_on_url = portal;
    let proxy = if settings.proxied {
        let proxy = Proxy::start().await.map_err(|error| error.to_string())?;
        config.public_url = format!("http://localhost:{}", proxy.address.port());
        Some(proxy)
    } else {
        None
    };
    let server = regain_server::start(config.clone(), clock, Arc::new(OsRandom)).await;
    let server = server.map_err(|error| error.to_string())?;
    if config.public_url.is_empty() {
        // What the server took from its address, the command line has to be told.
        config.public_url = format!("http://localhost:{}", server.address.port());
    }
    if let Some(proxy) = &proxy {
        proxy.forward_to(server.address);
    }
    let front = proxy.as_ref().map_or(server.address, |proxy| proxy.address);
    sandbox.set_server(format!("http://localhost:{}", front.port()));
    Ok((Running { server, sandbox }, proxy, config))
}

/// The folder of the built page. Fails when the page was not built.
pub fn dist() -> Result<PathBuf, String> {
    let given = std::env::var_os("REGAIN_DIST").map(PathBuf::from);
    let dist = given.unwrap_or_else(|| workspace().join("dist"));
    if dist.join("index.html").is_file() {
        return Ok(dist);
    }
    Err(format!("there is no app in {}: cargo xtask build", dist.display()))
}

/// The bundled scripts of the demo portals.
fn portals() -> Result<PathBuf, String> {
    let given = std::env::var_os("REGAIN_PORTALS").map(PathBuf::from);
    let portals = given.unwrap_or_else(|| target().join("portals"));
    if portals.join("react.js").is_file() {
        return Ok(portals);
    }
    Err(format!("there are no portals in {}: cargo xtask build", portals.display()))
}

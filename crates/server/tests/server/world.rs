//! What a scenario acts on: a server with its database, a sandbox, a clock, and a client that
//! speaks the contract.

pub use crate::client::*;
use crate::{logs, postgres, program::Program};
use regain_sandbox::{Message, alipay, face};
use regain_server::{Clock, Config, NoRandomness, Random, Running, SystemClock};
use reqwest::{
    Method,
    header::{HeaderMap, HeaderValue},
};
use serde_json::{Value, json};
use sqlx::AnyPool;
use std::{
    collections::HashMap,
    future::Future,
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::time::sleep;

/// The password of the demo accounts.
pub const OLD: &str = "Old-Password-1";
/// A password that the policy accepts.
pub const NEW: &str = "New-Password-9";
/// The phone number of `solo`.
pub const PHONE: &str = "+8613800138000";
/// The address of `solo`.
pub const MAIL: &str = "solo@example.com";

/// 2027-01-01T00:00:00Z.
const START_MS: i64 = 1_798_761_600_000;

/// Which database a scenario runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
}

/// A clock that only tests move.
#[derive(Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    pub fn forward_s(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    /// Shows the time of this machine, which a program goes by.
    fn set_to_real_time(&self) {
        self.0.store(SystemClock.now_ms(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

impl regain_sandbox::Clock for TestClock {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(self.now_ms().unsigned_abs())
    }
}

/// A generator with a seed (SplitMix64).
pub struct Seeded(AtomicU64);

impl Seeded {
    pub fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Random for Seeded {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        for chunk in bytes.chunks_mut(8) {
            let step = 0x9e37_79b9_7f4a_7c15;
            let mut z = self.0.fetch_add(step, Ordering::SeqCst).wrapping_add(step);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_be_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// Runs a scenario in its own runtime.
pub fn run<F: Future<Output = ()>>(database: Database, scenario: impl FnOnce(World) -> F) {
    logs::keep();
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(async { scenario(World::new(database).await).await });
}

/// A server and everything around it.
pub struct World {
    pub database: Database,
    pub config: Config,
    pub clock: TestClock,
    pub sandbox: regain_sandbox::Running,
    pub db: AnyPool,
    pub http: reqwest::Client,
    server: Option<Running>,
    program: Option<Program>,
    seen: Mutex<HashMap<String, usize>>,
    folder: PathBuf,
}

impl World {
    async fn new(database: Database) -> Self {
        let clock = TestClock(Arc::new(AtomicI64::new(START_MS)));
        let sandbox = regain_sandbox::start(regain_sandbox::Config {
            http: "127.0.0.1:0".parse().unwrap(),
            smtp: "127.0.0.1:0".parse().unwrap(),
            clock: Arc::new(clock.clone()),
            // Longer than the server waits for Alipay.
            slow_for: Duration::from_secs(7),
            ..regain_sandbox::Config::default()
        })
        .await
        .unwrap();
        let (database_url, folder) = fresh_database(database);
        let config = Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            database_url,
            appeal_directory: folder.join("appeals"),
            dist: PathBuf::from("/nonexistent"),
            demo_accounts: true,
            sms_endpoint: format!("http://{}/sms", sandbox.http),
            smtp_url: format!("smtp://{}", sandbox.smtp),
            face_endpoint: format!("http://{}{}", sandbox.http, face::OPERATIONS_PATH),
            face_scene_id: face::SCENE_ID.into(),
            alipay_gateway: format!("http://{}{}", sandbox.http, alipay::GATEWAY_PATH),
            alipay_authorize_url: format!("http://{}{}", sandbox.http, alipay::AUTHORIZE_PATH),
            alipay_app_id: alipay::APP_ID.into(),
            alipay_app_key: alipay::APP_PRIVATE_KEY_PEM.into(),
            alipay_platform_key: alipay::PLATFORM_PUBLIC_KEY_PEM.into(),
            argon2_memory_kib: 8,
            argon2_passes: 1,
            sends_per_destination: 100_000,
            sends_per_account: 100_000,
            sends_per_address: 100_000,
            sends_in_all: 100_000,
            begins_per_address: 100_000,
            appeals_per_address: 100_000,
            appeal_uploads_per_address: 100_000,
            appeal_uploads_per_appeal: 100_000,
            asks_per_requester: 100_000,
            asks_per_administrator: 100_000,
            ..Config::default()
        };
        let server = start(&config, &clock).await;
        sandbox.set_server(server.public_url());
        sqlx::any::install_default_drivers();
        let db = AnyPool::connect(&config.database_url).await.unwrap();
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self {
            database,
            config,
            clock,
            sandbox,
            db,
            http,
            server: Some(server),
            program: None,
            seen: Mutex::default(),
            folder,
        }
    }

    /// Starts the server again on the same database, with other options.
    pub async fn restart(&mut self, change: impl FnOnce(&mut Config)) {
        self.stop().await;
        change(&mut self.config);
        let server = start(&self.config, &self.clock).await;
        self.sandbox.set_server(server.public_url());
        self.server = Some(server);
    }

    /// Serves from now on by a program of its own, on the same database and by the real time.
    pub async fn restart_as_a_program(&mut self) {
        self.stop().await;
        self.clock.set_to_real_time();
        self.program = Some(Program::start(&self.config, &self.folder));
    }

    pub fn program(&self) -> &Program {
        self.program.as_ref().unwrap()
    }

    pub async fn stop(&mut self) {
        self.program = None;
        if let Some(server) = self.server.take() {
            server.stop().await;
        }
    }

    pub fn server(&self) -> &Running {
        self.server.as_ref().unwrap()
    }

    pub fn url(&self, path: &str) -> String {
        let address = match &self.program {
            Some(program) => program.address,
            None => self.server().address,
        };
        format!("http://{address}{path}")
    }

    /// Begins a recovery and expects it to begin.
    pub async fn begin(&self, identifier: &str) -> Flow<'_> {
        let reply = self.begin_with(&key(), &begin_body(identifier)).await;
        assert_eq!(reply.status, 201, "{}", reply.body);
        self.flow(&reply)
    }

    pub async fn begin_with(&self, key: &str, body: &Value) -> Reply {
        let headers = [("idempotency-key", key), ("content-type", "application/json")];
        self.send(Method::POST, "/api/v1/recoveries", &headers, body.to_string()).await
    }

    /// The flow of a begun recovery.
    pub fn flow(&self, begun: &Reply) -> Flow<'_> {
        let token = begun.json["token"].as_str().unwrap().to_owned();
        let version = begun.json["recovery"]["version"].as_i64().unwrap();
        Flow { world: self, token, version, recovery: begun.json["recovery"].clone() }
    }

    /// Begins, chooses a method and returns the flow with the code that was received.
    pub async fn with_code(&self, identifier: &str, method: &str, to: &str) -> (Flow<'_>, String) {
        let mut flow = self.begin(identifier).await;
        self.ready_to_receive(to);
        flow.choose(method).await.expect_step("enter_code");
        let code = self.code(to).await;
        (flow, code)
    }

    /// Begins and proves by a code from the phone, as far as the password.
    pub async fn proved(&self, identifier: &str, method: &str, to: &str) -> Flow<'_> {
        let (mut flow, code) = self.with_code(identifier, method, to).await;
        flow.submit(&code).await.expect_step("set_password");
        flow
    }

    pub async fn log_on(&self, username: &str, password: &str) -> Reply {
        let body = json!({ "username": username, "password": password });
        let key = key();
        let headers = [("idempotency-key", key.as_str()), ("content-type", "application/json")];
        self.send(Method::POST, "/api/v1/log-on", &headers, body.to_string()).await
    }

    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.send(Method::GET, path, headers, String::new()).await
    }

    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<reqwest::Body>,
    ) -> Reply {
        let mut all = HeaderMap::new();
        for (name, value) in headers {
            let name = reqwest::header::HeaderName::from_bytes(name.as_bytes()).unwrap();
            all.append(name, HeaderValue::from_str(value).unwrap());
        }
        let request = self.http.request(method, self.url(path)).headers(all).body(body);
        Reply::read(request.send().await.unwrap()).await
    }

    /// Forgets the messages that are there, so that the next one is a new one.
    pub fn ready_to_receive(&self, to: &str) {
        let count = self.sandbox.messages(to).len();
        self.seen.lock().unwrap().insert(to.into(), count);
    }

    /// Waits for the next message to a destination, in the order of their arrival.
    pub async fn message(&self, to: &str) -> Message {
        let seen = self.seen.lock().unwrap().get(to).copied().unwrap_or(0);
        for _ in 0..500 {
            let all = self.sandbox.messages(to);
            if all.len() > seen {
                self.seen.lock().unwrap().insert(to.into(), seen + 1);
                return all[all.len() - 1 - seen].clone();
            }
            sleep(Duration::from_millis(20)).await;
        }
        panic!("no message came to {to}");
    }

    /// Waits for the next code to a destination, whatever else arrives there.
    pub async fn code(&self, to: &str) -> String {
        loop {
            let text = self.message(to).await.text;
            if let Some((_, rest)) = text.split_once("code is ") {
                return rest.chars().take_while(char::is_ascii_digit).collect();
            }
        }
    }

    /// Waits until nothing is left to send.
    pub async fn outbox_is_empty(&self) {
        for _ in 0..500 {
            if self.count("SELECT COUNT(*) FROM outbox WHERE state = 'due'").await == 0 {
                return;
            }
            sleep(Duration::from_millis(20)).await;
        }
        panic!("the outbox did not become empty");
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.db).await.unwrap()
    }

    pub async fn execute(&self, sql: &'static str) {
        sqlx::query(sql).execute(&self.db).await.unwrap();
    }

    pub async fn account_id(&self, username: &str) -> String {
        sqlx::query_scalar("SELECT id FROM accounts WHERE username = $1")
            .bind(username)
            .fetch_one(&self.db)
            .await
            .unwrap()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A new database, and a folder for everything else.
fn fresh_database(database: Database) -> (String, PathBuf) {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("regain-{}-{number}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    match database {
        Database::Postgres => (postgres::fresh_database(), folder),
        Database::Sqlite => {
            let file = folder.join("regain.sqlite");
            (format!("sqlite://{}?mode=rwc", file.display()), folder)
        }
    }
}

async fn start(config: &Config, clock: &TestClock) -> Running {
    // Another seed for each start, as a real generator never repeats itself.
    static SEED: AtomicU64 = AtomicU64::new(1);
    let seed = SEED.fetch_add(1, Ordering::Relaxed) << 32;
    let random = Arc::new(Seeded::new(seed));
    regain_server::start(config.clone(), Arc::new(clock.clone()), random).await.unwrap()
}

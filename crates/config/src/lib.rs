//! The options of the server: one flat structure, read from a TOML file and the environment.
//!
//! `regain.example.toml` of the server says what each option means; a test keeps the two in
//! step. [`Config::check`] runs once at start and names the option that is wrong and why.

mod check;
mod check_appeals;
mod check_finish;
mod check_methods;
mod error;
mod load;
mod origin;
mod scanner;
mod webhook;

pub use check::Settings;
pub use error::ConfigError;
pub use origin::Origins;
pub use scanner::ScannerAddress;
pub use webhook::WebhookSecret;

use serde::{Deserialize, Serialize};
use std::{net::SocketAddr, path::PathBuf};

/// The secret that is used when the demo accounts are on and none is set. Never in production.
const DEVELOPMENT_SECRET: &str = "for-development-only-never-in-production";

/// Every option, with [`Config::default`] as the documented defaults. Empty text means "not set".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address and port to listen on; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The address people open, without a path: the only source of links and of the SMS host.
    pub public_url: String,
    /// The folder with the built pages.
    pub dist: PathBuf,
    /// `sqlite://…` or `postgres://…`.
    pub database_url: String,
    /// Most connections to the database.
    pub database_connections: u32,
    /// Where people log on after a recovery.
    pub log_on_url: String,
    /// The query parameter of `log_on_url` that takes the username; empty leaves it out.
    pub log_on_name_parameter: String,
    /// The origins that people may be led back to.
    pub return_origins: Vec<String>,
    /// The key of every keyed hash; at least 32 characters.
    pub secret: Secret,
    /// Whether to create the demo accounts.
    pub demo_accounts: bool,
    /// `text` or `json`.
    pub log_format: String,

    /// The SMS carrier's address; empty turns the phone method off.
    pub sms_endpoint: String,
    /// The carrier's access key.
    pub sms_key_id: String,
    /// The secret of the access key.
    pub sms_key_secret: Secret,
    /// The signature name registered with the carrier.
    pub sms_sign_name: String,
    /// The only phone prefixes that are sent to.
    pub sms_prefixes: Vec<String>,
    /// The mail server; empty turns the e-mail method off.
    pub smtp_url: String,
    /// The sender of mail.
    pub mail_from: String,
    /// The country code of phone numbers typed without one.
    pub country_code: String,

    /// Alipay's gateway; empty turns the method Alipay off.
    pub alipay_gateway: String,
    /// Alipay's page on which people let us see who they are.
    pub alipay_authorize_url: String,
    /// The id of the application at Alipay.
    pub alipay_app_id: String,
    /// The application's private key: PEM or its bare Base64, or `file:` and a path.
    pub alipay_app_key: Secret,
    /// Alipay's public key, in the same forms.
    pub alipay_platform_key: String,
    /// Seconds for a visit to Alipay.
    pub visit_s: u32,

    /// The face provider's address; empty turns facial recognition off.
    pub face_endpoint: String,
    /// The face provider's access key.
    pub face_key_id: String,
    /// The secret of the access key.
    pub face_key_secret: Secret,
    /// The scene registered with the face provider.
    pub face_scene_id: String,
    /// Who receives the pictures, as people are told before they agree.
    pub face_recipient: String,
    /// Days after which the recipient deletes the pictures.
    pub face_retention_days: u16,
    /// Whether our own page may take the pictures.
    pub face_in_page: bool,
    /// Seconds for one facial recognition.
    pub face_s: u32,
    /// Failures in a row after which each try has to wait.
    pub face_failures_in_a_row: u32,
    /// Seconds of that wait.
    pub face_pause_s: u32,
    /// Tries of one account in 24 hours.
    pub face_failures_per_day: u32,
    /// Whether facial recognition suffices where one method does.
    pub face_alone: bool,

    /// Seconds that an administrator has to decide.
    pub approval_s: u32,
    /// Reminders of one request.
    pub reminders: u32,
    /// Seconds between request and reminder, and between two reminders.
    pub remind_after_s: u32,
    /// Requests for approval in an hour for one account, and on behalf of one client address.
    pub asks_per_requester: u32,
    /// Requests for approval in an hour to one administrator.
    pub asks_per_administrator: u32,

    /// Days that the link of a notice can stop what it tells of.
    pub stop_link_days: u32,
    /// Hours that nobody can recover an account whose owner stopped a change.
    pub stop_lock_hours: u32,

    /// Other origins whose pages may call the API.
    pub cors_origins: Vec<String>,
    /// The origins whose pages may frame ours; none when empty.
    pub frame_ancestors: Vec<String>,
    /// Networks of proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<String>,
    /// The header in which a trusted proxy says where a client is.
    pub place_header: String,

    /// Seconds without a command after which a recovery expires.
    pub idle_s: u32,
    /// Seconds after which a recovery expires in any case.
    pub absolute_s: u32,
    /// Seconds to set the password after the last proof.
    pub grant_s: u32,
    /// Digits of a code.
    pub code_length: u8,
    /// Seconds that a code is good for.
    pub code_s: u32,
    /// Wrong codes allowed for one code.
    pub code_attempts: u8,
    /// Wrong codes allowed for one account in 24 hours.
    pub failures_per_day: u32,
    /// Seconds between two messages to one destination.
    pub resend_after_s: u32,
    /// Messages in an hour to one destination.
    pub sends_per_destination: u32,
    /// Messages in an hour for one account.
    pub sends_per_account: u32,
    /// Messages in an hour on behalf of one client address.
    pub sends_per_address: u32,
    /// Messages in an hour in all.
    pub sends_in_all: u32,
    /// Recoveries begun in an hour from one client address.
    pub begins_per_address: u32,
    /// Failed log-ons of one username in 15 minutes.
    pub log_on_failures_per_username: u32,
    /// Failed log-ons from one client address in 15 minutes.
    pub log_on_failures_per_address: u32,

    /// `compat` or `nist`.
    pub password_policy: String,
    /// Memory of one password hash, in KiB.
    pub argon2_memory_kib: u32,
    /// Passes of one password hash.
    pub argon2_passes: u32,
    /// Lanes of one password hash.
    pub argon2_lanes: u32,
    /// Password hashes at the same time.
    pub argon2_parallel: u32,
    /// Milliseconds that a request waits for its turn to hash.
    pub argon2_wait_ms: u32,
    /// Seconds to the first retry of a failed message; doubles each time.
    pub outbox_retry_s: u32,

    /// Of 100 decoys, how many are enterprises.
    pub decoy_enterprise: u8,
    /// Of 100 decoys, how many have a phone number.
    pub decoy_phone: u8,
    /// Of 100 decoys, how many have an e-mail address.
    pub decoy_email: u8,
    /// Of 100 decoys, how many have a verified identity.
    pub decoy_verified: u8,
    /// Of 100 decoys, how many need two proofs.
    pub decoy_two_proofs: u8,

    /// The folder of documents.
    pub appeal_directory: PathBuf,
    /// Days that a draft of an appeal lives after its last change.
    pub appeal_draft_days: u32,
    /// Within how many working days appeals are answered.
    pub appeal_answer_days: u32,
    /// Seconds between an approval and the change of the account's phone.
    pub appeal_hold_s: u32,
    /// Days after a refusal before another appeal with the same contact phone is taken.
    pub appeal_again_days: u32,
    /// Days after the end of an appeal that documents and details are kept.
    pub appeal_keep_days: u32,
    /// New appeals and looks at appeals from one address in an hour.
    pub appeals_per_address: u32,
    /// Files that are taken in at the same time.
    pub appeal_uploads: u16,
    /// Files given in an hour from one client address.
    pub appeal_uploads_per_address: u32,
    /// Files given in a day for one appeal, refused ones included.
    pub appeal_uploads_per_appeal: u32,
    /// The virus scanner: `tcp://host:port` or `unix:/path`; empty means none.
    pub appeal_scanner: String,
    /// Seconds that the scanner may take for one file.
    pub appeal_scanner_s: u32,
    /// Where a ticket system hears of appeals; empty turns that off.
    pub appeal_webhook_url: String,
    /// The secret shared with it.
    pub appeal_webhook_secret: Secret,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: String::new(),
            dist: PathBuf::from("dist"),
            database_url: "sqlite://regain.sqlite?mode=rwc".into(),
            database_connections: 8,
            log_on_url: "http://localhost:8090/".into(),
            log_on_name_parameter: String::new(),
            return_origins: Vec::new(),
            secret: Secret::default(),
            demo_accounts: false,
            log_format: "text".into(),
            sms_endpoint: "http://localhost:8090/sms".into(),
            sms_key_id: "sandbox-key-id".into(),
            sms_key_secret: Secret::new("sandbox-key-secret"),
            sms_sign_name: "Regain".into(),
            sms_prefixes: vec!["+86".into()],
            smtp_url: "smtp://localhost:8025".into(),
            mail_from: "Regain <no-reply@localhost>".into(),
            country_code: "86".into(),
            alipay_gateway: String::new(),
            alipay_authorize_url: String::new(),
            alipay_app_id: String::new(),
            alipay_app_key: Secret::default(),
            alipay_platform_key: String::new(),
            visit_s: 10 * 60,
            face_endpoint: "http://localhost:8090/cloudauth".into(),
            face_key_id: "sandbox-key-id".into(),
            face_key_secret: Secret::new("sandbox-key-secret"),
            face_scene_id: "1000000006".into(),
            face_recipient: "Alibaba Cloud".into(),
            face_retention_days: 30,
            face_in_page: true,
            face_s: 15 * 60,
            face_failures_in_a_row: 5,
            face_pause_s: 30,
            face_failures_per_day: 20,
            face_alone: true,
            approval_s: 24 * 60 * 60,
            reminders: 3,
            remind_after_s: 60 * 60,
            asks_per_requester: 5,
            asks_per_administrator: 10,
            stop_link_days: 7,
            stop_lock_hours: 24,
            cors_origins: Vec::new(),
            frame_ancestors: Vec::new(),
            trusted_proxies: Vec::new(),
            place_header: String::new(),
            idle_s: 30 * 60,
            absolute_s: 2 * 60 * 60,
            grant_s: 10 * 60,
            code_length: 6,
            code_s: 5 * 60,
            code_attempts: 5,
            failures_per_day: 10,
            resend_after_s: 60,
            sends_per_destination: 5,
            sends_per_account: 10,
            sends_per_address: 20,
            sends_in_all: 1000,
            begins_per_address: 60,
            log_on_failures_per_username: 10,
            log_on_failures_per_address: 50,
            password_policy: "compat".into(),
            argon2_memory_kib: 19_456,
            argon2_passes: 2,
            argon2_lanes: 1,
            argon2_parallel: 2,
            argon2_wait_ms: 2000,
            outbox_retry_s: 2,
            decoy_enterprise: 20,
            decoy_phone: 85,
            decoy_email: 80,
            decoy_verified: 70,
            decoy_two_proofs: 10,
            appeal_directory: PathBuf::from("data/appeals"),
            appeal_draft_days: 7,
            appeal_answer_days: 3,
            appeal_hold_s: 24 * 60 * 60,
            appeal_again_days: 1,
            appeal_keep_days: 90,
            appeals_per_address: 30,
            appeal_uploads: 4,
            appeal_uploads_per_address: 100,
            appeal_uploads_per_appeal: 50,
            appeal_scanner: String::new(),
            appeal_scanner_s: 30,
            appeal_webhook_url: String::new(),
            appeal_webhook_secret: Secret::default(),
        }
    }
}

/// A configured secret. `Debug` prints `[redacted]`; it serialises so that defaults can be listed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Wraps the text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Gives the text to the one place that must see it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl core::fmt::Debug for Secret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("[redacted]")
    }
}

//! Gives one file: counted against appeal and address (APL-02), checked and cleaned (APL-01,
//! APL-03), scanned while it waits (APL-05), stored under a generated name (APL-04), once for each
//! key (APL-06). Reading the body is the server's part.

use super::LockedAppeal;
use crate::{
    app::App,
    command::{Answer, Command, End, Posted, Step, prepare, run},
    error::ApiError,
    keys::{Purpose, sha256_hex},
    ports::scanner::Verdict,
    random,
    store::{
        appeal_files::{self, StoredFile},
        appeal_keys, appeals,
        rate_limits::Limit,
    },
    throttle::{self, hourly},
    view,
};
use regain_contract::{
    Problem,
    appeal::{FileFault, MaterialKind},
};
use regain_evidence::{Clean, inspect};
use std::{sync::Arc, time::Duration};
use tokio::{sync::SemaphorePermit, time::timeout};

const WHAT: &str = "appeal_file";
/// Most characters of a file's name that are kept.
const MAX_LABEL: usize = 120;
/// How long an upload waits for a place.
const WAIT: Duration = Duration::from_secs(10);

/// What is said about a file before it comes.
#[derive(Debug)]
pub struct Announced {
    /// What it is given for.
    pub material: MaterialKind,
    /// The name that the person's device has for it.
    pub name: String,
    /// The media type that the client declares.
    pub declared: String,
}

/// Leave to send one file.
pub struct Leave<'a> {
    is_full: bool,
    /// One of the places for uploads, until the file is stored.
    _place: SemaphorePermit<'a>,
}

/// Looks whose file it would be and whether there is room, and takes a place to read it, before a
/// byte of the body is kept. The try is counted, whatever becomes of it (APL-02).
pub async fn admit<'a>(app: &'a App, command: &Command<Announced>) -> Result<Leave<'a>, ApiError> {
    let is_full = count(app, command).await?;
    Ok(Leave { is_full, _place: place(app).await? })
}

/// Counts the try against appeal and address; whether the appeal has all the files it may have.
async fn count(app: &App, command: &Command<Announced>) -> Result<bool, ApiError> {
    let now_ms = app.now_ms();
    let mut tx = app.store.begin().await?;
    let key = appeal_keys::lock(&mut tx, &command.token_hash, now_ms).await?;
    let key = key.ok_or(Problem::RecoveryExpired)?;
    let filed = match &key.appeal_id {
        Some(id) if key.is_proved => appeals::find(&mut tx, id).await?,
        _ => None,
    };
    let filed = filed.ok_or(Problem::StaleVersion)?;
    let (asked, files) = view::given(app, &mut tx, &filed).await?.ok_or(Problem::StaleVersion)?;
    if !asked.iter().any(|one| one.kind == command.posted.body.material) {
        return Err(Problem::Malformed.into());
    }
    let from = app.keys.hex(Purpose::Meter, &["appeal file", &command.posted.client.0]);
    let options = app.options();
    let mut limits = [
        hourly(from, options.appeal_uploads_per_address),
        Limit {
            meter: format!("files of {}", filed.id),
            most: options.appeal_uploads_per_appeal,
            window_ms: 24 * 60 * 60 * 1000,
        },
    ];
    let use_id = random::id(&*app.random)?;
    throttle::take(&mut tx, &mut limits, &use_id, now_ms).await?;
    tx.commit().await?;
    Ok(files.len() >= usize::from(view::MAX_FILES))
}

/// One of the places for uploads: so many files are in memory at most (APL-02).
async fn place(app: &App) -> Result<SemaphorePermit<'_>, ApiError> {
    let place = timeout(WAIT, app.uploads.acquire()).await;
    let place = place.map_err(|_| Problem::Unavailable { retry_after_s: 5 })?;
    place.map_err(|error| ApiError::Broken(error.into()))
}

/// Takes a file that has come in whole.
pub async fn give(
    app: &Arc<App>,
    mut command: Command<Announced>,
    leave: &Leave<'_>,
    bytes: Vec<u8>,
) -> Result<Answer, ApiError> {
    command.posted.fingerprint = fingerprint(app, &command.posted.body, &bytes);
    // A repetition is answered as before, also when there is no room or no scanner any more.
    let is_new = async |_: &mut LockedAppeal, _: &Posted<Announced>| Ok(Step::Outside(()));
    prepare(app, command, WHAT, is_new, async |command, ()| {
        if leave.is_full {
            return Err(Problem::FileRefused { reason: FileFault::TooMany }.into());
        }
        let clean = cleaned(app, bytes, &command.posted.body).await?;
        scan(app, &clean.bytes).await?;
        let stored = app.documents.store(&*app.random, &clean.bytes).await?;
        let kept = keep(app, &command, &clean, &stored).await;
        // Refused, or given before by the same command: nobody needs these bytes.
        if !matches!(kept, Ok((_, true))) {
            app.documents.delete(&stored).await;
        }
        kept.map(|(answer, _)| answer)
    })
    .await
}

/// What the key stands for.
fn fingerprint(app: &App, announced: &Announced, bytes: &[u8]) -> String {
    let content = sha256_hex(bytes);
    let parts = ["file", announced.material.name(), &announced.name, &content];
    app.keys.hex(Purpose::Fingerprint, &parts)
}

/// Checks and cleans, in a thread of its own, one at a time: pictures are large when they are
/// decoded.
async fn cleaned(app: &App, bytes: Vec<u8>, announced: &Announced) -> Result<Clean, ApiError> {
    let appeal = app.inspections.acquire().await;
    let _turn = appeal.map_err(|error| ApiError::Broken(error.into()))?;
    let (declared, name) = (announced.declared.clone(), announced.name.clone());
    let inspected = tokio::task::spawn_blocking(move || inspect(&bytes, &declared, &name)).await;
    let inspected = inspected.map_err(|error| ApiError::Broken(error.into()))?;
    inspected.map_err(|reason| Problem::FileRefused { reason }.into())
}

/// Asks the scanner; while it does not answer, nothing is taken.
async fn scan(app: &App, bytes: &[u8]) -> Result<(), ApiError> {
    let Some(scanner) = &app.parties.scanner else { return Ok(()) };
    match scanner.scan(bytes).await {
        Verdict::Clean => Ok(()),
        Verdict::Harmful => Err(Problem::FileRefused { reason: FileFault::Harmful }.into()),
        Verdict::Unavailable => Err(Problem::ProviderUnavailable.into()),
    }
}

/// Writes the file's row; whether it is a new one.
async fn keep(
    app: &Arc<App>,
    command: &Command<Announced>,
    clean: &Clean,
    stored: &str,
) -> Result<(Answer, bool), ApiError> {
    let announced = &command.posted.body;
    let mut is_kept = false;
    let answer = run(app, command, WHAT, async |appeal: &mut LockedAppeal| {
        // Looked at again: others may have come meanwhile.
        let filed = appeal.seen()?.clone();
        let given = view::given(app, &mut appeal.tx, &filed).await?;
        let (_, files) = given.ok_or(Problem::StaleVersion)?;
        if files.len() >= usize::from(view::MAX_FILES) {
            return Err(Problem::FileRefused { reason: FileFault::TooMany }.into());
        }
        let file = StoredFile {
            id: random::id(&*app.random)?,
            material: announced.material,
            label: app.keys.seal(&*app.random, &label(&announced.name))?,
            kind: clean.kind,
            bytes: i64::try_from(clean.bytes.len()).unwrap_or(i64::MAX),
            stored: stored.into(),
            created_ms: appeal.now_ms,
            round: appeal_files::round(&mut appeal.tx, &filed.id).await?,
        };
        appeal_files::insert(&mut appeal.tx, &filed.id, &file).await?;
        is_kept = true;
        Ok(End::created())
    })
    .await?;
    Ok((answer, is_kept))
}

/// The name as it is shown: its last part, without what could act on a screen.
fn label(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_plain = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let label: String = last.chars().filter(is_plain).take(MAX_LABEL).collect();
    let label = label.trim();
    if label.is_empty() { "–".to_owned() } else { label.to_owned() }
}

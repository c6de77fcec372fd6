//! `POST …/files`: gives one file, as the body itself. Counted while it is read (APL-02), checked and
//! cleaned (APL-01, APL-03), scanned while it waits (APL-05), stored under a generated name (APL-04),
//! once for each key (APL-06).

use super::turn::Turn;
use crate::{
    app::App,
    http::{
        Answer, ApiError, Client,
        command::{idempotency_key, text, token_hash},
    },
    keys::{Purpose, sha256_hex},
    random,
    routes::hourly,
    scanner::Verdict,
    store::{
        appeal_files::{self, StoredFile},
        appeal_keys, appeals,
        rate_limits::{self, Allowance, Limit},
    },
    view,
};
use axum::{
    body::{Body, BodyDataStream},
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use percent_encoding::percent_decode_str;
use regain_contract::{
    Problem,
    appeal::{FileFault, MaterialKind},
    paths,
};
use regain_evidence::{Clean, inspect};
use std::{sync::Arc, time::Duration};
use tokio::{sync::SemaphorePermit, time::timeout};
use tokio_stream::StreamExt;

/// Most characters of a file's name that are kept.
const MAX_LABEL: usize = 120;
/// How long an upload waits for a place.
const WAIT: Duration = Duration::from_secs(10);
/// How long it may take to come, so that nobody holds a place for ever.
const LONGEST: Duration = Duration::from_secs(5 * 60);

/// What the headers of an upload say.
struct Announced {
    token_hash: String,
    key: String,
    material: MaterialKind,
    name: String,
    declared: String,
}

/// Gives one file. The body of a refused one may not have been read to its end: the connection ends
/// with the answer then, so that nobody's next request is lost on it.
pub(super) async fn files(
    State(app): State<Arc<App>>,
    client: Client,
    headers: HeaderMap,
    body: Body,
) -> Response {
    match take(&app, &client, &headers, body).await {
        Ok(answer) => answer.into_response(),
        Err(refusal) => ([(header::CONNECTION, "close")], refusal).into_response(),
    }
}

async fn take(
    app: &App,
    client: &Client,
    headers: &HeaderMap,
    body: Body,
) -> Result<Answer, ApiError> {
    let mut stream = body.into_data_stream();
    // Before a byte of the body is kept: whose it is, whether there is room, and a place to read it.
    let (announced, seen, _place) = match enter(app, headers, client).await {
        Ok(entered) => entered,
        Err(refusal) => {
            drain(&mut stream).await;
            return Err(refusal);
        }
    };
    let collected = timeout(LONGEST, collect(&mut stream, headers)).await;
    let late = ApiError::Under(StatusCode::REQUEST_TIMEOUT, Problem::Malformed);
    let bytes = collected.map_err(|_| late)??;
    let fingerprint = fingerprint(app, &announced, &bytes);
    // A repetition is answered as before, also when there is no room or no scanner any more.
    if let Some(answer) = repeated(app, &announced, &fingerprint).await? {
        return Ok(answer);
    }
    if seen == Room::None {
        return Err(Problem::FileRefused { reason: FileFault::TooMany }.into());
    }
    let clean = cleaned(app, bytes, &announced).await?;
    scan(app, &clean.bytes).await?;
    let stored = app.documents.store(&*app.random, &clean.bytes).await?;
    match keep(app, &announced, &fingerprint, &clean, &stored).await {
        Ok((answer, is_kept)) => {
            if !is_kept {
                app.documents.delete(&stored).await;
            }
            Ok(answer)
        }
        Err(refusal) => {
            app.documents.delete(&stored).await;
            Err(refusal)
        }
    }
}

async fn enter<'a>(
    app: &'a App,
    headers: &HeaderMap,
    client: &Client,
) -> Result<(Announced, Room, SemaphorePermit<'a>), ApiError> {
    let announced = announced(headers)?;
    let seen = room(app, &announced, client).await?;
    Ok((announced, seen, place(app).await?))
}

/// Reads a refused body, up to twice as much as a file may have, and keeps nothing. A connection that is closed
/// with bytes unread is reset, and the answer may be lost with it: to the person it is a lost
/// connection then.
async fn drain(stream: &mut BodyDataStream) {
    let most = usize::try_from(view::MAX_FILE).unwrap_or(usize::MAX);
    let rest = async {
        let mut read = 0_usize;
        while read <= 2 * most
            && let Some(Ok(chunk)) = stream.next().await
        {
            read = read.saturating_add(chunk.len());
        }
    };
    // Whoever sends more, or slower, loses the connection.
    let _ = timeout(WAIT, rest).await;
}

/// One of the places for uploads: so many files are in memory at most (APL-02).
async fn place(app: &App) -> Result<SemaphorePermit<'_>, ApiError> {
    let place = timeout(WAIT, app.uploads.acquire()).await;
    let place = place.map_err(|_| Problem::Unavailable { retry_after_s: 5 })?;
    place.map_err(|error| ApiError::Broken(error.into()))
}

fn announced(headers: &HeaderMap) -> Result<Announced, ApiError> {
    let named = |name: &'static str| text(headers, &HeaderName::from_static(name));
    let material = named(paths::MATERIAL_HEADER).and_then(MaterialKind::read);
    let name = named(paths::FILE_NAME_HEADER).unwrap_or_default();
    let name = percent_decode_str(name).decode_utf8().map_err(|_| Problem::Malformed)?;
    Ok(Announced {
        token_hash: token_hash(headers)?,
        key: idempotency_key(headers)?,
        material: material.ok_or(Problem::Malformed)?,
        name: name.into_owned(),
        declared: text(headers, &header::CONTENT_TYPE).unwrap_or_default().to_owned(),
    })
}

/// Whether there is room for another file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    Some,
    None,
}

/// Counts the try against appeal and address, whatever becomes of it (APL-02).
async fn room(app: &App, announced: &Announced, client: &Client) -> Result<Room, ApiError> {
    let now_ms = app.now_ms();
    let mut tx = app.store.begin().await?;
    let key = appeal_keys::lock(&mut tx, &announced.token_hash, now_ms).await?;
    let key = key.ok_or(Problem::RecoveryExpired)?;
    let filed = match &key.appeal_id {
        Some(id) if key.is_proved => appeals::find(&mut tx, id).await?,
        _ => None,
    };
    let filed = filed.ok_or(Problem::StaleVersion)?;
    let (asked, files) = view::given(app, &mut tx, &filed).await?.ok_or(Problem::StaleVersion)?;
    if !asked.iter().any(|one| one.kind == announced.material) {
        return Err(Problem::Malformed.into());
    }
    let from = app.keys.hex(Purpose::Meter, &["appeal file", &client.0]);
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
    if let Allowance::WaitMs(wait_ms) =
        rate_limits::take(&mut tx, &mut limits, &use_id, now_ms).await?
    {
        let retry_after_s = view::seconds_until(wait_ms, 0);
        return Err(Problem::Throttled { retry_after_s }.into());
    }
    tx.commit().await?;
    let is_full = files.len() >= usize::from(view::MAX_FILES);
    Ok(if is_full { Room::None } else { Room::Some })
}

/// Reads the body, at most as much as a file may have. Of one that is too large up to twice as much is
/// read and thrown away as it comes, so that its sender hears the answer; then the connection ends.
async fn collect(stream: &mut BodyDataStream, headers: &HeaderMap) -> Result<Vec<u8>, ApiError> {
    let most = usize::try_from(view::MAX_FILE).unwrap_or(usize::MAX);
    let announced = text(headers, &header::CONTENT_LENGTH).and_then(|text| text.parse().ok());
    let mut is_too_large = announced.is_some_and(|length: usize| length > most);
    let (mut bytes, mut read) = (Vec::new(), 0_usize);
    while let Some(chunk) = stream.next().await {
        // A cut body is a lost connection: nothing was kept, the same key may try again.
        let chunk = chunk.map_err(|_| Problem::Malformed)?;
        read = read.saturating_add(chunk.len());
        if !is_too_large && read <= most {
            bytes.extend_from_slice(&chunk);
            continue;
        }
        is_too_large = true;
        bytes = Vec::new();
        if read > 2 * most {
            break;
        }
    }
    if is_too_large {
        return Err(Problem::FileRefused { reason: FileFault::TooLarge }.into());
    }
    Ok(bytes)
}

fn fingerprint(app: &App, announced: &Announced, bytes: &[u8]) -> String {
    let content = sha256_hex(bytes);
    let parts = ["file", announced.material.name(), &announced.name, &content];
    app.keys.hex(Purpose::Fingerprint, &parts)
}

/// What was answered before under the key.
async fn repeated(
    app: &App,
    announced: &Announced,
    fingerprint: &str,
) -> Result<Option<Answer>, ApiError> {
    let names = (announced.token_hash.as_str(), announced.key.as_str());
    Ok(Turn::enter(app, names, fingerprint, "appeal_file").await?.err())
}

/// Checks and cleans, in a thread of its own, one at a time: pictures are large when they are
/// decoded.
async fn cleaned(app: &App, bytes: Vec<u8>, announced: &Announced) -> Result<Clean, ApiError> {
    let turn = app.inspections.acquire().await;
    let _turn = turn.map_err(|error| ApiError::Broken(error.into()))?;
    let (declared, name) = (announced.declared.clone(), announced.name.clone());
    let inspected = tokio::task::spawn_blocking(move || inspect(&bytes, &declared, &name)).await;
    let inspected = inspected.map_err(|error| ApiError::Broken(error.into()))?;
    inspected.map_err(|reason| Problem::FileRefused { reason }.into())
}

/// Asks the scanner; while it does not answer, nothing is taken.
async fn scan(app: &App, bytes: &[u8]) -> Result<(), ApiError> {
    let Some(scanner) = &app.scanner else { return Ok(()) };
    match scanner.scan(bytes).await {
        Verdict::Clean => Ok(()),
        Verdict::Harmful => Err(Problem::FileRefused { reason: FileFault::Harmful }.into()),
        Verdict::Unavailable => Err(Problem::ProviderUnavailable.into()),
    }
}

/// Writes the file's row; whether it is a new one.
async fn keep(
    app: &App,
    announced: &Announced,
    fingerprint: &str,
    clean: &Clean,
    stored: &str,
) -> Result<(Answer, bool), ApiError> {
    let names = (announced.token_hash.as_str(), announced.key.as_str());
    let mut turn = match Turn::enter(app, names, fingerprint, "appeal_file").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok((answer, false)),
    };
    // Looked at again: others may have come meanwhile.
    let filed = turn.filed.clone().filter(|_| turn.key.is_proved).ok_or(Problem::StaleVersion)?;
    let (_, files) = view::given(app, &mut turn.tx, &filed).await?.ok_or(Problem::StaleVersion)?;
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
        created_ms: turn.now_ms,
        round: appeal_files::round(&mut turn.tx, &filed.id).await?,
    };
    appeal_files::insert(&mut turn.tx, &filed.id, &file).await?;
    turn.finish_as(StatusCode::CREATED).await.map(|answer| (answer, true))
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

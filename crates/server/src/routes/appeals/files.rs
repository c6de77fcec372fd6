//! `POST …/files`: gives one file, as the body itself. Counted while it is read (APL-02), checked and
//! cleaned (APL-01, APL-03), scanned while it waits (APL-05), stored under a generated name (APL-04),
//! once for each key (APL-06).

use super::turn::Turn;
use crate::{
    app::App,
    http::{
        Answer, Refusal,
        command::{idempotency_key, text, token_hash},
    },
    keys::{Purpose, sha256_hex},
    random,
    scanner::Verdict,
    store::{
        appeal_files::{self, Stored},
        appeal_keys, appeals,
    },
    view,
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, header},
};
use percent_encoding::percent_decode_str;
use regain_contract::{
    Problem,
    appeal::{FileFault, MaterialKind},
    paths,
};
use regain_evidence::{Clean, inspect};
use std::sync::Arc;
use tokio_stream::StreamExt;

/// Most characters of a file's name that are kept.
const MAX_LABEL: usize = 120;

/// What the headers of an upload say.
struct Announced {
    token_hash: String,
    key: String,
    material: MaterialKind,
    name: String,
    declared: String,
}

pub(super) async fn files(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Answer, Refusal> {
    let announced = announced(&headers)?;
    // Before a byte of the body is read: whose it is, and whether there is room.
    let seen = room(&app, &announced).await?;
    let bytes = collect(body, &headers).await?;
    let fingerprint = fingerprint(&app, &announced, &bytes);
    if seen == Room::None {
        // A repetition of the last file that found room is answered as before.
        return repeat(&app, &announced, &fingerprint).await;
    }
    let clean = cleaned(&app, bytes, &announced).await?;
    scan(&app, &clean.bytes).await?;
    let stored = app.documents.store(&*app.random, &clean.bytes).await?;
    match keep(&app, &announced, &fingerprint, &clean, &stored).await {
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

fn announced(headers: &HeaderMap) -> Result<Announced, Refusal> {
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

async fn room(app: &App, announced: &Announced) -> Result<Room, Refusal> {
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
    let is_full = files.len() >= usize::from(view::MAX_FILES);
    Ok(if is_full { Room::None } else { Room::Some })
}

/// Reads the body, at most as much as a file may have.
async fn collect(body: Body, headers: &HeaderMap) -> Result<Vec<u8>, Refusal> {
    let too_large = || Problem::FileRefused { reason: FileFault::TooLarge };
    let most = usize::try_from(view::MAX_FILE).unwrap_or(usize::MAX);
    let announced = text(headers, &header::CONTENT_LENGTH).and_then(|text| text.parse().ok());
    if announced.is_some_and(|length: usize| length > most) {
        return Err(too_large().into());
    }
    let mut bytes = Vec::with_capacity(announced.unwrap_or(64 * 1024).min(most));
    let mut stream = body.into_data_stream();
    while let Some(chunk) = stream.next().await {
        // A cut body is a lost connection: nothing was kept, the same key may try again.
        let chunk = chunk.map_err(|_| Problem::Malformed)?;
        if bytes.len() + chunk.len() > most {
            return Err(too_large().into());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn fingerprint(app: &App, announced: &Announced, bytes: &[u8]) -> String {
    let content = sha256_hex(bytes);
    let parts = ["file", announced.material.name(), &announced.name, &content];
    app.keys.hex(Purpose::Fingerprint, &parts)
}

async fn repeat(app: &App, announced: &Announced, fingerprint: &str) -> Result<Answer, Refusal> {
    let names = (announced.token_hash.as_str(), announced.key.as_str());
    match Turn::enter(app, names, fingerprint, "appeal_file").await? {
        Err(answer) => Ok(answer),
        Ok(_) => Err(Problem::FileRefused { reason: FileFault::TooMany }.into()),
    }
}

/// Checks and cleans, in a thread of its own, few at a time.
async fn cleaned(app: &App, bytes: Vec<u8>, announced: &Announced) -> Result<Clean, Refusal> {
    let _turn = app.uploads.acquire().await.map_err(|error| Refusal::Broken(error.into()))?;
    let (declared, name) = (announced.declared.clone(), announced.name.clone());
    let inspected = tokio::task::spawn_blocking(move || inspect(&bytes, &declared, &name)).await;
    let inspected = inspected.map_err(|error| Refusal::Broken(error.into()))?;
    inspected.map_err(|reason| Problem::FileRefused { reason }.into())
}

/// Asks the scanner; while it does not answer, nothing is taken.
async fn scan(app: &App, bytes: &[u8]) -> Result<(), Refusal> {
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
) -> Result<(Answer, bool), Refusal> {
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
    let file = Stored {
        id: random::id(&*app.random)?,
        material: announced.material,
        label: app.keys.seal(&*app.random, &label(&announced.name))?,
        kind: clean.kind,
        bytes: i64::try_from(clean.bytes.len()).unwrap_or(i64::MAX),
        stored: stored.into(),
        created_ms: turn.now_ms,
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

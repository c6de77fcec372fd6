//! `POST …/files`: gives one file, as the body itself, which is counted while it is read (APL-02).

use crate::http::{
    ApiError, Reply,
    command::{idempotency_key, text, token_hash},
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
    operations,
};
use regain_recovery::{
    App,
    appeal::{
        MAX_FILE,
        upload::{self, Announced, Leave},
    },
    command::{Client, Command, Posted},
};
use std::{sync::Arc, time::Duration};
use tokio::time::timeout;
use tokio_stream::StreamExt;

/// How long the rest of a refused body may take to come.
const WAIT: Duration = Duration::from_secs(10);
/// How long a body may take to come, so that nobody holds a place for ever.
const LONGEST: Duration = Duration::from_secs(5 * 60);

/// Gives one file. The body of a refused one may not have been read to its end: the connection ends
/// with the answer then, so that nobody's next request is lost on it.
pub(super) async fn files(
    State(app): State<Arc<App>>,
    client: Client,
    headers: HeaderMap,
    body: Body,
) -> Response {
    match take(&app, client, &headers, body).await {
        Ok(answer) => answer.into_response(),
        Err(refusal) => ([(header::CONNECTION, "close")], refusal).into_response(),
    }
}

async fn take(
    app: &Arc<App>,
    client: Client,
    headers: &HeaderMap,
    body: Body,
) -> Result<Reply, ApiError> {
    let mut stream = body.into_data_stream();
    let (command, leave) = match enter(app, client, headers).await {
        Ok(entered) => entered,
        Err(refusal) => {
            drain(&mut stream).await;
            return Err(refusal);
        }
    };
    let collected = timeout(LONGEST, collect(&mut stream, headers)).await;
    let late = ApiError::Under(StatusCode::REQUEST_TIMEOUT, Problem::Malformed);
    let bytes = collected.map_err(|_| late)??;
    Ok(upload::give(app, command, &leave, bytes).await?.into())
}

async fn enter<'a>(
    app: &'a App,
    client: Client,
    headers: &HeaderMap,
) -> Result<(Command<Announced>, Leave<'a>), ApiError> {
    let command = announced(client, headers)?;
    let leave = upload::admit(app, &command).await?;
    Ok((command, leave))
}

/// Reads what the headers of an upload say.
fn announced(client: Client, headers: &HeaderMap) -> Result<Command<Announced>, ApiError> {
    let named = |name: &'static str| text(headers, &HeaderName::from_static(name));
    let material = named(operations::MATERIAL_HEADER).and_then(MaterialKind::read);
    let name = named(operations::FILE_NAME_HEADER).unwrap_or_default();
    let name = percent_decode_str(name).decode_utf8().map_err(|_| Problem::Malformed)?;
    let token_hash = token_hash(headers)?;
    let key = idempotency_key(headers)?;
    let body = Announced {
        material: material.ok_or(Problem::Malformed)?,
        name: name.into_owned(),
        declared: text(headers, &header::CONTENT_TYPE).unwrap_or_default().to_owned(),
    };
    // What the key stands for is known when the file has come.
    let posted = Posted { body, key, fingerprint: String::new(), client };
    Ok(Command { posted, token_hash, version: None })
}

/// Reads a refused body, up to twice as much as a file may have, and keeps nothing. A connection that is closed
/// with bytes unread is reset, and the answer may be lost with it: to the person it is a lost
/// connection then.
async fn drain(stream: &mut BodyDataStream) {
    let most = usize::try_from(MAX_FILE).unwrap_or(usize::MAX);
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

/// Reads the body, at most as much as a file may have. Of one that is too large up to twice as much is
/// read and thrown away as it comes, so that its sender hears the answer; then the connection ends.
async fn collect(stream: &mut BodyDataStream, headers: &HeaderMap) -> Result<Vec<u8>, ApiError> {
    let most = usize::try_from(MAX_FILE).unwrap_or(usize::MAX);
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

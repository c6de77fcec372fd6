//! The envelope of an operation that begins something: no resource exists yet that could be locked,
//! so the key itself is claimed first. Two requests with one key at the same time have one answer
//! (CON-06).

use super::Posted;
use crate::{
    app::App,
    error::ApiError,
    store::{
        Tx,
        idempotency::{self, StoredResponse},
    },
};
use regain_contract::Problem;
use serde::{Serialize, de::DeserializeOwned};

/// What was begun, in the form that is stored under the key: all but the bearer token, which is
/// derived again from the id.
pub trait Begun: Serialize + DeserializeOwned {
    /// The version of the new resource.
    fn version(&self) -> i64;
}

/// The open transaction of an operation that begins something.
pub struct Beginning {
    /// The transaction that the key was claimed in.
    pub tx: Tx,
}

/// Claims the key, lets the operation act, stores what it began and commits; or gives what was
/// begun before under the same key. `scope` names the operation.
pub async fn begin<B: Begun, T>(
    app: &App,
    scope: &'static str,
    posted: &Posted<T>,
    act: impl AsyncFnOnce(Beginning) -> Result<(Beginning, B), ApiError>,
) -> Result<B, ApiError> {
    let mut tx = app.store.begin().await?;
    let (key, fingerprint) = (&posted.key, posted.fingerprint.clone());
    let open = StoredResponse { fingerprint, status: 0, version: 0, body: String::new() };
    if !idempotency::claim(&mut tx, scope, key, &open, app.now_ms()).await? {
        return match idempotency::find(&mut tx, scope, key).await? {
            Some(given) if given.fingerprint == posted.fingerprint => {
                Ok(serde_json::from_str(&given.body)?)
            }
            _ => Err(Problem::KeyReused.into()),
        };
    }
    let (Beginning { mut tx }, begun) = act(Beginning { tx }).await?;
    let given = StoredResponse {
        // That of the claim stays.
        fingerprint: String::new(),
        status: 201,
        version: begun.version(),
        body: serde_json::to_string(&begun)?,
    };
    idempotency::settle(&mut tx, scope, key, &given).await?;
    tx.commit().await?;
    app.committed();
    Ok(begun)
}

//! Runs a command whose operation needs nobody outside of its transaction: almost all of them.

use super::{Answer, Command, End, Opening, Subject, open};
use crate::{app::App, error::ApiError};
use std::sync::Arc;

/// Opens the command, lets the operation act, and writes effect and answer; or gives what was
/// answered before under the same key.
pub async fn run<S: Subject, T>(
    app: &Arc<App>,
    command: &Command<T>,
    what: &'static str,
    act: impl AsyncFnOnce(&mut S) -> Result<End, ApiError>,
) -> Result<Answer, ApiError> {
    match open::<S, T>(app, command, what).await? {
        Opening::Fresh(mut open) => {
            let end = act(&mut open.subject).await?;
            open.finish(end).await
        }
        Opening::Repeated(mut open, given) => open.repeat(&given),
    }
}

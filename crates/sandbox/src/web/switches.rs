//! `/sandbox/<party>`: tells and changes how a party behaves.

use crate::sandbox::Sandbox;
use crate::switch::Switch;
use axum::Json;
use axum::extract::State;
use axum::routing::{MethodRouter, get};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The body: `{"mode":"…"}`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Setting<Mode> {
    mode: Mode,
}

/// `GET` and `POST` for one switch.
pub fn switch<Mode>(of: fn(&Sandbox) -> &Switch<Mode>) -> MethodRouter<Arc<Sandbox>>
where
    Mode: Copy + Serialize + DeserializeOwned + Send + 'static,
{
    get(async move |State(sandbox): State<Arc<Sandbox>>| {
        Json(Setting { mode: of(&sandbox).mode() })
    })
    .post(
        async move |State(sandbox): State<Arc<Sandbox>>, Json(setting): Json<Setting<Mode>>| {
            of(&sandbox).set_mode(setting.mode);
            Json(setting)
        },
    )
}

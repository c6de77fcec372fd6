//! `POST /hand-offs`: Alipay's redirect came to a browser that does not have the recovery, such as
//! the one on the phone that read the QR code (IDP-06).

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::TakeVisit;
use regain_recovery::{App, command::Posted, hand_off};
use std::sync::Arc;

pub(crate) async fn take_visit(
    State(app): State<Arc<App>>,
    posted: Posted<TakeVisit>,
) -> Result<Reply, ApiError> {
    Ok(Reply::from(hand_off::take_visit(app, posted).await?).at("/api/v1/hand-offs/current"))
}

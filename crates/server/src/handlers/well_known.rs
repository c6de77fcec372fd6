//! `GET /.well-known/change-password`: where password managers find the page (FIN-06).

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// Leads to the first page of the recovery.
pub(super) async fn change_password() -> Response {
    (StatusCode::FOUND, [(header::LOCATION, "/")]).into_response()
}

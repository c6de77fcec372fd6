//! Gives operations of the contract to a router: the path, the method and the limit of the body are
//! those that the contract says. A `POST` with another method is answered by the router's fallback.

use crate::{http::command::MAX_PICTURE_BODY, state::ServerState};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    routing::{get, post},
};
use regain_contract::operations::{BodyLimit, Operation};

/// A router that takes operations.
pub(super) trait Operations {
    /// Answers an operation with this handler.
    fn operation<B, A, H, T>(self, operation: Operation<B, A>, handler: H) -> Self
    where
        H: Handler<T, ServerState>,
        T: 'static;
}

impl Operations for Router<ServerState> {
    fn operation<B, A, H, T>(self, operation: Operation<B, A>, handler: H) -> Self
    where
        H: Handler<T, ServerState>,
        T: 'static,
    {
        let method = if operation.kind.is_read() { get(handler) } else { post(handler) };
        let method = match operation.body_limit {
            BodyLimit::Plain => method,
            BodyLimit::Picture => method.layer(DefaultBodyLimit::max(MAX_PICTURE_BODY)),
            // Counted while it is read, with a problem of its own.
            BodyLimit::File => method.layer(DefaultBodyLimit::disable()),
        };
        self.route(operation.path, method)
    }
}

//! The error of every server function: a refusal of a use case, as JSON, with the id of the request it answers. While a page is rendered
//! it also sets the page's status.

use domain::{Error, ErrorKind, msg, wire};
use serde::{Deserialize, Serialize};
use server_fn::{
    Bytes,
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};

/// The result of a server function.
pub type ApiResult<T> = Result<T, ApiError>;

/// See the module's words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ApiError(pub Error);

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        Self::from(match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Error::invalid(msg::error_unreadable_request())
            }
            ServerFnErrorErr::Request(_) => Error::unavailable(msg::error_offline()),
            _ => Error::internal(),
        })
    }

    fn de(data: Bytes) -> Self {
        wire::read(&data).unwrap_or_else(|_| Self(Error::internal()))
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        #[cfg(feature = "ssr")]
        let error = named(error);
        #[cfg(feature = "ssr")]
        if let Some(response) = leptos::context::use_context::<leptos_axum::ResponseOptions>() {
            response.set_status(http::StatusCode::from_u16(error.kind.status()).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR));
        }
        Self(error)
    }
}

/// The refusal with the id of its request. What is wrong with an input needs none: the sentence says it all.
#[cfg(feature = "ssr")]
fn named(mut error: Error) -> Error {
    if error.kind != ErrorKind::Invalid && error.request.is_none() {
        let door = leptos::context::use_context::<crate::Door>();
        error.request = door.and_then(|door| door.origin.request_id).map(String::into_boxed_str);
    }
    error
}

impl ApiError {
    /// Whether the way out is to sign in.
    #[must_use]
    pub fn wants_sign_in(&self) -> bool {
        self.0.kind == ErrorKind::SignIn
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for ApiError {}

//! What a use case answers when it cannot do what was asked: a kind that maps to one HTTP status, a sentence from the catalogues
//! (what was wrong, with the value, and what to do), and the fields concerned. Faults of ours carry a request id and nothing else;
//! their cause goes to the log, once, at the edge.

use serde::{Deserialize, Serialize};

use crate::text::{Msg, msg};

/// The result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What sort of refusal it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ErrorKind {
    /// The input is not acceptable; see the fields. 422
    Invalid,
    /// Nobody is signed in. 401
    SignIn,
    /// Signed in, but this operation is not for this role. 403
    Forbidden,
    /// No such thing, or not in the caller's part of the tree. 404
    NotFound,
    /// The thing changed meanwhile, or exists already. 409
    Conflict,
    /// Too many tries. 429
    TooMany,
    /// Something outside is not answering. 503
    Unavailable,
    /// Our fault. 500
    Internal,
}

impl ErrorKind {
    /// The HTTP status of this kind.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::Invalid => 422,
            Self::SignIn => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::TooMany => 429,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }
}

/// One field of a form and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldError {
    /// Name of the field as in the form.
    pub field: String,
    /// What is wrong and what to do.
    pub message: Msg,
}

/// A refusal, ready to be shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[error("{kind:?}: {message}")]
pub struct Error {
    /// Its kind.
    pub kind: ErrorKind,
    /// The sentence.
    pub message: Msg,
    /// What is wrong with single fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldError>,
    /// Seconds after which another try makes sense.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// The request that was refused, as the log names it: what support will ask for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Box<str>>,
}

impl Error {
    /// A refusal of this kind with this sentence.
    #[must_use]
    pub const fn new(kind: ErrorKind, message: Msg) -> Self {
        Self { kind, message, fields: Vec::new(), retry_after: None, request: None }
    }

    /// Input that is not acceptable as a whole.
    #[must_use]
    pub const fn invalid(message: Msg) -> Self {
        Self::new(ErrorKind::Invalid, message)
    }

    /// Input of which single fields are not acceptable.
    #[must_use]
    pub fn fields(fields: Vec<FieldError>) -> Self {
        Self { fields, ..Self::invalid(msg::error_check_fields()) }
    }

    /// Input of which one field is not acceptable.
    #[must_use]
    pub fn field(field: &str, message: Msg) -> Self {
        Self::fields(vec![FieldError { field: field.to_owned(), message }])
    }

    /// Nobody is signed in.
    #[must_use]
    pub fn sign_in() -> Self {
        Self::new(ErrorKind::SignIn, msg::error_sign_in())
    }

    /// This role may not do this.
    #[must_use]
    pub fn forbidden() -> Self {
        Self::new(ErrorKind::Forbidden, msg::error_forbidden())
    }

    /// No such thing for this caller.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(ErrorKind::NotFound, msg::error_not_found())
    }

    /// It changed meanwhile or exists already.
    #[must_use]
    pub const fn conflict(message: Msg) -> Self {
        Self::new(ErrorKind::Conflict, message)
    }

    /// Something outside does not answer.
    #[must_use]
    pub const fn unavailable(message: Msg) -> Self {
        Self::new(ErrorKind::Unavailable, message)
    }

    /// Our fault; say nothing of the cause.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(ErrorKind::Internal, msg::error_internal())
    }

    /// What is wrong with this field, if anything.
    #[must_use]
    pub fn of_field(&self, field: &str) -> Option<&Msg> {
        self.fields.iter().find(|error| error.field == field).map(|error| &error.message)
    }
}

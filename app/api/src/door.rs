//! What the server gives to every page and server function, by one closure: the use cases and who is calling.

use domain::{Error, access::{Caller, Origin}, port::Services};
use leptos::context::use_context;

use crate::error::ApiResult;

/// Given by the server as context; see the module's words.
#[derive(Clone)]
pub struct Door {
    /// The use cases.
    pub services: Services,
    /// Who is signed in.
    pub caller: Option<Caller>,
    /// From where.
    pub origin: Origin,
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.debug_struct("Door").field("caller", &self.caller).finish_non_exhaustive() }
}

fn door() -> ApiResult<Door> { use_context::<Door>().ok_or_else(|| Error::internal().into()) }

/// Who is signed in.
///
/// # Errors
/// Sign in, where nobody is.
pub fn caller() -> ApiResult<Caller> { door()?.caller.ok_or_else(|| Error::sign_in().into()) }

/// The use cases.
///
/// # Errors
/// Internal, where the server gave none.
pub fn services() -> ApiResult<Services> { Ok(door()?.services) }

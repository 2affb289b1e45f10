//! The audit trail.

use domain::{audit::AuditRow, page::Page};
use leptos::prelude::*;

use crate::{ApiResult, answer::Answer};
#[cfg(feature = "ssr")]
use crate::{caller, services};

/// Newest first, 50 a page.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn list_audit(cursor: Option<String>) -> ApiResult<Page<AuditRow>> {
    let caller = caller()?;
    Ok(services()?.audit.list(&caller, cursor).await?)
}

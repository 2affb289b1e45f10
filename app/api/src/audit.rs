//! The audit trail.

use domain::{audit::AuditRow, page::Page};
use leptos::prelude::*;

use crate::ApiResult;
#[cfg(feature = "ssr")]
use crate::{caller, services};

/// Newest first, 50 a page.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn")]
pub async fn list_audit(cursor: Option<String>) -> ApiResult<Page<AuditRow>> {
    let caller = caller()?;
    Ok(services()?.audit.list(&caller, cursor).await?)
}

//! The audit trail.

use domain::{
    audit::{AuditListQuery, AuditRow, AuditView},
    ids::{AuditId, UserId},
    page::Page,
};
use leptos::prelude::*;

use crate::{ApiResult, answer::Answer};
#[cfg(feature = "ssr")]
use crate::{caller, services};

/// Newest first.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn list_audit(#[server(default)] query: AuditListQuery) -> ApiResult<Page<AuditRow>> {
    let caller = caller()?;
    Ok(services()?.audit.list(&caller, &query).await?)
}

/// One event, with everything that is known about it.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn view_audit(id: AuditId) -> ApiResult<AuditView> {
    let caller = caller()?;
    Ok(services()?.audit.view(&caller, id).await?)
}

/// Those whose acts the list can be narrowed to.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn audit_actors(asked: Option<UserId>) -> ApiResult<Vec<(UserId, String)>> {
    let caller = caller()?;
    Ok(services()?.audit.actors(&caller, asked).await?)
}

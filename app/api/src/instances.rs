//! Numbers.

use domain::{
    ids::InstanceId,
    instance::{InstanceListQuery, InstanceRow, InstanceView},
    page::Page,
};
use leptos::prelude::*;

use crate::{ApiResult, answer::Answer};
#[cfg(feature = "ssr")]
use crate::{caller, services};

/// Within reach, newest first.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn list_instances(#[server(default)] query: InstanceListQuery) -> ApiResult<Page<InstanceRow>> {
    let caller = caller()?;
    Ok(services()?.instances.list(&caller, &query).await?)
}

/// One of them, with its QR code while it waits for a scan.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn view_instance(id: InstanceId) -> ApiResult<InstanceView> {
    let caller = caller()?;
    Ok(services()?.instances.view(&caller, id).await?)
}

/// One of them, as the page of a number asks for it.
///
/// # Errors
/// What the use case refuses.
pub async fn number(id: InstanceId) -> domain::Result<InstanceView> {
    view_instance(id).await.map_err(|error| error.0)
}

/// Adds a number and opens its page; staff name the user it is for.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn create_instance(name: String, #[server(default)] user: String) -> ApiResult<InstanceId> {
    let caller = caller()?;
    let user: Option<domain::ids::UserId> = match user.trim() {
        "" => None,
        id => Some(id.parse().map_err(|_| domain::Error::not_found())?),
    };
    let id = services()?.instances.create(&caller, user, &name).await?;
    let area = if caller.role.is_staff() { "admin" } else { "panel" };
    leptos_axum::redirect(&format!("/{area}/numbers/{id}"));
    Ok(id)
}

/// Starts pairing, or connects again.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn connect_instance(id: InstanceId) -> ApiResult<()> {
    let caller = caller()?;
    services()?.instances.connect(&caller, id).await?;
    crate::door::close_dialog();
    Ok(())
}

/// A code to type on the phone with this number, instead of scanning.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn pair_by_phone(id: InstanceId, phone: String) -> ApiResult<String> {
    let caller = caller()?;
    Ok(services()?.instances.pair_by_phone(&caller, id, &phone).await?)
}

/// Logs the number out.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn log_out_instance(id: InstanceId) -> ApiResult<()> {
    let caller = caller()?;
    services()?.instances.log_out(&caller, id).await?;
    crate::door::close_dialog();
    Ok(())
}

/// Says that another account than before may send.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn confirm_account(id: InstanceId) -> ApiResult<()> {
    let caller = caller()?;
    Ok(services()?.instances.confirm_account(&caller, id).await?)
}

/// Logs such an account out.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn refuse_account(id: InstanceId) -> ApiResult<()> {
    let caller = caller()?;
    Ok(services()?.instances.refuse_account(&caller, id).await?)
}

/// Removes it.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn delete_instance(id: InstanceId) -> ApiResult<()> {
    let caller = caller()?;
    services()?.instances.delete(&caller, id).await?;
    leptos_axum::redirect(if caller.role.is_staff() { "/admin/numbers" } else { "/panel/numbers" });
    Ok(())
}

//! Gateway servers.

use domain::{
    ids::ServerId,
    server::{ServerForm, ServerRow, ServerStatus},
};
use leptos::prelude::*;

use crate::{ApiResult, answer::Answer};
#[cfg(feature = "ssr")]
use crate::{caller, services};

/// All, by name.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn list_servers() -> ApiResult<Vec<ServerRow>> {
    let caller = caller()?;
    Ok(services()?.servers.list(&caller).await?)
}

/// Adds one.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn create_server(#[server(flatten)] form: ServerForm) -> ApiResult<ServerId> {
    let caller = caller()?;
    let out = services()?.servers.create(&caller, &form).await?;
    leptos_axum::redirect("/admin/servers");
    Ok(out)
}

/// Changes one.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn edit_server(id: ServerId, #[server(flatten)] form: ServerForm) -> ApiResult<()> {
    let caller = caller()?;
    services()?.servers.edit(&caller, id, &form).await?;
    leptos_axum::redirect("/admin/servers");
    Ok(())
}

/// Takes it out, or lets it take part again.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn set_server_status(id: ServerId, status: ServerStatus) -> ApiResult<()> {
    let caller = caller()?;
    services()?.servers.set_status(&caller, id, status).await?;
    crate::door::close_dialog();
    Ok(())
}

/// Asks it how it is.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn check_server(id: ServerId) -> ApiResult<()> {
    let caller = caller()?;
    Ok(services()?.servers.check(&caller, id).await?)
}

/// Removes one that holds no numbers.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn delete_server(id: ServerId) -> ApiResult<()> {
    let caller = caller()?;
    services()?.servers.delete(&caller, id).await?;
    crate::door::close_dialog();
    Ok(())
}

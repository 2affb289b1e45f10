//! Views that people keep of the user list.

use domain::{ids::ViewId, view::SavedView};
use leptos::prelude::*;

use crate::{ApiResult, answer::Answer};
#[cfg(feature = "ssr")]
use crate::{caller, services};

/// One's own views.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn list_views() -> ApiResult<Vec<SavedView>> {
    let caller = caller()?;
    Ok(services()?.views.list(&caller).await?)
}

/// Keeps a view of the list with these parameters (`name=value`).
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn save_view(name: String, #[server(default)] query: Vec<String>) -> ApiResult<ViewId> {
    let caller = caller()?;
    let view = services()?.views.save(&caller, &name, &query).await?;
    crate::door::close_dialog();
    Ok(view)
}

/// Gives a view another name.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn rename_view(id: ViewId, name: String) -> ApiResult<()> {
    let caller = caller()?;
    services()?.views.rename(&caller, id, &name).await?;
    crate::door::close_dialog();
    Ok(())
}

/// Gives a view what the list shows now.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn update_view(id: ViewId, #[server(default)] query: Vec<String>) -> ApiResult<()> {
    let caller = caller()?;
    Ok(services()?.views.update(&caller, id, &query).await?)
}

/// Forgets a view.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn delete_view(id: ViewId) -> ApiResult<()> {
    let caller = caller()?;
    services()?.views.delete(&caller, id).await?;
    crate::door::close_dialog();
    Ok(())
}

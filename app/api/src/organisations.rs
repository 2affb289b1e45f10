//! Businesses.

use domain::{
    ids::{BranchId, FolderId, OrganisationId},
    organisation::{OrganisationForm, OrganisationRow, OrganisationView},
    page::{Page, PageQuery},
};
use leptos::prelude::*;

use crate::{ApiResult, answer::Answer};
#[cfg(feature = "ssr")]
use crate::{caller, services};

/// By name.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn list_organisations(q: String, #[server(default)] page: PageQuery) -> ApiResult<Page<OrganisationRow>> {
    let caller = caller()?;
    Ok(services()?.organisations.list(&caller, &q, &page).await?)
}

/// One of them.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn view_organisation(id: OrganisationId) -> ApiResult<OrganisationView> {
    let caller = caller()?;
    Ok(services()?.organisations.view(&caller, id).await?)
}

/// Makes one and opens its page.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn create_organisation(#[server(flatten)] form: OrganisationForm) -> ApiResult<OrganisationId> {
    let caller = caller()?;
    let out = services()?.organisations.create(&caller, &form).await?;
    leptos_axum::redirect(&format!("/admin/organisations/{out}"));
    Ok(out)
}

/// Renames, changes the owner.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn edit_organisation(id: OrganisationId, #[server(flatten)] form: OrganisationForm) -> ApiResult<()> {
    let caller = caller()?;
    services()?.organisations.edit(&caller, id, &form).await?;
    leptos_axum::redirect(&format!("/admin/organisations/{id}"));
    Ok(())
}

/// Makes a branch.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn add_branch(id: OrganisationId, name: String) -> ApiResult<BranchId> {
    let caller = caller()?;
    Ok(services()?.organisations.add_branch(&caller, id, &name).await?)
}

/// Makes a folder.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn add_folder(id: OrganisationId, name: String) -> ApiResult<FolderId> {
    let caller = caller()?;
    Ok(services()?.organisations.add_folder(&caller, id, &name).await?)
}

/// Gives a branch another name.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn rename_branch(id: OrganisationId, branch: BranchId, name: String) -> ApiResult<()> {
    let caller = caller()?;
    services()?.organisations.rename_branch(&caller, id, branch, &name).await?;
    crate::door::close_dialog();
    Ok(())
}

/// Gives a folder another name.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn rename_folder(id: OrganisationId, folder: FolderId, name: String) -> ApiResult<()> {
    let caller = caller()?;
    services()?.organisations.rename_folder(&caller, id, folder, &name).await?;
    crate::door::close_dialog();
    Ok(())
}

/// Puts a branch away or takes it out again.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn archive_branch(id: OrganisationId, branch: BranchId, archived: bool) -> ApiResult<()> {
    let caller = caller()?;
    Ok(services()?.organisations.archive_branch(&caller, id, branch, archived).await?)
}

/// Puts a folder away or takes it out again.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn archive_folder(id: OrganisationId, folder: FolderId, archived: bool) -> ApiResult<()> {
    let caller = caller()?;
    Ok(services()?.organisations.archive_folder(&caller, id, folder, archived).await?)
}

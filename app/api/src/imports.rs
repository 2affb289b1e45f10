//! Imports. Files arrive by a plain upload (`POST /admin/imports/upload`), everything else is here.

use domain::{
    ids::ImportId,
    import::ImportView,
    page::{Page, PageQuery},
};
use leptos::prelude::*;

use crate::{ApiResult, answer::Answer};
#[cfg(feature = "ssr")]
use crate::{caller, services};

/// Sets which column of the file feeds which: `mapping[name]` is a column of the file or empty.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn map_import(id: ImportId, #[server(default)] mapping: std::collections::BTreeMap<String, String>) -> ApiResult<ImportView> {
    let caller = caller()?;
    let mapping: Vec<(String, Option<String>)> =
        mapping.into_iter().map(|(column, source)| (column, Some(source).filter(|source| !source.is_empty()))).collect();
    Ok(services()?.imports.map(&caller, id, &mapping).await?)
}

/// Reads all rows and writes nothing.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn check_import(id: ImportId) -> ApiResult<()> {
    let caller = caller()?;
    Ok(services()?.imports.check(&caller, id).await?)
}

/// Brings the rows in.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn run_import(id: ImportId, #[server(default)] all_or_nothing: bool) -> ApiResult<()> {
    let caller = caller()?;
    Ok(services()?.imports.run(&caller, id, all_or_nothing).await?)
}

/// How far it is.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn view_import(id: ImportId) -> ApiResult<ImportView> {
    let caller = caller()?;
    Ok(services()?.imports.view(&caller, id).await?)
}

/// The caller's imports.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn list_imports(#[server(default)] page: PageQuery) -> ApiResult<Page<ImportView>> {
    let caller = caller()?;
    Ok(services()?.imports.list(&caller, &page).await?)
}

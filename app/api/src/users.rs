//! People: the table, a page, forms, figures.

#[cfg(feature = "ssr")]
use domain::ids::OrganisationId;
use domain::{
    ids::UserId,
    kpi::Kpis,
    page::Page,
    user::{TimelineEntry, UserChoices, UserChoicesQuery, UserFilter, UserForm, UserListQuery, UserRow, UserStatus, UserView},
};
use leptos::prelude::*;

use crate::{ApiResult, answer::Answer};
#[cfg(feature = "ssr")]
use crate::{caller, services};

/// A page of the table.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn list_users(#[server(default)] query: UserListQuery) -> ApiResult<Page<UserRow>> {
    let caller = caller()?;
    Ok(services()?.users.list(&caller, &query).await?)
}

/// What filters and forms offer.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn list_user_choices(#[server(default)] query: UserChoicesQuery) -> ApiResult<UserChoices> {
    let caller = caller()?;
    Ok(services()?.users.choices(&caller, &query).await?)
}

/// One user.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn view_user(id: UserId) -> ApiResult<UserView> {
    let caller = caller()?;
    Ok(services()?.users.view(&caller, id).await?)
}

/// Makes an account and opens its page.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn create_user(#[server(flatten)] form: UserForm) -> ApiResult<UserId> {
    let caller = caller()?;
    let out = services()?.users.create(&caller, &form).await?;
    leptos_axum::redirect(&format!("/admin/users/{out}"));
    Ok(out)
}

/// Changes an account and goes back to its page.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn edit_user(id: UserId, #[server(flatten)] form: UserForm) -> ApiResult<()> {
    let caller = caller()?;
    services()?.users.edit(&caller, id, &form).await?;
    leptos_axum::redirect(&format!("/admin/users/{id}"));
    Ok(())
}

/// Activates or deactivates.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn set_user_status(id: UserId, status: UserStatus) -> ApiResult<()> {
    let caller = caller()?;
    services()?.users.set_status(&caller, id, status).await?;
    crate::door::close_dialog();
    Ok(())
}

/// Gives users a manager and/or an organisation. An empty text leaves as it is, `none` takes away, an id sets.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn assign_users(
    #[server(default)] ids: Vec<UserId>,
    #[server(default)] manager: String,
    #[server(default)] organisation: String,
) -> ApiResult<u64> {
    let caller = caller()?;
    let manager: Option<Option<UserId>> = assignment(&manager, "manager")?;
    let organisation: Option<Option<OrganisationId>> = assignment(&organisation, "organisation")?;
    Ok(services()?.users.assign(&caller, &ids, manager, organisation).await?)
}

/// Reads an assignment as [`assign_users`] takes it.
#[cfg(feature = "ssr")]
fn assignment<I: std::str::FromStr>(text: &str, field: &str) -> ApiResult<Option<Option<I>>> {
    match text.trim() {
        "" => Ok(None),
        "none" => Ok(Some(None)),
        id => {
            Ok(Some(Some(id.parse().map_err(|_| domain::Error::field(field, domain::msg::field_choose_one(domain::user::shorten(id))))?)))
        }
    }
}

/// What the user did and what was done to them.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn user_timeline(id: UserId, cursor: Option<String>) -> ApiResult<Page<TimelineEntry>> {
    let caller = caller()?;
    Ok(services()?.users.timeline(&caller, id, cursor).await?)
}

/// The figures for a filter.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn user_kpis(#[server(default)] filter: UserFilter) -> ApiResult<Kpis> {
    let caller = caller()?;
    Ok(services()?.users.kpis(&caller, &filter).await?)
}

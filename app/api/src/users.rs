//! People: the table, a page, forms, figures.

#[cfg(feature = "ssr")]
use domain::user::Picked;
use domain::{
    ids::UserId,
    kpi::Kpis,
    page::Page,
    user::{
        BulkForm, BulkOutcome, TimelineEntry, UserChoices, UserChoicesQuery, UserFilter, UserForm, UserListQuery, UserRow, UserStatus,
        UserView,
    },
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

/// Changes many users: those with these ids, or, where `all` says `true`, everybody who fits the filter's parameters (`name=value`). A
/// browser with script sends the next part itself, with what this one answered; without script all parts are one request.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn change_users(
    #[server(default)] ids: Vec<UserId>,
    #[server(default)] all: String,
    #[server(default)] filter: Vec<String>,
    #[server(default)] after: String,
    #[server(flatten)] form: BulkForm,
) -> ApiResult<BulkOutcome> {
    let (caller, users) = (caller()?, services()?.users);
    let whom = Picked::read(ids, all == "true", &filter);
    let mut outcome = users.change(&caller, &whom, &form, Some(after.as_str())).await?;
    if crate::door::is_plain() {
        while let Some(next) = outcome.next.take() {
            outcome = outcome.and(users.change(&caller, &whom, &form, Some(next.as_str())).await?);
        }
        told(&outcome)?;
    }
    Ok(outcome)
}

/// Where no script can say it, who was left out is a refusal.
#[cfg(feature = "ssr")]
fn told(outcome: &BulkOutcome) -> ApiResult<()> {
    let Some(first) = outcome.refusals.first() else { return Ok(()) };
    let name = first.name.clone().unwrap_or_else(|| first.user.to_string());
    let words = domain::msg::users_some_refused(outcome.refused, name, outcome.changed);
    Err(domain::Error::invalid(words).into())
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

/// Users for a filter that names a person: id, name, address.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn find_users(text: String) -> ApiResult<Vec<(UserId, String, String)>> {
    let caller = caller()?;
    Ok(services()?.users.find(&caller, &text).await?)
}

//! One's own account, and other people's sessions.

#[cfg(feature = "ssr")]
use domain::text::Locale;
use domain::{
    ids::{SessionId, UserId},
    page::{Page, PageQuery},
    session::{OutboxRow, SessionRow},
};
use leptos::prelude::*;

use crate::{ApiResult, answer::Answer};
#[cfg(feature = "ssr")]
use crate::{caller, services};

/// One's own sessions.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn own_sessions() -> ApiResult<Vec<SessionRow>> {
    let caller = caller()?;
    Ok(services()?.accounts.sessions(&caller).await?)
}

/// Ends one of one's own sessions.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn revoke_own_session(id: SessionId) -> ApiResult<()> {
    let caller = caller()?;
    Ok(services()?.accounts.revoke(&caller, id).await?)
}

/// Ends all of one's own sessions but this one.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn revoke_other_sessions() -> ApiResult<u64> {
    let caller = caller()?;
    Ok(services()?.accounts.revoke_others(&caller).await?)
}

/// Time zones that one can choose.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn time_zones() -> ApiResult<Vec<String>> {
    let caller = caller()?;
    Ok(services()?.accounts.time_zones(&caller).await?)
}

/// Changes one's own password.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn change_password(current: String, new: String) -> ApiResult<()> {
    let caller = caller()?;
    Ok(services()?.accounts.change_password(&caller, &current, &new).await?)
}

/// Changes one's own name, language and time zone.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn edit_profile(name: String, locale: String, time_zone: String) -> ApiResult<()> {
    let caller = caller()?;
    let language = Locale::from_tag(&locale)
        .ok_or_else(|| domain::Error::field("locale", domain::msg::field_choose_one(domain::user::shorten(&locale))))?;
    Ok(services()?.accounts.edit_profile(&caller, &name, language, &time_zone).await?)
}

/// A token for a form that must take effect once: put it into a hidden field named `token`.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn form_token() -> ApiResult<String> {
    let caller = caller()?;
    Ok(services()?.accounts.form_token(&caller).await?)
}

/// Another user's sessions.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn user_sessions(id: UserId) -> ApiResult<Vec<SessionRow>> {
    let caller = caller()?;
    Ok(services()?.accounts.sessions_of(&caller, id).await?)
}

/// Ends one session of another user, or all.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn revoke_user_session(id: UserId, session: Option<SessionId>) -> ApiResult<u64> {
    let caller = caller()?;
    let ended = services()?.accounts.revoke_of(&caller, id, session).await?;
    crate::door::close_dialog();
    Ok(ended)
}

/// Mails a reset link to a user and forces a new password.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn send_password_reset(id: UserId) -> ApiResult<()> {
    let caller = caller()?;
    services()?.accounts.send_reset(&caller, id).await?;
    crate::door::close_dialog();
    Ok(())
}

/// Mails kept here.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn list_outbox(#[server(default)] page: PageQuery) -> ApiResult<Page<OutboxRow>> {
    let caller = caller()?;
    Ok(services()?.accounts.outbox(&caller, &page).await?)
}

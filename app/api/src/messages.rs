//! Messages.

use domain::{
    ids::MessageId,
    message::{ComposeForm, MessageListQuery, MessageRow, MessageView},
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
pub async fn list_messages(#[server(default)] query: MessageListQuery) -> ApiResult<Page<MessageRow>> {
    let caller = caller()?;
    Ok(services()?.messages.list(&caller, &query).await?)
}

/// One message, with where it was when.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn view_message(id: MessageId) -> ApiResult<MessageView> {
    let caller = caller()?;
    Ok(services()?.messages.view(&caller, id).await?)
}

/// One message, as its page asks for it.
///
/// # Errors
/// What the use case refuses.
pub async fn message(id: MessageId) -> domain::Result<MessageView> {
    view_message(id).await.map_err(|error| error.0)
}

/// How many of one's own messages went out today.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn messages_today() -> ApiResult<i64> {
    let caller = caller()?;
    Ok(services()?.messages.sent_today(&caller).await?)
}

/// The country whose numbers are read without its code.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn home_country() -> ApiResult<Option<(String, u16)>> {
    let caller = caller()?;
    Ok(services()?.messages.home_country(&caller).await?)
}

/// Queues one message per recipient. To many it goes only once it was `confirmed`: the page asks, and the form without script once more.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn compose_messages(#[server(flatten)] form: ComposeForm, #[server(default)] confirmed: String) -> ApiResult<Vec<MessageId>> {
    let caller = caller()?;
    let count = form.check()?.to.len();
    if count > domain::message::CONFIRM_ABOVE && confirmed != "true" {
        return Err(domain::Error::field("confirmed", domain::msg::messages_confirm_many(count)).into());
    }
    let out = services()?.messages.compose(&caller, &form).await?;
    leptos_axum::redirect("/panel/messages");
    Ok(out)
}

/// Calls off a message that has not gone.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn cancel_message(id: MessageId) -> ApiResult<()> {
    let caller = caller()?;
    Ok(services()?.messages.cancel(&caller, id).await?)
}

/// Calls off what was queued together with a message and has not gone; answers how many.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn cancel_rest(id: MessageId) -> ApiResult<u64> {
    let caller = caller()?;
    Ok(services()?.messages.cancel_rest(&caller, id).await?)
}

/// Queues a failed message again.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn retry_message(id: MessageId) -> ApiResult<MessageId> {
    let caller = caller()?;
    Ok(services()?.messages.retry(&caller, id).await?)
}

//! `whatsapp_chat`: under which chat WhatsApp knows a phone number, as a gateway answered before the first message to it. (Brazilian
//! numbers are known with or without their ninth digit.)

use domain::{ids::InstanceId, time::Timestamp};
use sea_orm::ConnectionTrait;

use crate::{DbResult, exec, values};

/// Keeps what a gateway answered.
///
/// # Errors
/// When the database refuses.
pub async fn keep(connection: &impl ConnectionTrait, instance: InstanceId, recipient: &str, chat_id: &str, now: Timestamp) -> DbResult<()> {
    exec(
        connection,
        "INSERT INTO whatsapp_chat (instance_id, recipient, chat_id, asked_at) VALUES (?, ?, ?, ?) \
         ON CONFLICT (instance_id, recipient) DO UPDATE SET chat_id = excluded.chat_id, asked_at = excluded.asked_at",
        values![instance, recipient, chat_id, now],
    )
    .await?;
    Ok(())
}

/// Forgets what was answered before `before`.
///
/// # Errors
/// When the database refuses.
pub async fn purge(connection: &impl ConnectionTrait, before: Timestamp) -> DbResult<u64> {
    exec(connection, "DELETE FROM whatsapp_chat WHERE asked_at < ?", values![before]).await
}

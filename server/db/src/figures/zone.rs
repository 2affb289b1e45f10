//! With which time zone's months and days the figures were built.

use sea_orm::ConnectionTrait;

use crate::{DbResult, exec, scalar, values};

/// The zone, where it was remembered.
///
/// # Errors
/// When the database refuses.
pub async fn known(connection: &impl ConnectionTrait) -> DbResult<Option<String>> {
    scalar(connection, "SELECT time_zone FROM figures_built", vec![]).await
}

/// Remembers it.
///
/// # Errors
/// When the database refuses.
pub async fn remember(connection: &impl ConnectionTrait, zone: &str) -> DbResult<()> {
    let text = "INSERT INTO figures_built (one, time_zone) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET time_zone = excluded.time_zone";
    exec(connection, text, values![zone]).await?;
    Ok(())
}

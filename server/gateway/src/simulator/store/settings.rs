//! Settings that survive a restart: the faults in force.

use sqlx::{SqliteConnection, SqliteExecutor};

use super::Result;
use crate::simulator::Faults;

pub(in crate::simulator) async fn faults(db: impl SqliteExecutor<'_>) -> Result<Faults> {
    let text: Option<String> = sqlx::query_scalar("SELECT value FROM settings WHERE name = 'faults'").fetch_optional(db).await?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

pub(in crate::simulator) async fn save_faults(db: &mut SqliteConnection, faults: &Faults) -> Result<()> {
    let text = serde_json::to_string(faults).map_err(|error| sqlx::Error::Encode(Box::new(error)))?;
    sqlx::query("INSERT INTO settings (name, value) VALUES ('faults', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .bind(text)
        .execute(db)
        .await?;
    Ok(())
}

//! The table `outbox`: webhooks that must still leave. Rows of one lane (a message, or a session's statuses) leave one after another;
//! a row goes only after a 2xx, so a kill repeats a delivery at worst, under the same event id.

use serde::{Deserialize, Serialize};
use sqlx::{SqliteConnection, SqliteExecutor};

use super::{
    Result,
    sessions::{decode, encode},
};

/// One entry of a session's `config.webhooks` (WAHA: `WebhookConfig`).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::simulator) struct Hook {
    pub url: String,
    #[serde(default)]
    pub events: Vec<String>,
    #[serde(default)]
    pub hmac: Option<HookKey>,
    #[serde(default)]
    pub retries: Option<Retries>,
    #[serde(default, rename = "customHeaders")]
    pub custom_headers: Option<Vec<Header>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::simulator) struct HookKey {
    #[serde(default)]
    pub key: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::simulator) struct Header {
    pub name: String,
    pub value: String,
}

/// WAHA's `RetriesConfiguration`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::simulator) struct Retries {
    pub policy: Policy,
    #[serde(rename = "delaySeconds")]
    pub delay_seconds: f64,
    pub attempts: i64,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::simulator) enum Policy {
    #[default]
    Constant,
    Linear,
    Exponential,
}

impl Default for Retries {
    fn default() -> Self {
        Self { policy: Policy::Constant, delay_seconds: 2.0, attempts: 15 }
    }
}

/// No pause is longer, whatever the policy says.
const LONGEST_PAUSE_MS: f64 = 3_600_000.0;

impl Retries {
    /// The pause after attempt `attempt` (1 is the first) failed; `None` when that was the last. `chance` is 0…1 and moves an
    /// exponential pause by 20 % at most, so that many hooks do not come back at once.
    pub fn pause_ms(&self, attempt: i64, chance: f64) -> Option<i64> {
        if attempt >= self.attempts {
            return None;
        }
        let base = self.delay_seconds.max(0.0) * 1000.0;
        let steps = i32::try_from(attempt.clamp(1, 30)).unwrap_or(30);
        let pause = match self.policy {
            Policy::Constant => base,
            Policy::Linear => base * f64::from(steps),
            Policy::Exponential => base * 2_f64.powi(steps - 1) * (1.0 + 0.2 * chance),
        };
        Some(pause.min(LONGEST_PAUSE_MS) as i64)
    }
}

/// A webhook on its way.
#[derive(Clone, Debug)]
pub(in crate::simulator) struct Entry {
    pub id: i64,
    pub lane: String,
    pub hook: Hook,
    pub body: String,
    pub attempt: i64,
}

/// Never due before its predecessor in the lane, so that "due" and "may leave" are nearly the same question.
pub(in crate::simulator) async fn push(db: &mut SqliteConnection, lane: &str, hook: &Hook, body: &str, due_ms: i64) -> Result<()> {
    let query = "INSERT INTO outbox (lane, hook, body, attempt, due_ms, dead) VALUES (?1, ?2, ?3, 0,
        max(?4, coalesce((SELECT max(due_ms) FROM outbox WHERE lane = ?1 AND dead = 0), 0)), 0)";
    sqlx::query(query).bind(lane).bind(encode(hook)?).bind(body).bind(due_ms).execute(db).await?;
    Ok(())
}

/// The first row of each lane, where it is due.
pub(in crate::simulator) async fn due(db: impl SqliteExecutor<'_>, now: i64, limit: usize) -> Result<Vec<Entry>> {
    let query = "SELECT id, lane, hook, body, attempt FROM outbox o WHERE dead = 0 AND due_ms <= ?
        AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.dead = 0 AND p.lane = o.lane AND p.id < o.id) ORDER BY due_ms LIMIT ?";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows: Vec<(i64, String, String, String, i64)> = sqlx::query_as(query).bind(now).bind(limit).fetch_all(db).await?;
    rows.into_iter().map(|(id, lane, hook, body, attempt)| Ok(Entry { id, lane, hook: decode(hook)?, body, attempt })).collect()
}

pub(in crate::simulator) async fn next_due(db: impl SqliteExecutor<'_>) -> Result<Option<i64>> {
    sqlx::query_scalar("SELECT min(due_ms) FROM outbox WHERE dead = 0").fetch_one(db).await
}

pub(in crate::simulator) async fn delivered(db: &mut SqliteConnection, id: i64) -> Result<()> {
    sqlx::query("DELETE FROM outbox WHERE id = ?").bind(id).execute(db).await?;
    Ok(())
}

/// Another attempt later. What stands behind it in the lane waits as long.
pub(in crate::simulator) async fn postpone(db: &mut SqliteConnection, entry: &Entry, due_ms: i64) -> Result<()> {
    sqlx::query("UPDATE outbox SET attempt = ? WHERE id = ?").bind(entry.attempt + 1).bind(entry.id).execute(&mut *db).await?;
    sqlx::query("UPDATE outbox SET due_ms = max(due_ms, ?) WHERE lane = ? AND dead = 0").bind(due_ms).bind(&entry.lane).execute(db).await?;
    Ok(())
}

/// The attempts are used up. The row stays to be looked at; its lane goes on.
pub(in crate::simulator) async fn give_up(db: &mut SqliteConnection, entry: &Entry) -> Result<()> {
    sqlx::query("UPDATE outbox SET attempt = ?, dead = 1 WHERE id = ?").bind(entry.attempt + 1).bind(entry.id).execute(db).await?;
    Ok(())
}

/// Rows still to leave, and rows given up.
pub(in crate::simulator) async fn sizes(db: impl SqliteExecutor<'_>) -> Result<(i64, i64)> {
    sqlx::query_as("SELECT count(*) FILTER (WHERE dead = 0), count(*) FILTER (WHERE dead = 1) FROM outbox").fetch_one(db).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_policies_pause_as_documented() {
        let pauses = |policy| {
            let retries = Retries { policy, delay_seconds: 2.0, attempts: 4 };
            (1..=4).map(|attempt| retries.pause_ms(attempt, 0.0)).collect::<Vec<_>>()
        };
        assert_eq!(pauses(Policy::Constant), [Some(2000), Some(2000), Some(2000), None]);
        assert_eq!(pauses(Policy::Linear), [Some(2000), Some(4000), Some(6000), None]);
        assert_eq!(pauses(Policy::Exponential), [Some(2000), Some(4000), Some(8000), None]);
    }
}

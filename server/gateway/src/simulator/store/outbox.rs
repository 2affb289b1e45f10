//! The table `deliveries`: webhooks that must still leave, each by itself: one that is repeated is overtaken by newer ones, as at WAHA.
//! A row goes only after a 2xx, so a kill repeats a delivery at worst, under the same event id.

use serde::{Deserialize, Serialize};
use sqlx::{SqliteConnection, SqliteExecutor};

use super::{
    Result,
    sessions::{decode, encode},
};
use crate::simulator::ids;

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

/// WAHA's `RetriesConfiguration`, with what it takes where something is left out.
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

impl Retries {
    /// The pause before repetition `number` (1 is the first), `None` when there were as many as wanted. `chance` is 0…1 and makes an
    /// exponential pause longer by a fifth at most; what the receiver asked for (`Retry-After`) is the least it waits.
    pub fn pause_ms(&self, number: i64, chance: f64, asked_ms: i64) -> Option<i64> {
        if number > self.attempts {
            return None;
        }
        let base = self.delay_seconds.max(0.0) * 1000.0;
        let steps = i32::try_from(number.clamp(1, 30)).unwrap_or(30);
        let asked = asked_ms.max(0) as f64;
        let pause = match self.policy {
            Policy::Constant => base.max(asked),
            Policy::Linear => (base * f64::from(steps)).max(asked),
            // The first repetition counts as the second power, because repetitions are counted from one.
            Policy::Exponential if base > 0.0 => (base * 2_f64.powi(steps)).max(asked) * (1.0 + 0.2 * chance),
            Policy::Exponential => asked,
        };
        Some(pause as i64)
    }
}

/// A webhook on its way.
#[derive(Clone, Debug)]
pub(in crate::simulator) struct Entry {
    pub id: i64,
    pub hook: Hook,
    pub body: String,
    /// The same in each attempt.
    pub request_id: String,
    /// When it happened, which is what each attempt says.
    pub event_ms: i64,
    /// How often it left without being taken.
    pub attempt: i64,
}

pub(in crate::simulator) async fn push(db: &mut SqliteConnection, hook: &Hook, body: &str, event_ms: i64, due_ms: i64) -> Result<()> {
    let query = "INSERT INTO deliveries (hook, body, request_id, event_ms, attempt, due_ms, dead) VALUES (?, ?, ?, ?, 0, ?, 0)";
    sqlx::query(query).bind(encode(hook)?).bind(body).bind(ids::request_id()).bind(event_ms).bind(due_ms).execute(db).await?;
    Ok(())
}

/// What is due, what waited longest first.
pub(in crate::simulator) async fn due(db: impl SqliteExecutor<'_>, now: i64, limit: usize) -> Result<Vec<Entry>> {
    let query = "SELECT id, hook, body, request_id, event_ms, attempt FROM deliveries WHERE dead = 0 AND due_ms <= ?
        ORDER BY due_ms, id LIMIT ?";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows: Vec<(i64, String, String, String, i64, i64)> = sqlx::query_as(query).bind(now).bind(limit).fetch_all(db).await?;
    let entry =
        |(id, hook, body, request_id, event_ms, attempt)| Ok(Entry { id, hook: decode(hook)?, body, request_id, event_ms, attempt });
    rows.into_iter().map(entry).collect()
}

pub(in crate::simulator) async fn next_due(db: impl SqliteExecutor<'_>) -> Result<Option<i64>> {
    sqlx::query_scalar("SELECT min(due_ms) FROM deliveries WHERE dead = 0").fetch_one(db).await
}

pub(in crate::simulator) async fn delivered(db: &mut SqliteConnection, id: i64) -> Result<()> {
    sqlx::query("DELETE FROM deliveries WHERE id = ?").bind(id).execute(db).await?;
    Ok(())
}

/// Another attempt later.
pub(in crate::simulator) async fn postpone(db: &mut SqliteConnection, entry: &Entry, due_ms: i64) -> Result<()> {
    let query = "UPDATE deliveries SET attempt = ?, due_ms = ? WHERE id = ?";
    sqlx::query(query).bind(entry.attempt + 1).bind(due_ms).bind(entry.id).execute(db).await?;
    Ok(())
}

/// The attempts are used up. The row stays to be looked at.
pub(in crate::simulator) async fn give_up(db: &mut SqliteConnection, entry: &Entry) -> Result<()> {
    sqlx::query("UPDATE deliveries SET attempt = ?, dead = 1 WHERE id = ?").bind(entry.attempt + 1).bind(entry.id).execute(db).await?;
    Ok(())
}

/// Forgets what has not left.
pub(in crate::simulator) async fn forget(db: &mut SqliteConnection) -> Result<()> {
    sqlx::query("DELETE FROM deliveries WHERE dead = 0").execute(db).await?;
    Ok(())
}

/// Rows still to leave, and rows given up.
pub(in crate::simulator) async fn sizes(db: impl SqliteExecutor<'_>) -> Result<(i64, i64)> {
    sqlx::query_as("SELECT count(*) FILTER (WHERE dead = 0), count(*) FILTER (WHERE dead = 1) FROM deliveries").fetch_one(db).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pauses(policy: Policy, attempts: i64, chance: f64, asked_ms: i64) -> Vec<Option<i64>> {
        let retries = Retries { policy, delay_seconds: 2.0, attempts };
        (1..=attempts + 1).map(|number| retries.pause_ms(number, chance, asked_ms)).collect()
    }

    // Fault 4.
    #[test]
    fn repetitions_pause_as_those_of_waha_do() {
        assert_eq!(pauses(Policy::Constant, 3, 0.0, 0), [Some(2_000), Some(2_000), Some(2_000), None]);
        assert_eq!(pauses(Policy::Linear, 3, 0.0, 0), [Some(2_000), Some(4_000), Some(6_000), None]);
        assert_eq!(pauses(Policy::Exponential, 3, 0.0, 0), [Some(4_000), Some(8_000), Some(16_000), None]);
        assert_eq!(pauses(Policy::Exponential, 2, 1.0, 0), [Some(4_800), Some(9_600), None]);
        // What the receiver asks for is the least.
        assert_eq!(pauses(Policy::Constant, 1, 0.0, 7_000), [Some(7_000), None]);
        assert_eq!(pauses(Policy::Exponential, 2, 0.0, 7_000), [Some(7_000), Some(8_000), None]);
        let at_once = Retries { policy: Policy::Exponential, delay_seconds: 0.0, attempts: 1 };
        assert_eq!(at_once.pause_ms(1, 1.0, 0), Some(0));
    }

    #[test]
    fn a_setting_of_two_seconds_and_fifteen_times_lasts_a_day_and_a_half() {
        let all: i64 = pauses(Policy::Exponential, 15, 0.0, 0).into_iter().flatten().sum();
        assert_eq!(all / 1_000, 131_068);
    }

    #[test]
    fn without_a_setting_it_is_half_a_minute() {
        let left_out: Retries = serde_json::from_str("{}").expect("all of it may be left out");
        let pauses: Vec<_> = (1..=16).map(|number| left_out.pause_ms(number, 0.5, 0)).collect();
        assert_eq!(pauses[..15], [Some(2_000); 15]);
        assert_eq!(pauses[15], None);
    }
}

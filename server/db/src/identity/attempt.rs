//! Attempts to sign in: the history that users see, and what the throttle counts. An attempt is written before the password is looked
//! at, so that parallel guesses count too; its outcome follows.

use domain::{ids::UserId, time::Timestamp};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};

use crate::{DbResult, exec, one, scalar, values};

/// What became of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Being looked at.
    Pending,
    /// Signed in.
    Granted,
    /// No such account, wrong password or deactivated.
    Refused,
}

impl Outcome {
    /// As stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Granted => "granted",
            Self::Refused => "refused",
        }
    }
}

/// What failed lately.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct Failures {
    /// For this login from this address.
    pub pair: i64,
    /// The last of them.
    pub pair_last: Option<Timestamp>,
    /// For this login.
    pub login: i64,
    /// The first of them.
    pub login_first: Option<Timestamp>,
    /// From this address.
    pub address: i64,
    /// The first of them.
    pub address_first: Option<Timestamp>,
}

/// Lets one transaction at a time count and write attempts of this login and this address. SQLite has one writer anyway.
///
/// # Errors
/// When the database refuses.
pub async fn lock(connection: &impl ConnectionTrait, login_key: &str, address: &str) -> DbResult<()> {
    if connection.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    for name in [format!("address {address}"), format!("login {login_key}")] {
        scalar::<String>(connection, "SELECT CAST(pg_advisory_xact_lock(hashtextextended(?, 0)) AS text)", values![name]).await?;
    }
    Ok(())
}

/// What failed, or is being looked at, since `since`.
///
/// # Errors
/// When the database refuses.
pub async fn failures(connection: &impl ConnectionTrait, login_key: &str, address: &str, since: Timestamp) -> DbResult<Failures> {
    const PAIR: &str = "CASE WHEN login_key = ? AND address = ? THEN";
    let text = format!(
        "SELECT CAST(COALESCE(SUM({PAIR} 1 ELSE 0 END), 0) AS bigint) AS pair, MAX({PAIR} at END) AS pair_last, \
        CAST(COALESCE(SUM(CASE WHEN login_key = ? THEN 1 ELSE 0 END), 0) AS bigint) AS login, MIN(CASE WHEN login_key = ? THEN at END) AS login_first, \
        CAST(COALESCE(SUM(CASE WHEN address = ? THEN 1 ELSE 0 END), 0) AS bigint) AS address, MIN(CASE WHEN address = ? THEN at END) AS address_first \
        FROM sign_in_attempt WHERE ((login_key = ? AND at > ?) OR (address = ? AND at > ?)) AND outcome <> 'granted'"
    );
    let found = one(
        connection,
        &text,
        values![login_key, address, login_key, address, login_key, login_key, address, address, login_key, since, address, since],
    )
    .await?;
    Ok(found.unwrap_or(Failures { pair: 0, pair_last: None, login: 0, login_first: None, address: 0, address_first: None }))
}

/// Writes an attempt that is being looked at; answers its number.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    connection: &impl ConnectionTrait,
    at: Timestamp,
    login_key: &str,
    address: &str,
    user_agent: Option<&str>,
    device: &str,
) -> DbResult<i64> {
    let no = scalar::<i64>(
        connection,
        "INSERT INTO sign_in_attempt (at, login_key, address, user_agent, device, outcome) VALUES (?, ?, ?, ?, ?, 'pending') RETURNING no",
        values![at, login_key, address, user_agent.map(str::to_owned), device],
    )
    .await?;
    Ok(no.unwrap_or_default())
}

/// Says what became of an attempt, and whose it was where the account is known.
///
/// # Errors
/// When the database refuses.
pub async fn close(connection: &impl ConnectionTrait, no: i64, user: Option<UserId>, outcome: Outcome) -> DbResult<()> {
    exec(connection, "UPDATE sign_in_attempt SET outcome = ?, user_id = ? WHERE no = ?", values![outcome.code(), user, no]).await.map(drop)
}

/// Forgets attempts before this; answers how many.
///
/// # Errors
/// When the database refuses.
pub async fn forget(connection: &impl ConnectionTrait, before: Timestamp) -> DbResult<u64> {
    exec(connection, "DELETE FROM sign_in_attempt WHERE at < ?", values![before]).await
}

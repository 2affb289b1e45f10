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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, FromQueryResult)]
pub struct Failures {
    /// For this login from this address.
    pub pair: i64,
    /// The last of them.
    pub pair_last: Option<Timestamp>,
    /// For this login.
    pub login: i64,
    /// The first of them.
    pub login_first: Option<Timestamp>,
    /// The last of them.
    pub login_last: Option<Timestamp>,
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

/// What failed, or is being looked at, since then: of this login, and from this address.
///
/// # Errors
/// When the database refuses.
pub async fn failures(
    connection: &impl ConnectionTrait,
    login_key: &str,
    address: &str,
    since: (Timestamp, Timestamp),
) -> DbResult<Failures> {
    const PAIR: &str = "CASE WHEN login_key = ? AND at > ? AND address = ? THEN";
    const LOGIN: &str = "CASE WHEN login_key = ? AND at > ? THEN";
    const ADDRESS: &str = "CASE WHEN address = ? AND at > ? THEN";
    let text = format!(
        "SELECT CAST(COALESCE(SUM({PAIR} 1 ELSE 0 END), 0) AS bigint) AS pair, MAX({PAIR} at END) AS pair_last, \
        CAST(COALESCE(SUM({LOGIN} 1 ELSE 0 END), 0) AS bigint) AS login, MIN({LOGIN} at END) AS login_first, MAX({LOGIN} at END) AS login_last, \
        CAST(COALESCE(SUM({ADDRESS} 1 ELSE 0 END), 0) AS bigint) AS address, MIN({ADDRESS} at END) AS address_first \
        FROM sign_in_attempt WHERE ((login_key = ? AND at > ?) OR (address = ? AND at > ?)) AND outcome <> 'granted'"
    );
    let (of_login, of_address) = since;
    let mut bound = Vec::new();
    for _ in 0..2 {
        bound.extend(values![login_key, of_login, address]);
    }
    for _ in 0..3 {
        bound.extend(values![login_key, of_login]);
    }
    for _ in 0..2 {
        bound.extend(values![address, of_address]);
    }
    bound.extend(values![login_key, of_login, address, of_address]);
    let found: Option<Failures> = one(connection, &text, bound).await?;
    Ok(found.unwrap_or_default())
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

//! Tokens of writes that may be repeated, with the digest of their input and their answer.

use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{DbError, DbResult, exec, one, values};

/// A token.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Token {
    /// SHA-256 of the input it came with.
    pub input_digest: Vec<u8>,
    /// What was answered.
    pub answer: String,
    /// When; zero while its effect has not happened.
    pub created_at: Timestamp,
}

impl Token {
    /// Whether the effect has happened.
    #[must_use]
    pub const fn is_kept(&self) -> bool {
        self.created_at.0 > 0
    }
}

/// Puts the token's row into this transaction, new or not. Another transaction that claims it waits until this one ends.
///
/// # Errors
/// When the database refuses.
pub async fn claim(connection: &impl ConnectionTrait, scope: &str, token: &str, digest: &[u8]) -> DbResult<Token> {
    let row = one(
        connection,
        "INSERT INTO idempotency (scope, token, input_digest, answer, created_at) VALUES (?, ?, ?, '', 0) \
        ON CONFLICT (scope, token) DO UPDATE SET scope = excluded.scope RETURNING input_digest, answer, created_at",
        values![scope, token, digest.to_vec()],
    )
    .await?;
    row.ok_or(DbError::Stale("idempotency"))
}

/// Keeps the answer of a token that was claimed in this transaction.
///
/// # Errors
/// Stale when it was not claimed.
pub async fn keep(
    connection: &impl ConnectionTrait,
    scope: &str,
    token: &str,
    digest: &[u8],
    answer: &str,
    now: Timestamp,
) -> DbResult<()> {
    let changed = exec(
        connection,
        "UPDATE idempotency SET input_digest = ?, answer = ?, created_at = ? WHERE scope = ? AND token = ? AND created_at = 0",
        values![digest.to_vec(), answer, now, scope, token],
    )
    .await?;
    if changed == 1 { Ok(()) } else { Err(DbError::Stale("idempotency")) }
}

/// Forgets tokens before this; answers how many.
///
/// # Errors
/// When the database refuses.
pub async fn forget(connection: &impl ConnectionTrait, before: Timestamp) -> DbResult<u64> {
    exec(connection, "DELETE FROM idempotency WHERE created_at < ?", values![before]).await
}

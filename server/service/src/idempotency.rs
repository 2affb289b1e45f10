//! Form tokens and `Idempotency-Key`s. Stub signatures: see the area's owner.

use db::Tx;
use domain::Result;

/// Looks a token up inside the transaction: `Some(answer)` when it has had its effect, `None` when it is new. The same token with
/// another input is a conflict. Tokens are scoped by who sent them (`scope`).
///
/// # Errors
/// Conflict, or when the database refuses.
pub async fn find(_tx: &Tx, _scope: &str, _token: &str, _input: &str) -> Result<Option<String>> { Ok(None) }

/// Keeps the answer of a token, inside the transaction that has the effect.
///
/// # Errors
/// When the database refuses.
pub async fn keep(_tx: &Tx, _context: &crate::Context, _scope: &str, _token: &str, _input: &str, _answer: &str) -> Result<()> { Ok(()) }

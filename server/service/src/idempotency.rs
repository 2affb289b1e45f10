//! Form tokens: the same token with the same input has one effect and one answer, however often and however parallel it is sent.
//! [`find`] puts the token's row into the transaction that will have the effect: another transaction with the same token waits on that
//! row, then reads the answer (or, where the first gave up, has the effect itself). Only a digest of the input is kept.
//!
//! To make a write repeatable: `find` first, then the effect, then [`keep`], all in one transaction.

use db::{Tx, identity::idempotency as rows};
use domain::{Error, Result, msg, time::Timestamp};
use sha2::{Digest, Sha256};

use crate::Context;

/// Longest token, in bytes.
pub const TOKEN_MAX: usize = 200;
/// Seconds after which a token is forgotten.
const KEPT: i64 = 7 * 24 * 3600;

/// Looks a token up inside the transaction: `Some(answer)` when it has had its effect, `None` when it is new. The same token with
/// another input is a conflict. Tokens are scoped by who sent them (`scope`). An empty token is none: its effect happens each time. What
/// must not, asks for one first ([`require`]).
///
/// # Errors
/// Conflict, or when the database refuses.
pub async fn find(tx: &Tx, scope: &str, token: &str, input: &str) -> Result<Option<String>> {
    if token.is_empty() {
        return Ok(None);
    }
    if token.len() > TOKEN_MAX || token.chars().any(char::is_control) {
        return Err(Error::invalid(msg::idempotency_bad_token(TOKEN_MAX)));
    }
    let digest = digest(input);
    let row = rows::claim(&**tx, scope, token, &digest).await?;
    if !row.is_kept() {
        return Ok(None);
    }
    if row.input_digest != digest {
        return Err(Error::conflict(msg::idempotency_other_input()));
    }
    Ok(Some(row.answer))
}

/// Refuses a write that must happen once, such as one of money, where it came without a token.
///
/// # Errors
/// Invalid.
pub fn require(token: &str) -> Result<()> {
    if token.is_empty() { Err(Error::invalid(msg::idempotency_no_token())) } else { Ok(()) }
}

/// Keeps the answer of a token, inside the transaction that has the effect.
///
/// # Errors
/// When the database refuses, or the token was not looked up in this transaction.
pub async fn keep(tx: &Tx, context: &Context, scope: &str, token: &str, input: &str, answer: &str) -> Result<()> {
    if token.is_empty() {
        return Ok(());
    }
    Ok(rows::keep(&**tx, scope, token, &digest(input), answer, context.now()).await?)
}

/// Forgets tokens of a week ago; a worker calls this now and then. Answers how many.
///
/// # Errors
/// When the database refuses.
pub async fn forget_old(context: &Context) -> Result<u64> {
    let before: Timestamp = context.now().plus_seconds(-KEPT);
    Ok(rows::forget(context.db.write(), before).await?)
}

fn digest(input: &str) -> Vec<u8> {
    Sha256::digest(input.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use db::{Db, both_databases, exec, scalar, values};
    use domain::ErrorKind;

    use super::*;
    use crate::identity::testing::Rig;

    /// A write with an effect that can be counted.
    async fn write(context: Context, token: &str, input: &str) -> Result<String> {
        let tx = context.db.begin().await?;
        if let Some(answer) = find(&tx, "usr_1", token, input).await? {
            return Ok(answer);
        }
        let answer = context.new_uuid().to_string();
        exec(&*tx, "INSERT INTO setting (name, value) VALUES (?, ?)", values![answer.as_str(), input]).await?;
        keep(&tx, &context, "usr_1", token, input, &answer).await?;
        tx.commit().await?;
        Ok(answer)
    }

    async fn effects(db: &Db) -> i64 {
        scalar(db.read(), "SELECT CAST(COUNT(*) AS bigint) FROM setting", vec![]).await.expect("counts").unwrap_or(0)
    }

    both_databases! {
        async fn a_race_of_the_same_token_has_one_effect_and_one_answer(db: Db) {
            let context = Rig::new(&db).context;
            let tries: Vec<_> = (0..8).map(|_| tokio::spawn(write(context.clone(), "token", "body"))).collect();
            let mut answers = Vec::new();
            for one in tries { answers.push(one.await.expect("runs").expect("is answered")); }
            answers.dedup();
            assert_eq!((answers.len(), effects(&db).await), (1, 1));
        }

        async fn the_same_token_with_another_body_is_a_conflict(db: Db) {
            let context = Rig::new(&db).context;
            write(context.clone(), "token", "body").await.expect("is new");
            assert_eq!(write(context.clone(), "token", "other").await.expect_err("must be refused").kind, ErrorKind::Conflict);
            write(context.clone(), "another", "other").await.expect("is new");
            assert_eq!(effects(&db).await, 2);
        }

        async fn a_transaction_that_gave_up_leaves_the_token_free(db: Db) {
            let context = Rig::new(&db).context;
            let tx = db.begin().await.expect("begins");
            assert_eq!(find(&tx, "usr_1", "token", "body").await, Ok(None));
            drop(tx);
            write(context.clone(), "token", "body").await.expect("is still new");
            assert_eq!(effects(&db).await, 1);
        }

        async fn no_token_is_no_promise_and_a_bad_one_is_refused(db: Db) {
            let context = Rig::new(&db).context;
            for _ in 0..2 { write(context.clone(), "", "body").await.expect("has its effect each time"); }
            assert_eq!(effects(&db).await, 2);
            assert!(require("").expect_err("is none").kind == ErrorKind::Invalid && require("token").is_ok());
            for bad in ["\0", &"x".repeat(TOKEN_MAX + 1)] { assert_eq!(write(context.clone(), bad, "body").await.expect_err("must be refused").kind, ErrorKind::Invalid); }
        }

        async fn old_tokens_are_forgotten(db: Db) {
            let Rig { context, clock } = Rig::new(&db);
            write(context.clone(), "token", "body").await.expect("is new");
            assert_eq!(forget_old(&context).await, Ok(0));
            clock.pass(KEPT + 1);
            assert_eq!(forget_old(&context).await, Ok(1));
        }
    }
}

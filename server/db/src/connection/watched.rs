//! A connection or a transaction whose failures are noticed, whoever sends the statement and whatever becomes of the error.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use super::health::Health;

/// See the module's words.
#[derive(Debug, Clone)]
pub struct Watched<C> {
    pub(crate) inner: C,
    pub(super) health: Arc<Health>,
    /// A statement failed or was given up half way.
    spoiled: Arc<AtomicBool>,
    /// Whether a statement that succeeds is written by then; one in a transaction is not.
    lasting: bool,
}

/// Spoils the transaction unless the statement came to its end.
struct Underway<'a>(&'a AtomicBool, bool);

impl Drop for Underway<'_> {
    fn drop(&mut self) {
        if !self.1 {
            self.0.store(true, Ordering::Release);
        }
    }
}

impl<C: ConnectionTrait> Watched<C> {
    pub(super) fn new(inner: C, health: Arc<Health>, lasting: bool) -> Self {
        Self { inner, health, spoiled: Arc::default(), lasting }
    }

    /// Whether a statement failed. PostgreSQL answers a COMMIT after one as if all were well and rolls back; SQLite may have ended the
    /// transaction with the statement, and what came after stood outside of it.
    pub(super) fn is_spoiled(&self) -> bool {
        self.spoiled.load(Ordering::Acquire)
    }

    /// Runs a statement, unless an earlier one of the same transaction failed.
    async fn run<T>(&self, statement: impl Future<Output = Result<T, DbErr>> + Send) -> Result<T, DbErr> {
        if !self.lasting && self.is_spoiled() {
            return Err(DbErr::Custom("an earlier statement of this transaction failed, so this one is not sent".into()));
        }
        let mut underway = Underway(&self.spoiled, false);
        let outcome = self.health.noted(statement.await, self.inner.get_database_backend());
        underway.1 = outcome.is_ok();
        outcome
    }
}

#[async_trait]
impl<C: ConnectionTrait + Send> ConnectionTrait for Watched<C> {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let done = self.run(self.inner.execute_raw(statement)).await?;
        if self.lasting {
            self.health.wrote();
        }
        Ok(done)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.run(self.inner.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.run(self.inner.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.run(self.inner.query_all_raw(statement)).await
    }
}

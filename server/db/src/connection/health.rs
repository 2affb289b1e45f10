//! Whether a pool's writes get through, and which of its connections may still be used. After a full disk or a failed read or write of
//! the file SQLite has often ended the transaction by itself, and the driver's count of open transactions is wrong from then on: its
//! "transactions" are savepoints of one that nobody ends. So every connection that was open at such a moment is closed.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use sea_orm::{DbBackend, DbErr, RuntimeErr, sqlx};

/// So long after a write that got through nobody need try whether one does.
const FRESH: Duration = Duration::from_secs(30);
/// Least time between two trials while writes fail: whoever asks for readiness must not make the disk busier.
const BETWEEN_TRIALS: Duration = Duration::from_secs(1);

/// What is known of a pool.
#[derive(Debug, Default)]
pub struct Health(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// Connections opened before this are closed.
    broken: Option<Instant>,
    /// Why the last write failed, until a trial gets through.
    failing: Option<String>,
    written: Option<Instant>,
    tried: Option<Instant>,
}

/// What somebody who asks for readiness is told, or has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Writes got through lately.
    Well,
    /// They fail, and it was tried a moment ago.
    Failing(String),
    /// One should be tried.
    Try {
        /// Whether writes failed lately: then the trial is of some size.
        failing: bool,
    },
}

/// The driver's error within.
fn driver(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => Some(cause.as_ref()),
        _ => None,
    }
}

/// Whether the database or what it stands on is at fault, and not the statement: full, unreadable, read-only, gone.
fn is_of_storage(error: &DbErr, backend: DbBackend) -> bool {
    match driver(error) {
        Some(sqlx::Error::Database(cause)) => {
            let code = cause.code().unwrap_or_default();
            if backend == DbBackend::Sqlite {
                // Out of memory, read-only, input or output, damaged, full, cannot be opened, not a database; above the low byte stands more of it.
                code.parse::<u32>().is_ok_and(|code| [7, 8, 10, 11, 13, 14, 26].contains(&(code & 0xff)))
            } else {
                // Resources (a full disk is 53100), the system beneath, damage, shutting down, read-only.
                ["53", "58", "XX", "57P", "25006"].iter().any(|class| code.starts_with(class))
            }
        }
        Some(sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed | sqlx::Error::BeginFailed) => true,
        _ => false,
    }
}

impl Health {
    fn state(&self) -> MutexGuard<'_, State> {
        // Times and a text cannot be left half written.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes what a statement or a commit came to.
    pub fn noted<T>(&self, outcome: Result<T, DbErr>, backend: DbBackend) -> Result<T, DbErr> {
        if let Err(error) = &outcome
            && is_of_storage(error, backend)
        {
            self.failed(error, backend);
        }
        outcome
    }

    /// Something failed for what the database stands on.
    fn failed(&self, error: &DbErr, backend: DbBackend) {
        let mut state = self.state();
        if state.failing.is_none() {
            tracing::error!(%error, "the database cannot write; not ready until it can");
        }
        state.failing = Some(error.to_string());
        // PostgreSQL says itself how its transactions stand, and a connection that is gone is noticed when it is given back.
        if backend == DbBackend::Sqlite {
            state.broken = Some(Instant::now());
        }
    }

    /// Whether a connection of this age was opened before the last fault.
    pub fn is_broken(&self, age: Duration) -> bool {
        let broken = self.state().broken;
        broken.is_some_and(|broken| Instant::now().checked_sub(age).is_none_or(|opened| opened <= broken))
    }

    /// A write got through. That alone does not end a time of failing: small ones may where large ones do not.
    pub fn wrote(&self) {
        self.state().written = Some(Instant::now());
    }

    /// A trial got through.
    pub fn recovered(&self) {
        let mut state = self.state();
        if state.failing.take().is_some() {
            tracing::info!("the database writes again");
        }
        state.written = Some(Instant::now());
    }

    /// How it stands, and whether the one who asks should try.
    pub fn verdict(&self) -> Verdict {
        let mut state = self.state();
        let within = |since: Option<Instant>, time| since.is_some_and(|since| since.elapsed() < time);
        if state.failing.is_none() && within(state.written, FRESH) {
            return Verdict::Well;
        }
        if within(state.tried, BETWEEN_TRIALS) {
            return state.failing.clone().map_or(Verdict::Well, Verdict::Failing);
        }
        state.tried = Some(Instant::now());
        Verdict::Try { failing: state.failing.is_some() }
    }

    /// Why writes fail, where they do.
    pub fn failing(&self) -> Option<String> {
        self.state().failing.clone()
    }
}

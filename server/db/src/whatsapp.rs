//! Gateway servers, paired numbers with their sending lanes, messages, and the events that gateways report. `servers`, `instances`,
//! `messages`, `events` and `chats` hold one table each; `due` what comes due for instances; `lanes` holds the queue: claim, pick, submit,
//! settle; `looks` the messages whose acknowledgement did not come.
//!
//! Whoever changes `instance.lane_waiting` locks the instance's row first ([`lanes::hold`], [`instances::lock`] or an UPDATE of it) and
//! the messages after, so that no two transactions wait for each other and the count never drifts. To add a query, put it into the
//! file of the table it writes.

pub mod chats;
pub mod due;
pub mod events;
pub mod instances;
pub mod lanes;
pub mod looks;
pub mod messages;
pub mod servers;

use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, DbBackend};

/// The states that count in `lane_waiting`; written exactly as in the partial indexes, because SQLite compares texts.
pub const WAITING: &str = "state IN ('queued','claimed','submitted','unknown')";

/// The states of messages that did not go; written exactly as in the partial index.
pub const FAILED: &str = "state IN ('failed','dead','cancelled','expired')";

/// Seconds that a turn may be off at most: longer than any pause between two tries. A turn further off was written by a clock that has
/// been set back since, and is due.
const LONGEST_WAIT: i64 = 900;

/// The time behind which no turn of now can be.
pub(crate) const fn horizon(now: Timestamp) -> Timestamp {
    now.plus_seconds(LONGEST_WAIT)
}

/// Locks the rows that a SELECT reads; SQLite has one writer and needs nothing.
pub(crate) fn for_update(connection: &impl ConnectionTrait, table: &str, skip: bool) -> String {
    if connection.get_database_backend() != DbBackend::Postgres {
        return String::new();
    }
    format!(" FOR UPDATE OF {table}{}", if skip { " SKIP LOCKED" } else { "" })
}

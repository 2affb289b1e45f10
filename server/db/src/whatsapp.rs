//! Gateway servers, paired numbers with their sending lanes, messages, and the events that gateways report. `servers`, `instances`,
//! `messages` and `events` hold one table each; `due` what comes due for instances; `lanes` holds the queue: claim, pick, submit, settle.
//!
//! Whoever changes `instance.lane_waiting` locks the instance's row first ([`lanes::hold`], [`instances::lock`] or an UPDATE of it) and
//! the messages after, so that no two transactions wait for each other and the count never drifts. To add a query, put it into the
//! file of the table it writes.

pub mod due;
pub mod events;
pub mod instances;
pub mod lanes;
pub mod messages;
pub mod servers;

use domain::access::Reach;
use sea_orm::{ConnectionTrait, DbBackend};

use crate::sql::Sql;

/// The states that count in `lane_waiting`; written exactly as in the partial indexes, because SQLite compares texts.
pub const WAITING: &str = "state IN ('queued','claimed','submitted','unknown')";

/// The states of messages that did not go; written exactly as in the partial index.
pub const FAILED: &str = "state IN ('failed','dead','cancelled','expired')";

/// Appends the condition that a row's owner is within reach: `owner` is the column with the user's id, `users` the joined table.
pub fn within(sql: &mut Sql, owner: &str, users: &str, reach: &Reach) {
    match reach {
        Reach::Own(user) => sql.push(&format!(" AND {owner} = ")).bind(*user),
        Reach::Assigned(user) => {
            sql.push(&format!(" AND ({users}.manager_id = ")).bind(*user).push(&format!(" OR {users}.id = ")).bind(*user).push(")")
        }
        // A range instead of LIKE: both databases walk the index of paths.
        Reach::Tree(tree) => {
            sql.push(&format!(" AND {users}.path >= ")).bind(tree.as_str()).push(&format!(" AND {users}.path < ")).bind(end_of(tree))
        }
    };
}

/// The first text after everything that starts with this path: `/` is followed by `0`.
fn end_of(tree: &str) -> String {
    tree.strip_suffix('/').map_or_else(|| format!("{tree}\u{10ffff}"), |stem| format!("{stem}0"))
}

/// Locks the rows that a SELECT reads; SQLite has one writer and needs nothing.
pub(crate) fn for_update(connection: &impl ConnectionTrait, table: &str, skip: bool) -> String {
    if connection.get_database_backend() != DbBackend::Postgres {
        return String::new();
    }
    format!(" FOR UPDATE OF {table}{}", if skip { " SKIP LOCKED" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_tree_ends_before_its_neighbour() {
        let end = end_of("1/7/");
        assert!("1/7/" < end.as_str() && "1/7/9/" < end.as_str() && "1/70/" >= end.as_str(), "{end}");
    }
}

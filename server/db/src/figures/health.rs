//! What tells the health of the system, as rows beside the sums, so that figures and health are one statement.

use domain::time::Timestamp;

use super::SumRow;
use crate::Sql;

/// What the health of the system is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HealthRow {
    /// Gateways that answer.
    pub online: i64,
    /// Gateways that do not.
    pub offline: i64,
    /// Audit events wait for their seal for too long.
    pub unsealed: bool,
    /// A connected number's next message is overdue for too long.
    pub stuck: bool,
}

/// From when on something has waited too long.
#[derive(Debug, Clone, Copy)]
pub struct Late {
    /// Audit events written before this have their seal.
    pub unsealed_before: Timestamp,
    /// Messages due before this are with a gateway.
    pub waiting_before: Timestamp,
}

const WAITING: &str =
    "EXISTS (SELECT 1 FROM instance i WHERE i.lane_waiting > 0 AND i.lane_next_at < ? AND i.state = 'connected' AND i.deleted_at IS NULL
    AND (SELECT m.queued_at FROM message m WHERE m.instance_id = i.id AND m.state IN ('queued','claimed','submitted','unknown')
        ORDER BY m.seq LIMIT 1) < ?)";

/// Appends the rows to a statement of [`SumRow`]s.
pub fn push(sql: &mut Sql, late: Late) {
    for status in ["online", "offline"] {
        sql.push(&format!(
            " UNION ALL SELECT 0, 'health:{status}', CAST((SELECT COUNT(*) FROM gateway_server WHERE status = '{status}') AS bigint)"
        ));
    }
    sql.push(" UNION ALL SELECT 0, 'health:unsealed', CAST(CASE WHEN EXISTS (SELECT 1 FROM audit_unsealed WHERE at < ?) THEN 1 ELSE 0 END AS bigint)")
        .value(late.unsealed_before);
    sql.push(&format!(" UNION ALL SELECT 0, 'health:stuck', CAST(CASE WHEN {WAITING} THEN 1 ELSE 0 END AS bigint)"))
        .value(late.waiting_before)
        .value(late.waiting_before);
}

/// Sums and health of such a statement.
#[must_use]
pub fn split(rows: Vec<SumRow>) -> (Vec<SumRow>, HealthRow) {
    let mut health = HealthRow::default();
    let sums = rows
        .into_iter()
        .filter(|row| {
            match row.measure.strip_prefix("health:") {
                Some("online") => health.online = row.amount,
                Some("offline") => health.offline = row.amount,
                Some("unsealed") => health.unsealed = row.amount != 0,
                Some("stuck") => health.stuck = row.amount != 0,
                _ => return true,
            }
            false
        })
        .collect();
    (sums, health)
}

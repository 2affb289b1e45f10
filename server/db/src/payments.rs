//! The table `payment`. A settled row never changes (a trigger refuses it); a refund is a row of its own that names the payment it
//! gives back. What a payment is found by stands in `payment_text` beside it. Pages and single payments are read by [`list`].

use domain::{
    ids::{PaymentId, UserId},
    payment::PaymentStatus,
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};

use crate::{DbResult, Sql, insert_many, one, users::fold, values};

pub mod list;

/// One payment as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PaymentRecord {
    /// Its id.
    pub id: PaymentId,
    /// Whose.
    pub user_id: UserId,
    /// How much, positive.
    pub amount_minor: i64,
    /// What the gateway kept of it.
    pub fee_minor: i64,
    /// In which currency.
    pub currency: String,
    /// How.
    pub method: String,
    /// What became of it.
    pub status: String,
    /// The payment it gives back.
    pub refunds_id: Option<PaymentId>,
    /// Note.
    pub note: String,
    /// When it was paid.
    pub paid_at: Timestamp,
    /// When it was written here.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: UserId,
    /// Whose numbering `external_id` is.
    pub external_space: Option<String>,
    /// Its id elsewhere.
    pub external_id: Option<String>,
}

/// The columns of `payment`.
const COLUMNS: [&str; 14] = [
    "id",
    "user_id",
    "amount_minor",
    "fee_minor",
    "currency",
    "method",
    "status",
    "refunds_id",
    "note",
    "paid_at",
    "recorded_at",
    "recorded_by",
    "external_space",
    "external_id",
];

/// How many ids one look-up asks for.
const CHUNK: usize = 5_000;

/// Inserts payments; one whose id or external id is there already is left out. Answers how many were inserted.
///
/// # Errors
/// When the database refuses.
pub async fn insert(connection: &impl ConnectionTrait, rows: &[PaymentRecord]) -> DbResult<u64> {
    let texts = rows.iter().filter_map(|p| search_text(&p.note, p.external_id.as_deref()).map(|search| values![p.id, search])).collect();
    let rows = rows
        .iter()
        .cloned()
        .map(|p| {
            values![
                p.id,
                p.user_id,
                p.amount_minor,
                p.fee_minor,
                p.currency,
                p.method,
                p.status,
                p.refunds_id,
                p.note,
                p.paid_at,
                p.recorded_at,
                p.recorded_by,
                p.external_space,
                p.external_id,
            ]
        })
        .collect();
    let inserted = insert_many(connection, "payment", &COLUMNS, rows, "ON CONFLICT DO NOTHING").await?;
    insert_many(connection, "payment_text", &["payment_id", "search"], texts, "ON CONFLICT (payment_id) DO NOTHING").await?;
    Ok(inserted)
}

/// What a payment is found by: note and reference, folded, one a line; none where it has neither.
#[must_use]
pub fn search_text(note: &str, reference: Option<&str>) -> Option<String> {
    let lines = [Some(note), reference].into_iter().flatten().map(fold).filter(|line| !line.is_empty());
    Some(lines.collect::<Vec<_>>().join("\n")).filter(|search| !search.is_empty())
}

/// Payments by their ids elsewhere.
///
/// # Errors
/// When the database refuses.
pub async fn by_external(connection: &impl ConnectionTrait, space: &str, ids: &[&str]) -> DbResult<Vec<PaymentRecord>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let mut sql = Sql::new(&format!("SELECT {} FROM payment WHERE external_space = ", COLUMNS.join(", ")));
        sql.bind(space).push(" AND external_id IN ").list(chunk.iter().copied());
        found.extend(sql.all::<PaymentRecord>(connection).await?);
    }
    Ok(found)
}

/// Payments by id, held until the transaction ends, so that nobody else refunds them meanwhile (SQLite has one writer anyway).
///
/// # Errors
/// When the database refuses.
pub async fn lock(connection: &impl ConnectionTrait, ids: &[PaymentId]) -> DbResult<Vec<PaymentRecord>> {
    let tail = if connection.get_database_backend() == DbBackend::Postgres { " ORDER BY id FOR UPDATE" } else { " ORDER BY id" };
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let mut sql = Sql::new(&format!("SELECT {} FROM payment WHERE id IN ", COLUMNS.join(", ")));
        sql.list(chunk.iter().copied()).push(tail);
        found.extend(sql.all::<PaymentRecord>(connection).await?);
    }
    Ok(found)
}

/// Says how pending payments ended. Answers how many there were: one that ended before stays as it is.
///
/// # Errors
/// When the database refuses.
pub async fn settle(connection: &impl ConnectionTrait, ids: &[PaymentId], status: PaymentStatus) -> DbResult<u64> {
    let mut changed = 0;
    for chunk in ids.chunks(CHUNK) {
        let mut sql = Sql::new("UPDATE payment SET status = ");
        sql.bind(status.code()).push(" WHERE status = 'pending' AND id IN ").list(chunk.iter().copied());
        changed += sql.exec(connection).await?;
    }
    Ok(changed)
}

/// How much was given back of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct RefundedRow {
    /// The payment.
    pub id: PaymentId,
    /// Minor units.
    pub refunded: i64,
}

/// How much was given back of each of these payments; those of which nothing was are left out.
///
/// # Errors
/// When the database refuses.
pub async fn refunded(connection: &impl ConnectionTrait, ids: &[PaymentId]) -> DbResult<Vec<RefundedRow>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let mut sql = Sql::new(
            "SELECT refunds_id AS id, CAST(SUM(amount_minor) AS bigint) AS refunded FROM payment WHERE status = 'success' AND refunds_id IN ",
        );
        sql.list(chunk.iter().copied()).push(" GROUP BY refunds_id");
        found.extend(sql.all::<RefundedRow>(connection).await?);
    }
    Ok(found)
}

/// What a payment needs to know of its user.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Payer {
    /// The user.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// Part of the tree.
    pub path: String,
    /// Manager.
    pub manager_id: Option<UserId>,
}

/// A payment's user.
///
/// # Errors
/// When the database refuses.
pub async fn payer(connection: &impl ConnectionTrait, user: UserId) -> DbResult<Option<Payer>> {
    one(connection, "SELECT id, name, path, manager_id FROM users WHERE id = ?", values![user]).await
}

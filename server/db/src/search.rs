//! What the palette finds besides people, one statement for each kind and few rows from it. Payments are found by their amount, their
//! reference or their note, messages by their recipient, all of these whole, so that each is one place in an index; names of businesses,
//! numbers, files and servers are found by a part.
//!
//! To add a kind: its function here, its arm in `service::search`, its name in `domain::search::FoundKind`.

use domain::{
    access::Reach,
    ids::{ImportId, InstanceId, MessageId, OrganisationId, PaymentId, ServerId, UserId},
    money::CURRENCIES,
    search::FOUND_MAX,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use crate::{
    DbResult, Sql,
    reach::{in_tree, owned},
    users::narrow::escape,
};

/// What is looked for: one by its id, or all whose name holds this (in lower case).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted<'a, I> {
    /// This one.
    Id(I),
    /// Those of such a name.
    Named(&'a str),
}

/// Something with a name.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Named {
    /// Its id, of whichever kind was looked for.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// Appends the condition on an id, or on names of which one holds the text.
fn push<I: Into<Value>>(sql: &mut Sql, id: &str, names: &[&str], wanted: Wanted<'_, I>) {
    match wanted {
        Wanted::Id(wanted) => {
            sql.push(&format!(" AND {id} = ")).bind(wanted);
        }
        Wanted::Named(text) => {
            for (at, name) in names.iter().enumerate() {
                sql.push(if at == 0 { " AND (" } else { " OR " });
                sql.push(&format!("{name} LIKE ")).bind(format!("%{}%", escape(text))).push(" ESCAPE '\\'");
            }
            sql.push(")");
        }
    }
}

/// Businesses in this part of the tree.
///
/// # Errors
/// When the database refuses.
pub async fn organisations(connection: &impl ConnectionTrait, tree: &str, wanted: Wanted<'_, OrganisationId>) -> DbResult<Vec<Named>> {
    let mut sql = Sql::new("SELECT o.id, o.name FROM organisation o WHERE 1 = 1");
    in_tree(&mut sql, "o.path", tree);
    push(&mut sql, "o.id", &["o.name_key"], wanted);
    sql.push(&format!(" ORDER BY o.name_key, o.id LIMIT {FOUND_MAX}"));
    sql.all(connection).await
}

/// A number.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Number {
    /// Its id.
    pub id: InstanceId,
    /// Its name.
    pub name: String,
    /// E.164, once paired.
    pub phone: Option<String>,
    /// Whose.
    pub user_name: String,
}

/// Numbers within reach, by their name or a part of the phone number (digits), newest first.
///
/// # Errors
/// When the database refuses.
pub async fn numbers(
    connection: &impl ConnectionTrait,
    reach: &Reach,
    wanted: Wanted<'_, InstanceId>,
    digits: Option<&str>,
) -> DbResult<Vec<Number>> {
    let mut sql = Sql::new(
        "SELECT i.id, i.name, i.phone, u.name AS user_name FROM instance i JOIN users u ON u.id = i.user_id WHERE i.deleted_at IS NULL",
    );
    owned(&mut sql, "i.user_id", "u", reach);
    match (wanted, digits) {
        (Wanted::Named(text), Some(digits)) => {
            sql.push(" AND (LOWER(i.name) LIKE ").bind(format!("%{}%", escape(text))).push(" ESCAPE '\\' OR i.phone LIKE ");
            sql.bind(format!("%{}%", escape(digits))).push(" ESCAPE '\\')");
        }
        (wanted, _) => push(&mut sql, "i.id", &["LOWER(i.name)"], wanted),
    }
    sql.push(&format!(" ORDER BY i.created_at DESC, i.id DESC LIMIT {FOUND_MAX}"));
    sql.all(connection).await
}

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Payment {
    /// Its id.
    pub id: PaymentId,
    /// Whose.
    pub user_id: UserId,
    /// By name.
    pub user_name: String,
    /// How much, positive.
    pub amount_minor: i64,
    /// In which currency.
    pub currency: String,
    /// The payment it gives back.
    pub refunds_id: Option<PaymentId>,
    /// Its id elsewhere.
    pub external_id: Option<String>,
    /// Note.
    pub note: String,
    /// When it was paid.
    pub paid_at: i64,
}

/// How payments are looked for. All that are given hold on their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaymentsWanted {
    /// This one.
    pub id: Option<PaymentId>,
    /// Of this reference, or with this note.
    pub reference: Option<String>,
    /// So many minor units of currencies with so many decimals.
    pub amounts: Vec<(i64, u8)>,
}

const PAYMENT: &str =
    "SELECT p.id, p.user_id, u.name AS user_name, p.amount_minor, p.currency, p.refunds_id, p.external_id, p.note, p.paid_at
    FROM payment p JOIN users u ON u.id = p.user_id WHERE ";

/// Appends the newest payments within reach that fulfil a condition, as one part of a union.
fn part(sql: &mut Sql, reach: &Reach, condition: impl FnOnce(&mut Sql)) {
    sql.push(if sql.text().is_empty() { "" } else { " UNION ALL " });
    sql.push("SELECT * FROM (").push(PAYMENT);
    condition(sql);
    owned(sql, "p.user_id", "u", reach);
    sql.push(&format!(" ORDER BY p.paid_at DESC, p.id DESC LIMIT {FOUND_MAX}) AS part"));
}

/// Payments within reach, newest first. Nothing is sent where nothing is looked for.
///
/// # Errors
/// When the database refuses.
pub async fn payments(connection: &impl ConnectionTrait, reach: &Reach, wanted: &PaymentsWanted) -> DbResult<Vec<Payment>> {
    let Some(mut sql) = of_payments(reach, wanted) else { return Ok(Vec::new()) };
    sql.push(" ORDER BY paid_at DESC, id DESC");
    let mut rows: Vec<Payment> = sql.all(connection).await?;
    rows.dedup_by_key(|row| row.id);
    rows.truncate(FOUND_MAX);
    Ok(rows)
}

fn of_payments(reach: &Reach, wanted: &PaymentsWanted) -> Option<Sql> {
    let mut sql = Sql::new("");
    if let Some(id) = wanted.id {
        part(&mut sql, reach, |sql| {
            sql.push("p.id = ").bind(id);
        });
    }
    if let Some(reference) = &wanted.reference {
        part(&mut sql, reach, |sql| {
            sql.push("p.external_id = ").bind(reference.as_str());
        });
        // As in the index.
        part(&mut sql, reach, |sql| {
            sql.push("p.note = ").bind(reference.as_str()).push(" AND p.note <> ''");
        });
    }
    for (minor, decimals) in &wanted.amounts {
        let codes = CURRENCIES.iter().filter(|(_, known)| known == decimals).map(|(code, _)| *code);
        part(&mut sql, reach, |sql| {
            sql.push("p.amount_minor = ").bind(*minor).push(" AND p.currency IN ").list(codes);
        });
    }
    (!sql.text().is_empty()).then_some(sql)
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// E.164.
    pub recipient: String,
    /// Text.
    pub body: String,
}

/// How a message is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageWanted<'a> {
    /// This one.
    Id(MessageId),
    /// The newest one to this phone number (E.164).
    To(&'a str),
}

/// The message within reach.
///
/// # Errors
/// When the database refuses.
pub async fn message(connection: &impl ConnectionTrait, reach: &Reach, wanted: MessageWanted<'_>) -> DbResult<Option<Message>> {
    of_message(reach, wanted).one(connection).await
}

fn of_message(reach: &Reach, wanted: MessageWanted<'_>) -> Sql {
    let mut sql = Sql::new("SELECT m.id, m.recipient, m.body FROM message m JOIN users u ON u.id = m.user_id WHERE ");
    match wanted {
        MessageWanted::Id(id) => sql.push("m.id = ").bind(id),
        MessageWanted::To(recipient) => sql.push("m.recipient = ").bind(recipient),
    };
    owned(&mut sql, "m.user_id", "u", reach);
    sql.push(" ORDER BY m.queued_at DESC, m.id DESC LIMIT 1");
    sql
}

/// Somebody's own runs of imports into this part of the tree, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn imports(connection: &impl ConnectionTrait, by: UserId, tree: &str, wanted: Wanted<'_, ImportId>) -> DbResult<Vec<Named>> {
    let mut sql = Sql::new("SELECT r.id, r.file_name AS name FROM import_run r WHERE r.created_by = ");
    sql.bind(by).push(" AND r.path = ").bind(tree);
    push(&mut sql, "r.id", &["LOWER(r.file_name)"], wanted);
    sql.push(&format!(" ORDER BY r.created_at DESC, r.id DESC LIMIT {FOUND_MAX}"));
    sql.all(connection).await
}

/// A gateway server.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Server {
    /// Its id.
    pub id: ServerId,
    /// Its name.
    pub name: String,
    /// Base URL.
    pub url: String,
}

/// Gateway servers by name.
///
/// # Errors
/// When the database refuses.
pub async fn servers(connection: &impl ConnectionTrait, wanted: Wanted<'_, ServerId>) -> DbResult<Vec<Server>> {
    let mut sql = Sql::new("SELECT s.id, s.name, s.url FROM gateway_server s WHERE 1 = 1");
    push(&mut sql, "s.id", &["s.name_key", "LOWER(s.url)"], wanted);
    sql.push(&format!(" ORDER BY s.name_key, s.id LIMIT {FOUND_MAX}"));
    sql.all(connection).await
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::both_databases! {
        /// Finding 56: each key costs one place in an index, however many payments and messages there are.
        async fn payments_and_messages_are_found_on_an_index(db: Db) {
            let people = (1..=3_000_i64)
                .map(|at| {
                    let id = Uuid::from_u128(at.unsigned_abs().into());
                    crate::values![id, "1/", "customer", format!("n{at}"), format!("n{at}"), format!("{at}@x"), format!("{at}@x"), "active", "x", at]
                })
                .collect();
            let columns = ["id", "path", "role", "name", "name_key", "email", "email_key", "status", "search", "registered_at"];
            crate::insert_many(db.write(), "users", &columns, people, "").await.expect("people");
            let payments: Vec<_> = (1..=3_000_u128)
                .map(|at| {
                    let id = Uuid::from_u128(at);
                    crate::values![id, id, i64::try_from(at).expect("small"), "USD", "cash", "success", format!("note {at}"), 0_i64, 0_i64, id, format!("x{at}")]
                })
                .collect();
            let columns = ["id", "user_id", "amount_minor", "currency", "method", "status", "note", "paid_at", "recorded_at", "recorded_by", "external_id"];
            crate::insert_many(db.write(), "payment", &columns, payments, "").await.expect("payments");
            let messages: Vec<_> = (1..=3_000_u128)
                .map(|at| {
                    let id = Uuid::from_u128(at);
                    crate::values![id, id, id, format!("+34{at}"), "hello", "sent", 0_i64, 0_i64, 0_i64]
                })
                .collect();
            let columns = ["id", "instance_id", "user_id", "recipient", "body", "state", "expires_at", "queued_at", "changed_at"];
            crate::insert_many(db.write(), "message", &columns, messages, "").await.expect("messages");
            crate::exec(db.write(), "ANALYZE", vec![]).await.expect("statistics");
            let reach = Reach::Tree("1/".to_owned());
            let wanted = PaymentsWanted { id: None, reference: Some("x7".to_owned()), amounts: vec![(700, 2)] };
            let plan = crate::testing::plan(&db, of_payments(&reach, &wanted).expect("something is looked for")).await.join("; ");
            for index in ["payment_reference", "payment_note", "payment_amount"] {
                assert!(plan.contains(index), "{index}: {plan}");
            }
            let plan = crate::testing::plan(&db, of_message(&reach, MessageWanted::To("+347"))).await.join("; ");
            assert!(plan.contains("message_to"), "{plan}");
        }
    }
}

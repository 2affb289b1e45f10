//! The trail as pages show it: a page within reach, narrowed by indexes that each keep the order of time, and the names of what it
//! mentions. To add a filter: a field of [`Narrow`], its condition in [`narrowed`], and an index that ends in `(at, id)`.

use domain::{
    access::{Operation, Reach},
    audit::{AuditAction, AuditKind},
    ids::{AuditId, UserId},
    page::Cursor,
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::{EventRow, columns};
use crate::{
    DbResult, Sql,
    page::{Key, seek},
    reach::in_tree,
    scalar, values,
};

/// What is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Narrow {
    /// Only what this user did.
    pub who: Option<UserId>,
    /// Only this.
    pub action: Option<AuditAction>,
    /// Only on things of this kind.
    pub kind: Option<AuditKind>,
    /// From this instant on.
    pub from: Option<i64>,
    /// Before this one.
    pub before: Option<i64>,
    /// Only few events are within reach: they are read, and the trail is not walked past those of everybody else.
    pub near: bool,
}

/// As many events as are read rather than walked to.
const FEW: i64 = 5_000;

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ListedRow {
    /// Its place in the chain, where it is chained.
    pub seq: Option<i64>,
    /// The chain's value there.
    pub chain: Option<Vec<u8>>,
    /// Where whoever acted stands now, for those who are there.
    pub actor_path: Option<String>,
    /// The event.
    #[sea_orm(nested)]
    pub event: EventRow,
}

fn listed(reach: &Reach) -> Sql {
    let mut sql = Sql::new(&format!(
        "SELECT l.seq, l.chain, a.path AS actor_path, {} FROM audit_event e LEFT JOIN audit_link l ON l.event_id = e.id \
        LEFT JOIN users a ON a.id = COALESCE(e.behind_id, e.actor_id) WHERE 1 = 1",
        columns()
    ));
    match reach {
        Reach::Own(user) => {
            sql.push(" AND (e.actor_id = ").bind(*user).push(" OR e.subject_user = ").bind(*user).push(")");
        }
        Reach::Assigned(user) => {
            sql.push(" AND e.subject_user IN (SELECT id FROM users WHERE manager_id = ").bind(*user).push(")");
        }
        Reach::Tree(tree) => in_tree(&mut sql, "e.path", tree),
    }
    sql
}

fn narrowed(sql: &mut Sql, narrow: &Narrow) {
    if let Some(who) = narrow.who {
        sql.push(" AND e.actor_id = ").bind(who);
    }
    match narrow.action {
        // Whoever was not let in has no session. Written as in the partial index, so that both databases see that it fits.
        Some(AuditAction::SignInRefused) => {
            sql.push(" AND e.operation = 'SignIn' AND e.session_id IS NULL");
        }
        Some(AuditAction::Done(Operation::SignIn)) => {
            sql.push(" AND e.operation = 'SignIn' AND e.session_id IS NOT NULL");
        }
        Some(AuditAction::Done(operation)) => {
            sql.push(" AND e.operation = ").bind(operation.name());
        }
        None => {}
    }
    if let Some(kind) = narrow.kind {
        sql.push(" AND substr(e.subject, 1, 4) = ").bind(kind.prefix());
    }
    if let Some(from) = narrow.from {
        sql.push(" AND e.at >= ").bind(from);
    }
    if let Some(before) = narrow.before {
        sql.push(" AND e.at < ").bind(before);
    }
}

fn statement(reach: &Reach, narrow: &Narrow, cursor: Option<&Cursor>, size: usize) -> Sql {
    let mut sql = listed(reach);
    narrowed(&mut sql, narrow);
    // What is computed is in the order of no index, so that the part of the tree leads to the rows.
    let at = if narrow.near { "e.at + 0" } else { "e.at" };
    seek(&mut sql, at, "e.id", Key::Number, true, cursor, size);
    sql
}

/// Whether only few events are within reach; see [`Narrow::near`].
///
/// # Errors
/// When the database refuses.
pub async fn is_near(connection: &impl ConnectionTrait, reach: &Reach) -> DbResult<bool> {
    let Reach::Tree(tree) = reach else { return Ok(false) };
    if tree == "1/" {
        return Ok(false);
    }
    let mut sql = Sql::new("SELECT CAST(COUNT(*) AS bigint) FROM (SELECT 1 AS one FROM audit_event e WHERE 1 = 1");
    in_tree(&mut sql, "e.path", tree);
    sql.push(&format!(" LIMIT {FEW}) AS found"));
    Ok(sql.scalar::<i64>(connection).await?.unwrap_or(0) < FEW)
}

/// Events within reach, newest first; one more than `size` where there are more.
///
/// # Errors
/// When the database refuses.
pub async fn page(
    connection: &impl ConnectionTrait,
    reach: &Reach,
    narrow: &Narrow,
    cursor: Option<&Cursor>,
    size: usize,
) -> DbResult<Vec<ListedRow>> {
    statement(reach, narrow, cursor, size).all(connection).await
}

/// One event within reach.
///
/// # Errors
/// When the database refuses.
pub async fn find(connection: &impl ConnectionTrait, reach: &Reach, id: AuditId) -> DbResult<Option<ListedRow>> {
    let mut sql = listed(reach);
    sql.push(" AND e.id = ").bind(id);
    sql.one(connection).await
}

/// When the batch was signed that holds this place of the chain.
///
/// # Errors
/// When the database refuses.
pub async fn sealed_at(connection: &impl ConnectionTrait, seq: i64) -> DbResult<Option<Timestamp>> {
    scalar(connection, "SELECT sealed_at FROM audit_seal WHERE last_seq >= ? ORDER BY last_seq LIMIT 1", values![seq]).await
}

/// What has names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    /// People.
    Users,
    /// Businesses.
    Organisations,
    /// Their branches.
    Branches,
    /// Their folders.
    Folders,
    /// Numbers that are still there.
    Numbers,
    /// Gateway servers.
    Servers,
    /// Sessions, by their device.
    Sessions,
    /// Imports, by their file.
    Imports,
}

/// An id with its name.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct NamedRow {
    /// Id.
    pub id: Uuid,
    /// Name.
    pub name: String,
}

/// What these are called now, as far as they are in this part of the tree.
///
/// # Errors
/// When the database refuses.
pub async fn names(
    connection: &impl ConnectionTrait,
    named: Named,
    ids: impl IntoIterator<Item = Uuid>,
    tree: &str,
) -> DbResult<Vec<NamedRow>> {
    let (text, path) = match named {
        Named::Users => ("SELECT t.id, t.name FROM users t WHERE t.id IN ", "t.path"),
        Named::Organisations => ("SELECT t.id, t.name FROM organisation t WHERE t.id IN ", "t.path"),
        Named::Branches => ("SELECT t.id, t.name FROM branch t JOIN organisation o ON o.id = t.organisation_id WHERE t.id IN ", "o.path"),
        Named::Folders => ("SELECT t.id, t.name FROM folder t JOIN organisation o ON o.id = t.organisation_id WHERE t.id IN ", "o.path"),
        Named::Numbers => {
            ("SELECT t.id, t.name FROM instance t JOIN users o ON o.id = t.user_id WHERE t.deleted_at IS NULL AND t.id IN ", "o.path")
        }
        // Servers are nobody's part of the tree: they are at its root.
        Named::Servers => ("SELECT t.id, t.name FROM gateway_server t WHERE t.id IN ", "'1/'"),
        Named::Sessions => ("SELECT t.id, t.device AS name FROM session t JOIN users o ON o.id = t.user_id WHERE t.id IN ", "o.path"),
        Named::Imports => ("SELECT t.id, t.file_name AS name FROM import_run t WHERE t.id IN ", "t.path"),
    };
    let mut sql = Sql::new(text);
    sql.list(ids);
    in_tree(&mut sql, path, tree);
    sql.all(connection).await
}

/// Staff in this part of the tree who are active, by name; at most so many.
///
/// # Errors
/// When the database refuses.
pub async fn actors(connection: &impl ConnectionTrait, tree: &str, most: usize) -> DbResult<Vec<NamedRow>> {
    let mut sql = Sql::new("SELECT u.id, u.name FROM users u WHERE u.status = 'active' AND u.role <> 'customer'");
    in_tree(&mut sql, "u.path", tree);
    sql.push(&format!(" ORDER BY u.name_key, u.id LIMIT {most}"));
    sql.all(connection).await
}

#[cfg(test)]
mod tests {
    use domain::ids::SessionId;

    use super::*;
    use crate::testing::plan;

    crate::both_databases! {
        /// Finding 57: a page costs what a page costs, however old the trail is, whatever it is narrowed by.
        async fn finding_57_each_filter_walks_an_index_in_the_order_of_time(db: Db) {
            let everywhere = Reach::Tree("1/".to_owned());
            // What is looked for is one in ten, as in a trail; of what every second event is, any index is as good.
            let operation = |number: usize| match number {
                _ if number % 10 == 1 => "EditUser",
                _ if number.is_multiple_of(4) => "SignIn",
                _ if number.is_multiple_of(2) => "ControlInstance",
                _ => "RecordPayment",
            };
            let events = (1..=3_000_u32).map(|at| {
                let number = usize::try_from(at).unwrap_or_default();
                let id = Uuid::from_u128(at.into());
                EventRow {
                    id: AuditId(id),
                    at: Timestamp(at.into()),
                    actor_id: UserId(Uuid::from_u128(u128::from(at % 5))),
                    actor_name: "Ana".to_owned(),
                    behind_id: None,
                    behind_name: None,
                    operation: operation(number).to_owned(),
                    subject: format!("{}{at}", AuditKind::ALL[number % AuditKind::ALL.len()].prefix()),
                    subject_user: None,
                    subject_name: "Shop".to_owned(),
                    path: "1/".to_owned(),
                    changes: "[]".to_owned(),
                    session_id: (number % 12 != 0).then_some(SessionId(id)),
                    address: None,
                    request_id: None,
                    digest: Vec::new(),
                }
            });
            crate::audit::insert(db.write(), events.collect()).await.expect("inserts");
            crate::exec(db.write(), "ANALYZE", vec![]).await.expect("statistics");
            let cases = [
                (Narrow::default(), "audit_event_at"),
                (Narrow { who: Some(UserId::NIL), ..Narrow::default() }, "audit_event_actor"),
                (Narrow { action: Some(AuditAction::Done(Operation::EditUser)), ..Narrow::default() }, "audit_event_operation"),
                (Narrow { action: Some(AuditAction::SignInRefused), ..Narrow::default() }, "audit_event_refused"),
                (Narrow { kind: Some(AuditKind::Number), ..Narrow::default() }, "audit_event_kind"),
                (Narrow { from: Some(1), before: Some(2_900), ..Narrow::default() }, "audit_event_at"),
            ];
            for (narrow, index) in cases {
                let lines = plan(&db, statement(&everywhere, &narrow, None, 10)).await.join("; ");
                assert!(lines.contains(index), "{narrow:?}: {lines}");
                assert!(!lines.contains("TEMP B-TREE") && !lines.contains("Sort"), "{narrow:?}: {lines}");
            }
            // A dealer with few customers does not walk past everybody else's events.
            let dealer = Reach::Tree("1/7/".to_owned());
            assert!(is_near(db.read(), &dealer).await.expect("weighs") && !is_near(db.read(), &everywhere).await.expect("weighs"));
            let lines = plan(&db, statement(&dealer, &Narrow { near: true, ..Narrow::default() }, None, 50)).await.join("; ");
            assert!(lines.contains("audit_event_path"), "{lines}");
            let start = Cursor { key: "9".to_owned(), id: Uuid::nil().to_string(), backwards: false };
            let few = page(db.read(), &dealer, &Narrow { near: true, ..Narrow::default() }, Some(&start), 50).await.expect("reads");
            assert!(few.is_empty(), "both databases understand the order");
        }
    }
}

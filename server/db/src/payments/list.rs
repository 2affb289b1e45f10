//! Pages of payments, and single ones with the names of what they belong to. The rows of a page are found first, on an index; only then
//! names and refunds are joined to them. What a person types is looked for among payers and among notes and references. Where few are
//! found the page is made of their payments; where many are, the list is walked in its order until the page is full.
//!
//! To add a filter: its field in `domain::payment::PaymentFilter`, and a line in [`Narrow::conditions`].

use domain::{
    Currency,
    access::Reach,
    ids::PaymentId,
    money::CURRENCIES,
    narrowing::quantity,
    page::{Cursor, Page},
    payment::PaymentFilter,
};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};
use uuid::Uuid;

use super::{COLUMNS, PaymentRecord};
use crate::{
    DbResult, Sql,
    page::{Key, seek},
    reach::owned,
    users::narrow::{Search, begins, holds, matching, push_search},
};

/// From so many payers or notes on, walking in the order of the list is quicker than reading the payments of all of them to sort them.
const OFTEN: i64 = 1_000;
/// Most refunds that the page of a payment shows.
const RELATED: usize = 100;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Look {
    /// Nothing in particular.
    #[default]
    All,
    /// The payment, or the payer, of this id.
    Id(Uuid),
    /// Payers, notes and references, of which there are few.
    Few(Search),
    /// The same, of which there are many.
    Many(Search),
}

/// A filter whose days are instants and whose text is read.
#[derive(Debug, Clone)]
pub struct Narrow {
    /// Whose payments may be seen.
    pub reach: Reach,
    /// Plain conditions.
    pub filter: PaymentFilter,
    /// What is looked for.
    pub look: Look,
    /// Paid from, and before.
    pub paid: (Option<i64>, Option<i64>),
    /// Only few users are within reach: their payments are read, and the list is not walked past those of everybody else.
    pub near: bool,
}

/// In which order tables are joined; SQLite keeps no statistics to find out by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Payments in the order of the list, each with its user.
    Walk,
    /// Users, with their payments.
    Users,
    /// As the database likes: a user or an organisation is chosen.
    Any,
}

impl Way {
    /// The tables, up to a condition; `texts` is joined to the payments.
    fn tables(self, texts: &str) -> String {
        match self {
            Self::Walk => format!("payment p{texts} CROSS JOIN users u WHERE u.id = p.user_id"),
            Self::Users => format!("users u CROSS JOIN payment p{texts} WHERE p.user_id = u.id"),
            Self::Any => format!("payment p{texts} JOIN users u ON u.id = p.user_id WHERE 1 = 1"),
        }
    }
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ListedPayment {
    /// The payment.
    #[sea_orm(nested)]
    pub payment: PaymentRecord,
    /// Whose, by name.
    pub user_name: String,
    /// Their address.
    pub user_email: String,
    /// Their id in the system they were imported from.
    pub user_external_id: Option<String>,
    /// Whose numbering that is.
    pub user_external_space: Option<String>,
    /// How much of it was given back.
    pub refunded: Option<i64>,
}

/// The columns of [`ListedPayment`] for `payment p` and `users u`.
fn select() -> String {
    let columns = COLUMNS.map(|column| format!("p.{column}")).join(", ");
    format!(
        "SELECT {columns}, u.name AS user_name, u.email AS user_email, u.external_id AS user_external_id, u.external_space AS user_external_space,
        (SELECT CAST(SUM(r.amount_minor) AS bigint) FROM payment r WHERE r.refunds_id = p.id AND r.status = 'success') AS refunded"
    )
}

/// Finds out whether what is looked for is so common that the list is walked for it.
///
/// # Errors
/// When the database refuses.
pub async fn weigh(connection: &impl ConnectionTrait, search: Search) -> DbResult<Look> {
    let backend = connection.get_database_backend();
    let mut sql = Sql::new("SELECT CAST(COUNT(*) AS bigint) FROM (SELECT * FROM (SELECT 1 AS one FROM users u WHERE 1 = 1");
    push_search(&search, &mut sql, backend);
    sql.push(&format!(" LIMIT {OFTEN}) AS a"));
    if let Search::Holds(terms) = &search {
        sql.push(" UNION ALL SELECT * FROM (SELECT 1 AS one FROM payment_text t WHERE ");
        texts_hold(&mut sql, terms, backend);
        sql.push(&format!(" LIMIT {OFTEN}) AS b"));
    }
    sql.push(") AS found");
    let found: i64 = sql.scalar(connection).await?.unwrap_or(0);
    Ok(if found < OFTEN { Look::Few(search) } else { Look::Many(search) })
}

/// Whether only few users are within reach; see [`Narrow::near`].
///
/// # Errors
/// When the database refuses.
pub async fn is_near(connection: &impl ConnectionTrait, reach: &Reach) -> DbResult<bool> {
    if *reach == Reach::Tree("1/".to_owned()) {
        return Ok(false);
    }
    let mut sql = Sql::new("SELECT CAST(COUNT(*) AS bigint) FROM (SELECT 1 AS one FROM users u WHERE 1 = 1");
    owned(&mut sql, "u.id", "u", reach);
    sql.push(&format!(" LIMIT {OFTEN}) AS found"));
    let found: i64 = sql.scalar(connection).await?.unwrap_or(0);
    Ok(found < OFTEN)
}

/// Appends a condition that holds for `payment_text t` where it holds one of the terms, found by its index.
fn texts_hold(sql: &mut Sql, terms: &[String], backend: DbBackend) {
    if backend == DbBackend::Sqlite {
        sql.push("t.no IN (SELECT s.rowid FROM payment_search s WHERE s.payment_search MATCH ").bind(matching(terms)).push(") AND ");
    }
    holds(sql, "t.search", terms, backend);
}

impl Narrow {
    /// The payments, as `SELECT p.* FROM … WHERE …`.
    fn found(&self, backend: DbBackend) -> Sql {
        let mut sql = Sql::new("SELECT p.* FROM ");
        match &self.look {
            Look::All => {
                sql.push(&self.way().tables(""));
            }
            Look::Id(id) => {
                sql.push(&Way::Any.tables("")).push(" AND (p.id = ").bind(*id).push(" OR p.user_id = ").bind(*id).push(")");
            }
            Look::Few(search) => {
                // Joins are crossed where SQLite must keep their order.
                sql.push("(SELECT p.id FROM users u CROSS JOIN payment p WHERE p.user_id = u.id");
                push_search(search, &mut sql, backend);
                if let Search::Holds(terms) = search {
                    sql.push(" UNION SELECT t.payment_id AS id FROM payment_text t WHERE ");
                    texts_hold(&mut sql, terms, backend);
                }
                sql.push(") AS f CROSS JOIN payment p CROSS JOIN users u WHERE p.id = f.id AND u.id = p.user_id");
            }
            Look::Many(search) => {
                sql.push(&self.way().tables(" LEFT JOIN payment_text t ON t.payment_id = p.id")).push(" AND (");
                match search {
                    Search::Begins(start) => begins(&mut sql, start),
                    Search::Holds(terms) | Search::HoldsOften(terms) => {
                        holds(&mut sql, "u.search", terms, backend);
                        sql.push(" OR ");
                        holds(&mut sql, "t.search", terms, backend);
                    }
                    Search::All | Search::Id(_) => {
                        sql.push("1 = 1");
                        push_search(search, &mut sql, backend);
                    }
                }
                sql.push(")");
            }
        }
        self.conditions(&mut sql);
        sql
    }

    /// What leads to the rows where nothing is looked for.
    fn way(&self) -> Way {
        let chosen = self.filter.user.is_some() || self.filter.organisation.is_some() || matches!(self.reach, Reach::Own(_));
        match (chosen, self.near) {
            (true, _) => Way::Any,
            (false, true) => Way::Users,
            (false, false) => Way::Walk,
        }
    }

    /// Appends ` AND …` for each condition.
    fn conditions(&self, sql: &mut Sql) {
        owned(sql, "p.user_id", "u", &self.reach);
        let filter = &self.filter;
        if let Some(user) = filter.user {
            sql.push(" AND p.user_id = ").bind(user);
        }
        if let Some(organisation) = filter.organisation {
            sql.push(" AND u.organisation_id = ").bind(organisation);
        }
        if let Some(status) = filter.status {
            sql.push(" AND p.status = ").bind(status.code());
        }
        if let Some(method) = filter.method {
            sql.push(" AND p.method = ").bind(method.code());
        }
        if let Some(currency) = filter.currency {
            sql.push(" AND p.currency = ").bind(currency.code());
        }
        if let Some(from) = self.paid.0 {
            sql.push(" AND p.paid_at >= ").bind(from);
        }
        if let Some(before) = self.paid.1 {
            sql.push(" AND p.paid_at < ").bind(before);
        }
        for (amount, sign) in [(&filter.amount_from, ">="), (&filter.amount_to, "<=")] {
            if let Some(amount) = amount.as_deref().and_then(quantity) {
                bounded(sql, sign, amount, filter.currency);
            }
        }
    }
}

/// Appends ` AND …` that holds for amounts of at least, or at most, so many ten-thousandths of their currency.
fn bounded(sql: &mut Sql, sign: &str, amount: i64, currency: Option<Currency>) {
    let of = |decimals: u8| minor(amount, decimals, sign == ">=");
    sql.push(&format!(" AND p.amount_minor {sign} "));
    if let Some(currency) = currency {
        sql.bind(of(currency.decimals()));
        return;
    }
    sql.push("CASE");
    for decimals in [0, 3, 4] {
        let codes = CURRENCIES.iter().filter(|(_, known)| *known == decimals).map(|(code, _)| *code);
        sql.push(" WHEN p.currency IN ").list(codes).push(" THEN ").bind(of(decimals));
    }
    sql.push(" ELSE ").bind(of(2)).push(" END");
}

/// So many ten-thousandths in minor units; what lies between two of them is the one above, or the one below.
fn minor(amount: i64, decimals: u8, up: bool) -> i64 {
    let unit = 10_i64.pow(4_u32.saturating_sub(decimals.into()));
    amount / unit + i64::from(up && amount % unit > 0)
}

/// A page of payments, newest first.
#[must_use]
fn page_of(narrow: &Narrow, backend: DbBackend, cursor: Option<&Cursor>, size: usize) -> Sql {
    let mut found = narrow.found(backend);
    seek(&mut found, "p.paid_at", "p.id", Key::Number, true, cursor, size);
    let order = if cursor.is_some_and(|cursor| cursor.backwards) { "ASC" } else { "DESC" };
    let mut sql = Sql::new(&format!("{} FROM (", select()));
    sql.append(found).push(&format!(") AS p JOIN users u ON u.id = p.user_id ORDER BY p.paid_at {order}, p.id {order}"));
    sql
}

/// Payments, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn page(
    connection: &impl ConnectionTrait,
    narrow: &Narrow,
    cursor: Option<&Cursor>,
    size: usize,
) -> DbResult<Page<ListedPayment>> {
    let rows: Vec<ListedPayment> = page_of(narrow, connection.get_database_backend(), cursor, size).all(connection).await?;
    Ok(Page::from_read(rows, size, cursor, |row| (row.payment.paid_at.0.to_string(), row.payment.id.0.to_string())))
}

/// One payment within reach.
///
/// # Errors
/// When the database refuses.
pub async fn find(connection: &impl ConnectionTrait, reach: &Reach, payment: PaymentId) -> DbResult<Option<ListedPayment>> {
    let mut sql = Sql::new(&format!("{} FROM payment p JOIN users u ON u.id = p.user_id WHERE p.id = ", select()));
    sql.bind(payment);
    owned(&mut sql, "p.user_id", "u", reach);
    sql.one(connection).await
}

/// Refunds of a payment, newest first; of a refund, the payment that it gives back.
///
/// # Errors
/// When the database refuses.
pub async fn related(connection: &impl ConnectionTrait, payment: &PaymentRecord) -> DbResult<Vec<ListedPayment>> {
    let mut sql = Sql::new(&format!("{} FROM payment p JOIN users u ON u.id = p.user_id WHERE ", select()));
    match payment.refunds_id {
        Some(original) => sql.push("p.id = ").bind(original),
        None => sql.push("p.refunds_id = ").bind(payment.id),
    };
    sql.push(&format!(" ORDER BY p.paid_at DESC, p.id DESC LIMIT {RELATED}"));
    sql.all(connection).await
}

#[cfg(test)]
mod tests {
    use domain::{
        ids::{OrganisationId, UserId},
        payment::{Method, PaymentStatus},
    };

    use super::*;

    fn narrow(filter: PaymentFilter, look: Look) -> Narrow {
        Narrow { reach: Reach::Tree("1/".to_owned()), filter, look, paid: (None, None), near: false }
    }

    #[test]
    fn finding_61_an_amount_is_that_of_its_currency() {
        // 12.5 is 13 yen at least and 12 at most, 1,250 cents, 12,500 fils.
        let sides = |decimals| (minor(125_000, decimals, true), minor(125_000, decimals, false));
        assert_eq!([sides(0), sides(2), sides(3), sides(4)], [(13, 12), (1_250, 1_250), (12_500, 12_500), (125_000, 125_000)]);
        assert!(CURRENCIES.iter().all(|(_, decimals)| [0, 2, 3, 4].contains(decimals)), "no currency is left out");
    }

    crate::both_databases! {
        async fn finding_61_a_page_walks_an_index_in_order_and_never_sorts_the_table(db: Db) {
            let filters = [
                PaymentFilter::default(),
                PaymentFilter::of_user(UserId::NIL),
                PaymentFilter { status: Some(PaymentStatus::Pending), ..PaymentFilter::default() },
                PaymentFilter { method: Some(Method::Cash), ..PaymentFilter::default() },
                PaymentFilter { currency: Currency::from_code("JPY"), ..PaymentFilter::default() },
                PaymentFilter { amount_from: Some("5".into()), amount_to: Some("9.5".into()), ..PaymentFilter::default() },
            ];
            let cursor = Cursor { key: "1795262400000000".into(), id: Uuid::nil().to_string(), backwards: false };
            for filter in filters {
                for cursor in [None, Some(&cursor)] {
                    let mut found = narrow(filter.clone(), Look::All).found(db.backend());
                    seek(&mut found, "p.paid_at", "p.id", Key::Number, true, cursor, 50);
                    let plan = crate::testing::plan(&db, found).await.join("; ");
                    assert!(plan.to_lowercase().contains("payment_"), "{filter:?}: {plan}");
                    if db.backend() == DbBackend::Sqlite {
                        assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN u"), "{filter:?}: {plan}");
                    } else {
                        assert!(!plan.contains("Seq Scan on payment"), "{filter:?}: {plan}");
                    }
                }
            }
        }

        async fn finding_61_what_is_looked_for_is_found_by_the_indexes_of_words(db: Db) {
            let holds = Search::Holds(vec!["invoice 7".to_owned()]);
            let plan = crate::testing::plan(&db, narrow(PaymentFilter::default(), Look::Few(holds.clone())).found(db.backend())).await.join("; ");
            if db.backend() == DbBackend::Sqlite {
                assert!(plan.contains("user_search") || plan.contains("VIRTUAL TABLE INDEX"), "{plan}");
                assert!(!plan.contains("SCAN p") && !plan.contains("SCAN u"), "{plan}");
            } else {
                assert!(!plan.contains("Seq Scan"), "{plan}");
            }
            for look in [holds.clone(), Search::Begins("a".to_owned())] {
                let plan = crate::testing::plan(&db, page_of(&narrow(PaymentFilter::default(), Look::Many(look)), db.backend(), None, 50)).await.join("; ");
                assert!(db.backend() != DbBackend::Sqlite || plan.contains("payment_paid"), "{plan}");
            }
            // A dealer with few customers does not walk past everybody else's payments.
            let dealer = Narrow { reach: Reach::Tree("1/7/".into()), near: true, ..narrow(PaymentFilter::default(), Look::All) };
            let plan = crate::testing::plan(&db, dealer.found(db.backend())).await.join("; ");
            assert!(db.backend() != DbBackend::Sqlite || (plan.contains("users_path") && plan.contains("payment_user")), "{plan}");
            // Whatever is combined, the database understands it.
            let everything = PaymentFilter {
                organisation: Some(OrganisationId::NIL),
                status: Some(PaymentStatus::Success),
                method: Some(Method::Upi),
                amount_from: Some("0.5".into()),
                ..PaymentFilter::of_user(UserId::NIL)
            };
            for look in [Look::All, Look::Id(Uuid::nil()), Look::Few(holds.clone()), Look::Many(holds), Look::Few(Search::Begins("a".into())), Look::Many(Search::Begins("a".into()))] {
                for reach in [Reach::Tree("1/".into()), Reach::Tree("1/7/".into()), Reach::Own(UserId::NIL), Reach::Assigned(UserId::NIL)] {
                    let near = is_near(db.read(), &reach).await.expect("weighs");
                    for filter in [everything.clone(), PaymentFilter::default()] {
                        let narrow = Narrow { reach: reach.clone(), filter, look: look.clone(), paid: (Some(0), Some(1)), near };
                        assert_eq!(page(db.read(), &narrow, None, 50).await.expect("reads").rows, []);
                    }
                }
            }
        }
    }
}

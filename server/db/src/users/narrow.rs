//! Filters of the user table as conditions. All conditions speak of `users u`. What a person types is searched through the trigram
//! index: on SQLite as a conjunction of trigrams in `user_search`, proved by `instr`; on PostgreSQL as `LIKE` over the GIN index.

use domain::{
    access::Reach,
    ids::UserId,
    user::{EmailStatus, UserFilter, UserStatus},
};
use sea_orm::{ConnectionTrait, DbBackend};

use crate::{DbResult, Sql, reach::in_tree, values};

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Search {
    /// Nothing in particular.
    #[default]
    All,
    /// This user.
    Id(UserId),
    /// Names and addresses that begin so (one or two characters, in lower case).
    Begins(String),
    /// Texts that hold one of these (three characters or more, folded).
    Holds(Vec<String>),
    /// The same, where so many hold it that walking in the order of the list finds a page sooner than the index.
    HoldsOften(Vec<String>),
}

/// A filter whose days are instants and whose text is read.
#[derive(Debug, Clone)]
pub struct Narrow {
    /// Who may be seen.
    pub reach: Reach,
    /// Plain conditions.
    pub filter: UserFilter,
    /// What is looked for.
    pub search: Search,
    /// Registered from, and before.
    pub registered: (Option<i64>, Option<i64>),
    /// Seen from, and before.
    pub seen: (Option<i64>, Option<i64>),
    /// Only these.
    pub only: Option<Vec<UserId>>,
}

/// Appends ` AND …` that holds for users within reach. Assigned users are those with this manager.
pub fn within(sql: &mut Sql, reach: &Reach) {
    match reach {
        Reach::Own(user) => {
            sql.push(" AND u.id = ").bind(*user);
        }
        Reach::Assigned(manager) => {
            sql.push(" AND u.manager_id = ").bind(*manager);
        }
        Reach::Tree(tree) => in_tree(sql, "u.path", tree),
    }
}

impl Narrow {
    /// Appends ` AND …` for each condition.
    pub fn push(&self, sql: &mut Sql, backend: DbBackend) {
        within(sql, &self.reach);
        let filter = &self.filter;
        if let Some(status) = filter.status {
            sql.push(" AND u.status = ").bind(UserStatus::code(status));
        }
        if let Some(role) = filter.role {
            sql.push(" AND u.role = ").bind(role.code());
        }
        if let Some(tier) = filter.tier {
            sql.push(" AND u.tier = ").bind(tier);
        }
        if let Some(plan) = filter.plan {
            sql.push(" AND u.plan_id = ").bind(plan);
        }
        if let Some(organisation) = filter.organisation {
            sql.push(" AND u.organisation_id = ").bind(organisation);
        }
        if let Some(branch) = filter.branch {
            sql.push(" AND u.branch_id = ").bind(branch);
        }
        if let Some(folder) = filter.folder {
            sql.push(" AND u.folder_id = ").bind(folder);
        }
        if let Some(manager) = filter.manager {
            sql.push(" AND u.manager_id = ").bind(manager);
        }
        if let Some(status) = filter.email_status {
            sql.push(" AND u.email_status = ").bind(EmailStatus::code(status));
        }
        if let Some(paid) = filter.paid {
            sql.push(if paid { " AND u.has_paid" } else { " AND NOT u.has_paid" });
        }
        if let Some(import) = filter.import {
            sql.push(" AND u.import_id = ").bind(import);
        }
        if let Some(tag) = &filter.tag {
            sql.push(" AND u.id IN (SELECT t.user_id FROM user_tag t WHERE t.tag = ").bind(tag.clone()).push(")");
        }
        if let Some(from) = self.registered.0 {
            sql.push(" AND u.registered_at >= ").bind(from);
        }
        if let Some(before) = self.registered.1 {
            sql.push(" AND u.registered_at < ").bind(before);
        }
        // The index of visits is over this very expression; who was never seen has not been seen on any day.
        if let Some(from) = self.seen.0 {
            sql.push(" AND COALESCE(u.last_seen_at, 0) >= ").bind(from);
        }
        if let Some(before) = self.seen.1 {
            sql.push(" AND COALESCE(u.last_seen_at, 0) < ").bind(before);
        }
        if self.seen != (None, None) {
            sql.push(" AND u.last_seen_at IS NOT NULL");
        }
        if let Some(only) = &self.only {
            sql.push(" AND u.id IN ").list(only.iter().copied());
        }
        push_search(&self.search, sql, backend);
    }
}

/// Appends ` AND …` that holds for users who are looked for.
pub fn push_search(search: &Search, sql: &mut Sql, backend: DbBackend) {
    match search {
        Search::All => {}
        Search::Id(id) => {
            sql.push(" AND u.id = ").bind(*id);
        }
        Search::Begins(start) => {
            sql.push(" AND ");
            begins(sql, start);
        }
        Search::Holds(terms) if backend == DbBackend::Sqlite => {
            sql.push(" AND u.no IN (SELECT s.rowid FROM user_search s WHERE s.user_search MATCH ").bind(matching(terms)).push(") AND ");
            holds(sql, "u.search", terms, backend);
        }
        Search::Holds(terms) | Search::HoldsOften(terms) => {
            sql.push(" AND ");
            holds(sql, "u.search", terms, backend);
        }
    }
}

/// Appends a condition that holds for users whose name or address begins so.
pub fn begins(sql: &mut Sql, start: &str) {
    sql.push("(");
    for (at, column) in ["u.name_key", "u.email_key"].into_iter().enumerate() {
        sql.push(if at == 0 { "(" } else { " OR (" });
        sql.push(&format!("{column} >= "))
            .bind(start.to_owned())
            .push(&format!(" AND {column} < "))
            .bind(format!("{start}\u{10FFFF}"))
            .push(")");
    }
    sql.push(")");
}

/// Appends a condition that holds where a column of folded text holds one of the terms.
pub fn holds(sql: &mut Sql, column: &str, terms: &[String], backend: DbBackend) {
    sql.push("(");
    for (at, term) in terms.iter().enumerate() {
        if at > 0 {
            sql.push(" OR ");
        }
        if backend == DbBackend::Sqlite {
            sql.push(&format!("instr({column}, ")).bind(term.clone()).push(") > 0");
        } else {
            sql.push(&format!("{column} LIKE ")).bind(format!("%{}%", escape(term)));
        }
    }
    sql.push(")");
}

/// A term as it stands in a `LIKE` pattern whose escape is the backslash.
#[must_use]
pub fn escape(term: &str) -> String {
    term.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// All trigrams of one of the terms: what the index knows of it.
#[must_use]
pub fn matching(terms: &[String]) -> String {
    let all_of = |term: &String| {
        let characters: Vec<char> = term.chars().collect();
        let mut trigrams: Vec<String> =
            characters.windows(3).map(|three| format!("\"{}\"", three.iter().collect::<String>().replace('"', "\"\""))).collect();
        trigrams.sort_unstable();
        trigrams.dedup();
        format!("({})", trigrams.join(" AND "))
    };
    terms.iter().map(all_of).collect::<Vec<_>>().join(" OR ")
}

/// From so many matches on, walking in the order of the list is quicker than reading them all to sort them.
const OFTEN: usize = 2_000;

/// On SQLite, which keeps no statistics of words, finds out whether a term is so common that the index does not help.
///
/// # Errors
/// When the database refuses.
pub async fn weigh(connection: &impl ConnectionTrait, search: Search) -> DbResult<Search> {
    let Search::Holds(terms) = search else { return Ok(search) };
    if connection.get_database_backend() != DbBackend::Sqlite {
        return Ok(Search::Holds(terms));
    }
    let text = format!("SELECT COUNT(*) FROM (SELECT 1 FROM user_search WHERE user_search MATCH ? LIMIT {OFTEN})");
    let found = crate::scalar::<i64>(connection, &text, values![matching(&terms)]).await?.unwrap_or(0);
    Ok(if usize::try_from(found).is_ok_and(|found| found >= OFTEN) { Search::HoldsOften(terms) } else { Search::Holds(terms) })
}

//! A world for the tests of money, audit and live: a context over a fresh database, a clock that tests move, users in a tree, and a way
//! to do what an intruder with the database's password would do.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use db::{Db, DbBackend, FromQueryResult, exec, values};
use domain::{
    Currency, Money,
    access::{Caller, Post, Role, grants},
    ids::UserId,
    time::{Clock, Timestamp},
    user::{EmailStatus, UserStatus},
};

use crate::{Context, Settings, figures, sealing::KeyRing};

/// 21 November 2026, noon.
pub const NOON: Timestamp = Timestamp(1_795_262_400_000_000);

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct StillClock(AtomicI64);

impl StillClock {
    /// Moves it.
    pub fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }
}

impl Clock for StillClock {
    /// A microsecond passes with every look, so that no two rows are of the same instant.
    fn now(&self) -> Timestamp {
        Timestamp(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

/// A context over this database, and its clock.
pub fn context_and_clock(db: &Db) -> (Context, Arc<StillClock>) {
    let clock = Arc::new(StillClock(AtomicI64::new(NOON.0)));
    let keys = KeyRing::from_setting(&KeyRing::generate_setting()).expect("a new setting reads");
    let context = Context {
        db: db.clone(),
        clock: clock.clone(),
        keys: Arc::new(keys),
        settings: Arc::new(Settings::default()),
        drivers: Arc::default(),
    };
    (context, clock)
}

/// A context over this database.
pub fn context(db: &Db) -> Context {
    context_and_clock(db).0
}

/// A user at this place of the tree.
pub async fn user(context: &Context, role: Role, path: &str) -> UserId {
    let id: UserId = context.new_id();
    let name = format!("Someone at {path}");
    let tx = context.db.begin().await.expect("begins");
    exec(&*tx, "INSERT INTO users (id, path, role, name, name_key, email, email_key, status, search, registered_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'active', '', ?)",
        values![id, path, role.code(), name.clone(), name, id.to_string(), id.to_string(), NOON]).await.expect("inserts");
    let facts = figures::Facts {
        path: path.into(),
        role,
        status: UserStatus::Active,
        tier: 0,
        email: EmailStatus::Unverified,
        plan: None,
        manager: None,
        organisation: None,
        team_owner: false,
        registered_at: NOON,
    };
    figures::user_created(&tx, context, id, &facts).await.expect("files");
    tx.commit().await.expect("commits");
    id
}

/// Somebody who calls.
pub fn caller(user: UserId, role: Role, post: Option<Post>, tree: &str) -> Caller {
    Caller { user, role, post, tree: tree.into(), grants: grants(role, post), ..Caller::system("Somebody") }
}

/// So many dollars and cents.
pub fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::from_code("USD").expect("USD is listed"))
}

#[derive(FromQueryResult)]
struct Trigger {
    name: String,
    sql: String,
}

/// Runs statements as an intruder would who can switch triggers off, and leaves the triggers as they were.
pub async fn intrude(db: &Db, statements: &[(String, Vec<db::Value>)]) {
    let tx = db.begin().await.expect("begins");
    let postgres = db.backend() == DbBackend::Postgres;
    let triggers = if postgres {
        Vec::new()
    } else {
        db::all::<Trigger>(&*tx, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'", vec![]).await.expect("reads")
    };
    if postgres {
        exec(&*tx, "SET LOCAL session_replication_role = replica", vec![]).await.expect("the test's role may");
    }
    for trigger in &triggers {
        exec(&*tx, &format!("DROP TRIGGER {}", trigger.name), vec![]).await.expect("drops");
    }
    for (text, values) in statements {
        exec(&*tx, text, values.clone()).await.unwrap_or_else(|error| panic!("{text}: {error}"));
    }
    for trigger in &triggers {
        exec(&*tx, &trigger.sql, vec![]).await.expect("comes back");
    }
    tx.commit().await.expect("commits");
}

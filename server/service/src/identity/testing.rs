//! A context for tests, with a clock that they move, and the people of a small tree.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use db::{
    Db,
    users::{NewRow, insert_rows},
};
use domain::{
    access::{Origin, Post, Role},
    ids::UserId,
    time::{Clock, Timestamp},
};
use secrecy::SecretString;

use super::passwords;
use crate::{Context, Settings, sealing::KeyRing};

/// What hashing costs in tests.
pub(crate) const CHEAP: passwords::Cost = (8, 1, 1);
/// Everybody's password.
pub(crate) const PASSWORD: &str = "seven green kettles";

/// A clock that stands still until it is moved.
#[derive(Debug, Clone)]
pub(crate) struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// Lets so many seconds pass.
    pub(crate) fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// A context and its clock.
pub(crate) struct Rig {
    pub(crate) context: Context,
    pub(crate) clock: TestClock,
}

impl Rig {
    pub(crate) fn new(db: &Db) -> Self {
        let clock = TestClock(Arc::new(AtomicI64::new(Timestamp::from_seconds(1_795_269_900).0)));
        let keys = KeyRing::from_setting(&KeyRing::generate_setting()).expect("a new setting reads");
        let settings = Settings { password_cost: CHEAP, smtp: true, ..Settings::default() };
        let context = Context {
            db: db.clone(),
            clock: Arc::new(clock.clone()),
            keys: Arc::new(keys),
            settings: Arc::new(settings),
            drivers: Arc::new(HashMap::new()),
        };
        Self { context, clock }
    }

    /// Somebody with the password of all, as these fields say.
    pub(crate) async fn person(&self, name: &str, email: &str, shape: impl FnOnce(&mut NewRow)) -> UserId {
        let context = &self.context;
        let hash = passwords::hash(&SecretString::from(PASSWORD.to_owned()), CHEAP).await.expect("hashes");
        let mut row = NewRow { password_hash: Some(hash), ..NewRow::new(context.new_id(), None, "1/", name, email, context.now()) };
        shape(&mut row);
        insert_rows(context.db.write(), std::slice::from_ref(&row)).await.expect("inserts");
        row.id
    }

    /// The owner, a sub-dealer with a customer, an employee of the owner, and a customer of the owner.
    pub(crate) async fn tree(&self) -> Tree {
        let owner = self.person("Olga Root", "olga@example.com", |row| (row.node, row.role) = (Some(1), Role::Owner)).await;
        let dealer = self
            .person("Dario Branch", "dario@example.com", |row| (row.node, row.role, row.path) = (Some(7), Role::SubDealer, "1/7/".into()))
            .await;
        let theirs = self.person("Tess Leaf", "tess@example.com", |row| row.path = "1/7/".into()).await;
        let employee = self.person("Emil Desk", "emil@example.com", |row| (row.role, row.post) = (Role::Employee, Some(Post::Super))).await;
        let customer = self
            .person("Cora Leaf", "cora@example.com", |row| {
                row.username = Some("Cora.L".into());
                row.locale = domain::text::Locale::Es;
            })
            .await;
        Tree { owner, dealer, theirs, employee, customer }
    }
}

/// See [`Rig::tree`].
pub(crate) struct Tree {
    pub(crate) owner: UserId,
    pub(crate) dealer: UserId,
    pub(crate) theirs: UserId,
    pub(crate) employee: UserId,
    pub(crate) customer: UserId,
}

/// A request from this address, from a browser.
pub(crate) fn from(address: &str) -> Origin {
    Origin {
        address: Some(address.to_owned()),
        user_agent: Some("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0".to_owned()),
        request_id: None,
    }
}

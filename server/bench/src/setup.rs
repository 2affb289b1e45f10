//! Where things are and how large: all from the environment, with the sizes of the full measurement as defaults.
//!
//! `SWITCHYARD` program · `BENCH` folder for figures · `TEST_POSTGRES_URL` cluster · `BENCH_USERS` 1000000 · `BENCH_PAYMENTS` per user, 10 ·
//! `BENCH_AUDIT` rows of the trail, as many as users · `BENCH_ROUNDS` of A B B A, 12 · `BENCH_WINDOW_MS` of one run, 400

use std::{path::PathBuf, sync::Arc, time::Duration};

use db::{Db, exec};
use service::{Context, SystemClock, sealing::KeyRing};

use crate::Outcome;

/// See the module's words.
#[derive(Debug, Clone)]
pub struct Setup {
    pub program: PathBuf,
    pub out: PathBuf,
    cluster: String,
    pub users: u64,
    pub payments_per_user: u64,
    pub audit_rows: u64,
    pub rounds: usize,
    pub window: Duration,
}

/// One of the databases that are made here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// The loaded sample.
    Sample,
    /// The long trail.
    Trail,
}

impl Store {
    const fn name(self) -> &'static str {
        match self {
            Self::Sample => "switchyard_bench",
            Self::Trail => "switchyard_bench_trail",
        }
    }
}

fn variable(name: &str) -> Outcome<String> {
    std::env::var(name).map_err(|_| format!("{name} is not set; start this by `make bench`").into())
}

fn size(name: &str, default: u64) -> Outcome<u64> {
    match std::env::var(name) {
        Err(_) => Ok(default),
        Ok(text) => text.parse().map_err(|_| format!("{name} is `{text}`, which is no number").into()),
    }
}

impl Setup {
    pub fn from_environment() -> Outcome<Self> {
        let users = size("BENCH_USERS", 1_000_000)?;
        Ok(Self {
            program: PathBuf::from(variable("SWITCHYARD")?),
            out: PathBuf::from(variable("BENCH")?),
            cluster: variable("TEST_POSTGRES_URL")?,
            users,
            payments_per_user: size("BENCH_PAYMENTS", 10)?,
            audit_rows: size("BENCH_AUDIT", users)?,
            rounds: usize::try_from(size("BENCH_ROUNDS", 12)?)?.max(1),
            window: Duration::from_millis(size("BENCH_WINDOW_MS", 400)?),
        })
    }

    /// The folder of a database's keys.
    pub fn folder(&self, store: Store) -> PathBuf {
        self.out.join("data").join(store.name())
    }

    pub fn url(&self, store: Store) -> Outcome<String> {
        let at = self.cluster.rfind('/').ok_or("TEST_POSTGRES_URL has no path")?;
        Ok(format!("{}/{}", &self.cluster[..at], store.name()))
    }

    /// An empty database in place of an older one.
    pub async fn make(&self, store: Store) -> Outcome {
        let admin = Db::connect(&db::Settings { url: self.cluster.clone(), connections: 1 }).await?;
        exec(admin.write(), &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", store.name()), vec![]).await?;
        exec(admin.write(), &format!("CREATE DATABASE {}", store.name()), vec![]).await?;
        std::fs::create_dir_all(self.folder(store))?;
        Ok(())
    }

    /// The use cases' context over a database, with the keys that the program made for it.
    pub async fn context(&self, store: Store) -> Outcome<Context> {
        let path = self.folder(store).join("keys");
        let keys = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}; has `bench load` run?", path.display()))?;
        Ok(Context {
            db: Db::connect(&db::Settings { url: self.url(store)?, connections: 8 }).await?,
            clock: Arc::new(SystemClock),
            keys: Arc::new(KeyRing::from_setting(keys.trim())?),
            settings: Arc::new(service::Settings::default()),
            drivers: Arc::default(),
        })
    }
}

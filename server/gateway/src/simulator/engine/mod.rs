//! What happens by itself: [`accept`] writes messages in groups, [`clockwork`] lets codes expire and acks advance, [`delivery`] carries
//! webhooks out, [`life`] changes a session. All of them work on [`App`], and all of their state is in the store: a restart goes on
//! where the kill came.

pub(super) mod accept;
pub(super) mod clockwork;
pub(super) mod delivery;
pub(super) mod life;

use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicU64, Ordering},
};

use tokio::sync::{Notify, Semaphore, mpsc};
use tokio_util::sync::CancellationToken;

use super::{
    Faults, SimulatorConfig, SimulatorError,
    config::Death,
    ids,
    store::{Store, outbox, settings},
};

/// Sends waiting for the disk; more than these wait outside.
const QUEUE: usize = 1024;
/// Requests at work at once; more are told 503.
const REQUESTS: usize = 2048;

/// Everything the parts of the simulator share.
pub(super) struct App {
    pub config: SimulatorConfig,
    pub store: Store,
    pub accept: mpsc::Sender<accept::Ask>,
    pub requests: Semaphore,
    /// Rung after each commit: the clockwork and the delivery look at the store again.
    pub clock_bell: Notify,
    pub delivery_bell: Notify,
    /// Rung when a session changed, for calls that wait for a status.
    pub session_bell: Notify,
    pub stop: CancellationToken,
    pub died: CancellationToken,
    pub started_ms: i64,
    faults: RwLock<Faults>,
    /// Counts sends, so that a fault that struck a send does not strike each repetition of it.
    sends: AtomicU64,
}

impl App {
    pub async fn open(config: SimulatorConfig) -> Result<(Arc<Self>, mpsc::Receiver<accept::Ask>), SimulatorError> {
        tokio::fs::create_dir_all(&config.data_dir)
            .await
            .map_err(|source| SimulatorError::Folder { folder: config.data_dir.display().to_string(), source })?;
        let store = Store::open(&config.data_dir).await?;
        let faults = settings::faults(&store.reader).await?;
        if faults.forget_webhooks {
            let mut db = store.write().await?;
            outbox::forget(&mut db).await?;
            db.commit().await?;
        }
        let faults = RwLock::new(faults);
        let (accept, accepting) = mpsc::channel(QUEUE);
        let app = Self {
            config,
            store,
            accept,
            requests: Semaphore::new(REQUESTS),
            clock_bell: Notify::new(),
            delivery_bell: Notify::new(),
            session_bell: Notify::new(),
            stop: CancellationToken::new(),
            died: CancellationToken::new(),
            started_ms: ids::now_ms(),
            faults,
            sends: AtomicU64::new(0),
        };
        life::resume(&app).await?;
        Ok((Arc::new(app), accepting))
    }

    /// After a commit: whoever waits looks again.
    pub fn ring(&self) {
        self.clock_bell.notify_one();
        self.delivery_bell.notify_one();
        self.session_bell.notify_waiters();
    }

    pub fn faults(&self) -> Faults {
        self.faults.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn set_faults(&self, faults: Faults) {
        *self.faults.write().unwrap_or_else(PoisonError::into_inner) = faults;
    }

    pub fn send_number(&self) -> String {
        self.sends.fetch_add(1, Ordering::Relaxed).to_string()
    }

    /// The end a fault asked for.
    pub fn die(&self) {
        match self.config.death {
            Death::Abort => std::process::abort(),
            Death::Return => self.died.cancel(),
        }
    }
}

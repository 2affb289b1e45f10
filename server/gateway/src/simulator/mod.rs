//! The WhatsApp simulator: a program of its own that answers as WAHA's OpenAPI document (2026.7.1) says, so that the real driver, real
//! HTTP and real signatures run in every demo and test. What it accepted lies on disk before it answers; a kill at any moment loses
//! nothing and repeats no effect.
//!
//! - `store`: SQLite tables and their queries; `engine`: what happens by itself (codes expire, acks advance, webhooks leave);
//!   `http`: WAHA's API and the fault controls; `phone`: the page on which a code is scanned with one press.
//! - Numbers with a meaning: those ending in `0000` are not on WhatsApp, those ending in `0463` answer with the reach-out lock.
//! - It says what it is: `GET /api/server/version` has a field `simulator`, which WAHA's answer has not.
//! - Where WAHA behaves otherwise than its document says, it behaves as WAHA; `tests/document.rs` names these places.
//!
//! To add a call of WAHA: a handler in `http`, its rows in `store`, a line in `tests/document.json`, and a test that drives it through
//! the driver.

mod config;
mod engine;
mod events;
mod faults;
mod http;
mod ids;
mod phone;
mod png;
mod store;
#[cfg(test)]
mod tests;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use tokio::{net::TcpListener, sync::mpsc, task::JoinSet};
use tokio_util::sync::CancellationToken;

pub use config::{Death, Engine, SimulatorConfig};
use engine::{App, accept};
pub use faults::Faults;

/// How long open requests may take to finish after a stop was asked for.
const DRAIN: Duration = Duration::from_secs(10);

/// Why the simulator could not start or stopped by itself.
#[derive(Debug, thiserror::Error)]
pub enum SimulatorError {
    #[error("cannot listen on {address}: {source}")]
    Listen { address: SocketAddr, source: std::io::Error },
    #[error("cannot use the folder {folder}: {source}")]
    Folder { folder: String, source: std::io::Error },
    #[error("the simulator's store failed: {0}")]
    Store(#[from] sqlx::Error),
    #[error("the simulator's HTTP client cannot be made: {0}")]
    Client(#[from] reqwest::Error),
    #[error("the simulator's HTTP server failed: {0}")]
    Serve(std::io::Error),
    #[error("the simulator died as it was told to")]
    Died,
    #[error("a worker of the simulator stopped: {0}")]
    Worker(String),
}

/// A simulator with its store open and its port bound, not yet serving.
pub struct Simulator {
    app: Arc<App>,
    listener: TcpListener,
    address: SocketAddr,
    accepting: mpsc::Receiver<accept::Ask>,
}

impl Simulator {
    /// Opens the store and binds the port.
    ///
    /// # Errors
    /// When the folder, the store or the port cannot be used.
    pub async fn bind(config: SimulatorConfig) -> Result<Self, SimulatorError> {
        let wanted = config.listen;
        let (app, accepting) = App::open(config).await?;
        let listener = TcpListener::bind(wanted).await.map_err(|source| SimulatorError::Listen { address: wanted, source })?;
        let address = listener.local_addr().map_err(SimulatorError::Serve)?;
        Ok(Self { app, listener, address, accepting })
    }

    /// Where it listens; tells the port when 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `shutdown` is cancelled, then finishes open requests.
    ///
    /// # Errors
    /// When the server or a worker fails, or a fault told the simulator to die.
    pub async fn run(self, shutdown: CancellationToken) -> Result<(), SimulatorError> {
        let Self { app, listener, accepting, .. } = self;
        // Dropped with this future, so that nothing goes on behind a simulator that was killed.
        let mut workers = JoinSet::new();
        workers.spawn(always(accept::run(Arc::clone(&app), accepting)));
        workers.spawn(always(engine::clockwork::run(Arc::clone(&app))));
        workers.spawn(engine::delivery::run(Arc::clone(&app)));
        let server =
            axum::serve(listener, http::router(Arc::clone(&app))).with_graceful_shutdown(app.stop.clone().cancelled_owned()).into_future();
        let drained = async {
            app.stop.cancelled().await;
            tokio::time::sleep(DRAIN).await;
        };
        let relay = async {
            shutdown.cancelled().await;
            app.stop.cancel();
            std::future::pending::<()>().await;
        };
        let outcome = tokio::select! {
            served = server => served.map_err(SimulatorError::Serve),
            () = drained => Ok(()),
            () = relay => Ok(()),
            () = app.died.cancelled() => Err(SimulatorError::Died),
            Some(ended) = workers.join_next() => Err(match ended {
                Ok(Err(error)) => error,
                other => SimulatorError::Worker(format!("{other:?}")),
            }),
        };
        workers.shutdown().await;
        if outcome.is_ok() {
            app.store.close().await;
        }
        outcome
    }
}

/// A worker that has nothing to fail with.
async fn always(worker: impl Future<Output = ()>) -> Result<(), SimulatorError> {
    worker.await;
    Ok(())
}

/// Binds and serves: the whole program `switchyard simulator`.
///
/// # Errors
/// See [`Simulator::bind`] and [`Simulator::run`].
pub async fn serve(config: SimulatorConfig, shutdown: CancellationToken) -> Result<(), SimulatorError> {
    let simulator = Simulator::bind(config).await?;
    let address = simulator.address();
    tracing::info!(%address, "the WhatsApp simulator answers; its phone is at http://{address}/phone");
    simulator.run(shutdown).await
}

//! Settings of the simulator. Times are arguments, so a test compresses a minute into a moment. A new setting gets its default in
//! [`SimulatorConfig::new`].

use std::{fmt, net::SocketAddr, path::PathBuf, time::Duration};

/// What `die_after` does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Death {
    /// The process ends at once, without clean-up, as by kill -9.
    #[default]
    Abort,
    /// `run` returns at once with an error: for tests, which share the process.
    Return,
}

/// How a simulator is started.
#[derive(Clone)]
pub struct SimulatorConfig {
    pub listen: SocketAddr,
    /// The folder of the SQLite file; made when missing.
    pub data_dir: PathBuf,
    /// What `X-Api-Key` must say.
    pub api_key: String,
    /// Between one ack and the next, up to DEVICE.
    pub base_ack_delay: Duration,
    /// Between DEVICE and READ: the person looks at the phone.
    pub read_delay: Duration,
    /// How long a session stays in STARTING.
    pub start_delay: Duration,
    /// Life of the first QR code.
    pub first_code_life: Duration,
    /// Life of each later QR code.
    pub next_code_life: Duration,
    /// Codes before the session fails.
    pub codes: i64,
    /// How long a call waits for the status it needs before it answers 422.
    pub status_wait: Duration,
    /// A webhook that does not answer within this time counts as failed.
    pub webhook_timeout: Duration,
    /// Whole requests, whatever they do.
    pub request_timeout: Duration,
    pub max_sessions: i64,
    pub death: Death,
}

impl SimulatorConfig {
    /// The times of WhatsApp, except that people read at once.
    pub fn new(listen: SocketAddr, data_dir: impl Into<PathBuf>, api_key: impl Into<String>) -> Self {
        Self {
            listen,
            data_dir: data_dir.into(),
            api_key: api_key.into(),
            base_ack_delay: Duration::from_millis(400),
            read_delay: Duration::from_millis(2500),
            start_delay: Duration::from_millis(500),
            first_code_life: Duration::from_secs(60),
            next_code_life: Duration::from_secs(20),
            codes: 6,
            status_wait: Duration::from_secs(5),
            webhook_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(60),
            max_sessions: 2000,
            death: Death::default(),
        }
    }
}

impl fmt::Debug for SimulatorConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimulatorConfig").field("listen", &self.listen).field("data_dir", &self.data_dir).finish_non_exhaustive()
    }
}

/// A duration as the store keeps it.
pub(super) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX / 4)
}

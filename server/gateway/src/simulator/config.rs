//! Settings of the simulator. Times are arguments, so a test compresses a minute into a moment. A new setting gets its default in
//! [`SimulatorConfig::new`].

use std::{fmt, net::SocketAddr, path::PathBuf, str::FromStr, time::Duration};

/// WAHA's engines, which differ in what they can do and in what they tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    #[default]
    Gows,
    Noweb,
    Webjs,
}

impl Engine {
    pub const ALL: [Self; 3] = [Self::Gows, Self::Noweb, Self::Webjs];

    /// As WAHA writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gows => "GOWS",
            Self::Noweb => "NOWEB",
            Self::Webjs => "WEBJS",
        }
    }

    /// Sends a text under the id that came with it, and makes such ids; the others choose their own.
    pub(super) const fn takes_ids(self) -> bool {
        !matches!(self, Self::Webjs)
    }

    /// Says of a message who wrote to whom; the others name the chat only.
    pub(super) const fn names_both_sides(self) -> bool {
        matches!(self, Self::Webjs)
    }

    /// The first ack that is told. On GOWS acks are what phones say, so nothing comes while the phone is off.
    pub(super) const fn first_told(self) -> i64 {
        match self {
            Self::Gows => 2,
            Self::Noweb | Self::Webjs => 1,
        }
    }
}

impl FromStr for Engine {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = || Self::ALL.map(Self::name).join(", ");
        let found = Self::ALL.into_iter().find(|engine| engine.name().eq_ignore_ascii_case(text));
        found.ok_or_else(|| format!("the simulator has no engine '{text}', only {}", known()))
    }
}

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
    /// Which of WAHA's engines it behaves as.
    pub engine: Engine,
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
    /// How long a call waits for its session to run before it answers 422.
    pub running_wait: Duration,
    /// How long it then waits for the status it needs.
    pub status_wait: Duration,
    /// How long a session in STARTING is given before a code to type is refused.
    pub code_wait: Duration,
    /// A webhook that does not answer within this time counts as failed. WAHA has no such limit; ours is far above what a receiver may
    /// take, and keeps one that never answers from holding a place for ever.
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
            engine: Engine::default(),
            base_ack_delay: Duration::from_millis(400),
            read_delay: Duration::from_millis(2500),
            start_delay: Duration::from_millis(500),
            first_code_life: Duration::from_secs(60),
            next_code_life: Duration::from_secs(20),
            codes: 6,
            running_wait: Duration::from_secs(5),
            status_wait: Duration::from_secs(10),
            code_wait: Duration::from_secs(2),
            webhook_timeout: Duration::from_secs(60),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_is_read_by_its_name_and_no_other_word() {
        for engine in Engine::ALL {
            assert_eq!(engine.name().to_lowercase().parse::<Engine>(), Ok(engine));
        }
        let wrong = "WPP".parse::<Engine>().expect_err("there is no such engine here");
        assert!(wrong.contains("'WPP'") && wrong.contains("GOWS, NOWEB, WEBJS"), "{wrong}");
    }
}

//! The commands: each opens what it needs, calls a use case as the system itself, prints a sentence and answers an exit code.
//!
//! To add one: a file here with its arguments and `run`, a variant in `main`.

use std::{collections::HashMap, process::ExitCode, sync::Arc};

use db::Db;
use domain::{port::whatsapp::Driver, server::Provider};
use secrecy::ExposeSecret as _;
use service::{
    Context, SystemClock,
    sealing::KeyRing,
    texts::{IcuIntl, Texts},
};

use crate::{private, settings::Settings};

pub mod audit;
pub mod books;
pub mod demo;
pub mod figures;
pub mod import;
pub mod kpis;
pub mod migrate;
pub mod owner;
pub mod phones;
pub mod serve;
pub mod simulator;

/// Why a command did nothing: a sentence for the terminal.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

/// How a command ends.
pub type Outcome = Result<ExitCode, Refusal>;

impl From<db::DbError> for Refusal {
    fn from(error: db::DbError) -> Self {
        Self(format!("the database refused: {error}"))
    }
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<domain::Error> for Refusal {
    fn from(error: domain::Error) -> Self {
        let mut lines = vec![in_english(&error.message)];
        lines.extend(error.fields.iter().map(|field| format!("{}: {}", field.field, in_english(&field.message))));
        Self(lines.join("\n"))
    }
}

/// A message in the language of the terminal.
#[must_use]
pub fn in_english(message: &domain::Msg) -> String {
    Texts::shipped().format(&IcuIntl::new(domain::text::Locale::En, "UTC"), message)
}

/// Starts the log: to standard error, as lines or as JSON.
pub fn start_log(filter: Option<&str>, json: bool, serves: bool) {
    let default = if serves { "info" } else { "warn" };
    let filter =
        tracing_subscriber::EnvFilter::try_new(filter.unwrap_or(default)).unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(default));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if json {
        log.json().init();
    } else {
        log.with_target(false).init();
    }
    std::panic::set_hook(Box::new(log_panic));
}

/// A panic is one line of the log. The stack, tens of kilobytes, is for those who ask for it: a peer that finds a panic must not be able to
/// fill the disk with it.
fn log_panic(panic: &std::panic::PanicHookInfo<'_>) {
    let cause: String = panic.payload_as_str().unwrap_or("no words").chars().take(500).collect();
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(%cause, %place, "a panic");
    if tracing::enabled!(tracing::Level::DEBUG) {
        tracing::debug!(stack = %std::backtrace::Backtrace::capture(), "a panic");
    }
}

/// The keys: from the settings, or made once and kept beside the data, readable by this user alone.
fn keys(settings: &Settings) -> Result<KeyRing, Refusal> {
    let text = match &settings.keys {
        Some(keys) => keys.expose_secret().to_owned(),
        None => kept_keys(&settings.data_dir.join("keys"))?,
    };
    KeyRing::from_setting(text.trim()).map_err(|error| Refusal(format!("SWITCHYARD_KEYS cannot be used: {error}")))
}

fn kept_keys(path: &std::path::Path) -> Result<String, Refusal> {
    use std::{io::Write as _, os::unix::fs::OpenOptionsExt as _};
    if let Ok(text) = std::fs::read_to_string(path) {
        return Ok(text);
    }
    if let Some(folder) = path.parent() {
        private::make_folder(folder)?;
    }
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(private::FILE).open(path) {
        Ok(mut file) => {
            let text = KeyRing::generate_setting();
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            Ok(text)
        }
        // Another process was faster.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(std::fs::read_to_string(path)?),
        Err(error) => Err(error.into()),
    }
}

fn prepare_folder(settings: &Settings) -> Result<(), Refusal> {
    private::prepare(&settings.data_dir, &settings.database)
        .map_err(|error| Refusal(format!("the folder {} cannot be made: {error}", settings.data_dir.display())))
}

/// The use cases' context over the settings' database.
///
/// # Errors
/// When the database cannot be reached or the keys cannot be read.
pub async fn open(settings: &Settings) -> Result<Context, Refusal> {
    prepare_folder(settings)?;
    let keys = Arc::new(keys(settings)?);
    let db = Db::connect(&settings.database).await?;
    let waha: Arc<dyn Driver> = Arc::new(gateway::waha::Waha::new().map_err(|error| Refusal(error.to_string()))?);
    let rules = service::Settings {
        product: settings.product.clone(),
        public_url: settings.public_url.clone(),
        time_zone: settings.time_zone.clone(),
        base_currency: settings.base_currency,
        country: settings.country,
        data_dir: settings.data_dir.clone(),
        pace_ms: settings.pace_ms,
        smtp: settings.smtp_url.is_some(),
        password_cost: settings.password_cost,
    };
    Ok(Context {
        db,
        clock: Arc::new(SystemClock),
        keys,
        settings: Arc::new(rules),
        drivers: Arc::new(HashMap::from([(Provider::Waha, waha)])),
    })
}

/// `switchyard key`
///
/// # Errors
/// None.
pub fn key() -> Outcome {
    println!("{}", KeyRing::generate_setting());
    Ok(ExitCode::SUCCESS)
}

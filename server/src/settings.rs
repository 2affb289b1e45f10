//! Settings: from the command line or the environment (`SWITCHYARD_…`, `DATABASE_URL`), else from one TOML file, else defaults that
//! need no server beside this one. To add one: a field here with its flag, its default in [`Settings::resolve`], a line in the README.

#[cfg(test)]
mod tests;

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use clap::Args;
use secrecy::SecretString;
use serde::Deserialize;
use tower_http::csrf::CsrfLayer;

/// Connections at a time, where the system lets the process open so many files and more.
const CONNECTIONS: usize = 4_096;
/// Fewest characters of the token for `/metrics`.
const METRICS_TOKEN_MIN: usize = 16;

/// What may be set. Every name is also a key of the TOML file (`--config`).
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Given {
    /// Database: sqlite://FILE or postgres://USER:PASSWORD@HOST/NAME [default: sqlite://data/switchyard.sqlite]
    #[arg(long, env = "DATABASE_URL", global = true, hide_env_values = true)]
    pub database_url: Option<String>,
    /// Most database connections [default: 8]
    #[arg(long, env = "SWITCHYARD_DATABASE_CONNECTIONS", global = true)]
    pub database_connections: Option<u32>,
    /// Address to listen on [default: 127.0.0.1:3000]
    #[arg(long, env = "SWITCHYARD_LISTEN", global = true)]
    pub listen: Option<SocketAddr>,
    /// Most connections from browsers at a time; who comes later waits [default: 4096, or three quarters of the files it may open]
    #[arg(long, env = "SWITCHYARD_CONNECTIONS", global = true)]
    pub connections: Option<usize>,
    /// Most connections of one address, or one IPv6 network of /64; proxies that are trusted have no such limit [default: a quarter of all]
    #[arg(long, env = "SWITCHYARD_CONNECTIONS_PER_ADDRESS", global = true)]
    pub connections_per_address: Option<usize>,
    /// Where browsers and gateways reach this server: scheme, host and port, no path [default: http://LISTEN]
    #[arg(long, env = "SWITCHYARD_PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
    /// Folder for the SQLite file, uploads and the key file [default: data]
    #[arg(long, env = "SWITCHYARD_DATA_DIR", global = true)]
    pub data_dir: Option<PathBuf>,
    /// Keys that seal secrets, newest first: 2:BASE64,1:BASE64 [default: made once and kept in DATA_DIR/keys]
    #[arg(long, env = "SWITCHYARD_KEYS", global = true, hide_env_values = true)]
    #[serde(skip)]
    pub keys: Option<String>,
    /// IANA time zone that decides what "today" and "this month" are [default: UTC]
    #[arg(long, env = "SWITCHYARD_TIME_ZONE", global = true)]
    pub time_zone: Option<String>,
    /// ISO 4217 code of the currency that figures show first, such as EUR [default: that of most payments]
    #[arg(long, env = "SWITCHYARD_BASE_CURRENCY", global = true)]
    pub base_currency: Option<String>,
    /// Two letters of the country whose phone numbers are written without a country code [default: none, such numbers are refused]
    #[arg(long, env = "SWITCHYARD_COUNTRY", global = true)]
    pub country: Option<String>,
    /// Name of the product in titles and mails [default: Switchyard]
    #[arg(long, env = "SWITCHYARD_PRODUCT", global = true)]
    pub product: Option<String>,
    /// SMTP server as smtp://USER:PASSWORD@HOST:PORT; without it mail stays in the outbox that the panel shows
    #[arg(long, env = "SWITCHYARD_SMTP_URL", global = true, hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Sender of mails [default: no-reply@HOST of the public URL]
    #[arg(long, env = "SWITCHYARD_MAIL_FROM", global = true)]
    pub mail_from: Option<String>,
    /// Addresses of proxies whose X-Forwarded-For is believed, separated by commas
    #[arg(long, env = "SWITCHYARD_TRUSTED_PROXIES", global = true, value_delimiter = ',')]
    pub trusted_proxies: Option<Vec<IpAddr>>,
    /// Milliseconds between two messages of one number [default: 1000]
    #[arg(long, env = "SWITCHYARD_PACE_MS", global = true)]
    pub pace_ms: Option<i64>,
    /// Most milliseconds that chance adds to the pace [default: 500]
    #[arg(long, env = "SWITCHYARD_JITTER_MS", global = true)]
    pub jitter_ms: Option<i64>,
    /// Largest file that can be uploaded, in megabytes [default: 1024]
    #[arg(long, env = "SWITCHYARD_UPLOAD_MB", global = true)]
    pub upload_mb: Option<u64>,
    /// Memory that hashing one password takes, in KiB: 8 to 1048576 [default: 19456]
    #[arg(long, env = "SWITCHYARD_PASSWORD_MEMORY_KIB", global = true)]
    pub password_memory_kib: Option<u32>,
    /// Whoever reads /metrics from another machine says this as a bearer token; without it only this machine reads them
    #[arg(long, env = "SWITCHYARD_METRICS_TOKEN", global = true, hide_env_values = true)]
    pub metrics_token: Option<String>,
    /// Log as JSON lines [default: false]
    #[arg(long, env = "SWITCHYARD_LOG_JSON", global = true)]
    pub log_json: Option<bool>,
    /// What to log, as in RUST_LOG [default: info]
    #[arg(long, env = "SWITCHYARD_LOG", global = true)]
    pub log: Option<String>,
}

/// What holds after all layers.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Database.
    pub database: db::Settings,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Most connections at a time.
    pub connections: usize,
    /// Most of them of one address.
    pub connections_per_address: usize,
    /// Where we are reached, as browsers write an origin: in small letters, without the usual port and without a slash at the end.
    pub public_url: String,
    /// Folder for files.
    pub data_dir: PathBuf,
    /// Keys, where set.
    pub keys: Option<SecretString>,
    /// IANA zone.
    pub time_zone: String,
    /// The currency that figures show first, where set.
    pub base_currency: Option<domain::Currency>,
    /// Whose phone numbers are written without a country code.
    pub country: Option<service::phones::Country>,
    /// Product's name.
    pub product: String,
    /// SMTP, where set.
    pub smtp_url: Option<SecretString>,
    /// Sender of mails.
    pub mail_from: String,
    /// Believed proxies.
    pub trusted_proxies: Vec<IpAddr>,
    /// Pace and jitter in milliseconds.
    pub pace_ms: (i64, i64),
    /// Largest upload in bytes.
    pub upload_bytes: u64,
    /// Memory in KiB, passes and lanes of argon2id.
    pub password_cost: (u32, u32, u32),
    /// What those who read `/metrics` from elsewhere must say.
    pub metrics_token: Option<SecretString>,
}

/// A setting cannot be used; the sentence says which and why.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read or holds what it should not.
    #[error("the settings file {path} cannot be used: {cause}")]
    File {
        /// Its path.
        path: PathBuf,
        /// Why.
        cause: String,
    },
    /// A value does not fit.
    #[error("`{value}` cannot be used for {name}: {hint}")]
    Value {
        /// The setting.
        name: &'static str,
        /// Its value.
        value: String,
        /// What would do.
        hint: &'static str,
    },
}

/// How many files the system lets this process open, where it says so.
fn open_files() -> Option<usize> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    limits.lines().find_map(|line| line.strip_prefix("Max open files"))?.split_whitespace().next()?.parse().ok()
}

/// A web address as browsers write an origin, and its host. Whatever writes to this server is compared with it letter by letter, so that
/// capitals, the usual port or a path would shut everybody out.
fn origin(text: &str) -> Option<(String, String)> {
    let url = reqwest::Url::parse(text.trim()).ok()?;
    let is_plain = matches!(url.scheme(), "http" | "https")
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    let origin = url.origin().ascii_serialization();
    if !is_plain || CsrfLayer::new().add_trusted_origin(&origin).is_err() {
        return None;
    }
    let host = url.host_str()?.to_owned();
    Some((origin, host))
}

impl Given {
    /// These, and what `file` gives where they are silent.
    ///
    /// # Errors
    /// When the file cannot be read or holds unknown settings.
    pub fn over_file(self, file: Option<&Path>) -> Result<Self, SettingsError> {
        let Some(path) = file else { return Ok(self) };
        let refuse = |cause: config::ConfigError| SettingsError::File { path: path.to_owned(), cause: cause.to_string() };
        let below: Self =
            config::Config::builder().add_source(config::File::from(path)).build().map_err(refuse)?.try_deserialize().map_err(refuse)?;
        Ok(Self {
            database_url: self.database_url.or(below.database_url),
            database_connections: self.database_connections.or(below.database_connections),
            listen: self.listen.or(below.listen),
            connections: self.connections.or(below.connections),
            connections_per_address: self.connections_per_address.or(below.connections_per_address),
            public_url: self.public_url.or(below.public_url),
            data_dir: self.data_dir.or(below.data_dir),
            keys: self.keys,
            time_zone: self.time_zone.or(below.time_zone),
            base_currency: self.base_currency.or(below.base_currency),
            country: self.country.or(below.country),
            product: self.product.or(below.product),
            smtp_url: self.smtp_url.or(below.smtp_url),
            mail_from: self.mail_from.or(below.mail_from),
            trusted_proxies: self.trusted_proxies.or(below.trusted_proxies),
            pace_ms: self.pace_ms.or(below.pace_ms),
            jitter_ms: self.jitter_ms.or(below.jitter_ms),
            upload_mb: self.upload_mb.or(below.upload_mb),
            password_memory_kib: self.password_memory_kib.or(below.password_memory_kib),
            metrics_token: self.metrics_token.or(below.metrics_token),
            log_json: self.log_json.or(below.log_json),
            log: self.log.or(below.log),
        })
    }

    /// With defaults filled in and values checked.
    ///
    /// # Errors
    /// When a value cannot be used.
    pub fn resolve(self) -> Result<Settings, SettingsError> {
        let data_dir = self.data_dir.unwrap_or_else(|| PathBuf::from("data"));
        let url = self.database_url.unwrap_or_else(|| format!("sqlite://{}/switchyard.sqlite", data_dir.display()));
        if !["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| url.starts_with(scheme)) {
            let value = url.split(':').next().unwrap_or_default().to_owned();
            return Err(SettingsError::Value { name: "DATABASE_URL", value, hint: "it begins with sqlite:// or postgres://" });
        }
        let listen = self.listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000)));
        let public_url = self.public_url.unwrap_or_else(|| format!("http://{listen}"));
        let (public_url, host) = origin(&public_url).ok_or(SettingsError::Value {
            name: "SWITCHYARD_PUBLIC_URL",
            value: public_url,
            hint: "it is a web address without a path, such as https://panel.example.com",
        })?;
        let connections = self.connections.unwrap_or_else(|| CONNECTIONS.min(open_files().unwrap_or(usize::MAX) / 4 * 3));
        if !(1..=1_000_000).contains(&connections) {
            return Err(SettingsError::Value {
                name: "SWITCHYARD_CONNECTIONS",
                value: connections.to_string(),
                hint: "it is a number from 1 to 1000000",
            });
        }
        let connections_per_address = self.connections_per_address.unwrap_or_else(|| connections.div_ceil(4));
        if !(1..=1_000_000).contains(&connections_per_address) {
            return Err(SettingsError::Value {
                name: "SWITCHYARD_CONNECTIONS_PER_ADDRESS",
                value: connections_per_address.to_string(),
                hint: "it is a number from 1 to 1000000",
            });
        }
        let time_zone = self.time_zone.unwrap_or_else(|| "UTC".to_owned());
        if !service::context::is_time_zone(&time_zone) {
            return Err(SettingsError::Value {
                name: "SWITCHYARD_TIME_ZONE",
                value: time_zone,
                hint: "it is an IANA name such as Asia/Kolkata",
            });
        }
        let base_currency = self
            .base_currency
            .filter(|code| !code.trim().is_empty())
            .map(|code| {
                domain::Currency::from_code(code.trim()).ok_or(SettingsError::Value {
                    name: "SWITCHYARD_BASE_CURRENCY",
                    value: code,
                    hint: "it is a code of ISO 4217 such as EUR",
                })
            })
            .transpose()?;
        let country = match self.country.filter(|code| !code.trim().is_empty()) {
            None => None,
            Some(code) => Some(service::phones::country(&code).ok_or(SettingsError::Value {
                name: "SWITCHYARD_COUNTRY",
                value: code,
                hint: "it is the two letters of a country such as ES",
            })?),
        };
        // Two passes over 19 MiB by one lane: what OWASP names as enough, and as little as should be.
        let (default_memory, passes, lanes) = service::Settings::default().password_cost;
        let memory = self.password_memory_kib.unwrap_or(default_memory);
        if !(8..=1 << 20).contains(&memory) {
            return Err(SettingsError::Value {
                name: "SWITCHYARD_PASSWORD_MEMORY_KIB",
                value: memory.to_string(),
                hint: "it is a number of KiB from 8 to 1048576; below 19456 it is for tests only",
            });
        }
        if let Some(token) = self
            .metrics_token
            .as_deref()
            .filter(|token| token.len() < METRICS_TOKEN_MIN || !token.bytes().all(|byte| byte.is_ascii_graphic()))
        {
            return Err(SettingsError::Value {
                name: "SWITCHYARD_METRICS_TOKEN",
                value: format!("{} characters", token.chars().count()),
                hint: "it is at least 16 letters, digits and signs without spaces, such as `openssl rand -hex 32` makes",
            });
        }
        Ok(Settings {
            database: db::Settings { url, connections: self.database_connections.unwrap_or(8).clamp(2, 200) },
            listen,
            connections,
            connections_per_address,
            public_url,
            data_dir,
            keys: self.keys.map(SecretString::from),
            time_zone,
            base_currency,
            country,
            product: self.product.unwrap_or_else(|| "Switchyard".to_owned()),
            smtp_url: self.smtp_url.map(SecretString::from),
            mail_from: self.mail_from.unwrap_or_else(|| format!("no-reply@{host}")),
            trusted_proxies: self.trusted_proxies.unwrap_or_default(),
            pace_ms: (self.pace_ms.unwrap_or(1_000).max(0), self.jitter_ms.unwrap_or(500).max(0)),
            password_cost: (memory, passes, lanes),
            metrics_token: self.metrics_token.map(SecretString::from),
            upload_bytes: self.upload_mb.unwrap_or(1_024).saturating_mul(1 << 20),
        })
    }
}

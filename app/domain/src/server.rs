//! Gateway servers: the machines on which numbers live.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, FieldError, Result},
    ids::ServerId,
    text::{Msg, msg},
    time::Timestamp,
    user,
};

/// Which gateway software a server runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// WAHA, and the built-in simulator, which speaks its API.
    Waha,
}

impl Provider {
    /// All that there is a driver for.
    pub const ALL: [Self; 1] = [Self::Waha];
    /// As stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waha => "waha",
        }
    }
    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.code() == text)
    }
}

/// Whether a server takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServerStatus {
    /// Answers.
    Online,
    /// Does not answer.
    Offline,
    /// Taken out by hand: numbers stay, no new ones come.
    Maintenance,
}

impl ServerStatus {
    /// As stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Offline => "offline",
            Self::Maintenance => "maintenance",
        }
    }
    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        [Self::Online, Self::Offline, Self::Maintenance].into_iter().find(|status| status.code() == text)
    }
}

/// One server, as its page shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServerRow {
    /// Its id.
    pub id: ServerId,
    /// Name.
    pub name: String,
    /// Software.
    pub provider: Provider,
    /// Base URL with scheme and port.
    pub url: String,
    /// The last four characters of its API key.
    pub api_key_hint: String,
    /// Most numbers it may hold.
    pub max_devices: i32,
    /// Numbers it holds.
    pub current_devices: i64,
    /// Takes part?
    pub status: ServerStatus,
    /// Version it reported.
    pub version: Option<String>,
    /// Round trip of the last check, in milliseconds.
    pub latency_ms: Option<i64>,
    /// Why the last check failed, in the gateway's own words (a log's line).
    pub problem: Option<String>,
    /// The same as a sentence for people.
    #[serde(default)]
    pub why: Option<Msg>,
    /// CPU, memory and disk in percent, where the gateway tells.
    pub load: Option<(i16, i16, i16)>,
    /// When it was last asked.
    pub checked_at: Option<Timestamp>,
}

/// What a form for a server holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ServerForm {
    /// Name.
    pub name: String,
    /// Provider's code.
    pub provider: String,
    /// Base URL.
    pub url: String,
    /// API key; empty keeps the one there is (edit).
    pub api_key: String,
    /// Most numbers.
    pub max_devices: String,
}

/// A checked [`ServerForm`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerInput {
    /// Name.
    pub name: String,
    /// Software.
    pub provider: Provider,
    /// Base URL without a slash at its end.
    pub url: String,
    /// A new key.
    pub api_key: Option<String>,
    /// 1–10,000.
    pub max_devices: i32,
}

/// What is wrong with a base URL, if anything.
#[must_use]
pub fn check_url(text: &str) -> Option<Msg> {
    let text = text.trim();
    if text.is_empty() {
        return Some(msg::field_required());
    }
    let rest = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    let fits = rest.is_some_and(|rest| {
        let host = rest.split('/').next().unwrap_or_default();
        !host.is_empty() && !host.contains('@') && text.len() <= 300 && !text.contains(char::is_whitespace) && !text.contains(['?', '#'])
    });
    (!fits).then(|| msg::field_not_a_url(user::shorten(text)))
}

impl ServerForm {
    /// Reads the form; says everything that is wrong at once.
    ///
    /// # Errors
    /// Invalid, with one sentence per field.
    pub fn check(&self) -> Result<ServerInput> {
        let mut errors = Vec::new();
        let mut say = |field: &str, message: Option<Msg>| {
            if let Some(message) = message {
                errors.push(FieldError { field: field.to_owned(), message });
            }
        };
        say("name", user::check_name(&self.name));
        say("url", check_url(&self.url));
        let provider = Provider::from_code(&self.provider);
        say("provider", provider.is_none().then(|| msg::field_choose_one(user::shorten(&self.provider))));
        let devices = self.max_devices.trim().parse::<i32>().ok().filter(|devices| (1..=10_000).contains(devices));
        say("max_devices", devices.is_none().then(|| msg::field_not_between(user::shorten(&self.max_devices), 1, 10_000)));
        say("api_key", (self.api_key.len() > 500 || user::has_controls(&self.api_key)).then(msg::field_control_characters));
        match (provider, devices) {
            (Some(provider), Some(max_devices)) if errors.is_empty() => Ok(ServerInput {
                name: self.name.trim().to_owned(),
                provider,
                url: self.url.trim().trim_end_matches('/').to_owned(),
                api_key: Some(self.api_key.trim().to_owned()).filter(|key| !key.is_empty()),
                max_devices,
            }),
            _ => Err(Error::fields(errors)),
        }
    }
}

//! Gateway servers: the machines on which numbers live.

use std::net::{Ipv4Addr, Ipv6Addr};

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
    /// It says of itself that it is a simulator.
    #[serde(default)]
    pub simulator: bool,
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

/// What is wrong with a base URL, if anything. Addresses of the link itself are refused: machines of a cloud give away their own keys
/// there (169.254.169.254), and no gateway lives there.
#[must_use]
pub fn check_url(text: &str) -> Option<Msg> {
    let text = text.trim();
    if text.is_empty() {
        return Some(msg::field_required());
    }
    let odd = |c: char| c.is_whitespace() || c.is_control() || ['?', '#', '\\', '%'].contains(&c);
    let Some(host) = host(text).filter(|host| !host.is_empty() && host.is_ascii() && text.len() <= 300 && !text.contains(odd)) else {
        return Some(msg::field_not_a_url(user::shorten(text)));
    };
    is_link_local(host).then(|| msg::field_link_local(user::shorten(text)))
}

/// Scheme, host and port of a base URL: whom a key is shown to.
#[must_use]
pub fn origin(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + 3);
    let length = url[start..].find('/').unwrap_or(url.len() - start);
    &url[..start + length]
}

/// The host of a base URL, without its port; `None` where it is none of ours or holds a name to sign in with.
fn host(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"))?;
    let authority = rest.split('/').next().filter(|authority| !authority.contains('@'))?;
    if authority.starts_with('[') {
        return authority.find(']').map(|end| &authority[..=end]);
    }
    authority.split(':').next()
}

fn is_link_local(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).and_then(|host| host.parse::<Ipv6Addr>().ok()) {
        // `::ffff:169.254.169.254` and `::169.254.169.254` reach the same place.
        return address.is_unicast_link_local() || address.to_ipv4().is_some_and(|address| address.is_link_local());
    }
    ipv4(host).is_some_and(|address| address.is_link_local())
}

/// An address as every reader of URLs takes it: one to four numbers, decimal, octal or hexadecimal, of which the last fills what is left.
fn ipv4(host: &str) -> Option<Ipv4Addr> {
    let parts: Vec<&str> = host.strip_suffix('.').unwrap_or(host).split('.').collect();
    if parts.len() > 4 {
        return None;
    }
    let numbers: Vec<u64> = parts.iter().map(|part| number(part)).collect::<Option<_>>()?;
    let (last, leading) = numbers.split_last()?;
    let left = 8 * (4 - u32::try_from(leading.len()).ok()?);
    if leading.iter().any(|number| *number > 255) || *last >= 1 << left {
        return None;
    }
    let high = leading.iter().fold(0, |sum, number| (sum << 8) | number);
    u32::try_from((high << left) | last).ok().map(Ipv4Addr::from)
}

fn number(part: &str) -> Option<u64> {
    let hexadecimal = part.strip_prefix("0x").or_else(|| part.strip_prefix("0X"));
    match hexadecimal {
        Some("") => Some(0),
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None if part.len() > 1 && part.starts_with('0') => u64::from_str_radix(part, 8).ok(),
        None => part.parse().ok(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// W26.
    #[test]
    fn addresses_of_the_link_are_refused_however_they_are_written() {
        for bad in [
            "http://169.254.169.254",
            "http://169.254.169.254:80/latest",
            "http://169.254.0.1./",
            "http://2852039166",
            "http://0xa9fea9fe",
            "http://0xA9.254.43518",
            "http://0251.0376.0251.0376",
            "https://[fe80::1]:3000",
            "http://[FEBF::1]",
            "http://[::ffff:169.254.169.254]",
            "http://[::ffff:a9fe:a9fe]",
        ] {
            assert_eq!(check_url(bad), Some(msg::field_link_local(user::shorten(bad))), "{bad}");
        }
        for junk in
            ["http://169.254.169.254\\@a", "http://a@169.254.169.254", "http://169.254.169.%3254", "ftp://a", "http://", "http://\u{ff11}"]
        {
            assert_eq!(check_url(junk), Some(msg::field_not_a_url(user::shorten(junk))), "{junk}");
        }
        for good in [
            "http://127.0.0.1:3001/",
            "https://waha-1.example:3000",
            "http://2130706433",
            "http://10.169.254.1",
            "http://[::1]:3000",
            "http://169.254.example.com",
            "http://localhost:3001",
        ] {
            assert_eq!(check_url(good), None, "{good}");
        }
    }

    #[test]
    fn the_origin_is_the_part_before_the_path() {
        assert_eq!(origin("http://one:3000/base/path"), "http://one:3000");
        assert_eq!(origin("https://one"), "https://one");
        assert_ne!(origin("http://one:3000"), origin("https://one:3000"));
    }
}

//! The device somebody comes from. [`device_of`] has a few words for the one behind a user agent: "Firefox on Linux". It helps a person to
//! recognise their own sessions; nothing is decided by it. A [`Device`] is known again by a secret that it keeps beyond its sessions.
//!
//! To add a browser or a system: a row, before those whose sign it also carries.

use db::identity::session;
use domain::{Result, ids::UserId};

use super::{sign_in::hash_of_ours, tokens};
use crate::Context;

/// Seconds for which a device keeps its secret: as long as the longest session is remembered.
pub const KEPT: i64 = 120 * 24 * 3_600;

/// A device at the door.
pub(super) struct Device {
    /// What it keeps from now on.
    pub(super) secret: String,
    /// What is stored of that.
    pub(super) hash: Vec<u8>,
    /// Whether it signed in as this user before.
    pub(super) known: bool,
}

impl Device {
    /// The device that sent this; a new one where it sent nothing that this user's sessions know. The same is asked for an account that
    /// does not exist.
    pub(super) async fn at_the_door(context: &Context, sent: Option<&str>, user: Option<UserId>) -> Result<Self> {
        if let Some((secret, hash)) = sent.and_then(|secret| Some((secret, tokens::hash(secret)?)))
            && session::knows(context.db.read(), user.unwrap_or(UserId::NIL), &hash).await?
        {
            return Ok(Self { secret: secret.to_owned(), hash, known: true });
        }
        let secret = tokens::new_secret();
        Ok(Self { hash: hash_of_ours(&secret)?, secret, known: false })
    }

    /// What it is counted as.
    pub(super) fn key(&self) -> String {
        use std::fmt::Write as _;
        self.hash.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

/// Sign and name of browsers and clients, the most particular first.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("YaBrowser/", "Yandex"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("okhttp/", "okhttp"),
    ("python-requests/", "Python"),
    ("PostmanRuntime/", "Postman"),
];

/// Sign and name of systems, the most particular first.
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

/// Longest user agent that is kept or looked at, in characters.
pub(crate) const LONGEST: usize = 400;

/// "Chrome on Windows", "curl", or an empty text where nothing is recognised.
#[must_use]
pub fn device_of(user_agent: Option<&str>) -> String {
    let agent: String = user_agent.unwrap_or_default().chars().take(LONGEST).collect();
    let named = |list: &[(&str, &'static str)]| list.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    match (named(BROWSERS), named(SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_known_devices_have_names() {
        for (agent, wanted) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
                "Chrome on Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
                "Edge on Windows",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox on Linux"),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
                "Safari on macOS",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0 Mobile/15E148 Safari/604.1",
                "Chrome on iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
                "Samsung Internet on Android",
            ),
            (
                "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
                "Chrome on ChromeOS",
            ),
            ("curl/8.5.0", "curl"),
            ("something else", ""),
            ("", ""),
        ] {
            assert_eq!(device_of(Some(agent)), wanted, "{agent}");
        }
        assert_eq!(device_of(None), "");
        assert_eq!(device_of(Some(&format!("{}Firefox/1", "x".repeat(LONGEST)))), "", "what is beyond the limit is not looked at");
    }
}

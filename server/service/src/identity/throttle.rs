//! How often may be tried: counted per login and address together (with a growing pause), per login, and per address. The attempt is
//! written before anything costly happens, under a lock on both, so that a thousand parallel guesses are counted like a thousand slow
//! ones. A refused try writes nothing and hashes nothing.
//!
//! To throttle another thing: its own [`Limits`] with a word that keeps its counts apart.

use std::net::IpAddr;

use db::identity::attempt::{self, Failures};
use domain::{Error, ErrorKind, Result, access::Origin, msg, time::Timestamp};

use super::device::{self, device_of};
use crate::Context;

/// Limits on failures within a window.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Keeps these counts apart from others; in front of login and address.
    word: &'static str,
    /// Seconds.
    window: i64,
    /// Failures for one login from one address before there are pauses.
    pair: i64,
    /// Failures for one login from anywhere.
    login: i64,
    /// Failures from one address for any login.
    address: i64,
    /// The first pause in seconds; each further failure doubles it.
    pause: i64,
}

/// Signing in.
pub(super) const SIGN_IN: Limits = Limits { word: "", window: 900, pair: 5, login: 20, address: 100, pause: 30 };
/// Asking for a reset link: each costs somebody a mail.
pub(super) const RESET: Limits = Limits { word: "reset ", window: 3_600, pair: 3, login: 5, address: 20, pause: 300 };
/// Saying one's present password again.
pub(super) const CHANGE: Limits = Limits { word: "change ", window: 900, pair: 5, login: 20, address: 100, pause: 30 };

/// Longest login that is looked at, in bytes.
const LONGEST: usize = domain::email::MAX_LENGTH;

/// What makes two logins one; what can be none is one of its own that no account has.
pub(super) fn login_key(login: &str) -> String {
    let key = domain::email::key(login);
    if key.is_empty() || key.len() > LONGEST || key.chars().any(char::is_control) { "?".to_owned() } else { key }
}

/// What counts as one address: an IPv6 subscriber has a whole /64.
fn address_key(origin: &Origin) -> String {
    let Some(text) = origin.address.as_deref() else { return "local".to_owned() };
    match text.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => "unknown".to_owned(),
    }
}

/// Seconds to wait, if any, before another try makes sense.
fn wait(limits: Limits, failures: Failures, now: Timestamp) -> Option<i64> {
    let until = |since: Option<Timestamp>, seconds: i64| since.map_or(0, |since| since.plus_seconds(seconds).seconds_since(now) + 1);
    let doublings = u32::try_from(failures.pair - limits.pair).map_or(0, |over| over.min(10));
    let pause = limits.pause.saturating_mul(1 << doublings).min(limits.window);
    let waits = [
        (failures.pair >= limits.pair).then(|| until(failures.pair_last, pause)),
        (failures.login >= limits.login).then(|| until(failures.login_first, limits.window)),
        (failures.address >= limits.address).then(|| until(failures.address_first, limits.window)),
    ];
    waits.into_iter().flatten().max().filter(|seconds| *seconds > 0)
}

/// Counts an attempt before it is made; answers its number, for [`attempt::close`].
///
/// # Errors
/// `TooMany` with the seconds to wait, or when the database refuses.
pub(super) async fn reserve(context: &Context, limits: Limits, login_key: &str, origin: &Origin) -> Result<i64> {
    let (login, address) = (format!("{}{login_key}", limits.word), format!("{}{}", limits.word, address_key(origin)));
    let now = context.now();
    let agent: Option<String> =
        origin.user_agent.as_deref().map(|agent| agent.chars().filter(|c| !c.is_control()).take(device::LONGEST).collect());
    let tx = context.db.begin().await?;
    attempt::lock(&*tx, &login, &address).await?;
    let failures = attempt::failures(&*tx, &login, &address, now.plus_seconds(-limits.window)).await?;
    if let Some(seconds) = wait(limits, failures, now) {
        tx.roll_back().await?;
        metrics::counter!("sign_in_throttled_total").increment(1);
        let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
        return Err(Error { retry_after: Some(seconds), ..Error::new(ErrorKind::TooMany, msg::error_too_many_tries(seconds)) });
    }
    let no = attempt::insert(&*tx, now, &login, &address, agent.as_deref(), &device_of(agent.as_deref())).await?;
    tx.commit().await?;
    Ok(no)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(address: &str) -> String {
        address_key(&Origin { address: Some(address.to_owned()), ..Origin::default() })
    }

    #[test]
    fn an_ipv6_subscriber_is_one_address() {
        assert_eq!(from("2001:db8:1:2:3:4:5:6"), from("2001:db8:1:2::1"));
        assert_ne!(from("2001:db8:1:2::1"), from("2001:db8:1:3::1"));
        assert_eq!(from("::ffff:192.0.2.1"), from("192.0.2.1"));
        assert_eq!(from("'; DROP"), "unknown");
    }

    #[test]
    fn pauses_grow_and_windows_end() {
        let now = Timestamp::from_seconds(10_000);
        let failures = |pair, login, address| Failures {
            pair,
            pair_last: Some(now),
            login,
            login_first: Some(now.plus_seconds(-100)),
            address,
            address_first: Some(now.plus_seconds(-100)),
        };
        assert_eq!(wait(SIGN_IN, failures(4, 4, 4), now), None);
        assert_eq!(wait(SIGN_IN, failures(5, 5, 5), now), Some(31));
        assert_eq!(wait(SIGN_IN, failures(6, 6, 6), now), Some(61));
        assert_eq!(wait(SIGN_IN, failures(6, 6, 6), now.plus_seconds(61)), None);
        assert_eq!(wait(SIGN_IN, failures(4, 20, 20), now), Some(801));
        assert_eq!(wait(SIGN_IN, failures(0, 0, 100), now), Some(801));
        assert_eq!(wait(SIGN_IN, failures(60, 0, 0), now), Some(901));
    }

    #[test]
    fn what_can_be_no_login_is_one_that_nobody_has() {
        assert_eq!(login_key(" Anna@Example.COM "), "anna@example.com");
        for odd in ["", "a\0b", &"x".repeat(LONGEST + 1)] {
            assert_eq!(login_key(odd), "?");
        }
    }
}

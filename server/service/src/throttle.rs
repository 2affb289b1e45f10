//! How often may be tried what costs somebody something: counted per thing and place together (with a growing pause), per thing, and
//! per place. The attempt is written before anything costly happens, under a lock on both, so that a thousand parallel tries are
//! counted like a thousand slow ones. A refused try writes nothing and reaches nobody.
//!
//! To throttle another thing: its own [`Limits`] with a word that keeps its counts apart.

use db::identity::attempt::{self, Failures, Outcome};
use domain::{Error, ErrorKind, Msg, Result, time::Timestamp};

use crate::{
    Context,
    identity::{LONGEST_AGENT, device_of},
};

/// Limits on tries within a window.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Keeps these counts apart from others; in front of thing and place.
    pub word: &'static str,
    /// Seconds.
    pub window: i64,
    /// Tries of one thing from one place before there are pauses.
    pub pair: i64,
    /// Tries of one thing from anywhere.
    pub thing: i64,
    /// Whether more tries of one thing are slowed down to the same number per window, one at a time, instead of refused until the window
    /// ends: for what strangers may try in somebody's name, who must not be shut out by it.
    pub slow: bool,
    /// Tries from one place of anything.
    pub place: i64,
    /// The first pause in seconds; each further try doubles it.
    pub pause: i64,
    /// The sentence that refuses, of the seconds to wait.
    pub refusal: fn(u32) -> Msg,
}

/// What is tried, and by whom.
#[derive(Debug, Clone, Copy)]
pub struct Try<'a> {
    /// A login, a phone number.
    pub thing: &'a str,
    /// A network address, a WhatsApp number's slot.
    pub place: &'a str,
    /// The client, for the history that users see.
    pub user_agent: Option<&'a str>,
}

/// Seconds to wait, if any, before another try makes sense.
fn wait(limits: Limits, failures: Failures, now: Timestamp) -> Option<i64> {
    let until = |since: Option<Timestamp>, seconds: i64| since.map_or(0, |since| since.plus_seconds(seconds).seconds_since(now) + 1);
    let doublings = u32::try_from(failures.pair - limits.pair).map_or(0, |over| over.min(10));
    let pause = limits.pause.saturating_mul(1 << doublings).min(limits.window);
    let waits = [
        (failures.pair >= limits.pair).then(|| until(failures.pair_last, pause)),
        (failures.login >= limits.thing && limits.slow).then(|| until(failures.login_last, limits.window / limits.thing.max(1))),
        (failures.login >= limits.thing && !limits.slow).then(|| until(failures.login_first, limits.window)),
        (failures.address >= limits.place).then(|| until(failures.address_first, limits.window)),
    ];
    waits.into_iter().flatten().max().filter(|seconds| *seconds > 0)
}

/// Counts a try before it is made; answers its number, for [`attempt::close`].
///
/// # Errors
/// `TooMany` with the seconds to wait, or when the database refuses.
pub async fn reserve(context: &Context, limits: Limits, tried: Try<'_>) -> Result<i64> {
    reserve_since(context, limits, tried, None).await
}

/// The same, where what was tried of this thing up to a moment counts no more.
///
/// # Errors
/// `TooMany` with the seconds to wait, or when the database refuses.
pub async fn reserve_since(context: &Context, limits: Limits, tried: Try<'_>, moment: Option<Timestamp>) -> Result<i64> {
    let (thing, place) = (format!("{}{}", limits.word, tried.thing), format!("{}{}", limits.word, tried.place));
    let now = context.now();
    let agent: Option<String> = tried.user_agent.map(|agent| agent.chars().filter(|c| !c.is_control()).take(LONGEST_AGENT).collect());
    let tx = context.db.begin().await?;
    attempt::lock(&*tx, &thing, &place).await?;
    let since = now.plus_seconds(-limits.window);
    let failures = attempt::failures(&*tx, &thing, &place, (moment.map_or(since, |moment| moment.max(since)), since)).await?;
    if let Some(seconds) = wait(limits, failures, now) {
        tx.roll_back().await?;
        let word = if limits.word.is_empty() { "sign_in" } else { limits.word.trim_end() };
        metrics::counter!("throttled_total", "what" => word).increment(1);
        let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
        return Err(Error { retry_after: Some(seconds), ..Error::new(ErrorKind::TooMany, (limits.refusal)(seconds)) });
    }
    let no = attempt::insert(&*tx, now, &thing, &place, agent.as_deref(), &device_of(agent.as_deref())).await?;
    tx.commit().await?;
    Ok(no)
}

/// Settles a try: one that reached nobody counts no more, all others do until the window ends.
///
/// # Errors
/// When the database refuses.
pub async fn settle(context: &Context, no: i64, counts: bool) -> Result<()> {
    let outcome = if counts { Outcome::Refused } else { Outcome::Granted };
    Ok(attempt::close(context.db.write(), no, None, outcome).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        word: "",
        window: 900,
        pair: 5,
        thing: 20,
        slow: false,
        place: 100,
        pause: 30,
        refusal: |seconds| domain::msg::error_too_many_tries(seconds),
    };

    #[test]
    fn pauses_grow_and_windows_end() {
        let now = Timestamp::from_seconds(10_000);
        let failures = |pair, login, address| Failures {
            pair,
            pair_last: Some(now),
            login,
            login_first: Some(now.plus_seconds(-100)),
            login_last: Some(now.plus_seconds(-10)),
            address,
            address_first: Some(now.plus_seconds(-100)),
        };
        assert_eq!(wait(LIMITS, failures(4, 4, 4), now), None);
        assert_eq!(wait(LIMITS, failures(5, 5, 5), now), Some(31));
        assert_eq!(wait(LIMITS, failures(6, 6, 6), now), Some(61));
        assert_eq!(wait(LIMITS, failures(6, 6, 6), now.plus_seconds(61)), None);
        assert_eq!(wait(LIMITS, failures(4, 20, 20), now), Some(801));
        assert_eq!(wait(LIMITS, failures(0, 0, 100), now), Some(801));
        assert_eq!(wait(LIMITS, failures(60, 0, 0), now), Some(901));
    }

    /// W10: nobody is shut out of what is theirs by those who try it from everywhere.
    #[test]
    fn w10_what_is_slowed_down_goes_on_at_the_same_rate() {
        let now = Timestamp::from_seconds(10_000);
        let failures = |last| Failures {
            login: 20,
            login_first: Some(now.plus_seconds(-100)),
            login_last: Some(now.plus_seconds(last)),
            ..Failures::default()
        };
        let slow = Limits { slow: true, ..LIMITS };
        assert_eq!(wait(slow, failures(0), now), Some(46), "20 within 900 seconds are one each 45");
        assert_eq!(wait(slow, failures(-46), now), None);
        assert_eq!(wait(LIMITS, failures(-46), now), Some(801));
    }
}

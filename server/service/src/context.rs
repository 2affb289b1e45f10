//! What every use case works with: the database, the clock, the keys, the operator's settings and the gateway drivers. Time and
//! chance come from here and nowhere else, so that tests can move them.

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use db::Db;
use domain::{
    port::whatsapp::Driver,
    server::Provider,
    time::{Clock, Period, Timestamp},
};
use uuid::Uuid;

use crate::sealing::KeyRing;

/// The operator's settings that rules need.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The product's name in mails and titles.
    pub product: String,
    /// Where browsers and gateways reach us, without a slash at the end.
    pub public_url: String,
    /// IANA zone that decides what "today" and "this month" are.
    pub time_zone: String,
    /// The currency that figures show first; that of most payments where there is none.
    pub base_currency: Option<domain::Currency>,
    /// Whose numbers are written without a country's code; none unless set.
    pub country: Option<crate::phones::Country>,
    /// Where uploads are kept while they are imported.
    pub data_dir: PathBuf,
    /// Milliseconds between two messages of one instance, and the most that chance adds.
    pub pace_ms: (i64, i64),
    /// Whether mail goes out by SMTP (else it stays in the outbox that the panel shows).
    pub smtp: bool,
    /// Memory in KiB, passes and lanes of argon2id; passwords under another cost follow at the next sign-in.
    pub password_cost: (u32, u32, u32),
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            product: "Switchyard".into(),
            public_url: "http://127.0.0.1:3000".into(),
            time_zone: "UTC".into(),
            base_currency: None,
            country: None,
            data_dir: PathBuf::from("data"),
            pace_ms: (1_000, 500),
            smtp: false,
            password_cost: (19_456, 2, 1),
        }
    }
}

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp(jiff::Timestamp::now().as_microsecond())
    }
}

/// See the module's words.
#[derive(Clone)]
pub struct Context {
    /// The database.
    pub db: Db,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Keys for secrets, tokens and seals.
    pub keys: Arc<KeyRing>,
    /// The operator's settings.
    pub settings: Arc<Settings>,
    /// How to talk to each kind of gateway.
    pub drivers: Arc<HashMap<Provider, Arc<dyn Driver>>>,
}

impl std::fmt::Debug for Context {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Context {
    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new id of any kind: a UUIDv7 of now.
    #[must_use]
    pub fn new_id<I: From<Uuid>>(&self) -> I {
        I::from(self.new_uuid())
    }

    /// A new UUIDv7 of now.
    #[must_use]
    pub fn new_uuid(&self) -> Uuid {
        uuid_at(self.now())
    }

    /// Today in the operator's time zone.
    #[must_use]
    pub fn today(&self) -> Period {
        self.day_of(self.now())
    }

    /// This month in the operator's time zone.
    #[must_use]
    pub fn this_month(&self) -> Period {
        self.month_of(self.now())
    }

    /// The day of an instant in the operator's time zone.
    #[must_use]
    pub fn day_of(&self, at: Timestamp) -> Period {
        let date = self.local(at);
        Period::day(date.year().into(), date.month().into(), date.day().into())
    }

    /// The month of an instant in the operator's time zone.
    #[must_use]
    pub fn month_of(&self, at: Timestamp) -> Period {
        let date = self.local(at);
        Period::month(date.year().into(), date.month().into())
    }

    /// The operator's time zone; UTC where the setting names none that is known.
    #[must_use]
    pub fn zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::get(&self.settings.time_zone).unwrap_or(jiff::tz::TimeZone::UTC)
    }

    fn local(&self, at: Timestamp) -> jiff::civil::Date {
        jiff::Timestamp::from_microsecond(at.0).unwrap_or_default().to_zoned(self.zone()).date()
    }
}

/// A UUIDv7 of this instant: sorts by time, the rest is chance.
#[must_use]
pub fn uuid_at(at: Timestamp) -> Uuid {
    let millis = u64::try_from(at.millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &rand::random()).into_uuid()
}

/// Whether this is a known IANA time zone. `Etc/Unknown` is none, though it looks like one: browsers give it where they cannot tell, and
/// refuse it where they are given it.
#[must_use]
pub fn is_time_zone(name: &str) -> bool {
    (1..=64).contains(&name.len()) && name.is_ascii() && jiff::tz::TimeZone::get(name).is_ok_and(|zone| zone.iana_name().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    // Havana keeps its summer time this winter.
    // Cuba did not put its clocks back in 2026, which the list of zones says from 2026f on.
    #[test]
    fn the_list_of_zones_knows_this_winter() {
        let noon: jiff::Timestamp = "2026-12-01T12:00:00Z".parse().expect("a time");
        let zone = jiff::tz::TimeZone::get("America/Havana").expect("a zone");
        assert_eq!(noon.to_zoned(zone).datetime().to_string(), "2026-12-01T08:00:00");
    }

    // Etc/Unknown is no zone: a browser cannot read it.
    #[test]
    fn a_zone_has_an_iana_name() {
        for name in ["UTC", "Asia/Kolkata", "America/Havana", "Etc/GMT+5", "asia/kolkata"] {
            assert!(is_time_zone(name), "{name}");
        }
        let long = "A".repeat(65);
        for name in ["Etc/Unknown", "etc/unknown", "Mars/Base", "", "+05:30", "EST5EDT4", " UTC", "UTC\0", "../UTC", long.as_str()] {
            assert!(!is_time_zone(name), "{name}");
        }
    }
}

//! Instants as microseconds since 1970 in UTC: one whole number in both databases and on the wire. The server writes them in words
//! through ICU and jiff, the browser through its own `Intl`; neither needs a calendar here.

use serde::{Deserialize, Serialize};

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Seconds since 1970.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }
    /// Milliseconds since 1970, as the browser counts.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0.div_euclid(1_000)
    }
    /// From seconds since 1970.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds * 1_000_000)
    }
    /// From milliseconds since 1970.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis * 1_000)
    }
    /// Later by so many seconds (earlier, where negative).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }
    /// Later by so many milliseconds.
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis.saturating_mul(1_000)))
    }
    /// Whole seconds from `earlier` to this.
    #[must_use]
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).div_euclid(1_000_000)
    }
}

/// A calendar day, month or all of time, in the operator's time zone, as one number that sorts: 0, 202611 or 20261121.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
#[serde(transparent)]
pub struct Period(pub i32);

impl Period {
    /// All of time.
    pub const ALL: Self = Self(0);
    /// A month.
    #[must_use]
    pub const fn month(year: i32, month: i32) -> Self {
        Self(year * 100 + month)
    }
    /// A day.
    #[must_use]
    pub const fn day(year: i32, month: i32, day: i32) -> Self {
        Self(year * 10_000 + month * 100 + day)
    }
    /// Reads `2026-11`.
    #[must_use]
    pub fn parse_month(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        if year.len() != 4 || month.len() != 2 {
            return None;
        }
        let (year, month): (i32, i32) = (year.parse().ok()?, month.parse().ok()?);
        ((1970..=9999).contains(&year) && (1..=12).contains(&month)).then_some(Self::month(year, month))
    }
    /// The first and the last day of a month, as `2026-11-01`.
    #[must_use]
    pub fn days_of_month(self) -> (String, String) {
        let (year, month) = (self.0 / 100, self.0 % 100);
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        (format!("{year:04}-{month:02}-01"), format!("{year:04}-{month:02}-{last}"))
    }
    /// `2026-11` for a month.
    #[must_use]
    pub fn month_text(self) -> String {
        format!("{:04}-{:02}", self.0 / 100, self.0 % 100)
    }
}

/// Where time comes from: the system's clock, or a test's.
#[cfg(feature = "port")]
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_on_its_last_day() {
        let lasts = [202_601, 202_602, 202_802, 210_002, 200_002, 202_611, 202_612].map(|month| Period(month).days_of_month().1);
        assert_eq!(lasts, ["2026-01-31", "2026-02-28", "2028-02-29", "2100-02-28", "2000-02-29", "2026-11-30", "2026-12-31"]);
        assert_eq!(Period::month(2026, 3).days_of_month().0, "2026-03-01");
    }
}

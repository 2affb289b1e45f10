//! Values as files write them: days and times, amounts, short texts. Each either reads or says what is wrong and what to write instead.

use domain::{
    Currency, Money, Msg, msg,
    names::turns_direction,
    time::Timestamp,
    user::{has_controls, shorten},
};
use jiff::{civil, tz::TimeZone};

/// Longest external id, in characters.
pub const EXTERNAL_ID_MAX: usize = 100;
/// How far ahead of now a day may lie: clocks and zones differ.
const AHEAD_SECONDS: i64 = 86_400;

/// Reads `2026-11-21`, `2026-11-21 14:05[:09]` (in this zone) or RFC 3339, between 1970 and a day from now.
///
/// # Errors
/// With the sentence for the row.
pub fn time(text: &str, zone: &TimeZone, now: Timestamp) -> Result<Timestamp, Msg> {
    let at = instant(text, zone).ok_or_else(|| msg::imports_not_a_date(shorten(text)))?;
    if at.0 < 0 {
        return Err(msg::imports_date_too_early(shorten(text)));
    }
    if at > now.plus_seconds(AHEAD_SECONDS) {
        return Err(msg::imports_date_ahead(shorten(text)));
    }
    Ok(at)
}

fn instant(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    // Exactly one way to write a day: what jiff reads beyond it (week dates, no dashes, annotations) people type by mistake.
    let fits = text.is_ascii() && (10..=35).contains(&bytes.len()) && bytes[4] == b'-' && bytes[7] == b'-' && !text.contains('[');
    if !fits || !bytes[..4].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let micros = |at: jiff::Timestamp| Timestamp(at.as_microsecond());
    if bytes.len() == 10 {
        return text.parse::<civil::Date>().ok().map(|day| micros(placed(day.into(), zone)));
    }
    if !matches!(bytes[10], b' ' | b'T' | b't') {
        return None;
    }
    let clock = &text[11..];
    if clock.ends_with(['Z', 'z']) || clock.contains(['+', '-']) {
        return text.parse::<jiff::Timestamp>().ok().map(micros);
    }
    if clock.len() < 5 {
        return None;
    }
    text.parse::<civil::DateTime>().ok().map(|at| micros(placed(at, zone)))
}

/// A day in a zone. Near the ends of the calendar that may lie past the last instant there is: far ahead, or far behind, it is anyway.
fn placed(at: civil::DateTime, zone: &TimeZone) -> jiff::Timestamp {
    let beyond = if at.year() > 0 { jiff::Timestamp::MAX } else { jiff::Timestamp::MIN };
    at.to_zoned(zone.clone()).map_or(beyond, |at| at.timestamp())
}

/// Reads an amount of more than nothing in major units.
///
/// # Errors
/// With the sentence for the row.
pub fn amount(text: &str, currency: Currency) -> Result<Money, Msg> {
    let money = Money::parse_major(text, currency).map_err(Msg::from)?;
    if money.is_positive() { Ok(money) } else { Err(msg::field_not_positive()) }
}

/// What is wrong with a short text, if anything. A leading `=` is text like any other here; exports take its sting out.
#[must_use]
pub fn short_text(text: &str, most: usize) -> Option<Msg> {
    let length = text.chars().count();
    if length > most {
        Some(msg::field_too_long(length, most))
    } else {
        (has_controls(text) || text.contains('\n') || turns_direction(text)).then(msg::field_control_characters)
    }
}

/// What is wrong with an external id, if anything.
#[must_use]
pub fn external_id(text: &str) -> Option<Msg> {
    if text.is_empty() { Some(msg::field_required()) } else { short_text(text, EXTERNAL_ID_MAX) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Timestamp = Timestamp(1_795_000_000_000_000);

    fn at(text: &str, zone: &str) -> Result<i64, Msg> {
        time(text, &TimeZone::get(zone).expect("a zone"), NOW).map(Timestamp::seconds)
    }

    #[test]
    fn a_time_without_a_zone_is_the_operators() {
        assert_eq!(at("2026-01-02", "UTC"), Ok(1_767_312_000));
        assert_eq!(at("2026-01-02", "Asia/Kolkata"), Ok(1_767_312_000 - 19_800));
        assert_eq!(at("2026-01-02 05:30", "Asia/Kolkata"), Ok(1_767_312_000));
        assert_eq!(at("2026-01-02 05:30:01", "Asia/Kolkata"), Ok(1_767_312_001));
        assert_eq!(at("2026-01-02T00:00:00Z", "Asia/Kolkata"), Ok(1_767_312_000));
        assert_eq!(at("2026-01-02T05:30:00+05:30", "UTC"), Ok(1_767_312_000));
    }

    #[test]
    fn days_that_are_none_and_days_out_of_range_are_told_apart() {
        for bad in [
            "",
            "yesterday",
            "02/01/2026",
            "2026-13-01",
            "2026-02-30",
            "2026-1-2",
            "20260102",
            "2026-01-02 25:00",
            "2026-01-02 05",
            "2026-W01-1",
            "-002026-01-02",
            "2026-01-02T00:00:00[UTC]",
            "٢٠٢٦-٠١-٠٢",
        ] {
            assert_eq!(at(bad, "UTC"), Err(msg::imports_not_a_date(shorten(bad))), "{bad}");
        }
        for early in ["1969-12-31", "0001-01-01", "1969-12-31T23:59:59Z"] {
            assert_eq!(at(early, "UTC"), Err(msg::imports_date_too_early(early)), "{early}");
        }
        for late in ["2026-11-21", "9999-12-31"] {
            assert_eq!(at(late, "UTC"), Err(msg::imports_date_ahead(late)), "{late}");
        }
        assert!(at("2026-11-19", "UTC").is_ok(), "tomorrow somewhere is today elsewhere");
    }

    #[test]
    fn amounts_as_spreadsheets_write_them_are_refused() {
        let usd = Currency::from_code("USD").expect("listed");
        assert_eq!(amount("10.5", usd).map(Money::minor), Ok(1050));
        assert_eq!(amount("-1", usd), Err(msg::field_not_positive()));
        assert_eq!(amount("0.00", usd), Err(msg::field_not_positive()));
        assert_eq!(amount(&"9".repeat(30), usd), Err(msg::field_amount_too_large()));
        assert_eq!(amount("1,234.50", usd), Err(msg::field_not_an_amount("1,234.50")));
    }

    proptest! {
        #[test]
        fn no_text_makes_a_reader_panic(text in ".{0,40}") {
            let _ = (time(&text, &TimeZone::UTC, NOW), short_text(&text, 10), amount(&text, Currency::from_code("JPY").expect("listed")));
        }
    }
}

//! Months and days of the operator's time zone as instants: what statements compare with.

use domain::time::{Period, Timestamp};
use jiff::{Span, civil::Date};

use crate::Context;

/// The instant at which a day begins in the operator's time zone; `None` past the calendar's end.
fn start_of(context: &Context, day: Date) -> Option<i64> {
    day.to_zoned(context.zone()).ok().map(|start| start.timestamp().as_microsecond())
}

/// The instant at which a day of an address (`2026-11-21`) begins, so many days later; `None` for what is no day. The calendar's last days
/// begin after everything: without an instant they would narrow nothing, and everybody would be found instead of nobody.
pub fn start_of_day(context: &Context, day: Option<&str>, later: i64) -> Option<i64> {
    let day: Date = day?.parse().ok()?;
    let start = day.checked_add(Span::new().days(later)).ok().and_then(|day| start_of(context, day));
    Some(start.unwrap_or(if day.year() > 0 { i64::MAX } else { i64::MIN }))
}

/// Where each month begins, from the one that holds `first` to the one that holds `last`.
pub fn months(context: &Context, first: Option<i64>, last: Option<i64>) -> Vec<(i64, Period)> {
    walk(context, first, last, Span::new().months(1), |context, at| context.month_of(at), |period| date(period.0 / 100, period.0 % 100, 1))
}

/// Where each day begins, from the one that holds `first` to the one that holds `last`.
pub fn days(context: &Context, first: Option<i64>, last: Option<i64>) -> Vec<(i64, Period)> {
    walk(
        context,
        first,
        last,
        Span::new().days(1),
        |context, at| context.day_of(at),
        |period| date(period.0 / 10_000, period.0 / 100 % 100, period.0 % 100),
    )
}

/// The twelve months up to this one, oldest first.
pub fn year_up_to(month: Period) -> Vec<Period> {
    let count = month.0 / 100 * 12 + month.0 % 100 - 1;
    (count - 11..=count).map(|count| Period::month(count.div_euclid(12), count.rem_euclid(12) + 1)).collect()
}

fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn walk(
    context: &Context,
    first: Option<i64>,
    last: Option<i64>,
    step: Span,
    period_of: impl Fn(&Context, Timestamp) -> Period,
    begins: impl Fn(Period) -> Option<Date>,
) -> Vec<(i64, Period)> {
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let mut starts = Vec::new();
    let mut day = begins(period_of(context, Timestamp(first)));
    while let Some(start) = day.and_then(|day| start_of(context, day)).filter(|start| *start <= last) {
        starts.push((start, period_of(context, Timestamp(start))));
        day = day.and_then(|day| day.checked_add(step).ok());
    }
    starts
}

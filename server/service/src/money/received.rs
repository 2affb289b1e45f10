//! The day on which money came that somebody records by hand: a day of the operator's, never one to come.

use domain::{
    Error, Result, msg,
    time::{Period, Timestamp},
    user::shorten,
};
use jiff::civil::Date;

use crate::Context;

/// Now for today or no day; noon of an earlier one in the operator's time zone.
///
/// # Errors
/// Invalid where this is no day, lies before 1970, or is yet to come.
pub(super) fn at(context: &Context, day: &str) -> Result<Timestamp> {
    if day.is_empty() {
        return Ok(context.now());
    }
    let fits =
        day.len() == 10 && day.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    let date =
        fits.then(|| day.parse::<Date>().ok()).flatten().ok_or_else(|| Error::field("paid_on", msg::field_not_a_day(shorten(day))))?;
    let period = Period::day(date.year().into(), date.month().into(), date.day().into());
    let today = context.today();
    let outside = || Error::field("paid_on", msg::field_day_outside(shorten(day)));
    if date.year() < 1970 || period > today {
        return Err(outside());
    }
    if period == today {
        return Ok(context.now());
    }
    let noon = date.at(12, 0, 0, 0).to_zoned(context.zone()).map_err(|_| outside())?;
    Ok(Timestamp(noon.timestamp().as_microsecond()))
}

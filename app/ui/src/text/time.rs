//! `<time>`: an instant in the viewer's zone, with its exact form for machines. Once hydrated it also says how long ago that was:
//! in the title, or in the text itself where the page asks for it.

use domain::{Msg, msg, text::TimeStyle, time::Timestamp};
use leptos::prelude::*;

use crate::text::{t, use_text};

/// An instant. Its title holds the full date and time with the zone they are of and, in the browser, the distance from now; with `relative` the distance is
/// the text and the date the title.
#[component]
pub fn Time(
    /// When.
    at: Timestamp,
    /// How much of it to write.
    #[prop(default = TimeStyle::DateTime)]
    style: TimeStyle,
    /// Write "3 minutes ago" once hydrated.
    #[prop(optional)]
    relative: bool,
) -> impl IntoView {
    let text = use_text();
    let full = in_zone(text.time(at, TimeStyle::DateTime), text.zone());
    let written = text.time(at, style);
    let distance = RwSignal::new(None::<String>);
    Effect::new(move |_| distance.set(Some(t(distance_message(at.seconds_since(now()))))));
    let title = {
        let full = full.clone();
        move || distance.get().map_or_else(|| full.clone(), |distance| format!("{full} ({distance})"))
    };
    // The style sheet keeps the room of what stood there first, so that columns stay where they are.
    let room = relative.then(|| written.clone());
    let shown = move || distance.get().filter(|_| relative).unwrap_or_else(|| written.clone());
    view! { <time datetime=iso(at) title=title data-written=room>{shown}</time> }
}

/// Two people in two zones read two times of one event: each says which zone it is of.
fn in_zone(time: String, zone: &str) -> String {
    if zone.is_empty() { time } else { format!("{time} · {}", zone.replace('_', " ")) }
}

/// The browser's clock.
pub(crate) fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit 53 bits")]
    Timestamp::from_millis(js_sys::Date::now() as i64)
}

/// "3 minutes ago" or "in 3 minutes", for a distance in seconds from now.
#[must_use]
pub fn distance_message(seconds: i64) -> Msg {
    let past = seconds <= 0;
    let seconds = seconds.abs();
    match seconds {
        0..45 => msg::ui_just_now(),
        45..2_700 => {
            let count = ((seconds + 30) / 60).max(1);
            if past { msg::ui_minutes_ago(count) } else { msg::ui_in_minutes(count) }
        }
        2_700..79_200 => {
            let count = ((seconds + 1_800) / 3_600).max(1);
            if past { msg::ui_hours_ago(count) } else { msg::ui_in_hours(count) }
        }
        _ => {
            let count = ((seconds + 43_200) / 86_400).max(1);
            if past { msg::ui_days_ago(count) } else { msg::ui_in_days(count) }
        }
    }
}

/// `2026-11-21T14:05:00Z`, from the proleptic Gregorian calendar (days to civil after Howard Hinnant).
#[must_use]
pub fn iso(at: Timestamp) -> String {
    let seconds = at.seconds();
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", second / 3_600, second / 60 % 60, second % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_written_for_machines() {
        assert_eq!(iso(Timestamp::from_seconds(0)), "1970-01-01T00:00:00Z");
        assert_eq!(iso(Timestamp::from_seconds(951_782_400)), "2000-02-29T00:00:00Z");
        assert_eq!(iso(Timestamp::from_seconds(1_795_269_905)), "2026-11-21T14:05:05Z");
        assert_eq!(iso(Timestamp::from_seconds(-1)), "1969-12-31T23:59:59Z");
    }

    #[test]
    fn finding_14_a_time_says_its_zone() {
        assert_eq!(in_zone("2:05 PM".to_owned(), "America/New_York"), "2:05 PM · America/New York");
        assert_eq!(in_zone("2:05 PM".to_owned(), ""), "2:05 PM");
    }

    #[test]
    fn distances_choose_their_unit() {
        assert_eq!(distance_message(-10), msg::ui_just_now());
        assert_eq!(distance_message(-60), msg::ui_minutes_ago(1));
        assert_eq!(distance_message(3_600), msg::ui_in_hours(1));
        assert_eq!(distance_message(-86_400 * 3), msg::ui_days_ago(3));
    }
}

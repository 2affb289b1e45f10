//! Names of months. A month of the figures is a number; to be written by the viewer's language it is made an instant in its middle,
//! which is in the same month everywhere on earth.

use domain::{
    msg,
    text::{Arg, TimeStyle},
    time::{Period, Timestamp},
};
use leptos::prelude::*;
use ui::{Address, Button, t};

/// The month as a value for messages.
#[must_use]
pub fn name(month: Period) -> Arg {
    Arg::Time(middle(month), TimeStyle::Month)
}

/// Noon of the month's 15th day in UTC.
#[must_use]
pub fn middle(month: Period) -> Timestamp {
    let (year, month) = (i64::from(month.0 / 100), i64::from(month.0 % 100));
    // Days from civil, after Howard Hinnant: years begin in March.
    let year = year - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + 14;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Timestamp::from_seconds((era * 146_097 + day_of_era - 719_468) * 86_400 + 43_200)
}

/// Which month the figures speak of: a form of its own, for it narrows no rows.
#[component]
pub fn MonthSwitch(
    /// The list.
    address: Address,
) -> impl IntoView {
    let others = move || {
        let query = address.query().without("month");
        query.pairs().map(|(name, value)| view! { <input type="hidden" name=name.to_owned() value=value.to_owned()/> }).collect_view()
    };
    let value = move || address.query().get("month").unwrap_or_default().to_owned();
    let change = move |month: String| {
        let query = untrack(|| address.query()).with("month", &month);
        address.push(&query.on(&address.get_untracked()));
    };
    view! {
        <form method="get" action=move || address.path()>
            {others}
            <label class="month-switch">
                <span>{t(msg::userpages_figures_month())}</span>
                <input class="input" type="month" name="month" value=untrack(value) prop:value=value
                    on:change:target=move |event| change(event.target().value())/>
                <span class="without-script"><Button submit=true>{t(msg::ui_apply())}</Button></span>
            </label>
        </form>
    }
}

/// The twelve months up to this one, oldest first.
#[must_use]
pub fn year_up_to(month: Period) -> Vec<Period> {
    (0..12).rev().map(|back| earlier(month, back)).collect()
}

/// The month before this one.
#[must_use]
pub fn before(month: Period) -> Period {
    earlier(month, 1)
}

fn earlier(month: Period, months: i32) -> Period {
    let at = month.0 / 100 * 12 + month.0 % 100 - 1 - months;
    Period::month(at.div_euclid(12), at.rem_euclid(12) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_month_is_its_15th_day() {
        for (month, seconds) in
            [(Period::month(1970, 1), 14 * 86_400), (Period::month(2000, 2), 950_572_800), (Period::month(2026, 11), 1_794_700_800)]
        {
            assert_eq!(middle(month), Timestamp::from_seconds(seconds + 43_200), "{}", month.month_text());
        }
    }

    #[test]
    fn twelve_months_cross_the_year() {
        let months: Vec<_> = year_up_to(Period::month(2026, 2)).into_iter().map(Period::month_text).collect();
        assert_eq!((months.len(), months[0].as_str(), months[10].as_str(), months[11].as_str()), (12, "2025-03", "2026-01", "2026-02"));
        assert_eq!(before(Period::month(2026, 1)), Period::month(2025, 12));
    }
}

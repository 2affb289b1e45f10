//! What filters are called, which of them hold, and what is said when their rows have come.

use domain::{
    narrowing::quantity,
    text::TimeStyle,
    time::{Period, Timestamp},
};
use leptos::prelude::*;

use super::{Filter, FilterKind};
use crate::{field::Choice, text::time};

/// Id of what reads the number of rows aloud.
pub(super) const SAID: &str = "rows-said";

/// Says what has come to those who do not see it. The rows that the page was opened with are read with the page.
pub(crate) fn say(words: String) {
    Effect::new(move |_| {
        let Some(region) = document().get_element_by_id(SAID) else { return };
        if region.has_attribute("data-heard") {
            region.set_text_content(Some(&words));
        } else {
            // A page that is gone meanwhile has nothing to say.
            let _ = region.set_attribute("data-heard", "");
        }
    });
}

impl Filter {
    /// The value as a person reads it.
    pub(super) fn words(&self, value: &str) -> String {
        let called = |choices: &Vec<Choice>| choices.iter().find(|choice| choice.value == value).map(|choice| choice.label.clone());
        let words = match &self.kind {
            FilterKind::Choice(choices) => called(choices),
            FilterKind::Own(own) => own.known.with(called),
            FilterKind::Date => day(value).map(|at| time(at, TimeStyle::Date)),
            FilterKind::Month => Period::parse_month(value).and_then(|_| day(&format!("{value}-15"))).map(|at| time(at, TimeStyle::Month)),
            FilterKind::Text | FilterKind::Quantity => None,
        };
        words.unwrap_or_else(|| value.to_owned())
    }

    /// Whether the list knows such a value. A record need not be among the first of its kind: then its id is enough.
    pub(super) fn holds(&self, value: &str) -> bool {
        let offered = |choices: &Vec<Choice>| choices.iter().any(|choice| choice.value == value);
        match &self.kind {
            FilterKind::Choice(choices) => offered(choices) || is_id(value),
            FilterKind::Own(own) => own.known.with(offered) || is_id(value),
            FilterKind::Date => day(value).is_some(),
            FilterKind::Month => Period::parse_month(value).is_some(),
            FilterKind::Text => true,
            FilterKind::Quantity => quantity(value).is_some(),
        }
    }
}

/// Whether a text is shaped like the id of a record: `usr_` and 32 digits of base 16.
fn is_id(text: &str) -> bool {
    text.split_once('_').is_some_and(|(_, digits)| digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// An instant within a day as addresses write it. Before noon in UTC it is the same day from Hawaii to New Zealand's summer.
fn day(text: &str) -> Option<Timestamp> {
    let mut parts = text.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if text.len() != 10 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Days from civil, after Howard Hinnant: years begin in March.
    let year = year - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(Timestamp::from_seconds((era * 146_097 + day_of_era - 719_468) * 86_400 + 39_540))
}

#[cfg(test)]
mod tests {
    use domain::msg;

    use super::*;

    #[test]
    fn finding_4_what_the_list_does_not_know_is_no_filter() {
        let status = Filter::choice("status", msg::ui_theme(), vec![Choice::new("active", "Active")]);
        assert!(status.holds("active"));
        assert!(!status.holds("bogus"));
        assert!(status.holds(&format!("usr_{:032x}", 7)), "a record that is not among the first of its kind");
        let since = Filter::date("since", msg::ui_density());
        assert!(since.holds("2025-12-31"));
        assert!(!since.holds("2025-13-31") && !since.holds("yesterday") && !since.holds("2025-1-1"));
        let month = Filter::month("month", msg::ui_pages());
        assert!(month.holds("2026-10"));
        assert!(!month.holds("2026-00"));
        let amount = Filter::quantity("amount_from", msg::ui_columns());
        assert!(amount.holds("12.5") && !amount.holds("12,5") && !amount.holds("lots"));
        assert!(Filter::text("tag", msg::ui_columns()).holds("anything"));
    }

    #[test]
    fn finding_30_a_day_is_an_instant_within_it() {
        for (text, midnight) in [("1970-01-01", 0), ("2000-02-29", 951_782_400), ("2026-11-29", 1_795_910_400)] {
            assert_eq!(day(text), Some(Timestamp::from_seconds(midnight + 39_540)), "{text}");
        }
    }
}

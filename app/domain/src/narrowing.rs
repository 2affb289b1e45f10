//! What an address asks of a list and the list cannot do. A filter that is not understood would show everybody, so it shows nobody and
//! says why: on the page, in a file and on the command line alike.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    text::{Msg, msg},
    user::{has_controls, shorten},
};

/// Parameters that every list's address may hold and that narrow nothing: its order and page, and what stands open on it.
pub const OF_PAGES: [&str; 11] = ["sort", "size", "cursor", "columns", "at", "menu", "ask", "of", "tab", "assign", "view"];
/// Longest value of a filter, in characters.
pub const LONGEST: usize = 200;

/// A filter that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FilterProblem {
    /// There is no filter of this name.
    Name(String),
    /// This filter has no such value.
    Value(String, String),
    /// This filter's value is so many characters long.
    Long(String, usize),
}

impl FilterProblem {
    /// The sentence.
    #[must_use]
    pub fn message(&self) -> Msg {
        match self {
            Self::Name(name) => msg::filter_unknown_name(shorten(name)),
            Self::Value(name, value) => msg::filter_unknown_value(shorten(value), name.as_str()),
            Self::Long(name, length) => msg::filter_too_long(name.as_str(), *length, LONGEST),
        }
    }
}

/// Refuses where anything was not understood.
///
/// # Errors
/// Invalid, with the first sentence.
pub fn refuse(problems: &[FilterProblem]) -> Result<()> {
    problems.first().map_or(Ok(()), |problem| Err(Error::invalid(problem.message())))
}

/// Refuses days that are none, wherever they came from: they would narrow nothing.
///
/// # Errors
/// Invalid, with the first that is none.
pub fn check_days(days: &[(&str, Option<&str>)]) -> Result<()> {
    let wrong = days.iter().find_map(|(name, day)| Some((*name, day.filter(|day| !is_day(day))?)));
    wrong.map_or(Ok(()), |(name, day)| refuse(&[FilterProblem::Value(name.to_owned(), day.to_owned())]))
}

/// Reads values by name and notes what cannot be used.
pub struct Reader<G> {
    get: G,
    /// What could not be used, in the order of reading.
    pub problems: Vec<FilterProblem>,
}

impl<G: Fn(&str) -> Option<String>> Reader<G> {
    /// Over these parameters.
    pub const fn new(get: G) -> Self {
        Self { get, problems: Vec::new() }
    }

    /// The value as `read` understands it; none where there is none.
    pub fn value<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let value = (self.get)(name)?;
        let value = value.trim();
        let length = value.chars().count();
        if length == 0 {
            return None;
        }
        if length > LONGEST {
            self.problems.push(FilterProblem::Long(name.to_owned(), length));
            return None;
        }
        let read = if has_controls(value) { None } else { read(value) };
        if read.is_none() {
            self.problems.push(FilterProblem::Value(name.to_owned(), value.to_owned()));
        }
        read
    }
}

/// Refuses a text to look for that no address gives: too long, or with characters that no text holds.
///
/// # Errors
/// Invalid, with a sentence that names the filter.
pub fn check_text(name: &str, value: &str) -> Result<()> {
    let mut from = Reader::new(|_: &str| Some(value.to_owned()));
    let _ = from.value(name, |text| Some(text.to_owned()));
    refuse(&from.problems)
}

/// Names that are neither a filter of this list nor a part of every list's page, each once. Names of the machinery begin with an underscore.
#[must_use]
pub fn unknown<'n>(names: impl IntoIterator<Item = &'n str>, filters: &[&str]) -> Vec<FilterProblem> {
    let mut out: Vec<FilterProblem> = Vec::new();
    for name in names.into_iter().filter(|name| !name.is_empty() && !name.starts_with('_')) {
        let problem = FilterProblem::Name(name.to_owned());
        if !filters.contains(&name) && !OF_PAGES.contains(&name) && !out.contains(&problem) {
            out.push(problem);
        }
        if out.len() == LONGEST {
            break;
        }
    }
    out
}

/// The value of a parameter: the first that says something. Forms send every field, and what was left empty hides nothing behind it.
#[must_use]
pub fn value_of(pairs: &[(&str, &str)], name: &str) -> Option<String> {
    pairs.iter().find(|(known, value)| *known == name && !value.trim().is_empty()).map(|(_, value)| (*value).to_owned())
}

/// Parameters that a form wrote without a value, where it should say `name=value`: it meant to narrow by them, and nothing tells to what.
#[must_use]
pub fn without_value(pairs: &[String]) -> Vec<FilterProblem> {
    let broken = pairs.iter().find(|pair| !pair.trim().is_empty() && !pair.contains('='));
    broken.map(|pair| FilterProblem::Name(pair.clone())).into_iter().collect()
}

/// What is wrong with the address of a list whose filters are words; none of them where it has no filters.
#[must_use]
pub fn of_words<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>, filters: &[&str]) -> Vec<FilterProblem> {
    let pairs: Vec<_> = pairs.into_iter().collect();
    let mut from = Reader::new(|name: &str| value_of(&pairs, name));
    for filter in filters {
        // Only what is wrong with it is wanted here.
        let _ = from.value(filter, |_| Some(()));
    }
    let names = unknown(pairs.iter().map(|(name, _)| *name), filters);
    from.problems.into_iter().chain(names).collect()
}

/// Whether this is a day of the calendar, written `2026-11-21`.
#[must_use]
pub fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() });
    let number = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u16>().ok()).unwrap_or(0);
    shape && {
        let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 0,
        };
        (1..=last).contains(&day)
    }
}

/// A quantity as addresses write it, in ten-thousandths: `12`, `12.5`, without sign and grouping and with four decimals at most.
#[must_use]
pub fn quantity(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole, 14) || fraction.is_some_and(|fraction| !digits(fraction, 4)) {
        return None;
    }
    format!("{whole}{:0<4}", fraction.unwrap_or_default()).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_plain_decimals() {
        for (text, value) in
            [("12", 120_000), ("12.5", 125_000), ("0.0001", 1), ("007", 70_000), ("99999999999999.9999", 999_999_999_999_999_999)]
        {
            assert_eq!(quantity(text), Some(value), "{text}");
        }
        for none in ["", ".", "1.", ".5", "-1", "+1", "1,5", "1.00001", "1e3", "123456789012345", "٣"] {
            assert_eq!(quantity(none), None, "{none}");
        }
    }

    #[test]
    fn days_that_are_none_are_told_from_days() {
        for day in ["2026-11-29", "2024-02-29", "2000-02-29", "0001-01-01"] {
            assert!(is_day(day), "{day}");
        }
        for none in ["2026-13-45", "29/11/2026", "2026-02-29", "1900-02-29", "2026-00-10", "2026-1-1", "", "2026-11-2٩"] {
            assert!(!is_day(none), "{none}");
        }
    }

    #[test]
    fn a_list_of_words_names_what_it_does_not_know() {
        let long = "x".repeat(LONGEST + 1);
        let wrong = of_words([("q", long.as_str()), ("state", "dead"), ("cursor", "x")], &["q"]);
        assert_eq!(wrong, [FilterProblem::Long("q".to_owned(), LONGEST + 1), FilterProblem::Name("state".to_owned())]);
        assert!(of_words([("q", "shop"), ("ask", "remove"), ("of", "srv_1")], &["q"]).is_empty());
        assert_eq!(of_words([("q", "\u{7}")], &["q"]).len(), 1, "a text that nobody typed");
    }

    #[test]
    fn what_was_left_empty_hides_no_filter_behind_it() {
        let pairs = [("status", ""), ("status", " "), ("status", "inactive"), ("status", "active"), ("q", "")];
        assert_eq!(value_of(&pairs, "status").as_deref(), Some("inactive"));
        assert_eq!((value_of(&pairs, "q"), value_of(&pairs, "role")), (None, None));
    }

    #[test]
    fn names_that_narrow_nothing_are_no_problem_and_others_are() {
        let problems = unknown(["q", "sort", "__err", "stauts", "stauts", "ask"], &["q", "status"]);
        assert_eq!(problems, [FilterProblem::Name("stauts".to_owned())]);
        assert!(refuse(&problems).is_err() && refuse(&[]).is_ok());
    }

    #[test]
    fn texts_that_no_address_gives_are_refused() {
        assert!(check_text("q", "").is_ok() && check_text("q", " +34 600 ").is_ok());
        assert!(check_text("q", "a\0b").is_err() && check_text("q", &"x".repeat(LONGEST + 1)).is_err());
    }
}

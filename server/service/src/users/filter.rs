//! Reading a filter: what is typed becomes a search, days become instants of the operator's time zone. A filter of which
//! any part is not understood is refused.

use db::users::narrow::{Narrow, Search, weigh};
use domain::{
    access::{Caller, Operation, Reach},
    error::Result,
    ids::UserId,
    narrowing::{FilterProblem, LONGEST, refuse},
    user::UserFilter,
};

use crate::{Context, figures::start_of_day};

/// The filter, where all of it can be used by this caller: who paid is money, and those who see none cannot ask for it.
///
/// # Errors
/// Invalid, with the part that cannot be used: without it everybody would be found.
pub fn allowed<'f>(caller: &Caller, filter: &'f UserFilter) -> Result<&'f UserFilter> {
    filter.check()?;
    match filter.paid {
        Some(paid) if !caller.may(Operation::ListPayments) => {
            let value = if paid { "yes" } else { "no" };
            refuse(&[FilterProblem::Value("paid".to_owned(), value.to_owned())])?;
            Ok(filter)
        }
        _ => Ok(filter),
    }
}

/// The filter as conditions, within this reach.
#[must_use]
pub fn narrow(context: &Context, reach: &Reach, filter: &UserFilter) -> Narrow {
    let from = |day: &Option<String>| start_of_day(context, day.as_deref(), 0);
    let before = |day: &Option<String>| start_of_day(context, day.as_deref(), 1);
    let mut plain = filter.clone();
    plain.tag = filter.tag.as_deref().map(|tag| clean(tag).to_lowercase());
    Narrow {
        reach: reach.clone(),
        search: search(&filter.q),
        registered: (from(&filter.registered_from), before(&filter.registered_to)),
        seen: (from(&filter.seen_from), before(&filter.seen_to)),
        filter: plain,
        only: None,
    }
}

/// The same for a page in some order: it is found sooner without the index of words where what is looked for is common.
///
/// # Errors
/// When the database refuses.
pub async fn narrow_page(context: &Context, reach: &Reach, filter: &UserFilter) -> Result<Narrow> {
    let narrow = narrow(context, reach, filter);
    let search = weigh(context.db.read(), narrow.search).await?;
    Ok(Narrow { search, ..narrow })
}

fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST).collect::<String>().trim().to_owned()
}

/// What a person looks for: an id, the beginning of a name or address, a part of any text, or a phone number however it is written.
#[must_use]
pub fn search(typed: &str) -> Search {
    let text = clean(typed);
    if text.is_empty() {
        return Search::All;
    }
    if let Some(id) = text.parse::<UserId>().ok().or_else(|| text.parse::<uuid::Uuid>().ok().map(UserId)) {
        return Search::Id(id);
    }
    let text = db::users::key(&db::users::tidy(&text));
    let folded = db::users::fold(&text);
    if folded.chars().count() < 3 {
        return Search::Begins(text);
    }
    let mut terms = vec![folded];
    if let Some(digits) = phone_digits(&text).filter(|digits| *digits != terms[0]) {
        terms.push(digits);
    }
    Search::Holds(terms)
}

/// The digits of what looks like (a part of) a phone number.
fn phone_digits(text: &str) -> Option<String> {
    if text.chars().any(|c| !c.is_ascii_digit() && !"+ -.()/".contains(c)) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("00").unwrap_or(&digits).to_owned();
    (digits.len() >= 3).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_is_found_however_it_is_written() {
        for typed in ["600 111 222", "600-111.222", "(600) 111 222"] {
            let Search::Holds(terms) = search(typed) else { panic!("{typed} is searched for") };
            assert!(terms.contains(&"600111222".to_owned()), "{typed}");
        }
        assert_eq!(search("0034 600111222"), Search::Holds(vec!["0034 600111222".to_owned(), "34600111222".to_owned()]));
    }

    #[test]
    fn ids_short_words_and_junk_are_told_apart() {
        let id = UserId(uuid::Uuid::from_u128(9));
        assert_eq!(search(&format!(" {id} ")), Search::Id(id));
        assert_eq!(search(&id.0.to_string()), Search::Id(id));
        assert_eq!(search("Ö"), Search::Begins("ö".to_owned()));
        assert_eq!(search(" \0 "), Search::All);
        assert_eq!(search("Ana"), Search::Holds(vec!["ana".to_owned()]));
    }

    #[test]
    fn w24_names_are_found_with_and_without_accents_and_in_either_form() {
        for typed in ["José", "Jose\u{301}", "jose"] {
            assert_eq!(search(typed), Search::Holds(vec!["jose".to_owned()]), "{typed}");
        }
        assert_eq!(search("أَحْمَد"), search("احمد"));
        let marks = "\u{301}\u{301}\u{301}";
        assert_eq!(search(marks), Search::Begins(marks.to_owned()), "which is nobody's name, and not everybody's");
    }
}

//! The one door for phone numbers that people write: in forms, files and lists of recipients. What goes in is as typed, what comes out
//! is E.164, or a sentence. A number is never completed by a guess: without its country's code it needs the operator's country
//! ([`crate::Settings::country`]), and what can be read in two ways is refused.
//!
//! Whether a number can be is asked of the plan of its country: its beginning and its length. Which kind of line it is, and in which
//! country, is not asked: the plans of the library leave both open for many real numbers, and no operator is known to send to one kind.

use std::fmt::Write as _;

use domain::{Error, Msg, Result, msg, phone, user::shorten};
use phonenumber::{
    Metadata, Mode,
    metadata::{DATABASE, Descriptor},
};

use crate::Context;

/// A country by its two letters.
pub type Country = phonenumber::country::Id;

/// Longest text that is looked at, in characters: a number with marks around every digit.
const LONGEST: usize = 80;

/// Reads a country's two letters, in either case.
#[must_use]
pub fn country(code: &str) -> Option<Country> {
    let code: Country = code.trim().to_ascii_uppercase().parse().ok()?;
    DATABASE.by_id(code.as_ref()).map(|_| code)
}

/// A country's two letters with the code that is dialled before its numbers.
#[must_use]
pub fn home(country: Country) -> Option<(String, u16)> {
    DATABASE.by_id(country.as_ref()).map(|plan| (country.as_ref().to_owned(), plan.country_code()))
}

/// The number as E.164.
///
/// # Errors
/// With the sentence for the field.
pub fn read(text: &str, home: Option<Country>) -> std::result::Result<String, Msg> {
    let no_phone = || msg::field_not_a_phone(shorten(text));
    if text.chars().count() > LONGEST {
        return Err(no_phone());
    }
    let plain = phone::plain(text).ok_or_else(no_phone)?;
    if is_decimal(&plain) {
        return Err(msg::field_phone_decimal(shorten(text)));
    }
    let plain = without_bracketed_zero(&plain);
    if let Some((head, _)) = plain.split_once('/')
        && (plain.matches('/').count() > 1 || read(head, home).is_ok())
    {
        return Err(msg::field_phone_two(shorten(text)));
    }
    let rest = plain.trim_start_matches(['(', ' ']);
    if rest.trim_start_matches('+').contains('+') || rest.starts_with("++") {
        return Err(msg::field_phone_two(shorten(text)));
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() || (!rest.starts_with('+') && plain.contains('+')) {
        return Err(no_phone());
    }
    let abroad = if rest.starts_with('+') { Some(digits.as_str()) } else { digits.strip_prefix("00") };
    let number = match (abroad, home) {
        (Some(digits), _) => international(digits),
        (None, Some(home)) => match at_home(&digits, home) {
            Reading::One(number) => Some(number),
            Reading::Two => return Err(msg::field_phone_ambiguous(shorten(text))),
            Reading::None => None,
        },
        (None, None) => return Err(msg::field_phone_no_country(shorten(text))),
    };
    number.ok_or_else(no_phone)
}

/// What a form's field says: nothing, the number that is stored already (however it is written), or a new one.
///
/// # Errors
/// With the sentence for the field.
pub fn of_form(context: &Context, typed: Option<&str>, stored: Option<&str>) -> std::result::Result<Option<String>, Msg> {
    let Some(typed) = typed.map(str::trim).filter(|typed| !typed.is_empty()) else { return Ok(None) };
    // An older number that no plan knows any more stays until somebody changes it.
    if stored.is_some() && phone::normalise(typed).as_deref() == stored {
        return Ok(stored.map(str::to_owned));
    }
    read(typed, context.settings.country).map(Some)
}

/// A list of recipients as E.164, in order, each once.
///
/// # Errors
/// With one sentence for the field `to`: about the first that is no number.
pub fn recipients(context: &Context, typed: &[String]) -> Result<Vec<String>> {
    let mut seen = std::collections::HashSet::new();
    let mut numbers = Vec::with_capacity(typed.len());
    for text in typed {
        let number = read(text, context.settings.country).map_err(|reason| Error::field("to", reason))?;
        if seen.insert(number.clone()) {
            numbers.push(number);
        }
    }
    Ok(numbers)
}

/// A stored number as people read it, in the groups of its country: `+91 59952 20855`.
#[must_use]
pub fn grouped(stored: &str) -> String {
    let written = |mode| {
        let mut text = String::new();
        let number = phonenumber::parse(None, stored).ok()?;
        write!(text, "{}", number.format().mode(mode)).ok().map(|()| text)
    };
    // The library rewrites what it takes for a slip; what is stored is shown.
    let same = written(Mode::E164).is_some_and(|number| number == stored);
    same.then(|| written(Mode::International)).flatten().unwrap_or_else(|| stored.to_owned())
}

/// Whether a spreadsheet took it for a quantity: one dot with one or two digits after it.
fn is_decimal(plain: &str) -> bool {
    let Some((whole, part)) = plain.split_once('.') else { return false };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    digits(whole) >= 7 && digits(part) <= 2 && part.chars().all(|c| c.is_ascii_digit())
}

/// `+44 (0)20` is `+44 20`: the zero in brackets is for callers at home. Without a country's code it is dialled.
fn without_bracketed_zero(plain: &str) -> String {
    let abroad = plain.trim_start_matches(['(', ' ']).starts_with('+') || plain.starts_with("00");
    let mut out = plain.to_owned();
    while let Some(open) = out.find('(')
        && let Some(length) = out[open..].find(')')
    {
        let inner = out[open + 1..open + length].trim().to_owned();
        let kept = if abroad && inner == "0" { String::new() } else { inner };
        out.replace_range(open..=open + length, &format!(" {kept} "));
    }
    out.trim().to_owned()
}

/// Digits with the country's code before them.
fn international(digits: &str) -> Option<String> {
    let length = (1..=3).find(|length| {
        let code = digits.get(..*length).and_then(|code| code.parse::<u16>().ok());
        code.is_some_and(|code| DATABASE.by_code(&code).is_some())
    })?;
    let (code, national) = digits.split_at(length);
    // Mexico took the 1 of mobiles away in 2019, and no library folds the two: messages would go to one person twice.
    let national = if code == "52" && national.len() == 11 { national.strip_prefix('1').unwrap_or(national) } else { national };
    let plans = DATABASE.by_code(&code.parse::<u16>().ok()?)?;
    national_of(&plans, national)
        .or_else(|| by_library(None, &format!("+{code}{national}"), &plans))
        .map(|national| format!("+{code}{national}"))
        .and_then(|number| phone::normalise(&number))
}

enum Reading {
    None,
    One(String),
    Two,
}

/// Digits as they are dialled within a country.
fn at_home(digits: &str, home: Country) -> Reading {
    let Some(plan) = DATABASE.by_id(home.as_ref()) else { return Reading::None };
    let code = plan.country_code().to_string();
    let plans = [plan];
    let national = national_of(&plans, digits)
        .or_else(|| by_library(Some(home), digits, &plans))
        .and_then(|national| phone::normalise(&format!("+{code}{national}")));
    // The same digits with the country's code before them, but without a plus.
    let abroad = digits.strip_prefix(code.as_str()).and_then(|_| international(digits));
    match (national, abroad) {
        (Some(national), Some(abroad)) if national != abroad => Reading::Two,
        (Some(number), _) | (None, Some(number)) => Reading::One(number),
        (None, None) => Reading::None,
    }
}

/// The national part as it stands, else without what is dialled before it at home.
fn national_of(plans: &[&Metadata], digits: &str) -> Option<String> {
    if plans.iter().any(|plan| is_possible(plan, digits)) {
        return Some(digits.to_owned());
    }
    plans.iter().find_map(|plan| {
        let rest = digits.strip_prefix(plan.national_prefix()?)?;
        is_possible(plan, rest).then(|| rest.to_owned())
    })
}

/// What the library makes of it: it knows the rules that change more than a prefix, such as Argentina's 15, which is a 9 abroad.
fn by_library(home: Option<Country>, digits: &str, plans: &[&Metadata]) -> Option<String> {
    let national = phonenumber::parse(home, digits).ok()?.national().to_string();
    plans.iter().any(|plan| is_possible(plan, &national)).then_some(national)
}

/// Whether a country's plan has such a number: how it begins, and how long it is.
fn is_possible(plan: &Metadata, national: &str) -> bool {
    let all = plan.descriptors();
    let kinds = [
        all.fixed_line(),
        all.mobile(),
        all.toll_free(),
        all.premium_rate(),
        all.shared_cost(),
        all.personal_number(),
        all.voip(),
        all.pager(),
        all.uan(),
        all.voicemail(),
    ];
    let fits = |kind: &Descriptor| kind.possible_length().iter().any(|length| usize::from(*length) == national.len());
    all.general().is_match(national) && kinds.into_iter().flatten().any(fits)
}

#[cfg(test)]
#[path = "phones/tests.rs"]
mod tests;

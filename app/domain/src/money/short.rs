//! Large numbers in a few characters ("$141.4M"), for places too narrow for all digits. Like [`Money::written`] one function for server
//! and browser. Whoever shows these shows the exact number too, to those who point at it and to those who listen.

use super::{
    MINUS, Money,
    written::{Habit, grouped},
};
use crate::text::Locale;

/// The least number that has a short form.
const SHORT_FROM: u128 = 1_000_000;

/// From what on a language shortens, the largest first, and how it calls it.
const fn steps(language: Locale) -> &'static [(u128, &'static str)] {
    match language {
        Locale::En => &[(1_000_000_000_000, "T"), (1_000_000_000, "B"), (1_000_000, "M")],
        // A Spanish "billón" has twelve noughts; below it one counts in millions.
        Locale::Es => &[(1_000_000_000_000, "B"), (1_000_000, "M")],
        Locale::Ar => &[(1_000_000_000_000, "ترليون"), (1_000_000_000, "مليار"), (1_000_000, "مليون")],
    }
}

/// Digits with at most one after the decimal sign, and the word for their noughts; none where a number is short as it is. The number is
/// so many parts, of which `parts` make one.
fn shortened(number: u128, parts: u128, language: Locale) -> Option<(String, &'static str)> {
    let habit = Habit::of(language);
    if number < parts * SHORT_FROM {
        return None;
    }
    steps(language).iter().find_map(|(step, word)| {
        let whole = parts * step;
        let tenths = (number * 10 + whole / 2) / whole;
        (tenths >= 10).then(|| {
            let digits = grouped(&(tenths / 10).to_string(), habit);
            let fraction = if tenths.is_multiple_of(10) { String::new() } else { format!("{}{}", habit.decimal, tenths % 10) };
            (format!("{digits}{fraction}"), *word)
        })
    })
}

fn sign(negative: bool) -> String {
    if negative { MINUS.to_string() } else { String::new() }
}

/// A count of a million or more in a few characters.
#[must_use]
pub fn short_count(count: i64, language: Locale) -> Option<String> {
    let (digits, word) = shortened(count.unsigned_abs().into(), 1, language)?;
    let sign = sign(count < 0);
    Some(match language {
        Locale::En => format!("{sign}{digits}{word}"),
        Locale::Es => format!("{sign}{digits}\u{a0}{word}"),
        Locale::Ar => format!("\u{2067}\u{2066}{sign}{digits}\u{2069}\u{a0}{word}\u{2069}"),
    })
}

impl Money {
    /// An amount of a million or more in a few characters, its parts where [`Self::written`] has them.
    #[must_use]
    pub fn short(self, language: Locale) -> Option<String> {
        let (digits, word) = shortened(self.minor.unsigned_abs().into(), u128::from(self.currency.factor().unsigned_abs()), language)?;
        let symbol = self.currency.symbol(language);
        let sign = sign(self.minor < 0);
        Some(match language {
            Locale::En => {
                let gap = if symbol.ends_with(char::is_alphabetic) { "\u{a0}" } else { "" };
                format!("{sign}{symbol}{gap}{digits}{word}")
            }
            Locale::Es => format!("{sign}{digits}\u{a0}{word}\u{a0}{symbol}"),
            Locale::Ar => format!("\u{2067}\u{2066}{sign}{digits}\u{2069}\u{a0}{word}\u{a0}\u{2068}{symbol}\u{2069}\u{2069}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{CURRENCIES, Currency};

    fn money(minor: i64, code: &str) -> Money {
        Money::new(minor, Currency::from_code(code).expect("known"))
    }

    // finding 2
    #[test]
    fn a_large_amount_has_a_short_form_and_a_small_one_none() {
        for (amount, locale, wanted) in [
            (money(14_144_868_400, "INR"), Locale::En, Some("₹141.4M")),
            (money(100_000_000, "USD"), Locale::En, Some("$1M")),
            (money(99_999_999, "USD"), Locale::En, None),
            (money(-123_456_789_012, "USD"), Locale::En, Some("−$1.2B")),
            (money(999_950_000, "JPY"), Locale::En, Some("¥1B")),
            (money(1_234_567_890_123, "KWD"), Locale::En, Some("KWD\u{a0}1.2B")),
            (money(123_456_789_012, "USD"), Locale::Es, Some("1234,6\u{a0}M\u{a0}US$")),
            (money(1_234_567_890_123, "EUR"), Locale::Es, Some("12.345,7\u{a0}M\u{a0}€")),
            (money(14_144_868_400, "INR"), Locale::Ar, Some("\u{2067}\u{2066}141.4\u{2069}\u{a0}مليون\u{a0}\u{2068}₹\u{2069}\u{2069}")),
        ] {
            assert_eq!(amount.short(locale).as_deref(), wanted, "{amount}");
        }
        assert_eq!(short_count(1_204_337, Locale::En).as_deref(), Some("1.2M"));
        assert_eq!(short_count(-2_000_000, Locale::Es).as_deref(), Some("−2\u{a0}M"));
        assert_eq!(short_count(999, Locale::Ar), None);
    }

    #[test]
    fn nothing_is_too_large_for_a_short_form() {
        for (code, _) in CURRENCIES {
            for language in Locale::ALL {
                for minor in [i64::MAX, i64::MIN] {
                    let short = money(minor, code).short(language).expect("is large");
                    assert!(short.chars().filter(char::is_ascii_digit).count() <= 9, "{short}");
                }
            }
        }
    }
}

//! Amounts as people type them: `1,234.50` in English, `1.234,50` in Spanish, `١٢٣٤٫٥` in Arabic. What has one reading in the person's
//! language is read; what could mean two amounts, or more digits than the currency has, is refused: a wrong amount costs more than
//! a second try. No text is two different amounts in two languages.

use super::{Currency, Money, MoneyError, written::Habit};
use crate::text::Locale;

impl Money {
    /// Reads an amount in major units as a person of this language types it: thousands may be parted, the currency's symbol or code may
    /// stand before or behind, digits may be Arabic.
    ///
    /// # Errors
    /// [`MoneyError::NotAnAmount`], [`MoneyError::Ambiguous`], [`MoneyError::TooManyDecimals`] or [`MoneyError::TooLarge`].
    pub fn parse_typed(text: &str, currency: Currency, language: Locale) -> Result<Self, MoneyError> {
        let value = || text.trim().chars().take(40).collect::<String>();
        let folded = folded(text);
        let (negative, rest) = folded.strip_prefix('-').map_or((false, folded.as_str()), |rest| (true, rest.trim_start()));
        let digits = bare(rest, currency, language);
        if !digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | ',' | '٫')) {
            return Err(MoneyError::NotAnAmount(value()));
        }
        let decimal = match decimal_mark(digits, currency, language) {
            Mark::None => None,
            Mark::At(at, mark) => Some((at, mark)),
            Mark::Ambiguous => return Err(MoneyError::Ambiguous(value())),
        };
        let (whole, fraction) = decimal.map_or((digits, None), |(at, mark)| (&digits[..at], Some(&digits[at + mark.len_utf8()..])));
        let Some(whole) = ungrouped(whole, decimal.map(|(_, mark)| mark)) else { return Err(MoneyError::NotAnAmount(value())) };
        let sign = if negative { "-" } else { "" };
        let major = fraction.map_or_else(|| format!("{sign}{whole}"), |fraction| format!("{sign}{whole}.{fraction}"));
        Self::parse_major(&major, currency).map_err(|error| match error {
            MoneyError::NotAnAmount(_) => MoneyError::NotAnAmount(value()),
            MoneyError::TooManyDecimals { decimals, currency, .. } => MoneyError::TooManyDecimals { value: value(), decimals, currency },
            other => other,
        })
    }
}

/// Digits as ASCII, every space as a plain one, without the marks of direction that come along when a written amount is copied.
fn folded(text: &str) -> String {
    let fold = |c: char| match c {
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        '٠'..='٩' => char::from_digit(u32::from(c) - u32::from('٠'), 10),
        '۰'..='۹' => char::from_digit(u32::from(c) - u32::from('۰'), 10),
        '\u{2212}' => Some('-'),
        // The Arabic comma; the Arabic mark of thousands, which like a space is nothing else.
        '،' => Some(','),
        '٬' => Some(' '),
        space if space.is_whitespace() => Some(' '),
        other => Some(other),
    };
    text.chars().filter_map(fold).collect::<String>().trim().to_owned()
}

/// Without the currency's own symbol or code.
fn bare(text: &str, currency: Currency, language: Locale) -> &str {
    let off = |name: &str| text.strip_prefix(name).or_else(|| text.strip_suffix(name));
    off(currency.symbol(language)).or_else(|| off(currency.code())).unwrap_or(text).trim()
}

/// Which separator the fraction stands behind.
enum Mark {
    None,
    At(usize, char),
    Ambiguous,
}

fn decimal_mark(digits: &str, currency: Currency, language: Locale) -> Mark {
    let marks: Vec<(usize, char)> = digits.char_indices().filter(|(_, c)| !c.is_ascii_digit()).collect();
    let Some(&(at, mark)) = marks.last() else { return Mark::None };
    match mark {
        ' ' => return Mark::None,
        '٫' => return Mark::At(at, mark),
        _ => {}
    }
    if marks.iter().any(|(_, other)| *other != mark) {
        return Mark::At(at, mark);
    }
    if marks.len() > 1 {
        return Mark::None;
    }
    let thousands = digits.len() - at == 4 && (1..=3).contains(&at) && !digits.starts_with('0');
    if !thousands || mark == Habit::of(language).decimal {
        return Mark::At(at, mark);
    }
    // `1.500` where a dot parts thousands is 1500 to the person and 1.5 to files and machines; `1,500` is both where there are three
    // decimals.
    if mark == ',' && currency.decimals() < 3 { Mark::None } else { Mark::Ambiguous }
}

/// Digits whose thousands are parted by one kind of mark (another one than the decimals'), if at all.
fn ungrouped(whole: &str, decimal: Option<char>) -> Option<String> {
    let Some(mark) = whole.chars().find(|c| !c.is_ascii_digit()) else { return Some(whole.to_owned()) };
    if !matches!(mark, ' ' | '.' | ',') || Some(mark) == decimal || whole.starts_with('0') {
        return None;
    }
    let mut groups = whole.split(mark);
    let first = groups.next().filter(|first| (1..=3).contains(&first.len()))?;
    let fits = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let mut out = first.to_owned();
    for group in groups {
        if !fits(group) {
            return None;
        }
        out.push_str(group);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::money::CURRENCIES;

    fn currency(code: &str) -> Currency {
        Currency::from_code(code).expect("listed")
    }

    fn read(text: &str, code: &str, language: Locale) -> Option<i64> {
        Money::parse_typed(text, currency(code), language).ok().map(Money::minor)
    }

    #[test]
    fn finding_9_amounts_are_read_as_the_persons_language_writes_them() {
        use Locale::{Ar, En, Es};
        for (text, code, language, minor) in [
            ("1,234.50", "EUR", En, 123_450),
            ("100,50", "USD", En, 10_050),
            ("1,500", "EUR", En, 150_000),
            ("1500", "EUR", En, 150_000),
            ("10.50", "EUR", En, 1_050),
            ("1.000", "KWD", En, 1_000),
            ("1.5", "KWD", En, 1_500),
            ("1,234.500", "KWD", En, 1_234_500),
            ("$1,234.50", "USD", En, 123_450),
            ("−$1,234.50", "USD", En, -123_450),
            ("USD 7", "USD", En, 700),
            ("1,234,567", "JPY", En, 1_234_567),
            ("12,50", "EUR", Es, 1_250),
            ("1.234,50", "EUR", Es, 123_450),
            ("1 234,50", "EUR", Es, 123_450),
            ("12.50", "EUR", Es, 1_250),
            ("1,500", "KWD", Es, 1_500),
            ("1.234.567", "CLP", Es, 1_234_567),
            ("1234,50\u{a0}US$", "USD", Es, 123_450),
            ("١٬٢٣٤٫٥٠", "SAR", Ar, 123_450),
            ("١٢٫٥", "KWD", Ar, 12_500),
            ("۱۲", "USD", Ar, 1_200),
            ("1,234.50", "SAR", Ar, 123_450),
        ] {
            assert_eq!(read(text, code, language), Some(minor), "{text} {code} {language:?}");
        }
    }

    #[test]
    fn amounts_of_two_readings_or_too_many_decimals_are_refused() {
        use Locale::{Ar, En, Es};
        for (text, code, language) in [
            ("1.500", "EUR", En),
            ("3.000", "EUR", En),
            ("1.500", "EUR", Es),
            ("15.000", "CLP", Es),
            ("15.000", "CLP", En),
            ("150.000", "IDR", Ar),
            ("1,500", "EUR", Es),
            ("1,500", "KWD", En),
            ("1.000", "KWD", Es),
            ("1,234.500", "USD", En),
            ("12,34,567.00", "INR", En),
            ("1,23.45", "USD", En),
            ("1.234,567,89", "USD", En),
            ("0,123,456", "JPY", En),
            ("1e3", "USD", En),
            ("1-5", "USD", En),
            ("+1", "USD", En),
            ("1.", "USD", En),
            (".5", "USD", En),
            ("€5", "USD", En),
            ("--1", "USD", En),
            ("", "USD", En),
            ("$", "USD", En),
        ] {
            assert_eq!(read(text, code, language), None, "{text} {code} {language:?}");
        }
    }

    proptest! {
        #[test]
        fn what_a_form_holds_at_first_is_read_again(minor in (i64::MIN + 1)..i64::MAX, at in 0..CURRENCIES.len(), language in 0..3_usize) {
            let (money, language) = (Money::new(minor, currency(CURRENCIES[at].0)), Locale::ALL[language]);
            prop_assert_eq!(Money::parse_typed(&money.typed(language), money.currency(), language), Ok(money));
        }

        #[test]
        fn what_is_written_is_read_again_or_refused_but_never_another_amount(minor in (i64::MIN + 1)..i64::MAX, at in 0..CURRENCIES.len(), language in 0..3_usize) {
            let (money, language) = (Money::new(minor, currency(CURRENCIES[at].0)), Locale::ALL[language]);
            match Money::parse_typed(&money.written(language), money.currency(), language) {
                Ok(read) => prop_assert_eq!(read, money),
                Err(error) => prop_assert!(matches!(error, MoneyError::Ambiguous(_)), "{}", error),
            }
        }

        #[test]
        fn no_text_is_two_amounts_in_two_languages(text in "[0-9.,٫٬ ]{1,12}", at in 0..CURRENCIES.len()) {
            let mut read = Locale::ALL.iter().filter_map(|language| Money::parse_typed(&text, currency(CURRENCIES[at].0), *language).ok());
            if let Some(first) = read.next() {
                prop_assert!(read.all(|other| other == first), "{}", text);
            }
        }

        #[test]
        fn plain_decimals_are_read_the_same_everywhere_or_refused(text in "[0-9]{1,9}(\\.[0-9]{1,4})?", at in 0..CURRENCIES.len()) {
            let currency = currency(CURRENCIES[at].0);
            for language in Locale::ALL {
                if let Ok(read) = Money::parse_typed(&text, currency, language) {
                    prop_assert_eq!(Money::parse_major(&text, currency), Ok(read));
                }
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,40}", at in 0..CURRENCIES.len(), language in 0..3_usize) {
            let _ = Money::parse_typed(&text, currency(CURRENCIES[at].0), Locale::ALL[language]);
        }
    }
}

//! Amounts as each language writes them. Server and browser share this one function, for their tables differ: a browser shortens
//! rupees and dinars to whole ones, lacks the newest currencies, and is another one tomorrow.
//!
//! To add a currency symbol: a row in the language's table; without one the code stands.

use super::{Currency, Money};
use crate::text::Locale;

/// The minus of a negative amount: as wide as a digit, and never broken off.
pub const MINUS: char = '\u{2212}';

/// Symbols that English prints instead of the code.
const EN: &[(&str, &str)] = &[
    ("AUD", "A$"),
    ("BRL", "R$"),
    ("CAD", "CA$"),
    ("CNY", "CN¥"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("HKD", "HK$"),
    ("ILS", "₪"),
    ("INR", "₹"),
    ("JPY", "¥"),
    ("KRW", "₩"),
    ("MXN", "MX$"),
    ("NZD", "NZ$"),
    ("PHP", "₱"),
    ("TWD", "NT$"),
    ("USD", "$"),
    ("VND", "₫"),
];
/// Symbols that Spanish prints.
const ES: &[(&str, &str)] = &[("EUR", "€"), ("THB", "฿"), ("USD", "US$"), ("VND", "₫")];
/// Symbols that Arabic prints.
const AR: &[(&str, &str)] = &[
    ("AED", "د.إ."),
    ("AUD", "AU$"),
    ("BHD", "د.ب."),
    ("BRL", "R$"),
    ("CAD", "CA$"),
    ("CNY", "CN¥"),
    ("EGP", "ج.م."),
    ("EUR", "€"),
    ("GBP", "UK£"),
    ("HKD", "HK$"),
    ("ILS", "₪"),
    ("INR", "₹"),
    ("IQD", "د.ع."),
    ("JOD", "د.أ."),
    ("JPY", "JP¥"),
    ("KRW", "₩"),
    ("KWD", "د.ك."),
    ("MAD", "د.م."),
    ("MXN", "MX$"),
    ("NZD", "NZ$"),
    ("OMR", "ر.ع."),
    ("QAR", "ر.ق."),
    ("SAR", "ر.س."),
    ("THB", "฿"),
    ("TND", "د.ت."),
    ("TWD", "NT$"),
    ("USD", "US$"),
    ("VND", "₫"),
];

/// How a language parts the digits of an amount.
#[derive(Debug, Clone, Copy)]
pub(super) struct Habit {
    /// Between thousands.
    pub(super) group: char,
    /// Before the fraction.
    pub(super) decimal: char,
    /// From so many digits on thousands are parted.
    grouped_from: usize,
}

impl Habit {
    pub(super) const fn of(language: Locale) -> Self {
        match language {
            Locale::En | Locale::Ar => Self { group: ',', decimal: '.', grouped_from: 4 },
            Locale::Es => Self { group: '.', decimal: ',', grouped_from: 5 },
        }
    }
}

impl Currency {
    /// What this language prints for it: its symbol, or its code where it has none there.
    #[must_use]
    pub fn symbol(self, language: Locale) -> &'static str {
        let table = match language {
            Locale::En => EN,
            Locale::Es => ES,
            Locale::Ar => AR,
        };
        table.iter().find(|(code, _)| *code == self.code()).map_or_else(|| self.code(), |&(_, symbol)| symbol)
    }
}

impl Money {
    /// The amount with its currency as this language writes it, with all decimals of the currency. In Arabic digits with their sign and
    /// symbol are isolated, so that neither slips to the other side of the other, wherever the amount stands.
    #[must_use]
    pub fn written(self, language: Locale) -> String {
        let (habit, symbol) = (Habit::of(language), self.currency.symbol(language));
        let major = self.to_major();
        let plain = major.trim_start_matches('-');
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        let mut digits = grouped(whole, habit);
        if !fraction.is_empty() {
            digits.push(habit.decimal);
            digits.push_str(fraction);
        }
        let sign = if self.minor < 0 { MINUS.to_string() } else { String::new() };
        match language {
            Locale::En => {
                let gap = if symbol.ends_with(char::is_alphabetic) { "\u{a0}" } else { "" };
                format!("{sign}{symbol}{gap}{digits}")
            }
            Locale::Es => format!("{sign}{digits}\u{a0}{symbol}"),
            Locale::Ar => format!("\u{2067}\u{2066}{sign}{digits}\u{2069}\u{a0}\u{2068}{symbol}\u{2069}\u{2069}"),
        }
    }

    /// The amount in major units as a person of this language would type it: without currency and marks between thousands.
    #[must_use]
    pub fn typed(self, language: Locale) -> String {
        self.to_major().replace('.', Habit::of(language).decimal.encode_utf8(&mut [0; 4]))
    }
}

pub(super) fn grouped(whole: &str, habit: Habit) -> String {
    let mut out = String::with_capacity(whole.len() * 4 / 3 + 1);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && whole.len() >= habit.grouped_from && (whole.len() - at).is_multiple_of(3) {
            out.push(habit.group);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::CURRENCIES;

    #[test]
    fn an_amount_reads_as_its_language_writes_it() {
        let money = |minor, code: &str| Money::new(minor, Currency::from_code(code).expect("known"));
        for (locale, amount, wanted) in [
            (Locale::En, money(123_450, "USD"), "$1,234.50"),
            (Locale::En, money(-123_456_789, "USD"), "−$1,234,567.89"),
            (Locale::En, money(1_234_500, "KWD"), "KWD\u{a0}1,234.500"),
            (Locale::En, money(-5, "CHF"), "−CHF\u{a0}0.05"),
            (Locale::En, money(1_235, "JPY"), "¥1,235"),
            (Locale::En, money(199_999, "PKR"), "PKR\u{a0}1,999.99"),
            (Locale::En, money(1_234_567, "IQD"), "IQD\u{a0}1,234.567"),
            (Locale::En, money(0, "EUR"), "€0.00"),
            (Locale::En, money(i64::MIN, "USD"), "−$92,233,720,368,547,758.08"),
            (Locale::Es, money(123_450, "USD"), "1234,50\u{a0}US$"),
            (Locale::Es, money(-123_456_789, "USD"), "−1.234.567,89\u{a0}US$"),
            (Locale::Es, money(1_234_500, "EUR"), "12.345,00\u{a0}€"),
        ] {
            assert_eq!(amount.written(locale), wanted);
        }
    }

    #[test]
    fn finding_8_in_arabic_digits_with_their_sign_and_symbol_stand_in_isolates() {
        let money = |minor, code: &str| Money::new(minor, Currency::from_code(code).expect("known"));
        assert_eq!(money(123_450, "USD").written(Locale::Ar), "\u{2067}\u{2066}1,234.50\u{2069}\u{a0}\u{2068}US$\u{2069}\u{2069}");
        assert_eq!(money(-900, "INR").written(Locale::Ar), "\u{2067}\u{2066}−9.00\u{2069}\u{a0}\u{2068}₹\u{2069}\u{2069}");
        assert_eq!(
            money(-1_234_567_890, "KWD").written(Locale::Ar),
            "\u{2067}\u{2066}−1,234,567.890\u{2069}\u{a0}\u{2068}د.ك.\u{2069}\u{2069}"
        );
    }

    #[test]
    fn finding_1_every_currency_keeps_its_decimals_in_every_language() {
        for (code, decimals) in CURRENCIES {
            let amount = Money::new(123_456_789, Currency::from_code(code).expect("listed"));
            for language in Locale::ALL {
                let written = amount.written(language);
                let digits: String = written.chars().filter(char::is_ascii_digit).collect();
                let fraction = written.rsplit_once(Habit::of(language).decimal).map_or("", |(_, fraction)| fraction);
                assert_eq!(digits, "123456789", "{written}");
                if *decimals > 0 && language != Locale::Ar {
                    let after = fraction.chars().filter(char::is_ascii_digit).count();
                    assert_eq!(after, usize::from(*decimals), "{written}");
                }
            }
        }
    }

    #[test]
    fn the_tables_of_symbols_hold_known_currencies_once() {
        for table in [EN, ES, AR] {
            assert!(table.windows(2).all(|pair| pair[0].0 < pair[1].0));
            assert!(table.iter().all(|(code, _)| Currency::from_code(code).is_some()));
        }
    }
}

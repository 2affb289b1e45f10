//! Money: signed 64-bit minor units with an ISO 4217 currency. Arithmetic is checked and never mixes currencies; there is no `Add`
//! and no `From<i64>`, so that each sum says what happens when it does not fit.
//!
//! Codes, exponents and names of currencies stand in `money/currencies.rs`, held against another list of ISO 4217 by a test.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

mod currencies;
mod short;
mod typed;
mod written;

pub use currencies::{CURRENCIES, SUPERSEDED};
pub use short::short_count;
pub use written::MINUS;

/// An ISO 4217 currency from [`CURRENCIES`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(u8);

impl Currency {
    /// The currency with this three-letter code, in any case.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let upper = code.to_ascii_uppercase();
        CURRENCIES.binary_search_by(|(known, _)| (*known).cmp(&upper)).ok().and_then(|at| u8::try_from(at).ok()).map(Self)
    }

    /// Its three-letter code.
    #[must_use]
    pub fn code(self) -> &'static str {
        CURRENCIES[usize::from(self.0)].0
    }

    /// How many decimals its minor unit has: 2 for USD, 0 for JPY, 3 for KWD.
    #[must_use]
    pub fn decimals(self) -> u8 {
        CURRENCIES[usize::from(self.0)].1
    }

    /// Minor units in one major unit.
    #[must_use]
    pub fn factor(self) -> i64 {
        10_i64.pow(u32::from(self.decimals()))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
impl FromStr for Currency {
    type Err = MoneyError;
    fn from_str(code: &str) -> Result<Self, MoneyError> {
        Self::from_code(code).ok_or_else(|| MoneyError::UnknownCurrency(code.chars().take(16).collect()))
    }
}
impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// Why an amount could not be read or computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The code is not in [`CURRENCIES`].
    #[error("`{0}` is not a currency code such as USD")]
    UnknownCurrency(String),
    /// The text is not a plain decimal.
    #[error("`{0}` is not an amount such as 1234.50")]
    NotAnAmount(String),
    /// More decimals than the currency has.
    #[error("`{value}` has more than the {decimals} decimals of {currency}")]
    TooManyDecimals {
        /// The text as given.
        value: String,
        /// Decimals the currency allows.
        decimals: u8,
        /// The currency.
        currency: Currency,
    },
    /// It can be read in two ways.
    #[error("`{0}` can be read in two ways; write it without marks between thousands")]
    Ambiguous(String),
    /// The amount does not fit 64 bits.
    #[error("the amount is too large")]
    TooLarge,
    /// Two currencies met in one sum.
    #[error("{0} and {1} cannot be added")]
    CurrencyMix(Currency, Currency),
}

/// An amount in minor units of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// `minor` units of `currency`.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }
    /// Nothing, in `currency`.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }
    /// Minor units, signed.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.minor
    }
    /// Its currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }
    /// Whether it is more than nothing.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.minor > 0
    }

    /// Reads a plain decimal in major units, as files and machines write it: `1234`, `1234.5`, `-0.01`. No grouping, no sign but `-`, no
    /// exponent, and not more digits after the dot than the currency has, noughts included: `1.500` euros are fifteen hundred to whoever
    /// parts thousands with a dot. What people type is read by [`Money::parse_typed`].
    ///
    /// # Errors
    /// [`MoneyError::NotAnAmount`], [`MoneyError::TooManyDecimals`] or [`MoneyError::TooLarge`].
    pub fn parse_major(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let not_an_amount = || MoneyError::NotAnAmount(text.chars().take(40).collect());
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !plain(whole) || !plain(fraction) || (digits.contains('.') && fraction.is_empty()) {
            return Err(not_an_amount());
        }
        let decimals = usize::from(currency.decimals());
        if fraction.len() > decimals {
            return Err(MoneyError::TooManyDecimals { value: text.chars().take(40).collect(), decimals: currency.decimals(), currency });
        }
        let padded = format!("{fraction:0<decimals$}");
        let mut minor: i64 = 0;
        for byte in whole.bytes().chain(padded.bytes()) {
            let digit = i64::from(byte - b'0');
            minor = minor.checked_mul(10).and_then(|value| value.checked_add(digit)).ok_or(MoneyError::TooLarge)?;
        }
        Ok(Self { minor: if negative { -minor } else { minor }, currency })
    }

    /// The amount as a plain decimal in major units, with all decimals of its currency: `1234.50`.
    #[must_use]
    pub fn to_major(self) -> String {
        let decimals = usize::from(self.currency.decimals());
        let digits = format!("{:0>width$}", self.minor.unsigned_abs(), width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        let sign = if self.minor < 0 { "-" } else { "" };
        if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }

    /// Sum of two amounts of one currency.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMix`] or [`MoneyError::TooLarge`].
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyError::TooLarge)?;
        Ok(Self { minor, ..self })
    }

    /// Difference of two amounts of one currency.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMix`] or [`MoneyError::TooLarge`].
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.checked_add(other.checked_neg()?)
    }

    /// The same amount with the other sign.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] for the one value that has no counterpart.
    pub fn checked_neg(self) -> Result<Self, MoneyError> {
        Ok(Self { minor: self.minor.checked_neg().ok_or(MoneyError::TooLarge)?, ..self })
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency { Ok(()) } else { Err(MoneyError::CurrencyMix(self.currency, other.currency)) }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.to_major(), self.currency)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn usd() -> Currency {
        Currency::from_code("usd").expect("USD is listed")
    }

    #[test]
    fn currencies_are_sorted_so_that_look_up_works() {
        assert!(CURRENCIES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(Currency::from_code("XXX").is_none());
    }

    #[test]
    fn spreadsheets_and_people_write_amounts_that_are_refused() {
        for bad in ["", "-", "1,234.50", "1 234", "1e3", "+1", "1.", ".5", "٣", "1.005", "0x10", "99999999999999999999"] {
            assert!(Money::parse_major(bad, usd()).is_err(), "{bad} must be refused");
        }
        assert_eq!(Money::parse_major("1.50", usd()).map(Money::minor), Ok(150));
        let kwd = Currency::from_code("KWD").expect("KWD is listed");
        assert_eq!(Money::parse_major("1.005", kwd).map(Money::minor), Ok(1005));
        assert_eq!(Money::parse_major("1.000", kwd).map(Money::minor), Ok(1000));
        let jpy = Currency::from_code("JPY").expect("JPY is listed");
        assert_eq!(Money::new(-7, jpy).to_major(), "-7");
    }

    #[test]
    fn finding_9_noughts_after_the_dot_count_as_decimals() {
        for (text, code) in [("1.500", "EUR"), ("3.000", "EUR"), ("15.000", "CLP"), ("150.000", "IDR"), ("1.0", "JPY"), ("1.0000", "KWD")] {
            let currency = Currency::from_code(code).expect("listed");
            assert!(matches!(Money::parse_major(text, currency), Err(MoneyError::TooManyDecimals { .. })), "{text} {code}");
        }
    }

    proptest! {
        #[test]
        fn an_amount_reads_back_what_it_wrote(minor in (i64::MIN + 1)..i64::MAX, at in 0..CURRENCIES.len()) {
            let currency = Currency::from_code(CURRENCIES[at].0).expect("listed");
            let money = Money::new(minor, currency);
            prop_assert_eq!(Money::parse_major(&money.to_major(), currency), Ok(money));
        }

        #[test]
        fn a_sum_less_its_part_is_the_other_part(a in any::<i32>(), b in any::<i32>()) {
            let (a, b) = (Money::new(a.into(), usd()), Money::new(b.into(), usd()));
            prop_assert_eq!(a.checked_add(b).and_then(|sum| sum.checked_sub(b)), Ok(a));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in ".{0,40}") {
            let _ = Money::parse_major(&text, usd());
        }
    }
}

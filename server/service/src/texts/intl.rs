//! Numbers, money, dates and plurals through ICU, as a browser's `Intl` writes them (`{year:"numeric", month:"short", day:"numeric"}`,
//! the default currency display, Latin digits in Arabic), so that a page reads the same before and after hydration.
//!
//! To add a currency symbol: a row in the language's table, as `Intl.NumberFormat` prints it there.

use std::{borrow::Cow, cell::OnceCell, rc::Rc};

use domain::{
    Money,
    text::{Intl, Locale, TimeStyle},
    time::Timestamp,
};
use fixed_decimal::Decimal;
use icu_datetime::{DateTimeFormatter, NoCalendarFormatter, fieldsets, input};
use icu_decimal::DecimalFormatter;
use icu_plurals::{PluralCategory, PluralRules};
use jiff::tz::TimeZone;

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
/// Symbols that Arabic prints; those in Arabic letters end with a right-to-left mark.
const AR: &[(&str, &str)] = &[
    ("AED", "د.إ.\u{200f}"),
    ("AUD", "AU$"),
    ("BHD", "د.ب.\u{200f}"),
    ("BRL", "R$"),
    ("CAD", "CA$"),
    ("CNY", "CN¥"),
    ("EGP", "ج.م.\u{200f}"),
    ("EUR", "€"),
    ("GBP", "UK£"),
    ("HKD", "HK$"),
    ("ILS", "₪"),
    ("INR", "₹"),
    ("IQD", "د.ع.\u{200f}"),
    ("JOD", "د.أ.\u{200f}"),
    ("JPY", "JP¥"),
    ("KRW", "₩"),
    ("KWD", "د.ك.\u{200f}"),
    ("MAD", "د.م.\u{200f}"),
    ("MXN", "MX$"),
    ("NZD", "NZ$"),
    ("OMR", "ر.ع.\u{200f}"),
    ("QAR", "ر.ق.\u{200f}"),
    ("SAR", "ر.س.\u{200f}"),
    ("THB", "฿"),
    ("TND", "د.ت.\u{200f}"),
    ("TWD", "NT$"),
    ("USD", "US$"),
    ("VND", "₫"),
];

/// ICU's formatters for one language; they are not `Sync`, so each thread makes its own once.
struct Tools {
    plurals: PluralRules,
    numbers: DecimalFormatter,
    date: DateTimeFormatter<fieldsets::YMD>,
    date_time: DateTimeFormatter<fieldsets::YMDT>,
    time: NoCalendarFormatter<fieldsets::T>,
    month: DateTimeFormatter<fieldsets::YM>,
}

impl Tools {
    fn new(language: Locale) -> Self {
        let tag: icu_locale::Locale = match language {
            Locale::En => "en-u-ca-gregory-nu-latn".parse().expect("a well-formed language tag"),
            Locale::Es => "es-u-ca-gregory-nu-latn".parse().expect("a well-formed language tag"),
            Locale::Ar => "ar-u-ca-gregory-nu-latn".parse().expect("a well-formed language tag"),
        };
        const SHIPPED: &str = "the data of the shipped languages is compiled in";
        Self {
            plurals: PluralRules::try_new((&tag).into(), icu_plurals::PluralRulesOptions::default()).expect(SHIPPED),
            numbers: DecimalFormatter::try_new((&tag).into(), icu_decimal::options::DecimalFormatterOptions::default()).expect(SHIPPED),
            date: DateTimeFormatter::try_new((&tag).into(), fieldsets::YMD::medium()).expect(SHIPPED),
            date_time: DateTimeFormatter::try_new((&tag).into(), fieldsets::YMD::medium().with_time_hm()).expect(SHIPPED),
            time: NoCalendarFormatter::try_new((&tag).into(), fieldsets::T::hm()).expect(SHIPPED),
            month: DateTimeFormatter::try_new((&tag).into(), fieldsets::YM::long()).expect(SHIPPED),
        }
    }

    /// This thread's tools for a language.
    fn of(language: Locale) -> Rc<Self> {
        thread_local! { static TOOLS: [OnceCell<Rc<Tools>>; Locale::ALL.len()] = const { [const { OnceCell::new() }; Locale::ALL.len()] }; }
        let at = Locale::ALL.iter().position(|known| *known == language).unwrap_or(0);
        TOOLS.with(|tools| Rc::clone(tools[at].get_or_init(|| Rc::new(Self::new(language)))))
    }
}

/// What a language needs besides words, for a reader in one time zone.
#[derive(Debug, Clone)]
pub struct IcuIntl {
    locale: Locale,
    zone: TimeZone,
}

impl IcuIntl {
    /// For a reader of this language in this IANA zone; UTC where the zone is not known.
    #[must_use]
    pub fn new(locale: Locale, time_zone: &str) -> Self {
        Self::in_zone(locale, TimeZone::get(time_zone).unwrap_or(TimeZone::UTC))
    }

    /// For a reader of this language in this zone.
    #[must_use]
    pub const fn in_zone(locale: Locale, zone: TimeZone) -> Self {
        Self { locale, zone }
    }

    /// The language.
    #[must_use]
    pub const fn locale(&self) -> Locale {
        self.locale
    }
}

impl Intl for IcuIntl {
    fn plural(&self, count: i64) -> Cow<'static, str> {
        Cow::Borrowed(match Tools::of(self.locale).plurals.category_for(count.unsigned_abs()) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        })
    }

    fn number(&self, number: i64) -> String {
        Tools::of(self.locale).numbers.format(&Decimal::from(number)).to_string()
    }

    fn money(&self, money: Money) -> String {
        let (code, decimals) = (money.currency().code(), i16::from(money.currency().decimals()));
        let table = match self.locale {
            Locale::En => EN,
            Locale::Es => ES,
            Locale::Ar => AR,
        };
        let symbol = table.iter().find(|(known, _)| *known == code).map_or(code, |(_, symbol)| symbol);
        let written = |mut decimal: Decimal| {
            decimal.multiply_pow10(-decimals);
            decimal.pad_end(-decimals);
            Tools::of(self.locale).numbers.format(&decimal).to_string()
        };
        let signed = || written(Decimal::from(money.minor()));
        match self.locale {
            Locale::En => {
                let sign = if money.minor() < 0 { "-" } else { "" };
                let gap = if symbol.ends_with(char::is_alphabetic) { "\u{a0}" } else { "" };
                format!("{sign}{symbol}{gap}{}", written(Decimal::from(money.minor().unsigned_abs())))
            }
            Locale::Es => format!("{}\u{a0}{symbol}", signed()),
            Locale::Ar => format!("\u{200f}{}\u{a0}{symbol}", signed()),
        }
    }

    fn time(&self, time: Timestamp, style: TimeStyle) -> String {
        let local = jiff::Timestamp::from_microsecond(time.0).unwrap_or_default().to_zoned(self.zone.clone()).datetime();
        let small = |number: i8| u8::try_from(number).unwrap_or(0);
        let date =
            input::Date::try_new_iso(local.year().into(), small(local.month()), small(local.day())).expect("a calendar's day is a day");
        let time =
            input::Time::try_new(small(local.hour()), small(local.minute()), small(local.second()), 0).expect("a clock's time is a time");
        let tools = Tools::of(self.locale);
        let written = match style {
            TimeStyle::Date => tools.date.format(&date).to_string(),
            TimeStyle::DateTime => tools.date_time.format(&input::DateTime { date, time }).to_string(),
            TimeStyle::Time => tools.time.format(&time).to_string(),
            TimeStyle::Month => tools.month.format(&date).to_string(),
        };
        // Browsers write a plain space before AM and PM, where CLDR has a narrow one, and no nought before an hour of Spanish.
        let written = written.replace('\u{202f}', " ");
        match (self.locale, local.hour()) {
            (Locale::Es, hour @ 0..=9) => written.replace(&format!("0{hour}:"), &format!("{hour}:")),
            _ => written,
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::Currency;

    use super::*;

    /// 21 November 2026, 14:05 UTC.
    const AT: Timestamp = Timestamp::from_seconds(1_795_269_900);

    #[test]
    fn times_read_as_a_browser_writes_them() {
        for (locale, date, date_time, time, month) in [
            (Locale::En, "Nov 21, 2026", "Nov 21, 2026, 2:05 PM", "2:05 PM", "November 2026"),
            (Locale::Es, "21 nov 2026", "21 nov 2026, 14:05", "14:05", "noviembre de 2026"),
            // As `Intl.DateTimeFormat` has it for `dateStyle: "medium"`.
            (Locale::Ar, "21\u{200f}/11\u{200f}/2026", "21\u{200f}/11\u{200f}/2026، 2:05 م", "2:05 م", "نوفمبر 2026"),
        ] {
            let intl = IcuIntl::new(locale, "UTC");
            let styles = [(TimeStyle::Date, date), (TimeStyle::DateTime, date_time), (TimeStyle::Time, time), (TimeStyle::Month, month)];
            for (style, wanted) in styles {
                assert_eq!(intl.time(AT, style), wanted);
            }
        }
        assert_eq!(IcuIntl::new(Locale::En, "Asia/Tokyo").time(AT, TimeStyle::DateTime), "Nov 21, 2026, 11:05 PM");
        assert_eq!(IcuIntl::new(Locale::En, "Nowhere/Land").time(AT, TimeStyle::Time), "2:05 PM");
        assert_eq!(IcuIntl::new(Locale::Es, "UTC").time(Timestamp::from_seconds(1_772_701_620), TimeStyle::DateTime), "5 mar 2026, 9:07");
        assert_eq!(IcuIntl::new(Locale::Es, "UTC").time(Timestamp::from_seconds(1_772_668_800), TimeStyle::Time), "0:00");
    }

    #[test]
    fn money_reads_as_a_browser_writes_it() {
        let money = |minor, code: &str| Money::new(minor, Currency::from_code(code).expect("known"));
        for (locale, amount, wanted) in [
            (Locale::En, money(123_450, "USD"), "$1,234.50"),
            (Locale::En, money(-123_456_789, "USD"), "-$1,234,567.89"),
            (Locale::En, money(1_234_500, "KWD"), "KWD\u{a0}1,234.500"),
            (Locale::En, money(-5, "CHF"), "-CHF\u{a0}0.05"),
            (Locale::En, money(1_235, "JPY"), "¥1,235"),
            (Locale::En, money(0, "EUR"), "€0.00"),
            (Locale::En, money(i64::MIN, "USD"), "-$92,233,720,368,547,758.08"),
            (Locale::Es, money(123_450, "USD"), "1234,50\u{a0}US$"),
            (Locale::Es, money(-123_456_789, "USD"), "-1.234.567,89\u{a0}US$"),
            (Locale::Es, money(1_234_500, "EUR"), "12.345,00\u{a0}€"),
            (Locale::Ar, money(123_450, "USD"), "\u{200f}1,234.50\u{a0}US$"),
            (Locale::Ar, money(-1_234_567_890, "KWD"), "\u{200f}\u{200e}-1,234,567.890\u{a0}د.ك.\u{200f}"),
        ] {
            assert_eq!(IcuIntl::new(locale, "UTC").money(amount), wanted);
        }
    }

    #[test]
    fn numbers_and_plurals_follow_the_language() {
        let intl = |locale| IcuIntl::new(locale, "UTC");
        assert_eq!([0, 1234, -1_234_567, 12_345].map(|n| intl(Locale::En).number(n)), ["0", "1,234", "-1,234,567", "12,345"]);
        assert_eq!([0, 1234, -1_234_567, 12_345].map(|n| intl(Locale::Es).number(n)), ["0", "1234", "-1.234.567", "12.345"]);
        assert_eq!([0, 1234, -1_234_567, 12_345].map(|n| intl(Locale::Ar).number(n)), ["0", "1,234", "\u{200e}-1,234,567", "12,345"]);
        assert_eq!([0, 1, 2, 3, 11, 100].map(|n| intl(Locale::Ar).plural(n)), ["zero", "one", "two", "few", "many", "other"]);
        assert_eq!([0, 1, 2].map(|n| intl(Locale::En).plural(n)), ["other", "one", "other"]);
        assert_eq!([1, 2, 1_000_000].map(|n| intl(Locale::Es).plural(n)), ["one", "other", "many"]);
    }
}

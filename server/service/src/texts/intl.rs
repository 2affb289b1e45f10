//! Numbers, dates and plurals through ICU, as a browser's `Intl` writes them (dates of medium length, long in Arabic, whose medium has no
//! month's name; Latin digits there), so that a page reads the same before and after hydration. Amounts are written by [`Money::written`]
//! on both sides.

use std::{borrow::Cow, cell::OnceCell, rc::Rc};

use domain::{
    Money,
    text::{DAY_AND_TIME, Intl, Locale, TimeStyle},
    time::Timestamp,
};
use fixed_decimal::Decimal;
use icu_datetime::{DateTimeFormatter, NoCalendarFormatter, fieldsets, input};
use icu_decimal::DecimalFormatter;
use icu_plurals::{PluralCategory, PluralRules};
use jiff::tz::TimeZone;

/// ICU's formatters for one language; they are not `Sync`, so each thread makes its own once.
struct Tools {
    plurals: PluralRules,
    numbers: DecimalFormatter,
    date: DateTimeFormatter<fieldsets::YMD>,
    date_time: DateTimeFormatter<fieldsets::YMDT>,
    time: NoCalendarFormatter<fieldsets::T>,
    month: DateTimeFormatter<fieldsets::YM>,
    short_month: DateTimeFormatter<fieldsets::M>,
}

impl Tools {
    fn new(language: Locale) -> Self {
        let tag: icu_locale::Locale = match language {
            Locale::En => "en-u-ca-gregory-nu-latn".parse().expect("a well-formed language tag"),
            Locale::Es => "es-u-ca-gregory-nu-latn".parse().expect("a well-formed language tag"),
            Locale::Ar => "ar-u-ca-gregory-nu-latn".parse().expect("a well-formed language tag"),
        };
        const SHIPPED: &str = "the data of the shipped languages is compiled in";
        let day = if language == Locale::Ar { fieldsets::YMD::long() } else { fieldsets::YMD::medium() };
        Self {
            plurals: PluralRules::try_new((&tag).into(), icu_plurals::PluralRulesOptions::default()).expect(SHIPPED),
            numbers: DecimalFormatter::try_new((&tag).into(), icu_decimal::options::DecimalFormatterOptions::default()).expect(SHIPPED),
            date: DateTimeFormatter::try_new((&tag).into(), day).expect(SHIPPED),
            date_time: DateTimeFormatter::try_new((&tag).into(), day.with_time_hm()).expect(SHIPPED),
            time: NoCalendarFormatter::try_new((&tag).into(), fieldsets::T::hm()).expect(SHIPPED),
            month: DateTimeFormatter::try_new((&tag).into(), fieldsets::YM::long()).expect(SHIPPED),
            short_month: DateTimeFormatter::try_new((&tag).into(), fieldsets::M::medium()).expect(SHIPPED),
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

    /// By the function that browsers use too: their tables of currencies differ from ours.
    fn money(&self, money: Money) -> String {
        money.written(self.locale)
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
            // The long form would say "at" between the two.
            TimeStyle::DateTime if self.locale == Locale::Ar => {
                format!("{}{DAY_AND_TIME}{}", tools.date.format(&date), tools.time.format(&time))
            }
            TimeStyle::DateTime => tools.date_time.format(&input::DateTime { date, time }).to_string(),
            TimeStyle::Time => tools.time.format(&time).to_string(),
            TimeStyle::Month => tools.month.format(&date).to_string(),
            TimeStyle::ShortMonth => tools.short_month.format(&date).to_string(),
        };
        // Browsers write a plain space before AM and PM, where CLDR has a narrow one, and no nought before an hour of Spanish.
        let written = written.replace('\u{202f}', " ");
        match (self.locale, local.hour()) {
            (Locale::Es, hour @ 0..=9) => written.replace(&format!("0{hour}:"), &format!("{hour}:")),
            _ => written,
        }
    }

    fn zone(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
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
            // As `Intl.DateTimeFormat` has it for `dateStyle: "long"`.
            (Locale::Ar, "21 نوفمبر 2026", "21 نوفمبر 2026، 2:05 م", "2:05 م", "نوفمبر 2026"),
        ] {
            let intl = IcuIntl::new(locale, "UTC");
            let styles = [(TimeStyle::Date, date), (TimeStyle::DateTime, date_time), (TimeStyle::Time, time), (TimeStyle::Month, month)];
            for (style, wanted) in styles {
                assert_eq!(intl.time(AT, style), wanted);
            }
        }
        let short_months = Locale::ALL.map(|locale| IcuIntl::new(locale, "UTC").time(AT, TimeStyle::ShortMonth));
        assert_eq!(short_months, ["Nov", "nov", "نوفمبر"]);
        // Finding 14: a zone is named as the list spells it, however somebody typed it.
        let zones = ["Asia/Tokyo", "asia/tokyo", "Nowhere/Land"].map(|zone| IcuIntl::new(Locale::En, zone).zone().to_owned());
        assert_eq!(zones, ["Asia/Tokyo", "Asia/Tokyo", "UTC"]);
        assert_eq!(IcuIntl::new(Locale::En, "Asia/Tokyo").time(AT, TimeStyle::DateTime), "Nov 21, 2026, 11:05 PM");
        assert_eq!(IcuIntl::new(Locale::En, "Nowhere/Land").time(AT, TimeStyle::Time), "2:05 PM");
        assert_eq!(IcuIntl::new(Locale::Es, "UTC").time(Timestamp::from_seconds(1_772_701_620), TimeStyle::DateTime), "5 mar 2026, 9:07");
        assert_eq!(
            IcuIntl::new(Locale::Ar, "UTC").time(Timestamp::from_seconds(1_772_701_620), TimeStyle::DateTime),
            "5 مارس 2026، 9:07 ص"
        );
        assert_eq!(IcuIntl::new(Locale::Es, "UTC").time(Timestamp::from_seconds(1_772_668_800), TimeStyle::Time), "0:00");
    }

    #[test]
    fn finding_1_the_digits_of_an_amount_are_those_that_icu_writes() {
        let samples = [0, 5, 999, 1_000, 123_450, 199_999, 1_234_567, 99_999_999, 123_456_789_012, i64::MAX];
        for (code, decimals) in domain::money::CURRENCIES {
            let currency = Currency::from_code(code).expect("listed");
            for (locale, minor) in Locale::ALL.into_iter().flat_map(|locale| samples.map(|minor| (locale, minor))) {
                let mut decimal = Decimal::from(minor);
                decimal.multiply_pow10(-i16::from(*decimals));
                decimal.pad_end(-i16::from(*decimals));
                let digits = Tools::of(locale).numbers.format(&decimal).to_string();
                let intl = IcuIntl::new(locale, "UTC");
                for amount in [minor, -minor].map(|minor| intl.money(Money::new(minor, currency))) {
                    assert!(amount.contains(&digits), "{amount} holds {digits} in {locale:?}");
                    assert_eq!(amount.chars().filter(char::is_ascii_digit).count(), digits.chars().filter(char::is_ascii_digit).count());
                }
            }
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

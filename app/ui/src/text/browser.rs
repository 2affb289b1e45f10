//! The browser's own `Intl`, with its formatters kept: making one costs a thousand times what using it costs. Amounts alone are written
//! by the domain, as on the server.

use std::{borrow::Cow, cell::RefCell, collections::HashMap};

use domain::{
    Money,
    text::{Catalogue, DAY_AND_TIME, Intl, Locale, TimeStyle},
    time::Timestamp,
};
use js_sys::{Array, Function, Intl as Js, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    static NUMBERS: RefCell<Option<Function>> = const { RefCell::new(None) };
    static TIMES: RefCell<HashMap<u8, Function>> = RefCell::default();
    static PLURALS: RefCell<Option<Js::PluralRules>> = const { RefCell::new(None) };
}

/// Plurals, numbers, amounts and dates by the browser, in one language and time zone for as long as the page stands.
pub struct BrowserIntl {
    locale: Locale,
    time_zone: String,
}

impl BrowserIntl {
    /// For this language and IANA time zone.
    #[must_use]
    pub fn new(locale: Locale, time_zone: &str) -> Self {
        Self { locale, time_zone: time_zone.to_owned() }
    }

    fn locales(&self) -> Array {
        Array::of1(&JsValue::from_str(self.locale.tag()))
    }
}

impl Intl for BrowserIntl {
    #[expect(clippy::cast_precision_loss, reason = "a count beyond 2^53 has the plural of its neighbours")]
    fn plural(&self, count: i64) -> Cow<'static, str> {
        PLURALS.with_borrow_mut(|known| {
            let rules = known.get_or_insert_with(|| Js::PluralRules::new(&self.locales(), &Object::new()));
            String::from(rules.select(count as f64)).into()
        })
    }

    fn number(&self, number: i64) -> String {
        NUMBERS.with_borrow_mut(|known| {
            let format = known.get_or_insert_with(|| Js::NumberFormat::new(&self.locales(), &Object::new()).format());
            written(format, &JsValue::from(number))
        })
    }

    /// Not by the browser: it shortens some currencies to whole units and does not know the newest ones.
    fn money(&self, money: Money) -> String {
        money.written(self.locale)
    }

    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit 53 bits")]
    fn time(&self, time: Timestamp, style: TimeStyle) -> String {
        let arabic = matches!(self.locale, Locale::Ar);
        if arabic && matches!(style, TimeStyle::DateTime) {
            return [self.time(time, TimeStyle::Date), self.time(time, TimeStyle::Time)].join(DAY_AND_TIME);
        }
        let zone = ("timeZone", self.time_zone.as_str());
        let day = ("dateStyle", if arabic { "long" } else { "medium" });
        let options: &[(&str, &str)] = match style {
            TimeStyle::Date => &[zone, day],
            TimeStyle::DateTime => &[zone, day, ("timeStyle", "short")],
            TimeStyle::Time => &[zone, ("timeStyle", "short")],
            TimeStyle::Month => &[zone, ("year", "numeric"), ("month", "long")],
            TimeStyle::ShortMonth => &[zone, ("month", "short")],
        };
        TIMES.with_borrow_mut(|known| {
            let format = known.entry(style as u8).or_insert_with(|| Js::DateTimeFormat::new(&self.locales(), &object(options)).format());
            written(format, &JsValue::from_f64(time.millis() as f64))
        })
    }

    fn zone(&self) -> &str {
        &self.time_zone
    }
}

/// Fetches a resolved catalogue. None where it does not come or cannot be read: then keys show themselves and nothing is lost.
pub async fn fetch_catalogue(href: &str) -> Option<Catalogue> {
    let response: web_sys::Response = JsFuture::from(leptos::prelude::window().fetch_with_str(href)).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    crate::data::read(&text).ok()
}

fn object(entries: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in entries {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    object
}

fn written(format: &Function, value: &JsValue) -> String {
    format
        .call1(&JsValue::UNDEFINED, value)
        .ok()
        .and_then(|text| text.dyn_into::<js_sys::JsString>().ok())
        .map(String::from)
        .unwrap_or_default()
}

//! Words on a page. [`provide_text`] hands every component the catalogue of the viewer's language and an [`Intl`]; [`t`] turns a
//! message into words, [`number`] and [`money`] write figures, and [`Time`] writes an instant. On the server the words come from the
//! request's context; a browser shows one language at a time and remembers it, so that event handlers and tasks, which run outside
//! any component, can speak too.

mod browser;
mod time;

use std::sync::Arc;

use domain::{
    Money, Msg,
    text::{Catalogue, Intl, Locale, TimeStyle},
    time::Timestamp,
};
use leptos::prelude::*;

pub use browser::{BrowserIntl, fetch_catalogue};
pub use time::Time;

/// The viewer's language: its catalogue, its name, and how it writes numbers.
#[derive(Clone)]
pub struct Text {
    catalogue: Arc<Catalogue>,
    locale: Locale,
    intl: Arc<dyn Intl + Send + Sync>,
}

impl Text {
    /// The message in words.
    #[must_use]
    pub fn say(&self, message: &Msg) -> String {
        self.catalogue.format(message, self.intl.as_ref())
    }
    /// The language.
    #[must_use]
    pub const fn locale(&self) -> Locale {
        self.locale
    }
    /// A whole number.
    #[must_use]
    pub fn number(&self, number: i64) -> String {
        self.intl.number(number)
    }
    /// An amount.
    #[must_use]
    pub fn money(&self, money: Money) -> String {
        self.intl.money(money)
    }
    /// An instant.
    #[must_use]
    pub fn time(&self, time: Timestamp, style: TimeStyle) -> String {
        self.intl.time(time, style)
    }
    /// The viewer's time zone.
    #[must_use]
    pub fn zone(&self) -> &str {
        self.intl.zone()
    }
}

#[cfg(target_arch = "wasm32")]
thread_local! {
    static SPOKEN: std::cell::RefCell<Option<Text>> = const { std::cell::RefCell::new(None) };
}

/// Gives all components below (and, in a browser, all that ever runs in this page) their words. Call it once, at the root.
pub fn provide_text(catalogue: Arc<Catalogue>, locale: Locale, intl: Arc<dyn Intl + Send + Sync>) {
    let text = Text { catalogue, locale, intl };
    #[cfg(target_arch = "wasm32")]
    SPOKEN.with_borrow_mut(|spoken| *spoken = Some(text.clone()));
    provide_context(text);
}

/// The words of this page. Without any (a test of one component), keys show themselves and numbers stand plain.
#[must_use]
pub fn use_text() -> Text {
    #[cfg(target_arch = "wasm32")]
    if let Some(text) = SPOKEN.with_borrow(Clone::clone) {
        return text;
    }
    use_context::<Text>().unwrap_or_else(|| Text { catalogue: Arc::default(), locale: Locale::En, intl: Arc::new(Plain) })
}

/// The message in the viewer's language.
#[must_use]
pub fn t(message: Msg) -> String {
    use_text().say(&message)
}

/// A whole number as the viewer's language writes it.
#[must_use]
pub fn number(number: i64) -> String {
    use_text().number(number)
}

/// An amount with its currency as the viewer's language writes it.
#[must_use]
pub fn money(money: Money) -> String {
    use_text().money(money)
}

/// An instant in the viewer's time zone.
#[must_use]
pub fn time(time: Timestamp, style: TimeStyle) -> String {
    use_text().time(time, style)
}

/// Numbers of no language.
struct Plain;

impl Intl for Plain {
    fn plural(&self, count: i64) -> std::borrow::Cow<'static, str> {
        if count == 1 { "one" } else { "other" }.into()
    }
    fn number(&self, number: i64) -> String {
        number.to_string()
    }
    fn money(&self, money: Money) -> String {
        money.to_string()
    }
    fn time(&self, time: Timestamp, _style: TimeStyle) -> String {
        time::iso(time)
    }
}

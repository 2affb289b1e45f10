//! The catalogues as the server uses them: every language's Fluent files resolved once into flat patterns ([`Texts`]), and what a
//! language needs besides words through ICU ([`IcuIntl`]). Pages and mails are written with both; the browser gets the same patterns
//! of the areas that its pages use, as JSON, and asks its own `Intl`.
//!
//! To add a language: its folder in `locales`, a row in [`Locale`], its currency symbols and the place of a sign in [`intl`].

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use domain::text::{Catalogue, Locale, Msg, Pattern, sources::SOURCES};

mod intl;
mod resolve;
#[cfg(test)]
mod tests;

pub use intl::IcuIntl;
pub use resolve::TextError;

/// All languages, resolved.
#[derive(Debug)]
pub struct Texts {
    whole: HashMap<Locale, Catalogue>,
    by_area: HashMap<Locale, BTreeMap<&'static str, Catalogue>>,
}

static SHIPPED: LazyLock<Texts> = LazyLock::new(|| Texts::load().expect("a test holds that the shipped catalogues resolve"));

impl Texts {
    /// Resolves the catalogues that are compiled in.
    ///
    /// # Errors
    /// Names the language, area and key of what cannot be resolved.
    pub fn load() -> Result<Self, TextError> {
        let mut texts = Self { whole: HashMap::new(), by_area: HashMap::new() };
        for &(tag, area, source) in SOURCES {
            let locale = Locale::from_tag(tag).ok_or_else(|| TextError { place: tag.to_owned(), problem: "no such language" })?;
            let messages: HashMap<String, Pattern> = resolve::resolve(&format!("{tag}/{area}.ftl"), source)?.into_iter().collect();
            texts.whole.entry(locale).or_default().0.extend(messages.clone());
            texts.by_area.entry(locale).or_default().insert(area, Catalogue(messages));
        }
        Ok(texts)
    }

    /// The catalogues that are compiled in, resolved once per process.
    #[must_use]
    pub fn shipped() -> &'static Self { &SHIPPED }

    /// All messages of a language.
    #[must_use]
    pub fn catalogue(&self, locale: Locale) -> &Catalogue {
        static NONE: LazyLock<Catalogue> = LazyLock::new(Catalogue::default);
        self.whole.get(&locale).unwrap_or(&NONE)
    }

    /// The messages of these areas (file names without their ending), for a browser.
    #[must_use]
    pub fn areas(&self, locale: Locale, areas: &[&str]) -> Catalogue {
        let found = areas.iter().filter_map(|area| self.by_area.get(&locale)?.get(area));
        Catalogue(found.flat_map(|catalogue| catalogue.0.clone()).collect())
    }

    /// The names of all areas.
    pub fn area_names(&self) -> impl Iterator<Item = &'static str> { self.by_area.get(&Locale::En).into_iter().flat_map(BTreeMap::keys).copied() }

    /// A message in words.
    #[must_use]
    pub fn format(&self, intl: &IcuIntl, message: &Msg) -> String { self.catalogue(intl.locale()).format(message, intl) }
}

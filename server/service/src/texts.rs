//! The catalogues as the server uses them: every language's Fluent files resolved once into flat patterns ([`Texts`]), and what a
//! language needs besides words through ICU ([`IcuIntl`]). Pages and mails are written with both; the browser gets the same patterns
//! of the areas that its pages use, as JSON, and asks its own `Intl`.
//!
//! To add a language: its folder in `locales`, a row in [`Locale`], how it writes amounts in `domain::money`.

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use domain::text::{Catalogue, Locale, Msg, Pattern, sources::SOURCES};
use sha2::{Digest, Sha256};

mod intl;
mod resolve;
#[cfg(test)]
mod tests;

pub use intl::IcuIntl;
pub use resolve::TextError;

/// A catalogue as a browser fetches it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserCatalogue {
    /// JSON, the same bytes in every process.
    pub text: Arc<str>,
    /// Names this content, so that it can be kept for ever.
    pub hash: String,
}

/// All languages, resolved.
#[derive(Debug, Default)]
pub struct Texts {
    whole: HashMap<Locale, Arc<Catalogue>>,
    by_area: HashMap<Locale, BTreeMap<&'static str, Catalogue>>,
    for_browsers: Mutex<HashMap<(&'static str, Locale), BrowserCatalogue>>,
}

static SHIPPED: LazyLock<Texts> = LazyLock::new(Texts::load);

impl Texts {
    /// The catalogues that are compiled in. That they resolve is held by a test.
    #[must_use]
    pub fn load() -> Self {
        Self::resolve().expect("the shipped catalogues resolve")
    }

    /// Resolves the catalogues that are compiled in.
    ///
    /// # Errors
    /// Names the language, area and key of what cannot be resolved.
    pub fn resolve() -> Result<Self, TextError> {
        let mut texts = Self::default();
        for &(tag, area, source) in SOURCES {
            let locale = Locale::from_tag(tag).ok_or_else(|| TextError { place: tag.to_owned(), problem: "no such language" })?;
            let messages: HashMap<String, Pattern> = resolve::resolve(&format!("{tag}/{area}.ftl"), source)?.into_iter().collect();
            texts.by_area.entry(locale).or_default().insert(area, Catalogue(messages));
        }
        for (locale, areas) in &texts.by_area {
            let whole = areas.values().flat_map(|catalogue| catalogue.0.clone()).collect();
            texts.whole.insert(*locale, Arc::new(Catalogue(whole)));
        }
        Ok(texts)
    }

    /// The catalogues that are compiled in, resolved once per process.
    #[must_use]
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// All messages of a language.
    #[must_use]
    pub fn catalogue(&self, locale: Locale) -> Arc<Catalogue> {
        self.whole.get(&locale).cloned().unwrap_or_default()
    }

    /// The messages of these areas (file names without their ending).
    #[must_use]
    pub fn areas(&self, locale: Locale, areas: &[&str]) -> Catalogue {
        let found = areas.iter().filter_map(|area| self.by_area.get(&locale)?.get(area));
        Catalogue(found.flat_map(|catalogue| catalogue.0.clone()).collect())
    }

    /// The messages of these areas as JSON, made once for each `name` and language.
    #[must_use]
    pub fn browser_json(&self, name: &'static str, areas: &[&str], locale: Locale) -> BrowserCatalogue {
        let mut made = self.for_browsers.lock().unwrap_or_else(PoisonError::into_inner);
        made.entry((name, locale)).or_insert_with(|| to_json(self.areas(locale, areas))).clone()
    }

    /// The names of all areas.
    pub fn area_names(&self) -> impl Iterator<Item = &'static str> {
        self.by_area.get(&Locale::En).into_iter().flat_map(BTreeMap::keys).copied()
    }

    /// A message in words.
    #[must_use]
    pub fn format(&self, intl: &IcuIntl, message: &Msg) -> String {
        self.catalogue(intl.locale()).format(message, intl)
    }
}

/// The messages in the order of their keys, and a hash of them.
fn to_json(catalogue: Catalogue) -> BrowserCatalogue {
    let sorted: BTreeMap<String, Pattern> = catalogue.0.into_iter().collect();
    let text = serde_json::to_string(&sorted).expect("patterns are plain data");
    let hash = Sha256::digest(text.as_bytes()).iter().take(8).fold(String::new(), |mut hash, byte| {
        let _ = write!(hash, "{byte:02x}");
        hash
    });
    BrowserCatalogue { text: text.into(), hash }
}

//! What pages fetch. [`Data`] is leptos' resource, compiled once for all pages: a resource of its own for each kind of value, source and
//! future was a tenth of what a browser downloads. The value is kept as it was fetched, or as the text that the page brought along, and
//! is told apart only where it is drawn, by [`Load`](crate::loading::Load).

use std::{any::Any, convert::Infallible, fmt, future::Future, marker::PhantomData, pin::Pin, str::FromStr, sync::Arc};

use domain::{
    Error, Result, msg,
    wire::{self, Unreadable},
};
use leptos::{prelude::*, server::codee::string::FromToStringCodec};
use serde::{Serialize, de::DeserializeOwned};

/// JSON as text; every text is read the same way, so that the browser has one reader.
///
/// # Errors
/// What is wrong with the text.
pub fn read<T: DeserializeOwned>(json: &str) -> std::result::Result<T, Unreadable> {
    wire::read(json.as_bytes())
}

/// What a page fetches, again whenever its source changes.
pub struct Data<T> {
    kept: Waiting,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Data<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Data<T> {}

/// What is waited for, of whatever kind.
pub(crate) type Waiting = Resource<Kept, FromToStringCodec>;

impl<T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static> Data<T> {
    /// Fetches what `source` names; the server once, for the page it sends.
    pub fn new<S, F>(source: impl Fn() -> S + Send + Sync + 'static, fetch: impl Fn(S) -> F + Send + Sync + 'static) -> Self
    where
        S: Clone + PartialEq + Send + Sync + 'static,
        F: Future<Output = Result<T>> + Send + 'static,
    {
        let source: Source = Box::new(move || Asked(Arc::new(source())));
        let fetch: Fetch = Box::new(move |asked| {
            let asked: &dyn Any = &*asked.0;
            let coming = asked.downcast_ref::<S>().cloned().map(&fetch);
            Box::pin(async move {
                match coming {
                    Some(coming) => {
                        let outcome = coming.await;
                        if let Err(error) = &outcome {
                            crate::live::notice(error);
                        }
                        Kept::of(outcome)
                    }
                    None => Kept::Refused(Arc::new(Error::internal())),
                }
            })
        });
        Self { kept: waiting(source, fetch), kind: PhantomData }
    }

    pub(crate) const fn waiting(self) -> Waiting {
        self.kept
    }
}

type Source = Box<dyn Fn() -> Asked + Send + Sync>;
type Fetch = Box<dyn Fn(Asked) -> Pin<Box<dyn Future<Output = Kept> + Send>> + Send + Sync>;

/// The part that knows no kind.
fn waiting(source: Source, fetch: Fetch) -> Waiting {
    Resource::new_str(source, fetch)
}

/// What a source names, of any kind.
#[derive(Clone)]
struct Asked(Arc<dyn Same>);

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        self.0.same(&*other.0)
    }
}

trait Same: Any + Send + Sync {
    fn same(&self, other: &dyn Any) -> bool;
}

impl<S: PartialEq + Send + Sync + 'static> Same for S {
    fn same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<S>() == Some(self)
    }
}

/// An answer of any kind.
#[derive(Clone)]
pub(crate) enum Kept {
    /// As the page brought it along.
    Written(Arc<str>),
    /// As it was fetched.
    Fetched(Arc<dyn Value>),
    /// Why there is none.
    Refused(Arc<Error>),
}

/// A value, which only the server writes down.
pub(crate) trait Value: Any + Send + Sync {
    #[cfg(feature = "ssr")]
    fn write(&self) -> String;
}

impl<T: Serialize + Send + Sync + 'static> Value for T {
    #[cfg(feature = "ssr")]
    fn write(&self) -> String {
        json(self)
    }
}

/// What opens the text of a value, and of a refusal.
const VALUE: char = '+';
const REFUSAL: char = '-';

impl Kept {
    fn of<T: Serialize + Send + Sync + 'static>(outcome: Result<T>) -> Self {
        match outcome {
            Ok(value) => Self::Fetched(Arc::new(value)),
            Err(error) => Self::Refused(Arc::new(error)),
        }
    }

    /// Whether the server could not be asked at all.
    pub(crate) fn is_unreachable(&self) -> bool {
        matches!(self, Self::Refused(error) if error.message == msg::error_offline())
    }

    /// The value, which is of this kind.
    pub(crate) fn take<T: Clone + DeserializeOwned + 'static>(&self) -> Result<T> {
        match self.open()? {
            Open::Text(json) => read(json).map_err(|_| Error::internal()),
            Open::Value(value) => value.downcast_ref::<T>().cloned().ok_or_else(Error::internal),
        }
    }

    fn open(&self) -> Result<Open<'_>> {
        match self {
            Self::Fetched(value) => Ok(Open::Value(&**value)),
            Self::Refused(error) => Err((**error).clone()),
            Self::Written(text) => match (text.strip_prefix(VALUE), text.strip_prefix(REFUSAL)) {
                (Some(json), _) => Ok(Open::Text(json)),
                (_, Some(json)) => Err(read(json).unwrap_or_else(|_| Error::internal())),
                _ => Err(Error::internal()),
            },
        }
    }
}

enum Open<'a> {
    Text(&'a str),
    Value(&'a dyn Any),
}

#[cfg(feature = "ssr")]
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

impl fmt::Display for Kept {
    #[cfg(feature = "ssr")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Written(text) => f.write_str(text),
            Self::Fetched(value) => write!(f, "{VALUE}{}", value.write()),
            Self::Refused(error) => write!(f, "{REFUSAL}{}", json(error)),
        }
    }
    /// Browsers write none.
    #[cfg(not(feature = "ssr"))]
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Err(fmt::Error)
    }
}

impl FromStr for Kept {
    type Err = Infallible;

    fn from_str(text: &str) -> std::result::Result<Self, Infallible> {
        Ok(Self::Written(text.into()))
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn carried<T: Serialize + Send + Sync + 'static>(outcome: Result<T>) -> Kept {
        let Ok(kept) = Kept::of(outcome).to_string().parse();
        kept
    }

    #[test]
    fn a_value_is_the_same_after_the_way_to_the_browser() {
        let value = vec![("a".to_owned(), 1_i64), ("<b>".to_owned(), -1)];
        assert_eq!(Kept::of(Ok(value.clone())).take::<Vec<(String, i64)>>(), Ok(value.clone()));
        assert_eq!(carried(Ok(value.clone())).take::<Vec<(String, i64)>>(), Ok(value));
    }

    #[test]
    fn a_refusal_is_the_same_after_the_way_to_the_browser() {
        let error = Error::not_found();
        assert_eq!(Kept::of::<String>(Err(error.clone())).take::<String>(), Err(error.clone()));
        assert_eq!(carried::<String>(Err(error.clone())).take::<String>(), Err(error));
    }

    #[test]
    fn a_text_of_another_version_is_an_error_and_no_panic() {
        for text in ["", "+", "+{", "-", "-{", "x", "é"] {
            let Ok(kept) = text.parse::<Kept>();
            assert!(kept.take::<i64>().is_err(), "{text}");
        }
        assert!(carried(Ok(7_i64)).take::<String>().is_err());
        assert!(Kept::of(Ok(7_i64)).take::<String>().is_err());
    }

    #[test]
    fn sources_are_compared_by_what_they_name() {
        let asked = |value: (u8, Option<&'static str>)| Asked(Arc::new(value));
        assert!(asked((1, Some("a"))) == asked((1, Some("a"))));
        assert!(asked((1, Some("a"))) != asked((1, None)));
        assert!(Asked(Arc::new(1_u8)) != Asked(Arc::new(1_u16)));
    }
}

//! Where the page is: its path and query, for components that make links to "the same list, sorted otherwise". Filters, sort, page,
//! columns and tabs live in the address, so a link is all they need. Call [`provide_address`] once inside the router.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

type Navigate = Box<dyn Fn(&str, NavigateOptions) + Send + Sync>;

/// The page's address and the way to another.
#[derive(Clone, Copy)]
pub struct Address {
    current: Signal<String>,
    go: Option<StoredValue<Navigate>>,
}

/// Makes the router's location known to the components of this crate. Call it inside `<Router>`.
pub fn provide_address() {
    let location = use_location();
    let navigate = use_navigate();
    let current = Signal::derive(move || {
        let (path, search) = (location.pathname.get(), location.search.get());
        if search.is_empty() { path } else { format!("{path}?{}", search.trim_start_matches('?')) }
    });
    let go: Navigate = Box::new(move |to, options| navigate(to, options));
    provide_context(Address { current, go: Some(StoredValue::new(go)) });
}

/// The page's address; `/` where none was provided.
#[must_use]
pub fn use_address() -> Address {
    use_context().unwrap_or_else(|| Address::fixed("/"))
}

impl Address {
    /// An address that stays, for tests and examples.
    #[must_use]
    pub fn fixed(address: &str) -> Self {
        Self { current: Signal::stored(address.to_owned()), go: None }
    }

    /// Path and query, reactive.
    #[must_use]
    pub fn get(self) -> String {
        self.current.get()
    }
    /// Path and query, read once.
    #[must_use]
    pub fn get_untracked(self) -> String {
        self.current.get_untracked()
    }
    /// The path, reactive.
    #[must_use]
    pub fn path(self) -> String {
        self.current.with(|current| current.split('?').next().unwrap_or_default().to_owned())
    }
    /// The query, reactive.
    #[must_use]
    pub fn query(self) -> Query {
        self.current.with(|current| Query::of(current))
    }
    /// A link to the same path with this query.
    #[must_use]
    pub fn link(self, query: &Query) -> String {
        self.current.with(|current| query.on(current))
    }

    /// Goes there without a reload, leaving focus and scroll where they are; the way back leads here.
    pub fn push(self, to: &str) {
        self.navigate(to, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    }
    /// The same, in the place of where the page is now: the way back leads to what was before.
    pub fn replace(self, to: &str) {
        self.navigate(to, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    }
    /// Goes there as a link would.
    pub fn open(self, to: &str) {
        self.navigate(to, NavigateOptions::default());
    }

    fn navigate(self, to: &str, options: NavigateOptions) {
        if let Some(go) = self.go {
            go.with_value(|go| go(to, options));
        } else {
            // Outside a router the browser goes there itself; should it refuse, the page stays.
            let _ = window().location().assign(to);
        }
    }
}

/// The pairs of a query, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads the query of an address, or a bare `a=1&b=2`.
    #[must_use]
    pub fn of(address: &str) -> Self {
        let query = address
            .split_once('?')
            .map_or(if address.contains('=') && !address.starts_with('/') { address } else { "" }, |(_, query)| query);
        let query = query.split('#').next().unwrap_or_default();
        Self(
            query
                .split('&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (decode(name), decode(value))
                })
                .collect(),
        )
    }
    /// From pairs; empty values are left out.
    #[must_use]
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect())
    }
    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
    /// This query on the path of that address.
    #[must_use]
    pub fn on(&self, address: &str) -> String {
        let path = address.split('?').next().unwrap_or_default();
        if self.0.is_empty() { path.to_owned() } else { format!("{path}?{self}") }
    }
    /// All pairs.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
    /// Whether another one says the same, in whatever order.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().all(|pair| other.0.contains(pair))
    }
    /// With this value; an empty one removes the name.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        match self.0.iter().position(|(known, _)| known == name) {
            Some(at) if !value.is_empty() => value.clone_into(&mut self.0[at].1),
            Some(_) => self.0.retain(|(known, _)| known != name),
            None if value.is_empty() => {}
            None => self.0.push((name.to_owned(), value.to_owned())),
        }
        self
    }
    /// Without this name.
    #[must_use]
    pub fn without(self, name: &str) -> Self {
        self.with(name, "")
    }
    /// The same list from its first page.
    #[must_use]
    pub fn from_the_start(self) -> Self {
        self.without_all(&["cursor", "at"])
    }
    /// Without any of these names.
    #[must_use]
    pub fn without_all(mut self, names: &[&str]) -> Self {
        self.0.retain(|(known, _)| !names.contains(&known.as_str()));
        self
    }
}

impl std::fmt::Display for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, (name, value)) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("&")?;
            }
            f.write_str(&encode(name))?;
            f.write_str("=")?;
            f.write_str(&encode(value))?;
        }
        Ok(())
    }
}

/// Percent-encodes what may not stand in a query.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b',' | b':' | b'@' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                out.push(hex(byte >> 4));
                out.push(hex(byte & 15));
            }
        }
    }
    out
}

const fn hex(digit: u8) -> char {
    (if digit < 10 { b'0' + digit } else { b'A' + digit - 10 }) as char
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped =
            (bytes[at] == b'%').then(|| text.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok())).flatten();
        match (bytes[at], escaped) {
            (_, Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', None) => out.push(b' '),
            (byte, None) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_changed_without_losing_the_rest() {
        let query = Query::of("/users?search=a%26b+c&role=customer&cursor=f1~00");
        assert_eq!(query.get("search"), Some("a&b c"));
        assert_eq!(query.clone().without("cursor").with("sort", "-name").to_string(), "search=a%26b+c&role=customer&sort=-name");
        assert_eq!(query.with("role", "").without_all(&["cursor", "search"]).to_string(), "");
        assert!(Query::of("/users?a=1&b=2").says_the_same(&Query::of("/users?b=2&a=1&cursor=f1~00&at=50").from_the_start()));
        assert!(!Query::of("/users?a=1").says_the_same(&Query::of("/users?a=2")));
    }

    #[test]
    fn text_of_any_script_survives_the_query() {
        for text in ["نور", "50%", "a=b", "100% & more + ünï", "%zz"] {
            let query = Query::default().with("q", text);
            assert_eq!(Query::of(&format!("/x?{query}")).get("q"), Some(text));
        }
    }
}

//! Text never stands in code. Catalogues are Fluent files in `locales/<language>/<area>.ftl`; the build turns the English ones into
//! typed functions in [`msg`], and the server resolves each language into flat [`Pattern`]s which it renders itself and hands to the
//! browser as JSON, so that the browser carries no Fluent parser. Plurals, numbers and dates are asked of an [`Intl`]: ICU on the
//! server, the browser's own `Intl` there.
//!
//! To add a message: a line in the area's file in **every** language, then call `msg::its_key(arguments)`. Tests fail on a missing,
//! extra or unused key.

use std::{borrow::Cow, collections::HashMap, fmt};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{SeqAccess, Visitor},
};

use crate::{money::Money, time::Timestamp};

/// One function per message of the English catalogues.
pub mod msg {
    use crate::text::{Arg, Msg};
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

/// The catalogues' texts, for the server to resolve.
#[cfg(feature = "port")]
pub mod sources {
    include!(concat!(env!("OUT_DIR"), "/sources.rs"));
}

/// A language the project ships.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Locale {
    /// English.
    #[default]
    #[serde(rename = "en")]
    En,
    /// Spanish.
    #[serde(rename = "es")]
    Es,
    /// Arabic, written from right to left.
    #[serde(rename = "ar")]
    Ar,
}

impl Locale {
    /// All of them, in the order of the language menu.
    pub const ALL: [Self; 3] = [Self::En, Self::Es, Self::Ar];

    /// BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Ar => "ar",
        }
    }
    /// `ltr` or `rtl`.
    #[must_use]
    pub const fn direction(self) -> &'static str {
        match self {
            Self::En | Self::Es => "ltr",
            Self::Ar => "rtl",
        }
    }
    /// Its own name for itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
            Self::Ar => "العربية",
        }
    }
    /// The language of a tag such as `es-MX`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|locale| locale.tag().eq_ignore_ascii_case(language))
    }
    /// The best match for an `Accept-Language` header.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Option<Self> {
        header.split(',').filter_map(|entry| Self::from_tag(entry.split(';').next()?.trim())).next()
    }
}

/// What stands between a day and its time where server and browser put the two together: in Arabic, whose medium form has no month's
/// name, and whose long form would say "at".
pub const DAY_AND_TIME: &str = "، ";

/// How a time is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeStyle {
    /// 21 Nov 2026
    Date,
    /// 21 Nov 2026, 14:05
    DateTime,
    /// 14:05
    Time,
    /// November 2026
    Month,
    /// Nov
    ShortMonth,
}

/// A value inside a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Arg {
    /// Text as it is.
    #[serde(rename = "s")]
    Text(String),
    /// A whole number, grouped by the language's habit; selects plurals.
    #[serde(rename = "n")]
    Number(i64),
    /// An amount.
    #[serde(rename = "m")]
    Money(Money),
    /// An instant.
    #[serde(rename = "t")]
    Time(Timestamp, TimeStyle),
    /// Another message.
    #[serde(rename = "g")]
    Msg(Box<Msg>),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}
impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
impl From<i32> for Arg {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}
impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}
impl From<u16> for Arg {
    fn from(number: u16) -> Self {
        Self::Number(number.into())
    }
}
impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}
impl From<u64> for Arg {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}
impl From<Money> for Arg {
    fn from(money: Money) -> Self {
        Self::Money(money)
    }
}
impl From<Msg> for Arg {
    fn from(message: Msg) -> Self {
        Self::Msg(Box::new(message))
    }
}
impl From<(Timestamp, TimeStyle)> for Arg {
    fn from((time, style): (Timestamp, TimeStyle)) -> Self {
        Self::Time(time, style)
    }
}

/// A message of the catalogues with its values, not yet in any language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Msg {
    /// Its key.
    #[serde(rename = "k")]
    pub key: Cow<'static, str>,
    /// Its values by name.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(Cow<'static, str>, Arg)>,
}

impl fmt::Display for Msg {
    /// For logs: key and values, in no language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key)?;
        for (name, value) in &self.args {
            write!(f, " {name}={value:?}")?;
        }
        Ok(())
    }
}

/// What a language needs besides words.
pub trait Intl {
    /// CLDR plural category of a count: zero, one, two, few, many or other.
    fn plural(&self, count: i64) -> Cow<'static, str>;
    /// A whole number.
    fn number(&self, number: i64) -> String;
    /// An amount with its currency.
    fn money(&self, money: Money) -> String;
    /// An instant in the viewer's time zone.
    fn time(&self, time: Timestamp, style: TimeStyle) -> String;
    /// The IANA name of that time zone; empty where there is none.
    fn zone(&self) -> &str {
        ""
    }
}

/// A piece of a resolved message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Part {
    /// Words.
    #[serde(rename = "w")]
    Words(String),
    /// The value of a variable.
    #[serde(rename = "v")]
    Value(String),
    /// One of several, chosen by a variable: (variable, (case, parts), default's place).
    #[serde(rename = "c")]
    Choice(String, Vec<(String, Vec<Part>)>, usize),
}

/// A resolved message.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Pattern {
    /// Words alone.
    Plain(String),
    /// Words with values.
    Parts(Vec<Part>),
}

/// A string or a list tells by itself which it is. The derived reader would first keep all of it in a form of its own.
impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PatternVisitor)
    }
}

struct PatternVisitor;

impl<'de> Visitor<'de> for PatternVisitor {
    type Value = Pattern;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("words or parts")
    }

    fn visit_str<E>(self, words: &str) -> Result<Pattern, E> {
        Ok(Pattern::Plain(words.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Pattern, A::Error> {
        let mut parts = Vec::new();
        while let Some(part) = items.next_element()? {
            parts.push(part);
        }
        Ok(Pattern::Parts(parts))
    }
}

/// All messages of one language that a page may need.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Catalogue(pub HashMap<String, Pattern>);

impl Catalogue {
    /// The message in this language. An unknown key shows itself, so that nothing disappears.
    #[must_use]
    pub fn format(&self, message: &Msg, intl: &dyn Intl) -> String {
        match self.0.get(message.key.as_ref()) {
            None => message.key.clone().into_owned(),
            Some(Pattern::Plain(words)) => words.clone(),
            Some(Pattern::Parts(parts)) => {
                let mut out = String::new();
                self.write(parts, message, intl, &mut out);
                out
            }
        }
    }

    fn write(&self, parts: &[Part], message: &Msg, intl: &dyn Intl, out: &mut String) {
        for part in parts {
            match part {
                Part::Words(words) => out.push_str(words),
                Part::Value(name) => out.push_str(&self.value(message, name, intl)),
                Part::Choice(name, cases, default) => {
                    let chosen = self.choose(message, name, cases, intl).or_else(|| cases.get(*default));
                    if let Some((_, parts)) = chosen {
                        self.write(parts, message, intl, out);
                    }
                }
            }
        }
    }

    fn value(&self, message: &Msg, name: &str, intl: &dyn Intl) -> String {
        match message.args.iter().find(|(known, _)| known == name).map(|(_, value)| value) {
            None => format!("{{{name}}}"),
            Some(Arg::Text(text)) => text.clone(),
            Some(Arg::Number(number)) => intl.number(*number),
            Some(Arg::Money(money)) => intl.money(*money),
            Some(Arg::Time(time, style)) => intl.time(*time, *style),
            Some(Arg::Msg(inner)) => self.format(inner, intl),
        }
    }

    fn choose<'a>(&self, message: &Msg, name: &str, cases: &'a [(String, Vec<Part>)], intl: &dyn Intl) -> Option<&'a (String, Vec<Part>)> {
        let value = message.args.iter().find(|(known, _)| known == name).map(|(_, value)| value)?;
        let by = |wanted: &str| cases.iter().find(|(case, _)| case == wanted);
        match value {
            Arg::Number(number) => by(&number.to_string()).or_else(|| by(&intl.plural(*number))),
            Arg::Text(text) => by(text),
            _ => None,
        }
    }
}

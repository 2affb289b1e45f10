//! The filter and page of the messages' list, as an address carries them.

use serde::{Deserialize, Serialize};

use super::MessageStage;
use crate::{
    error::Result,
    ids::InstanceId,
    narrowing::{FilterProblem, Reader, check_days, is_day, refuse, unknown, value_of},
    page::{DEFAULT_PAGE_SIZE, PageQuery},
    phone,
};

/// The filter of the messages' list, as its address names it, and the page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageListQuery {
    /// Only through this number.
    pub number: Option<InstanceId>,
    /// Only on this part of the way.
    pub stage: Option<MessageStage>,
    /// Only to this number: E.164.
    pub to: Option<String>,
    /// Queued from this day on (`2026-11-21`).
    pub from: Option<String>,
    /// Queued up to this day.
    pub until: Option<String>,
    /// Cursor.
    pub cursor: Option<String>,
    /// Rows on a page.
    pub size: u16,
    /// What was asked for and cannot be used: then nothing is found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<FilterProblem>,
}

impl Default for MessageListQuery {
    fn default() -> Self {
        Self { number: None, stage: None, to: None, from: None, until: None, cursor: None, size: DEFAULT_PAGE_SIZE, problems: Vec::new() }
    }
}

impl MessageListQuery {
    /// The parameters of an address that narrow the list.
    pub const PARAMETERS: [&str; 5] = ["number", "state", "to", "from", "until"];

    /// Everything through one number.
    #[must_use]
    pub fn of_number(number: InstanceId) -> Self {
        Self { number: Some(number), ..Self::default() }
    }

    /// Reads an address; what cannot be used is among its problems.
    #[must_use]
    pub fn from_pairs<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Self {
        let pairs: Vec<_> = pairs.into_iter().collect();
        let get = |name: &str| value_of(&pairs, name);
        let day = |text: &str| is_day(text).then(|| text.to_owned());
        let PageQuery { cursor, size } = PageQuery::from_parameters(get);
        let mut from = Reader::new(get);
        let query = Self {
            number: from.value("number", |number| number.parse().ok()),
            stage: from.value("state", MessageStage::from_code),
            // A plus in an address may arrive as a space.
            to: from.value("to", phone::normalise),
            from: from.value("from", day),
            until: from.value("until", day),
            cursor,
            size,
            problems: Vec::new(),
        };
        let unknown = unknown(pairs.iter().map(|(name, _)| *name), &Self::PARAMETERS);
        Self { problems: from.problems.into_iter().chain(unknown).collect(), ..query }
    }

    /// Whether every part of it means something, wherever it came from.
    ///
    /// # Errors
    /// Invalid, with a sentence that names what does not.
    pub fn check(&self) -> Result<()> {
        refuse(&self.problems)?;
        check_days(&[("from", self.from.as_deref()), ("until", self.until.as_deref())])
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub const fn narrows(&self) -> bool {
        self.number.is_some() || self.stage.is_some() || self.to.is_some() || self.from.is_some() || self.until.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_as_a_filter_and_nonsense_is_a_problem() {
        let read = |pairs: &[(&'static str, &'static str)]| MessageListQuery::from_pairs(pairs.iter().copied());
        let query = read(&[("state", "failed"), ("to", " 34 600 111 222"), ("size", "25")]);
        assert_eq!((query.stage, query.to.as_deref(), query.size), (Some(MessageStage::Failed), Some("+34600111222"), 25));
        assert_eq!(read(&[("state", "waiting")]).stage, Some(MessageStage::Queued), "older addresses still lead somewhere");
        let days = read(&[("from", "2026-11-01"), ("until", "2026-11-29")]);
        assert!(days.narrows() && days.problems.is_empty(), "finding 62");
        assert_eq!(read(&[("from", "2026-02-30")]).problems.len(), 1);
        let wrong = read(&[("state", "lost"), ("to", "me"), ("number", "x"), ("stat", "failed"), ("size", "0")]);
        assert_eq!((wrong.problems.len(), wrong.narrows(), wrong.size), (4, false, DEFAULT_PAGE_SIZE));
    }
}

//! The filter and page of the trail, as an address carries them.

use serde::{Deserialize, Serialize};

use super::{AuditAction, AuditKind};
use crate::{
    error::Result,
    ids::UserId,
    narrowing::{FilterProblem, Reader, check_days, is_day, refuse, unknown, value_of},
    page::{DEFAULT_PAGE_SIZE, PageQuery},
};

/// The filter of the trail, as its address names it, and the page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditListQuery {
    /// Only what this user did; the id of all zeroes is the system itself.
    pub who: Option<UserId>,
    /// Only this.
    pub action: Option<AuditAction>,
    /// Only on things of this kind.
    pub kind: Option<AuditKind>,
    /// From this day on (`2026-11-21`).
    pub from: Option<String>,
    /// Up to this day.
    pub until: Option<String>,
    /// Cursor.
    pub cursor: Option<String>,
    /// Rows on a page.
    pub size: u16,
    /// What was asked for and cannot be used: then nothing is found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<FilterProblem>,
}

impl Default for AuditListQuery {
    fn default() -> Self {
        Self { who: None, action: None, kind: None, from: None, until: None, cursor: None, size: DEFAULT_PAGE_SIZE, problems: Vec::new() }
    }
}

impl AuditListQuery {
    /// The parameters of an address that narrow the list.
    pub const PARAMETERS: [&str; 5] = ["who", "action", "kind", "from", "until"];

    /// Reads an address; what cannot be used is among its problems.
    #[must_use]
    pub fn from_pairs<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Self {
        let pairs: Vec<_> = pairs.into_iter().collect();
        let get = |name: &str| value_of(&pairs, name);
        let day = |text: &str| is_day(text).then(|| text.to_owned());
        let PageQuery { cursor, size } = PageQuery::from_parameters(get);
        let mut from = Reader::new(get);
        let query = Self {
            who: from.value("who", |who| who.parse().ok()),
            action: from.value("action", AuditAction::from_code),
            kind: from.value("kind", AuditKind::from_code),
            from: from.value("from", day),
            until: from.value("until", day),
            cursor,
            size,
            problems: Vec::new(),
        };
        let unknown = unknown(pairs.iter().map(|(name, _)| *name), &Self::PARAMETERS);
        Self { problems: from.problems.into_iter().chain(unknown).collect(), ..query }
    }

    /// What narrows the list, as parameters of an address.
    #[must_use]
    pub fn to_parameters(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("who", self.who.map(|who| who.to_string())),
            ("action", self.action.map(|action| action.code().to_owned())),
            ("kind", self.kind.map(|kind| kind.code().to_owned())),
            ("from", self.from.clone()),
            ("until", self.until.clone()),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn narrows(&self) -> bool {
        !self.to_parameters().is_empty()
    }

    /// Whether every part of it means something, wherever it came from.
    ///
    /// # Errors
    /// Invalid, with a sentence that names what does not.
    pub fn check(&self) -> Result<()> {
        refuse(&self.problems)?;
        check_days(&[("from", self.from.as_deref()), ("until", self.until.as_deref())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Operation;

    #[test]
    fn finding_57_an_address_reads_as_a_filter_and_nonsense_is_a_problem() {
        let read = |pairs: &[(&'static str, &'static str)]| AuditListQuery::from_pairs(pairs.iter().copied());
        let query = read(&[("action", "EditUser"), ("kind", "user"), ("from", "2026-11-01"), ("until", "2026-11-29"), ("size", "25")]);
        assert_eq!((query.action, query.kind, query.size), (Some(AuditAction::Done(Operation::EditUser)), Some(AuditKind::User), 25));
        let again = query.to_parameters();
        let again: Vec<_> = again.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(AuditListQuery::from_pairs(again), AuditListQuery { size: DEFAULT_PAGE_SIZE, ..query });
        let wrong = read(&[("action", "Nothing"), ("from", "2026-02-30"), ("who", "me"), ("q", "x"), ("cursor", "")]);
        assert_eq!((wrong.problems.len(), wrong.narrows(), wrong.cursor), (4, false, None));
        let sent = AuditListQuery { until: Some("tomorrow".to_owned()), ..AuditListQuery::default() };
        assert!(sent.check().is_err() && AuditListQuery::default().check().is_ok());
    }
}

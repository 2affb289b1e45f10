//! Changing many people at once: whom, what, and what came of it. Each is changed on their own, so that one who may not be changed keeps
//! nobody else from it.

use serde::{Deserialize, Serialize};

use super::UserFilter;
use crate::{ids::UserId, narrowing, text::Msg};

/// Most refusals that are told one by one.
pub const REFUSALS_MAX: usize = 20;

/// Who is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    /// These.
    These(Vec<UserId>),
    /// Everybody whom the filter finds when the change begins.
    Matching(Box<UserFilter>),
}

impl Picked {
    /// As forms send it: ids of ticked rows, or everybody who fits a filter, whose parameters stand as `name=value`.
    #[must_use]
    pub fn read(ids: Vec<UserId>, all: bool, filter: &[String]) -> Self {
        if !all {
            return Self::These(ids);
        }
        let pairs = filter.iter().filter_map(|pair| pair.split_once('='));
        let mut wanted = super::UserListQuery::from_pairs(pairs).filter;
        wanted.problems.extend(narrowing::without_value(filter));
        Self::Matching(Box::new(wanted))
    }
}

/// What is changed, as a form sends it. What is left empty stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BulkForm {
    /// A manager's id, or `none`.
    pub manager: String,
    /// An organisation's id, or `none`.
    pub organisation: String,
    /// Status' code.
    pub status: String,
    /// Tags to put on, separated by commas.
    pub add_tags: String,
    /// Tags to take off.
    pub remove_tags: String,
}

/// Somebody who was not changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Refusal {
    /// Who.
    pub user: UserId,
    /// Their name, where the caller may see them.
    pub name: Option<String>,
    /// Why.
    pub why: Msg,
}

/// What came of it, so far.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct BulkOutcome {
    /// Who were changed.
    pub changed: usize,
    /// Who were so already.
    pub unchanged: usize,
    /// Who could not be changed.
    pub refused: usize,
    /// The first of them.
    pub refusals: Vec<Refusal>,
    /// With what to go on, where there are more.
    pub next: Option<String>,
}

impl BulkOutcome {
    /// With what came of the next part.
    #[must_use]
    pub fn and(mut self, later: Self) -> Self {
        self.refusals.extend(later.refusals);
        self.refusals.truncate(REFUSALS_MAX);
        Self {
            changed: self.changed + later.changed,
            unchanged: self.unchanged + later.unchanged,
            refused: self.refused + later.refused,
            refusals: self.refusals,
            next: later.next,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::user::UserStatus;

    #[test]
    fn a_filter_that_is_not_understood_finds_nobody_and_ids_count_only_without_one() {
        let id = UserId::NIL;
        assert_eq!(Picked::read(vec![id], false, &["status=active".to_owned()]), Picked::These(vec![id]));
        let Picked::Matching(filter) = Picked::read(vec![id], true, &["status=active".to_owned(), "q=a=b".to_owned()]) else {
            panic!("everybody who fits");
        };
        assert_eq!((filter.status, filter.q.as_str()), (Some(UserStatus::Active), "a=b"));
        let Picked::Matching(filter) = Picked::read(Vec::new(), true, &["stauts=active".to_owned()]) else { panic!("a filter") };
        assert!(filter.check().is_err());
    }

    #[test]
    fn a_parameter_without_its_value_is_refused_instead_of_picking_everybody() {
        for part in ["status", "status%3Dactive", " role", "stauts"] {
            let Picked::Matching(filter) = Picked::read(Vec::new(), true, &["tier=2".to_owned(), part.to_owned()]) else {
                panic!("a filter")
            };
            assert!(filter.check().is_err(), "{part}");
        }
        let Picked::Matching(filter) = Picked::read(Vec::new(), true, &["status=".to_owned(), "status=active".to_owned()]) else {
            panic!("a filter")
        };
        assert_eq!(filter.status, Some(UserStatus::Active), "an empty field before it hides nothing");
        // What an address without any filter leaves of a form.
        let Picked::Matching(filter) = Picked::read(Vec::new(), true, &[String::new()]) else { panic!("a filter") };
        assert!(filter.check().is_ok());
    }

    #[test]
    fn parts_add_up() {
        let part = |changed, next: Option<&str>| BulkOutcome { changed, next: next.map(str::to_owned), ..BulkOutcome::default() };
        assert_eq!(part(2, Some("x")).and(part(3, None)), part(5, None));
    }
}

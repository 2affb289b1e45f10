//! Views of the user list that somebody keeps: a name for a filter with its order and columns.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    ids::ViewId,
    names,
    narrowing::{FilterProblem, LONGEST, refuse, without_value},
    text::{Msg, msg},
    user::{UserFilter, UserListQuery, has_controls},
};

/// Longest name, in characters.
pub const VIEW_NAME_MAX: usize = 60;
/// Most views that one person keeps.
pub const VIEWS_MAX: usize = 20;
/// What a view holds of an address besides the filter.
const BESIDE: [&str; 3] = ["sort", "size", "columns"];

/// A view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// Its id.
    pub id: ViewId,
    /// What its owner calls it.
    pub name: String,
    /// The parameters of the list's address, by name.
    pub query: Vec<(String, String)>,
}

/// Whether a view holds this parameter of the list's address.
#[must_use]
pub fn holds(name: &str) -> bool {
    BESIDE.contains(&name) || UserFilter::PARAMETERS.contains(&name)
}

/// What is wrong with a name, if anything.
#[must_use]
pub fn check_view_name(name: &str) -> Option<Msg> {
    let count = name.trim().chars().count();
    if names::shows_nothing(name) {
        Some(msg::field_required())
    } else if count > VIEW_NAME_MAX {
        Some(msg::field_too_long(count, VIEW_NAME_MAX))
    } else {
        (has_controls(name) || name.contains(['\n', '\t']) || names::turns_direction(name)).then(msg::field_control_characters)
    }
}

/// Reads what a form sends of the address: `name=value`, one each.
///
/// # Errors
/// Invalid, where the list does not understand one of them.
pub fn read(pairs: &[String]) -> Result<Vec<(String, String)>> {
    refuse(&without_value(pairs))?;
    let mut kept: Vec<(String, String)> = Vec::new();
    for (name, value) in pairs.iter().filter_map(|pair| pair.split_once('=')) {
        if !holds(name) || has_controls(value) || value.contains('\n') {
            refuse(&[FilterProblem::Name(name.to_owned())])?;
        }
        if value.chars().count() > LONGEST {
            refuse(&[FilterProblem::Long(name.to_owned(), value.chars().count())])?;
        }
        if !value.is_empty() && !kept.iter().any(|(known, _)| known == name) {
            kept.push((name.to_owned(), value.to_owned()));
        }
    }
    UserListQuery::from_pairs(kept.iter().map(|(name, value)| (name.as_str(), value.as_str()))).filter.check()?;
    Ok(kept)
}

/// A name as it is kept.
///
/// # Errors
/// Invalid, with one sentence for the field `name`.
pub fn named(name: &str) -> Result<String> {
    check_view_name(name).map_or_else(|| Ok(name.trim().to_owned()), |wrong| Err(Error::field("name", wrong)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[&str]) -> Result<Vec<(String, String)>> {
        read(&pairs.iter().map(|pair| (*pair).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_view_holds_filter_order_and_columns_and_nothing_else() {
        let kept = sent(&["status=active", "sort=-name", "columns=email,paid", "q=a=b", "tag="]).expect("understood");
        assert_eq!(
            kept.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>(),
            ["status=active", "sort=-name", "columns=email,paid", "q=a=b"]
        );
        let long = format!("q={}", "x".repeat(LONGEST + 1));
        for wrong in ["cursor=f1~0", "ask=view", "stauts=active", "status=asleep", "status", "q=a\nb", long.as_str()] {
            assert!(sent(&[wrong]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn names_are_names() {
        assert_eq!(named("  Morning round ").as_deref(), Ok("Morning round"));
        for wrong in ["", " \u{200B}", "a\u{202E}b", &"x".repeat(61)] {
            assert!(named(wrong).is_err(), "{wrong:?}");
        }
    }
}

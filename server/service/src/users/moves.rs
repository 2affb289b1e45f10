//! Moving in the tree: under another dealer, becoming a dealer, ceasing to be one. A dealer's node is a number of its own; their path is
//! the parent's with that number, and everybody below carries it, so that a move rewrites the paths of the whole part of the tree and
//! files its figures anew.

use db::{
    Tx,
    users::{change, list::Row},
};
use domain::{
    access::{Caller, Reach, Role},
    error::{Error, Result},
    ids::UserId,
    msg,
    user::UserInput,
};
use sea_orm::ConnectionTrait;

use super::{
    links,
    rules::{self, Wrong},
};
use crate::{
    Context,
    figures::{self, Facts},
};

/// Users filed anew at once.
const BATCH: usize = 1_000;

/// Where a user is put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The dealer above.
    pub parent: Option<UserId>,
    /// Number of a dealer's node.
    pub node: Option<i64>,
    /// Path.
    pub path: String,
}

/// The path of the dealer above a user.
fn path_above(row: &Row) -> String {
    if row.node.is_none() {
        return row.path.clone();
    }
    let trimmed = row.path.trim_end_matches('/');
    trimmed.rfind('/').map_or_else(String::new, |at| trimmed[..=at].to_owned())
}

/// Where an edit puts a user; says what speaks against it.
///
/// # Errors
/// When the database refuses, or a row cannot be read.
pub async fn place(
    connection: &impl ConnectionTrait,
    caller: &Caller,
    reach: &Reach,
    row: &Row,
    input: &UserInput,
    wrong: &mut Wrong,
) -> Result<Place> {
    if row.node == Some(1) {
        if input.parent.is_some() {
            wrong.say("parent", msg::users_root_stays_owner());
        }
        return Ok(Place { parent: None, node: row.node, path: row.path.clone() });
    }
    let moved = input.parent.filter(|parent| Some(*parent) != row.parent_id);
    let (parent, above) = match moved {
        None => (row.parent_id, path_above(row)),
        Some(named) => {
            let found = rules::parent(connection, caller, reach, Some(named)).await?;
            if caller.user == row.id {
                wrong.say("parent", msg::users_not_your_own_place());
            }
            if row.node.is_some() && found.path.starts_with(&row.path) {
                wrong.say("parent", msg::users_parent_below());
            }
            (Some(found.id), found.path)
        }
    };
    let dealer = input.role == Role::SubDealer;
    let node = match (dealer, row.node) {
        (false, _) => None,
        (true, Some(node)) => Some(node),
        (true, None) => Some(db::users::next_node(connection).await?),
    };
    let path = node.map_or_else(|| above.clone(), |node| format!("{above}{node}/"));
    if path != row.path && (dealer || row.node.is_some()) {
        check_tree(connection, row, dealer, &path, wrong).await?;
    }
    Ok(Place { parent, node, path })
}

/// A dealer with people keeps being one, and the tree has so many levels.
async fn check_tree(connection: &impl ConnectionTrait, row: &Row, dealer: bool, path: &str, wrong: &mut Wrong) -> Result<()> {
    let (deepest, others) = if row.node.is_some() { change::below(connection, &row.path, row.id).await? } else { (0, 0) };
    if row.node.is_some() && !dealer && others > 0 {
        wrong.say("role", msg::users_dealer_has_people(row.name.clone(), others));
    }
    let below = deepest.saturating_sub(rules::steps(&row.path));
    if dealer && rules::steps(path) + below > rules::DEALER_LEVELS + 1 {
        wrong.say("parent", msg::users_too_deep(rules::DEALER_LEVELS));
    }
    Ok(())
}

/// Moves everything below a node, with its figures. The dealer's own row is there already.
///
/// # Errors
/// Invalid, where names of both places clash; or when the database refuses.
pub async fn move_below(tx: &Tx, context: &Context, from: &str, to: &str) -> Result<()> {
    links::cut_below(tx, context, from, to).await?;
    let mut after = UserId::NIL;
    loop {
        let rows = change::facts_below(&**tx, from, after, BATCH).await?;
        let Some(last) = rows.last() else { break };
        after = last.id;
        let moved: Vec<(UserId, Facts, Facts)> = rows
            .iter()
            .map(|row| {
                let before = Facts::try_from(row)?;
                let path = format!("{to}{}", &before.path[from.len()..]);
                Ok((row.id, before.clone(), Facts { path, ..before }))
            })
            .collect::<Result<_>>()?;
        figures::users_changed(tx, context, &moved).await?;
    }
    change::move_tree(&**tx, from, to).await.map_err(|error| match error {
        db::DbError::Unique(_) => Error::field("role", msg::users_names_clash()),
        other => other.into(),
    })
}

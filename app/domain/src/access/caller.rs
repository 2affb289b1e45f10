//! Who calls, from where, and how far they reach.

use serde::{Deserialize, Serialize};

use super::{Condition, Grant, Operation, Post, Role, Scope, grants};
use crate::{
    error::{Error, Result},
    ids::{OrganisationId, SessionId, UserId},
};

/// From where a call came.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Origin {
    /// Address of the peer, after trusted proxies.
    pub address: Option<String>,
    /// Browser or client.
    pub user_agent: Option<String>,
    /// Names this request in logs and answers.
    pub request_id: Option<String>,
}

/// Who calls: made at the door (page, file, command line), checked in the use case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caller {
    /// The person; [`UserId::NIL`] for the command line and workers.
    pub user: UserId,
    /// The person's name, as snapshot for the audit trail.
    pub name: String,
    /// The person behind them, when staff act as a user.
    pub behind: Option<UserId>,
    /// The signed-in device, where there is one.
    pub session: Option<SessionId>,
    /// Place in the tree.
    pub role: Role,
    /// An employee's post.
    pub post: Option<Post>,
    /// The part of the tree they act in: a materialised path such as `1/7/`.
    pub tree: String,
    /// Their organisation.
    pub organisation: Option<OrganisationId>,
    /// What they may do.
    pub grants: Vec<Grant>,
    /// From where.
    pub origin: Origin,
}

impl Caller {
    /// The system itself, at the root of the tree: command line and workers.
    #[must_use]
    pub fn system(name: &str) -> Self {
        Self {
            user: UserId::NIL,
            name: name.to_owned(),
            behind: None,
            session: None,
            role: Role::Owner,
            post: None,
            tree: "1/".to_owned(),
            organisation: None,
            grants: grants(Role::Owner, None),
            origin: Origin::default(),
        }
    }

    /// How far this caller reaches with this operation; the widest grant counts.
    #[must_use]
    pub fn scope_of(&self, operation: Operation) -> Option<Scope> {
        let (module, action) = operation.needs();
        self.grants.iter().filter(|grant| grant.module == module && grant.action == action).map(|grant| grant.scope).max()
    }

    /// Whether the caller holds this operation at all, on anything.
    #[must_use]
    pub fn may(&self, operation: Operation) -> bool {
        self.scope_of(operation).is_some()
    }

    /// How far the caller reaches with this operation.
    ///
    /// # Errors
    /// Forbidden, when no grant covers it.
    pub fn reach(&self, operation: Operation) -> Result<Reach> {
        Ok(match self.scope_of(operation).ok_or_else(Error::forbidden)? {
            Scope::Own => Reach::Own(self.user),
            Scope::Assigned => Reach::Assigned(self.user),
            Scope::Tree => Reach::Tree(self.tree.clone()),
        })
    }

    /// Whether an amount is within the conditions of the grant for this operation.
    #[must_use]
    pub fn may_amount(&self, operation: Operation, minor: i64) -> bool {
        let (module, action) = operation.needs();
        self.grants.iter().filter(|grant| grant.module == module && grant.action == action).any(|grant| match grant.condition {
            None => true,
            Some(Condition::AmountUpTo(most)) => minor <= most,
        })
    }
}

/// The objects that an operation may touch, as a filter on users: the queries' first condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Only what belongs to this user.
    Own(UserId),
    /// Only users whose manager is this one.
    Assigned(UserId),
    /// Users whose path starts with this.
    Tree(String),
}

impl Reach {
    /// Whether a user with this id, manager and path is within reach.
    #[must_use]
    pub fn covers(&self, user: UserId, manager: Option<UserId>, path: &str) -> bool {
        match self {
            Self::Own(own) => *own == user,
            Self::Assigned(own) => manager == Some(*own) || user == *own,
            Self::Tree(tree) => path.starts_with(tree.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_ends_at_its_own_slash() {
        let reach = Reach::Tree("1/7/".into());
        assert!(reach.covers(UserId::NIL, None, "1/7/9/"));
        assert!(!reach.covers(UserId::NIL, None, "1/70/"));
    }
}

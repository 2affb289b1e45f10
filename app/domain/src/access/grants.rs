//! Permissions, and which of them are built into each role and post.

use serde::{Deserialize, Serialize};

use super::{Post, Role};

/// What is acted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Module {
    /// One's own account, sessions and profile.
    Account,
    /// People.
    Users,
    /// Other people's sessions.
    Sessions,
    /// Businesses, branches, folders.
    Organisations,
    /// Payments and every figure of money.
    Money,
    /// CSV imports.
    Imports,
    /// The audit trail.
    Audit,
    /// Gateway servers.
    Servers,
    /// Paired numbers.
    Instances,
    /// Messages in the queue.
    Messages,
    /// Mails kept in the outbox.
    Outbox,
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// See.
    Read,
    /// Make.
    Create,
    /// Change.
    Update,
    /// Remove.
    Delete,
    /// Take out in bulk.
    Export,
}

/// How far a grant reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// What is one's own.
    Own,
    /// Users assigned to one as their manager.
    Assigned,
    /// One's part of the tree.
    Tree,
}

/// What narrows a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Amounts up to so many minor units, in any currency.
    AmountUpTo(i64),
}

/// One permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grant {
    /// On what.
    pub module: Module,
    /// What.
    pub action: Action,
    /// How far.
    pub scope: Scope,
    /// Narrowed by.
    pub condition: Option<Condition>,
}

const fn grant(module: Module, action: Action, scope: Scope) -> Grant {
    Grant { module, action, scope, condition: None }
}

/// The built-in grants of a role and post.
#[must_use]
pub fn grants(role: Role, post: Option<Post>) -> Vec<Grant> {
    use Action::{Create, Delete, Export, Read, Update};
    use Module::{Account, Audit, Imports, Instances, Messages, Money, Organisations, Outbox, Servers, Sessions, Users};
    let mut out: Vec<Grant> = [Read, Update, Delete].into_iter().map(|action| grant(Account, action, Scope::Own)).collect();
    let mut add = |modules: &[Module], actions: &[Action], scope: Scope| {
        for module in modules {
            for action in actions {
                out.push(grant(*module, *action, scope));
            }
        }
    };
    let every: &[Action] = &[Read, Create, Update, Delete, Export];
    match (role, post) {
        (Role::Owner, _) => {
            add(&[Users, Sessions, Organisations, Money, Imports, Audit, Servers, Instances, Messages, Outbox], every, Scope::Tree)
        }
        (Role::SubDealer, _) => {
            add(&[Users, Sessions, Organisations, Money, Imports, Instances, Messages], every, Scope::Tree);
            add(&[Audit], &[Read, Export], Scope::Tree);
        }
        (Role::Employee, Some(Post::Super)) => {
            add(&[Users, Sessions, Organisations, Money, Imports, Instances, Messages], every, Scope::Tree);
            add(&[Audit], &[Read, Export], Scope::Tree);
            add(&[Servers, Outbox], &[Read], Scope::Tree);
        }
        (Role::Employee, Some(Post::Users)) => {
            add(&[Users, Sessions, Organisations], every, Scope::Tree);
            add(&[Instances, Messages], &[Read], Scope::Tree);
        }
        (Role::Employee, Some(Post::Billing)) => {
            add(&[Users, Organisations], &[Read], Scope::Tree);
            add(&[Money], &[Read, Create, Update, Export], Scope::Tree);
        }
        (Role::Employee, Some(Post::ReadOnly)) => {
            add(&[Users, Organisations, Sessions, Instances, Messages, Servers, Audit], &[Read], Scope::Tree)
        }
        (Role::Employee, Some(Post::Support) | None) => {
            add(&[Users, Organisations, Sessions, Messages], &[Read], Scope::Tree);
            add(&[Instances], &[Read, Update], Scope::Tree);
        }
        (Role::Customer, _) => {
            add(&[Instances, Messages], &[Read, Create, Update, Delete], Scope::Own);
            add(&[Money], &[Read], Scope::Own);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_support_employee_sees_no_money_anywhere() {
        for post in [None, Some(Post::Support), Some(Post::ReadOnly), Some(Post::Users)] {
            assert!(grants(Role::Employee, post).iter().all(|grant| grant.module != Module::Money), "{post:?}");
        }
    }

    #[test]
    fn nobody_but_the_owner_changes_servers() {
        for role in [Role::SubDealer, Role::Customer] {
            assert!(grants(role, None).iter().all(|grant| grant.module != Module::Servers));
        }
    }
}

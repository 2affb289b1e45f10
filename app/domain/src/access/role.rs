//! Places in the tree, and what employees are there for.

use serde::{Deserialize, Serialize};

/// A person's place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The root: runs the business.
    Owner,
    /// Sells to customers of their own.
    SubDealer,
    /// Staff of the owner or of a sub-dealer.
    Employee,
    /// Pays, pairs numbers and sends.
    Customer,
}

impl Role {
    /// All roles, from the root down.
    pub const ALL: [Self; 4] = [Self::Owner, Self::SubDealer, Self::Employee, Self::Customer];
    /// As stored and as in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::SubDealer => "sub_dealer",
            Self::Employee => "employee",
            Self::Customer => "customer",
        }
    }
    /// Reads [`Self::code`], and the spellings that files use (`SubDealer`, `sub-dealer`).
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect();
        match plain.as_str() {
            "owner" => Some(Self::Owner),
            "subdealer" => Some(Self::SubDealer),
            "employee" => Some(Self::Employee),
            "customer" => Some(Self::Customer),
            _ => None,
        }
    }
    /// Whether this role works on the staff side.
    #[must_use]
    pub const fn is_staff(self) -> bool {
        !matches!(self, Self::Customer)
    }
}

/// What an employee is there for: the built-in administrator roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Post {
    /// Everything in their part of the tree.
    Super,
    /// Accounts and organisations, no money.
    Users,
    /// Money.
    Billing,
    /// Support: reads, and helps with pairing and messages; no money. What an employee is unless told otherwise.
    Support,
    /// Reads everything but money.
    ReadOnly,
}

impl Post {
    /// All posts.
    pub const ALL: [Self; 5] = [Self::Super, Self::Users, Self::Billing, Self::Support, Self::ReadOnly];
    /// As stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Super => "super",
            Self::Users => "users",
            Self::Billing => "billing",
            Self::Support => "support",
            Self::ReadOnly => "read_only",
        }
    }
    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|post| post.code() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_may_spell_roles_their_way() {
        for text in ["SubDealer", "sub-dealer", "SUB_DEALER", "sub dealer"] {
            assert_eq!(Role::from_code(text), Some(Role::SubDealer));
        }
    }
}

//! Every id is its own type: a UUIDv7 inside, a prefix outside (`usr_0198…`), so that a payment's id can never be handed to a
//! function that wants a user's. To add one, append a line to the list at the end; prefixes are never reused.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use uuid::Uuid;

/// The text is not an id of the kind that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is not an id of the form {prefix}_…")]
pub struct ParseIdError {
    value: String,
    prefix: &'static str,
}

fn parse(prefix: &'static str, text: &str) -> Result<Uuid, ParseIdError> {
    text.strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('_'))
        .and_then(|rest| Uuid::try_parse(rest).ok())
        .ok_or_else(|| ParseIdError { value: text.chars().take(64).collect(), prefix })
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
        pub struct $name(pub Uuid);

        impl $name {
            /// What its text starts with, before the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// The id of all zeroes, for rows that belong to nobody.
            pub const NIL: Self = Self(Uuid::nil());
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "_{}"), self.0.simple())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(self, f) }
        }

        impl FromStr for $name {
            type Err = ParseIdError;
            fn from_str(text: &str) -> Result<Self, ParseIdError> { parse($prefix, text).map(Self) }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self { Self(uuid) }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> { serializer.collect_str(self) }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// A person who signs in: owner, sub-dealer, employee or customer.
    UserId = "usr";
    /// A business in the tree.
    OrganisationId = "org";
    /// A place or department of an organisation.
    BranchId = "brn";
    /// A grouping inside an organisation.
    FolderId = "fld";
    /// One device signed in.
    SessionId = "ses";
    /// One refresh token in a session's chain.
    RefreshId = "rft";
    /// A payment.
    PaymentId = "pay";
    /// A ledger account.
    AccountId = "acc";
    /// A ledger transaction.
    TransactionId = "txn";
    /// An audit event.
    AuditId = "aud";
    /// A run of an import.
    ImportId = "imp";
    /// A WhatsApp gateway server.
    ServerId = "srv";
    /// A paired (or pairing) WhatsApp number.
    InstanceId = "ins";
    /// A message in the queue.
    MessageId = "msg";
    /// An event received from a gateway.
    GatewayEventId = "gwe";
    /// A durable job.
    JobId = "job";
    /// A mail kept in the outbox.
    MailId = "mal";
    /// A plan on sale.
    PlanId = "pln";
    /// A subscription to a plan.
    SubscriptionId = "sub";
    /// A custom role.
    RoleId = "rol";
    /// A one-time link (password reset).
    LinkId = "lnk";
    /// A view of a list that somebody keeps.
    ViewId = "viw";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_wrote_and_refuses_another_kind() {
        let user = UserId(Uuid::from_u128(7));
        assert_eq!(user.to_string().parse::<UserId>(), Ok(user));
        let error = user.to_string().parse::<PaymentId>().expect_err("a user's id is no payment's");
        assert!(error.to_string().contains("is not an id of the form pay_"));
    }
}

//! Stories of the WhatsApp area on both databases, over a gateway in memory that deduplicates by id and fails as it is told. To add one:
//! a file here, begun from [`rig::Rig`].

mod chats;
mod churn;
mod codes;
mod crashes;
pub(crate) mod fake;
mod holds;
mod instances;
mod looks;
mod messages;
mod property;
mod queue;
mod rig;
mod servers;
mod webhooks;

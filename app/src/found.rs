//! What the palette shows of a record that was found, and where it leads on either side.

use std::sync::Arc;

use api::viewer::may;
use domain::{
    access::Operation,
    msg,
    search::{Found as Record, FoundKind},
    text::Msg,
};
use ui::{
    address::encode,
    icon::IconName,
    palette::{Entry, Found, Search},
    text::money,
};

/// One of the two sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Of staff.
    Staff,
    /// Of customers.
    Customer,
}

impl Side {
    const fn base(self) -> &'static str {
        match self {
            Self::Staff => "/admin",
            Self::Customer => "/panel",
        }
    }
}

/// Looks records up for the palette.
#[must_use]
pub fn search(side: Side) -> Search {
    // Asked here, where the page's context is at hand.
    let edits_servers = may(Operation::EditServer);
    Arc::new(move |text: String| -> Found {
        Box::pin(async move {
            let entries = |found: Vec<Record>| found.into_iter().map(|record| entry(side, edits_servers, record)).collect::<Vec<_>>();
            api::search::find_records(text).await.map(entries).map_err(|error| error.0.message)
        })
    })
}

fn look(kind: FoundKind) -> (Msg, IconName) {
    match kind {
        FoundKind::User => (msg::shell_users(), IconName::User),
        FoundKind::Organisation => (msg::shell_organisations(), IconName::Building),
        FoundKind::Payment => (msg::shell_payments(), IconName::Receipt),
        FoundKind::Number => (msg::shell_numbers(), IconName::Phone),
        FoundKind::Message => (msg::shell_messages(), IconName::Message),
        FoundKind::Import => (msg::shell_imports(), IconName::Upload),
        FoundKind::Server => (msg::shell_servers(), IconName::Server),
    }
}

/// Where it leads: to its page, or to the list that shows it.
fn href(side: Side, edits_servers: bool, record: &Record) -> String {
    let (base, id) = (side.base(), &record.id);
    match (record.kind, record.of) {
        (FoundKind::User, _) => format!("{base}/users/{id}"),
        (FoundKind::Organisation, _) => format!("{base}/organisations/{id}"),
        (FoundKind::Payment, Some(of)) if side == Side::Staff => format!("{base}/users/{of}/payments"),
        (FoundKind::Payment, _) => format!("{base}/payments"),
        (FoundKind::Number, _) => format!("{base}/numbers/{id}"),
        (FoundKind::Message, _) => format!("{base}/messages?to={}", encode(id)),
        (FoundKind::Import, _) => format!("{base}/imports/{id}"),
        (FoundKind::Server, _) if edits_servers => format!("{base}/servers/{id}/edit"),
        (FoundKind::Server, _) => format!("{base}/servers"),
    }
}

fn entry(side: Side, edits_servers: bool, record: Record) -> Entry {
    let (group, icon) = look(record.kind);
    let href = href(side, edits_servers, &record);
    let amount = record.amount.map(money);
    let title = amount.into_iter().chain(Some(record.title).filter(|title| !title.is_empty())).collect::<Vec<_>>().join(" · ");
    Entry::record(group, title, href, icon).about(record.detail)
}

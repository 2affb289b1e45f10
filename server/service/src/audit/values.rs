//! What the values in the trail say: the words of codes, amounts as amounts, and the name that stands behind an id.

use std::{
    collections::{BTreeMap, HashMap},
    str::FromStr as _,
};

use db::{ConnectionTrait, audit::Named};
use domain::{
    Currency, Money, Msg, Result,
    access::{Operation, Post, Role},
    audit::{AuditAction, AuditKind, Change, ShownChange, ShownValue, Thing},
    ids::{BranchId, FolderId, ImportId, InstanceId, MessageId, OrganisationId, PaymentId, ServerId, SessionId, UserId},
    instance::InstanceState,
    message::MessageState,
    msg,
    payment::{Method, PaymentStatus},
    server::ServerStatus,
    text::Locale,
    user::{EmailStatus, UserStatus},
};
use uuid::Uuid;

use super::words::field;
use crate::phones;

/// Which names belong to an id's text.
fn named(text: &str) -> Option<(Named, Uuid)> {
    let id = |kind: Named, uuid: Uuid| Some((kind, uuid));
    match text.split_once('_')?.0 {
        UserId::PREFIX => id(Named::Users, text.parse::<UserId>().ok()?.0),
        OrganisationId::PREFIX => id(Named::Organisations, text.parse::<OrganisationId>().ok()?.0),
        BranchId::PREFIX => id(Named::Branches, text.parse::<BranchId>().ok()?.0),
        FolderId::PREFIX => id(Named::Folders, text.parse::<FolderId>().ok()?.0),
        InstanceId::PREFIX => id(Named::Numbers, text.parse::<InstanceId>().ok()?.0),
        ServerId::PREFIX => id(Named::Servers, text.parse::<ServerId>().ok()?.0),
        ImportId::PREFIX => id(Named::Imports, text.parse::<ImportId>().ok()?.0),
        SessionId::PREFIX => id(Named::Sessions, text.parse::<SessionId>().ok()?.0),
        _ => None,
    }
}

/// The names of what a page mentions.
#[derive(Debug, Default)]
pub struct Names(HashMap<(Named, Uuid), String>);

impl Names {
    /// Looks up what these texts name, one query for each kind, in the reader's part of the tree.
    pub async fn of(connection: &impl ConnectionTrait, texts: &[&str], tree: &str) -> Result<Self> {
        let mut wanted: BTreeMap<Named, Vec<Uuid>> = BTreeMap::new();
        for (kind, id) in texts.iter().filter_map(|text| named(text)) {
            let ids = wanted.entry(kind).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let mut out = HashMap::new();
        for (kind, ids) in wanted {
            let rows = db::audit::names(connection, kind, ids, tree).await?;
            out.extend(rows.into_iter().map(|row| ((kind, row.id), row.name)));
        }
        Ok(Self(out))
    }

    fn get(&self, text: &str) -> Option<&str> {
        named(text).and_then(|(kind, id)| self.0.get(&(kind, id))).map(String::as_str)
    }

    /// Whether the reader can open the page of what this id names.
    pub fn knows(&self, text: &str) -> bool {
        self.get(text).is_some()
    }
}

/// Who reads which event: what its values depend on.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The operation; none that is known any more for old events.
    pub operation: Option<Operation>,
    /// The user concerned.
    pub user: Option<UserId>,
    /// What is called how.
    pub names: &'a Names,
}

/// The changes in words. What the sentence of the event says already is not said again.
pub fn changes(reading: Reading<'_>, changes: &[Change]) -> Vec<ShownChange> {
    let said = |change: &&Change| reading.operation == Some(Operation::SignIn) && change.field == "device";
    changes.iter().filter(|change| !said(change)).map(|change| shown(reading, change)).collect()
}

fn shown(reading: Reading<'_>, change: &Change) -> ShownChange {
    let name = field(&change.field).unwrap_or_else(|| msg::audit_value(change.field.as_str()));
    let filled = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let (before, after) = (filled(&change.before), filled(&change.after));
    // Passwords are masked: that there is another is all there is to say.
    if change.field == "password" {
        let words = if after.is_some() { msg::audit_value_changed() } else { msg::audit_value_barred() };
        return ShownChange { field: name, before: None, after: Some(ShownValue::Words(words)) };
    }
    let value = |text: Option<String>| text.map(|text| value(reading, &change.field, text));
    ShownChange { field: name, before: value(before), after: value(after) }
}

/// A value as it is read.
fn value(reading: Reading<'_>, field: &str, text: String) -> ShownValue {
    let words = match field {
        "role" => Role::from_code(&text).map(Role::label),
        "post" => Post::from_code(&text).map(Post::label),
        "method" => Method::from_code(&text).map(Method::label),
        "email_status" => EmailStatus::from_code(&text).map(EmailStatus::label),
        "status" => status(reading.operation, &text),
        "wanted" => InstanceState::from_code(&text).map(InstanceState::label),
        "state" => MessageState::from_code(&text).map(MessageState::label),
        "outcome" if text == "refused" => Some(msg::audit_value_refused()),
        "reason" if text == "token_reused" => Some(msg::audit_value_reused()),
        "must_change_password" | "deleted" | "paid" => match text.as_str() {
            "true" | "yes" => Some(msg::audit_value_yes()),
            "false" | "no" => Some(msg::audit_value_no()),
            _ => None,
        },
        "amount" => amount(&text).map(msg::audit_value),
        "messages" | "messages_held" | "sessions" | "tries" | "created" | "updated" | "unchanged" | "refused" | "users" | "max_devices" => {
            text.parse::<i64>().ok().map(msg::audit_value)
        }
        "action" => AuditAction::from_code(&text).and_then(AuditAction::label),
        "kind" => AuditKind::from_code(&text).map(AuditKind::label),
        _ => None,
    };
    if let Some(words) = words {
        return ShownValue::Words(words);
    }
    match field {
        "phone" | "paired_by" | "account" | "account_refused" => ShownValue::Phone(phones::grouped(&text)),
        "locale" => ShownValue::Text(Locale::from_tag(&text).map_or(text, |locale| locale.name().to_owned())),
        _ => thing_or_text(reading, text),
    }
}

fn status(operation: Option<Operation>, text: &str) -> Option<Msg> {
    match operation {
        Some(Operation::RecordPayment | Operation::RefundPayment | Operation::ExportPayments) => {
            PaymentStatus::from_code(text).map(PaymentStatus::label)
        }
        Some(Operation::CreateServer | Operation::EditServer | Operation::DeleteServer) => {
            ServerStatus::from_code(text).map(ServerStatus::label)
        }
        _ => UserStatus::from_code(text).map(UserStatus::label),
    }
}

/// Reads an amount as it was written down: `100.00 USD`.
fn amount(text: &str) -> Option<Money> {
    let (major, currency) = text.split_once(' ')?;
    Money::parse_major(major, Currency::from_str(currency).ok()?).ok()
}

/// A record by its name, where it has one; anything else as it stands.
fn thing_or_text(reading: Reading<'_>, text: String) -> ShownValue {
    if let Some(name) = reading.names.get(&text) {
        // A branch has no page, and a session's device is enough of it.
        let opens = !text.starts_with(BranchId::PREFIX) && !text.starts_with(FolderId::PREFIX) && !text.starts_with(SessionId::PREFIX);
        return ShownValue::Thing(Thing { name: name.to_owned(), id: text, of: None, opens });
    }
    if text.parse::<SessionId>().is_ok() {
        return ShownValue::Words(msg::audit_value_some_session());
    }
    if text.parse::<PaymentId>().is_ok() || text.parse::<MessageId>().is_ok() {
        return ShownValue::Thing(Thing { name: String::new(), id: text, of: reading.user, opens: reading.user.is_some() });
    }
    ShownValue::Text(text)
}

/// The subject of an event, with the name it had then.
pub fn subject(reading: Reading<'_>, id: String, name: String, own: bool) -> Thing {
    let of = reading.user;
    let opens = if id.parse::<PaymentId>().is_ok() || id.parse::<SessionId>().is_ok() {
        of.is_some_and(|user| reading.names.knows(&user.to_string()))
    } else if id.parse::<MessageId>().is_ok() {
        true
    } else if id.parse::<ImportId>().is_ok() {
        // An import is shown to whoever brought the file.
        own
    } else {
        reading.names.knows(&id)
    };
    Thing { id, name, of, opens }
}

#[cfg(test)]
mod tests;

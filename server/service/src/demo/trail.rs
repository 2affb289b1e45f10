//! The audit trail of the sample: who was made an account and when, and every payment and refund, as the use cases themselves would have
//! written them, so that a person's timeline tells what their payments tell. A sample larger than [`WHOLE`] keeps it for its last month
//! only: ten million events would take longer than the business they tell of.

use db::{
    audit::EventRow,
    demo::{Cell, Table},
};
use domain::{access::Operation, audit::Change, ids::AuditId, time::Timestamp};

use super::{
    journal::journal,
    people::person,
    sample::{Sample, Who},
};
use crate::{
    audit::{self, Entry, Past},
    money::NewPayment,
};

/// Most people of a sample whose trail is whole.
const WHOLE: u64 = 20_000;

/// See the migration.
pub const EVENTS: Table = Table {
    name: "audit_event",
    columns: &[
        "id",
        "at",
        "actor_id",
        "actor_name",
        "behind_id",
        "behind_name",
        "operation",
        "subject",
        "subject_user",
        "subject_name",
        "path",
        "changes",
        "session_id",
        "address",
        "request_id",
        "digest",
    ],
};
/// See the migration: what the sealer has still to chain.
pub const UNSEALED: Table = Table { name: "audit_unsealed", columns: &["event_id", "at"] };

/// What the trail says of one person, by their number.
pub fn events(sample: &Sample, number: u64) -> Vec<EventRow> {
    let who = sample.who(number);
    let since = if sample.users <= WHOLE { sample.from } else { sample.now.plus_seconds(-30 * 86_400) };
    let row = person(sample, who);
    let mut dice = sample.dice("trail", number);
    let owner = person(sample, Who::Owner);
    let mut past = |at: Timestamp, operation, subject: String, changes| {
        let entry = Entry { operation, subject, subject_user: Some(row.id), subject_name: &row.name, path: &row.path, changes };
        audit::of_the_past(AuditId(dice.uuid(at)), Past { at, actor: owner.id, actor_name: &owner.name, entry })
    };
    let mut all = Vec::new();
    if who != Who::Owner && row.registered_at >= since {
        let changes = vec![change("name", &row.name), change("email", &row.email), change("role", row.role.code())];
        all.push(past(row.registered_at, Operation::CreateUser, row.id.to_string(), changes));
    }
    if let Who::Customer(customer) = who {
        for payment in journal(sample, customer).payments.iter().filter(|payment| payment.paid_at >= since) {
            let (operation, changes) = told(payment);
            all.push(past(payment.paid_at, operation, payment.id.to_string(), changes));
        }
    }
    all
}

fn change(field: &str, after: &str) -> Change {
    Change { field: field.to_owned(), before: None, after: Some(after.to_owned()) }
}

fn told(payment: &NewPayment) -> (Operation, Vec<Change>) {
    let amount = change("amount", &payment.amount.to_string());
    match payment.refunds {
        Some(original) => {
            (Operation::RefundPayment, vec![change("refunds", &original.to_string()), amount, change("reason", &payment.note)])
        }
        None => (
            Operation::RecordPayment,
            vec![amount, change("method", payment.method.code()), change("status", payment.status.code()), change("note", &payment.note)],
        ),
    }
}

/// As a row of [`EVENTS`].
pub fn cells(event: EventRow) -> Vec<Cell> {
    vec![
        Cell::Uuid(event.id.0),
        Cell::Long(event.at.0),
        Cell::Uuid(event.actor_id.0),
        Cell::Text(event.actor_name),
        event.behind_id.map(|id| id.0).into(),
        event.behind_name.into(),
        Cell::Text(event.operation),
        Cell::Text(event.subject),
        event.subject_user.map(|id| id.0).into(),
        Cell::Text(event.subject_name),
        Cell::Text(event.path),
        Cell::Text(event.changes),
        event.session_id.map(|id| id.0).into(),
        event.address.into(),
        event.request_id.into(),
        Cell::Bytes(event.digest),
    ]
}

/// As a row of [`UNSEALED`].
pub fn unsealed(event: &EventRow) -> Vec<Cell> {
    vec![Cell::Uuid(event.id.0), Cell::Long(event.at.0)]
}

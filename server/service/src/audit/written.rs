//! Everything that the product writes into the trail. Each event that a test writes is held against this table, and one test says all of
//! it in every language: a field that is missing here, or has no words, is noticed.

use domain::{access::Operation, audit::Change};

/// The fields of an account.
const USER: &[&str] = &[
    "name",
    "username",
    "email",
    "phone",
    "role",
    "post",
    "tier",
    "organisation",
    "branch",
    "folder",
    "manager",
    "parent",
    "time_zone",
    "locale",
    "tags",
    "notes",
];
/// By what a list of users may be narrowed.
const USER_FILTER: &[&str] = &[
    "q",
    "status",
    "role",
    "tier",
    "plan",
    "organisation",
    "branch",
    "folder",
    "manager",
    "email_status",
    "paid",
    "tag",
    "registered_from",
    "registered_to",
    "seen_from",
    "seen_to",
    "month",
    "import",
    // How many were ticked.
    "users",
];
const PAYMENT: &[&str] = &["amount", "method", "status", "paid_on", "note"];
/// By what a list of payments may be narrowed.
const PAYMENT_FILTER: &[&str] =
    &["q", "user", "organisation", "status", "method", "currency", "paid_from", "paid_to", "amount_from", "amount_to"];
const IMPORT: &[&str] = &["created", "updated", "unchanged", "refused"];
const SERVER: &[&str] = &["name", "provider", "url", "max_devices", "api_key", "status"];

/// Everything that is written down: each operation with the fields of its changes.
pub const WRITTEN: &[(Operation, &[&str])] = &[
    (Operation::SignIn, &["device", "outcome", "tries"]),
    (Operation::SignOut, &["reason"]),
    (Operation::EditAccount, &["name", "locale", "time_zone"]),
    (Operation::ChangePassword, &["password", "sessions"]),
    (Operation::ResetPassword, &["must_change_password", "password", "sessions"]),
    (Operation::RevokeOwnSession, &["session", "sessions"]),
    (Operation::RevokeSession, &["session", "sessions"]),
    (Operation::CreateUser, USER),
    (Operation::EditUser, USER),
    (Operation::SetUserStatus, &["status", "messages_held"]),
    (Operation::AssignUser, &["manager", "organisation", "branch", "folder"]),
    (Operation::ExportUsers, USER_FILTER),
    (Operation::ImportUsers, IMPORT),
    (Operation::CreateOrganisation, &["name", "owner"]),
    (Operation::EditOrganisation, &["name", "owner", "branch", "folder"]),
    (Operation::RecordPayment, PAYMENT),
    (Operation::RefundPayment, &["refunds", "amount", "reason"]),
    (Operation::ExportPayments, PAYMENT_FILTER),
    (Operation::ImportPayments, IMPORT),
    (Operation::CreateInstance, &["name"]),
    (Operation::ControlInstance, &["wanted", "paired_by", "account", "account_refused"]),
    (Operation::DeleteInstance, &["deleted"]),
    (Operation::SendMessages, &["messages"]),
    (Operation::ControlMessage, &["state", "retried", "messages"]),
    (Operation::CreateServer, SERVER),
    (Operation::EditServer, SERVER),
    (Operation::DeleteServer, SERVER),
    (Operation::ExportAudit, &["who", "action", "kind", "from", "until"]),
];

/// Refuses what would be told in no words. Called by every test that writes an event.
pub fn check(operation: Operation, changes: &[Change]) {
    let fields = WRITTEN.iter().find(|(known, _)| *known == operation).map(|(_, fields)| *fields);
    let fields = fields.unwrap_or_else(|| panic!("{} is written into the trail and has no line in `WRITTEN`", operation.name()));
    for change in changes {
        assert!(fields.contains(&change.field.as_str()), "`{}` of {} has no line in `WRITTEN`", change.field, operation.name());
    }
}

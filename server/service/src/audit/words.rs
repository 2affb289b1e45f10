//! What the trail says, in words: what is written down, and what its fields are called. The words are messages, so that every reader has
//! them in their own language. What values say is in [`super::values`].
//!
//! To write down another field: its line in [`WRITTEN`] and its word in [`field`]; where its values are codes or ids, their arm in
//! [`super::values`]. A test writes all of them in every language, and in tests [`check`] refuses what has no line.

#[cfg(test)]
use domain::audit::Change;
use domain::{Msg, access::Operation, msg};

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
#[cfg(test)]
pub(super) fn check(operation: Operation, changes: &[Change]) {
    let fields = WRITTEN.iter().find(|(known, _)| *known == operation).map(|(_, fields)| *fields);
    let fields = fields.unwrap_or_else(|| panic!("{} is written into the trail and has no line in `WRITTEN`", operation.name()));
    for change in changes {
        assert!(fields.contains(&change.field.as_str()), "`{}` of {} has no line in `WRITTEN`", change.field, operation.name());
    }
}

/// What a field is called.
pub fn field(name: &str) -> Option<Msg> {
    Some(match name {
        "name" => msg::audit_field_name(),
        "username" => msg::audit_field_username(),
        "email" => msg::audit_field_email(),
        "phone" => msg::audit_field_phone(),
        "role" => msg::audit_field_role(),
        "post" => msg::audit_field_post(),
        "tier" => msg::audit_field_tier(),
        "organisation" => msg::audit_field_organisation(),
        "branch" => msg::audit_field_branch(),
        "folder" => msg::audit_field_folder(),
        "manager" => msg::audit_field_manager(),
        "parent" => msg::audit_field_parent(),
        "time_zone" => msg::audit_field_time_zone(),
        "locale" => msg::audit_field_locale(),
        "tags" => msg::audit_field_tags(),
        "notes" => msg::audit_field_notes(),
        "status" => msg::audit_field_status(),
        "messages_held" => msg::audit_field_messages_held(),
        "password" => msg::audit_field_password(),
        "must_change_password" => msg::audit_field_must_change_password(),
        "sessions" => msg::audit_field_sessions(),
        "session" => msg::audit_field_session(),
        "outcome" => msg::audit_field_outcome(),
        "tries" => msg::audit_field_tries(),
        "device" => msg::audit_field_device(),
        "reason" => msg::audit_field_reason(),
        "owner" => msg::audit_field_owner(),
        "amount" => msg::audit_field_amount(),
        "method" => msg::audit_field_method(),
        "paid_on" => msg::audit_field_paid_on(),
        "note" => msg::audit_field_note(),
        "refunds" => msg::audit_field_refunds(),
        "created" => msg::audit_field_created(),
        "updated" => msg::audit_field_updated(),
        "unchanged" => msg::audit_field_unchanged(),
        "refused" => msg::audit_field_refused(),
        "provider" => msg::audit_field_provider(),
        "url" => msg::audit_field_url(),
        "max_devices" => msg::audit_field_max_devices(),
        "api_key" => msg::audit_field_api_key(),
        "wanted" => msg::audit_field_wanted(),
        "paired_by" => msg::audit_field_paired_by(),
        "account" => msg::audit_field_account(),
        "account_refused" => msg::audit_field_account_refused(),
        "deleted" => msg::audit_field_deleted(),
        "messages" => msg::audit_field_messages(),
        "state" => msg::audit_field_state(),
        "retried" => msg::audit_field_retried(),
        "q" => msg::audit_field_q(),
        "plan" => msg::audit_field_plan(),
        "email_status" => msg::audit_field_email_status(),
        "paid" => msg::audit_field_paid(),
        "tag" => msg::audit_field_tag(),
        "registered_from" => msg::audit_field_registered_from(),
        "registered_to" => msg::audit_field_registered_to(),
        "seen_from" => msg::audit_field_seen_from(),
        "seen_to" => msg::audit_field_seen_to(),
        "month" => msg::audit_field_month(),
        "user" => msg::audit_field_user(),
        "currency" => msg::audit_field_currency(),
        "paid_from" => msg::audit_field_paid_from(),
        "paid_to" => msg::audit_field_paid_to(),
        "amount_from" => msg::audit_field_amount_from(),
        "amount_to" => msg::audit_field_amount_to(),
        "from" => msg::audit_field_from(),
        "until" => msg::audit_field_until(),
        "who" => msg::audit_field_who(),
        "action" => msg::audit_field_action(),
        "kind" => msg::audit_field_kind(),
        _ => return None,
    })
}

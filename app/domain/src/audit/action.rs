//! What the trail can be asked for: what was done, and to which kind of thing. To add one: its line in the list, and its words.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    access::Operation,
    text::{Msg, msg},
};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuditAction {
    /// Somebody was not let in.
    SignInRefused,
    /// This operation was carried out.
    Done(Operation),
}

impl AuditAction {
    /// All that is written down, in the order in which it is offered.
    pub const ALL: [Self; 29] = [
        Self::Done(Operation::SignIn),
        Self::SignInRefused,
        Self::Done(Operation::SignOut),
        Self::Done(Operation::EditAccount),
        Self::Done(Operation::ChangePassword),
        Self::Done(Operation::ResetPassword),
        Self::Done(Operation::RevokeOwnSession),
        Self::Done(Operation::RevokeSession),
        Self::Done(Operation::CreateUser),
        Self::Done(Operation::EditUser),
        Self::Done(Operation::SetUserStatus),
        Self::Done(Operation::AssignUser),
        Self::Done(Operation::ExportUsers),
        Self::Done(Operation::ImportUsers),
        Self::Done(Operation::CreateOrganisation),
        Self::Done(Operation::EditOrganisation),
        Self::Done(Operation::RecordPayment),
        Self::Done(Operation::RefundPayment),
        Self::Done(Operation::ExportPayments),
        Self::Done(Operation::ImportPayments),
        Self::Done(Operation::CreateInstance),
        Self::Done(Operation::ControlInstance),
        Self::Done(Operation::DeleteInstance),
        Self::Done(Operation::SendMessages),
        Self::Done(Operation::ControlMessage),
        Self::Done(Operation::CreateServer),
        Self::Done(Operation::EditServer),
        Self::Done(Operation::DeleteServer),
        Self::Done(Operation::ExportAudit),
    ];

    /// As in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignInRefused => "SignInRefused",
            Self::Done(operation) => operation.name(),
        }
    }

    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.code() == text)
    }

    /// Its words; none for what is never written down.
    #[must_use]
    pub fn label(self) -> Option<Msg> {
        let Self::Done(operation) = self else { return Some(msg::audit_action_sign_in_refused()) };
        Some(match operation {
            Operation::SignIn => msg::audit_action_sign_in(),
            Operation::SignOut => msg::audit_action_sign_out(),
            Operation::EditAccount => msg::audit_action_edit_account(),
            Operation::ChangePassword => msg::audit_action_change_password(),
            Operation::ResetPassword => msg::audit_action_reset_password(),
            Operation::RevokeOwnSession => msg::audit_action_revoke_own_session(),
            Operation::RevokeSession => msg::audit_action_revoke_session(),
            Operation::CreateUser => msg::audit_action_create_user(),
            Operation::EditUser => msg::audit_action_edit_user(),
            Operation::SetUserStatus => msg::audit_action_set_user_status(),
            Operation::AssignUser => msg::audit_action_assign_user(),
            Operation::ExportUsers => msg::audit_action_export_users(),
            Operation::ImportUsers => msg::audit_action_import_users(),
            Operation::CreateOrganisation => msg::audit_action_create_organisation(),
            Operation::EditOrganisation => msg::audit_action_edit_organisation(),
            Operation::RecordPayment => msg::audit_action_record_payment(),
            Operation::RefundPayment => msg::audit_action_refund_payment(),
            Operation::ExportPayments => msg::audit_action_export_payments(),
            Operation::ImportPayments => msg::audit_action_import_payments(),
            Operation::CreateInstance => msg::audit_action_create_instance(),
            Operation::ControlInstance => msg::audit_action_control_instance(),
            Operation::DeleteInstance => msg::audit_action_delete_instance(),
            Operation::SendMessages => msg::audit_action_send_messages(),
            Operation::ControlMessage => msg::audit_action_control_message(),
            Operation::CreateServer => msg::audit_action_create_server(),
            Operation::EditServer => msg::audit_action_edit_server(),
            Operation::DeleteServer => msg::audit_action_delete_server(),
            Operation::ExportAudit => msg::audit_action_export_audit(),
            _ => return None,
        })
    }
}

impl Serialize for AuditAction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for AuditAction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_code(&text).ok_or_else(|| de::Error::custom("nothing of this name is in the trail"))
    }
}

/// What something was done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditKind {
    /// An account.
    User,
    /// A session.
    Session,
    /// A business.
    Organisation,
    /// A payment.
    Payment,
    /// An import.
    Import,
    /// A number, or the messages that went through it.
    Number,
    /// A message.
    Message,
    /// A gateway server.
    Server,
}

impl AuditKind {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::User, Self::Session, Self::Organisation, Self::Payment, Self::Import, Self::Number, Self::Message, Self::Server];

    /// As in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Session => "session",
            Self::Organisation => "organisation",
            Self::Payment => "payment",
            Self::Import => "import",
            Self::Number => "number",
            Self::Message => "message",
            Self::Server => "server",
        }
    }

    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == text)
    }

    /// What the text of its ids begins with: four characters.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::User => "usr_",
            Self::Session => "ses_",
            Self::Organisation => "org_",
            Self::Payment => "pay_",
            Self::Import => "imp_",
            Self::Number => "ins_",
            Self::Message => "msg_",
            Self::Server => "srv_",
        }
    }

    /// Its word.
    #[must_use]
    pub fn label(self) -> Msg {
        match self {
            Self::User => msg::audit_kind_user(),
            Self::Session => msg::audit_kind_session(),
            Self::Organisation => msg::audit_kind_organisation(),
            Self::Payment => msg::audit_kind_payment(),
            Self::Import => msg::audit_kind_import(),
            Self::Number => msg::audit_kind_number(),
            Self::Message => msg::audit_kind_message(),
            Self::Server => msg::audit_kind_server(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_reads_back_and_has_words() {
        for action in AuditAction::ALL {
            assert_eq!(AuditAction::from_code(action.code()), Some(action));
            assert!(action.label().is_some(), "{}", action.code());
        }
        for kind in AuditKind::ALL {
            assert_eq!((AuditKind::from_code(kind.code()), kind.prefix().len()), (Some(kind), 4));
        }
        assert_eq!(AuditAction::from_code("ListUsers"), None, "nobody writes down who looks");
    }
}

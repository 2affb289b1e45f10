//! The words for every state, role and kind, in one place, so that no page chooses its own. To add a variant: its line here and its
//! message in `labels.ftl`; the match does not compile without it.

use crate::text::{Msg, msg};

impl crate::access::Role {
    /// Its word.
    #[must_use]
    pub fn label(self) -> Msg {
        match self {
            Self::Owner => msg::label_role_owner(),
            Self::SubDealer => msg::label_role_sub_dealer(),
            Self::Employee => msg::label_role_employee(),
            Self::Customer => msg::label_role_customer(),
        }
    }
}

impl crate::access::Post {
    /// Its word.
    #[must_use]
    pub fn label(self) -> Msg {
        match self {
            Self::Super => msg::label_post_super(),
            Self::Users => msg::label_post_users(),
            Self::Billing => msg::label_post_billing(),
            Self::Support => msg::label_post_support(),
            Self::ReadOnly => msg::label_post_read_only(),
        }
    }
}

impl crate::user::UserStatus {
    /// Its word.
    #[must_use]
    pub fn label(self) -> Msg {
        match self {
            Self::Active => msg::label_status_active(),
            Self::Inactive => msg::label_status_inactive(),
        }
    }
}

impl crate::message::MessageStage {
    /// Its word.
    #[must_use]
    pub fn label(self) -> Msg {
        match self {
            Self::Queued => msg::label_message_queued(),
            Self::Sending => msg::label_message_claimed(),
            Self::Checking => msg::label_message_unknown(),
            Self::Accepted => msg::label_message_accepted(),
            Self::Unconfirmed => msg::label_message_unconfirmed(),
            Self::Sent => msg::label_message_server(),
            Self::Delivered => msg::label_message_delivered(),
            Self::Read => msg::label_message_read(),
            Self::Played => msg::label_message_played(),
            Self::Failed => msg::label_message_failed(),
            Self::GivenUp => msg::label_message_dead(),
            Self::Cancelled => msg::label_message_cancelled(),
            Self::Expired => msg::label_message_expired(),
        }
    }
}

impl crate::user::EmailStatus {
    /// Its word.
    #[must_use]
    pub fn label(self) -> Msg {
        match self {
            Self::Verified => msg::label_email_verified(),
            Self::Unverified => msg::label_email_unverified(),
            Self::Bounced => msg::label_email_bounced(),
        }
    }
}

impl crate::payment::Method {
    /// Its word.
    #[must_use]
    pub fn label(self) -> Msg {
        match self {
            Self::Cash => msg::label_method_cash(),
            Self::Bank => msg::label_method_bank(),
            Self::Upi => msg::label_method_upi(),
            Self::Gateway => msg::label_method_gateway(),
            Self::Wallet => msg::label_method_wallet(),
        }
    }
}

impl crate::payment::PaymentStatus {
    /// Its word.
    #[must_use]
    pub fn label(self) -> Msg {
        match self {
            Self::Pending => msg::label_payment_pending(),
            Self::Success => msg::label_payment_success(),
            Self::Failed => msg::label_payment_failed(),
            Self::Cancelled => msg::label_payment_cancelled(),
        }
    }
}

impl crate::instance::InstanceState {
    /// Its word.
    #[must_use]
    pub fn label(self) -> Msg {
        match self {
            Self::New => msg::label_instance_new(),
            Self::Starting => msg::label_instance_starting(),
            Self::Scanning => msg::label_instance_scanning(),
            Self::Passkey => msg::label_instance_passkey(),
            Self::Connected => msg::label_instance_connected(),
            Self::Failed => msg::label_instance_failed(),
            Self::Stopped => msg::label_instance_stopped(),
        }
    }
}

impl crate::message::MessageState {
    /// Its word.
    #[must_use]
    pub fn label(self) -> Msg {
        match self {
            Self::Queued => msg::label_message_queued(),
            Self::Claimed | Self::Submitted => msg::label_message_claimed(),
            Self::Unknown => msg::label_message_unknown(),
            Self::Accepted => msg::label_message_accepted(),
            Self::Unconfirmed => msg::label_message_unconfirmed(),
            Self::Server => msg::label_message_server(),
            Self::Delivered => msg::label_message_delivered(),
            Self::Read => msg::label_message_read(),
            Self::Played => msg::label_message_played(),
            Self::Failed => msg::label_message_failed(),
            Self::Dead => msg::label_message_dead(),
            Self::Cancelled => msg::label_message_cancelled(),
            Self::Expired => msg::label_message_expired(),
        }
    }
}

impl crate::server::ServerStatus {
    /// Its word.
    #[must_use]
    pub fn label(self) -> Msg {
        match self {
            Self::Online => msg::label_server_online(),
            Self::Offline => msg::label_server_offline(),
            Self::Maintenance => msg::label_server_maintenance(),
        }
    }
}

impl crate::import::ImportKind {
    /// Its word.
    #[must_use]
    pub fn label(self) -> Msg {
        match self {
            Self::Users => msg::label_import_kind_users(),
            Self::Payments => msg::label_import_kind_payments(),
        }
    }
}

impl crate::import::ImportState {
    /// Its word.
    #[must_use]
    pub fn label(self) -> Msg {
        match self {
            Self::Uploaded => msg::label_import_uploaded(),
            Self::Checking => msg::label_import_checking(),
            Self::Checked => msg::label_import_checked(),
            Self::Running => msg::label_import_running(),
            Self::Done => msg::label_import_done(),
            Self::Refused => msg::label_import_refused(),
        }
    }
}

impl crate::kpi::SystemHealth {
    /// Its word.
    #[must_use]
    pub fn label(self) -> Msg {
        match self {
            Self::Healthy => msg::label_health_healthy(),
            Self::Warning => msg::label_health_warning(),
            Self::Critical => msg::label_health_critical(),
        }
    }
}

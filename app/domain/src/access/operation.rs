//! Every operation of the product, each with the permission it asks for.

use serde::{Deserialize, Serialize};

use super::{Action, Module};

macro_rules! operations {
    ($($(#[$doc:meta])* $name:ident = $module:ident $action:ident;)*) => {
        /// Every operation of the product.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Operation { $($(#[$doc])* $name,)* }

        impl Operation {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
            /// The permission it asks for.
            #[must_use]
            pub const fn needs(self) -> (Module, Action) { match self { $(Self::$name => (Module::$module, Action::$action),)* } }
            /// Its name in the audit trail.
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Self::$name => stringify!($name),)* } }
        }
    };
}

operations! {
    /// Sign in: by password or token, without a grant.
    SignIn = Account Read;
    /// Sign out, or be signed out because an old token came again.
    SignOut = Account Update;
    /// See one's own profile.
    ViewAccount = Account Read;
    /// Change one's own name, language, time zone and look.
    EditAccount = Account Update;
    /// Change one's own password.
    ChangePassword = Account Update;
    /// See one's own sessions.
    ListOwnSessions = Account Read;
    /// End one's own sessions.
    RevokeOwnSession = Account Delete;

    /// List and search people.
    ListUsers = Users Read;
    /// Open a person.
    ViewUser = Users Read;
    /// See what a person did and what was done to them.
    ViewTimeline = Users Read;
    /// Make an account.
    CreateUser = Users Create;
    /// Change an account.
    EditUser = Users Update;
    /// Activate or deactivate.
    SetUserStatus = Users Update;
    /// Give users a manager or an organisation.
    AssignUser = Users Update;
    /// Mail a reset link, or force a change at the next sign-in.
    ResetPassword = Users Update;
    /// Download what is filtered.
    ExportUsers = Users Export;
    /// The figures of people above the table.
    ViewKpis = Users Read;

    /// See a person's sessions.
    ListSessions = Sessions Read;
    /// End a person's sessions.
    RevokeSession = Sessions Delete;

    /// List organisations.
    ListOrganisations = Organisations Read;
    /// Open an organisation.
    ViewOrganisation = Organisations Read;
    /// Make an organisation.
    CreateOrganisation = Organisations Create;
    /// Rename, change the owner, manage branches and folders.
    EditOrganisation = Organisations Update;

    /// See payments.
    ListPayments = Money Read;
    /// Open a payment.
    ViewPayment = Money Read;
    /// The figures of money above the table.
    ViewMoneyKpis = Money Read;
    /// Record a payment by hand.
    RecordPayment = Money Create;
    /// Refund a payment.
    RefundPayment = Money Update;
    /// Download payments.
    ExportPayments = Money Export;

    /// Import users from a file.
    ImportUsers = Imports Create;
    /// Import payments from a file.
    ImportPayments = Imports Create;
    /// See imports and their refused rows.
    ListImports = Imports Read;

    /// Read the audit trail.
    ViewAudit = Audit Read;
    /// Download what of it is filtered.
    ExportAudit = Audit Export;

    /// See gateway servers.
    ListServers = Servers Read;
    /// Add a gateway server.
    CreateServer = Servers Create;
    /// Change a gateway server, or put it into maintenance.
    EditServer = Servers Update;
    /// Remove a gateway server.
    DeleteServer = Servers Delete;

    /// See paired numbers.
    ListInstances = Instances Read;
    /// Open a paired number.
    ViewInstance = Instances Read;
    /// Add a number.
    CreateInstance = Instances Create;
    /// Show the QR code, reconnect, log out.
    ControlInstance = Instances Update;
    /// Remove a number.
    DeleteInstance = Instances Delete;

    /// See messages.
    ListMessages = Messages Read;
    /// Queue messages.
    SendMessages = Messages Create;
    /// Cancel or retry a message.
    ControlMessage = Messages Update;

    /// Read the mails kept here.
    ListOutbox = Outbox Read;
}

//! The table: for every operation and server function who may do it, and on whose things. It is written down here by hand and not
//! derived from `domain::access`, so that a grant that changes by mistake is noticed.
//!
//! One letter per caller, in this order: owner, dealer, the five posts of employees (super, users, billing, support, read-only), customer.
//! `T`: on everything in their part of the tree. `O`: on their own. `R`: at the root alone, on everything; below it not at all. `-`: not at
//! all.

use domain::access::{
    Operation::{self, *},
    Post, Role,
};

use super::people::{Part, Person, Who};

/// What an operation is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// Nothing in particular: a list, something new, one's own account.
    Nothing,
    /// A person.
    Person,
    /// A person whose account is changed, or whose sessions are ended: not of someone above.
    Managed,
    /// A business.
    Organisation,
    /// A payment.
    Payment,
    /// A number.
    Instance,
    /// A message.
    Message,
    /// A run of an import.
    Import,
    /// A gateway server.
    Server,
    /// A session.
    Session,
    /// A view that somebody keeps.
    View,
}

/// A line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The server function, or what it is where there is none.
    pub name: &'static str,
    /// The operation it asks for.
    pub operation: Operation,
    /// What it is done to.
    pub on: On,
    /// See the module's words.
    letters: &'static str,
}

const fn row(name: &'static str, operation: Operation, on: On, letters: &'static str) -> Row {
    Row { name, operation, on, letters }
}

impl Row {
    /// The letter of a caller.
    pub fn letter(&self, who: Who) -> char {
        if who == Who::Locked {
            return if self.letters == OWN_ACCOUNT { 'O' } else { '-' };
        }
        let person = who.person();
        let column = match (person.role(), person.post()) {
            (Role::Owner, _) => 0,
            (Role::SubDealer, _) => 1,
            (Role::Customer, _) => 7,
            (Role::Employee, post) => 2 + POSTS.iter().position(|known| Some(*known) == post).expect("an employee has a post"),
        };
        let letter = self.letters.split(' ').nth(column).and_then(|text| text.chars().next()).expect("a letter for each caller");
        if letter == 'R' && person.part() != Part::Root { '-' } else { letter }
    }
}

const POSTS: [Post; 5] = [Post::Super, Post::Users, Post::Billing, Post::Support, Post::ReadOnly];

/// Everybody has their own account, even who must choose a new password first.
const OWN_ACCOUNT: &str = "O O O O O O O O";

/// Operations that no door offers yet.
pub const NOT_OFFERED: &[Operation] = &[];

/// See the module's words. Within an area, what shows stands before what changes.
pub const TABLE: &[Row] = &[
    //                                                                         owner dealer | super users billing support reader | customer
    row("users/list_users", ListUsers, On::Nothing, "T T T T T T T -"),
    row("users/list_user_choices", ListUsers, On::Nothing, "T T T T T T T -"),
    row("users/find_users", ListUsers, On::Nothing, "T T T T T T T -"),
    row("users/user_kpis", ViewKpis, On::Nothing, "T T T T T T T -"),
    row("figures of money", ViewMoneyKpis, On::Nothing, "T T T - T - - -"),
    row("export of users", ExportUsers, On::Nothing, "T T T T - - - -"),
    row("users/view_user", ViewUser, On::Person, "T T T T T T T -"),
    row("users/user_timeline", ViewTimeline, On::Person, "T T T T T T T -"),
    row("users/create_user", CreateUser, On::Nothing, "T T T T - - - -"),
    row("users/edit_user", EditUser, On::Managed, "T T T T - - - -"),
    row("users/set_user_status", SetUserStatus, On::Managed, "T T T T - - - -"),
    row("users/change_users", AssignUser, On::Managed, "T T T T - - - -"),
    row("views/list_views", ListUsers, On::Nothing, "O O O O O O O -"),
    row("views/save_view", ListUsers, On::Nothing, "O O O O O O O -"),
    row("views/rename_view", ListUsers, On::View, "O O O O O O O -"),
    row("views/update_view", ListUsers, On::View, "O O O O O O O -"),
    row("views/delete_view", ListUsers, On::View, "O O O O O O O -"),
    row("organisations/list_organisations", ListOrganisations, On::Nothing, "T T T T T T T -"),
    row("organisations/view_organisation", ViewOrganisation, On::Organisation, "T T T T T T T -"),
    row("organisations/create_organisation", CreateOrganisation, On::Nothing, "T T T T - - - -"),
    row("organisations/edit_organisation", EditOrganisation, On::Organisation, "T T T T - - - -"),
    row("organisations/add_branch", EditOrganisation, On::Organisation, "T T T T - - - -"),
    row("organisations/add_folder", EditOrganisation, On::Organisation, "T T T T - - - -"),
    row("organisations/rename_branch", EditOrganisation, On::Organisation, "T T T T - - - -"),
    row("organisations/rename_folder", EditOrganisation, On::Organisation, "T T T T - - - -"),
    row("organisations/archive_branch", EditOrganisation, On::Organisation, "T T T T - - - -"),
    row("organisations/archive_folder", EditOrganisation, On::Organisation, "T T T T - - - -"),
    row("audit/list_audit", ViewAudit, On::Nothing, "T T T - - - T -"),
    row("audit/view_audit", ViewAudit, On::Nothing, "T T T - - - T -"),
    row("audit/audit_actors", ViewAudit, On::Nothing, "T T T - - - T -"),
    row("export of audit", ExportAudit, On::Nothing, "T T T - - - - -"),
    row("payments/list_payments", ListPayments, On::Nothing, "T T T - T - - O"),
    row("payments/view_payment", ViewPayment, On::Payment, "T T T - T - - O"),
    row("export of payments", ExportPayments, On::Nothing, "T T T - T - - -"),
    row("payments/record_payment", RecordPayment, On::Person, "T T T - T - - -"),
    row("payments/refund_payment", RefundPayment, On::Payment, "T T T - T - - -"),
    row("imports/list_imports", ListImports, On::Nothing, "O O O - - - - -"),
    row("imports/view_import", ListImports, On::Import, "O O O - - - - -"),
    row("report of an import", ListImports, On::Import, "O O O - - - - -"),
    row("imports/map_import", ListImports, On::Import, "O O O - - - - -"),
    row("imports/check_import", ListImports, On::Import, "O O O - - - - -"),
    row("imports/run_import", ListImports, On::Import, "O O O - - - - -"),
    row("upload of users", ImportUsers, On::Nothing, "T T T - - - - -"),
    row("upload of payments", ImportPayments, On::Nothing, "T T T - - - - -"),
    row("servers/list_servers", ListServers, On::Nothing, "R - R - - - R -"),
    row("servers/create_server", CreateServer, On::Nothing, "R - - - - - - -"),
    row("servers/edit_server", EditServer, On::Server, "R - - - - - - -"),
    row("servers/set_server_status", EditServer, On::Server, "R - - - - - - -"),
    row("servers/check_server", EditServer, On::Server, "R - - - - - - -"),
    row("servers/delete_server", DeleteServer, On::Server, "R - - - - - - -"),
    row("instances/list_instances", ListInstances, On::Nothing, "T T T T - T T O"),
    row("instances/view_instance", ViewInstance, On::Instance, "T T T T - T T O"),
    row("instances/create_instance", CreateInstance, On::Person, "T T T - - - - O"),
    row("instances/connect_instance", ControlInstance, On::Instance, "T T T - - T - O"),
    row("instances/pair_by_phone", ControlInstance, On::Instance, "T T T - - T - O"),
    row("instances/log_out_instance", ControlInstance, On::Instance, "T T T - - T - O"),
    row("instances/confirm_account", ControlInstance, On::Instance, "T T T - - T - O"),
    row("instances/refuse_account", ControlInstance, On::Instance, "T T T - - T - O"),
    row("instances/delete_instance", DeleteInstance, On::Instance, "T T T - - - - O"),
    row("messages/list_messages", ListMessages, On::Nothing, "T T T T - T T O"),
    row("messages/view_message", ListMessages, On::Message, "T T T T - T T O"),
    row("messages/messages_today", ListMessages, On::Nothing, "T T T T - T T O"),
    row("messages of a number", ListMessages, On::Instance, "T T T T - T T O"),
    row("messages/home_country", SendMessages, On::Nothing, "T T T - - - - O"),
    row("messages/compose_messages", SendMessages, On::Instance, "T T T - - - - O"),
    row("messages/cancel_message", ControlMessage, On::Message, "T T T - - - - O"),
    row("messages/retry_message", ControlMessage, On::Message, "T T T - - - - O"),
    row("messages/cancel_rest", ControlMessage, On::Message, "T T T - - - - O"),
    row("account/own_sessions", ListOwnSessions, On::Nothing, OWN_ACCOUNT),
    row("account/time_zones", ViewAccount, On::Nothing, OWN_ACCOUNT),
    row("account/form_token", ViewAccount, On::Nothing, OWN_ACCOUNT),
    row("search/find_records", ViewAccount, On::Nothing, "T T T T T T T O"),
    row("account/edit_profile", EditAccount, On::Nothing, OWN_ACCOUNT),
    row("account/change_password", ChangePassword, On::Nothing, OWN_ACCOUNT),
    row("account/revoke_own_session", RevokeOwnSession, On::Session, OWN_ACCOUNT),
    row("account/revoke_other_sessions", RevokeOwnSession, On::Nothing, OWN_ACCOUNT),
    row("sign in", SignIn, On::Nothing, OWN_ACCOUNT),
    row("sign out", SignOut, On::Nothing, OWN_ACCOUNT),
    row("account/list_outbox", ListOutbox, On::Nothing, "R - R - - - - -"),
    row("account/user_sessions", ListSessions, On::Person, "T T T T - T T -"),
    row("account/revoke_user_session", RevokeSession, On::Managed, "T T T T - - - -"),
    row("account/send_password_reset", ResetPassword, On::Managed, "T T T T - - - -"),
];

/// The server functions as `api` registers them: the text of its table, because this crate stands below that one.
const REGISTERED: &str = include_str!("../../../../app/api/src/operations.rs");

#[test]
fn every_operation_has_a_row() {
    let missing: Vec<_> = Operation::ALL
        .iter()
        .filter(|operation| !NOT_OFFERED.contains(operation) && !TABLE.iter().any(|row| row.operation == **operation))
        .collect();
    assert!(missing.is_empty(), "no row in the matrix for {missing:?}");
    let offered: Vec<_> = NOT_OFFERED.iter().filter(|operation| TABLE.iter().any(|row| row.operation == **operation)).collect();
    assert!(offered.is_empty(), "{offered:?} have a row and are offered");
}

#[test]
fn every_server_function_has_a_row_with_its_operation() {
    let pairs: Vec<(&str, &str)> =
        REGISTERED.lines().filter_map(|line| line.trim().strip_prefix("(\"")?.strip_suffix("),")?.split_once("\", Operation::")).collect();
    assert!(pairs.len() > 40, "the table of server functions is read: {pairs:?}");
    for (name, operation) in &pairs {
        let row = TABLE.iter().find(|row| row.name == *name).unwrap_or_else(|| panic!("no row in the matrix for {name}"));
        assert_eq!(row.operation.name(), *operation, "{name}");
    }
    for row in TABLE.iter().filter(|row| row.name.contains('/')) {
        assert!(pairs.iter().any(|(name, _)| *name == row.name), "there is no server function {}", row.name);
    }
}

#[test]
fn every_row_has_a_letter_for_each_caller() {
    for row in TABLE {
        assert_eq!(row.letters.split(' ').count(), 8, "{}", row.name);
        for who in Who::all() {
            assert!("TOR-".contains(row.letter(who)), "{} for {who:?}", row.name);
        }
    }
    assert_eq!(Person::all().len(), 18);
}

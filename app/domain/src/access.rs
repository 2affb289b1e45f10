//! Who may do what. A [`Role`] (and, for employees, a [`Post`]) holds [`Grant`]s: a module, an action and how far it reaches. Every
//! operation of the product is a row of [`Operation`]; a use case begins with [`Caller::reach`], which answers how far this caller
//! reaches with this operation, and then looks at the object itself. What is out of reach does not exist (404).
//!
//! To add an operation: a variant with its module and action here, the use case that asks for it, and an exercise in the matrix
//! test, which does not compile while one is missing.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    ids::{OrganisationId, SessionId, UserId},
};

/// A person's place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The root: runs the business.
    Owner,
    /// Sells to customers of their own.
    SubDealer,
    /// Staff of the owner or of a sub-dealer.
    Employee,
    /// Pays, pairs numbers and sends.
    Customer,
}

impl Role {
    /// All roles, from the root down.
    pub const ALL: [Self; 4] = [Self::Owner, Self::SubDealer, Self::Employee, Self::Customer];
    /// As stored and as in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::SubDealer => "sub_dealer",
            Self::Employee => "employee",
            Self::Customer => "customer",
        }
    }
    /// Reads [`Self::code`], and the spellings that files use (`SubDealer`, `sub-dealer`).
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect();
        match plain.as_str() {
            "owner" => Some(Self::Owner),
            "subdealer" => Some(Self::SubDealer),
            "employee" => Some(Self::Employee),
            "customer" => Some(Self::Customer),
            _ => None,
        }
    }
    /// Whether this role works on the staff side.
    #[must_use]
    pub const fn is_staff(self) -> bool {
        !matches!(self, Self::Customer)
    }
}

/// What an employee is there for: the built-in administrator roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Post {
    /// Everything in their part of the tree.
    Super,
    /// Accounts and organisations, no money.
    Users,
    /// Money.
    Billing,
    /// Support: reads, and helps with pairing and messages; no money. What an employee is unless told otherwise.
    Support,
    /// Reads everything but money.
    ReadOnly,
}

impl Post {
    /// All posts.
    pub const ALL: [Self; 5] = [Self::Super, Self::Users, Self::Billing, Self::Support, Self::ReadOnly];
    /// As stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Super => "super",
            Self::Users => "users",
            Self::Billing => "billing",
            Self::Support => "support",
            Self::ReadOnly => "read_only",
        }
    }
    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|post| post.code() == text)
    }
}

/// What is acted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Module {
    /// One's own account, sessions and profile.
    Account,
    /// People.
    Users,
    /// Other people's sessions.
    Sessions,
    /// Businesses, branches, folders.
    Organisations,
    /// Payments and every figure of money.
    Money,
    /// CSV imports.
    Imports,
    /// The audit trail.
    Audit,
    /// Gateway servers.
    Servers,
    /// Paired numbers.
    Instances,
    /// Messages in the queue.
    Messages,
    /// Mails kept in the outbox.
    Outbox,
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// See.
    Read,
    /// Make.
    Create,
    /// Change.
    Update,
    /// Remove.
    Delete,
    /// Take out in bulk.
    Export,
}

/// How far a grant reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// What is one's own.
    Own,
    /// Users assigned to one as their manager.
    Assigned,
    /// One's part of the tree.
    Tree,
}

/// What narrows a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Amounts up to so many minor units, in any currency.
    AmountUpTo(i64),
}

/// One permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grant {
    /// On what.
    pub module: Module,
    /// What.
    pub action: Action,
    /// How far.
    pub scope: Scope,
    /// Narrowed by.
    pub condition: Option<Condition>,
}

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

const fn grant(module: Module, action: Action, scope: Scope) -> Grant {
    Grant { module, action, scope, condition: None }
}

/// The built-in grants of a role and post.
#[must_use]
pub fn grants(role: Role, post: Option<Post>) -> Vec<Grant> {
    use Action::{Create, Delete, Export, Read, Update};
    use Module::{Account, Audit, Imports, Instances, Messages, Money, Organisations, Outbox, Servers, Sessions, Users};
    let mut out: Vec<Grant> = [Read, Update, Delete].into_iter().map(|action| grant(Account, action, Scope::Own)).collect();
    let mut add = |modules: &[Module], actions: &[Action], scope: Scope| {
        for module in modules {
            for action in actions {
                out.push(grant(*module, *action, scope));
            }
        }
    };
    let every: &[Action] = &[Read, Create, Update, Delete, Export];
    match (role, post) {
        (Role::Owner, _) => {
            add(&[Users, Sessions, Organisations, Money, Imports, Audit, Servers, Instances, Messages, Outbox], every, Scope::Tree)
        }
        (Role::SubDealer, _) => {
            add(&[Users, Sessions, Organisations, Money, Imports, Instances, Messages], every, Scope::Tree);
            add(&[Audit], &[Read], Scope::Tree);
        }
        (Role::Employee, Some(Post::Super)) => {
            add(&[Users, Sessions, Organisations, Money, Imports, Instances, Messages], every, Scope::Tree);
            add(&[Audit, Servers, Outbox], &[Read], Scope::Tree);
        }
        (Role::Employee, Some(Post::Users)) => {
            add(&[Users, Sessions, Organisations], every, Scope::Tree);
            add(&[Instances, Messages], &[Read], Scope::Tree);
        }
        (Role::Employee, Some(Post::Billing)) => {
            add(&[Users, Organisations], &[Read], Scope::Tree);
            add(&[Money], &[Read, Create, Update, Export], Scope::Tree);
        }
        (Role::Employee, Some(Post::ReadOnly)) => {
            add(&[Users, Organisations, Sessions, Instances, Messages, Servers, Audit], &[Read], Scope::Tree)
        }
        (Role::Employee, Some(Post::Support) | None) => {
            add(&[Users, Organisations, Sessions, Messages], &[Read], Scope::Tree);
            add(&[Instances], &[Read, Update], Scope::Tree);
        }
        (Role::Customer, _) => {
            add(&[Instances, Messages], &[Read, Create, Update, Delete], Scope::Own);
            add(&[Money], &[Read], Scope::Own);
        }
    }
    out
}

/// From where a call came.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Origin {
    /// Address of the peer, after trusted proxies.
    pub address: Option<String>,
    /// Browser or client.
    pub user_agent: Option<String>,
    /// Names this request in logs and answers.
    pub request_id: Option<String>,
}

/// Who calls: made at the door (page, REST, worker, command line), checked in the use case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caller {
    /// The person; [`UserId::NIL`] for the command line and workers.
    pub user: UserId,
    /// The person's name, as snapshot for the audit trail.
    pub name: String,
    /// The person behind them, when staff act as a user.
    pub behind: Option<UserId>,
    /// The signed-in device, where there is one.
    pub session: Option<SessionId>,
    /// Place in the tree.
    pub role: Role,
    /// An employee's post.
    pub post: Option<Post>,
    /// The part of the tree they act in: a materialised path such as `1/7/`.
    pub tree: String,
    /// Their organisation.
    pub organisation: Option<OrganisationId>,
    /// What they may do.
    pub grants: Vec<Grant>,
    /// From where.
    pub origin: Origin,
}

impl Caller {
    /// The system itself, at the root of the tree: command line and workers.
    #[must_use]
    pub fn system(name: &str) -> Self {
        Self {
            user: UserId::NIL,
            name: name.to_owned(),
            behind: None,
            session: None,
            role: Role::Owner,
            post: None,
            tree: "1/".to_owned(),
            organisation: None,
            grants: grants(Role::Owner, None),
            origin: Origin::default(),
        }
    }

    /// How far this caller reaches with this operation; the widest grant counts.
    #[must_use]
    pub fn scope_of(&self, operation: Operation) -> Option<Scope> {
        let (module, action) = operation.needs();
        self.grants.iter().filter(|grant| grant.module == module && grant.action == action).map(|grant| grant.scope).max()
    }

    /// Whether the caller holds this operation at all, on anything.
    #[must_use]
    pub fn may(&self, operation: Operation) -> bool {
        self.scope_of(operation).is_some()
    }

    /// How far the caller reaches with this operation.
    ///
    /// # Errors
    /// Forbidden, when no grant covers it.
    pub fn reach(&self, operation: Operation) -> Result<Reach> {
        Ok(match self.scope_of(operation).ok_or_else(Error::forbidden)? {
            Scope::Own => Reach::Own(self.user),
            Scope::Assigned => Reach::Assigned(self.user),
            Scope::Tree => Reach::Tree(self.tree.clone()),
        })
    }

    /// Whether an amount is within the conditions of the grant for this operation.
    #[must_use]
    pub fn may_amount(&self, operation: Operation, minor: i64) -> bool {
        let (module, action) = operation.needs();
        self.grants.iter().filter(|grant| grant.module == module && grant.action == action).any(|grant| match grant.condition {
            None => true,
            Some(Condition::AmountUpTo(most)) => minor <= most,
        })
    }
}

/// The objects that an operation may touch, as a filter on users: the queries' first condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Only what belongs to this user.
    Own(UserId),
    /// Only users whose manager is this one.
    Assigned(UserId),
    /// Users whose path starts with this.
    Tree(String),
}

impl Reach {
    /// Whether a user with this id, manager and path is within reach.
    #[must_use]
    pub fn covers(&self, user: UserId, manager: Option<UserId>, path: &str) -> bool {
        match self {
            Self::Own(own) => *own == user,
            Self::Assigned(own) => manager == Some(*own) || user == *own,
            Self::Tree(tree) => path.starts_with(tree.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_support_employee_sees_no_money_anywhere() {
        for post in [None, Some(Post::Support), Some(Post::ReadOnly), Some(Post::Users)] {
            assert!(grants(Role::Employee, post).iter().all(|grant| grant.module != Module::Money), "{post:?}");
        }
    }

    #[test]
    fn nobody_but_the_owner_changes_servers() {
        for role in [Role::SubDealer, Role::Customer] {
            assert!(grants(role, None).iter().all(|grant| grant.module != Module::Servers));
        }
    }

    #[test]
    fn a_tree_ends_at_its_own_slash() {
        let reach = Reach::Tree("1/7/".into());
        assert!(reach.covers(UserId::NIL, None, "1/7/9/"));
        assert!(!reach.covers(UserId::NIL, None, "1/70/"));
    }

    #[test]
    fn files_may_spell_roles_their_way() {
        for text in ["SubDealer", "sub-dealer", "SUB_DEALER", "sub dealer"] {
            assert_eq!(Role::from_code(text), Some(Role::SubDealer));
        }
    }
}

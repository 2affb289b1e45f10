//! People: what a row, a page and a form of a user hold, and the filter that a URL carries. The same validation runs in the browser
//! (as one types) and in the use case (always).

use serde::{Deserialize, Serialize};

use crate::{
    access::{Post, Role},
    ids::{BranchId, FolderId, OrganisationId, PlanId, UserId},
    text::{Locale, Msg},
    time::Timestamp,
};

mod bulk;
mod filter;
mod form;

pub use bulk::{BulkForm, BulkOutcome, Picked, REFUSALS_MAX, Refusal};
pub use filter::{UserFilter, UserListQuery, UserSort};
pub use form::{
    NAME_MAX, NOTES_MAX, TAG_MAX, TAGS_MAX, UserForm, UserInput, check_email, check_name, check_note, check_phone, check_tags,
    check_username, has_controls, shorten, split_tags,
};

/// Whether a person may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserStatus {
    /// May sign in.
    Active,
    /// May not; all history stays.
    Inactive,
}

impl UserStatus {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Active, Self::Inactive];
    /// As stored and as in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
        }
    }
    /// Reads [`Self::code`] and the words files use.
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "active" => Some(Self::Active),
            "inactive" | "deactivated" | "disabled" => Some(Self::Inactive),
            _ => None,
        }
    }
}

/// What is known of an email address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmailStatus {
    /// Its owner opened a link sent there.
    Verified,
    /// Not yet.
    Unverified,
    /// Mail to it came back.
    Bounced,
}

impl EmailStatus {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Verified, Self::Unverified, Self::Bounced];
    /// As stored and as in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unverified => "unverified",
            Self::Bounced => "bounced",
        }
    }
    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == text)
    }
}

/// The highest tier.
pub const MAX_TIER: i16 = 3;

/// One line of the user table. Money fields are `None` where the viewer may not see money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UserRow {
    /// Its id.
    pub id: UserId,
    /// Full name.
    pub name: String,
    /// Sign-in name, where one was chosen.
    pub username: Option<String>,
    /// Address.
    pub email: String,
    /// State of the address.
    pub email_status: EmailStatus,
    /// E.164.
    pub phone: Option<String>,
    /// The same in the groups of its country, to be read.
    pub phone_shown: Option<String>,
    /// Place in the tree.
    pub role: Role,
    /// An employee's post.
    pub post: Option<Post>,
    /// May sign in?
    pub status: UserStatus,
    /// 0–3.
    pub tier: i16,
    /// Organisation and its name.
    pub organisation: Option<(OrganisationId, String)>,
    /// Manager and their name.
    pub manager: Option<(UserId, String)>,
    /// Plan and its name.
    pub plan: Option<(PlanId, String)>,
    /// Words put on them.
    pub tags: Vec<String>,
    /// Numbers connected now.
    pub instances: i64,
    /// Messages sent so far.
    pub messages: i64,
    /// Successful payments less refunds, per currency.
    pub paid: Option<Vec<crate::Money>>,
    /// Whether anything was paid this month.
    pub paid_this_month: Option<bool>,
    /// Since when.
    pub registered_at: Timestamp,
    /// Last seen.
    pub last_seen_at: Option<Timestamp>,
}

/// A user's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UserView {
    /// What the table shows.
    pub row: UserRow,
    /// The sub-dealer or owner above them.
    pub parent: Option<(UserId, String)>,
    /// The id in the system it was imported from.
    pub external_id: Option<String>,
    /// IANA time zone.
    pub time_zone: String,
    /// Language.
    pub locale: Locale,
    /// What staff wrote of them.
    pub notes: String,
    /// Default branch and its name.
    pub branch: Option<(BranchId, String)>,
    /// Default folder and its name.
    pub folder: Option<(FolderId, String)>,
    /// Must choose a new password at the next sign-in.
    pub must_change_password: bool,
    /// When the password was last set.
    pub password_changed_at: Option<Timestamp>,
    /// Number of the row's version: an edit says which it saw.
    pub version: i64,
    /// What the viewer may do here.
    pub can_edit: bool,
    /// May activate and deactivate.
    pub can_set_status: bool,
    /// May see money.
    pub sees_money: bool,
    /// May record a payment.
    pub can_record_payment: bool,
    /// May see and end sessions.
    pub sees_sessions: bool,
}

/// Most of a kind that [`UserChoices`] hold at once; the others are found by a part of their name.
pub const CHOICES_MAX: usize = 100;

/// A kind of [`UserChoices`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceKind {
    /// Plans.
    Plan,
    /// Managers.
    Manager,
    /// Parents.
    Parent,
    /// Organisations.
    Organisation,
    /// Branches of the organisation that is chosen.
    Branch,
    /// Folders of the organisation that is chosen.
    Folder,
}

/// Which [`UserChoices`] are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UserChoicesQuery {
    /// Names that hold this, as typed; all names when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// Kinds that are wanted, and no others; all of them when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<ChoiceKind>,
    /// Chosen already, and so among the answers whatever its name. Its branches and folders come along.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// Chosen already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<BranchId>,
    /// Chosen already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder: Option<FolderId>,
    /// Chosen already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<UserId>,
    /// Chosen already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanId>,
}

/// What filters and forms offer to choose from: the first [`CHOICES_MAX`] of each kind by name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct UserChoices {
    /// Plans.
    pub plans: Vec<(PlanId, String)>,
    /// Managers: staff within reach.
    pub managers: Vec<(UserId, String)>,
    /// Parents: owner and sub-dealers within reach.
    pub parents: Vec<(UserId, String)>,
    /// Organisations.
    pub organisations: Vec<(OrganisationId, String)>,
    /// All branches of the organisation that is chosen, but those put away.
    pub branches: Vec<(BranchId, String)>,
    /// The same of folders.
    pub folders: Vec<(FolderId, String)>,
    /// Roles the viewer may give.
    pub roles: Vec<Role>,
}

/// One entry of a user's timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// When.
    pub at: Timestamp,
    /// What happened, as a sentence.
    pub what: Msg,
    /// Who did it: a name as it was then.
    pub by: String,
    /// From where.
    pub address: Option<String>,
    /// The id of what it speaks of, where that is not the person the timeline is about: `pay_…`.
    pub subject: Option<String>,
}

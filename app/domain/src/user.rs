//! People: what a row, a page and a form of a user hold, and the filter that a URL carries. The same validation runs in the browser
//! (as one types) and in the use case (always).

use serde::{Deserialize, Serialize};

use crate::{
    access::{Post, Role},
    email,
    error::{Error, FieldError, Result},
    ids::{BranchId, FolderId, OrganisationId, PlanId, UserId},
    page::{DEFAULT_PAGE_SIZE, PAGE_SIZES},
    phone,
    text::{Locale, Msg, msg},
    time::{Period, Timestamp},
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
    /// Default branch.
    pub branch: Option<BranchId>,
    /// Default folder.
    pub folder: Option<FolderId>,
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

/// What a form for a new or changed user holds. All text as typed; [`UserForm::check`] reads it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UserForm {
    /// Full name.
    pub name: String,
    /// Sign-in name or empty.
    pub username: String,
    /// Address.
    pub email: String,
    /// Phone or empty.
    pub phone: String,
    /// Role's code.
    pub role: String,
    /// Post's code or empty.
    pub post: String,
    /// 0–3.
    pub tier: String,
    /// Organisation's id or empty.
    pub organisation: String,
    /// Manager's id or empty.
    pub manager: String,
    /// Parent's id or empty for the caller's own place.
    pub parent: String,
    /// IANA zone or empty for the operator's.
    pub time_zone: String,
    /// Language tag or empty.
    pub locale: String,
    /// Words, separated by commas.
    pub tags: String,
    /// Free text.
    pub notes: String,
    /// The version that was shown (edit only).
    pub version: String,
}

/// A checked [`UserForm`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserInput {
    /// 1–120 characters.
    pub name: String,
    /// 3–40 characters, or none.
    pub username: Option<String>,
    /// Valid address.
    pub email: String,
    /// E.164.
    pub phone: Option<String>,
    /// Role.
    pub role: Role,
    /// Post, for employees.
    pub post: Option<Post>,
    /// 0–3.
    pub tier: i16,
    /// Organisation.
    pub organisation: Option<OrganisationId>,
    /// Manager.
    pub manager: Option<UserId>,
    /// Parent.
    pub parent: Option<UserId>,
    /// IANA zone.
    pub time_zone: Option<String>,
    /// Language.
    pub locale: Option<Locale>,
    /// Tags, in order, without repeats.
    pub tags: Vec<String>,
    /// Notes.
    pub notes: String,
    /// Version shown.
    pub version: Option<i64>,
}

/// Longest name, in characters.
pub const NAME_MAX: usize = 120;
/// Longest notes, in characters.
pub const NOTES_MAX: usize = 4000;
/// Most tags on one user.
pub const TAGS_MAX: usize = 20;
/// Longest tag, in characters.
pub const TAG_MAX: usize = 40;

/// Whether a text holds characters that no name or note should: controls and NUL.
#[must_use]
pub fn has_controls(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && c != '\n' && c != '\t')
}

/// What is wrong with a name, if anything.
#[must_use]
pub fn check_name(name: &str) -> Option<Msg> {
    let count = name.trim().chars().count();
    if count == 0 {
        Some(msg::field_required())
    } else if count > NAME_MAX {
        Some(msg::field_too_long(count, NAME_MAX))
    } else if has_controls(name) || name.contains('\n') {
        Some(msg::field_control_characters())
    } else {
        None
    }
}

/// What is wrong with an email address, if anything.
#[must_use]
pub fn check_email(text: &str) -> Option<Msg> {
    let text = text.trim();
    if text.is_empty() {
        Some(msg::field_required())
    } else if email::is_valid(text) {
        None
    } else {
        Some(msg::field_not_an_email(shorten(text)))
    }
}

/// What is wrong with a phone number, if anything; empty is fine.
#[must_use]
pub fn check_phone(text: &str) -> Option<Msg> {
    let text = text.trim();
    (!text.is_empty() && phone::normalise(text).is_none()).then(|| msg::field_not_a_phone(shorten(text)))
}

/// What is wrong with a user name, if anything; empty is fine.
#[must_use]
pub fn check_username(text: &str) -> Option<Msg> {
    let text = text.trim();
    let fits = (3..=40).contains(&text.chars().count()) && text.chars().all(|c| c.is_alphanumeric() || "._-".contains(c));
    (!text.is_empty() && !fits).then(|| msg::field_not_a_username(shorten(text)))
}

/// What is wrong with a comma-separated list of tags, if anything.
#[must_use]
pub fn check_tags(text: &str) -> Option<Msg> {
    let tags = split_tags(text);
    if tags.len() > TAGS_MAX {
        return Some(msg::field_too_many_tags(tags.len(), TAGS_MAX));
    }
    tags.iter().find(|tag| tag.chars().count() > TAG_MAX || has_controls(tag)).map(|tag| msg::field_bad_tag(shorten(tag), TAG_MAX))
}

/// Tags of a comma-separated text, trimmed, lower case, without repeats.
#[must_use]
pub fn split_tags(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split([',', '|']).map(|tag| tag.trim().to_lowercase()).filter(|tag| !tag.is_empty()) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// The value for a sentence: at most 60 characters.
#[must_use]
pub fn shorten(text: &str) -> String {
    if text.chars().count() <= 60 { text.to_owned() } else { text.chars().take(59).chain(['…']).collect() }
}

impl UserForm {
    /// Reads the form; says everything that is wrong at once.
    ///
    /// # Errors
    /// Invalid, with one sentence per field.
    pub fn check(&self) -> Result<UserInput> {
        let mut errors = Vec::new();
        let mut say = |field: &str, message: Option<Msg>| {
            if let Some(message) = message {
                errors.push(FieldError { field: field.to_owned(), message });
            }
        };
        say("name", check_name(&self.name));
        say("email", check_email(&self.email));
        say("phone", check_phone(&self.phone));
        say("username", check_username(&self.username));
        say("tags", check_tags(&self.tags));
        let role = Role::from_code(&self.role);
        say("role", role.is_none().then(|| msg::field_choose_one(shorten(&self.role))));
        let tier =
            if self.tier.trim().is_empty() { Some(0) } else { self.tier.trim().parse().ok().filter(|tier| (0..=MAX_TIER).contains(tier)) };
        say("tier", tier.is_none().then(|| msg::field_choose_one(shorten(&self.tier))));
        let post = Post::from_code(&self.post);
        say("post", (!self.post.is_empty() && post.is_none()).then(|| msg::field_choose_one(shorten(&self.post))));
        let notes = self.notes.chars().count();
        say(
            "notes",
            if notes > NOTES_MAX {
                Some(msg::field_too_long(notes, NOTES_MAX))
            } else {
                has_controls(&self.notes).then(msg::field_control_characters)
            },
        );
        let organisation = optional_id(&self.organisation);
        say("organisation", organisation.is_none().then(|| msg::field_choose_one(shorten(&self.organisation))));
        let manager = optional_id(&self.manager);
        say("manager", manager.is_none().then(|| msg::field_choose_one(shorten(&self.manager))));
        let parent = optional_id(&self.parent);
        say("parent", parent.is_none().then(|| msg::field_choose_one(shorten(&self.parent))));
        let (Some(role), Some(tier), Some(organisation), Some(manager), Some(parent), true) =
            (role, tier, organisation, manager, parent, errors.is_empty())
        else {
            return Err(Error::fields(errors));
        };
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Ok(UserInput {
            name: self.name.trim().to_owned(),
            username: some(&self.username),
            email: self.email.trim().to_owned(),
            phone: phone::normalise(&self.phone),
            role,
            post: (role == Role::Employee).then_some(post.unwrap_or(Post::Support)),
            tier,
            organisation,
            manager,
            parent,
            time_zone: some(&self.time_zone),
            locale: Locale::from_tag(&self.locale),
            tags: split_tags(&self.tags),
            notes: self.notes.clone(),
            version: self.version.parse().ok(),
        })
    }
}

/// `Some(None)` for empty, `Some(Some(id))` for an id, `None` for anything else.
fn optional_id<T: std::str::FromStr>(text: &str) -> Option<Option<T>> {
    let text = text.trim();
    if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) }
}

/// What the table sorts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserSort {
    /// Newest first.
    #[default]
    Registered,
    /// By name.
    Name,
    /// By address.
    Email,
    /// By last visit.
    LastSeen,
}

impl UserSort {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Registered, Self::Name, Self::Email, Self::LastSeen];
    /// Whether its usual order is from the last to the first: times are, words are not.
    #[must_use]
    pub const fn begins_descending(self) -> bool {
        matches!(self, Self::Registered | Self::LastSeen)
    }
    /// As in URLs; a `-` before it means from the last to the first.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Name => "name",
            Self::Email => "email",
            Self::LastSeen => "last_seen",
        }
    }
}

/// The filter of the user table, exactly what the URL holds. Unknown or broken values fall away, so that an old link still opens.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UserFilter {
    /// Name, email, phone or id, as typed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// Status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<UserStatus>,
    /// Role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<i16>,
    /// Plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanId>,
    /// Organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// Manager.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<UserId>,
    /// State of the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_status: Option<EmailStatus>,
    /// Paid (true) or never paid (false).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid: Option<bool>,
    /// One tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// Registered on or after this day (`2026-11-21`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_from: Option<String>,
    /// Registered on or before this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_to: Option<String>,
    /// Seen on or after this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_from: Option<String>,
    /// Seen on or before this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_to: Option<String>,
    /// The month the figures speak of; the current one unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<Period>,
}

/// Which page of the table, in which order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct UserListQuery {
    /// The filter.
    pub filter: UserFilter,
    /// Sorted by.
    pub sort: UserSort,
    /// The other way round.
    pub reversed: bool,
    /// Cursor, as [`crate::page::Cursor::encode`] wrote it.
    pub cursor: Option<String>,
    /// Rows per page: one of [`PAGE_SIZES`].
    pub size: u16,
}

impl Default for UserListQuery {
    fn default() -> Self {
        Self { filter: UserFilter::default(), sort: UserSort::default(), reversed: false, cursor: None, size: DEFAULT_PAGE_SIZE }
    }
}

fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes[4] == b'-'
        && bytes[7] == b'-'
        && bytes.iter().enumerate().all(|(at, byte)| at == 4 || at == 7 || byte.is_ascii_digit())
}

impl UserFilter {
    /// Names of its URL parameters, in their order.
    pub const PARAMETERS: [&'static str; 15] = [
        "q",
        "status",
        "role",
        "tier",
        "plan",
        "organisation",
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

    /// Reads the filter from URL parameters, by name.
    #[must_use]
    pub fn from_parameters(get: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name: &str| {
            get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty() && value.len() <= 200 && !has_controls(value))
        };
        let day = |name: &str| get(name).filter(|value| is_day(value));
        Self {
            q: get("q").unwrap_or_default(),
            status: get("status").and_then(|value| UserStatus::from_code(&value)),
            role: get("role").and_then(|value| Role::from_code(&value)),
            tier: get("tier").and_then(|value| value.parse().ok()).filter(|tier| (0..=MAX_TIER).contains(tier)),
            plan: get("plan").and_then(|value| value.parse().ok()),
            organisation: get("organisation").and_then(|value| value.parse().ok()),
            manager: get("manager").and_then(|value| value.parse().ok()),
            email_status: get("email_status").and_then(|value| EmailStatus::from_code(&value)),
            paid: get("paid").and_then(|value| match value.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            }),
            tag: get("tag").map(|value| value.to_lowercase()),
            registered_from: day("registered_from"),
            registered_to: day("registered_to"),
            seen_from: day("seen_from"),
            seen_to: day("seen_to"),
            month: get("month").and_then(|value| Period::parse_month(&value)),
        }
    }

    /// The URL parameters that give this filter again, by name.
    #[must_use]
    pub fn to_parameters(&self) -> Vec<(&'static str, String)> {
        let mut out = Vec::new();
        let mut put = |name: &'static str, value: Option<String>| {
            if let Some(value) = value {
                out.push((name, value));
            }
        };
        put("q", Some(self.q.clone()).filter(|q| !q.is_empty()));
        put("status", self.status.map(|status| status.code().to_owned()));
        put("role", self.role.map(|role| role.code().to_owned()));
        put("tier", self.tier.map(|tier| tier.to_string()));
        put("plan", self.plan.map(|id| id.to_string()));
        put("organisation", self.organisation.map(|id| id.to_string()));
        put("manager", self.manager.map(|id| id.to_string()));
        put("email_status", self.email_status.map(|status| status.code().to_owned()));
        put("paid", self.paid.map(|paid| if paid { "yes" } else { "no" }.to_owned()));
        put("tag", self.tag.clone());
        put("registered_from", self.registered_from.clone());
        put("registered_to", self.registered_to.clone());
        put("seen_from", self.seen_from.clone());
        put("seen_to", self.seen_to.clone());
        put("month", self.month.map(Period::month_text));
        out
    }

    /// How many conditions narrow the list (the month narrows only the figures).
    #[must_use]
    pub fn conditions(&self) -> usize {
        self.to_parameters().iter().filter(|(name, _)| *name != "month").count()
    }
}

impl UserListQuery {
    /// Reads filter, order and page from URL parameters.
    #[must_use]
    pub fn from_parameters(get: impl Fn(&str) -> Option<String>) -> Self {
        let wanted = get("sort").unwrap_or_default();
        let (descending, code) = wanted.strip_prefix('-').map_or((false, wanted.as_str()), |code| (true, code));
        let sort = UserSort::ALL.into_iter().find(|sort| sort.code() == code);
        let reversed = sort.is_some_and(|sort| descending != sort.begins_descending());
        let sort = sort.unwrap_or_default();
        let size = get("size").and_then(|value| value.parse().ok()).filter(|size| PAGE_SIZES.contains(size)).unwrap_or(DEFAULT_PAGE_SIZE);
        let cursor = get("cursor").filter(|cursor| !cursor.is_empty() && cursor.len() <= 1024);
        Self { filter: UserFilter::from_parameters(get), sort, reversed, cursor, size }
    }

    /// The URL parameters that give this query again.
    #[must_use]
    pub fn to_parameters(&self) -> Vec<(&'static str, String)> {
        let mut out = self.filter.to_parameters();
        if self.sort != UserSort::default() || self.reversed {
            let sign = if self.reversed != self.sort.begins_descending() { "-" } else { "" };
            out.push(("sort", format!("{sign}{}", self.sort.code())));
        }
        if self.size != DEFAULT_PAGE_SIZE {
            out.push(("size", self.size.to_string()));
        }
        if let Some(cursor) = &self.cursor {
            out.push(("cursor", cursor.clone()));
        }
        out
    }
}

/// What the filters offer to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct UserChoices {
    /// Plans by name.
    pub plans: Vec<(PlanId, String)>,
    /// Managers by name: staff within reach (at most 200).
    pub managers: Vec<(UserId, String)>,
    /// Parents by name: owner and sub-dealers within reach (at most 200).
    pub parents: Vec<(UserId, String)>,
    /// Organisations by name (at most 200; the rest by typing).
    pub organisations: Vec<(OrganisationId, String)>,
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
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_form_says_everything_that_is_wrong_at_once() {
        let form = UserForm {
            name: " ".into(),
            email: "nobody".into(),
            phone: "call me".into(),
            role: "king".into(),
            tier: "9".into(),
            ..UserForm::default()
        };
        let error = form.check().expect_err("five fields are wrong");
        for field in ["name", "email", "phone", "role", "tier"] {
            assert!(error.of_field(field).is_some(), "{field}");
        }
    }

    #[test]
    fn a_url_gives_its_filter_again() {
        let pairs =
            [("q", "ana"), ("status", "active"), ("tier", "2"), ("paid", "no"), ("registered_from", "2026-01-31"), ("month", "2026-11")];
        let filter =
            UserFilter::from_parameters(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()));
        let again: Vec<_> = filter.to_parameters();
        assert_eq!(again.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>(), pairs);
    }

    proptest! {
        #[test]
        fn no_parameter_makes_the_reader_panic(value in ".{0,60}") {
            let query = UserListQuery::from_parameters(|_| Some(value.clone()));
            let again = query.to_parameters();
            let same = UserListQuery::from_parameters(|name| again.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()));
            prop_assert_eq!(query, same);
        }
    }
}

//! The filter, order and page of the user table, as a URL carries them.

use serde::{Deserialize, Serialize};

use super::{EmailStatus, MAX_TIER, UserStatus};
use crate::{
    access::Role,
    error::Result,
    ids::{BranchId, FolderId, ImportId, OrganisationId, PlanId, UserId},
    narrowing::{FilterProblem, Reader, is_day, refuse, unknown, value_of},
    page::{DEFAULT_PAGE_SIZE, PageQuery},
    time::Period,
};

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
    /// Those who may sign in, then those who may not.
    Status,
}

impl UserSort {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Registered, Self::Name, Self::Email, Self::LastSeen, Self::Status];
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
            Self::Status => "status",
        }
    }
}

/// The filter of the user table, exactly what the URL holds. What is not understood stands among its problems, and then it finds nobody.
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
    /// Default branch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<BranchId>,
    /// Default folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder: Option<FolderId>,
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
    /// Brought in by this import.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import: Option<ImportId>,
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
    /// What was asked for and cannot be used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<FilterProblem>,
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
    /// Rows per page: one of [`crate::page::PAGE_SIZES`].
    pub size: u16,
}

impl Default for UserListQuery {
    fn default() -> Self {
        Self { filter: UserFilter::default(), sort: UserSort::default(), reversed: false, cursor: None, size: DEFAULT_PAGE_SIZE }
    }
}

impl UserFilter {
    /// Names of its URL parameters, in their order.
    pub const PARAMETERS: [&'static str; 18] = [
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
        "import",
        "registered_from",
        "registered_to",
        "seen_from",
        "seen_to",
        "month",
    ];

    /// Reads the filter from URL parameters, by name; what cannot be used is among [`Self::problems`].
    #[must_use]
    pub fn from_parameters(get: impl Fn(&str) -> Option<String>) -> Self {
        let mut from = Reader::new(get);
        let day = |value: &str| is_day(value).then(|| value.to_owned());
        let paid = |value: &str| match value {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let mut filter = Self {
            q: from.value("q", |value| Some(value.to_owned())).unwrap_or_default(),
            status: from.value("status", UserStatus::from_code),
            role: from.value("role", Role::from_code),
            tier: from.value("tier", |value| value.parse().ok().filter(|tier| (0..=MAX_TIER).contains(tier))),
            plan: from.value("plan", |value| value.parse().ok()),
            organisation: from.value("organisation", |value| value.parse().ok()),
            branch: from.value("branch", |value| value.parse().ok()),
            folder: from.value("folder", |value| value.parse().ok()),
            manager: from.value("manager", |value| value.parse().ok()),
            email_status: from.value("email_status", EmailStatus::from_code),
            paid: from.value("paid", paid),
            tag: from.value("tag", |value| Some(value.to_lowercase())),
            import: from.value("import", |value| value.parse().ok()),
            registered_from: from.value("registered_from", day),
            registered_to: from.value("registered_to", day),
            seen_from: from.value("seen_from", day),
            seen_to: from.value("seen_to", day),
            month: from.value("month", Period::parse_month),
            problems: Vec::new(),
        };
        filter.problems = from.problems;
        filter
    }

    /// Whether every part of it means something, wherever it came from.
    ///
    /// # Errors
    /// Invalid, with a sentence that names what does not: it would narrow nothing.
    pub fn check(&self) -> Result<()> {
        refuse(&self.problems)?;
        let again = self.to_parameters();
        let read = Self::from_parameters(|name| again.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()));
        refuse(&read.problems)
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
        put("branch", self.branch.map(|id| id.to_string()));
        put("folder", self.folder.map(|id| id.to_string()));
        put("manager", self.manager.map(|id| id.to_string()));
        put("email_status", self.email_status.map(|status| status.code().to_owned()));
        put("paid", self.paid.map(|paid| if paid { "yes" } else { "no" }.to_owned()));
        put("tag", self.tag.clone());
        put("import", self.import.map(|id| id.to_string()));
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
        let PageQuery { cursor, size } = PageQuery::from_parameters(&get);
        Self { filter: UserFilter::from_parameters(get), sort, reversed, cursor, size }
    }

    /// Reads an address; names that it does not know are among the filter's problems.
    #[must_use]
    pub fn from_pairs<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Self {
        let pairs: Vec<_> = pairs.into_iter().collect();
        let mut query = Self::from_parameters(|name| value_of(&pairs, name));
        query.filter.problems.extend(unknown(pairs.iter().map(|(name, _)| *name), &UserFilter::PARAMETERS));
        query
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_url_gives_its_filter_again() {
        let (branch, folder) = ("brn_00000000000000000000000000000007", "fld_00000000000000000000000000000008");
        let pairs = [
            ("q", "ana"),
            ("status", "active"),
            ("tier", "2"),
            ("branch", branch),
            ("folder", folder),
            ("paid", "no"),
            ("registered_from", "2026-01-31"),
            ("month", "2026-11"),
        ];
        let filter =
            UserFilter::from_parameters(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()));
        let again: Vec<_> = filter.to_parameters();
        assert_eq!(again.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>(), pairs);
    }

    // A typing mistake must never show everybody.
    #[test]
    fn a_filter_that_is_not_understood_is_named() {
        let long = "x".repeat(201);
        for (name, value) in [
            ("status", "activ"),
            ("stauts", "inactive"),
            ("tier", "9"),
            ("role", "Customers"),
            ("registered_from", "2026-13-45"),
            ("registered_from", "29/11/2026"),
            ("plan", "nonsense"),
            ("month", "November"),
            ("paid", "maybe"),
            ("q", long.as_str()),
            ("q", "a\0b"),
        ] {
            let filter = UserListQuery::from_pairs([(name, value), ("sort", "name"), ("_ask", "x")]).filter;
            assert_eq!(filter.problems.len(), 1, "{name}={value}");
            assert!(filter.check().is_err(), "{name}={value}");
        }
        let arabic = "ا".repeat(200);
        assert!(UserListQuery::from_pairs([("q", arabic.as_str()), ("status", ""), ("tag", " VIP ")]).filter.check().is_ok());
        let nonsense = UserFilter { registered_from: Some("someday".into()), ..UserFilter::default() };
        assert!(nonsense.check().is_err(), "also where no address was read");
    }

    proptest! {
        #[test]
        fn no_parameter_makes_the_reader_panic(value in ".{0,60}") {
            let query = UserListQuery::from_parameters(|_| Some(value.clone()));
            let again = query.to_parameters();
            let same = UserListQuery::from_parameters(|name| again.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()));
            prop_assert_eq!(&same.filter.problems, &[]);
            let understood = UserListQuery { filter: UserFilter { problems: Vec::new(), ..query.filter.clone() }, ..query };
            prop_assert_eq!(understood, same);
        }
    }
}

//! The form of a user: what is typed, what is wrong with it, and what it says once checked.

use serde::{Deserialize, Serialize};

use super::MAX_TIER;
use crate::{
    access::{Post, Role},
    email,
    error::{Error, FieldError, Result},
    ids::{BranchId, FolderId, OrganisationId, UserId},
    names, phone,
    text::{Locale, Msg, msg},
};

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
    /// Id of the default branch or empty (edit only).
    pub branch: String,
    /// Id of the default folder or empty (edit only).
    pub folder: String,
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
    /// As typed: the server reads it.
    pub phone: Option<String>,
    /// Role.
    pub role: Role,
    /// Post, for employees.
    pub post: Option<Post>,
    /// 0–3.
    pub tier: i16,
    /// Organisation.
    pub organisation: Option<OrganisationId>,
    /// Default branch.
    pub branch: Option<BranchId>,
    /// Default folder.
    pub folder: Option<FolderId>,
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
    if names::shows_nothing(name) {
        Some(msg::field_required())
    } else if count > NAME_MAX {
        Some(msg::field_too_long(count, NAME_MAX))
    } else if has_controls(name) || name.contains(['\n', '\t']) || names::turns_direction(name) {
        Some(msg::field_control_characters())
    } else {
        None
    }
}

/// What is wrong with a note or a reason of at most so many characters, if anything; empty is fine.
#[must_use]
pub fn check_note(text: &str, most: usize) -> Option<Msg> {
    let count = text.chars().count();
    if count > most {
        Some(msg::field_too_long(count, most))
    } else {
        (has_controls(text) || names::turns_direction(text)).then(msg::field_control_characters)
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

/// What a page can tell to be wrong with a phone number; empty is fine. The server says whether there is such a number.
#[must_use]
pub fn check_phone(text: &str) -> Option<Msg> {
    let text = text.trim();
    (!text.is_empty() && !phone::is_plausible(text)).then(|| msg::field_not_a_phone(shorten(text)))
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
    tags.iter()
        .find(|tag| tag.chars().count() > TAG_MAX || has_controls(tag) || names::turns_direction(tag) || names::shows_nothing(tag))
        .map(|tag| msg::field_bad_tag(shorten(tag), TAG_MAX))
}

/// Tags of a comma-separated text, trimmed, lower case, without repeats; of more than fit, one too many.
#[must_use]
pub fn split_tags(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split([',', '|']).map(|tag| tag.trim().to_lowercase()).filter(|tag| !tag.is_empty()) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
        // Each is compared with those before it: a text of a hundred thousand words must not be.
        if tags.len() > TAGS_MAX {
            break;
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
        say("notes", check_note(&self.notes, NOTES_MAX));
        let organisation = optional_id(&self.organisation);
        say("organisation", organisation.is_none().then(|| msg::field_choose_one(shorten(&self.organisation))));
        let branch = optional_id(&self.branch);
        say("branch", branch.is_none().then(|| msg::field_choose_one(shorten(&self.branch))));
        let folder = optional_id(&self.folder);
        say("folder", folder.is_none().then(|| msg::field_choose_one(shorten(&self.folder))));
        let manager = optional_id(&self.manager);
        say("manager", manager.is_none().then(|| msg::field_choose_one(shorten(&self.manager))));
        let parent = optional_id(&self.parent);
        say("parent", parent.is_none().then(|| msg::field_choose_one(shorten(&self.parent))));
        let (Some(role), Some(tier), Some(organisation), Some(branch), Some(folder), Some(manager), Some(parent), true) =
            (role, tier, organisation, branch, folder, manager, parent, errors.is_empty())
        else {
            return Err(Error::fields(errors));
        };
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Ok(UserInput {
            name: self.name.trim().to_owned(),
            username: some(&self.username),
            email: self.email.trim().to_owned(),
            phone: some(&self.phone),
            role,
            post: (role == Role::Employee).then_some(post.unwrap_or(Post::Support)),
            tier,
            organisation,
            branch,
            folder,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w5_a_text_of_very_many_tags_is_refused_at_the_first_that_is_too_many() {
        let text: String = (0..100_000).map(|at| format!("t{at},")).collect();
        assert_eq!(split_tags(&text).len(), TAGS_MAX + 1);
        assert_eq!(check_tags(&text), Some(msg::field_too_many_tags(TAGS_MAX + 1, TAGS_MAX)));
    }

    #[test]
    fn w24_names_notes_and_tags_that_show_nothing_or_turn_the_direction_are_refused() {
        for none in ["\u{200B}\u{200B}", "\u{2800}", "\u{3164}"] {
            assert_eq!(check_name(none), Some(msg::field_required()), "{none:?}");
        }
        assert_eq!(check_name("\u{202E}gnp.exe"), Some(msg::field_control_characters()));
        assert_eq!(check_name("أحمد 123 Smith"), None);
        assert!(check_tags("vip,\u{2800}").is_some() && check_tags("a\u{202E}b").is_some());
        let form = UserForm {
            name: "Ana".into(),
            email: "ana@example.com".into(),
            role: "customer".into(),
            notes: "a\nb".into(),
            ..UserForm::default()
        };
        assert!(form.check().is_ok(), "notes keep their lines");
        assert!(UserForm { notes: "\u{202E}".into(), ..form }.check().is_err());
    }

    #[test]
    fn a_form_says_everything_that_is_wrong_at_once() {
        let form = UserForm {
            name: " ".into(),
            email: "nobody".into(),
            phone: "call me".into(),
            role: "king".into(),
            tier: "9".into(),
            branch: "fld_0".into(),
            folder: "the first".into(),
            ..UserForm::default()
        };
        let error = form.check().expect_err("seven fields are wrong");
        for field in ["name", "email", "phone", "role", "tier", "branch", "folder"] {
            assert!(error.of_field(field).is_some(), "{field}");
        }
    }
}

//! Signing in: who is signed in here, on which devices, and the forms around it.

use serde::{Deserialize, Serialize};

use crate::{
    access::{Operation, Post, Role},
    ids::{SessionId, UserId},
    text::{Locale, Msg, msg},
    time::Timestamp,
};

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast.
    Contrast,
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Contrast];
    /// As in the cookie and in `data-theme`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }
    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == text)
    }
}

/// What every page knows of its viewer and of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageContext {
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// Language of the page.
    pub locale: Locale,
    /// IANA zone in which times are written.
    pub time_zone: String,
    /// The operator's zone, whose days and months filters speak of, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_zone: Option<String>,
    /// Light or dark.
    pub theme: Theme,
    /// Rows close together.
    pub compact: bool,
    /// All figures above a list, not only the first.
    #[serde(default)]
    pub all_figures: bool,
    /// The operator's name for the product.
    pub product: String,
    /// The plain form of this page that was refused just now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<RefusedForm>,
}

/// A plain form that was refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RefusedForm {
    /// Where it was posted to.
    pub to: String,
    /// With what it was refused.
    pub error: crate::Error,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Viewer {
    /// Id.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Phone number, in the groups of its country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Name of their organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Role.
    pub role: Role,
    /// Post.
    pub post: Option<Post>,
    /// Operations they hold: what menus and buttons show. The use case decides.
    pub operations: Vec<Operation>,
    /// Must choose a new password before anything else.
    pub must_change_password: bool,
}

impl Viewer {
    /// Whether to show what leads to this operation.
    #[must_use]
    pub fn may(&self, operation: Operation) -> bool {
        self.operations.contains(&operation)
    }
}

/// One signed-in device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionRow {
    /// Its id.
    pub id: SessionId,
    /// "Firefox on Linux".
    pub device: String,
    /// Where from.
    pub address: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
    /// Last request.
    pub seen_at: Timestamp,
    /// The session of this very request.
    pub current: bool,
}

/// The words for a device as sessions and attempts keep it: "Firefox on Linux", one name alone, or nothing.
#[must_use]
pub fn device_words(kept: &str) -> Msg {
    match kept.split_once(" on ") {
        Some((browser, system)) => msg::label_device(browser, system),
        None if kept.is_empty() => msg::account_unknown_device(),
        None => msg::label_device_alone(kept),
    }
}

/// Shortest password, in characters.
pub const PASSWORD_MIN: usize = 10;
/// Longest password, in bytes: bounds what is hashed.
pub const PASSWORD_MAX: usize = 256;

/// What is wrong with a new password, if anything; the server also looks it up among the well-known ones.
#[must_use]
pub fn check_password(password: &str) -> Option<Msg> {
    if password.chars().count() < PASSWORD_MIN {
        Some(msg::field_password_short(PASSWORD_MIN))
    } else if password.len() > PASSWORD_MAX {
        Some(msg::field_too_long(password.len(), PASSWORD_MAX))
    } else if password.chars().collect::<std::collections::HashSet<_>>().len() < 4 {
        Some(msg::field_password_simple())
    } else {
        None
    }
}

/// One mail in the outbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutboxRow {
    /// Its id.
    pub id: crate::ids::MailId,
    /// To whom.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Text.
    pub body: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// When SMTP took it, where SMTP is set.
    pub sent_at: Option<Timestamp>,
    /// Why the last try failed.
    pub problem: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_has_the_words_of_the_language_between_its_names() {
        assert_eq!(device_words("Samsung Internet on Android"), msg::label_device("Samsung Internet", "Android"));
        assert_eq!(device_words("curl"), msg::label_device_alone("curl"));
        assert_eq!(device_words(""), msg::account_unknown_device());
    }
}

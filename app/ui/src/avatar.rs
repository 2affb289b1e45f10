//! A person without a picture: initials on one of eight grounds that is always the same for the same name.

use leptos::prelude::*;

/// How large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AvatarSize {
    /// In a row.
    #[default]
    Small,
    /// On a person's page.
    Large,
}

/// Initials; the name stands beside it, so screen readers skip them.
#[component]
pub fn Avatar(
    /// The name.
    #[prop(into)]
    name: String,
    /// How large.
    #[prop(optional)]
    size: AvatarSize,
) -> impl IntoView {
    let size = match size {
        AvatarSize::Small => "",
        AvatarSize::Large => " avatar-large",
    };
    view! { <span class=format!("avatar hue-{}{size}", hue(&name)) aria-hidden="true">{initials(&name)}</span> }
}

/// First letters of the first and last word.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

fn hue(name: &str) -> u32 {
    name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_of_names_in_any_script() {
        assert_eq!(initials("Ada  King Lovelace"), "AL");
        assert_eq!(initials("émile"), "É");
        assert_eq!(initials("نور الهدى"), "نا");
        assert_eq!(initials(" (x) "), "X");
        assert_eq!(initials(""), "");
    }
}

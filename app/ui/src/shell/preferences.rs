//! Language, theme and density: plain forms that post to `/preferences` with `locale`, `theme`, `density` and `return_to`. The answer
//! sets cookies and leads back. One press, no dialog.

use domain::{Msg, msg, session::Theme, text::Locale};
use leptos::prelude::*;

use crate::{
    address::use_address,
    icon::{Icon, IconName},
    menu::Popover,
    text::t,
};

/// Where the forms post to.
pub const ACTION: &str = "/preferences";

/// Preferences as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preferences {
    /// Language of the page.
    pub locale: Locale,
    /// Light or dark.
    pub theme: Theme,
    /// Rows close together.
    pub compact: bool,
}

/// The menu of preferences.
#[component]
pub fn PreferencesMenu(
    /// As they are.
    preferences: Preferences,
) -> impl IntoView {
    let Preferences { locale, theme, compact } = preferences;
    let themes = Theme::ALL.map(|choice| {
        let (label, icon) = theme_words(choice);
        option("theme", choice.code(), t(label), Some(icon), choice == theme)
    });
    let densities = [(false, "comfortable", msg::ui_density_comfortable()), (true, "compact", msg::ui_density_compact())]
        .map(|(value, code, label)| option("density", code, t(label), None, value == compact));
    view! {
        <Popover id="preferences" label=t(msg::ui_preferences()) icon=Some(IconName::Settings) icon_only=true>
            <PreferencesForm>
                {group(msg::ui_theme(), themes.into())}
                {group(msg::ui_density(), densities.into())}
                {group(msg::ui_language(), languages(locale))}
            </PreferencesForm>
        </Popover>
    }
}

/// The form around them: it leads back to where one is.
#[component]
pub(super) fn PreferencesForm(children: Children) -> impl IntoView {
    let address = use_address();
    view! { <form method="post" action=ACTION class="preferences"><input type="hidden" name="return_to" value=move || address.get()/>
    {children()}</form> }
}

/// A button for each language, in its own words.
pub(super) fn languages(current: Locale) -> Vec<AnyView> {
    Locale::ALL
        .map(|locale| {
            let mark = (locale == current).then(|| view! { <Icon name=IconName::Check/> });
            view! {
                <li><button type="submit" class="menu-line" name="locale" value=locale.tag() lang=locale.tag() dir=locale.direction()
                    aria-pressed=(locale == current).then_some("true")>
                    <span class="menu-words">{locale.name()}</span>{mark}
                </button></li>
            }
            .into_any()
        })
        .into()
}

fn group(label: Msg, lines: Vec<AnyView>) -> AnyView {
    let label = t(label);
    view! { <p class="menu-title" aria-hidden="true">{label.clone()}</p><ul class="menu-list" role="list" aria-label=label>{lines}
    </ul> }
    .into_any()
}

fn option(name: &'static str, value: &'static str, words: String, icon: Option<IconName>, current: bool) -> AnyView {
    view! {
        <li><button type="submit" class="menu-line" name=name value=value aria-pressed=current.then_some("true")>
            {icon.map(|name| view! { <span class="menu-icon"><Icon name/></span> })}
            <span class="menu-words">{words}</span>
            {current.then(|| view! { <Icon name=IconName::Check/> })}
        </button></li>
    }
    .into_any()
}

pub(crate) fn theme_words(theme: Theme) -> (Msg, IconName) {
    match theme {
        Theme::System => (msg::ui_theme_system(), IconName::Monitor),
        Theme::Light => (msg::ui_theme_light(), IconName::Sun),
        Theme::Dark => (msg::ui_theme_dark(), IconName::Moon),
        Theme::Contrast => (msg::ui_theme_contrast(), IconName::Contrast),
    }
}

//! What everybody can do from anywhere: the look of the page, its language, signing out.

use domain::{msg, session::Theme, text::Locale};

use super::{Entry, Goal};
use crate::{
    icon::IconName,
    shell::{Preferences, preferences::theme_words},
    text::t,
};

/// The acts that are not what holds already.
pub(crate) fn of_everybody(preferences: Preferences, sign_out_action: &str) -> Vec<Entry> {
    let Preferences { locale, theme, compact } = preferences;
    let prefer = |title, name, value: &str, icon, about| Entry::act(title, Goal::Prefer(name, value.to_owned()), icon).about(t(about));
    let themes = Theme::ALL.into_iter().filter(move |choice| *choice != theme).map(move |choice| {
        let (label, icon) = theme_words(choice);
        prefer(t(label), "theme", choice.code(), icon, msg::ui_theme())
    });
    let (density, code) = if compact { (msg::ui_density_comfortable(), "comfortable") } else { (msg::ui_density_compact(), "compact") };
    let density = prefer(t(density), "density", code, IconName::Panel, msg::ui_density());
    let languages = Locale::ALL
        .into_iter()
        .filter(move |choice| *choice != locale)
        .map(move |choice| prefer(choice.name().to_owned(), "locale", choice.tag(), IconName::Settings, msg::ui_language()));
    let sign_out = Entry::act(t(msg::ui_sign_out()), Goal::Post(sign_out_action.to_owned()), IconName::SignOut);
    std::iter::once(sign_out).chain(themes).chain([density]).chain(languages).collect()
}

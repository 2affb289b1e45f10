//! Every component in its states, on one page. No site map leads to it: tests write it and hold it against what a strict policy
//! forbids. Its sample texts are data, its labels are messages like everywhere. To add a component: a section in the file where it belongs.

mod figures;
mod forms;
mod lists;
mod overlays;
mod states;

use domain::{msg, session::Theme, text::Locale};
use leptos::prelude::*;

use crate::{
    icon::IconName,
    page::{Crumb, PageHeader},
    shell::{Area, Preferences, ShellParts, StaffShell, ViewerCard},
    toast::provide_toasts,
};

/// The page, in the frame of the staff side.
#[component]
pub fn Gallery() -> impl IntoView {
    provide_toasts();
    view! {
        <StaffShell parts=parts()>
            <PageHeader title="Gallery".to_owned() crumbs=vec![Crumb::new(msg::ui_areas(), "/gallery")]
                lead="Every component in its states">
                <overlays::Openers/>
            </PageHeader>
            <div class="gallery">
                <figures::Figures/>
                <lists::Lists/>
                <forms::Forms/>
                <states::States/>
            </div>
        </StaffShell>
    }
}

/// A titled group of samples.
#[component]
pub(crate) fn Samples(title: &'static str, children: Children) -> impl IntoView {
    view! { <section><h2 class="gallery-title">{title}</h2>{children()}</section> }
}

fn parts() -> ShellParts {
    let area = |href: &str, label, icon| Area::new(href, label, icon);
    ShellParts {
        product: "Switchyard".to_owned(),
        areas: vec![
            area("/", msg::ui_areas(), IconName::Dashboard),
            area("/gallery", msg::ui_account(), IconName::Users).waiting(3),
            area("/pages", msg::ui_pages(), IconName::Building),
            area("/columns", msg::ui_columns(), IconName::Receipt),
            area("/actions", msg::ui_actions(), IconName::Message),
            area("/language", msg::ui_language(), IconName::Server).apart(),
            area("/notices", msg::ui_notices(), IconName::Scroll),
        ],
        viewer: ViewerCard {
            name: "Ada King Lovelace".to_owned(),
            detail: "owner@example.com".to_owned(),
            account_href: "/account".to_owned(),
            sign_out_action: "/sign-out".to_owned(),
        },
        preferences: Preferences { locale: Locale::En, theme: Theme::System, compact: false },
        entries: Vec::new(),
        search: None,
    }
}

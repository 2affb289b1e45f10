//! The frames that pages stand in: [`StaffShell`] (rail of areas, bar, column, room for a side panel), [`PanelShell`] (the same for
//! customers, calmer), [`DoorShell`] (sign-in and its like: a card in the middle). All have a link past the navigation, the language,
//! theme and density as plain forms, and a word when the connection is gone.

mod areas;
mod door;
mod offline;
pub(crate) mod preferences;
mod signed_out;

use domain::msg;
use leptos::prelude::*;

pub use areas::Area;
pub use door::DoorShell;
pub use offline::OfflineNotice;
pub use preferences::{Preferences, PreferencesMenu};
pub use signed_out::sign_in_href;

use crate::{
    avatar::Avatar,
    focus,
    icon::{Icon, IconName},
    leave,
    menu::{MenuAct, MenuItem, Popover},
    palette::{self, Entry, Palette, Search},
    shortcuts::Shortcuts,
    text::t,
    toast::ToastRegion,
};

/// Who is signed in, for the menu in the bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewerCard {
    /// Name.
    pub name: String,
    /// Below the name: role, organisation.
    pub detail: String,
    /// Page of one's own account.
    pub account_href: String,
    /// Where signing out posts to.
    pub sign_out_action: String,
}

/// What a shell needs to know.
#[derive(Clone)]
pub struct ShellParts {
    /// The product's name.
    pub product: String,
    /// The areas this viewer may enter.
    pub areas: Vec<Area>,
    /// Who is signed in.
    pub viewer: ViewerCard,
    /// Language, theme and density as they are.
    pub preferences: Preferences,
    /// Pages and actions of the palette; areas are added by themselves.
    pub entries: Vec<Entry>,
    /// Looks records up for the palette.
    pub search: Option<Search>,
}

/// The frame of the staff side.
#[component]
pub fn StaffShell(
    /// What it shows.
    parts: ShellParts,
    /// Above everything: "you are looking through someone's eyes", "test mode".
    #[prop(optional)]
    banner: Option<AnyView>,
    /// The page.
    children: Children,
) -> impl IntoView {
    shell("shell shell-staff", parts, banner, children)
}

/// The frame of the customer side.
#[component]
pub fn PanelShell(
    /// What it shows.
    parts: ShellParts,
    /// Above everything.
    #[prop(optional)]
    banner: Option<AnyView>,
    /// The page.
    children: Children,
) -> impl IntoView {
    shell("shell shell-panel", parts, banner, children)
}

fn shell(class: &'static str, parts: ShellParts, banner: Option<AnyView>, children: Children) -> AnyView {
    let ShellParts { product, areas, viewer, preferences, entries, search } = parts;
    let (open, sheet) = (RwSignal::new(false), RwSignal::new(false));
    focus::keep();
    leave::guard();
    palette::provide_offers(viewer.detail.clone());
    let all: Vec<Entry> =
        areas.iter().map(Area::entry).chain(entries).chain(palette::of_everybody(preferences, &viewer.sign_out_action)).collect();
    view! {
        <div class=class>
            <a class="skip" href="#main" rel="external">{t(msg::ui_skip())}</a>
            <a class="skip skip-rows" href="#rows" rel="external">{t(msg::ui_skip_rows())}</a>
            <header class="bar">
                <a class="brand" href="/"><Mark/><bdi class="brand-name">{product}</bdi></a>
                <button type="button" class="bar-search needs-script" aria-keyshortcuts="Control+K Meta+K" on:click=move |_| open.set(true)>
                    <Icon name=IconName::Search/><span class="bar-search-words">{t(msg::ui_go_to())}</span>
                        <kbd aria-hidden="true">"Ctrl K"</kbd>
                </button>
                <div class="bar-end"><PreferencesMenu preferences/><ViewerMenu viewer sheet/></div>
            </header>
            {areas::rail(areas.clone())}
            <main class="main" id="main" tabindex="-1">
                <OfflineNotice/>
                <signed_out::SignedOutNotice/>
                {banner}
                {children()}
            </main>
            {areas::bottom_bar(areas)}
            <ToastRegion/>
            <Palette open entries=all search/>
            <Shortcuts palette=open sheet/>
        </div>
    }
    .into_any()
}

/// The product's mark: two tracks and a switch.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
            <rect class="mark-ground" width="32" height="32" rx="8"></rect>
            <path class="mark-track"
                d="M8 10h5c5 0 5 12 10 12h1M8 22h5c1.600 0 2.700-1.200 3.600-2.800M19.400 12.800c.9-1.600 2-2.800 3.600-2.800h1" fill="none"
                stroke-width="2.750" stroke-linecap="round"></path>
        </svg>
    }
}

#[component]
fn ViewerMenu(viewer: ViewerCard, sheet: RwSignal<bool>) -> impl IntoView {
    let ViewerCard { name, detail, account_href, sign_out_action } = viewer;
    let face = view! { <Avatar name=name.clone()/> }.into_any();
    let items = vec![
        MenuItem::link(msg::ui_account(), account_href).icon(IconName::User),
        MenuItem::press(msg::ui_shortcuts(), move || sheet.set(true)).icon(IconName::Info),
        MenuItem::new(msg::ui_sign_out(), MenuAct::Post(sign_out_action, Vec::new())).icon(IconName::SignOut),
    ];
    let lines = crate::menu::lines(items);
    view! {
        <Popover id="viewer" label=t(msg::ui_account()) face icon=None icon_only=true>
            <p class="menu-head"><bdi class="menu-name">{name}</bdi><bdi class="menu-detail">{detail}</bdi></p>
            {lines}
        </Popover>
    }
}

//! Navigation: the same areas as a rail at the inline start, which folds to icons, and as a bar at the bottom of phones, where the
//! fifth place opens the rest.

use domain::{Msg, msg};
use leptos::prelude::*;

use crate::{
    address::{Address, use_address},
    icon::{Icon, IconName},
    menu::Popover,
    palette::Entry,
    text::{number, t},
};

const STORED: &str = "switchyard.rail";

/// A part of the product that has a place in the navigation.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Where it begins; every address below belongs to it.
    pub href: String,
    /// As read.
    pub label: Msg,
    /// Its drawing.
    pub icon: IconName,
    /// Things that wait there.
    pub waiting: Option<i64>,
    /// Begins a new group in the rail.
    pub apart: bool,
}

impl Area {
    /// An area that begins there.
    #[must_use]
    pub fn new(href: impl Into<String>, label: Msg, icon: IconName) -> Self {
        Self { href: href.into(), label, icon, waiting: None, apart: false }
    }
    /// With things that wait there.
    #[must_use]
    pub const fn waiting(mut self, count: i64) -> Self {
        self.waiting = Some(count);
        self
    }
    /// Begins a new group.
    #[must_use]
    pub const fn apart(mut self) -> Self {
        self.apart = true;
        self
    }

    pub(super) fn entry(&self) -> Entry {
        Entry::page(t(self.label.clone()), self.href.clone(), self.icon)
    }
}

/// Whether an address is in the area. An area that begins at a root, with others below it (`/panel`), is only itself: what belongs to
/// no area, such as one's own account, marks none.
fn holds(area: &str, others: &[String], path: &str) -> bool {
    let below = |href: &str, path: &str| path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/') || href.ends_with('/'));
    let root = others.iter().any(|other| other != area && below(area, other));
    path == area || (!root && below(area, path))
}

fn links(areas: Vec<Area>) -> Vec<AnyView> {
    let address = use_address();
    let hrefs: Vec<String> = areas.iter().map(|area| area.href.clone()).collect();
    areas.into_iter().map(|area| link(address, area, hrefs.clone())).collect()
}

fn link(address: Address, area: Area, others: Vec<String>) -> AnyView {
    let Area { href, label, icon, waiting, apart } = area;
    let here = href.clone();
    let current = move || holds(&here, &others, &address.path()).then_some("page");
    let words = t(label);
    view! {
        <li class:area-apart=apart>
            <a class="area" href=href aria-current=current title=words.clone()>
                <Icon name=icon/><span class="area-words">{words.clone()}</span>
                {waiting.map(|count| view! { <span class="count">{number(count)}</span> })}
            </a>
        </li>
    }
    .into_any()
}

/// The rail. It folds by a checkbox, so that it does without script; the choice stays in the browser.
pub(super) fn rail(areas: Vec<Area>) -> AnyView {
    let folded = RwSignal::new(None::<bool>);
    Effect::new(move |_| {
        let stored = window().local_storage().ok().flatten().and_then(|storage| storage.get_item(STORED).ok().flatten());
        if stored.is_some_and(|value| value == "folded") {
            folded.set(Some(true));
        }
    });
    let fold = move |on: bool| {
        folded.set(Some(on));
        // The page has another width now: what measures it looks again.
        request_animation_frame(|| {
            if let Ok(resize) = web_sys::Event::new("resize") {
                let _ = window().dispatch_event(&resize);
            }
        });
        // A browser that keeps nothing forgets the choice with the page.
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = storage.set_item(STORED, if on { "folded" } else { "open" });
        }
    };
    let says = move || t(if folded.get().unwrap_or_default() { msg::ui_unfold_rail() } else { msg::ui_fold_rail() });
    view! {
        <nav class="rail" aria-label=t(msg::ui_areas())>
            <ul class="areas" role="list">{links(areas)}</ul>
            <label class="rail-fold area" title=says>
                <input class="visually-hidden" id="rail-fold" type="checkbox" aria-label=says prop:checked=move || folded.get().unwrap_or_default()
                    on:change:target=move |event| fold(event.target().checked())/>
                <Icon name=IconName::Panel/><span class="area-words">{says}</span>
            </label>
        </nav>
    }
    .into_any()
}

/// The bar of phones.
pub(super) fn bottom_bar(areas: Vec<Area>) -> AnyView {
    let few = areas.len() <= 5;
    let first: Vec<Area> = areas.iter().take(if few { 5 } else { 4 }).cloned().collect();
    let more = (!few).then(|| {
        let face = view! { <Icon name=IconName::More/><span class="area-words">{t(msg::ui_more())}</span> }.into_any();
        view! { <li class="area-more"><Popover id="areas-more" label=t(msg::ui_more()) face face_speaks=true icon=None>
        <ul class="areas" role="list">{links(areas)}</ul></Popover></li> }
    });
    view! { <nav class="bottom-bar" aria-label=t(msg::ui_areas())><ul class="bottom-areas" role="list">{links(first)}{more}</ul>
    </nav> }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_belongs_to_the_area_that_fits_best() {
        let all: Vec<String> = ["/", "/users", "/users-archive"].map(ToOwned::to_owned).into();
        assert!(!holds("/", &all, "/account"));
        assert!(holds("/users", &all, "/users/usr_1"));
        assert!(!holds("/users", &all, "/users-archive"));
        assert!(!holds("/", &all, "/users"));
        assert!(holds("/", &all, "/"));
    }
}

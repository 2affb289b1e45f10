//! What a person did and what was done to them, newest first. "Older" is a link to the next page; once hydrated it unfolds that page
//! below instead, and again, as far as one wants to read.

use domain::{msg, page::Page, user::TimelineEntry as Entry};
use leptos::{ev, prelude::*};
use ui::{Data, EmptyState, IconName, LinkButton, Load, Section, Shape, Timeline, t, use_address};

use super::Person;
use crate::history;

/// The tab.
#[component]
pub(super) fn History(person: Person) -> impl IntoView {
    let address = use_address();
    let cursor = Memo::new(move |_| address.query().get("cursor").map(ToOwned::to_owned));
    let newest = move || {
        cursor.get().is_some().then(|| view! { <LinkButton href=Signal::derive(move || address.path()) icon=IconName::ArrowUp>{t(msg::userpages_newest())}</LinkButton> })
    };
    view! {
        <Section title=msg::userpages_tab_timeline()>
            {newest}
            {move || stretch(person, cursor.get(), true)}
        </Section>
    }
}

/// One page, and those below it once they are asked for. Only the first follows what happens now; the past stays as it is.
fn stretch(person: Person, cursor: Option<String>, first: bool) -> AnyView {
    let Person { id, changed, .. } = person;
    let older = RwSignal::new(None::<String>);
    let entries = Data::new(
        move || if first { changed.get() } else { 0 },
        move |_| {
            let cursor = cursor.clone();
            async move { api::users::user_timeline(id, cursor).await.map_err(|error| error.0) }
        },
    );
    view! {
        <Load data=entries shape=Shape::Lines(8) view=move |page| list(page, older, first)/>
        {move || older.get().map(|cursor| stretch(person, Some(cursor), false))}
    }
    .into_any()
}

fn list(page: Page<Entry>, older: RwSignal<Option<String>>, first: bool) -> AnyView {
    if page.rows.is_empty() && first {
        return view! { <EmptyState icon=IconName::Activity title=msg::userpages_no_events_title() message=msg::userpages_no_events()/> }
            .into_any();
    }
    let entries: Vec<_> = page.rows.into_iter().map(history::entry).collect();
    let more = page.next.map(|cursor| more(cursor, older));
    view! { <Timeline>{entries}</Timeline>{more} }.into_any()
}

/// The link to what was before; it goes away once that is unfolded.
fn more(cursor: String, older: RwSignal<Option<String>>) -> AnyView {
    let address = use_address();
    let link = cursor.clone();
    let href = Signal::derive(move || address.link(&address.query().with("cursor", &link)));
    let unfold = move |event: ev::MouseEvent| {
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        older.set(Some(cursor.clone()));
    };
    let unfold = StoredValue::new(unfold);
    let link = move || {
        older.with(Option::is_none).then(|| view! { <LinkButton href icon=IconName::ArrowDown on:click=move |event| unfold.with_value(|unfold| unfold(event))>{t(msg::userpages_older())}</LinkButton> })
    };
    view! { <div class="form-actions">{link}</div> }.into_any()
}

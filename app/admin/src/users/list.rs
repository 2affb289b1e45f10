//! The table of users. Filters, order, page and columns live in the address; the figures above follow the filters. Live changes renew
//! rows in place, and new rows wait behind a pill, so that nothing moves under the pointer.

use std::{sync::Arc, time::Duration};

use api::{users::SetUserStatus, viewer::may};
use domain::{
    access::Operation,
    kpi::Kpis,
    live::LiveEvent,
    msg,
    page::Page,
    user::{UserChoices, UserListQuery, UserRow, UserStatus},
};
use leptos::{ev, prelude::*, server_fn::ServerFn as _};
use leptos_meta::Title;
use ui::{
    Address, ButtonKind, ColumnChooser, Data, DataTable, EmptyState, Entry, FilterBar, Goal, IconName, LinkButton, Load, MenuAct, MenuItem,
    NewRows, NoResults, PageHeader, Pagination, RowActions, RowText, Shape, Submission, offer, on_live, t, use_address, use_toasts,
    want_focus,
};
use wasm_bindgen::JsCast;

use super::{
    bulk::{self, BulkBar, Marked},
    columns,
    figures::{self, Figures},
    filters,
    months::MonthSwitch,
    pulse::Pulse,
    query::{self, LIST},
    settle::settle,
    views::Views,
};

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct List {
    address: Address,
    query: Memo<UserListQuery>,
    marked: Marked,
    /// New rows that wait.
    waiting: RwSignal<usize>,
    /// What is on the page, and for which query.
    held: StoredValue<Option<(UserListQuery, Vec<UserRow>)>>,
    pulse: Pulse,
    pending: RwSignal<bool>,
}

/// The page.
#[component]
pub fn UsersPage() -> impl IntoView {
    let address = use_address();
    let query = Memo::new(move |_| query::read(&address.query()));
    let list = List {
        address,
        query,
        marked: Marked::default(),
        waiting: RwSignal::new(0),
        held: StoredValue::new(None),
        pulse: Pulse::new(Duration::from_millis(700)),
        pending: RwSignal::new(false),
    };
    follow(list);
    let status = Submission::to::<SetUserStatus>();
    let acts = Signal::derive(move || status.version().get() + list.marked.finished.get());
    let rows = Data::new(
        move || (query.get(), list.pulse.get(), acts.get()),
        |(query, ..)| async move { api::users::list_users(query).await.map_err(|error| error.0) },
    );
    let kpis = figures::resource(Memo::new(move |_| query.with(|query| query.filter.clone())), acts);
    let choices = Data::new(
        // What the page was opened with; later choices are known to those who made them, and units follow their organisation.
        move || query.with_untracked(|query| filters::asked(&query.filter)),
        |asked| async move { api::users::list_user_choices(asked).await.map_err(|error| error.0) },
    );
    Effect::new(move |_| {
        query.track();
        list.marked.clear();
        list.waiting.set(0);
    });
    say_status(status);
    if may(Operation::ExportUsers) {
        let export = |href| Entry::act(t(msg::userpages_export()), Goal::Fetch(href), IconName::Download).about(t(msg::userpages_title()));
        offer(move || vec![Entry { group: msg::ui_go_to_here(), ..export(query.with(query::export_href)) }]);
    }
    let show_new = Callback::new(move |()| show_new(list));
    let filter_bar = move |choices: UserChoices| {
        let filters = filters::filters(choices, query);
        view! { <FilterBar search=("q", msg::userpages_search()) filters sorts=filters::sorts()><Columns address/></FilterBar> }.into_any()
    };
    let bulk_bar = move |choices: UserChoices| view! { <BulkBar marked=list.marked choices kpis query/> }.into_any();
    view! {
        <Title text=t(msg::userpages_title())/>
        <PageHeader title=t(msg::userpages_title())><MonthSwitch address/><Actions query/></PageHeader>
        <Figures kpis list=Signal::derive(move || address.get()) one_line=true/>
        <div class="list-head">
            <Views/>
            <Load data=choices shape=Shape::Lines(1) view=filter_bar/>
        </div>
        <NewRows count=list.waiting says=|count| msg::userpages_new_rows(count) on_show=show_new/>
        <h2 class="visually-hidden">{t(msg::userpages_caption())}</h2>
        <div class="stack" on:submit=move |event| send(&event, status)>
            <Load data=rows shape=Shape::Table(12) set_pending=list.pending view=move |page| draw(page, list, kpis)/>
        </div>
        {may(Operation::AssignUser).then(|| view! { <Load data=choices shape=Shape::Lines(0) view=bulk_bar/> })}
    }
}

/// What can be done with people as a whole.
#[component]
fn Actions(query: Memo<UserListQuery>) -> impl IntoView {
    view! {
        {may(Operation::ExportUsers).then(|| view! {
            <LinkButton href=Signal::derive(move || query.with(query::export_href)) icon=IconName::Download download=true>{t(msg::userpages_export())}</LinkButton>
        })}
        {may(Operation::ImportUsers).then(|| view! { <LinkButton href="/admin/imports" icon=IconName::Upload>{t(msg::userpages_import())}</LinkButton> })}
        {may(Operation::CreateUser).then(|| view! { <LinkButton href="/admin/users/new" kind=ButtonKind::Primary icon=IconName::UserPlus>{t(msg::userpages_new())}</LinkButton> })}
    }
}

/// The chooser of columns, which follows the address.
#[component]
fn Columns(address: Address) -> impl IntoView {
    view! { <ColumnChooser columns=columns::choosable() shown=Signal::derive(move || query::columns(&address.query()))/> }
}

/// Fetches again when something on the page, or above it, may have changed.
fn follow(list: List) {
    on_live(move |_, event| {
        let shown = |id: &domain::ids::UserId| {
            list.held.with_value(|held| held.as_ref().is_some_and(|(_, rows)| rows.iter().any(|row| row.id == *id)))
        };
        let first_page = list.query.with_untracked(|query| query.cursor.is_none());
        let concerns = match event {
            LiveEvent::Users { ids } => first_page || ids.is_empty() || ids.iter().any(shown),
            LiveEvent::Payments { users } => users.is_empty() || users.iter().any(shown),
            LiveEvent::Resync => true,
            _ => false,
        };
        if concerns {
            list.pulse.beat();
        }
    });
}

/// Shows what waits, from the first page.
fn show_new(list: List) {
    list.held.set_value(None);
    list.waiting.set(0);
    list.pulse.now();
}

/// Keeps the rows of the same query where they are; another query shows what it brings.
fn settled(rows: Vec<UserRow>, list: List) -> Vec<UserRow> {
    let query = list.query.get_untracked();
    let before = list.held.with_value(|held| held.as_ref().filter(|(of, _)| *of == query).map(|(_, rows)| rows.clone()));
    let (rows, waiting) = match before {
        Some(before) => settle(&before, rows),
        None => (rows, 0),
    };
    list.held.set_value(Some((query, rows.clone())));
    if list.waiting.get_untracked() != waiting {
        list.waiting.set(waiting);
    }
    let gone = |key: &String| !rows.iter().any(|row| row.id.to_string() == *key);
    if list.marked.chosen.with_untracked(|chosen| chosen.iter().any(gone)) {
        list.marked.chosen.update(|chosen| chosen.retain(|key| !gone(key)));
    }
    rows
}

fn draw(page: Page<UserRow>, list: List, kpis: Data<Kpis>) -> AnyView {
    let query = list.query.get_untracked();
    let rows = settled(page.rows, list);
    if rows.is_empty() {
        return nothing(&query, list.address);
    }
    let (count, size) = (rows.len(), query.size);
    let table = move || {
        let shown = columns::shown(query::columns(&list.address.query()));
        table(rows.clone(), shown, list)
    };
    // The counters know how many there are.
    let total = view! { <Load data=kpis shape=Shape::Lines(0) view=|kpis: Kpis| t(msg::ui_rows_total(kpis.total_users)).into_any()/> };
    view! {
        {table}
        <Pagination previous=page.previous next=page.next rows=count size total=total.into_any()/>
    }
    .into_any()
}

fn table(rows: Vec<UserRow>, shown: Vec<String>, list: List) -> AnyView {
    let sort = list.query.with_untracked(query::sort_of);
    let (key, name, href): (RowText<UserRow>, RowText<UserRow>, RowText<UserRow>) =
        (|row| row.id.to_string(), |row| row.name.clone(), |row| format!("{LIST}/{}", row.id));
    let actions: RowActions<UserRow> = Arc::new(acts);
    if may(Operation::AssignUser) {
        let selection = bulk::selection(list.marked.chosen);
        view! { <DataTable id="users" caption=msg::userpages_caption() columns=columns::all() shown rows key name href actions sort pending=list.pending selection/> }.into_any()
    } else {
        view! { <DataTable id="users" caption=msg::userpages_caption() columns=columns::all() shown rows key name href actions sort pending=list.pending/> }.into_any()
    }
}

/// What can be done with one user. What ends sessions or sends mail asks first, on the user's own page.
fn acts(row: &UserRow) -> Vec<MenuItem> {
    let here = format!("{LIST}/{}", row.id);
    let mut items = vec![MenuItem::link(msg::userpages_open(), here.clone()).icon(IconName::User)];
    if may(Operation::EditUser) {
        items.push(MenuItem::link(msg::userpages_edit(), format!("{here}/edit")).icon(IconName::Edit));
    }
    if may(Operation::SetUserStatus) {
        items.push(match row.status {
            UserStatus::Active => {
                MenuItem::link(msg::userpages_deactivate(), format!("{here}?ask=deactivate")).icon(IconName::Power).danger()
            }
            UserStatus::Inactive => {
                let fields = vec![("id".to_owned(), row.id.to_string()), ("status".to_owned(), UserStatus::Active.code().to_owned())];
                MenuItem::new(msg::userpages_activate(), MenuAct::Post(SetUserStatus::url().to_owned(), fields)).icon(IconName::Power)
            }
        });
    }
    if may(Operation::ResetPassword) {
        items.push(MenuItem::link(msg::userpages_send_reset(), format!("{here}?ask=reset")).icon(IconName::Key));
    }
    items
}

/// Sends a row's form without leaving the page.
fn send(event: &ev::SubmitEvent, status: Submission) {
    let form = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some(form) = form.filter(|form| form.get_attribute("action").as_deref() == Some(status.url())) else { return };
    let user = form.query_selector("input[name=id]").ok().flatten().and_then(|input| input.get_attribute("value"));
    if let Some(user) = user {
        want_focus(format!("button[name=menu][value='{user}']"));
    }
    status.send(event);
}

/// Says what became of a press in a row's menu.
fn say_status(status: Submission) {
    let toasts = use_toasts();
    let error = status.error();
    Effect::new(move |_| {
        if status.done() {
            toasts.good(msg::userpages_activated());
        } else if let Some(error) = error.get() {
            toasts.bad(error.message);
        }
    });
}

/// Nobody yet, or nobody who fits.
fn nothing(query: &UserListQuery, address: Address) -> AnyView {
    if query.filter.conditions() > 0 || query.cursor.is_some() {
        return view! { <NoResults clear_href=query::cleared(&address.get_untracked())/> }.into_any();
    }
    view! {
        <EmptyState icon=IconName::Users title=msg::userpages_empty_title() message=msg::userpages_empty()>
            {may(Operation::CreateUser).then(|| view! { <LinkButton href="/admin/users/new" kind=ButtonKind::Primary icon=IconName::UserPlus>{t(msg::userpages_new())}</LinkButton> })}
            {may(Operation::ImportUsers).then(|| view! { <LinkButton href="/admin/imports" icon=IconName::Upload>{t(msg::userpages_import())}</LinkButton> })}
        </EmptyState>
    }
    .into_any()
}

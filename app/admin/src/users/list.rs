//! The table: filters and page live in the address, figures and rows follow it and what changes elsewhere.

use api::users::AssignUsers;
use domain::{access::Operation, kpi::Kpis, live::LiveEvent, msg, page::Page, user::{UserChoices, UserListQuery, UserRow}};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use ui::{Button, ButtonKind, Choice, ColumnChooser, DataTable, EmptyState, FilterBar, FormBody, IconName, LinkButton, Load, NoResults, Notice, PageHeader, Pagination, SelectField, Shape, Sort, Tone, address::encode, live_version, t, use_address};

use super::{columns::{actions, columns}, figures::figure_row, filters::filters};

/// Id of the form that the boxes of the rows belong to.
const BULK: &str = "bulk";

/// An address of this list with these parameters.
fn list_address(parameters: &[(&str, String)]) -> String {
    let query: Vec<String> = parameters.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    if query.is_empty() { "/admin/users".to_owned() } else { format!("/admin/users?{}", query.join("&")) }
}

/// The page.
#[component]
pub fn UsersPage() -> impl IntoView {
    let address = use_address();
    let query = Memo::new(move |_| { let query = address.query(); UserListQuery::from_parameters(|name| query.get(name).map(str::to_owned)) });
    let shown = Memo::new(move |_| address.query().get("columns").map(|text| text.split(',').map(str::to_owned).collect::<Vec<_>>()).unwrap_or_default());
    let live = live_version(|event| matches!(event, LiveEvent::Users { .. } | LiveEvent::Payments { .. }));
    let assign = ServerAction::<AssignUsers>::new();
    let filter = Memo::new(move |_| query.with(|query| query.filter.clone()));
    let (pending, set_pending) = signal(false);
    let (counting, set_counting) = signal(false);
    let rows = Resource::new(move || (query.get(), live.get(), assign.version().get()), |(query, ..)| async move { api::users::list_users(query).await.map_err(|error| error.0) });
    let kpis = Resource::new(move || (filter.get(), live.get(), assign.version().get()), |(filter, ..)| async move { api::users::user_kpis(filter).await.map_err(|error| error.0) });
    let choices = Resource::new(|| (), |()| async { api::users::list_user_choices().await.map_err(|error| error.0) });
    let draw_kpis = move |kpis: Kpis| {
        let filter = filter.get_untracked();
        figure_row(kpis, counting.into(), move |more| {
            let mut parameters = filter.to_parameters();
            for (name, value) in more { parameters.retain(|(known, _)| known != name); parameters.push((filter_name(name), (*value).to_owned())); }
            list_address(&parameters)
        })
    };
    let draw_filters = move |choices: UserChoices| view! {
        <FilterBar search=("q", msg::users_search()) filters=filters(&choices)><ColumnChooser columns=columns(None) shown=shown.get_untracked()/></FilterBar>
        {bulk(&choices, assign)}
    }.into_any();
    let draw_rows = move |page: Page<UserRow>| table(page, &query.get_untracked(), shown.get(), pending.into());
    view! {
        <Title text=t(msg::users_title())/>
        <PageHeader title=t(msg::users_title())>{head_actions(query)}</PageHeader>
        <Load data=kpis shape=Shape::Cards(6) set_pending=set_counting view=draw_kpis/>
        <Load data=choices shape=Shape::Lines(1) view=draw_filters/>
        <Load data=rows shape=Shape::Table(12) set_pending=set_pending view=draw_rows/>
    }
}

/// The filter's own name for a parameter.
fn filter_name(name: &str) -> &'static str { domain::user::UserFilter::PARAMETERS.into_iter().find(|known| *known == name).unwrap_or("q") }

fn head_actions(query: Memo<UserListQuery>) -> AnyView {
    let export = move || list_address(&query.get().to_parameters().iter().filter(|(name, _)| *name != "cursor").cloned().collect::<Vec<_>>()).replacen("/admin/users", "/admin/users/export.csv", 1);
    let may = api::viewer::may;
    view! {
        {may(Operation::ExportUsers).then(|| view! { <a class="button button-quiet" href=export rel="external" download="">{t(msg::users_export())}</a> })}
        {may(Operation::ImportUsers).then(|| view! { <LinkButton href="/admin/imports" kind=ButtonKind::Secondary icon=IconName::Upload>{t(msg::users_import())}</LinkButton> })}
        {may(Operation::CreateUser).then(|| view! { <LinkButton href="/admin/users/new" kind=ButtonKind::Primary icon=IconName::Plus>{t(msg::users_new())}</LinkButton> })}
    }.into_any()
}

fn table(page: Page<UserRow>, query: &UserListQuery, shown: Vec<String>, pending: Signal<bool>) -> AnyView {
    if page.rows.is_empty() {
        return if query.filter.conditions() > 0 || query.cursor.is_some() { view! { <NoResults clear_href="/admin/users"/> }.into_any() }
            else { view! { <EmptyState icon=IconName::Users title=msg::users_empty_title() message=msg::users_empty()/> }.into_any() };
    }
    let (count, size) = (page.rows.len(), query.size);
    let sort = Sort { key: query.sort.code().to_owned(), descending: query.reversed != query.sort.begins_descending() };
    let selecting = api::viewer::may(Operation::AssignUser).then_some(BULK);
    view! {
        <DataTable id="users" caption=msg::users_title() columns=columns(selecting) shown rows=page.rows key=|row: &UserRow| row.id.to_string()
            name=|row: &UserRow| row.name.clone() href=|row: &UserRow| format!("/admin/users/{}", row.id) actions=actions() sort pending/>
        <Pagination previous=page.previous next=page.next rows=count size/>
    }.into_any()
}

/// What is done with the selected rows.
fn bulk(choices: &UserChoices, assign: ServerAction<AssignUsers>) -> Option<AnyView> {
    if !api::viewer::may(Operation::AssignUser) { return None; }
    let offer = |list: Vec<Choice>| { let mut all = vec![Choice::msg("none", msg::users_none())]; all.extend(list); all };
    let managers = offer(choices.managers.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect());
    let organisations = offer(choices.organisations.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect());
    let error = Signal::derive(move || assign.value().get().and_then(Result::err).map(|error| error.0));
    let done = move || assign.value().get().and_then(Result::ok).map(|count| view! { <Notice tone=Tone::Good title=msg::users_assigned(count)/> });
    Some(view! {
        <details class="bulk">
            <summary class="bulk-title">{t(msg::users_bulk())}</summary>
            {done}
            <ActionForm action=assign attr:id=BULK>
                <FormBody id="bulk" error pending=assign.pending()>
                    <div class="form-grid">
                        <SelectField name="manager" label=msg::users_bulk_manager() options=managers blank=msg::users_leave()/>
                        <SelectField name="organisation" label=msg::users_bulk_organisation() options=organisations blank=msg::users_leave()/>
                    </div>
                    <Button submit=true pending=assign.pending()>{t(msg::users_apply())}</Button>
                </FormBody>
            </ActionForm>
        </details>
    }.into_any())
}

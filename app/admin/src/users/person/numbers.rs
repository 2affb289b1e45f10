//! A person's numbers. Staff add one for them here and pair it on the number's own page.

use api::{instances::CreateInstance, viewer::may};
use domain::{
    access::Operation,
    instance::{InstanceListQuery, InstanceRow},
    live::LiveEvent,
    msg,
    page::{Page, PageQuery},
};
use leptos::prelude::*;
use ui::{
    Column, CopyButton, Data, DataTable, EmptyState, FormActions, FormBody, IconName, Load, Pagination, RowText, Section, Shape,
    Submission, SubmitForm, TextField, Time, live_version, number, page_query, state::InstanceStateBadge, use_address,
};

use super::Person;

/// The tab.
#[component]
pub(super) fn Numbers(person: Person) -> impl IntoView {
    let id = person.id;
    let address = use_address();
    let asked = Memo::new(move |_| page_query(address));
    let live = live_version(|event| matches!(event, LiveEvent::Instance { .. }));
    let rows = Data::new(
        move || (asked.get(), live.get()),
        move |(PageQuery { cursor, size }, _)| async move {
            let query = InstanceListQuery { user: Some(id), cursor, size, ..InstanceListQuery::default() };
            api::instances::list_instances(query).await.map_err(|error| error.0)
        },
    );
    view! {
        <Load data=rows shape=Shape::Table(3) view=move |page| list(page, asked.get_untracked().size)/>
        {may(Operation::CreateInstance).then(|| view! { <AddNumber person/> })}
    }
}

#[component]
fn AddNumber(person: Person) -> impl IntoView {
    let create = Submission::to::<CreateInstance>();
    view! {
        <Section title=msg::userpages_add_number() lead=msg::userpages_add_number_lead()>
            <SubmitForm to=create>
                <input type="hidden" name="user" value=person.id.to_string()/>
                <FormBody id="number" error=create.error() pending=create.pending()>
                    <TextField name="name" label=msg::userpages_number_name() hint=msg::userpages_number_name_hint() required=true maxlength=120 check=domain::user::check_name/>
                    <FormActions submit=msg::userpages_add_number()/>
                </FormBody>
            </SubmitForm>
        </Section>
    }
}

fn list(page: Page<InstanceRow>, size: u16) -> AnyView {
    if page.rows.is_empty() {
        return view! { <EmptyState icon=IconName::Phone title=msg::userpages_no_numbers_title() message=msg::userpages_no_numbers()/> }
            .into_any();
    }
    let count = page.rows.len();
    let (key, name, href): (RowText<InstanceRow>, RowText<InstanceRow>, RowText<InstanceRow>) =
        (|row| row.id.to_string(), |row| row.name.clone(), |row| format!("/admin/numbers/{}", row.id));
    view! {
        <DataTable id="numbers" caption=msg::userpages_numbers_caption() columns=columns() rows=page.rows key name href/>
        <Pagination previous=page.previous next=page.next rows=count size/>
    }
    .into_any()
}

fn columns() -> Vec<Column<InstanceRow>> {
    vec![
        Column::new("name", msg::userpages_number_name(), |row: &InstanceRow| view! { <bdi>{row.name.clone()}</bdi> }),
        Column::new("state", msg::userpages_status(), |row: &InstanceRow| view! { <InstanceStateBadge state=row.state/> }),
        Column::new("phone", msg::userpages_phone(), |row: &InstanceRow| {
            let phone = row.phone.clone().zip(row.phone_shown.clone());
            phone.map(|(phone, shown)| view! { <bdi dir="ltr">{shown}</bdi><CopyButton text=phone/> })
        }),
        Column::new("server", msg::userpages_server(), |row: &InstanceRow| row.server.clone().map(|server| view! { <bdi>{server}</bdi> })),
        Column::new("queued", msg::userpages_queued(), |row: &InstanceRow| number(row.queued)).figure(),
        Column::new("changed", msg::userpages_changed(), |row: &InstanceRow| view! { <Time at=row.changed_at relative=true/> }),
    ]
}

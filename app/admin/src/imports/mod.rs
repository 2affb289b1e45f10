//! Imports: choose a file, see what would happen, let it happen, read what was refused.

mod one;

pub use one::ImportPage;

use domain::{
    Msg,
    access::Operation,
    import::{ImportKind, ImportView},
    msg,
    narrowing::{of_words, refuse},
    page::Page,
    text::TimeStyle,
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    Button, ButtonKind, Choice, Column, Data, DataTable, EmptyState, FileDrop, FormBody, Icon, IconName, Load, PageHeader, Pagination,
    Section, SelectField, Shape, Submission, Time, number, page_query, state::ImportStateBadge, t, use_address,
};

/// The list, and the form for a new one.
#[component]
pub fn ImportsPage() -> impl IntoView {
    let address = use_address();
    let asked = Memo::new(move |_| (page_query(address), of_words(address.query().pairs(), &[])));
    let rows = Data::new(
        move || asked.get(),
        |(page, wrong)| async move {
            refuse(&wrong)?;
            api::imports::list_imports(page).await.map_err(|error| error.0)
        },
    );
    view! {
        <Title text=t(msg::imports_title())/>
        <PageHeader title=t(msg::imports_title()) lead=t(msg::imports_lead())/>
        <Section title=msg::imports_new()>{upload()}</Section>
        <Section title=msg::imports_earlier()><Load data=rows shape=Shape::Table(5) view=move |page| list(page, asked.get_untracked().0.size)/></Section>
    }
}

/// Where a file goes.
const UPLOAD: &str = "/admin/imports/upload";

/// A plain upload: the browser sends the file, the server answers with the import's page, or leads back here with what was wrong.
fn upload() -> AnyView {
    let kinds = [(ImportKind::Users, Operation::ImportUsers), (ImportKind::Payments, Operation::ImportPayments)];
    let kinds: Vec<Choice> = kinds
        .into_iter()
        .filter(|(_, operation)| api::viewer::may(*operation))
        .map(|(kind, _)| Choice::msg(kind.code(), kind.label()))
        .collect();
    let sent = Submission::at(UPLOAD);
    view! {
        <form method="post" action=sent.url() enctype="multipart/form-data">
            <FormBody id="upload" error=sent.error()>
                <SelectField name="kind" label=msg::imports_kind() options=kinds/>
                <FileDrop name="file" label=msg::imports_file() hint=msg::imports_file_hint() accept=".csv,.tsv,.txt,text/csv"/>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true icon=IconName::Upload>{t(msg::imports_upload())}</Button>
                    {template("/admin/imports/template/users", msg::imports_template_users())}
                    {template("/admin/imports/template/payments", msg::imports_template_payments())}
                </div>
            </FormBody>
        </form>
    }
    .into_any()
}

/// A link that saves a file with the right columns.
fn template(href: &'static str, words: Msg) -> AnyView {
    view! { <a class="link link-icon" href=href download="" rel="external"><Icon name=IconName::Download/>{t(words)}</a> }.into_any()
}

fn list(page: Page<ImportView>, size: u16) -> AnyView {
    if page.rows.is_empty() {
        return view! { <EmptyState icon=IconName::Upload title=msg::imports_empty_title() message=msg::imports_empty()/> }.into_any();
    }
    let count = page.rows.len();
    view! {
        <DataTable caption=msg::imports_earlier() columns=columns() rows=page.rows key=|row: &ImportView| row.id.to_string() name=|row: &ImportView| row.file.clone()
            href=|row: &ImportView| format!("/admin/imports/{}", row.id)/>
        <Pagination previous=page.previous next=page.next rows=count size/>
    }
    .into_any()
}

fn columns() -> Vec<Column<ImportView>> {
    let count = |value: u64| number(i64::try_from(value).unwrap_or(i64::MAX));
    vec![
        Column::new("file", msg::imports_name(), |row: &ImportView| view! { <bdi>{row.file.clone()}</bdi> }),
        Column::new("kind", msg::imports_kind(), |row: &ImportView| t(row.kind.label())),
        Column::new("state", msg::imports_state(), |row: &ImportView| view! { <ImportStateBadge state=row.state/> }),
        Column::new("rows", msg::imports_rows(), move |row: &ImportView| count(row.rows)).figure(),
        Column::new("refused", msg::imports_refused(), move |row: &ImportView| count(row.refused)).figure(),
        Column::new("when", msg::imports_when(), |row: &ImportView| view! { <Time at=row.created_at style=TimeStyle::DateTime/> }),
    ]
}
